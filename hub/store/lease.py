"""Who may do what only one process may do at a time, told by a lease that a dead holder loses.

A clock may jump, so a lease of this machine counts by its monotonic clock, which all its processes share and which begins anew when it is
started; one of another machine counts by the time of day.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from secrets import token_hex

from sqlalchemy import bindparam, select

from hub.domain.dates import instant, now
from hub.store import tables as t
from hub.store.engine import upsert
from hub.store.store import Store
from hub.store.writer import Transaction

LEASE_SECONDS, RENEW_SECONDS = 120, 20
_THIS = t.lease.c.name == bindparam("lease")
_OURS = _THIS & (t.lease.c.holder == bindparam("mine"))
_HELD = select(t.lease.c.holder, t.lease.c.until).where(_THIS)
_TAKE = upsert(t.lease, ("name",))
_RENEW = t.lease.update().where(_OURS).values(until=bindparam("later"))
_GIVE_BACK = t.lease.delete().where(_OURS)


def holder() -> str:
    """A name for whoever asks for a lease now: machine, process, and something of its own."""
    return f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"


async def take(tx: Transaction, name: str, mine: str) -> str | None:
    """Takes a lease; who has it, when somebody else does."""
    rows = await tx.rows(_HELD, lease=name)
    if rows and _holds(*rows[0]):
        return str(rows[0][0])
    await tx.many(_TAKE, [(name, mine, _later())])
    return None


@asynccontextmanager
async def kept(store: Store, name: str, mine: str) -> AsyncIterator[None]:
    """Renews a lease that was taken, as long as this is open, and gives it back."""
    renewing = asyncio.create_task(_renew(store, name, mine))
    try:
        yield
    finally:
        renewing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await renewing
        await store.write(lambda tx: tx.run(_GIVE_BACK, lease=name, mine=mine))


async def _renew(store: Store, name: str, mine: str) -> None:
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        await store.write(lambda tx: tx.run(_RENEW, lease=name, mine=mine, later=_later()))


def _later() -> str:
    """Until when a lease taken or renewed now holds: the time of day, and the second of this machine's monotonic clock."""
    return f"{instant(datetime.now(UTC) + timedelta(seconds=LEASE_SECONDS))} {time.monotonic() + LEASE_SECONDS:.0f}"


def _holds(other: str, until: str) -> bool:
    """Whether a lease may still be its holder's."""
    host, pid, _ = other.rsplit(":", 2)
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
