"""What the index has to hold: the columns that nouns narrow, sort and count by, and the axis that suits each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Column, Text

from hub.query.held import Amounts, AnyOf, Between, Box, Classed, CutOf, Held, IsEntity, Near, Since
from hub.query.index.axes import Classes, Values
from hub.query.index.keys import Keys, Order
from hub.query.index.names import Names
from hub.query.index.references import References
from hub.query.noun import Dimension, Noun
from hub.store.tables import entity

AnyAxis: TypeAlias = Values | Classes | References | Order | Names
Needs: TypeAlias = Mapping[Column[Any], type[AnyAxis]]


def needs(nouns: Iterable[Noun]) -> dict[Column[Any], type[AnyAxis]]:
    """Every column that the index holds, with the kind of its axis."""
    found: dict[Column[Any], type[AnyAxis]] = {entity.c.kind: Values}
    for noun in nouns:
        for leaf in noun.filters.values():
            if leaf.held is not None:
                found.update(_of_leaf(leaf.held))
        if noun.measured is not None:
            found[noun.measured.left_out] = Values
        for order in noun.orders.values():
            for column in (order.asc, order.desc):
                if isinstance(column, Column):
                    found.setdefault(column, Names if isinstance(column.type, Text) else Order)
        if noun.usual is not None:
            found[noun.usual.held] = Keys
        for dimension in noun.dimensions.values():
            found.update(_of_dimension(dimension, found))
    return found


def _of_leaf(held: Held) -> Iterator[tuple[Column[Any], type[AnyAxis]]]:
    match held:
        case AnyOf(column):
            yield column, Values
        case IsEntity(column):
            yield column, References
        case Between(column) | Since(column):
            yield column, Keys
        case Classed(_, by, _):
            yield by, Classes
        case Box(latitude, longitude) | Near(latitude, longitude):
            yield latitude, Keys
            yield longitude, Keys
        case Amounts(currency, minor):
            yield currency, Values
            yield minor, Keys


def _of_dimension(dimension: Dimension, known: Needs) -> Iterator[tuple[Column[Any], type[AnyAxis]]]:
    match dimension.held:
        case CutOf(column, _) if column not in known:
            yield column, Order
        case Column() as column if column not in known:
            yield column, Classes if dimension.through else Values
