"""The corridor, from a site to the graph: fetch, keep, parse, strip, map, resolve, read together, upsert.

    fetch_all   the connector fetches, every document is sealed           hub/harvest/keep.py
    take_in     parse, strip, map, resolve; kept as pending claims         hub/harvest/intake.py
    judge       an empty or much smaller answer waits for a person,        hub/harvest/shrink.py
                and one whose fields mean something else                   hub/harvest/drift.py
    publish     read together and upsert, batch by batch                   hub/store/publication.py

A run that is killed goes on where it was. A source that fails leaves everything as it was, and stops no other.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hub.domain.coverage import coverage
from hub.domain.dates import instant, now
from hub.domain.drift import reason as reason_of_drift
from hub.domain.source import CoverageKind, RunOutcome, Source, SourceState
from hub.errors import SourceChanged, SourceError, StoreError, StoreUnavailable
from hub.harvest.drift import compare
from hub.harvest.intake import Intake, open_intake
from hub.harvest.keep import Kept, fetch_all, signature
from hub.harvest.shrink import reason_to_hold, reason_to_hold_a_part
from hub.sdk.connector import Connector, Fetcher
from hub.store import archive, changes, publication, quarantine, runs
from hub.store import sources as books
from hub.store.release import drop_unmet
from hub.store.runs import FETCH, Counts, Phase, Run
from hub.store.sources import KnownSource
from hub.store.store import Store
from hub.store.writer import Transaction
from hub.telemetry import log

Progress = Callable[[str, int, int | None], None]
"""Told as (step, done, of how many): steps are fetch, read, publish, retire."""


FIRST_RETRY_SECONDS, DEFECTIVE_AFTER = 900, 3


def _silent(_step: str, _done: int, _total: int | None) -> None:
    pass


@dataclass(frozen=True, slots=True)
class RunReport:
    """How a run ended. `skipped`: every document was as before, so nothing was parsed."""

    run: int
    source: str
    outcome: RunOutcome
    counts: Counts
    reason: str | None = None
    skipped: bool = False


async def harvest(
    store: Store,
    source: Source,
    connector: Connector,
    fetcher: Fetcher,
    on_progress: Progress | None = None,
    *,
    document_days: int = 30,
) -> RunReport:
    """Harvests one source, once; afterwards lets go of documents older than `document_days`.

    Raises: StoreError only; what is wrong with the source is told by the report.
    """
    run, known = await _begin(store, source, connector)
    walk = _Walk(store, source, connector, fetcher, run, known, on_progress or _silent)
    try:
        report = await walk.all()
    except SourceError as error:
        report = await walk.end_badly(f"{error.code}: {error}")
    await store.write(lambda tx: _let_go_of_the_old(tx, document_days))
    if walk.tainted:
        with contextlib.suppress(StoreUnavailable):  # a reader is busy: the log empties itself a little later
            await store.checkpoint()
    log("harvest").info("run-ended", source=source.key, run=run.no, outcome=report.outcome.value, reason=report.reason)
    return report


async def _let_go_of_the_old(tx: Transaction, document_days: int) -> None:
    """Documents and unreadable items whose days are over, and changes that later ones of the same thing superseded long ago."""
    before = instant(datetime.now(UTC) - timedelta(days=document_days))
    await archive.expire(tx, before)
    await quarantine.expire(tx, before)
    await changes.compact(tx, datetime.now(UTC))


async def _begin(store: Store, source: Source, connector: Connector) -> tuple[Run, KnownSource]:
    async def job(tx: Transaction) -> Run:
        no = await books.keep_source(tx, source)
        await books.update_source(tx, no, last_attempt_at=now())
        return await runs.begin(tx, no, connector.digest, now())

    run = await store.write(job)
    return run, (await store.read(books.known_sources()))[source.key]


@dataclass(slots=True)
class _Walk:
    """One run through the corridor."""

    store: Store
    source: Source
    connector: Connector
    fetcher: Fetcher
    run: Run
    known: KnownSource
    tell: Progress
    tainted: bool = False
    newest: int | None = None
    drifted: str | None = None

    async def all(self) -> RunReport:
        """Every step in order; a run that was killed while it was made public has only that left."""
        run, fault = self.run, None
        if run.phase == Phase.READ:
            kept = await fetch_all(self.store, run, self.connector, self.fetcher, self.known.cursor)
            run.is_at(FETCH, len(kept.notes), len(kept.notes))
            self.tell(FETCH, len(kept.notes), len(kept.notes))
            if kept.failure and not kept.notes:
                raise kept.failure
            self.ask_coverage()
            if await self.as_before(kept):
                return await self.skip()
            fault = await self.take_in(kept) or kept.failure
            if fault is not None:
                if run.item_count == 0:
                    raise fault
                run.coverage, run.cursor, run.outcome = CoverageKind.NOTHING, None, RunOutcome.PARTIAL
            reason = await self.judge()
            if reason is not None and await publication.something_to_do(self.store, run):
                await self.store.write(lambda tx: publication.hold(tx, run, reason))
                return self.report(reason)
        await publication.publish(self.store, run, self.tell)
        return self.report() if fault is None else await self.end_badly(f"{fault.code}: {fault}")

    def ask_coverage(self) -> None:
        """Notes what the connector says that its documents cover, and where the next run may start."""
        try:
            said = coverage(self.connector.coverage())
        except ValueError as error:
            raise SourceChanged(f"{self.source.key}: its connector names a bound of its coverage that is none: {error}") from error
        self.run.coverage, self.run.bounds, self.newest = said.kind, (said.since, said.until), said.count
        self.run.cursor = self.connector.cursor()

    async def judge(self) -> str | None:
        """Why a person has to look at what was read before it becomes public, or None."""
        reasons = [reason_to_hold(self.source, self.run.coverage, self.run.item_count, self.known.item_count), self.drifted]
        if self.run.coverage in {CoverageKind.WINDOW, CoverageKind.NEWEST}:
            reasons.append(reason_to_hold_a_part(self.source, *await publication.missing(self.store, self.run)))
        return "; ".join(filter(None, reasons)) or None

    async def as_before(self, kept: Kept) -> bool:
        """Whether every document is the one of the last complete run, and would be read the same way."""
        last = await self.store.write(lambda tx: runs.last_complete(tx, self.run.source_no, self.run.no))
        if (
            last is None
            or kept.failure
            or self.known.digest != self.run.digest
            or await publication.something_pending(self.store, self.run)
        ):
            return False
        before = await self.store.write(lambda tx: runs.by_no(tx, last))
        if self.run.coverage is CoverageKind.NEWEST:
            self.run.bounds = before.bounds
        elif self.run.bounds != before.bounds:  # a window that moved shows more of the same calendar
            return False
        return bool(kept.signature) and kept.signature == await signature(self.store, last)

    async def skip(self) -> RunReport:
        """Ends a run in which nothing can be new."""
        self.run.counts.unchanged = self.run.counts.fetched = self.run.item_count = self.known.item_count
        await publication.confirm(self.store, self.run)
        return replace(self.report(), skipped=True)

    async def take_in(self, kept: Kept) -> SourceError | None:
        """Parses every document and keeps what its items say, pending; a document that is not what it was is passed over and told of."""
        intake = await self.store.write(lambda tx: open_intake(tx, self.store, self.run, self.connector))
        intake.newest, intake.usual = self.newest, self.known.item_count or None
        fault: SourceError | None = None
        for note in kept.notes:
            document = await self.store.read(archive.document(note))
            try:
                for row in self.connector.parse(document):
                    intake.take(row, document)
                    if intake.full():
                        await intake.flush()
                        self.tell("read", intake.count, self.known.item_count or None)
            except SourceError as error:
                fault = error
            except StoreError:
                raise
            except Exception as error:  # noqa: BLE001 - a bug in one connector stops one source, and its words stay out of the log
                fault = self.stumbled(error, document.hash[:12])
        if self.run.coverage is CoverageKind.NEWEST:
            self.run.bounds = (intake.last_moment, None)
        await intake.flush()
        self.tell("read", intake.count, intake.count)
        whole = fault is None and kept.failure is None
        await self.store.write(lambda tx: self.tidy(tx, intake, whole=whole))
        if whole:
            self.drifted = reason_of_drift(await self.store.write(lambda tx: compare(tx, self.run, intake)))
        return fault

    async def tidy(self, tx: Transaction, intake: Intake, *, whole: bool) -> None:
        """Lets go of what earlier runs left pending, and of sick items that a whole answer no longer has."""
        await drop_unmet(tx, self.run, intake.met)
        if whole and self.run.coverage is CoverageKind.EVERYTHING:
            await quarantine.cure(tx, self.run.source_no, [key for key in intake.waiting if key not in intake.sick])
        if intake.withheld is not None and intake.withheld.tainted:
            self.tainted = True
            hashes = sorted(intake.withheld.tainted)
            await archive.forget(tx, await archive.same_addresses(tx, self.run.source_no, hashes))
            if intake.withheld.count:
                told = f"{intake.withheld.count} items speak of something that was withdrawn; that was left out"
                await runs.add_problems(tx, self.run, [("WITHDRAWN", told, None, None)])
                await runs.save(tx, self.run)

    def stumbled(self, error: Exception, document: str) -> SourceChanged:
        """What to say when a connector raises what it should not."""
        return SourceChanged(
            f"{self.source.key}: its connector stumbled ({type(error).__name__}) over document {document}. "
            f"Replay it with `samgraf rehearse {self.source.key} {document}`."
        )

    def report(self, reason: str | None = None) -> RunReport:
        """How the run ended."""
        return RunReport(self.run.no, self.source.key, self.run.outcome, self.run.counts, reason)

    async def end_badly(self, reason: str) -> RunReport:
        """Writes that a run failed, in part or whole, and when the source is tried again: soon at first, then later and later."""
        run, failures = self.run, self.known.failures + 1
        pause = min(self.source.every_seconds, FIRST_RETRY_SECONDS * 2 ** min(failures - 1, 10))
        outcome = run.outcome if run.outcome is RunOutcome.PARTIAL else RunOutcome.FAILED

        async def job(tx: Transaction) -> None:
            await runs.add_problems(tx, run, [(reason.partition(":")[0], reason, None, None)])
            await runs.close(tx, run, outcome, now(), reason)
            due = instant(datetime.now(UTC) + timedelta(seconds=pause))
            state = {"state": SourceState.DEFECTIVE.value} if failures >= DEFECTIVE_AFTER else {}
            await books.update_source(tx, run.source_no, failures=failures, next_run_at=due, harvest_requested_at=None, **state)

        await self.store.write(job)
        return self.report(reason)
