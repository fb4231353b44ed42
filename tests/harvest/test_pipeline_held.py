"""Runs that wait for a person: an answer that shrank, a source under review; released, discarded, or overtaken by a better one."""

from __future__ import annotations

import pytest

from hub.domain.source import RunOutcome, SourcePolicy
from hub.errors import StoreError
from hub.harvest.pipeline import harvest
from hub.store.publication import discard, release
from tests.harvest.look import graph, names, rows
from tests.harvest.tiny import Site, Tiny, organization, source

pytestmark = pytest.mark.asyncio
TEN = [organization(f"o{n}", f"Forening {n}") for n in range(10)]
FIVE = [*TEN[:4], organization("o4", "Et nyt navn")]


async def go(store, page, **changes):
    one = source(**changes)
    return await harvest(store, one, Tiny(one), Site(page))


async def test_a_much_smaller_answer_is_held_and_nothing_is_removed(store, database):
    await go(store, TEN)
    before = graph(database)
    report = await go(store, FIVE)
    assert report.outcome is RunOutcome.HELD
    assert "only 5 items, 50 % fewer than the 10" in (report.reason or "")
    assert graph(database) == before
    assert rows(database, "SELECT state FROM source") == [("HELD",)]


async def test_an_empty_answer_is_held(store, database):
    await go(store, TEN)
    report = await go(store, [])
    assert (report.outcome, len(names(database))) == (RunOutcome.HELD, 10)


async def test_a_little_smaller_answer_is_not_held(store, database):
    await go(store, TEN)
    report = await go(store, TEN[:6])
    assert (report.outcome, len(names(database))) == (RunOutcome.PUBLISHED, 6)


async def test_a_released_run_becomes_public_as_if_it_had_never_waited(store, database):
    await go(store, TEN)
    held = await go(store, FIVE)
    await release(store, held.run, by="anna")
    assert names(database) == ["Et nyt navn", "Forening 0", "Forening 1", "Forening 2", "Forening 3"]
    assert rows(database, "SELECT outcome FROM run WHERE no = ?", held.run) == [("PUBLISHED",)]
    assert rows(database, "SELECT state, item_count FROM source") == [("ACTIVE", 5)]
    assert rows(database, "SELECT kind, value, by FROM decision") == [("RELEASE", f"run_{held.run}", "anna")]
    assert rows(database, "SELECT count(*) FROM run_seen")[0] == (0,)


async def test_a_discarded_run_leaves_no_trace_in_the_graph(store, database):
    await go(store, TEN)
    before = graph(database)
    held = await go(store, FIVE)
    await discard(store, held.run, by="anna")
    assert graph(database) == before
    assert rows(database, "SELECT state, count(*) FROM claim GROUP BY state ORDER BY state") == [("live", 10), ("retired", 1)]
    assert rows(database, "SELECT outcome FROM run WHERE no = ?", held.run) == [("DISCARDED",)]
    assert (await go(store, TEN)).outcome is RunOutcome.PUBLISHED
    assert graph(database) == before


async def test_only_a_held_run_can_be_released_or_discarded(store):
    report = await go(store, TEN)
    with pytest.raises(StoreError, match="is not held: it is published"):
        await release(store, report.run, by="anna")
    with pytest.raises(StoreError, match="There is no run 99"):
        await discard(store, 99, by="anna")


async def test_a_whole_answer_takes_the_place_of_a_held_one(store, database):
    await go(store, TEN)
    held = await go(store, FIVE)
    report = await go(store, [*TEN, organization("o10", "Forening 10")])
    assert (report.outcome, len(names(database))) == (RunOutcome.PUBLISHED, 11)
    assert rows(database, "SELECT outcome, reason FROM run WHERE no = ?", held.run) == [("DISCARDED", "a newer run took its place")]
    assert rows(database, "SELECT count(*) FROM record WHERE state = 'pending'")[0] == (0,)


async def test_a_source_under_review_is_public_only_after_a_person_has_looked(store, database):
    report = await go(store, TEN, policy=SourcePolicy.REVIEW)
    assert (report.outcome, names(database)) == (RunOutcome.HELD, [])
    await release(store, report.run, by="anna")
    assert len(names(database)) == 10
    assert (await go(store, TEN, policy=SourcePolicy.REVIEW)).outcome is RunOutcome.PUBLISHED


async def test_a_source_for_discovery_is_never_public(store, database):
    report = await go(store, TEN, policy=SourcePolicy.DISCOVERY)
    assert (report.outcome, names(database)) == (RunOutcome.HELD, [])
    with pytest.raises(StoreError, match="discovery"):
        await release(store, report.run, by="anna")
