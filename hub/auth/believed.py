"""What becomes of a token, without the library that reads it: that takes 10 MB, for which most hubs have no use."""

from __future__ import annotations

from dataclasses import dataclass

from hub.domain.viewer import Viewer

LONGEST = 8_192
"""Characters of a key or token that are looked at."""


class NotBelieved(Exception):
    """A token that proves nothing. The message is for the log alone and holds nothing of the token."""


@dataclass(frozen=True, slots=True)
class Believed:
    """Who a token says is asking, and until when (seconds since 1970)."""

    viewer: Viewer
    until: float
