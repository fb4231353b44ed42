"""A harvest in one process, a hub in another, and a client that follows both the harvest and what it brings."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.web.followed import DEMO, Followed, following
from tests.web.talk import talking

pytestmark = pytest.mark.asyncio
SOURCE = "flensburg-culture"
STEPS = ["fetch", "read", "publish", "retire"]
HARVEST = "subscription($source: ID) { harvest(source: $source) { step done total run { id outcome createdCount source { id } } } }"
CHANGES = "subscription { changes { cursor type entityId entity { name } run { id source { id } } } }"


@pytest.fixture
def hub(template: Path, tmp_path: Path) -> Iterator[Followed]:
    with following(template, tmp_path) as followed:
        shutil.copytree(DEMO / SOURCE, followed.sources / SOURCE)
        yield followed


async def test_a_client_sees_how_a_harvest_goes_and_every_change_that_it_brings(hub: Followed) -> None:
    before = hub.newest()
    async with talking(hub.socket) as harvests, talking(hub.socket) as changes:
        await changes.subscribe("changes", CHANGES)
        await asyncio.sleep(0.3)
        process = hub.harvest(SOURCE)
        try:
            while True:  # the source is known to the hub once its harvest has begun
                await harvests.subscribe("harvest", HARVEST, variables={"source": f"source_{SOURCE}"})
                first = await harvests.hear(60)
                if first["type"] == "next":
                    break
                assert first["payload"][0]["extensions"]["code"] == "BAD_ARGUMENT"
            seen: list[dict[str, Any]] = [first["payload"]["data"]["harvest"]]
            while seen[-1]["run"]["outcome"] == "RUNNING":
                seen.append((await harvests.hear(60))["payload"]["data"]["harvest"])
        finally:
            code = await asyncio.to_thread(process.wait, 60)
        brought = await changes.events(hub.newest() - before)
    assert code == 0
    assert {one["run"]["source"]["id"] for one in seen} == {f"source_{SOURCE}"}
    assert len({one["run"]["id"] for one in seen}) == 1
    assert (seen[-1]["run"]["outcome"], seen[-1]["step"]) == ("PUBLISHED", "publish")
    assert seen[-1]["done"] == seen[-1]["total"] > 0
    order = [STEPS.index(step) for step, _ in groupby(one["step"] for one in seen)]
    assert order == sorted(order)
    for _, group in groupby(seen, lambda one: one["step"]):
        done = [one["done"] for one in group]
        assert done == sorted(done)
    assert seen[-1]["run"]["createdCount"] > 0
    assert len({one["cursor"] for one in brought}) == len(brought) > 0
    assert {one["run"]["id"] for one in brought} == {seen[-1]["run"]["id"]}
    assert all(one["entity"]["name"] for one in brought if one["type"] == "CREATED")
