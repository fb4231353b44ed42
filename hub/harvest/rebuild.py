"""Everything derived again from the records that are kept for ever: a better mapping reads old items anew, without the network.

    records → map with the present mapping → what says something else is kept and published → every entity of the source is read again

Nothing is fetched, parsed or missed, so nothing is hidden. Ids, links and values come out as the harvests made them, unless the mapping
has changed; rows that were lost or damaged in the tables of the graph stand again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import orjson
from sqlalchemy import bindparam, select

from hub.domain.dates import now
from hub.domain.document import Document
from hub.domain.source import Source
from hub.harvest.intake import open_intake
from hub.sdk.connector import Connector
from hub.sdk.row import Row
from hub.store import publication, runs, search
from hub.store import sources as books
from hub.store import tables as t
from hub.store.claims import ERASED_ROW, LIVE
from hub.store.reading import open_books, read_together
from hub.store.runs import Phase, Run
from hub.store.store import Store
from hub.store.writer import Transaction

Progress = Callable[[str, int, int | None], None]
PAGE, MEMBERS = 2_000, 200
_RECORDS = (
    select(
        t.record.c.no, t.record.c.key, t.record.c.row, t.record.c.url, t.record.c.document_hash, t.record.c.retrieved_at, t.record.c.moment
    )
    .where(
        t.record.c.source_no == bindparam("source"),
        t.record.c.current,
        t.record.c.state == LIVE,
        t.record.c.no > bindparam("after"),
        t.record.c.row != ERASED_ROW,
    )
    .order_by(t.record.c.no)
    .limit(PAGE)
)
_MEMBERS = (
    select(t.member.c.no)
    .where(t.member.c.source_no == bindparam("source"), t.member.c.no > bindparam("after"))
    .order_by(t.member.c.no)
    .limit(MEMBERS)
)


@dataclass(frozen=True)
class Sealed(Document):
    """A document of which only the hash is needed: its record stands by itself."""

    known_hash: str = ""

    @property
    def hash(self) -> str:
        return self.known_hash


async def rebuild(store: Store, source: Source, connector: Connector, on_progress: Progress | None = None) -> Run:
    """Derives all that one source says again from its records; the run that tells what changed. Raises StoreError."""
    tell = on_progress or (lambda _step, _done, _total: None)
    run = await _begin(store, source, connector)
    intake = await store.write(lambda tx: open_intake(tx, store, run, connector))
    async for row, document in _records(store, run):
        intake.take(row, document)
        if intake.full():
            await intake.flush()
            tell("read", intake.count, None)
    await intake.flush()
    await publication.publish_rebuilt(store, run, tell)
    await _read_all_again(store, run, tell)
    await _index_again(store, tell)
    return run


async def _begin(store: Store, source: Source, connector: Connector) -> Run:
    async def job(tx: Transaction) -> Run:
        no = await books.keep_source(tx, source)
        return await runs.start(tx, no, connector.digest, now())

    run = await store.write(job)
    run.phase = Phase.REBUILD
    return run


async def _records(store: Store, run: Run) -> AsyncIterator[tuple[Row, Document]]:
    """Every live record, as the row that it was."""
    after = 0
    while rows := await store.write(lambda tx, after=after: tx.rows(_RECORDS, source=run.source_no, after=after)):  # type: ignore[misc]
        for no, key, text, url, document_hash, retrieved_at, moment in rows:
            after = no
            yield Row(key, orjson.loads(text), url, moment=moment), Sealed(url or "", b"", retrieved_at, known_hash=document_hash or "")


async def _read_all_again(store: Store, run: Run, tell: Progress) -> None:
    """Reads every entity of the source again, some members at a time; what is as it should be is left alone."""
    opened, after, done = await store.write(open_books), 0, 0

    async def batch(tx: Transaction) -> list[int]:
        members = [no for (no,) in await tx.rows(_MEMBERS, source=run.source_no, after=after)]
        if members:
            await read_together(tx, opened, members, run.no, now())
        return members

    while members := await store.write(batch):
        after, done = members[-1], done + len(members)
        tell("read together", done, None)


async def _index_again(store: Store, tell: Progress) -> None:
    """Fills the word indexes again, some entities at a time."""
    after, done = 0, 0
    while nos := await store.write(lambda tx, after=after: search.index_again(tx, after, PAGE)):  # type: ignore[misc]
        after, done = nos[-1], done + len(nos)
        tell("index", done, None)
