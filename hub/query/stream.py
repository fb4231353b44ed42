"""Subscriptions: what happens, told to whoever follows, from the stored feed and from the books of the harvests.

A client is a place in the feed and nothing else: its next events are read when it has taken those before, at most LARGEST_PAGE at once, so
a slow client costs rows and not memory, and nobody can miss anything. One look at the store a second wakes all who wait (watch.py), and
those who stand at the same place with the same question share what is read.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any, NamedTuple

import orjson
from sqlalchemy import bindparam, select

from hub.domain.dates import now
from hub.domain.ids import SOURCE
from hub.domain.limits import Limits
from hub.domain.source import RunOutcome
from hub.errors import BadArgument, Busy, OverLimit, TookTooLong
from hub.query.answer import Answer, failed
from hub.query.answers import MOST_WALKS, Answers, Prepared, overtaken
from hub.query.memory import IndexAhead, Walk, newest
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.plan import Answered
from hub.query.plan.stream import LARGEST_PAGE, HarvestEvents
from hub.query.question import Question
from hub.query.watch import Watch
from hub.store.engine import compile as compile_statement
from hub.store.tables import run, source

MOST_BUSY = 10
"""How often a stream asks again when the hub says to come back in a moment."""

NEWEST_RUNS = 200
"""So many runs are looked at: all that can be going on."""

_RUNS = compile_statement(
    select(run.c.no, source.c.key, run.c.outcome, run.c.progress)
    .select_from(run.join(source, source.c.no == run.c.source_no))
    .order_by(run.c.no.desc())
    .limit(NEWEST_RUNS)
)
_SOURCE = compile_statement(select(source.c.no).where(source.c.key == bindparam("key")))


class RunSeen(NamedTuple):
    """A run as its books stand; two that are equal have nothing new to tell."""

    no: int
    source: str
    outcome: str
    progress: str | None


class Page(NamedTuple):
    """Some events as the JSON of their answers."""

    bodies: list[bytes]
    version: str
    place: Any
    more: bool


class Streams:
    """The subscriptions of one process."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        seconds = answers.settings.watch_seconds
        self._feed = Watch(answers.reader, seconds, newest)
        self._harvests = Watch(answers.reader, seconds, _newest_runs)
        self._shared: dict[Any, asyncio.Task[Page]] = {}

    async def follow(self, question: Question) -> AsyncGenerator[Answer, None]:
        """The events of a subscription, until the client leaves; never raises. An answer with a `code` is the last one."""
        most = question.limits or self._answers.settings.limits.of(question.viewer.role)
        try:
            ready = await self._answers.subscription(question, most)
            reading = _Reading(self, self._answers, ready, question.lang, most)
            harvests = isinstance(ready.plan.event, HarvestEvents)
            async with contextlib.aclosing(self._harvest(reading) if harvests else self._changes(reading)) as pages:
                async for page in pages:
                    for body in page.bodies:
                        yield Answer(body, ok=True, version=page.version)
        except Exception as error:  # noqa: BLE001 - whatever happens, the client is told
            yield failed(error)

    async def after(self, place: tuple[int, int] | None, question: Question, limits: Limits) -> Page:
        """Some events of a subscription to changes, from a place on (None: what happens from now on), for somebody who keeps it.

        Raises: Faulty, Refused (CursorExpired among others), QueryError, StoreError.
        """
        ready = await self._answers.subscription(question, limits)
        return await _Reading(self, self._answers, ready, question.lang, limits).next(place)

    async def _changes(self, reading: _Reading) -> AsyncGenerator[Page, None]:
        page = await reading.next(None)
        while True:
            yield page
            if not page.more:
                seen = int(page.version)
                await self._feed.until(lambda version, seen=seen: version > seen)  # type: ignore[misc]
            page = await reading.next(page.place)

    async def _harvest(self, reading: _Reading) -> AsyncGenerator[Page, None]:
        await reading.next(())  # its arguments are checked before anything happens
        wanted = await self._wanted_source(reading.ready)
        told: frozenset[RunSeen] | None = None
        while True:
            known = told
            seen = await self._harvests.until(lambda runs: known is None or bool(_of(runs, wanted) - known))  # noqa: B023 - asked within
            told = _of(seen, wanted)
            moved = told - known if known is not None else [one for one in told if one.outcome == RunOutcome.RUNNING]
            if moved:
                yield await reading.next(tuple(sorted(one.no for one in moved)))

    async def _wanted_source(self, ready: Prepared) -> str | None:
        """The key of the source that is asked for. Raises Refused when there is none."""
        event = ready.plan.event
        asked: str | None = event.arguments.read(ready.variables).get("source")
        if asked is None:
            return None
        kind, _, key = asked.partition("_")

        def walk() -> Walk[bool]:
            return bool((yield _SOURCE.sql, _SOURCE.bind({"key": key})))

        if kind != SOURCE or not await self._answers.reader.run(walk(), self._answers.settings.query_seconds):
            raise Refused(BadArgument(f"There is no source {asked[:80]!r}; `sources` tells which there are."), event.path, event.node)
        return key

    async def shared(self, key: Any, read: Callable[[], Coroutine[Any, Any, Page]]) -> Page:
        """A page; whoever asks for the same one meanwhile gets the same."""
        task = self._shared.get(key)
        if task is None:
            task = self._shared[key] = asyncio.create_task(read())
            task.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(task)

    def _forget(self, key: Any, done: asyncio.Task[Page]) -> None:
        del self._shared[key]
        if not done.cancelled():
            done.exception()  # whoever asked may have left meanwhile


class _Reading:
    """One subscription's way of reading."""

    def __init__(self, streams: Streams, answers: Answers, ready: Prepared, lang: str | None, limits: Limits) -> None:
        self.ready, self._limits = ready, limits
        self._streams, self._answers, self._lang = streams, answers, lang
        variables = orjson.dumps(ready.variables, option=orjson.OPT_SORT_KEYS, default=str)
        self._key = (ready.plan, variables, ready.viewer, limits, lang)
        self._size = LARGEST_PAGE

    async def next(self, place: Any) -> Page:
        """The events from a place on; fewer at once where many are more than an answer may hold. Raises what the plan raises."""
        busy = 0
        while True:
            size = self._size
            try:
                return await self._streams.shared((*self._key, place, size), lambda size=size: self._read(place, size))  # type: ignore[misc]
            except (OverLimit, TookTooLong):
                if size == 1:
                    raise
                self._size = max(1, size // 5)
            except Busy:
                busy += 1
                if busy == MOST_BUSY:
                    raise
                await asyncio.sleep(self._answers.settings.watch_seconds)

    async def _read(self, place: Any, size: int) -> Page:
        for _ in range(MOST_WALKS):
            ask = self._answers.ask(self.ready, self._lang, now(), self._limits)
            ask.place, ask.page = place, size
            with contextlib.suppress(IndexAhead):
                return await self._answers.reader.run(_page(self.ready, ask), self._answers.seconds(self._limits))
        raise overtaken()


def _page(ready: Prepared, ask: Ask) -> Walk[Page]:
    """Reads some events, and writes each as an answer by itself; all in a reader's thread."""
    answered: Answered = yield from ready.plan.run(ask)
    [(name, events)] = answered.data.items()
    bodies = [
        b'{"data":%b,"extensions":{"version":"%b"}}' % (orjson.dumps({name: found}), answered.version.encode()) for found in events.found
    ]
    return Page(bodies, answered.version, events.place, events.more)


def _of(runs: tuple[RunSeen, ...], key: str | None) -> frozenset[RunSeen]:
    return frozenset(one for one in runs if key is None or one.source == key)


def _newest_runs() -> Walk[tuple[RunSeen, ...]]:
    rows = yield _RUNS.sql, _RUNS.bind({})
    return tuple(RunSeen(*row) for row in rows)
