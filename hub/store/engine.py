"""The only file that knows SQLite from PostgreSQL: how a store is opened, how its statements are written, how it says no.

Recipe for SQLite (each point was tried): WAL, synchronous NORMAL, foreign keys ON, trusted schema OFF, cell size check ON, five seconds of
patience, no mmap. Readers are read-only, one snapshot a plan; the one writer is in hub/store/writer.py, and only it checkpoints.
Ids of a page travel as one bound value: `json_each(?)` here, `unnest($1)` there; a bound `list` is encoded on the way.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any, NamedTuple, TypeVar

import aiosqlite
import orjson
from sqlalchemy import BindParameter, ColumnElement, Engine, Insert, Table, create_engine, event, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.pool import NullPool
from sqlalchemy.sql import ClauseElement, TableValuedAlias
from sqlalchemy.sql.functions import FunctionElement

from hub.errors import Busy, ConfigError, StoreError, StoreUnavailable, TookTooLong
from hub.telemetry import log

T = TypeVar("T")
Rows = list[tuple[Any, ...]]
Params = Sequence[Any] | Mapping[str, Any]
Plan = Generator[tuple[str, Params], Rows, T]
"""What a reader runs: it yields (sql, params), is sent the rows as tuples, and returns its answer."""

PATIENCE_MS = 5_000
_CHECKPOINT_PAGES = 16_000
_WAL_RESET_BUG_UNTIL = (3, 51, 3)
_DIALECT = sqlite.dialect(paramstyle="qmark")
_PRAGMAS = (
    "synchronous=NORMAL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    f"busy_timeout={PATIENCE_MS}",
)
_WRITER_PRAGMAS = (
    "journal_mode=WAL",
    "cache_size=-40000",
    f"wal_autocheckpoint={_CHECKPOINT_PAGES}",
    "temp_store=MEMORY",
    "secure_delete=ON",
)


# --- Where -------------------------------------------------------------------------------------------------------------------------


def path_of(url: str) -> Path:
    """The file that `sqlite:///PATH` names. Raises ConfigError for any other address."""
    kind, _, path = url.partition(":///")
    if kind != "sqlite" or not path:
        raise ConfigError(f"{url[:60]!r} is no address of a store; write sqlite:///PATH, such as sqlite:///samgraf.db")
    return Path(path)


def exists(url: str) -> bool:
    """Whether a store, of whatever version, is there already."""
    path = path_of(url)
    return path.is_file() and path.stat().st_size > 0


# --- Connections -------------------------------------------------------------------------------------------------------------------


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def read_connection(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. Raises StoreUnavailable when there is no readable database."""
    try:
        connection = sqlite3.connect(_uri(path, "ro"), uri=True, isolation_level=None, check_same_thread=False, cached_statements=512)
        for pragma in (*_PRAGMAS, "query_only=ON"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error as error:
        raise refusal(error, path) from error
    return connection


async def write_connection(path: Path) -> aiosqlite.Connection:
    """The connection of the one writer; transactions are begun by hand."""
    _warn_of_old_library()
    try:
        connection = await aiosqlite.connect(_uri(path, "rw"), uri=True, isolation_level=None, cached_statements=512)
    except sqlite3.Error as error:
        raise refusal(error, path) from error
    try:
        for pragma in (*_PRAGMAS, *_WRITER_PRAGMAS):
            await connection.execute_fetchall(f"PRAGMA {pragma}")
    except sqlite3.Error as error:
        await connection.close()
        raise refusal(error, path) from error
    return connection


def migration_engine(url: str) -> Engine:
    """A synchronous engine for migrations alone: BEGIN IMMEDIATE, so that schema changes roll back whole; foreign keys off before it."""
    path = path_of(url)
    path.parent.mkdir(parents=True, exist_ok=True)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, isolation_level=None)
        for pragma in (*_PRAGMAS, "foreign_keys=OFF", "journal_mode=WAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def back_up(url: str, to: Path) -> None:
    """A copy of the whole store, consistent even while others write."""
    source, target = sqlite3.connect(path_of(url)), sqlite3.connect(to)
    try:
        source.backup(target)
    finally:
        target.close()
        source.close()


@lru_cache(maxsize=1)
def _warn_of_old_library() -> None:
    if sqlite3.sqlite_version_info < _WAL_RESET_BUG_UNTIL:
        log("store").warning(
            "sqlite-library-is-old",
            found=sqlite3.sqlite_version,
            wanted="3.51.3",
            why="older ones can, rarely, damage a database when two processes checkpoint at the same moment; keep back-ups",
        )


def refusal(error: Exception, path: Path) -> StoreError:
    """What a driver's error means for a person: what, where, and the way out."""
    said = str(error)
    if not path.exists():
        return StoreUnavailable(f"There is no database at {path}. Make one with `samgraf migrate`.")
    if "locked" in said or "busy" in said:
        return StoreUnavailable(f"The database {path} is locked by another process for more than {PATIENCE_MS // 1000} seconds. Try again.")
    if "full" in said:
        return StoreUnavailable(f"There is no room left on the disk of {path}. Nothing was written; make room and try again.")
    if "not a database" in said or "malformed" in said or "unsupported file format" in said:
        return StoreUnavailable(f"The file {path} is damaged or is no database ({said}). Bring back a copy with `samgraf restore`.")
    if "unable to open" in said or "readonly" in said:
        return StoreUnavailable(f"The database {path} cannot be opened ({said}). Check the rights of the file and of its folder.")
    if "no such table" in said or "no such column" in said:
        return StoreUnavailable(f"The database {path} lacks what this program expects ({said}). Update it with `samgraf migrate`.")
    return StoreError(f"The database {path} refused: {said}")


# --- Statements --------------------------------------------------------------------------------------------------------------------


class Compiled(NamedTuple):
    """A statement as the driver takes it: `names` of its binds in order, and the values that stand in the statement itself."""

    sql: str
    names: tuple[str, ...]
    constants: Mapping[str, Any]

    def bind(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The positional parameters."""
        known = {**self.constants, **values} if self.constants else values
        return tuple(map(known.__getitem__, self.names))


def compile(statement: ClauseElement) -> Compiled:  # noqa: A001 - the word that SQLAlchemy uses
    """The SQL text of a statement with its ordered bind names."""
    compiled: Any = statement.compile(dialect=_DIALECT)
    required = {name for name, bind in compiled.binds.items() if bind.required}
    whole = compiled.construct_expanded_state(dict.fromkeys(required))
    constants = {name: value for name, value in whole.parameters.items() if name not in required}
    return Compiled(whole.statement, tuple(whole.positiontup or ()), constants)


prepared = lru_cache(maxsize=1024)(compile)
"""`compile`, once per statement object: for statements that live as long as their module."""


def encode(params: Params) -> Params:
    """The parameters with every list as the one value that `each_key` unfolds."""
    if isinstance(params, Mapping):
        return {name: orjson.dumps(value).decode() if isinstance(value, list) else value for name, value in params.items()}
    return [orjson.dumps(value).decode() if isinstance(value, list) else value for value in params]


class _Each(FunctionElement[Any]):
    name = "each"
    inherit_cache = True


@compiles(_Each, "sqlite")
def _each_in_sqlite(element: _Each, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Each)
def _each_elsewhere(element: _Each, compiler: Any, **options: Any) -> str:
    return f"(SELECT unnest({compiler.process(element.clauses, **options)}) AS value)"


def each_key(keys: BindParameter[Any]) -> TableValuedAlias:
    """A bound list as a FROM element with the one column `value`."""
    return _Each(keys).table_valued("value")


class _Gathered(FunctionElement[Any]):
    name = "gathered"
    inherit_cache = True


@compiles(_Gathered)
def _gather(element: _Gathered, compiler: Any, **options: Any) -> str:
    word = "json_group_array" if compiler.dialect.name == "sqlite" else "json_agg"
    return f"{word}({compiler.process(element.clauses, **options)})"


def gathered(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The values of all rows as one JSON array: a whole column crosses the driver as one value, without an object for each row."""
    return _Gathered(column)


def in_list(column: ColumnElement[Any], keys: BindParameter[Any]) -> ColumnElement[bool]:
    """Whether a column's value is in a bound list of any length."""
    return column.in_(select(each_key(keys).c.value))


def expected(condition: str, *, few: bool) -> str:
    """A condition, as text, with what the database should expect of it: that it leaves few rows, or nearly all."""
    return f"likelihood({condition}, {0.01 if few else 0.9})"


def insert_or_ignore(table: Table) -> Insert:
    """An INSERT that leaves a row alone that is there already."""
    return sqlite_insert(table).on_conflict_do_nothing()


def upsert(table: Table, keys: Iterable[str], keep: Iterable[str] = ()) -> Insert:
    """An INSERT that overwrites the row with the same `keys`, but for the columns in `keep`."""
    statement, fixed = sqlite_insert(table), {*keys, *keep}
    changed = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in fixed}
    return statement.on_conflict_do_update(index_elements=list(keys), set_=changed)


# --- Reading -----------------------------------------------------------------------------------------------------------------------


class Reader:
    """A pool of read-only connections. Each plan sees one snapshot, ends at its deadline and leaves no lock."""

    def __init__(self, path: Path, size: int) -> None:
        self._path = path
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="reader")
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._here: sqlite3.Connection | None = None
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    async def run(self, plan: Plan[T], seconds: float, patience: float | None = None) -> T:
        """The answer of a plan, walked in a thread of the pool; a cancelled caller stops it within milliseconds.

        `patience`: the longest time, in seconds, that it waits for a free reader.
        Raises: TookTooLong at the deadline, Busy when no reader came free, StoreError when the database refuses.
        """
        given_up, until = threading.Event(), time.monotonic() + seconds
        walking = self._threads.submit(self._walk_pooled, plan, until, given_up)
        patient = asyncio.get_running_loop().call_later(seconds if patience is None else patience, walking.cancel)
        try:
            return await asyncio.wrap_future(walking)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or not task.cancelling():  # nobody left: it was never begun
                raise Busy("All readers are at work. Ask again in a moment.") from None
            given_up.set()
            raise
        finally:
            patient.cancel()

    def run_here(self, plan: Plan[T], seconds: float) -> T:
        """The answer of a short plan, walked at once by the caller (one thread only: that of the event loop)."""
        if self._here is None:
            self._here = self._open()
        return self._walk(self._here, plan, time.monotonic() + seconds, None)

    def close(self) -> None:
        """Waits for running plans, then closes every connection."""
        self._threads.shutdown(wait=True, cancel_futures=True)
        for connection in self._all:
            connection.close()
        self._all.clear()

    def _open(self) -> sqlite3.Connection:
        connection = read_connection(self._path)
        with self._lock:
            self._all.append(connection)
        return connection

    def _walk_pooled(self, plan: Plan[T], until: float, given_up: threading.Event) -> T:
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = self._open()
        try:
            return self._walk(connection, plan, until, given_up)
        finally:
            self._idle.put(connection)

    def _walk(self, connection: sqlite3.Connection, plan: Plan[T], until: float, given_up: threading.Event | None) -> T:
        def over() -> bool:
            return time.monotonic() > until or (given_up is not None and given_up.is_set())

        connection.set_progress_handler(over, 4000)
        try:
            connection.execute("BEGIN")
            sql, params = next(plan)
            while True:
                rows = connection.execute(sql, encode(params)).fetchall()
                if over():
                    raise TookTooLong("The answer took longer than allowed and was stopped. Ask for less at once.")
                sql, params = plan.send(rows)
        except StopIteration as done:
            answer: T = done.value
            return answer
        except sqlite3.Error as error:
            if "interrupted" in str(error):
                raise TookTooLong("The answer took longer than allowed and was stopped. Ask for less at once.") from error
            raise refusal(error, self._path) from error
        finally:
            connection.set_progress_handler(None, 0)
            if connection.in_transaction:
                connection.rollback()
            plan.close()
