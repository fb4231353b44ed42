"""What sites tell by themselves, kept as contributions of theirs: so weight, queue, log, receipts of decisions and undo hold for them too.

A site tells of a thing under an id of its own. What it told before and still waits gives way to its newer word; what a person turned down
is not told again; what it takes back is gone at once, whoever's eyes it passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import and_, bindparam, or_, select

from hub.curation.contribute import Done, Room, keep
from hub.curation.may import Weight, weigh
from hub.curation.patch import Before, read_patch
from hub.domain.contribution import ContributionState, Patch, patch_of
from hub.domain.ids import EntityKind
from hub.store import contributions
from hub.store import tables as t
from hub.store.contributions import Known, Local

_n, _d = t.contribution, t.decision
_WAITING = (
    select(_n.c.id, t.record.c.row)
    .join(t.record, t.record.c.no == _n.c.record_no)
    .where(_n.c.member_no == bindparam("member"), _n.c.by == bindparam("who"), _n.c.state == ContributionState.WAITING.value)
    .order_by(_n.c.no)
)
_TURNED_DOWN = (
    select(_d.c.no)
    .join(_n, _n.c.id == _d.c.value)
    .where(
        _n.c.member_no == bindparam("member"),
        _n.c.by == bindparam("who"),
        or_(and_(_d.c.kind == "REJECTED", _d.c.undone_at.is_(None)), and_(_d.c.kind == "CONTRIBUTED", _d.c.undone_at.is_not(None))),
    )
    .limit(1)
)
_ENTITY = select(t.entity.c.no).join(t.member, t.member.c.canonical_no == t.entity.c.no).where(t.member.c.no == bindparam("member"))


@dataclass(frozen=True, slots=True)
class _Told:
    """What a site told of a thing before: the id that it has, what stands, and what waits."""

    member_no: int
    stands: Mapping[str, Any] | None
    waits: list[tuple[Known, Patch]]


async def tell(room: Room, kind: EntityKind, external: str, given: Mapping[str, Any], *, action: str) -> Done | None:
    """Tells of a thing, or tells on of it; None when that changes nothing, or a person turned it down. Raises Problems."""
    local = await contributions.open_local(room.tx, room.source, room.at)
    told = await _told(room, local, kind, external)
    if told is not None and await room.tx.value(_TURNED_DOWN, member=told.member_no, who=room.viewer.name) is not None:
        return None
    patch = await read_patch(room.tx, kind, given, lang=room.source.language, before=Before())
    if told is not None:
        for _, before in told.waits:
            patch = Patch({**before.values, **patch.values}, {**before.references, **patch.references})
        if len(told.waits) == 1 and _same(patch, told.waits[0][1]):
            return None
        if told.stands is not None and not told.waits:
            patch = _news(patch, told.stands)
        await _drop(room, local, told)
    known = told is not None and told.stands is not None
    if not patch.fields or (not known and not patch.values.get("name")):
        return None
    member_no = told.member_no if told is not None else await contributions.member(room.tx, local, kind, _source_id(room, external))
    weight = await weigh(room.tx, room.viewer, kind, await room.tx.value(_ENTITY, member=member_no), patch)
    return await keep(room, local, member_no, patch, weight, action=action, told_as=_source_id(room, external))


async def take_back(room: Room, kind: EntityKind, external: str) -> Done | None:
    """Takes back what a site told of a thing, at once; None when there is nothing."""
    local = await contributions.open_local(room.tx, room.source, room.at)
    told = await _told(room, local, kind, external)
    if told is None:
        return None
    await _drop(room, local, told)
    if told.stands is None:
        return Done() if told.waits else None
    return await keep(room, local, told.member_no, Patch(retires=True), Weight(public=True), action="retire")


async def _told(room: Room, local: Local, kind: EntityKind, external: str) -> _Told | None:
    found = await contributions.find(room.tx, kind, _source_id(room, external))
    if found is None:
        return None
    rows = await room.tx.rows(_WAITING, member=found[0], who=room.viewer.name)
    waits = [(known, patch_of(orjson.loads(row))) for key, row in rows if (known := await contributions.by_id(room.tx, key)) is not None]
    return _Told(found[0], await contributions.said(room.tx, local, found[0]), waits)


async def _drop(room: Room, local: Local, told: _Told) -> None:
    for one, _ in told.waits:
        await contributions.fall(room.tx, local, one, ContributionState.REJECTED, room.at)


def _news(patch: Patch, stands: Mapping[str, Any]) -> Patch:
    """What a patch says that does not stand already."""
    ends: dict[str, list[str]] = {}
    for role, key, *_ in stands["references"]:
        ends.setdefault(role, []).append(key)
    values = {name: value for name, value in patch.values.items() if name not in stands["values"] or stands["values"][name] != value}
    references = {role: said for role, said in patch.references.items() if sorted(key for key, *_ in said) != sorted(ends.get(role, []))}
    return Patch(values, references)


def _same(one: Patch, other: Patch) -> bool:
    first, second = (orjson.dumps(patch.row(), option=orjson.OPT_SORT_KEYS) for patch in (one, other))
    return first == second


def _source_id(room: Room, external: str) -> str:
    """The same id that `externalId` leads to."""
    return f"{room.viewer.name}:{external}"
