"""The index: axes for all columns that lists are narrowed, sorted or counted by, at one version of the graph.

It is read from the tables once, then what the feed tells of is read again (hub/query/memory.py). An index is never changed: to renew it
is to make the next one, which shares what stayed as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from pyroaring import BitMap
from sqlalchemy import BindParameter, Column, Select, Table, Text, bindparam, select

from hub.domain.dates import instant_key
from hub.query.index.axes import Classes, Keys, Values
from hub.query.index.needs import AnyAxis, Needs, needs
from hub.query.memory import Walk
from hub.query.noun import Noun
from hub.store.engine import compile as compile_statement
from hub.store.engine import in_list
from hub.store.tables import entity

Rows: TypeAlias = list[tuple[Any, ...]]


class Index:
    """Axes by column, as they are at one version of the graph."""

    def __init__(self, axes: Mapping[Column[Any], AnyAxis]) -> None:
        self.axes = axes

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


class GraphIndex:
    """What hub/query/memory.py keeps for lists of entities."""

    name = "the index of lists"

    def __init__(self, nouns: Iterable[Noun]) -> None:
        self._needs: Needs = needs(nouns)
        tables: dict[Table, list[Column[Any]]] = {}
        for column in self._needs:
            assert isinstance(column.table, Table)
            tables.setdefault(column.table, []).append(column)
        self._tables = [
            (columns, compile_statement(_read(table, columns)), compile_statement(_read(table, columns).where(in_list(table.c.no, _NOS))))
            for table, columns in tables.items()
        ]

    def build(self) -> Walk[Index]:
        """All of it. Costs: see README, some three seconds for 300,000 entities."""
        axes: dict[Column[Any], AnyAxis] = {}
        for columns, whole, _ in self._tables:
            rows = yield whole.sql, whole.bind({})
            for place, column in enumerate(columns, 1):
                axes[column] = self._needs[column]().changed(BitMap(), _pairs(rows, place, column, self._needs[column]))
        return Index(axes)

    def renew(self, value: Index, touched: Sequence[int]) -> Walk[Index | None]:
        """The index with all of `touched` read again."""
        gone, axes = BitMap(touched), dict(value.axes)
        for columns, _, some in self._tables:
            rows = yield some.sql, some.bind({"nos": list(touched)})
            for place, column in enumerate(columns, 1):
                axes[column] = value.axes[column].changed(gone, _pairs(rows, place, column, self._needs[column]))
        return Index(axes)


_NOS: BindParameter[Any] = bindparam("nos")


def _read(table: Table, columns: Sequence[Column[Any]]) -> Select[Any]:
    return select(table.c.no, *columns)


def _pairs(rows: Rows, place: int, column: Column[Any], axis: type[AnyAxis]) -> list[tuple[int, Any]]:
    if axis is Keys and isinstance(column.type, Text):
        return [(row[0], instant_key(row[place])) for row in rows if row[place] is not None]
    return [(row[0], row[place]) for row in rows]
