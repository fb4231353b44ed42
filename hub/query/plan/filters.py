"""A filter as a shape, which makes the statement, and values, which are bound to it: many questions, few statements."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import count
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, false, or_, true

from hub.errors import OverLimit
from hub.query.noun import Leaf

MOST_LEAVES = 20
MOST_NESTED = 60

Shape: TypeAlias = tuple[tuple[str, Any], ...]
"""(leaf, how many values it binds), ("and", shapes), ("or", shapes) or ("not", shape): all of them must hold."""


class FilterReader:
    """Reads the filters of one list into shapes, and collects the values that they bind. Raises BadArgument and OverLimit."""

    __slots__ = ("leaves", "nested", "values")

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.leaves = 0
        self.nested = 0

    def read(self, known: Mapping[str, Leaf], given: Mapping[str, Any] | None) -> Shape:
        """The shape of a filter; a condition that is null is absent."""
        self.nested += 1
        if self.nested > MOST_NESTED:
            raise OverLimit(f"A filter may nest `and`, `or` and `not` at most {MOST_NESTED} times. Ask in several questions.")
        shape: list[tuple[str, Any]] = []
        for name, value in (given or {}).items():
            if value is None:
                continue
            if name in ("and", "or"):
                shape.append((name, tuple(self.read(known, part) for part in value)))
            elif name == "not":
                shape.append((name, self.read(known, value)))
            else:
                shape.append((name, self._leaf(known[name], value)))
        return tuple(shape)

    def _leaf(self, leaf: Leaf, value: Any) -> int:
        self.leaves += 1
        if self.leaves > MOST_LEAVES:
            raise OverLimit(
                f"A filter may have at most {MOST_LEAVES} conditions. Ask in several questions, or use lists within one condition."
            )
        found = leaf.read(value)
        self.values.extend(found)
        return len(found)


def names(values: list[Any]) -> dict[str, Any]:
    """The bind values by the names that `condition` gave them."""
    return {f"f{place}": value for place, value in enumerate(values)}


class Placed(NamedTuple):
    """A condition that stands by itself in a shape, with the parameters that it binds."""

    name: str
    leaf: Leaf
    binds: list[BindParameter[Any]]


def condition(
    known: Mapping[str, Leaf], shape: Shape, places: Iterator[int] | None = None, without: Container[str | None] = ()
) -> ColumnElement[bool]:
    """The condition of a shape; its binds are f0, f1 … in the order of reading.

    `without` names leaves that are left out where they stand by themselves.
    Below `not`, a condition that is NULL for a row counts as one that does not match: hence IS NOT TRUE.
    """
    parts = [
        one.leaf.sql(*one.binds) if isinstance(one, Placed) else one
        for one in placed(known, shape, places if places is not None else count())
        if not isinstance(one, Placed) or one.name not in without
    ]
    return and_(true(), *parts)


def placed(known: Mapping[str, Leaf], shape: Shape, places: Iterator[int]) -> Iterator[Placed | ColumnElement[bool]]:
    """The parts of a shape: single conditions, and what is put together."""
    for name, inner in shape:
        if name == "and":
            yield and_(true(), *[condition(known, part, places) for part in inner])
        elif name == "or":
            yield or_(false(), *[condition(known, part, places) for part in inner])
        elif name == "not":
            yield condition(known, inner, places).is_not(true())
        else:
            yield Placed(name, known[name], [bindparam(f"f{next(places)}") for _ in range(inner)])


def starts(known: Mapping[str, Leaf], shape: Shape) -> dict[str, Select[Any]]:
    """The conditions of a shape from whose numbers a list may start."""
    found = [one for one in placed(known, shape, count()) if isinstance(one, Placed)]
    return {one.name: one.leaf.nos(*one.binds) for one in found if one.leaf.nos is not None}
