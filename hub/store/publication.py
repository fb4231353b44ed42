"""A run made public, batch by batch: new words first, then what is missing, then the books are closed.

Each batch is one transaction that a reader sees whole, short enough that nobody waits for it; its size follows the time that the last one
took. A batch holds whole items with all that they touch, so no entity is ever seen half. Killed at any moment, it goes on where it was:
what is still to do is read from the tables themselves.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, or_, select

from hub.domain.dates import instant, now
from hub.domain.source import CoverageKind, RunOutcome, SourceState
from hub.store import profiles, runs, sources
from hub.store import tables as t
from hub.store.claims import HIDDEN, LIVE, PENDING, RETIRED
from hub.store.codes import Codes
from hub.store.engine import Rows
from hub.store.publish import appear, miss
from hub.store.reading import Books, Outcome, open_books, read_together
from hub.store.release import begin_to_publish, let_go, throw_away
from hub.store.runs import Fault, Phase, Run
from hub.store.store import Store
from hub.store.writer import Transaction

LOCK_SECONDS, FIRST_LOAD_SECONDS = 0.045, 0.09
"""How long one batch should hold the write lock; in the first load of a source, which nobody sees half, twice as long."""

SMALLEST_BATCH, FIRST_BATCH, LARGEST_BATCH = 60, 100, 1_000
Progress = Callable[[str, int, int | None], None]
"""Told as (step, done, of how many)."""

Step = Callable[[Transaction, Iterable[int]], Awaitable[set[int]]]

_source: BindParameter[int] = bindparam("source")
_TO_SHOW = (
    select(t.record.c.no)
    .where(
        t.record.c.source_no == _source,
        or_(t.record.c.state == PENDING, and_(t.record.c.current, t.record.c.state.in_((HIDDEN, RETIRED)))),
    )
    .order_by(t.record.c.no)
)
_IN_STATE = select(t.record.c.no, t.record.c.moment).where(
    t.record.c.source_no == _source, t.record.c.current, t.record.c.state == bindparam("state")
)
_PENDING = select(t.record.c.no).where(t.record.c.source_no == _source, t.record.c.state == PENDING)


async def publish(store: Store, run: Run, on_progress: Progress | None = None) -> None:
    """Makes all that a run has met public, and hides or retires what it missed inside of what it covered."""
    met = await store.write(lambda tx: runs.seen(tx, run))
    await _Publication(store, run, await store.write(open_books), met, on_progress).all()


async def publish_rebuilt(store: Store, run: Run, on_progress: Progress | None = None) -> None:
    """Makes public what a run found in the records that were kept: nothing was fetched, so nothing is missed and no clock is set."""
    met = await store.write(lambda tx: runs.seen(tx, run))
    await _Publication(store, run, await store.write(open_books), met, on_progress).show()

    async def job(tx: Transaction) -> None:
        await runs.close(tx, run, RunOutcome.PUBLISHED, now(), "read again from what was kept")
        await sources.update_source(tx, run.source_no, digest=run.digest)
        await sources.count_entities(tx)

    await store.write(job)


async def something_pending(store: Store, run: Run) -> bool:
    """Whether an earlier run left something that was never published."""
    rows: Rows = await store.write(lambda tx: tx.rows(_PENDING, source=run.source_no))
    return bool(rows)


async def something_to_do(store: Store, run: Run) -> bool:
    """Whether publishing a run would change anything."""
    met = await store.write(lambda tx: runs.seen(tx, run))
    job = _Publication(store, run, Books(Codes({}, {}), {}), met, None)
    if any(no in met for no in await job.records(_TO_SHOW)):
        return True
    return bool(await job.missing(LIVE) or await job.missing(HIDDEN))


async def missing(store: Store, run: Run) -> tuple[int, int]:
    """How many live items lie inside of what a run covered, and how many of these it has not met."""
    met = await store.write(lambda tx: runs.seen(tx, run))
    rows: Rows = await store.write(lambda tx: tx.rows(_IN_STATE, source=run.source_no, state=LIVE))
    inside = [no for no, moment in rows if run.covers(moment)]
    return len(inside), sum(1 for no in inside if no not in met)


async def confirm(store: Store, run: Run) -> None:
    """Ends a run whose answer was as the one before: nothing is new, and what was missed then is missed a second time."""

    async def job(tx: Transaction) -> None:
        hidden = [no for no, moment in await tx.rows(_IN_STATE, source=run.source_no, state=HIDDEN) if run.covers(moment)]
        await miss(tx, hidden)
        run.counts.retired = len(hidden)

    if run.coverage is not CoverageKind.NOTHING:
        await store.write(job)
    run.phase = Phase.DONE
    await store.write(lambda tx: _finish(tx, run))


@dataclass(slots=True)
class _Publication:
    """One run on its way to the public; `met` are the records that it has seen."""

    store: Store
    run: Run
    books: Books
    met: set[int]
    on_progress: Progress | None
    told: set[Fault] = field(default_factory=set)

    async def all(self) -> None:
        if self.run.phase in {Phase.READ, Phase.RELEASED, Phase.PUBLISH}:
            await self.enter(Phase.PUBLISH)
            await self.show()
            await self.enter(Phase.RETIRE)
        # Retiring comes before hiding, each in a phase of its own: a run that is killed in between hides nothing twice.
        if self.run.phase == Phase.RETIRE:
            await self.miss(HIDDEN)
            await self.enter(Phase.HIDE)
        if self.run.phase == Phase.HIDE:
            await self.miss(LIVE)
            await self.enter(Phase.DONE)
        await self.store.write(lambda tx: _finish(tx, self.run))

    async def show(self) -> None:
        to_show = [no for no in await self.records(_TO_SHOW) if no in self.met]
        await self.in_batches("publish", to_show, lambda tx, nos: appear(tx, self.run.source_no, self.run.no, nos))

    async def miss(self, state: str) -> None:
        await self.in_batches("retire", await self.missing(state), miss, retires=state == HIDDEN)

    async def missing(self, state: str) -> list[int]:
        """The records in a state that would have been met, if the source still had them."""
        if self.run.coverage is CoverageKind.NOTHING:
            return []
        rows: Rows = await self.store.write(lambda tx: tx.rows(_IN_STATE, source=self.run.source_no, state=state))
        return [no for no, moment in rows if no not in self.met and self.run.covers(moment)]

    async def enter(self, phase: str) -> None:
        self.run.phase = phase
        await self.store.write(lambda tx: runs.save(tx, self.run))

    async def records(self, statement: Select[Any], **binds: Any) -> list[int]:
        rows: Rows = await self.store.write(lambda tx: tx.rows(statement, source=self.run.source_no, **binds))
        return [no for (no,) in rows]

    async def in_batches(self, name: str, records: list[int], step: Step, *, retires: bool = False) -> None:
        """`retires`: what it takes is gone for good; what is missed for the first time may come back and is not counted yet."""
        size, done = FIRST_BATCH, 0
        patience = LOCK_SECONDS if self.run.counts.updated or self.run.counts.unchanged else FIRST_LOAD_SECONDS
        while done < len(records):
            batch = records[done : done + size]
            done += len(batch)
            self.run.is_at(name, done, len(records))
            held = await self.store.write(lambda tx, batch=batch: self.one(tx, step, batch, retires=retires))  # type: ignore[misc]
            size = max(SMALLEST_BATCH, min(LARGEST_BATCH, int(size * min(2.0, patience / max(held, 0.001)))))
            if self.on_progress:
                self.on_progress(name, done, len(records))
            await asyncio.sleep(0)

    async def one(self, tx: Transaction, step: Step, batch: list[int], *, retires: bool) -> float:
        """One batch; the seconds that it took."""
        began = time.perf_counter()
        outcome = await read_together(tx, self.books, await step(tx, batch), self.run.no, now())
        self.run.counts.retired += len(batch) if retires else 0
        new = [fault for fault in _faults(outcome) if fault not in self.told]
        self.told.update(new)
        await runs.add_problems(tx, self.run, new)
        await runs.save(tx, self.run)
        return time.perf_counter() - began


def _faults(outcome: Outcome) -> list[Fault]:
    """What a person should know of who is the same, each once."""
    wide: list[Fault] = [("IDENTIFIER_TOO_WIDE", str(value), None, "identifiers") for value in outcome.too_wide]
    return list(dict.fromkeys(wide + [("CONTRADICTION", str(one), None, None) for one in outcome.contradictions]))


async def _finish(tx: Transaction, run: Run) -> None:
    """Closes the books of a run that is public."""
    at = now()
    partial = run.outcome is RunOutcome.PARTIAL
    await runs.close(tx, run, RunOutcome.PARTIAL if partial else RunOutcome.PUBLISHED, at)
    await sources.count_entities(tx)
    if partial:
        return
    await profiles.let_go(tx, run)
    every = await tx.value(select(t.source.c.every_seconds).where(t.source.c.no == run.source_no))
    columns = {"digest": run.digest, "last_success_at": at, "failures": 0, "state": SourceState.ACTIVE.value}
    if run.coverage is CoverageKind.EVERYTHING:
        columns["item_count"] = run.item_count
    if run.cursor is not None:
        columns["cursor"] = run.cursor
    due = instant(datetime.now(UTC) + timedelta(seconds=every))
    await sources.update_source(tx, run.source_no, next_run_at=due, harvest_requested_at=None, **columns)


# --- Held runs ---------------------------------------------------------------------------------------------------------------------


async def hold(tx: Transaction, run: Run, reason: str) -> None:
    """Leaves everything that a run brought pending until a person has looked."""
    at = now()
    await runs.close(tx, run, RunOutcome.HELD, at, reason)
    every = await tx.value(select(t.source.c.every_seconds).where(t.source.c.no == run.source_no))
    due = instant(datetime.now(UTC) + timedelta(seconds=every))
    await sources.update_source(tx, run.source_no, state=SourceState.HELD.value, next_run_at=due, harvest_requested_at=None)


async def release(store: Store, run_no: int, by: str, on_progress: Progress | None = None) -> Run:
    """Publishes a held run: a person has looked. Raises StoreError when it is not held (any more)."""
    await store.write(lambda tx: let_go(tx, run_no, by))
    return next(run for run in await publish_released(store, on_progress) if run.no == run_no)


async def publish_released(store: Store, on_progress: Progress | None = None) -> list[Run]:
    """Publishes what people released and no process has taken up yet. For whoever alone may harvest now."""
    found: list[Run] = await store.write(begin_to_publish)
    for run in found:
        await publish(store, run, on_progress)
    return found


async def discard(store: Store, run_no: int, by: str) -> Run:
    """Throws away what a held run brought; what was public stays as it is. Raises StoreError when it is not held (any more)."""
    await store.write(lambda tx: throw_away(tx, run_no, by))
    run: Run = await store.write(lambda tx: runs.by_no(tx, run_no))
    return run
