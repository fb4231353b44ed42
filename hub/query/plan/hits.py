"""A filter as one bitmap: every condition in the form that the index holds, or, where it holds none, by asking the database."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import count
from typing import Any

from pyroaring import BitMap
from sqlalchemy import BindParameter, Select, bindparam, select

from hub.domain.dates import instant_key
from hub.query.held import Amounts, AnyOf, Between, Box, Classed, IsEntity, Near, Since
from hub.query.index.index import Index
from hub.query.index.places import within_box, within_distance
from hub.query.leaf import no_of
from hub.query.noun import NOW_KEY, Noun
from hub.query.plan.ask import Ask
from hub.query.plan.filters import Shape
from hub.query.plan.level import Level, Walk, met_by
from hub.query.plan.lists import ListShape
from hub.query.plan.statement import home, own_no, tables_of
from hub.store.engine import in_list
from hub.store.tables import entity

_LATEST = 10**15
TEXT = "text"
"""The condition that words meet."""


class Hits:
    """The things of a noun that meet a filter. `level` keeps the statements; `values` are bound by the filter, by their names.

    `every`: out of these; all of the kind when not given.
    """

    def __init__(self, level: Level, noun: Noun, index: Index, values: Mapping[str, Any], every: BitMap | None = None) -> None:
        self._level, self._noun, self._index, self._values = level, noun, index, values
        self._every = index.of_kind(str(noun.kind)) if every is None else every

    def of(self, ask: Ask, shape: ListShape, without: Container[str | None] = ()) -> Walk:
        """The bitmap of a whole filter; `without` names conditions that are left out where they stand by themselves."""
        found = yield from self._all(ask, shape.filter, count(), without)
        if shape.usual and self._noun.usual is not None:
            found = found & self._index.between(self._noun.usual.held, ask.binds[NOW_KEY], _LATEST)
        return found

    def _all(self, ask: Ask, shape: Shape, places: Iterator[int], without: Container[str | None] = ()) -> Walk:
        found = self._every
        for name, inner in shape:
            if name == "and":
                for part in inner:
                    found = found & (yield from self._all(ask, part, places))
            elif name == "or":
                some = BitMap()
                for part in inner:
                    some |= yield from self._all(ask, part, places)
                found = found & some
            elif name == "not":
                found = found - (yield from self._all(ask, inner, places))
            else:
                binds = [f"f{next(places)}" for _ in range(inner)]
                if name not in without:
                    found = found & (yield from self._one(ask, name, binds))
        return found

    def _one(self, ask: Ask, name: str, binds: list[str]) -> Walk:
        """The bitmap of one condition; of things of any kind."""
        leaf, index = self._noun.filters[name], self._index
        values = [self._values[bind] for bind in binds]
        match leaf.held:
            case AnyOf(column):
                return index.any_of(column, values[0] if isinstance(values[0], list) else values)
            case Between(column):
                return index.between(column, *values)
            case Since(column):
                return index.between(column, instant_key(values[0]), _LATEST)
            case Amounts(currency, minor):
                return index.any_of(currency, values[:1]) & index.between(minor, *values[1:])
            case Box() as held:
                return within_box(index, held, values)
            case Near() as held:
                return within_distance(index, held, values)
            case Classed(_, by, called):
                numbers = yield from self._asked(ask, ("called", called), lambda: _called(called), {"names": values[0]})
                return index.any_of(by, numbers)
            case IsEntity(column):
                numbers = yield from self._asked(ask, "number", lambda: select(no_of(bindparam("id"))), {"id": values[0]})
                return index.any_of(column, numbers)
        if name == TEXT:
            return (yield from met_by(self._level, ask, values[0]))
        given = dict(zip((f"c{place}" for place in range(len(values))), values, strict=True))
        numbers = yield from self._asked(ask, ("condition", name), lambda: self._condition(name, given), given)
        return BitMap(numbers)

    def _asked(self, ask: Ask, shape: Any, build: Any, values: dict[str, Any]) -> Walk:
        rows = yield from self._level.query(ask, ("hits", shape), build, values, told=False)
        return [no for (no,) in rows if no is not None]

    def _condition(self, name: str, given: Mapping[str, Any]) -> Select[Any]:
        """The numbers of all things that meet a condition which the index does not hold."""
        leaf = self._noun.filters[name]
        binds: list[BindParameter[Any]] = [bindparam(bind) for bind in given]
        if leaf.nos is not None:
            return leaf.nos(*binds)
        wanted = leaf.sql(*binds)
        used = tables_of(wanted) | {entity}
        return select(own_no(self._noun, used)).select_from(home(self._noun, used)).where(wanted, entity.c.kind == str(self._noun.kind))


def _called(name: Any) -> Select[Any]:
    return select(name.table.c.no).where(in_list(name, bindparam("names")))
