"""A store: one writer, a pool of readers, one file."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self, TypeVar

from hub.errors import StoreUnavailable
from hub.store.engine import Plan, Reader, path_of
from hub.store.version import check_version
from hub.store.writer import Job, Writer

T = TypeVar("T")


class Store:
    """Opened by `open_store`; used as `async with await open_store(url) as store`."""

    def __init__(self, url: str, readers: int) -> None:
        self.url = url
        self.path = path_of(url)
        self.reader = Reader(self.path, readers)
        self._writer = Writer(self.path)

    async def write(self, job: Job[T]) -> T:
        """Runs a job as one transaction of the one writer; a caller that leaves does not cancel it."""
        return await self._writer.write(job)

    async def read(self, plan: Plan[T], seconds: float = 60.0) -> T:
        """Runs a plan on one snapshot."""
        return await self.reader.run(plan, seconds)

    async def checkpoint(self) -> None:
        """Moves the write-ahead log into the file and empties it, so that nothing old stands in it.

        Raises: StoreUnavailable when somebody reads an old state for more than five seconds.
        """
        rows = await self._writer.between("PRAGMA wal_checkpoint(TRUNCATE)")
        if rows and rows[0][0]:
            raise StoreUnavailable(f"Somebody is reading an old state of {self.path}, so its log cannot be emptied yet. Try again.")

    async def vacuum(self) -> None:
        """Writes the whole file anew: no free page keeps anything. Costs: about a second for 100 MB; writers wait, readers do not."""
        await self._writer.between("VACUUM")

    async def close(self) -> None:
        """Ends the readers, then the writer after its last job: the last to leave folds the log into the file, and readers cannot."""
        await asyncio.to_thread(self.reader.close)
        await self._writer.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()


async def open_store(url: str, readers: int = 4) -> Store:
    """The store at `sqlite:///PATH`, of exactly this program's version.

    Raises: StoreUnavailable (missing, locked, damaged), StoreVersion (older or newer), ConfigError (no such kind of address).
    """
    store = Store(url, readers)
    try:
        check_version(store.reader)
    except BaseException:
        await store.close()
        raise
    return store
