"""Decisions of people about what others told and what sources say; each can be taken back.

- decide: what waits is to be so, or not; never said by whoever brought it (four eyes). What is no contribution, items.py decides
- undo: any decision, also that of having contributed, as if it had not been made, whatever came after it
- unlink: an edge is not so, which beats every source, also after the next harvest

Who moderates some areas decides about what lies there. That an organization may speak for itself stands in confirm.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import bindparam, select

from hub.curation.contribute import CONTRIBUTED, Done, Room, shown
from hub.curation.items import ACCEPTED, REJECTED, check_own, gone, undo_item, undo_run, unknown
from hub.curation.items import decide as decide_item
from hub.curation.may import lies_within, looks_after, moderates, moderates_patch
from hub.curation.problems import refuse
from hub.curation.requests import HARVEST_REQUESTED, take_back_harvest
from hub.curation.words import told
from hub.domain.contribution import ContributionState, patch_of
from hub.domain.ids import EntityKind
from hub.domain.queue import QueueItemType, item_type
from hub.errors import BadArgument
from hub.store import contributions, decisions
from hub.store import tables as t
from hub.store.contributions import Known
from hub.store.release import DISCARD, RELEASE
from hub.store.speaking import spoken_for_now

_d, _m = t.decision, t.member
_DECISION = select(_d.c.kind, _d.c.left_no, _d.c.right_no, _d.c.value, _d.c.by, _d.c.undone_at).where(_d.c.id == bindparam("key"))
_ABOUT = (
    select(_m.c.kind, t.entity.c.no)
    .select_from(_m.outerjoin(t.entity, t.entity.c.no == _m.c.canonical_no))
    .where(_m.c.no == bindparam("member"))
)
_ROW = select(t.record.c.row).where(t.record.c.no == bindparam("record"))
_from, _to = t.member.alias("from_member"), t.member.alias("to_member")
_LINK = (
    select(t.link.c.kind, _from.c.id, _to.c.id, t.link.c.from_no, t.link.c.to_no)
    .select_from(t.link.join(_from, _from.c.no == t.link.c.from_no).join(_to, _to.c.no == t.link.c.to_no))
    .where(t.link.c.id == bindparam("key"))
)


async def decide(room: Room, given: Mapping[str, Any]) -> Done:
    """Says what becomes of something that waits."""
    item, reason, accepts = given["item"], told(given.get("reason"), "input", "reason"), given["verdict"] == "ACCEPT"
    kind = item_type(item)
    if kind is not None and kind is not QueueItemType.CONTRIBUTION:
        return await decide_item(room, item, kind, accepts=accepts, reason=reason)
    one = await contributions.by_id(room.tx, item)
    if one is None or not await _may_decide(room, one):
        raise unknown(item)
    if one.state is not ContributionState.WAITING:
        raise refuse("ALREADY_DECIDED", f"It is {one.state.lower()} already.", "input", "item")
    check_own(room, one.by)
    local = await contributions.open_local(room.tx, room.source, room.at)
    if accepts:
        await contributions.stand(room.tx, local, one, room.at)
    else:
        await contributions.fall(room.tx, local, one, ContributionState.REJECTED, room.at)
    kind_of_decision = ACCEPTED if accepts else REJECTED
    made = await decisions.write(room.tx, kind_of_decision, one.member_no, value=item, by=room.viewer.name, at=room.at, reason=reason)
    return Done(await shown(room.tx, one), decision=made)


async def undo(room: Room, decision: str) -> Done:
    """Takes a decision back. Moderators may (within their areas), and whoever made it."""
    rows = await room.tx.rows(_DECISION, key=decision)
    by = room.viewer.name
    if not rows or not (rows[0][4] == by or await _moderates_members(room, rows[0][1:3])):
        raise refuse("NOT_FOUND", f"There is no decision {decision[:60]!r} that you may take back.", "decision")
    kind, _, _, about, _, undone_at = rows[0]
    if undone_at is not None:
        raise refuse("ALREADY_DECIDED", f"It was taken back already, at {undone_at}.", "decision")
    if kind in (CONTRIBUTED, ACCEPTED, REJECTED):
        item = item_type(about or "")
        if item in (None, QueueItemType.CONTRIBUTION):
            await _undo_contribution(room, kind, about, decision)
            return Done(decision=decision)
        await undo_item(room, item, about)
    elif kind in (RELEASE, DISCARD):
        await undo_run(room, kind, about)
    elif kind == HARVEST_REQUESTED:
        await take_back_harvest(room, about)
    else:
        try:
            await decisions.undo(room.tx, decision, at=room.at, by=by)
        except BadArgument as error:
            raise refuse("NOT_ALLOWED", str(error), "decision") from error
        return Done(decision=decision)
    await decisions.take_back(room.tx, decision, at=room.at, by=by)
    return Done(decision=decision)


async def _undo_contribution(room: Room, kind: str, item: str | None, decision: str) -> None:
    one = await contributions.by_id(room.tx, item or "")
    if one is None:
        raise gone()
    local = await contributions.open_local(room.tx, room.source, room.at)
    back = ContributionState.REJECTED if kind == CONTRIBUTED else ContributionState.WAITING
    await decisions.take_back(room.tx, decision, at=room.at, by=room.viewer.name)
    await contributions.fall(room.tx, local, one, back, room.at)


async def unlink(room: Room, link: str, reason: str) -> Done:
    """Says that an edge is not so. Moderators may, and who speaks for a confirmed organization at one of its ends."""
    rows = await room.tx.rows(_LINK, key=link)
    if not rows:
        raise refuse("NOT_FOUND", f"There is no link {link[:60]!r}.", "link")
    kind, from_id, to_id, *ends = rows[0]
    mine = room.viewer.looks_after_all or not (await spoken_for_now(room.tx, room.viewer)).isdisjoint(ends)
    if not mine and not (room.viewer.moderates and any([await lies_within(room.tx, room.viewer, [end]) for end in ends])):
        raise refuse("NOT_ALLOWED", "Only moderators say so, and who speaks for a confirmed organization at one of its ends.", "link")
    why, by = told(reason, "reason"), room.viewer.name
    made = await decisions.decide(room.tx, decisions.UNLINK, from_id, to_id, field=kind, by=by, at=room.at, reason=why)
    return Done(decision=made)


async def _moderates_members(room: Room, members: Iterable[int | None]) -> bool:
    """Whether all things that a decision is about are there, and this viewer's to moderate."""
    about = [await room.tx.rows(_ABOUT, member=no) for no in members if no is not None]
    things = [rows[0][1] for rows in about if rows]
    return room.viewer.looks_after_all or (None not in things and await moderates(room.tx, room.viewer, things))


async def _may_decide(room: Room, one: Known) -> bool:
    """Whether a contribution is this viewer's to decide: a moderator's, or of a thing that a source of theirs speaks of."""
    if room.viewer.looks_after_all:
        return True
    kind, thing = (await room.tx.rows(_ABOUT, member=one.member_no))[0]
    if thing is not None and await looks_after(room.tx, room.viewer, thing):
        return True
    patch = patch_of(orjson.loads(await room.tx.value(_ROW, record=one.record_no)))
    return await moderates_patch(room.tx, room.viewer, EntityKind(kind), thing, patch, area_no=one.area_no)
