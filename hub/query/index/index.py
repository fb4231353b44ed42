"""The index: axes for all columns that lists are narrowed, sorted or counted by, at one version of the graph.

It is read from the tables once, then follows the feed of changes. Both are generators of statements, walked by a reader within one
snapshot (hub/store/engine.py). An index is never changed: to follow is to make the next one, which shares what stayed as it was.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pyroaring import BitMap
from sqlalchemy import BindParameter, Column, Select, Table, Text, bindparam, func, select

from hub.domain.dates import instant_key
from hub.query.index.axes import Classes, Keys, Values
from hub.query.index.needs import AnyAxis, Needs, needs
from hub.query.noun import Noun
from hub.store.engine import compile as compile_statement
from hub.store.engine import in_list
from hub.store.tables import change, change_floor, entity

Rows: TypeAlias = list[tuple[Any, ...]]
Steps: TypeAlias = Generator[tuple[str, Sequence[Any]], Rows, Any]
KEPT = 3
"""So many versions stay: somebody may still read a snapshot from a moment ago."""
AT_ONCE = 20_000
"""More changes than this are not followed one by one: everything is read again."""
_SINCE = compile_statement(select(change.c.no).where(change.c.seq > bindparam("known")).distinct().limit(AT_ONCE + 1))
_FLOOR = compile_statement(select(func.coalesce(func.max(change_floor.c.seq), 0)))
_NEWEST = compile_statement(select(func.coalesce(func.max(change.c.seq), 0)))


class Index:
    """Axes by column, as they are at one version: the number of the newest change that they know."""

    def __init__(self, version: int, axes: Mapping[Column[Any], AnyAxis]) -> None:
        self.version, self.axes = version, axes

    def of_kind(self, kind: str) -> BitMap:
        """All things of a kind."""
        axis = self.axes[entity.c.kind]
        assert isinstance(axis, Values)
        return axis.bits.get(kind) or BitMap()

    def any_of(self, column: Column[Any], values: Iterable[Any]) -> BitMap:
        """The things that have one of these values there."""
        axis = self.axes[column]
        assert isinstance(axis, Values | Classes)
        return axis.any_of(values)

    def between(self, column: Column[Any], first: int, last: int) -> BitMap:
        """The things whose order key lies in this range."""
        axis = self.axes[column]
        assert isinstance(axis, Keys)
        return axis.between(first, last)


class IndexKeeper:
    """Keeps the newest index, and brings it up to the version that somebody reads.

    Used by many threads. One follows at a time; who comes meanwhile is answered None, and asks the database instead.
    """

    def __init__(self, nouns: Iterable[Noun]) -> None:
        self._needs: Needs = needs(nouns)
        self._indexes: deque[Index] = deque(maxlen=KEPT)
        self._following = threading.Lock()
        tables: dict[Table, list[Column[Any]]] = {}
        for column in self._needs:
            assert isinstance(column.table, Table)
            tables.setdefault(column.table, []).append(column)
        self._tables = [
            (columns, compile_statement(_read(table, columns)), compile_statement(_read(table, columns).where(in_list(table.c.no, _NOS))))
            for table, columns in tables.items()
        ]

    def build(self) -> Steps:
        """Reads everything; for the start of a process."""
        with self._following:
            version = (yield _NEWEST.sql, _NEWEST.bind({}))[0][0]
            self._indexes.append((yield from self._read_all(version)))

    def at(self, version: int, *, patience_seconds: float = 0) -> Steps:
        """The index of this version, which is that of the snapshot in which the steps are walked; None where there is none just now.

        With patience, it is waited for while another thread follows, and read when nobody has read it yet.
        """
        if (known := self._known(version)) is not None:
            return known
        if not patience_seconds and (self._newest is None or self._newest.version > version):
            return None
        if not (self._following.acquire(timeout=patience_seconds) if patience_seconds else self._following.acquire(blocking=False)):
            return None
        try:
            if (known := self._known(version)) is not None:
                return known
            newest = self._newest
            if newest is not None and newest.version > version:
                return None
            nos = None if newest is None else (yield from _changed(newest.version))
            made = (yield from self._read_all(version)) if newest is None or nos is None else (yield from self._next(newest, nos, version))
            self._indexes.append(made)
            return made
        finally:
            self._following.release()

    @property
    def _newest(self) -> Index | None:
        return self._indexes[-1] if self._indexes else None

    def _known(self, version: int) -> Index | None:
        return next((one for one in tuple(self._indexes) if one.version == version), None)

    def _read_all(self, version: int) -> Steps:
        axes: dict[Column[Any], AnyAxis] = {}
        for columns, whole, _ in self._tables:
            rows = yield whole.sql, whole.bind({})
            for place, column in enumerate(columns, 1):
                axes[column] = self._needs[column]().changed(BitMap(), _pairs(rows, place, column, self._needs[column]))
        return Index(version, axes)

    def _next(self, known: Index, nos: list[int], version: int) -> Steps:
        gone, axes = BitMap(nos), dict(known.axes)
        for columns, _, some in self._tables:
            rows = yield some.sql, some.bind({"nos": nos})
            for place, column in enumerate(columns, 1):
                axes[column] = known.axes[column].changed(gone, _pairs(rows, place, column, self._needs[column]))
        return Index(version, axes)


_NOS: BindParameter[Any] = bindparam("nos")


def _read(table: Table, columns: Sequence[Column[Any]]) -> Select[Any]:
    return select(table.c.no, *columns)


def _pairs(rows: Rows, place: int, column: Column[Any], axis: type[AnyAxis]) -> list[tuple[int, Any]]:
    if axis is Keys and isinstance(column.type, Text):
        return [(row[0], instant_key(row[place])) for row in rows if row[place] is not None]
    return [(row[0], row[place]) for row in rows]


def _changed(known: int) -> Steps:
    """The numbers of what changed since a version; None when the feed does not tell, or tells too much."""
    floor = yield _FLOOR.sql, _FLOOR.bind({})
    rows = yield _SINCE.sql, _SINCE.bind({"known": known})
    if floor[0][0] > known or len(rows) > AT_ONCE:
        return None
    return [no for (no,) in rows]
