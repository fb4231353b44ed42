"""What can be read of the queue: what waits for somebody to look, for those who may decide it."""

from __future__ import annotations

from sqlalchemy import Integer, and_, bindparam, literal_column, or_, select

from hub.query.leaf import source_keys
from hub.query.noun import Leaf, Listed, Many, Noun, Proposed, Way
from hub.query.permissions import ALL_SOURCES, looked_after
from hub.store.engine import in_list
from hub.store.tables import contribution, entity, entity_source, member, source

_about = select(entity_source.c.no).join(member, member.c.canonical_no == entity_source.c.no).where(member.c.no == contribution.c.member_no)
_THEIRS = or_(
    bindparam(ALL_SOURCES, type_=Integer) == literal_column("1"),
    _about.where(looked_after(entity_source.c.source_no)).correlate(contribution).exists(),
)
"""Of a new thing no source speaks yet, so it is for moderators."""
_WAITS = contribution.c.state == "WAITING"

QUEUE_NOUN = Noun(
    "QueueItem",
    None,
    contribution,
    columns={"id": contribution.c.id, "since": contribution.c.at},
    relations={
        "entities": Listed(
            "Entity",
            Way(
                contribution.c.no,
                entity.c.no,
                source=contribution.join(member, member.c.no == contribution.c.member_no).join(
                    entity, entity.c.no == member.c.canonical_no
                ),
            ),
            order=(entity.c.sort_name, entity.c.no),
        ),
        "fields": Proposed(),
    },
    order=(contribution.c.no,),
)
"""Whoever waits for longest comes first."""

QUEUE = Many(
    "QueueItem",
    filtered=False,
    backward=False,
    arguments={
        "source": Leaf(
            "ID",
            lambda keys: and_(
                _WAITS,
                _THEIRS,
                _about.join(source, source.c.no == entity_source.c.source_no)
                .where(in_list(source.c.key, keys))
                .correlate(contribution)
                .exists(),
            ),
            lambda one: source_keys([one]),
            absent=and_(_WAITS, _THEIRS),
        ),
    },
)
