"""What can be read of the queue: what waits for somebody to look, for those who may decide it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, literal_column, or_, select

from hub.domain.queue import QueueItemType
from hub.query.leaf import source_keys
from hub.query.noun import Leaf, Listed, Many, Noun, One, Proposed, Way
from hub.store.engine import in_list
from hub.store.queue import MAY_DECIDE, spoken_of
from hub.store.tables import entity, member, queue_item, source
from hub.store.tables.queue import queue_about

_PARTS = queue_about.join(member, member.c.no == queue_about.c.member_no).join(entity, entity.c.no == member.c.canonical_no)

QUEUE_NOUN = Noun(
    "QueueItem",
    None,
    queue_item,
    columns={
        "id": queue_item.c.id,
        "itemType": queue_item.c.type,
        "since": queue_item.c.since,
        "report": queue_item.c.report,
    },
    relations={
        "entities": Listed(
            "Entity",
            Way(queue_about.c.no, entity.c.no, source=_PARTS, distinct=True),
            order=(entity.c.sort_name, entity.c.no),
        ),
        "run": One("HarvestRun", on=queue_item.c.run_no),
        "match": One("Match", on=queue_item.c.match_no),
        "fields": Proposed(),
    },
    order=(queue_item.c.since, queue_item.c.no),
    seen=MAY_DECIDE,
)
"""Whoever waits for longest comes first."""


def _of_types(*wanted: BindParameter[Any]) -> ColumnElement[bool]:
    """The item is of a type whose flag is set: said so, not as a list to look into, the other parts of the view cost nothing."""
    flags = (one == literal_column("1") for one in wanted)
    return or_(*(and_(queue_item.c.type == kind.value, flag) for kind, flag in zip(QueueItemType, flags, strict=True)))


def _of_source(keys: BindParameter[Any]) -> ColumnElement[bool]:
    """The item is about a source of these keys, or a thing that it speaks of."""
    these = select(source.c.no).where(in_list(source.c.key, keys))
    sides = (spoken_of(side, these) for side in (queue_item.c.left_no, queue_item.c.right_no))
    return or_(queue_item.c.source_no.in_(these), *sides)


QUEUE = Many(
    "QueueItem",
    filtered=False,
    backward=False,
    arguments={
        "types": Leaf("[QueueItemType!]", _of_types, lambda types: tuple(int(kind.value in types) for kind in QueueItemType)),
        "source": Leaf("ID", _of_source, lambda one: source_keys([one])),
    },
)
