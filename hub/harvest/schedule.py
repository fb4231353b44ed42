"""When a source is due, and who may harvest: one process at a time, told by a lease that a dead holder loses.

A clock may jump, so a lease of this machine counts by its monotonic clock, which all its processes share and which begins anew when it is
started; one of another machine counts by the time of day.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from sqlalchemy import bindparam, select

from hub.domain.dates import instant, now
from hub.domain.source import Source, SourceState
from hub.errors import StoreUnavailable
from hub.store import sources as books
from hub.store import tables as t
from hub.store.engine import upsert
from hub.store.store import Store
from hub.store.writer import Transaction

LEASE_SECONDS, RENEW_SECONDS = 120, 20
_NAME = "harvest"
_HELD = select(t.lease.c.holder, t.lease.c.until).where(t.lease.c.name == _NAME)
_TAKE = upsert(t.lease, ("name",))
_RENEW = t.lease.update().where(t.lease.c.name == _NAME, t.lease.c.holder == bindparam("mine")).values(until=bindparam("later"))
_GIVE_BACK = t.lease.delete().where(t.lease.c.name == _NAME, t.lease.c.holder == bindparam("mine"))
_NOT_ASKED = frozenset({SourceState.HIJACKED, SourceState.CLOSED})


async def due(store: Store, sources: Iterable[Source]) -> set[str]:
    """The keys of the sources whose time has come: never harvested, past their next run, or asked for.

    One whose document is delivered is read when it was.

    A source whose last run is held is due like any other: an answer that is whole again takes the place of the held one.
    """
    known, at = await store.read(books.known_sources()), now()
    keys = set()
    for source in sources:
        one = known.get(source.key)
        asked = one is not None and one.harvest_requested_at is not None
        timely = one is None or (one.state not in _NOT_ASKED and (one.next_run_at or "") <= at)
        if asked or (timely and not source.delivered):
            keys.add(source.key)
    return keys


@asynccontextmanager
async def sole_harvester(store: Store) -> AsyncIterator[None]:
    """While open, no other process harvests into this store.

    Raises: StoreUnavailable when another one does; one that was killed on this machine is noticed at once, elsewhere after two minutes.
    """
    mine = f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"
    other = await store.write(lambda tx: _take(tx, mine))
    if other is not None:
        raise StoreUnavailable(
            f"Process {other.split(':')[1]} on {other.split(':')[0]} is harvesting into this database. Wait until it is done."
        )
    renewing = asyncio.create_task(_renew(store, mine))
    try:
        yield
    finally:
        renewing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await renewing
        await store.write(lambda tx: tx.run(_GIVE_BACK, mine=mine))


async def _take(tx: Transaction, mine: str) -> str | None:
    """Takes the lease; who has it, when somebody else does."""
    rows = await tx.rows(_HELD)
    if rows and _holds(*rows[0]):
        return str(rows[0][0])
    await tx.many(_TAKE, [(_NAME, mine, _later())])
    return None


async def _renew(store: Store, mine: str) -> None:
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        await store.write(lambda tx: tx.run(_RENEW, mine=mine, later=_later()))


def _later() -> str:
    """Until when a lease taken or renewed now holds: the time of day, and the second of this machine's monotonic clock."""
    return f"{instant(datetime.now(UTC) + timedelta(seconds=LEASE_SECONDS))} {time.monotonic() + LEASE_SECONDS:.0f}"


def _holds(holder: str, until: str) -> bool:
    """Whether a lease may still be its holder's."""
    host, pid, _ = holder.rsplit(":", 2)
    day, _, second = until.partition(" ")
    if host != socket.gethostname() or not second:
        return day > now()
    return -1 < float(second) - time.monotonic() < LEASE_SECONDS + 1 and _alive(pid)


def _alive(pid: str) -> bool:
    """Whether a process of this machine still runs."""
    if int(pid) == os.getpid():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
