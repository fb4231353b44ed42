"""Ids that keep their meaning: an entity's id is made once, from the raw words of its source, before any cleaning.

An entity id is the prefix of its kind, `_`, and 20 base32 characters (100 bits of BLAKE2b over kind, source key and the source's own id):
`ini_7q3nd6…`. Ids of reference data and of the hub's own books carry their natural key: `area_dk-kommune-0461`, `theme_nature`,
`source_berlin-grants`, `run_17`.
"""

from __future__ import annotations

from base64 import b32encode
from enum import StrEnum
from hashlib import blake2b


class EntityKind(StrEnum):
    """The ten kinds of thing that the graph knows and can link; values are the names of `enum EntityKind` in the graph."""

    INITIATIVE = "INITIATIVE"
    ORGANIZATION = "ORGANIZATION"
    OPPORTUNITY = "OPPORTUNITY"
    EVENT = "EVENT"
    VENUE = "VENUE"
    FUNDING = "FUNDING"
    AGREEMENT = "AGREEMENT"
    DISCUSSION = "DISCUSSION"
    STORY = "STORY"
    EVALUATION = "EVALUATION"


PREFIXES: dict[EntityKind, str] = {
    EntityKind.INITIATIVE: "ini",
    EntityKind.ORGANIZATION: "org",
    EntityKind.OPPORTUNITY: "opp",
    EntityKind.EVENT: "evt",
    EntityKind.VENUE: "ven",
    EntityKind.FUNDING: "fun",
    EntityKind.AGREEMENT: "agr",
    EntityKind.DISCUSSION: "dis",
    EntityKind.STORY: "sto",
    EntityKind.EVALUATION: "eva",
}
KIND_OF_PREFIX: dict[str, EntityKind] = {prefix: kind for kind, prefix in PREFIXES.items()}

AREA, THEME, SOURCE, RUN, LINK, MATCH, PROVENANCE, DECISION = "area", "theme", "source", "run", "link", "match", "prov", "decision"
WATCH = "watch"


def mint(kind: EntityKind, source: str, source_id: str) -> str:
    """The id of what `source` calls `source_id`; the same on every machine and day.

    >>> mint(EntityKind.INITIATIVE, "samskabelse", "vandrelaug")
    'ini_fvdst3fkdqg7rbmry7ia'
    """
    digest = blake2b(f"{kind}\x00{source}\x00{source_id}".encode(), digest_size=15).digest()
    return f"{PREFIXES[kind]}_{b32encode(digest)[:20].decode().lower()}"


def kind_of(entity_id: str) -> EntityKind | None:
    """The kind that an entity id names by its prefix, or None when it is no entity id."""
    return KIND_OF_PREFIX.get(entity_id.partition("_")[0])
