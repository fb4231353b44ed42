"""Proposals kept, and decided: SAME joins two things, DIFFERENT keeps them apart, UNSURE rests; every decision can be undone.

A decision is about two members and stands whatever becomes of their clusters; whether a proposal is open is asked of the clusters of now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import BindParameter, and_, bindparam, delete, func, insert, or_, select

from hub.domain.match import Judgement, Proposal, Reason, match_id
from hub.errors import BadArgument
from hub.store import decisions
from hub.store import tables as t
from hub.store.contradictions import contradictions
from hub.store.engine import Plan, in_list, prepared
from hub.store.writer import Transaction

_d, _m = t.decision, t.match
_left, _right = t.member.alias("l"), t.member.alias("r")
_nos: BindParameter[Any] = bindparam("nos")
_PAIR = t.match.join(_left, _left.c.no == _m.c.left_no).join(_right, _right.c.no == _m.c.right_no)
_one, _other = t.entity.alias("one"), t.entity.alias("other")
_VISIBLE = _PAIR.join(_one, and_(_one.c.no == _left.c.canonical_no, _one.c.kind == _m.c.kind)).join(
    _other, and_(_other.c.no == _right.c.canonical_no, _other.c.kind == _m.c.kind)
)
_JUDGED = (_d.c.kind.in_(tuple(Judgement)), _d.c.undone_at.is_(None))
_DECIDED = (
    select(_left.c.canonical_no, _right.c.canonical_no, _d.c.id)
    .select_from(_d.join(_left, _left.c.no == _d.c.left_no).join(_right, _right.c.no == _d.c.right_no))
    .where(*_JUDGED)
)
_DECIDED_HERE = (
    select(_d.c.id, _d.c.left_no, _d.c.right_no, _left.c.canonical_no, _right.c.canonical_no)
    .select_from(_d.join(_left, _left.c.no == _d.c.left_no).join(_right, _right.c.no == _d.c.right_no))
    .where(*_JUDGED, in_list(_left.c.canonical_no, _nos), in_list(_right.c.canonical_no, _nos))
)
_NOW = select(t.member.c.no, t.member.c.canonical_no).where(in_list(t.member.c.no, _nos))
_IDS = select(t.member.c.no, t.member.c.id).where(in_list(t.member.c.no, _nos))
_ALL_GONE = delete(_m)
_THEIRS_GONE = delete(_m).where(or_(in_list(_m.c.left_no, _nos), in_list(_m.c.right_no, _nos)))
_INSERT = insert(_m)
_LAST = select(func.coalesce(func.max(_m.c.no), 0))
_STANDING = select(_m.c.id, _m.c.kind, _m.c.per_mille, _m.c.reasons, _left.c.canonical_no, _right.c.canonical_no).select_from(_VISIBLE)
_QUEUE = _STANDING.order_by(_m.c.per_mille.desc(), _m.c.left_no, _m.c.right_no)
_ONE = select(_m.c.left_no, _m.c.right_no).where(_m.c.id == bindparam("key"))
_TO_UNDO = select(_d.c.kind).where(_d.c.id == bindparam("key"))
_CANONICAL = select(t.member.c.canonical_no).where(in_list(t.member.c.no, _nos)).distinct()

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Open:
    """A proposal that nobody has decided; `left` and `right` are the numbers of the entities that it is about now."""

    id: str
    kind: str
    per_mille: int
    reasons: tuple[Reason, ...]
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that was written or undone, whether both are one thing now, and what contradicts it."""

    id: str
    judgement: Judgement
    one_thing: bool
    against: tuple[str, ...] = ()


# --- Reading -----------------------------------------------------------------------------------------------------------------------


def decided_pairs() -> Plan[dict[Pair, str]]:
    """The pairs of entities, smaller number first, about which a decision stands, with its id."""
    rows = yield prepared(_DECIDED).sql, prepared(_DECIDED).bind({})
    return {_pair(left, right): decision for left, right, decision in rows}


def open_matches(kind: str | None = None, limit: int | None = None) -> Plan[list[Open]]:
    """The queue: proposals between two entities of now that nobody has decided, the likeliest first."""
    decided = yield from decided_pairs()
    rows = yield prepared(_QUEUE).sql, prepared(_QUEUE).bind({})
    queue: dict[Pair, Open] = {}
    for one, its_kind, per_mille, reasons, left, right in rows:
        pair = _pair(left, right)
        if left == right or pair in decided or pair in queue or (kind is not None and its_kind != kind):
            continue
        queue[pair] = Open(one, its_kind, per_mille, _reasons(reasons), left, right)
        if limit is not None and len(queue) >= limit:
            break
    return list(queue.values())


def _pair(left: int, right: int) -> Pair:
    return (left, right) if left < right else (right, left)


def _reasons(data: str) -> tuple[Reason, ...]:
    return tuple(Reason(code, speaks_for, tuple(words)) for code, speaks_for, words in orjson.loads(data))


# --- Writing -----------------------------------------------------------------------------------------------------------------------


async def replace(
    tx: Transaction, proposals: Iterable[Proposal], at: str, touched: Collection[int] | None = None, run_no: int | None = None
) -> int:
    """Puts proposals in the place of those of the touched entities (of all without `touched`); how many are new in it.

    A proposal between two entities of which neither was touched is left out.
    """
    if touched is None:
        await tx.run(_ALL_GONE)
    else:
        await tx.run(_THEIRS_GONE, nos=list(touched))
    kept = [one for one in proposals if touched is None or one.left in touched or one.right in touched]
    ids: dict[int, str] = dict(await tx.rows(_IDS, nos=list({no for one in kept for no in (one.left, one.right)})))
    no = await tx.value(_LAST)
    rows: list[tuple[Any, ...]] = []
    for one in kept:
        if one.left in ids and one.right in ids:
            reasons = orjson.dumps([[r.code, r.speaks_for, r.words] for r in one.reasons]).decode()
            where = (match_id(ids[one.left], ids[one.right]), one.kind.value, one.left, one.right)
            rows.append((no + len(rows) + 1, *where, one.per_mille, reasons, at, run_no))
    await tx.many(_INSERT, rows)
    return len(rows)


async def decide(tx: Transaction, match: str, judgement: Judgement, *, by: str, reason: str | None, at: str) -> Decided:
    """Writes a decision about a proposal and reads what it touches again.

    Raises: BadArgument when there is no such proposal, or a decision about its pair stands, or both are one thing already.
    """
    found = await tx.rows(_ONE, key=match)
    if not found:
        raise BadArgument(f"There is no proposal {match[:60]}. `samgraf matches list` shows the open ones.")
    return await judge(tx, found[0], judgement, by=by, reason=reason, at=at, parts=False)


async def judge(
    tx: Transaction, members: Pair, judgement: Judgement, *, by: str, reason: str | None, at: str, parts: bool = True
) -> Decided:
    """Writes a decision about two members and reads what it touches again; `parts`: DIFFERENT may part what an identifier made one.

    Raises: BadArgument when a decision about the pair stands, or both are one thing already and it does not part them.
    """
    left, right = members
    now: dict[int, int] = dict(await tx.rows(_NOW, nos=[left, right]))
    one_thing = now[left] == now[right]
    for decision, *decided, one, other in await tx.rows(_DECIDED_HERE, nos=list(now.values())):
        if {*decided} == {left, right} or (one != other and not one_thing):
            raise BadArgument(f"About these two {decision} stands. Take that back first: `undo`, or `samgraf matches undo {decision}`.")
    if one_thing and not (parts and judgement is Judgement.DIFFERENT):
        raise BadArgument("The two are one thing already.")
    made = await decisions.write(tx, judgement.value, left, right, reason=reason, by=by, at=at)
    return await _decided(tx, made, judgement, [left, right])


async def undo(tx: Transaction, decision: str, *, at: str) -> Decided:
    """Takes a decision about a pair back; what it joined is two again, each with the id that it had.

    Raises: BadArgument when there is no such decision, or it is undone already.
    """
    found = await tx.rows(_TO_UNDO, key=decision)
    if not found or found[0][0] not in Judgement.__members__:
        raise BadArgument(f"There is no decision {decision[:60]} about two things.")
    kind, left, right = await decisions.undo(tx, decision, at=at)
    return await _decided(tx, decision, Judgement(kind), [no for no in (left, right) if no is not None])


async def _decided(tx: Transaction, decision: str, judgement: Judgement, members: list[int]) -> Decided:
    against = tuple(str(one) for one in await contradictions(tx) if decision in (one.edge.key, *one.by))
    return Decided(decision, judgement, len(await tx.rows(_CANONICAL, nos=members)) == 1, against)
