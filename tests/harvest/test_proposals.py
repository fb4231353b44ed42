"""After a harvest the queue holds the pairs that it brought, and no longer those that it took away; bounded, and never in its way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs

from hub.domain.dates import now
from hub.harvest import proposals
from hub.harvest.match.propose import propose
from hub.harvest.pipeline import harvest
from hub.harvest.proposals import refresh
from hub.store import matches
from hub.store.recognition import facts, last_change
from hub.store.store import Store
from tests.harvest.tiny import Site, Tiny, organization, source

pytestmark = pytest.mark.asyncio
AARHUS, ODENSE = "dk-kommune-0751", "dk-kommune-0461"
CROWD = [organization(f"c{n}", f"Forening nummer{n}", area=ODENSE) for n in range(60)]
GUILD = organization("a", "Ravnholt Kolaug", area=AARHUS)


async def brought(store: Store, key: str, page: list[dict[str, Any]], version: int = 1) -> list[Any]:
    """Harvests a page, refreshes, and gives the lines of the log about that."""
    since, its = await store.read(last_change()), source(key, digest=f"{key}{version}")
    await harvest(store, its, Tiny(its, version=version), Site(page))
    structlog.reset_defaults()  # another test may have set a level
    with capture_logs() as told:
        await refresh(store, since, 1.0)
    return [line for line in told if line["room"] == "matches"]


async def queue(store: Store) -> set[tuple[int, int, int]]:
    return {(one.left, one.right, one.per_mille) for one in await store.read(matches.open_matches())}


async def test_the_queue_after_two_harvests_is_that_of_a_comparison_of_all(store: Store) -> None:
    assert [line["event"] for line in await brought(store, "one", [*CROWD, GUILD])] == ["proposals-refreshed"]
    (line,) = await brought(store, "two", [organization("b", "Kolauget Ravnholt f.m.b.a.", area=AARHUS)])
    assert (line["changed"], line["left"]) == (1, 0)
    live = await queue(store)
    assert live
    found = propose(await store.read(facts()))
    await store.write(lambda tx: matches.replace(tx, found.proposals, now()))
    assert live == await queue(store)


async def test_a_thing_that_is_renamed_leaves_the_queue(store: Store) -> None:
    await brought(store, "one", [*CROWD, GUILD])
    await brought(store, "two", [organization("b", "Kolauget Ravnholt f.m.b.a.", area=AARHUS)])
    before = await queue(store)
    await brought(store, "two", [organization("b", "Fjeldby F\u00e6llesgrav", area=AARHUS)], version=2)
    assert len(await queue(store)) < len(before)


async def test_a_harvest_that_changed_nothing_compares_nothing(store: Store) -> None:
    await brought(store, "one", [*CROWD, GUILD])
    assert await brought(store, "one", [*CROWD, GUILD]) == []


async def test_what_changes_while_pairs_are_compared_is_left_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await brought(store, "one", [*CROWD, GUILD])
    compare = proposals._of_all  # a change between reading and writing has to be forced
    its = source("three", digest="three")
    other = organization("b", "Kolauget Ravnholt f.m.b.a.", area=AARHUS)

    async def renamed() -> None:
        await harvest(store, its, Tiny(its, version=2), Site([{**other, "name": "Fjeldby Fællesgrav"}]))

    loop = asyncio.get_running_loop()

    def late(*given: Any) -> Any:
        found = compare(*given)
        assert found
        asyncio.run_coroutine_threadsafe(renamed(), loop).result(30)
        return found

    monkeypatch.setattr(proposals, "_of_all", late)
    await brought(store, "three", [other])
    assert await queue(store) == set()


async def test_when_the_time_is_over_the_rest_is_left_and_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "LEAST_SECONDS", 0.0)
    monkeypatch.setattr(proposals, "SHARE", 0.0)
    monkeypatch.setattr(proposals, "AT_ONCE", 10)
    (line,) = await brought(store, "one", [*CROWD, GUILD])
    assert line["left"] == len(CROWD) + 1 - 10


async def test_a_hub_that_is_too_large_is_told_what_to_do(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposals, "MOST_THINGS", 50)
    (line,) = await brought(store, "one", [*CROWD, GUILD])
    assert line["event"] == "proposals-left"
    assert "samgraf matches find" in line["what_to_do"]


async def test_a_fault_in_comparing_names_stops_no_harvest(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("Ravnholt Kolaug")

    monkeypatch.setattr(proposals, "_populations", broken)
    (line,) = await brought(store, "one", [*CROWD, GUILD])
    assert (line["event"], line["error"]) == ("proposals-failed", "ValueError")
    assert "Ravnholt" not in str(line)
