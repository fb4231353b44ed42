"""What is kept in memory of the graph: built once, renewed by the feed, never of another version than the snapshot beside it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time

import orjson
import pytest

from hub.errors import Busy
from hub.query import memory
from hub.query.memory import IndexAhead, Memory
from hub.query.plan.plan import Plan
from hub.query.question import Question
from hub.store.engine import Reader
from tests.query.conftest import NOW


class Seen:
    """Keeps the number of things and of changes that were told of each thing; notes what was read."""

    name = "the things of this test"

    def __init__(self):
        self.read = []
        self.anew = False

    def build(self):
        rows = yield "SELECT no, count(*) FROM change GROUP BY no", ()
        self.read.append("all")
        return dict(rows)

    def renew(self, value, touched):
        self.read.append(touched)
        rows = yield "SELECT no, count(*) FROM change WHERE no IN (SELECT value FROM json_each(?)) GROUP BY no", (touched,)
        return None if self.anew else value | dict(rows)


@pytest.fixture
def feed(database):
    """A writer of changes."""
    connection = sqlite3.connect(database, isolation_level=None)

    def tell(*nos):
        connection.executemany(
            "INSERT INTO change (at, type, no, id, kind) VALUES ('2026-01-01T00:00:00Z', 'UPDATED', ?, '', '')", [(no,) for no in nos]
        )
        return connection.execute("SELECT max(seq) FROM change").fetchone()[0]

    yield tell
    connection.close()


@pytest.fixture
def reader(database):
    made = Reader(database, 2)
    yield made
    made.close()


def now(kept, until=float("inf")):
    """A plan that asks for the value at the version of its snapshot."""
    return (yield from kept.at((yield from memory.newest()), until))


def test_it_is_read_once_and_then_used_as_it_is(feed, reader):
    feed(1, 2, 2)
    content = Seen()
    kept = Memory(content)
    assert [reader.run_here(now(kept), 5) for _ in range(3)] == [{1: 1, 2: 2}] * 3
    assert content.read == ["all"]


def test_only_what_the_feed_tells_of_is_read_again_and_a_value_in_use_stays_as_it_was(feed, reader):
    feed(1, 2)
    content = Seen()
    kept = Memory(content)
    before = reader.run_here(now(kept), 5)
    feed(2, 5, 2)
    assert reader.run_here(now(kept), 5) == {1: 1, 2: 3, 5: 1}
    assert before == {1: 1, 2: 1}
    assert content.read == ["all", [2, 5]]


def test_everything_is_read_anew_when_much_changed_or_the_content_says_so(feed, reader, monkeypatch):
    content = Seen()
    kept = Memory(content)
    reader.run_here(now(kept), 5)
    monkeypatch.setattr(memory, "MOST_TOUCHED", 2)
    feed(1, 2, 3)
    assert reader.run_here(now(kept), 5) == {1: 1, 2: 1, 3: 1}
    content.anew = True
    feed(1)
    assert reader.run_here(now(kept), 5) == {1: 2, 2: 1, 3: 1}
    assert content.read == ["all", "all", [1], "all"]


def test_it_is_ready_for_one_version_only_and_looking_never_reads(feed, reader):
    version = feed(1)
    content = Seen()
    kept = Memory(content)
    assert kept.ready(version) is None
    assert content.read == []
    reader.run_here(kept.warm(), 5)
    assert kept.ready(version) == {1: 1}
    assert kept.ready(version - 1) is kept.ready(version + 1) is None


def test_a_snapshot_that_is_older_than_the_memory_is_told_to_be_opened_again(feed, reader):
    version = feed(1)
    kept = Memory(Seen())
    reader.run_here(kept.warm(), 5)

    def behind():
        yield from memory.newest()
        return (yield from kept.at(version - 1, float("inf")))

    with pytest.raises(IndexAhead):
        reader.run_here(behind(), 5)
    assert reader.run_here(now(kept), 5) == {1: 1}


def test_who_comes_while_it_is_built_waits_and_is_told_at_the_deadline(feed, reader):
    feed(1)
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Seen):
        def build(self):
            begun.set()
            assert go_on.wait(10)
            return (yield from super().build())

    content = Slow()
    kept, found = Memory(content), []
    builder = threading.Thread(target=lambda: found.append(reader.run_here(now(kept), 5)))
    builder.start()
    assert begun.wait(10)
    plan = now(kept, time.monotonic() + 0.02)
    plan.send(None)
    with pytest.raises(Busy, match="still reading the things of this test"):
        plan.send([(1,)])
    patient = now(kept)
    patient.send(None)
    threading.Timer(0.02, go_on.set).start()
    with pytest.raises(StopIteration) as done:
        patient.send([(1,)])
    builder.join()
    assert found == [{1: 1}]
    assert done.value.value == {1: 1}
    assert content.read == ["all"]


def test_a_builder_that_was_stopped_leaves_the_place_to_the_next(feed, reader):
    feed(1)
    kept = Memory(Seen())
    stopped = now(kept)
    stopped.send(None)
    stopped.send([(1,)])
    stopped.close()
    assert reader.run_here(now(kept, time.monotonic()), 5) == {1: 1}


@pytest.mark.parametrize("walk", ["thread", "here"])
def test_a_plan_that_was_overtaken_is_walked_again_a_few_times(asker, monkeypatch, walk):
    ask, question, walks = asker(), "{ themes { key } }", []
    run = Plan.run

    def overtaken(plan, asked):
        walks.append(asked)
        answered = yield from run(plan, asked)
        if len(walks) <= times:
            raise IndexAhead
        return answered

    def answer():
        walks.clear()
        if walk == "here":
            return ask.answer(question)
        return orjson.loads(asyncio.run(ask.answers.answer(Question(question, now=NOW))).body)

    expected = ask.answer(question)
    monkeypatch.setattr(Plan, "run", overtaken)
    times = 2
    assert answer()["data"] == expected["data"]
    assert len({id(one) for one in walks}) == 3
    times = 3
    assert answer()["errors"][0]["extensions"]["code"] == "BUSY"
    assert len(walks) == 3


# --- In a hub ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def renewed_in(monkeypatch):
    """The threads in which an index was renewed or built."""
    threads, bring = [], Memory._bring

    def noted(self, version):
        threads.append(threading.current_thread())
        return (yield from bring(self, version))

    monkeypatch.setattr(Memory, "_bring", noted)
    return threads


@pytest.mark.parametrize(("question", "renews"), [("{ initiatives { totalCount } }", True), ('{ initiative(id: "a") { name } }', False)])
def test_a_quick_plan_never_renews_in_the_event_loop_and_one_that_looks_up_a_thing_not_at_all(asker, feed, renewed_in, question, renews):
    ask = asker()
    ask.answers.warm_here()
    ask(question)
    ask.answers.prepare(Question(question)).plan._pace.slow = False  # as that of one which was asked often
    feed(1)
    renewed_in.clear()
    answer = asyncio.run(ask.answers.answer(Question(question, now=NOW)))
    assert answer.ok
    assert [thread is threading.main_thread() for thread in renewed_in] == [False] * renews


def test_a_hub_takes_up_what_happens_though_nobody_asks(asker, feed):
    ask = asker(watch_seconds=0.02)

    async def follow():
        following = asyncio.create_task(ask.answers.keep_warm())
        version = feed(1)
        for _ in range(500):
            await asyncio.sleep(0.01)
            if all(memory.ready(version) is not None for memory in (ask.answers._indexes, ask.answers.links)):
                break
        following.cancel()
        return version

    version = asyncio.run(follow())
    assert ask.answers._indexes.ready(version) is not None
    assert ask.answers.links.ready(version) is not None
