"""What people decide about things, and take back: the one way in which a decision is written; it is undone, never deleted.

SAME and DIFFERENT are about two ids, UNLINK about the two ends of an edge, VALUE about one field of one id, RELEASE and DISCARD about a run
(hub/store/publication.py). A decision stays with the ids that it was made on, whatever becomes of their clusters: after a split it is with
the one that it was said of.
"""

from __future__ import annotations

from typing import Any

import orjson
from sqlalchemy import bindparam, func, insert, select, update

from hub.domain.link import LinkKind
from hub.domain.match import Judgement
from hub.errors import BadArgument
from hub.store import audit
from hub.store import tables as t
from hub.store.reading import open_books, read_together
from hub.store.writer import Transaction

OPERATOR = "cli"
"""Who decides by a command."""
VALUE, UNLINK, CONFIRMED = "VALUE", "UNLINK", "CONFIRMED"
_ABOUT_TWO = frozenset({*Judgement, UNLINK})
_READ_AGAIN = frozenset({Judgement.SAME.value, Judgement.DIFFERENT.value, VALUE, UNLINK, CONFIRMED})

_d = t.decision
_LAST = select(func.coalesce(func.max(_d.c.no), 0))
_MEMBER = select(t.member.c.no, t.member.c.kind).where(t.member.c.id == bindparam("one"))
_ONE = select(_d.c.kind, _d.c.left_no, _d.c.right_no, _d.c.undone_at).where(_d.c.id == bindparam("key"))
_WRITE = insert(_d)
_UNDO = update(_d).where(_d.c.id == bindparam("key")).values(undone_at=bindparam("moment"))


async def decide(
    tx: Transaction,
    kind: str,
    left: str,
    right: str | None = None,
    *,
    field: str | None = None,
    value: Any = None,
    by: str,
    at: str,
    reason: str | None = None,
) -> str:
    """Writes a decision about the ids `left` and `right` and reads what it touches again; the decision's id.

    VALUE wants a `field` (as claims call it) and its JSON `value`, None for "known to be none"; UNLINK the kind of the edge as `field`,
    `left` being its from and `right` its to. Raises: BadArgument for an id that there is not, or two kinds that cannot be the same.
    """
    (left_no, left_kind), about_two = await _member(tx, left), kind in _ABOUT_TWO
    right_no, right_kind = await _member(tx, right or "") if about_two else (None, None)
    if kind in Judgement.__members__ and (left_kind != right_kind or left_no == right_no):
        raise BadArgument(f"{left} and {right} cannot be the same: one is {left_kind}, the other {right_kind}, or they are one id.")
    if kind == UNLINK and field not in LinkKind.__members__:
        raise BadArgument(f"{str(field)[:40]!r} is no kind of link. There are: {', '.join(LinkKind)}.")
    data = orjson.dumps(value).decode() if kind == VALUE else None
    return await write(tx, kind, left_no, right_no, field=field, value=data, by=by, at=at, reason=reason)


async def write(
    tx: Transaction,
    kind: str,
    left_no: int | None = None,
    right_no: int | None = None,
    *,
    field: str | None = None,
    value: str | None = None,
    by: str,
    at: str,
    reason: str | None = None,
) -> str:
    """Writes a decision as it is kept, about members by number, and reads what it touches again; the decision's id."""
    no = int(await tx.value(_LAST)) + 1
    await tx.many(_WRITE, [(no, f"decision_{no}", kind, left_no, right_no, field, value, reason, by, at, None)])
    await audit.append(tx, kind, f"decision_{no}", by=by, at=at)
    await _read_again(tx, kind, (left_no, right_no), at)
    return f"decision_{no}"


async def undo(tx: Transaction, decision: str, *, at: str, by: str = OPERATOR) -> tuple[str, int | None, int | None]:
    """Takes a decision back and reads what it touched again; its kind and the members that it was about.

    Raises: BadArgument when there is no such decision, it is undone already, or it is about a run, which cannot be taken back.
    """
    found = await tx.rows(_ONE, key=decision)
    if not found or found[0][0] not in {*_READ_AGAIN, Judgement.UNSURE.value}:
        raise BadArgument(f"There is no decision {decision[:60]} that can be undone.")
    kind, left_no, right_no, undone_at = found[0]
    if undone_at is not None:
        raise BadArgument(f"{decision} was undone already, at {undone_at}.")
    await take_back(tx, decision, at=at, by=by)
    await _read_again(tx, kind, (left_no, right_no), at)
    return kind, left_no, right_no


async def take_back(tx: Transaction, decision: str, *, at: str, by: str) -> None:
    """Writes that a decision was taken back, and nothing else."""
    await tx.run(_UNDO, key=decision, moment=at)
    await audit.append(tx, "UNDO", decision, by=by, at=at)


async def _read_again(tx: Transaction, kind: str, members: tuple[int | None, ...], at: str) -> None:
    if kind in _READ_AGAIN:
        await read_together(tx, await open_books(tx), [no for no in members if no is not None], None, at)


async def _member(tx: Transaction, one: str) -> tuple[int, str]:
    rows = await tx.rows(_MEMBER, one=one)
    if not rows:
        raise BadArgument(f"There is nothing with the id {one[:60]!r}.")
    return rows[0][0], rows[0][1]
