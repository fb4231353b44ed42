"""Words that people write to people: bounded, and without what cannot be seen."""

from __future__ import annotations

import unicodedata

from hub.curation.problems import refuse

LONGEST = 2_000
_KEPT = frozenset("\n\u200c\u200d")
"""A new line, and what joins and parts letters in some scripts."""


def told(text: str | None, *path: str) -> str | None:
    """What somebody wrote, as it is kept: no control characters, nothing that turns the direction of writing; None for nothing.

    Raises: Problems, TOO_LONG at `path`.
    """
    if text is None:
        return None
    if len(text) > LONGEST:
        raise refuse("TOO_LONG", f"{LONGEST:,} letters is the most.", *path)
    seen = "".join(one for one in text.replace("\t", " ") if one in _KEPT or not unicodedata.category(one).startswith("C"))
    return seen.strip() or None
