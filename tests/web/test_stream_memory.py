"""Ten thousand events through one quick and one slow client: what waits is rows in the store, not bytes in the hub."""

from __future__ import annotations

import asyncio

import pytest

from tests.web.followed import Followed
from tests.web.talk import Talk, talking

EVENTS, LETTERS = 10_000, 6_000
MOST_BYTES = 24_000_000
"""What the hub may hold more than before; all events are more than twice as much, for each client."""

pytestmark = [pytest.mark.asyncio, pytest.mark.slow]


async def take(talk: Talk, count: int, cursors: list[str]) -> None:
    for event in await talk.events(count):
        cursors.append(event["cursor"])
        assert len(event["entity"]["summary"]) == LETTERS


@pytest.mark.timeout(240)
async def test_v11_a_slow_client_costs_rows_and_not_memory(hub: Followed) -> None:
    hub.write("UPDATE entity SET summary = ?", "x" * LETTERS)
    document = 'subscription { changes { cursor entity { summary(lang: "xx") } } }'
    slow_heard: list[str] = []
    quick_heard: list[str] = []
    async with talking(hub.socket) as slow, talking(hub.socket) as quick:
        for talk in (slow, quick):
            await talk.subscribe("1", document)
        await asyncio.sleep(0.3)
        hub.happen(200)
        await take(quick, 200, quick_heard)
        await take(slow, 200, slow_heard)
        before = hub.memory
        hub.happen(EVENTS)
        highest = before
        for _ in range(EVENTS // 100):
            await take(quick, 100, quick_heard)
            highest = max(highest, hub.memory)
        assert highest - before < MOST_BYTES, "the slow client has taken nothing yet, and its events wait in the store"
        await take(slow, EVENTS, slow_heard)
        assert hub.memory - before < MOST_BYTES
    assert len(set(quick_heard)) == EVENTS + 200
    assert slow_heard == quick_heard
