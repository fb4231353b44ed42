"""Who is asking. Roles beyond the reader come with keys and tokens; the viewer is part of every plan and cache key from the start."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ViewerRole(StrEnum):
    READER = "READER"
    CONTRIBUTOR = "CONTRIBUTOR"
    MODERATOR = "MODERATOR"
    ADMIN = "ADMIN"
    GATEWAY = "GATEWAY"


@dataclass(frozen=True, slots=True)
class Viewer:
    role: ViewerRole = ViewerRole.READER
    scopes: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    name: str = "anybody"


ANYBODY = Viewer()
