"""Mail that is to go out: put here in the transaction of what causes it, taken by whoever delivers, one at a time.

A letter that a killed process was sending is taken again when its time is over: it may arrive twice then, under one Message-ID, but it is
never lost; and nothing that is known to have been sent is sent again.
"""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from hub.store import tables as t
from hub.store.confirmations import CONFIRMED, DECLINED
from hub.store.engine import Plan, prepared
from hub.store.writer import Transaction

CONFIRMATION, TROUBLE = "CONFIRMATION", "TROUBLE"
WAITING, SENDING, SENT, GIVEN_UP = "WAITING", "SENDING", "SENT", "GIVEN_UP"

_o, _c, _l = t.outbox, t.confirmation, t.confirmation_link
_LAST = select(func.coalesce(func.max(_o.c.no), 0) + 1)
_PUT = insert(_o)
_DUE = _o.c.state.in_((WAITING, SENDING)), _o.c.next_at <= bindparam("moment")
_NEXT = (
    select(_o.c.no, _o.c.letter, _o.c.confirmation_no, _o.c.message_id, _o.c.at, _o.c.attempts).where(*_DUE).order_by(_o.c.next_at, _o.c.no)
)
_TAKE = update(_o).where(_o.c.no == bindparam("which"))
_TAKEN = _TAKE.values(state=SENDING, attempts=_o.c.attempts + 1, next_at=bindparam("until"))
_LATER = _TAKE.values(state=WAITING, next_at=bindparam("then"), failure=bindparam("code"))
_END = _TAKE.values(state=bindparam("to"), failure=bindparam("code"), ended_at=bindparam("moment"))
_NEWEST = select(func.max(_o.c.at)).where(_o.c.letter == bindparam("kind"))
_COUNTS = select(_o.c.state, func.count()).group_by(_o.c.state)
_IS_DUE = select(_o.c.no).where(*_DUE).limit(1)
_OVER = and_(_c.c.expires_at < bindparam("before"), _c.c.state.not_in((CONFIRMED.value, DECLINED.value)))
_over = select(_c.c.no).where(_OVER)
_FORGET = (
    delete(_o).where(or_(_o.c.ended_at < bindparam("before"), _o.c.confirmation_no.in_(_over))),
    delete(_l).where(_l.c.confirmation_no.in_(select(_c.c.no).where(_c.c.expires_at < bindparam("before")))),
    delete(_c).where(_OVER),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A letter that this process is sending now. `attempts` counts this one."""

    no: int
    letter: str
    confirmation_no: int | None
    message_id: str
    at: str
    attempts: int


async def put(tx: Transaction, letter: str, at: str, confirmation_no: int | None = None) -> None:
    """Has a letter sent, once the transaction is committed."""
    no = int(await tx.value(_LAST))
    await tx.many(_PUT, [(no, letter, confirmation_no, token_hex(16), at, WAITING, 0, at, None, None)])


async def take(tx: Transaction, at: str, until: str) -> Taken | None:
    """The next letter that is due, this process's own until then."""
    rows = await tx.rows(_NEXT.limit(1), moment=at)
    if not rows:
        return None
    await tx.run(_TAKEN, which=rows[0][0], until=until)
    no, letter, confirmation_no, message_id, caused_at, attempts = rows[0]
    return Taken(no, letter, confirmation_no, message_id, caused_at, attempts + 1)


async def later(tx: Transaction, no: int, then: str, code: str) -> None:
    """Has it tried again then; `code` says what went wrong."""
    await tx.run(_LATER, which=no, then=then, code=code)


async def end(tx: Transaction, no: int, to: str, at: str, code: str | None = None) -> None:
    """Writes that it was sent, or given up for a reason."""
    await tx.run(_END, which=no, to=to, moment=at, code=code)


async def newest(tx: Transaction, letter: str) -> str | None:
    """When a letter of this kind was last put here."""
    found: str | None = await tx.value(_NEWEST, kind=letter)
    return found


async def forget(tx: Transaction, before: str) -> None:
    """Deletes letters that ended before then, and requests with their links that ended unproven before then.

    A request that the organization declined stays: whom it said no to does not ask again.
    """
    for statement in _FORGET:
        await tx.run(statement, before=before)


def is_due(at: str) -> Plan[bool]:
    """Whether anything waits to be sent now."""
    rows = yield prepared(_IS_DUE).sql, prepared(_IS_DUE).bind({"moment": at})
    return bool(rows)


def counts() -> Plan[dict[str, int]]:
    """How many letters there are in each state."""
    rows = yield prepared(_COUNTS).sql, prepared(_COUNTS).bind({})
    return dict(rows)
