"""Keep first, read second: every document of a run is sealed before anybody parses it, and a killed run finds its own again."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from hub.domain.document import Document
from hub.errors import SourceError
from hub.sdk.connector import Connector, Cursor, Fetcher
from hub.store import archive, runs
from hub.store.runs import FETCH, Run
from hub.store.store import Store
from hub.store.writer import Transaction

TELL_SECONDS = 1.0
"""While a run fetches, it is written how far it is, at most so often."""


@dataclass(slots=True)
class Kept:
    """The documents of a run: the notes to be parsed, in order; whether they are those of the run before; what went wrong."""

    notes: list[int] = field(default_factory=list)
    signature: list[tuple[str, str, str]] = field(default_factory=list)
    failure: SourceError | None = None


async def fetch_all(store: Store, run: Run, connector: Connector, web: Fetcher, since: Cursor | None) -> Kept:
    """Lets the connector fetch, and seals what comes. A source that fails halfway leaves what came until then."""
    kept, pace = Kept(), _Pace()
    fetcher = _Sealing(store, run, web, await store.read(archive.of_run(run.no)))
    try:
        async for document in connector.fetch(fetcher, since):
            no = await fetcher.note_of(document)
            for part in document.parts.values():
                await fetcher.note_of(part)
            kept.notes.append(no)
            run.is_at(FETCH, len(kept.notes), None)
            await store.write(lambda tx, no=no, document=document: _yielded(tx, run, no, document, pace))  # type: ignore[misc]
    except SourceError as error:
        kept.failure = error
    await store.write(lambda tx: archive.only_yielded(tx, run.no, kept.notes))
    kept.signature = await signature(store, run.no)
    return kept


class _Pace:
    """Lets something happen at most once in TELL_SECONDS."""

    def __init__(self) -> None:
        self._next = 0.0

    def due(self) -> bool:
        """Whether it is time again; who asks does it."""
        if time.monotonic() < self._next:
            return False
        self._next = time.monotonic() + TELL_SECONDS
        return True


async def _yielded(tx: Transaction, run: Run, no: int, document: Document, pace: _Pace) -> None:
    await archive.yielded(tx, no, document.parts)
    if pace.due():
        await runs.save(tx, run)


async def signature(store: Store, run_no: int) -> list[tuple[str, str, str]]:
    """Address, hash and parts of each document that a run parses, in order."""
    return [(url, digest, parts) for _, url, digest, parts in await store.read(archive.of_run(run_no)) if parts is not None]


class _Sealing:
    """The Fetcher that a connector is handed: it asks the archive of this run first, and seals what comes from outside."""

    def __init__(self, store: Store, run: Run, web: Fetcher, had: list[tuple[int, str, str, str | None]]) -> None:
        self._store, self._run, self._web = store, run, web
        self._notes = {(url, digest): no for no, url, digest, _ in had}
        self._had = {url: no for no, url, _, _ in had}

    async def get(self, url: str, *, accept: str | None = None) -> Document:
        """The document at an address; see the Protocol."""
        if url in self._had:
            return await self._store.read(archive.document(self._had[url]))
        document = await self._web.get(url, accept=accept)
        await self.note_of(document)
        return document

    async def note_of(self, document: Document) -> int:
        """The number of the note that says where a document came from; it is sealed if it is not yet."""
        key = (document.url, document.hash)
        if key not in self._notes:

            async def job(tx: Transaction) -> int:
                return await archive.seal(tx, self._run.source_no, self._run.no, document)

            self._notes[key] = await self._store.write(job)
        return self._notes[key]
