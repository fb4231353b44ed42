"""One request's tools: who asks, in which language, and what answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hub.domain.viewer import Viewer
    from hub.query.answers import Answers

LONGEST = 500
_RANGE = re.compile(r"\s*([A-Za-z]{1,8})(?:-[A-Za-z0-9-]{1,30})?\s*(?:;\s*q=([01](?:\.[0-9]{1,3})?))?\s*")


@dataclass(frozen=True, slots=True)
class Context:
    """What one request may use.

    `language` is the default of every `lang`, None when the client has no wish; `client`: whose budget it takes from.
    """

    answers: Answers
    viewer: Viewer
    language: str | None
    client: str


def wished_language(header: str | None) -> str | None:
    """The most wanted language of an Accept-Language header as a primary subtag ("da"), or None; a malformed part is passed over.

    >>> wished_language("en-GB;q=0.7, da, *;q=0.1")
    'da'
    """
    return _wished(header[:LONGEST]) if header else None


@lru_cache(maxsize=256)
def _wished(header: str) -> str | None:
    best, best_weight = None, 0.0
    for part in header.split(","):
        found = _RANGE.fullmatch(part)
        weight = float(found[2] or 1) if found else 0.0
        if found and weight > best_weight:
            best, best_weight = found[1].lower(), weight
    return best
