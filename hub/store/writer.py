"""The one writer of a process: jobs wait in a line, each is one transaction, and a caller that leaves never cancels a write."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy.sql import ClauseElement

from hub.errors import StoreUnavailable
from hub.store.engine import Rows, encode, prepared, refusal, write_connection

T = TypeVar("T")


class Transaction:
    """What a job may do. It awaits nothing but this: the write lock is held meanwhile."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def rows(self, statement: ClauseElement, **binds: Any) -> Rows:
        """The rows of a statement as tuples; a list binds as one value (see hub.store.engine.in_list), and nothing is in an empty one."""
        lists = [value for value in binds.values() if isinstance(value, list)]
        if lists and not any(lists):
            return []
        compiled = prepared(statement)
        return await self._connection.execute_fetchall(compiled.sql, encode(compiled.bind(binds)))  # type: ignore[return-value]

    async def value(self, statement: ClauseElement, **binds: Any) -> Any:
        """The first column of the first row, or None."""
        rows = await self.rows(statement, **binds)
        return rows[0][0] if rows else None

    async def run(self, statement: ClauseElement, **binds: Any) -> int:
        """Executes a statement; the number of rows that it changed."""
        compiled = prepared(statement)
        return (await self._connection.execute(compiled.sql, encode(compiled.bind(binds)))).rowcount

    async def many(self, statement: ClauseElement, rows: Iterable[tuple[Any, ...]]) -> None:
        """Executes a statement for each row; values in the order of its binds (for an INSERT: of the table's columns)."""
        rows = rows if isinstance(rows, list) else list(rows)
        if rows:
            await self._connection.executemany(prepared(statement).sql, rows)


Job = Callable[[Transaction], Awaitable[T]]


class _Bare:
    """A statement in the line of jobs."""

    def __init__(self, statement: str) -> None:
        self.statement = statement

    async def __call__(self, _: Transaction) -> Rows:
        raise NotImplementedError


class Writer:
    """Runs jobs one after the other, each in BEGIN IMMEDIATE … COMMIT; what raises is rolled back whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._line: asyncio.Queue[tuple[Job[Any], asyncio.Future[Any]] | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._connection: aiosqlite.Connection | None = None

    async def write(self, job: Job[T]) -> T:
        """What the job returns, once it is committed.

        Raises: StoreUnavailable when the database is locked, full or gone; whatever the job raises.
        """
        if self._task is None:
            self._task = asyncio.create_task(self._work(), name="writer")
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._line.put_nowait((job, done))
        return await asyncio.shield(done)

    async def between(self, statement: str) -> Rows:
        """Runs a statement that wants no transaction around it, such as a checkpoint, between two jobs."""
        return await self.write(_Bare(statement))

    async def close(self) -> None:
        """Ends after the last job in line."""
        if self._task is not None:
            self._line.put_nowait(None)
            await self._task
            self._task = None

    async def _work(self) -> None:
        try:
            while (next_in_line := await self._line.get()) is not None:
                job, done = next_in_line
                try:
                    answer = await self._one(job)
                except Exception as error:  # noqa: BLE001 - it belongs to the caller, who may have left
                    if not done.cancelled():
                        done.set_exception(error)
                        done.exception()
                else:
                    if not done.cancelled():
                        done.set_result(answer)
        finally:
            if self._connection is not None:
                await self._connection.close()
                self._connection = None

    async def _one(self, job: Job[T]) -> T:
        if not self._path.exists():
            raise StoreUnavailable(f"The database {self._path} is gone. Bring back a copy with `samgraf restore`.")
        if self._connection is None:
            self._connection = await write_connection(self._path)
        connection = self._connection
        try:
            if isinstance(job, _Bare):
                return await connection.execute_fetchall(job.statement)  # type: ignore[return-value]
            await connection.execute_fetchall("BEGIN IMMEDIATE")
            try:
                answer = await job(Transaction(connection))
                await connection.execute_fetchall("COMMIT")
            except BaseException:
                if connection.in_transaction:  # SQLITE_FULL has rolled back by itself
                    await connection.rollback()
                raise
        except sqlite3.Error as error:
            raise refusal(error, self._path) from error
        return answer
