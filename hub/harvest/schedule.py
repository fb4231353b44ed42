"""When a source is due, and who may harvest: one process at a time (hub/store/lease.py)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

from hub.domain.dates import now
from hub.domain.source import Source, SourceState
from hub.errors import StoreUnavailable
from hub.store import lease
from hub.store import sources as books
from hub.store.store import Store

_NAME = "harvest"
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
    mine = lease.holder()
    other = await store.write(lambda tx: lease.take(tx, _NAME, mine))
    if other is not None:
        raise StoreUnavailable(
            f"Process {other.split(':')[1]} on {other.split(':')[0]} is harvesting into this database. Wait until it is done."
        )
    async with lease.kept(store, _NAME, mine):
        yield
