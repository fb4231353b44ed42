"""Who is due, and who may harvest."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from hub.errors import StoreUnavailable
from hub.harvest.pipeline import harvest
from hub.harvest.schedule import due, sole_harvester
from hub.store import tables as t
from hub.store.sources import request_harvest
from hub.store.store import open_store
from tests.harvest.tiny import Site, Tiny, organization, source

pytestmark = pytest.mark.asyncio
ONE = source()


async def test_a_source_is_due_when_it_is_new_past_its_time_or_asked_for(store):
    assert await due(store, [ONE]) == {"tiny"}
    await harvest(store, ONE, Tiny(ONE), Site([organization("o", "Alfa")]))
    assert await due(store, [ONE]) == set()
    assert await store.write(lambda tx: request_harvest(tx, "tiny", "2026-01-01T00:00:00Z"))
    assert await due(store, [ONE]) == {"tiny"}
    await harvest(store, ONE, Tiny(ONE), Site([organization("o", "Beta")]))
    assert await due(store, [ONE]) == set()
    await store.write(lambda tx: tx.run(update(t.source).values(next_run_at="2020-01-01T00:00:00Z")))
    assert await due(store, [ONE]) == {"tiny"}


async def test_a_source_that_failed_is_tried_again_later(store):
    await harvest(store, ONE, Tiny(ONE), Site())
    assert await due(store, [ONE]) == set()


async def test_a_closed_source_is_not_asked(store):
    await harvest(store, ONE, Tiny(ONE), Site([organization("o", "Alfa")]))
    await store.write(lambda tx: tx.run(update(t.source).values(state="CLOSED", next_run_at="2020-01-01T00:00:00Z")))
    assert await due(store, [ONE]) == set()


async def test_a_second_process_refuses_to_harvest_and_may_do_so_afterwards(store, database):
    async with await open_store(f"sqlite:///{database}", readers=1) as other:
        async with sole_harvester(store):
            with pytest.raises(StoreUnavailable, match="is harvesting into this database"):
                await sole_harvester(other).__aenter__()
        async with sole_harvester(other):
            pass


async def test_a_lease_whose_holder_died_is_taken_over(store):
    await store.write(lambda tx: tx.many(t.lease.insert(), [("harvest", "elsewhere:1:x", "2020-01-01T00:00:00Z")]))
    async with sole_harvester(store):
        pass
    await store.write(lambda tx: tx.many(t.lease.insert(), [("harvest", "elsewhere:1:x", "2999-01-01T00:00:00Z")]))
    with pytest.raises(StoreUnavailable, match="Process 1 on elsewhere"):
        await sole_harvester(store).__aenter__()
