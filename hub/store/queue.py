"""The queue as its readers and its deciders see it: one condition says whose an item is to decide, for both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, literal_column, not_, or_, select

from hub.domain.queue import QueueItemType
from hub.domain.viewer import Viewer
from hub.store.engine import Plan, in_list, prepared
from hub.store.tables import area, area_closure, contribution, entity, entity_source, member, queue_item, source
from hub.store.tables.queue import queue_about
from hub.store.writer import Transaction

ALL_SOURCES, THEIR_SOURCES, THEIR_AREAS = "all_sources", "their_sources", "their_areas"
"""The binds that hold which sources somebody looks after: whether all, and the keys of theirs; and codes of areas that they moderate."""
NOBODYS = "-"


def binds_of(viewer: Viewer) -> dict[str, Any]:
    """The values of these binds for a viewer; a list is never empty, for the writer looks for nothing in an empty one."""
    return {
        ALL_SOURCES: int(viewer.looks_after_all),
        THEIR_SOURCES: list(viewer.looks_after) or [NOBODYS],
        THEIR_AREAS: list(viewer.moderated_areas) or [NOBODYS],
    }


_q = queue_item
_ALL = bindparam(ALL_SOURCES, type_=Integer) == literal_column("1")
_theirs = select(source.c.no).where(in_list(source.c.key, bindparam(THEIR_SOURCES)))


def spoken_of(side: ColumnElement[Any], sources: Any) -> ColumnElement[bool]:
    """The condition that one of these sources speaks of the thing that the member on this side is part of now."""
    of = select(entity_source.c.no).join(member, member.c.canonical_no == entity_source.c.no)
    return of.where(member.c.no == side, entity_source.c.source_no.in_(sources)).correlate(queue_item).exists()


_within = (
    select(area_closure.c.descendant_no)
    .select_from(area_closure.join(area, area.c.no == area_closure.c.ancestor_no))
    .where(in_list(area.c.code, bindparam(THEIR_AREAS)))
)


def _there(side: ColumnElement[Any]) -> Select[Any]:
    return select(entity.c.no).join(member, member.c.canonical_no == entity.c.no).where(member.c.no == side).correlate(queue_item)


def moderated(side: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that the thing which the member on this side is part of now lies in an area that the viewer moderates."""
    return _there(side).where(entity.c.area_no.in_(_within)).exists()


_TOLD_OF = select(contribution.c.no).where(contribution.c.id == _q.c.id, contribution.c.area_no.in_(_within)).correlate(queue_item)
_NEW_THERE = and_(_q.c.type == QueueItemType.CONTRIBUTION.value, _TOLD_OF.exists(), not_(_there(_q.c.left_no).exists()))
"""What was told of a new thing is where it says. Of one that is there only its own area counts, or whoever says another would choose their
moderator."""

OF_SOURCE = frozenset({QueueItemType.RUN, QueueItemType.WITHDRAWAL})
"""What is about a source alone is for its keepers: a run, and the withdrawal of a record. Of a whole thing others speak as well, so its
withdrawal, which cannot be taken back, is for moderators."""

MAY_DECIDE = or_(
    _ALL,
    and_(_q.c.type.in_([one.value for one in OF_SOURCE]), _q.c.source_no.in_(_theirs)),
    and_(
        _q.c.type.not_in([one.value for one in OF_SOURCE]),
        spoken_of(_q.c.left_no, _theirs),
        or_(_q.c.right_no.is_(None), spoken_of(_q.c.right_no, _theirs)),
    ),
    and_(
        _q.c.type.not_in([one.value for one in OF_SOURCE]),
        moderated(_q.c.left_no),
        or_(_q.c.right_no.is_(None), moderated(_q.c.right_no)),
    ),
    _NEW_THERE,
)
"""Moderators decide everything. Who looks after sources decides about things that these speak of, who moderates areas about things that lie
there (of a pair: about both sides)."""

_ONE = select(_q.c.run_no).where(_q.c.id == bindparam("item"), MAY_DECIDE)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that waits; `run_no` is the number of the run that waits under it."""

    run_no: int | None


async def waiting(tx: Transaction, item: str, viewer: Viewer) -> Waiting | None:
    """The item of this id, while it waits and is the viewer's to decide."""
    rows = await tx.rows(_ONE, item=item, **binds_of(viewer))
    return Waiting(*rows[0]) if rows else None


# --- For an operator ---------------------------------------------------------------------------------------------------------------

_OLDEST = (
    select(_q.c.no, _q.c.id, _q.c.type, _q.c.since, source.c.key)
    .select_from(_q.outerjoin(source, source.c.no == _q.c.source_no))
    .order_by(_q.c.since, _q.c.no)
    .limit(bindparam("most"))
)
_ABOUT = (
    select(queue_about.c.no, entity.c.name)
    .join(member, member.c.no == queue_about.c.member_no)
    .join(entity, entity.c.no == member.c.canonical_no)
    .where(in_list(queue_about.c.no, bindparam("nos")))
    .order_by(entity.c.sort_name, entity.c.no)
)


def oldest(most: int) -> Plan[list[tuple[str, ...]]]:
    """What waits for longest, whoever may decide it: id, type, since when, and what it is about (names of things, or a source)."""
    rows = yield prepared(_OLDEST).sql, prepared(_OLDEST).bind({"most": most})
    pairs = yield prepared(_ABOUT).sql, prepared(_ABOUT).bind({"nos": [row[0] for row in rows]})
    names: dict[int, list[str]] = {}
    for no, name in pairs:
        names.setdefault(no, []).append(name)
    return [(one, kind, since, " / ".join(names.get(no, [key or ""]))) for no, one, kind, since, key in rows]
