"""Subscriptions below the doors: one look for all, one reading for all who stand at the same place, and a page at a time."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from hub.domain.limits import GATEWAY
from hub.errors import StoreUnavailable
from hub.query.answers import Answers
from hub.query.memory import newest
from hub.query.question import Question
from hub.query.stream import Streams
from hub.query.watch import Watch
from hub.settings import Settings
from hub.store.store import Store, open_store
from schema.build import schema
from tests.web.followed import Followed, fill

pytestmark = pytest.mark.asyncio
CHANGES = "subscription { changes { cursor } }"


class Counting:
    """A store's reader that counts what it is asked for."""

    def __init__(self, store: Store) -> None:
        self._reader, self.asked, self.broken = store.reader, Counter[str](), False

    async def run(self, plan: Any, seconds: float) -> Any:
        self.asked["pages"] += 1
        return await self._reader.run(plan, seconds)

    def run_here(self, plan: Any, seconds: float) -> Any:
        self.asked["looks"] += 1
        if self.broken:
            raise StoreUnavailable("gone for a moment")
        return self._reader.run_here(plan, seconds)


@pytest_asyncio.fixture
async def followed(database: Path) -> AsyncIterator[tuple[Streams, Counting, Followed]]:
    await fill(database)
    async with await open_store(f"sqlite:///{database}", readers=2) as store:
        reader = Counting(store)
        answers = Answers(schema._schema, reader, Settings(watch_seconds=0.05))  # type: ignore[arg-type]
        yield Streams(answers), reader, Followed(database)


def follow(streams: Streams, document: str = CHANGES, **variables: Any) -> Any:
    return streams.follow(Question(document, None, variables, limits=GATEWAY))


async def cursor(event: Any) -> str:
    return str(json.loads((await event).body)["data"]["changes"]["cursor"])


async def test_many_who_follow_the_same_cost_one_look_and_one_reading_for_each_change(followed: Any) -> None:
    streams, reader, hub = followed
    many = [follow(streams) for _ in range(50)]
    waiting = [asyncio.create_task(cursor(anext(one))) for one in many]
    await asyncio.sleep(0.3)
    before = reader.asked.copy()
    hub.happen()
    assert len(set(await asyncio.gather(*waiting))) == 1
    assert reader.asked["pages"] - before["pages"] == 1
    assert reader.asked["looks"] - before["looks"] <= 2
    for one in many:
        await one.aclose()
    looks = reader.asked["looks"]
    await asyncio.sleep(0.2)
    assert reader.asked["looks"] - looks <= 1, "nobody looks when nobody follows"


async def test_a_page_is_read_only_when_the_one_before_was_taken(followed: Any) -> None:
    streams, reader, hub = followed
    one = follow(streams)
    first = asyncio.create_task(cursor(anext(one)))
    await asyncio.sleep(0.2)
    hub.happen(1_000)
    heard = [await first]
    await asyncio.sleep(0.3)
    begun = reader.asked["pages"]
    heard += [await cursor(anext(one)) for _ in range(99)]
    assert reader.asked["pages"] == begun, "what was read is told before more is read"
    heard += [await cursor(anext(one)) for _ in range(900)]
    assert len(set(heard)) == 1_000
    assert reader.asked["pages"] - begun == 9
    await one.aclose()


async def test_events_with_large_lists_are_read_fewer_at_a_time(followed: Any) -> None:
    streams, _, hub = followed
    lists = "links(first: 100) { nodes { id } } provenance(first: 100) { nodes { url } }"
    narrow = Settings(max_rows=300, watch_seconds=0.05)
    streams._answers.settings = narrow
    one = follow(streams, f"subscription {{ changes {{ cursor entity {{ {lists} }} }} }}")
    first = asyncio.create_task(cursor(anext(one)))
    await asyncio.sleep(0.2)
    hub.happen(200)
    heard = [await first] + [await cursor(anext(one)) for _ in range(199)]
    assert len(set(heard)) == 200
    await one.aclose()


async def test_an_event_that_is_more_than_an_answer_may_hold_is_refused_as_a_query_would_be(followed: Any) -> None:
    streams, _, _ = followed
    deep = "links(first: 100) { nodes { to { links(first: 100) { nodes { to { links(first: 100) { nodes { id } } } } } } } }"
    [answer] = [answer async for answer in follow(streams, f"subscription {{ changes {{ entity {{ {deep} }} }} }}")]
    assert answer.code == "TOO_COSTLY"


async def test_with_nothing_left_to_follow_the_subscription_is_refused(followed: Any) -> None:
    document = "subscription($no: Boolean!) { changes @skip(if: $no) { cursor } }"
    [answer] = [answer async for answer in follow(followed[0], document, no=True)]
    assert (answer.code, answer.ok) == ("VALIDATION", False)


async def test_v13_whoever_looks_goes_on_looking_when_the_store_was_gone_for_a_moment(followed: Any) -> None:
    _, reader, hub = followed
    watch = Watch(reader, 0.02, newest)
    reader.broken = True
    waiting = asyncio.create_task(watch.until(lambda version: version > 0))
    await asyncio.sleep(0.1)
    assert not waiting.done()
    reader.broken = False
    assert await waiting == hub.newest()


async def test_whoever_gives_up_waiting_is_forgotten(followed: Any) -> None:
    watch = Watch(followed[1], 0.02, newest)
    waiting = asyncio.create_task(watch.until(lambda _: False))
    await asyncio.sleep(0.1)
    waiting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await waiting
    await asyncio.sleep(0.1)
    assert not watch._waiting
    assert watch._task is not None
    assert watch._task.done()


async def test_a_filter_that_nothing_meets_does_not_keep_the_place_of_a_client_in_the_past(followed: Any) -> None:
    streams, _, hub = followed
    one = follow(streams, 'subscription { changes(filter: {text: "findesikke"}, kinds: [ORGANIZATION, VENUE]) { cursor type } }')
    waiting = asyncio.create_task(anext(one))
    await asyncio.sleep(0.2)
    hub.happen(10)
    await asyncio.sleep(0.3)
    hub.write("INSERT INTO change_floor (seq, at) VALUES (?, '2026-11-26T12:00:00Z')", hub.newest())
    columns = "seq, at, type, no, id, kind"
    hub.write(f"INSERT INTO change ({columns}) SELECT ?, at, 'WITHDRAWN', no, id, 'VENUE' FROM change LIMIT 1", hub.newest() + 1)
    assert json.loads((await waiting).body)["data"]["changes"]["type"] == "WITHDRAWN"
    await one.aclose()
