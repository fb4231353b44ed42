"""Watches in the books: who is told of which changes, how far, and what stood in the way.

A place is (floor, number) as in the cursors of `changes`. It moves only from where it was read, so of two processes that should ever tell
the same watch at once, neither takes it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

import orjson
from sqlalchemy import and_, bindparam, delete, func, insert, not_, or_, select, update

from hub.errors import BadArgument
from hub.store import audit
from hub.store import tables as t
from hub.store.engine import Plan, prepared
from hub.store.tables.access import key_stands
from hub.store.writer import Transaction

LEASE = "watches"
"""By this lease one process tells all watches."""
Place = tuple[int, int]


class WatchState(StrEnum):
    """VERIFYING: its receiver has not answered the challenge yet. PAUSED: after too many failures. STOPPED: its key opens nothing more."""

    VERIFYING = "VERIFYING"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    STOPPED = "STOPPED"


@dataclass(frozen=True, slots=True)
class Pending:
    """A message that was not taken yet: sent again byte for byte, under the same id; `place` is the one behind it."""

    id: str
    body: str
    place: Place


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to be told, and where; from `place` on, from now on without one."""

    url: str
    kinds: list[str] | None
    filter: dict[str, Any] | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class KeptWatch:
    """A watch as the books have it; `stands`: whether its key opens anything."""

    no: int
    id: str
    key: str
    url: str
    kinds: list[str] | None
    filter: dict[str, Any] | None
    state: WatchState
    created_at: str
    place: Place
    failures: int
    next_at: str
    pending: Pending | None
    told_at: str | None
    why: str | None
    stands: bool


class Due(NamedTuple):
    """A watch that may be told now: whether there is something to do whatever the feed says, and whether its last message was not taken."""

    no: int
    place: Place
    waits: bool
    failed: bool


class Now(NamedTuple):
    """The number of the newest change, who holds the lease, and the watches that may be told."""

    newest: int
    holder: str | None
    due: list[Due]


_w, _k = t.watch, t.api_key
_BOTH = _w.outerjoin(_k, _k.c.prefix == _w.c.key)
_STANDS = and_(_k.c.prefix.is_not(None), key_stands)
_WATCHES = select(*_w.c, _STANDS.label("stands")).select_from(_BOTH).order_by(_w.c.no)
_OF_NO = _WATCHES.where(_w.c.no == bindparam("which"))
_OF_KEY, _OF_ID = _WATCHES.where(_w.c.key == bindparam("prefix")), _WATCHES.where(_w.c.id == bindparam("name"))
_WAITS = or_(_w.c.pending.is_not(None), _w.c.state == WatchState.VERIFYING, not_(_STANDS))
_DUE = (
    select(_w.c.no, _w.c.floor, _w.c.seq, _WAITS.label("waits"), _w.c.failures)
    .select_from(_BOTH)
    .where(_w.c.state.in_((WatchState.VERIFYING, WatchState.ACTIVE)), _w.c.next_at <= bindparam("moment"))
    .order_by(_w.c.no)
)
_NOW = select(
    select(func.coalesce(func.max(t.change.c.seq), 0)).scalar_subquery(),
    select(t.lease.c.holder).where(t.lease.c.name == LEASE).scalar_subquery(),
)
_COUNT = select(func.count(), func.coalesce(func.sum(_w.c.key == bindparam("prefix")), 0)).select_from(_w)
_NEXT = select(func.coalesce(func.max(_w.c.no), 0) + 1)
_FLOOR = select(func.coalesce(func.max(t.change_floor.c.seq), 0))
_ADD = insert(_w)
_ONE = and_(_w.c.no == bindparam("which"), _w.c.floor == bindparam("floor_was"), _w.c.seq == bindparam("seq_was"))
_TOLD = update(_w).where(_ONE).values(
    floor=bindparam("floor_is"), seq=bindparam("seq_is"), state=WatchState.ACTIVE.value, told_at=bindparam("moment"), failures=0,
    pending=None, why=None,
)  # fmt: skip
_PASSED = update(_w).where(_ONE).values(floor=bindparam("floor_is"), seq=bindparam("seq_is"))
_FAILED = update(_w).where(_ONE).values(
    failures=bindparam("times"), next_at=bindparam("later"), pending=bindparam("waiting"), why=bindparam("reason"), state=bindparam("to"),
)  # fmt: skip
_RESUME = update(_w).where(_w.c.no == bindparam("which")).values(
    failures=0, next_at=bindparam("moment"), why=None, state=bindparam("to"),
)  # fmt: skip
_STOP = update(_w).where(_w.c.no == bindparam("which")).values(state=WatchState.STOPPED.value, why=bindparam("reason"), pending=None)
_REMOVE = delete(_w).where(_w.c.no == bindparam("which"))
_HAND_OVER = update(_w).where(_w.c.key == bindparam("old")).values(key=bindparam("new"))


# --- Reading -----------------------------------------------------------------------------------------------------------------------


def watches(at: str, key: str | None = None) -> Plan[list[KeptWatch]]:
    """All watches, or those that one key left, in the order in which they were left."""
    statement = prepared(_WATCHES if key is None else _OF_KEY)
    rows = yield statement.sql, statement.bind({"moment": at} | ({} if key is None else {"prefix": key}))
    return [_known(row) for row in rows]


def due(at: str) -> Plan[Now]:
    """What may be told now. Costs: a few small columns of each watch."""
    [(newest, holder)] = yield prepared(_NOW).sql, prepared(_NOW).bind({})
    rows = yield prepared(_DUE).sql, prepared(_DUE).bind({"moment": at})
    return Now(newest, holder, [Due(no, (floor, seq), bool(waits), bool(times)) for no, floor, seq, waits, times in rows])


def by_no(no: int, at: str) -> Plan[KeptWatch | None]:
    """One watch by its number."""
    rows = yield prepared(_OF_NO).sql, prepared(_OF_NO).bind({"which": no, "moment": at})
    return _known(rows[0]) if rows else None


async def by_id(tx: Transaction, name: str, at: str) -> KeptWatch | None:
    """One watch."""
    rows = await tx.rows(_OF_ID, name=name, moment=at)
    return _known(rows[0]) if rows else None


def _known(row: tuple[Any, ...]) -> KeptWatch:
    no, id_, key, url, kinds, filter_, state, created, floor, seq, failures, next_at, pending, told_at, why, stands = row
    waiting = orjson.loads(pending) if pending else None
    return KeptWatch(
        no, id_, key, url, orjson.loads(kinds) if kinds else None, orjson.loads(filter_) if filter_ else None, WatchState(state), created,
        (floor, seq), failures, next_at, Pending(waiting["id"], waiting["body"], tuple(waiting["place"])) if waiting else None, told_at,
        why, bool(stands),
    )  # fmt: skip


# --- Writing -----------------------------------------------------------------------------------------------------------------------


async def keep(tx: Transaction, id_: str, key: str, wish: Wish, *, at: str, most: int, most_of_key: int) -> KeptWatch:
    """A new watch of a key. Raises BadArgument when there are `most` of all or `most_of_key` of this key already, or the same is there."""
    [(all_, of_key)] = await tx.rows(_COUNT, prefix=key)
    if of_key >= most_of_key:
        raise BadArgument(f"Your key has {of_key} watches, the most for one key (SAMGRAF_KEY_WATCHES). Remove one first.")
    if all_ >= most:
        raise BadArgument(f"This hub keeps {all_} watches, the most (SAMGRAF_MAX_WATCHES). Ask its operator for room.")
    for one in await tx.rows(_OF_KEY, prefix=key, moment=at):
        known = _known(one)
        if (known.url, known.kinds, known.filter) == (wish.url, wish.kinds, wish.filter):
            raise BadArgument(f"Your key left this watch already: it is {known.id}. Remove it first, if its secret was lost.")
    place = wish.place or (int(await tx.value(_FLOOR)), int((await tx.rows(_NOW))[0][0]))
    no = await tx.value(_NEXT)
    lists = {name: orjson.dumps(value).decode() if value else None for name, value in (("kinds", wish.kinds), ("filter", wish.filter))}
    given = {"no": no, "id": id_, "key": key, "url": wish.url, "state": WatchState.VERIFYING.value, "created_at": at, "next_at": at}
    await tx.run(_ADD.values(floor=place[0], seq=place[1], failures=0, **given, **lists))
    await audit.append(tx, "WATCH", id_, by=f"key:{key}", at=at, kinds=wish.kinds)
    made = await by_id(tx, id_, at)
    assert made is not None
    return made


async def told(tx: Transaction, one: KeptWatch, place: Place, at: str) -> bool:
    """Writes that everything up to a place was taken; whether the watch stood where it was read."""
    return bool(await tx.run(_TOLD, **_from(one), floor_is=place[0], seq_is=place[1], moment=at))


async def passed(tx: Transaction, one: KeptWatch, place: Place) -> None:
    """Writes that there was nothing to tell up to a place."""
    await tx.run(_PASSED, **_from(one), floor_is=place[0], seq_is=place[1])


async def failed(tx: Transaction, one: KeptWatch, pending: Pending | None, why: str, *, later: str, pause: bool) -> None:
    """Writes that a message was not taken, and when it is sent again; or that the watch is paused, at the place where it stands."""
    kept = None if pending is None else orjson.dumps({"id": pending.id, "body": pending.body, "place": pending.place}).decode()
    to = WatchState.PAUSED if pause else one.state
    await tx.run(_FAILED, **_from(one), times=one.failures + 1, later=later, waiting=kept, reason=why, to=to.value)


async def resume(tx: Transaction, one: KeptWatch, at: str) -> None:
    """Lets a paused watch go on where it stands; one that was never told begins with its challenge again."""
    await tx.run(_RESUME, which=one.no, moment=at, to=(WatchState.ACTIVE if one.told_at else WatchState.VERIFYING).value)


async def stop(tx: Transaction, one: KeptWatch, why: str) -> None:
    """Ends a watch whose key opens nothing any more; it stays in the books for its operator to see."""
    await tx.run(_STOP, which=one.no, reason=why)


async def remove(tx: Transaction, one: KeptWatch, *, by: str, at: str) -> None:
    """Takes a watch out of the books."""
    await tx.run(_REMOVE, which=one.no)
    await audit.append(tx, "WATCH_REMOVED", one.id, by=by, at=at)


async def hand_over(tx: Transaction, old: str, new: str) -> None:
    """Gives the watches of a key to the one that takes its place."""
    await tx.run(_HAND_OVER, old=old, new=new)


def _from(one: KeptWatch) -> dict[str, int]:
    return {"which": one.no, "floor_was": one.place[0], "seq_was": one.place[1]}
