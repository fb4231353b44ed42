"""What is kept in memory of the whole graph, always at the version of what a plan reads beside it: built once, renewed by the feed.

    version of the snapshot = that of the memory   it is used as it is
                            > that of the memory   the things of the feed since then are read again, in the plan's own snapshot
                            < that of the memory   IndexAhead: the plan is walked once more, in a newer snapshot (hub/query/answers.py)

The first that needs it builds it, and renews it; `warm` is for whoever opens a hub, again and again, so that this is hardly ever a reader.
Building and renewing take a lock and belong into a reader's thread; the event loop may look at `ready`, which never waits. A value is never
changed once it is there: renewing makes another one, which may share what stayed, so a plan goes on with the one that it was given.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Generator, Sequence
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import bindparam, func, select

from hub.errors import Busy
from hub.store.engine import compile as compile_statement
from hub.store.tables import change

T = TypeVar("T")
Rows = list[tuple[Any, ...]]
Walk = Generator[tuple[str, Sequence[Any]], Rows, T]
"""What reads in the snapshot of a plan: it yields (sql, params), is sent the rows, and returns what it made of them."""

MOST_TOUCHED = 5_000
"""Beyond so many changed things, everything is read anew."""
FOLLOWS_SECONDS = 0.25
"""So long a plan waits for whoever is just renewing: that takes 20 to 100 ms, and the database alone would take longer."""

_VERSION = compile_statement(select(func.coalesce(func.max(change.c.seq), 0)))
_LAST = compile_statement(select(change.c.seq, change.c.at).order_by(change.c.seq.desc()).limit(1))
_TOUCHED = compile_statement(select(change.c.no).distinct().where(change.c.seq > bindparam("seen")).limit(MOST_TOUCHED + 1))


def newest() -> Walk[int]:
    """The version of the snapshot that a plan reads: the number of the last change in it."""
    rows = yield _VERSION.sql, _VERSION.bind({})
    version: int = rows[0][0]
    return version


def give_back() -> None:
    """Gives the room of what was only needed for a moment back to the system, where its allocator can be told to (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def newest_change() -> Walk[tuple[int, str | None]]:
    """The same, and when that change happened; 0 and None before anything did."""
    rows = yield _LAST.sql, _LAST.bind({})
    return rows[0] if rows else (0, None)


class IndexAhead(Exception):
    """The memory is of a newer version than the snapshot of this plan: walk it again in a new one."""


class IndexBehind(Exception):
    """The memory is not of the version of this snapshot, and whoever walks here may not wait until it is: walk in a reader's thread."""


class Content(Protocol[T]):
    """What is kept, and how it is read."""

    name: str
    """What it is to a person who has to wait for it: "the links of the graph"."""

    def build(self) -> Walk[T]:
        """Everything, read anew."""

    def renew(self, value: T, touched: Sequence[int]) -> Walk[T | None]:
        """A value in which these entities (some may be gone) are as they are now; None when reading everything anew would be cheaper."""


class Memory(Generic[T]):
    """A value of the whole graph for all plans of a process."""

    def __init__(self, content: Content[T]) -> None:
        self._content = content
        self._kept: tuple[int, T] | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """What it is to a person."""
        return self._content.name

    def ready(self, version: int) -> T | None:
        """The value, when it is there and of just this version. Never waits, never reads."""
        kept = self._kept
        return kept[1] if kept is not None and kept[0] == version else None

    def at(self, version: int, until: float) -> Walk[T]:
        """The value at the version of the plan's snapshot, built or renewed where it has to be.

        Raises: IndexAhead; Busy when somebody else is at it until the plan's deadline (`time.monotonic`).
        """
        value = self.ready(version)
        if value is not None:
            return value
        if not self._lock.acquire(timeout=min(max(until - time.monotonic(), 0), threading.TIMEOUT_MAX)):
            raise Busy(f"The hub is still reading {self._content.name} into its memory. Ask again in a few seconds.")
        try:
            return (yield from self._bring(version))
        finally:
            self._lock.release()

    def soon(self, version: int) -> Walk[T | None]:
        """The value at the version of the plan's snapshot where it can be had within a moment; None where it cannot."""
        value, kept = self.ready(version), self._kept
        if value is not None or kept is None or kept[0] > version or not self._lock.acquire(timeout=FOLLOWS_SECONDS):
            return value
        try:
            return (yield from self._bring(version))
        except IndexAhead:
            return None
        finally:
            self._lock.release()

    def warm(self) -> Walk[None]:
        """Makes the value ready for the newest version."""
        yield from self.at((yield from newest()), float("inf"))

    def _bring(self, version: int) -> Walk[T]:
        value: T | None = None
        if self._kept is not None:
            seen, value = self._kept
            if seen > version:
                raise IndexAhead
            if seen < version:
                touched = yield _TOUCHED.sql, _TOUCHED.bind({"seen": seen})
                few = len(touched) <= MOST_TOUCHED
                value = (yield from self._content.renew(value, sorted(no for (no,) in touched))) if few else None
        if value is None:
            value = yield from self._content.build()
            give_back()
        self._kept = version, value
        return value
