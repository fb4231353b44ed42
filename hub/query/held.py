"""How the index in memory (hub/query/index) holds what nouns are narrowed and counted by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Column


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The values of a column; a condition binds a value, or a list of them."""

    column: Column[Any]


@dataclass(frozen=True, slots=True)
class Between:
    """A range of a column of order keys; a condition binds its first and last."""

    column: Column[Any]


@dataclass(frozen=True, slots=True)
class Since:
    """A column of instants; a condition binds the first."""

    column: Column[Any]


@dataclass(frozen=True, slots=True)
class Classed:
    """The classes of things in the table of `own` (their number) and `by`; a condition binds names, which stand in `name`."""

    own: Column[Any]
    by: Column[Any]
    name: Column[Any]


@dataclass(frozen=True, slots=True)
class IsEntity:
    """A column that leads to an entity; a condition binds its id."""

    column: Column[Any]


@dataclass(frozen=True, slots=True)
class Amounts:
    """A currency and a column of amounts; a condition binds currency, least and most."""

    currency: Column[Any]
    minor: Column[Any]


@dataclass(frozen=True, slots=True)
class Box:
    """Columns of positions; a condition binds south, north, west and east."""

    latitude: Column[Any]
    longitude: Column[Any]


@dataclass(frozen=True, slots=True)
class Near:
    """Columns of positions; a condition binds a centre, the scale of longitude there, and the square of a distance."""

    latitude: Column[Any]
    longitude: Column[Any]


Held: TypeAlias = AnyOf | Between | Since | Classed | IsEntity | Amounts | Box | Near
"""How the index in memory holds what a condition asks for (hub/query/index)."""


@dataclass(frozen=True, slots=True)
class CutOf:
    """The year or the month of a column of order keys, as a dimension: the key without its last digits, which `divisor` cuts off."""

    column: Column[Any]
    divisor: int
