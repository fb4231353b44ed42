"""Requests for withdrawals: asked for, decided by somebody else, hidden by a job (hub/store/hiding.py), erased by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert, select, update

from hub.domain.queue import RequestState, WithdrawalState
from hub.domain.withdrawal import WithdrawalReason, WithdrawalScope
from hub.store import tables as t
from hub.store.engine import in_list
from hub.store.writer import Transaction

_q, _m = t.withdrawal_request, t.member
_nos: BindParameter[Any] = bindparam("nos")
_LAST = select(func.coalesce(func.max(_q.c.no), 0))
_ADD = insert(_q)
_KNOWN = (
    select(
        _q.c.no, _q.c.id, _q.c.member_no, _m.c.id, _q.c.record_no, t.source.c.key, t.record.c.key, _q.c.field, _q.c.reason, _q.c.by,
        _q.c.state, t.withdrawal.c.phase,
    )
    .select_from(
        _q.join(_m, _m.c.no == _q.c.member_no)
        .outerjoin(t.record, t.record.c.no == _q.c.record_no)
        .outerjoin(t.source, t.source.c.no == _q.c.source_no)
        .outerjoin(t.withdrawal, t.withdrawal.c.no == _q.c.job_no)
    )
    .order_by(_q.c.no.desc())
)  # fmt: skip
_ONE = _KNOWN.where(_q.c.id == bindparam("key"))
_SAME = _KNOWN.where(
    _m.c.id == bindparam("thing"),
    _q.c.record_no.is_not_distinct_from(bindparam("record")),
    _q.c.field.is_not_distinct_from(bindparam("name")),
)
_WAITING = select(func.count()).where(_q.c.by == bindparam("who"), _q.c.state == RequestState.REQUESTED.value)
_SET = update(_q).where(_q.c.no == bindparam("request")).values(state=bindparam("to"), job_no=bindparam("job"))
_SETTLE = (
    update(_q)
    .where(in_list(_q.c.member_no, _nos), _q.c.state == RequestState.REQUESTED.value)
    .values(state=RequestState.HIDDEN.value, job_no=bindparam("job"))
)
_SILENCE = update(_q).where(in_list(_q.c.member_no, _nos), _q.c.note.is_not(None)).values(note=None)
_SILENCE_JOB = update(_q).where(_q.c.job_no == bindparam("job"), _q.c.note.is_not(None)).values(note=None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be taken out: a thing by one of its ids, and of it one record (by number, and that of its source) or one field."""

    member_no: int
    record_no: int | None = None
    source_no: int | None = None
    field: str | None = None

    @property
    def scope(self) -> WithdrawalScope:
        """How much of it."""
        if self.record_no is not None:
            return WithdrawalScope.RECORD
        return WithdrawalScope.ENTITY if self.field is None else WithdrawalScope.FIELD


@dataclass(frozen=True, slots=True)
class Request:
    """A request as the store knows it; `thing` is the id that it was made on, `item` the source and key of the record that it is about."""

    no: int
    id: str
    member_no: int
    thing: str
    record_no: int | None
    item: tuple[str, str] | None
    field: str | None
    reason: WithdrawalReason
    by: str
    state: RequestState
    phase: str | None

    @property
    def told(self) -> WithdrawalState:
        """How far it is, as who asked for it is told."""
        if self.state is not RequestState.HIDDEN:
            return WithdrawalState.REQUESTED
        return WithdrawalState.HIDDEN if self.phase == "hidden" else WithdrawalState.ERASED


async def keep(tx: Transaction, wanted: Wanted, *, reason: WithdrawalReason, note: str | None, by: str, at: str) -> Request:
    """A new request, waiting."""
    no = 1 + int(await tx.value(_LAST))
    where = (wanted.scope.value, wanted.member_no, wanted.record_no, wanted.source_no, wanted.field)
    await tx.many(_ADD, [(no, f"request_{no}", *where, reason.value, note, by, at, RequestState.REQUESTED.value, None)])
    made = await by_id(tx, f"request_{no}")
    assert made is not None
    return made


async def by_id(tx: Transaction, key: str) -> Request | None:
    """The request of this id."""
    rows = await tx.rows(_ONE, key=key)
    return _of_row(rows[0]) if rows else None


async def same(tx: Transaction, thing: str, record_no: int | None, field: str | None) -> list[Request]:
    """The requests for just this, the newest first."""
    return [_of_row(row) for row in await tx.rows(_SAME, thing=thing, record=record_no, name=field)]


async def count_waiting(tx: Transaction, by: str) -> int:
    """How many requests of somebody wait."""
    return int(await tx.value(_WAITING, who=by))


async def decide(tx: Transaction, one: Request, to: RequestState, job: int | None = None) -> None:
    """Says how a request stands from now on; `job` is the withdrawal that hid what it asks for."""
    await tx.run(_SET, request=one.no, to=to.value, job=job)


async def settle(tx: Transaction, members: Iterable[int], job: int) -> None:
    """What else was asked for of things that a job hides whole is hidden with them."""
    await tx.run(_SETTLE, nos=list(members), job=job)


async def erase(tx: Transaction, members: Iterable[int], job: int) -> int:
    """Lets go of the words of what was asked about things that were withdrawn; how many."""
    return await tx.run(_SILENCE, nos=list(members)) + await tx.run(_SILENCE_JOB, job=job)


def _of_row(row: tuple[Any, ...]) -> Request:
    no, one, member_no, thing, record_no, source, key, field, reason, by, state, phase = row
    item = (source, key) if record_no is not None else None
    return Request(no, one, member_no, thing, record_no, item, field, WithdrawalReason(reason), by, RequestState(state), phase)
