"""Runs: one harvest of one source, from its first request to its last word; a killed one goes on where it was."""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from hub.domain.coverage import Coverage
from hub.domain.source import CoverageKind, RunOutcome
from hub.errors import StoreError
from hub.store import tables as t
from hub.store.writer import Transaction

Fault = tuple[str, str, str | None, str | None]
"""What a person should know: code, message, key of the item, field."""

MOST_PROBLEMS = 1_000
"""Problems of one run that are stored; all are counted."""


FETCH = "fetch"
"""The step in which a run begins."""


class Phase:
    """Where a run is: `read` (fetch, parse, keep), `publish`, `retire` (missed twice), `hide` (missed once), `done`.

    A run that was held and that a person let go is `released` until a process makes it public. One that only reads again what was kept is
    `rebuild` from first to last.
    """

    READ, RELEASED, PUBLISH, RETIRE, HIDE, DONE, REBUILD = "read", "released", "publish", "retire", "hide", "done", "rebuild"


@dataclass(slots=True)
class Counts:
    fetched: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    retired: int = 0
    quarantined: int = 0
    problems: int = 0


@dataclass(slots=True)
class Run:
    """A run as the store knows it. `item_count` is the number of items met, also those in quarantine; `bounds` those of its coverage.

    `step`, `done`, `total`: how far it is, as people are told: fetch (documents), read, publish, retire (items); `total` where it is known.
    They are written with every batch, so that other processes can follow.
    """

    no: int
    source_no: int
    source: str
    started_at: str
    outcome: RunOutcome
    coverage: CoverageKind
    digest: str
    phase: str = Phase.READ
    item_count: int = 0
    cursor: str | None = None
    counts: Counts = field(default_factory=Counts)
    bounds: tuple[str | None, str | None] = (None, None)
    step: str = FETCH
    done: int = 0
    total: int | None = None

    def is_at(self, step: str, done: int, total: int | None) -> None:
        """Notes how far it is; written with the next batch."""
        self.step, self.done, self.total = step, done, total

    def covers(self, moment: str | None) -> bool:
        """Whether an item of that moment would have been in the answer, if the source still had it."""
        return Coverage(self.coverage, *self.bounds).holds(moment)


_r = t.run
_COUNTS = tuple(_r.c[f"{name}_count"] for name in ("fetched", "created", "updated", "unchanged", "retired", "quarantined", "problem"))
_COLUMNS = (_r.c.no, _r.c.source_no, t.source.c.key, _r.c.started_at, _r.c.outcome, _r.c.coverage, _r.c.digest, _r.c.progress, *_COUNTS)
_RUNS = select(*_COLUMNS).select_from(_r.join(t.source, t.source.c.no == _r.c.source_no))
_BY_NO = _RUNS.where(_r.c.no == bindparam("run"))
_OPEN = _RUNS.where(_r.c.source_no == bindparam("source"), _r.c.outcome.in_((RunOutcome.RUNNING.value, RunOutcome.HELD.value)))
_RUNNING = _RUNS.where(_r.c.outcome == RunOutcome.RUNNING.value).order_by(_r.c.no)
_IS_REBUILD = _r.c.progress.like(f'%"{Phase.REBUILD}"%')
_LAST_COMPLETE = (
    select(_r.c.no)
    .where(_r.c.source_no == bindparam("source"), _r.c.outcome == RunOutcome.PUBLISHED.value, _r.c.no < bindparam("before"), ~_IS_REBUILD)
    .order_by(_r.c.no.desc())
    .limit(1)
)
_SAVE = (
    update(_r)
    .where(_r.c.no == bindparam("run"))
    .values(
        outcome=bindparam("how"), coverage=bindparam("covers"), progress=bindparam("where_it_is"), ended_at=bindparam("ended"),
        reason=bindparam("why"), **{column.name: bindparam(f"n_{column.name}") for column in _COUNTS},
    )
)  # fmt: skip
_END_OF = select(_r.c.ended_at, _r.c.reason).where(_r.c.no == bindparam("run"))
_SEEN = select(t.run_seen.c.records).where(t.run_seen.c.run_no == bindparam("run")).order_by(t.run_seen.c.batch)
_BATCHES = select(func.count()).select_from(t.run_seen).where(t.run_seen.c.run_no == bindparam("run"))
_FORGET = delete(t.run_seen).where(t.run_seen.c.run_no == bindparam("run"))
_FORGET_DISCARDED = delete(t.run_seen).where(
    t.run_seen.c.run_no.in_(select(_r.c.no).where(_r.c.source_no == bindparam("source"), _r.c.outcome == RunOutcome.DISCARDED.value))
)
_ADD_SEEN, _ADD_PROBLEM = insert(t.run_seen), insert(t.problem)
_LAST_PROBLEM = select(func.coalesce(func.max(t.problem.c.no), 0))
_PROBLEMS_OF = select(func.count()).select_from(t.problem).where(t.problem.c.run_no == bindparam("run"))


async def begin(tx: Transaction, source_no: int, digest: str, at: str) -> Run:
    """A new run of a source, or the one that was killed, when it read with the same digest.

    A run of before that is held, or was killed under another digest, is over: the new one says all that it would have said.
    """
    for row in await tx.rows(_OPEN, source=source_no):
        run = _of_row(row)
        if run.outcome is RunOutcome.RUNNING and run.digest == digest and run.phase != Phase.REBUILD:
            return run
        if run.outcome is RunOutcome.HELD:
            await close(tx, run, RunOutcome.DISCARDED, at, "a newer run took its place")
        else:
            await close(tx, run, RunOutcome.FAILED, at, "interrupted")
    await tx.run(_FORGET_DISCARDED, source=source_no)
    return await start(tx, source_no, digest, at)


async def start(tx: Transaction, source_no: int, digest: str, at: str) -> Run:
    """A new run, whatever others there are."""
    no = await tx.value(select(func.coalesce(func.max(_r.c.no), 0) + 1))
    values = {"no": no, "source_no": source_no, "started_at": at, "outcome": "RUNNING", "coverage": "NOTHING", "digest": digest}
    await tx.run(_r.insert().values(**values))
    return await by_no(tx, no)


async def by_no(tx: Transaction, no: int) -> Run:
    """The run of that number. Raises StoreError when there is none."""
    rows = await tx.rows(_BY_NO, run=no)
    if not rows:
        raise StoreError(f"There is no run {no}.")
    return _of_row(rows[0])


async def open_runs(tx: Transaction) -> list[Run]:
    """The runs that go on, or were killed while they did, the oldest first."""
    return [_of_row(row) for row in await tx.rows(_RUNNING)]


async def last_complete(tx: Transaction, source_no: int, before: int) -> int | None:
    """The number of the newest run before this one that was published whole."""
    found = await tx.value(_LAST_COMPLETE, source=source_no, before=before)
    return int(found) if found is not None else None


async def save(tx: Transaction, run: Run, ended_at: str | None = None, reason: str | None = None) -> None:
    """Writes where a run is."""
    progress = json.dumps(
        {
            "phase": run.phase, "items": run.item_count, "cursor": run.cursor, "bounds": run.bounds,
            "step": run.step, "done": run.done, "total": run.total,
        }
    )  # fmt: skip
    c = run.counts
    numbers = (c.fetched, c.created, c.updated, c.unchanged, c.retired, c.quarantined, c.problems)
    named = {f"n_{column.name}": number for column, number in zip(_COUNTS, numbers, strict=True)}
    await tx.run(
        _SAVE, run=run.no, how=run.outcome.value, covers=run.coverage.value, where_it_is=progress, ended=ended_at, why=reason, **named
    )


async def end_of(tx: Transaction, run_no: int) -> tuple[str | None, str | None]:
    """When a run ended, and why."""
    ended_at, reason = (await tx.rows(_END_OF, run=run_no))[0]
    return ended_at, reason


async def close(tx: Transaction, run: Run, outcome: RunOutcome, at: str, reason: str | None = None) -> None:
    """Ends a run; one that is held keeps what it has seen."""
    run.outcome = outcome
    await save(tx, run, at, reason)
    if outcome is not RunOutcome.HELD:
        await tx.run(_FORGET, run=run.no)


async def add_seen(tx: Transaction, run: Run, records: Sequence[int]) -> None:
    """Remembers that a run has met these records."""
    if records:
        batch = await tx.value(_BATCHES, run=run.no)
        await tx.many(_ADD_SEEN, [(run.no, batch, zlib.compress(array("q", records).tobytes(), 1))])


async def seen(tx: Transaction, run: Run) -> set[int]:
    """The numbers of all records that a run has met."""
    met: set[int] = set()
    for (packed,) in await tx.rows(_SEEN, run=run.no):
        met.update(array("q", zlib.decompress(packed)))
    return met


async def add_problems(tx: Transaction, run: Run, faults: Sequence[Fault]) -> None:
    """Counts problems, and stores them while the run has fewer than MOST_PROBLEMS."""
    if not faults:
        return
    run.counts.problems += len(faults)
    room = max(MOST_PROBLEMS - int(await tx.value(_PROBLEMS_OF, run=run.no)), 0)
    last = await tx.value(_LAST_PROBLEM)
    await tx.many(_ADD_PROBLEM, [(last + n, run.no, *fault) for n, fault in enumerate(faults[:room], 1)])


def _of_row(row: tuple[Any, ...]) -> Run:
    no, source_no, source, started_at, outcome, coverage, digest, progress, *counts = row
    where = json.loads(progress) if progress else {}
    return Run(
        no, source_no, source, started_at, RunOutcome(outcome), CoverageKind(coverage), digest,
        where.get("phase", Phase.READ), where.get("items", 0), where.get("cursor"), Counts(*counts),
        tuple(where.get("bounds", (None, None))), where.get("step", FETCH), where.get("done", 0), where.get("total"),
    )  # fmt: skip
