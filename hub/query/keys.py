"""By which fields other graphs name our things (the keys of a federated graph), and how each is found by them.

Read by `schema/federation.py`, which prints them as `@key`, and by the plan, which answers `_entities`.
"""

from __future__ import annotations

from collections.abc import Mapping

from hub.domain.ids import AREA, SOURCE, THEME
from hub.query.nouns import NOUN_OF_KIND

ENTITY = "Entity"
BY_ID = ("id",)

KEYS: Mapping[str, tuple[str, ...]] = {
    ENTITY: BY_ID,
    **{noun.type_name: BY_ID for noun in NOUN_OF_KIND.values()},
    "Organization": ("id", "cvr"),
    "Area": ("id", "code"),
    "Theme": BY_ID,
    "Source": BY_ID,
}
"""Each field is a key by itself. An interface may have a key only if all that implement it have it, too."""

PREFIXES: Mapping[str, str] = {"Area": AREA, "Theme": THEME, "Source": SOURCE}
"""The types whose ids are a prefix and a natural key."""
