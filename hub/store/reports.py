"""What people report about things: kept for those who decide, followed by a secret, and without words once these are not needed.

Words stand in `message` and `answer` and nowhere else: no log, error, export or index holds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert, select, update

from hub.domain.queue import ReportState
from hub.domain.secret import digest_of
from hub.domain.withdrawal import Words
from hub.store import tables as t
from hub.store.engine import Plan, in_list, prepared
from hub.store.writer import Transaction

_r = t.report
_nos: BindParameter[Any] = bindparam("nos")
_LAST = select(func.coalesce(func.max(_r.c.no), 0))
_ADD = insert(_r)
_OPEN = select(func.count()).where(_r.c.state == ReportState.OPEN.value)
_ONE = select(_r.c.no, _r.c.member_no, _r.c.by, _r.c.message.is_not(None), _r.c.state).where(_r.c.id == bindparam("key"))
_FOLLOWED = select(_r.c.state, _r.c.at, _r.c.decided_at, _r.c.answer).where(_r.c.digest == bindparam("digest"))
_DECIDE = (
    update(_r).where(_r.c.no == bindparam("report")).values(state=bindparam("to"), answer=bindparam("said"), decided_at=bindparam("moment"))
)
_OLD = (_r.c.state != ReportState.OPEN.value, _r.c.decided_at < bindparam("before"), _r.c.message.is_not(None))
_ANY_OLD = select(_r.c.no).where(*_OLD).limit(1)
_FORGET = update(_r).where(*_OLD).values(message=None, answer=None)
_CLOSE = (
    update(_r)
    .where(in_list(_r.c.member_no, _nos), _r.c.state == ReportState.OPEN.value)
    .values(state=ReportState.WITHDRAWN.value, decided_at=bindparam("moment"))
)
_WORDS = select(_r.c.no, _r.c.member_no, _r.c.field, _r.c.message, _r.c.answer).where(
    (_r.c.message.is_not(None)) | (_r.c.answer.is_not(None))
)
_EMPTY = update(_r).where(in_list(_r.c.no, _nos)).values(message=None, answer=None)


@dataclass(frozen=True, slots=True)
class Known:
    """A report as the store knows it, without its words; `has_words`: they are there still."""

    no: int
    member_no: int
    by: str
    has_words: bool
    state: ReportState


@dataclass(frozen=True, slots=True)
class Followed:
    """How a report stands, for whoever made it; instants are UTC text."""

    state: ReportState
    at: str
    decided_at: str | None
    answer: str | None


async def keep(tx: Transaction, member_no: int, field: str | None, message: str, *, secret: str, by: str, at: str) -> str:
    """A new report; its id."""
    no = 1 + int(await tx.value(_LAST))
    one = f"report_{no}"
    await tx.many(_ADD, [(no, one, member_no, field, message, digest_of(secret), by, at, ReportState.OPEN.value, None, None)])
    return one


async def count_open(tx: Transaction) -> int:
    """How many reports wait."""
    return int(await tx.value(_OPEN))


async def by_id(tx: Transaction, key: str) -> Known | None:
    """The report of this id."""
    rows = await tx.rows(_ONE, key=key)
    if not rows:
        return None
    no, member_no, by, has_words, state = rows[0]
    return Known(no, member_no, by, bool(has_words), ReportState(state))


async def decide(tx: Transaction, one: Known, to: ReportState, answer: str | None, at: str | None) -> None:
    """Says how a report stands from now on, and what the reporter is answered."""
    await tx.run(_DECIDE, report=one.no, to=to.value, said=answer, moment=at)


def followed(secret: str) -> Plan[Followed | None]:
    """How the report of this secret stands; None when there is none."""
    compiled = prepared(_FOLLOWED)
    rows = yield compiled.sql, compiled.bind({"digest": digest_of(secret)})
    return Followed(ReportState(rows[0][0]), *rows[0][1:]) if rows else None


# --- Words that go -----------------------------------------------------------------------------------------------------------------


async def forget(tx: Transaction, before: str) -> int:
    """Lets go of the words of reports that were decided before an instant; how many."""
    return await tx.run(_FORGET, before=before)


def any_old(before: str) -> Plan[bool]:
    """Whether there is one to let go of."""
    compiled = prepared(_ANY_OLD)
    rows = yield compiled.sql, compiled.bind({"before": before})
    return bool(rows)


async def close(tx: Transaction, members: Iterable[int], at: str, field: str | None = None) -> None:
    """Takes what is reported about things, or about one field of them, out of the queue, for that is hidden."""
    await tx.run(_CLOSE if field is None else _CLOSE.where(_r.c.field == field), nos=list(members), moment=at)


async def erase(tx: Transaction, members: Iterable[int], field: str | None, words: Words, *, whole: bool) -> int:
    """Lets go of the words about things that were withdrawn, or of one `field` of them, and of all that quote them; how many."""
    about = set(members)
    gone = [
        no
        for no, member, name, message, answer in await tx.rows(_WORDS)
        if (member in about and (whole or (field is not None and name == field))) or words.in_text(message) or words.in_text(answer)
    ]
    return await tx.run(_EMPTY, nos=gone)
