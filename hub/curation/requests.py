"""What people ask the hub to do: take something out for good, harvest a source soon.

    withdraw    a contributor asks           → it waits in the queue (REQUESTED)
                a moderator, or who speaks   → hidden at once (HIDDEN), erased by a process soon after (ERASED)
                for the organization itself

Asked again with the same input, the same request tells how far it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select

from hub.curation import withdraw as taking_out
from hub.curation.contribute import Done, Room
from hub.curation.problems import refuse
from hub.curation.things import Thing, field_of, thing_of
from hub.curation.withdraw import What
from hub.curation.words import told
from hub.domain.dates import instant
from hub.domain.ids import PROVENANCE, SOURCE, EntityKind
from hub.domain.queue import RequestState
from hub.domain.spelling import snake
from hub.domain.withdrawal import WithdrawalReason
from hub.errors import ConfigError, StoreError
from hub.store import audit, decisions, requests, sources
from hub.store import tables as t
from hub.store.contributions import LOCAL
from hub.store.requests import Request, Wanted
from hub.store.speaking import spoken_for_now

ASKED = "withdraw"
HARVEST_REQUESTED = "HARVEST_REQUESTED"
_SAYS = (
    select(t.record.c.source_no)
    .join(t.claim_record, t.claim_record.c.record_no == t.record.c.no)
    .join(t.claim, t.claim.c.no == t.claim_record.c.claim_no)
    .join(t.member, t.member.c.no == t.claim.c.member_no)
    .where(t.record.c.no == bindparam("record"), t.member.c.canonical_no == bindparam("thing"))
    .limit(1)
)
_MEMBER = select(t.member.c.no).where(t.member.c.id == bindparam("one"))
_SOURCE = select(t.source.c.no, t.source.c.harvest_requested_at, t.source.c.last_attempt_at).where(t.source.c.key == bindparam("key"))


# --- Withdrawals -------------------------------------------------------------------------------------------------------------------


async def withdraw(room: Room, given: Mapping[str, Any]) -> Done:
    """Asks for a withdrawal, or hides at once where the viewer may say so."""
    reason, note = WithdrawalReason(given["reason"]), told(given.get("note"), "input", "note")
    record, name = _record_no(given.get("sourceRecord")), given.get("field")
    if record is not None and name is not None:
        raise refuse("INVALID", "Name a record or a field, not both.", "input", "field")
    before = await _asked_before(room, given["entity"], record, name)
    if before is not None and before.state is RequestState.HIDDEN:
        return Done(state=before.told.value)
    thing = await thing_of(room.tx, given["entity"], None, "input", "entity")
    wanted = Wanted(thing.member_no, record, field=field_of(thing.kind, name, "input", "field") if name is not None else None)
    if record is not None:
        source_no = await room.tx.value(_SAYS, record=record, thing=thing.no)
        if source_no is None:
            raise refuse("NOT_FOUND", "There is no such record of this thing; its `provenance` tells them.", "input", "sourceRecord")
        wanted = Wanted(thing.member_no, record, int(source_no))
    at_once = await _at_once(room, thing, record)
    made = before or await _keep(room, thing, wanted, reason, note, at_once=at_once)
    if at_once:
        made = await hide(room, made, "input")
    return Done(state=made.told.value)


async def _keep(room: Room, thing: Thing, wanted: Wanted, reason: WithdrawalReason, note: str | None, *, at_once: bool) -> Request:
    by, scope = room.viewer.name, wanted.scope.value
    if not at_once and await requests.count_waiting(room.tx, by) >= room.most_waiting:
        raise refuse("QUEUE_FULL", f"{room.most_waiting} requests of yours wait already (SAMGRAF_MOST_WAITING).")
    made = await requests.keep(room.tx, wanted, reason=reason, note=note, by=by, at=room.at)
    await audit.append(room.tx, ASKED, made.id, by=by, at=room.at, thing=thing.id, scope=scope, reason=reason.value)
    return made


async def hide(room: Room, one: Request, *path: str) -> Request:
    """Hides what a request asks for; it is erased by the process that looks for what is hidden. Raises Problems."""
    by, secret = room.viewer.name, room.secret
    try:
        job = await taking_out.hide_now(room.tx, room.database, _what(one), reason=one.reason, by=by, secret=secret)
    except ConfigError as error:
        raise refuse("NOT_READY", f"{error} It is for the operator of this hub to do.", *path) from error
    except StoreError as error:
        raise refuse("INVALID", str(error), *path) from error
    for same in await requests.same(room.tx, one.thing, one.record_no, one.field):
        if same.state is RequestState.REQUESTED:
            await requests.decide(room.tx, same, RequestState.HIDDEN, job)
    hidden = await requests.by_id(room.tx, one.id)
    assert hidden is not None
    return hidden


def _what(one: Request) -> What:
    if one.item is not None:
        return taking_out.item(*one.item)
    return taking_out.thing(one.thing) if one.field is None else taking_out.field_of(one.thing, one.field)


async def _at_once(room: Room, thing: Thing, record: int | None) -> bool:
    """Whether nobody else has to look: a moderator asks, or an organization about itself."""
    if room.viewer.looks_after_all:
        return True
    of_itself = thing.kind is EntityKind.ORGANIZATION and record is None
    return of_itself and thing.no in await spoken_for_now(room.tx, room.viewer)


async def _asked_before(room: Room, thing: str, record: int | None, name: str | None) -> Request | None:
    """The request for the same that this viewer made before, or for a moderator one that is hidden; none that was rejected."""
    for one in await requests.same(room.tx, thing, record, snake(name) if name is not None else None):
        hidden = one.state is RequestState.HIDDEN and room.viewer.looks_after_all
        if hidden or (one.by == room.viewer.name and one.state is not RequestState.REJECTED):
            return one
    return None


def _record_no(text: str | None) -> int | None:
    if text is None:
        return None
    number = text.removeprefix(f"{PROVENANCE}_")
    if number == text or not (number.isascii() and number.isdigit() and len(number) < 19):
        raise refuse("NOT_FOUND", f"{text[:60]!r} is no record; `provenance {{ nodes {{ id }} }}` tells them.", "input", "sourceRecord")
    return int(number)


# --- Harvests ----------------------------------------------------------------------------------------------------------------------


async def request_harvest(room: Room, source: str) -> Done:
    """Has a source harvested as soon as a process looks for what is due."""
    key = source.removeprefix(f"{SOURCE}_")
    known = await room.tx.rows(_SOURCE, key=key)
    if key in (source, LOCAL) or not known or not (room.viewer.looks_after_all or key in room.viewer.looks_after):
        raise refuse("NOT_FOUND", f"There is no source {source[:60]!r} that you may have harvested.", "source")
    _, requested_at, attempted_at = known[0]
    if requested_at is not None:
        raise refuse("ALREADY_WAITING", f"A harvest was asked for at {requested_at}, and is about to come.", "source")
    pause = room.settings.harvest_request_seconds
    if attempted_at is not None and attempted_at > instant(datetime.now(UTC) - timedelta(seconds=pause)):
        told_ = f"It was harvested last at {attempted_at}; ask again when that is {pause} seconds ago (SAMGRAF_HARVEST_REQUEST_SECONDS)."
        raise refuse("TOO_SOON", told_, "source")
    await sources.request_harvest(room.tx, key, room.at)
    made = await decisions.write(room.tx, HARVEST_REQUESTED, value=key, by=room.viewer.name, at=room.at)
    return Done(decision=made)


async def take_back_harvest(room: Room, key: str) -> None:
    """Asks for no harvest after all. Raises Problems when it has come already."""
    known = await room.tx.rows(_SOURCE, key=key)
    if not known or known[0][1] is None:
        raise refuse("NOT_ALLOWED", "It was harvested already; what it brought stands in `runs` of the source.", "decision")
    await sources.update_source(room.tx, int(known[0][0]), harvest_requested_at=None)
