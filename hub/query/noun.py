"""The words in which a noun says what can be read of it, and how; the plan (hub/query/plan) turns them into statements and shapes.

A noun is a GraphQL object type over a table. Its `columns` are values that stand in the row itself, its `relations` lead to rows of
others, its `filters` and `orders` say how a list of it can be narrowed and sorted, its `dimensions` by what it can be counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, FromClause, Select, Table, literal_column

from hub.domain.ids import EntityKind
from hub.query.held import Amounts, CutOf, Held

# --- Values that stand in the row -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value made from columns of the row by a Python expression in which {0}, {1} … stand for them; see plan/shape.py for its names."""

    columns: tuple[ColumnElement[Any], ...]
    code: str = "{0}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text that takes `lang` and is said by a Python expression: {0}, {1} … stand for columns, {lang} for the language or None."""

    columns: tuple[ColumnElement[Any], ...]
    code: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text of an entity that takes `lang`: the row of `text` in that language, else `default`. `no` is the entity's number."""

    field: str
    default: ColumnElement[Any]
    no: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Labels:
    """A name that takes `lang` and has a column for each language, else `default`."""

    default: ColumnElement[Any]
    by_language: Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """An object made from columns of the row: Money, Location, Licence. Null unless one of `present` is there; always there without any."""

    type_name: str
    fields: Mapping[str, Value]
    present: tuple[ColumnElement[Any], ...] = ()


Value: TypeAlias = "ColumnElement[Any] | Scalar | Phrase | Words | Labels | Part"

# --- Relations --------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class One:
    """At most one other: the column `on` of the row holds its `no`."""

    target: str
    on: ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class OneOfAnyKind:
    """At most one entity, of whatever kind: the column `on` of the row holds its `no`."""

    on: ColumnElement[Any]


PARENT: ColumnElement[Any] = literal_column("p.value")
"""The number of the parent to whom the rows of a nested page belong."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a parent finds its children: in the rows of `source` (the table of `parent` unless given) where `parent` is the parent's `no`.

    `child` holds the child's `no`; without it, the rows themselves are the children. `where` narrows the rows, `target_where` the
    children. `name_key` repeats the child's sort name in the row, so that a page by name walks one index; `keys` stand for all order
    keys of the noun, for the same reason. `distinct`: rows may repeat; `mixed`: they lead to several kinds, so the target's own table
    has to be asked.
    """

    parent: ColumnElement[Any]
    child: ColumnElement[Any] | None = None
    where: ColumnElement[bool] | None = None
    name_key: ColumnElement[Any] | None = None
    keys: tuple[ColumnElement[Any], ...] | None = None
    source: FromClause | None = None
    target_where: ColumnElement[bool] | None = None
    distinct: bool = False
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """A connection. No `ways`: all rows of the target (a root). `arguments` are further arguments of the field, each a filter leaf.

    `choice`: the argument that says which of the named ways count, with its default.
    """

    target: str
    ways: Mapping[str, Way] = field(default_factory=dict)
    filtered: bool = True
    backward: bool = True
    arguments: Mapping[str, Leaf] = field(default_factory=dict)
    choice: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Feed(Many):
    """The connection of all changes, see plan/feed.py."""


@dataclass(frozen=True, slots=True)
class Search(Many):
    """The connection of what words meet, see plan/search.py."""


@dataclass(frozen=True, slots=True)
class Links(Many):
    """The connection of the links of an entity, see plan/links.py."""


@dataclass(frozen=True, slots=True)
class History(Many):
    """The connection of the versions of one field of an entity, see plan/history.py."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A plain list, at most `limit` for each parent; no `way`: all rows of the target (a root).

    `paged`: by `first`, and `after` the thing of an id, which stands in this column; the leaf `after` is among the `arguments`.
    """

    target: str
    way: Way | None
    order: tuple[ColumnElement[Any], ...]
    limit: int = 10_000
    arguments: Mapping[str, Leaf] = field(default_factory=dict)
    paged: ColumnElement[Any] | None = None


@dataclass(frozen=True, slots=True)
class Scalars:
    """A list of plain values, ordered by value."""

    parent: ColumnElement[Any]
    value: ColumnElement[Any]
    where: ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Origins:
    """Who said the values of an entity: computed from its live claims, see plan/origins.py."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a contribution that waits would say, and what is said of a field that somebody reports; see plan/proposed.py."""


@dataclass(frozen=True, slots=True)
class Credits:
    """One sentence that names the sources of an entity, see plan/credits.py."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Initiatives like this one, see plan/similar.py."""


Relation: TypeAlias = One | OneOfAnyKind | Many | Listed | Scalars | Origins | Proposed | Credits | Similar

# --- Lists ------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Leaf:
    """One condition of a filter. `type` is its GraphQL input type, as in SDL.

    `read` checks the argument (plain JSON) and turns it into bind values, raising BadArgument; `sql` is given one bind parameter for each.
    A condition may be NULL for a row: that counts as "does not match", also inside `not`. `nos` are the numbers of all rows that match,
    where an index knows them: a list starts from them while they are few. While they are many, each row is asked by `sql` instead.
    `absent` is the condition that holds where a further argument is not given. `held` is its form in the index in memory.
    """

    type: str
    sql: Callable[..., ColumnElement[bool]]
    read: Callable[[Any], tuple[Any, ...]] = lambda value: (value,)
    nos: Callable[..., Select[Any]] | None = None
    absent: ColumnElement[bool] | None = None
    held: Held | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted. ASC: `asc` then `no`. DESC: `desc` ascending then `no`; without a `desc` column, `asc` and `no` descending.

    `name`: this is the order of names, which a Way may repeat. `needs`: a condition of the filter without which there is no such order.
    """

    asc: ColumnElement[Any]
    desc: ColumnElement[Any] | None = None
    name: bool = False
    needs: str | None = None


@dataclass(frozen=True, slots=True)
class Dimension:
    """What the rows of a list can be counted by; the filter leaf `leaf` is left out of its own counting.

    Rows are counted by the column `by` of the noun, or of the table `through` that is joined with its condition; null is not counted.
    `held` is what the index in memory knows it by. `named` is a table whose number `by` holds: there stand the `value` (with `prefix`,
    an id) and the `label`. Without it, `by` is both.
    """

    leaf: str
    by: ColumnElement[Any]
    through: tuple[Table, ColumnElement[bool]] | None = None
    named: FromClause | None = None
    value: ColumnElement[Any] | None = None
    prefix: str = ""
    label: Words | Labels | ColumnElement[Any] | None = None
    held: Column[Any] | CutOf | None = None


NOW, NOW_KEY = "now", "now_key"
"""The binds that hold the present instant in every statement, as text and as an order key; in a reading of the past, its moment."""


@dataclass(frozen=True, slots=True)
class Usual:
    """A condition that a list has as long as its filter says nothing of `leaf`, at any depth.

    It holds for what comes from now on by the order key `held`, for the index in memory.
    """

    leaf: str
    condition: ColumnElement[bool]
    held: Column[Any]


@dataclass(frozen=True, slots=True)
class Measured:
    """The money that a list can be summed by. What is true in the column `left_out` counts only where the condition `unless` is true."""

    amounts: Amounts
    left_out: Column[Any]
    unless: str


@dataclass(frozen=True, slots=True)
class Noun:
    """A type of the graph and what can be read of it.

    `kind` is set for the ten kinds of entity; these join `entity` on `no`. `joins` are further to-one tables with their conditions.
    `order` holds the columns by which a list without `orders` is sorted (its last is unique), `newest` turns it around. `seen` is the
    condition of the rows that a viewer may see, where these are not all, in lists and by key.
    """

    type_name: str
    kind: EntityKind | None
    table: Table
    columns: Mapping[str, Value]
    relations: Mapping[str, Relation] = field(default_factory=dict)
    filters: Mapping[str, Leaf] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    default_order: tuple[str, str] | None = None
    order: tuple[ColumnElement[Any], ...] = ()
    newest: bool = False
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    joins: Mapping[Table, ColumnElement[bool]] = field(default_factory=dict)
    usual: Usual | None = None
    measured: Measured | None = None
    seen: ColumnElement[bool] | None = None
