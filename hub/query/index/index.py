"""The index: axes for all columns that lists are narrowed, sorted or counted by, at one version of the graph.

It is read from the tables once, then what the feed tells of is read again (hub/query/memory.py). An index is never changed: to renew it
is to make the next one, which shares what stayed as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import orjson
from pyroaring import BitMap
from sqlalchemy import BindParameter, Column, ColumnElement, FromClause, Select, Table, Text, bindparam, func, select

from hub.domain.dates import instant_key
from hub.query.index.axes import Classes, Values
from hub.query.index.keys import Keys
from hub.query.index.needs import AnyAxis, Needs, needs
from hub.query.index.references import References
from hub.query.memory import Walk
from hub.query.noun import Noun
from hub.store.engine import compile as compile_statement
from hub.store.engine import gathered, in_list
from hub.store.tables import entity

Rows: TypeAlias = list[tuple[Any, ...]]
MOST_WORDS = 32
"""Full-text expressions whose things are remembered until the graph changes."""
SPAN = 5_000
"""The rows of so many numbers are read at once: a megabyte, whatever the size of the graph."""


class Index:
    """Axes by column, as they are at one version of the graph."""

    def __init__(self, axes: Mapping[Column[Any], AnyAxis]) -> None:
        self.axes = axes
        self._met: dict[str, BitMap] = {}

    def met(self, words: str) -> BitMap | None:
        """The things that a full-text expression meets, where that was asked of this version before."""
        return self._met.get(words)

    def remember(self, words: str, met: BitMap) -> None:
        """Keeps what an expression meets; all are forgotten once they are too many."""
        if len(self._met) >= MOST_WORDS:
            self._met = {}
        self._met[words] = met

    def of_kind(self, kind: str) -> BitMap:
        """All things of a kind."""
        axis = self.axes[entity.c.kind]
        assert isinstance(axis, Values)
        return axis.bits.get(kind) or BitMap()

    def any_of(self, column: Column[Any], values: Iterable[Any]) -> BitMap:
        """The things that have one of these values there."""
        axis = self.axes[column]
        assert isinstance(axis, Values | Classes | References)
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
            (columns, compile_statement(select(table.c.no, *columns).where(in_list(table.c.no, _NOS)))) for table, columns in tables.items()
        ]
        classed = [column for column, axis in self._needs.items() if axis is Classes]
        self._classes = [(column, compile_statement(_classes(column))) for column in classed]
        single = {table: [column for column in columns if column not in classed] for table, columns in tables.items()}
        self._columns = [(columns, compile_statement(_columns(table, columns))) for table, columns in single.items() if columns]

    def build(self) -> Walk[Index]:
        """All of it, a span of numbers after the other. Costs: see README."""
        axes = {column: axis() for column, axis in self._needs.items()}
        ((last,),) = yield _LAST.sql, _LAST.bind({})
        spans = [{"after": after, "until": after + SPAN} for after in range(-1, last or 0, SPAN)]
        for columns, statement in self._columns:
            for span in spans:
                ((nos, *filled),) = yield statement.sql, statement.bind(span)
                _fill(axes, columns, orjson.loads(nos), map(orjson.loads, filled))
        for column, statement in self._classes:
            axis = axes[column]
            assert isinstance(axis, Classes)
            for span in spans:
                for value, nos in (yield statement.sql, statement.bind(span)):
                    axis.file(value, orjson.loads(nos))
        for axis in axes.values():
            axis.seal()
        return Index(axes)

    def renew(self, value: Index, touched: Sequence[int]) -> Walk[Index | None]:
        """The index with all of `touched` read again."""
        gone, axes = BitMap(touched), dict(value.axes)
        for columns, some in self._tables:
            rows = yield some.sql, some.bind({"nos": list(touched)})
            for place, column in enumerate(columns, 1):
                axes[column] = axes[column].changed(gone, _pairs(rows, place, column, axes[column]))
        return Index(axes)


_NOS: BindParameter[Any] = bindparam("nos")
_LAST = compile_statement(select(func.max(entity.c.no)))


def _columns(table: Table, columns: Sequence[Column[Any]]) -> Select[Any]:
    """The columns of a span of numbers, each as one value, all in the same order."""
    return select(gathered(table.c.no), *map(gathered, columns)).where(*_within(table))


def _classes(column: Column[Any]) -> Select[Any]:
    """The numbers of a span by their classes."""
    return select(column, gathered(column.table.c.no)).where(*_within(column.table)).group_by(column)


def _within(table: FromClause) -> tuple[ColumnElement[bool], ...]:
    return table.c.no > bindparam("after"), table.c.no <= bindparam("until")


def _fill(axes: Mapping[Column[Any], AnyAxis], columns: Sequence[Column[Any]], nos: list[int], filled: Iterable[list[Any]]) -> None:
    """Fills a span into the axes, upwards by number in whatever order the database told it."""
    if not nos:
        return
    order = None if nos == sorted(nos) else sorted(range(len(nos)), key=nos.__getitem__)
    for column, told in zip(columns, filled, strict=True):
        values = told if order is None else [told[place] for place in order]
        axis = axes[column]
        assert not isinstance(axis, Classes)
        axis.fill(sorted(nos), _keys(values) if _is_instant(column, axis) else values)


def _is_instant(column: Column[Any], axis: AnyAxis) -> bool:
    return isinstance(axis, Keys) and isinstance(column.type, Text)


def _keys(instants: Sequence[str | None]) -> list[int | None]:
    """Instants as order keys."""
    known = {text: None if text is None else instant_key(text) for text in set(instants)}
    return [known[text] for text in instants]


def _pairs(rows: Rows, place: int, column: Column[Any], axis: AnyAxis) -> list[tuple[int, Any]]:
    if _is_instant(column, axis):
        return [(row[0], instant_key(row[place])) for row in rows if row[place] is not None]
    return [(row[0], row[place]) for row in rows]
