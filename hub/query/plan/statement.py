"""The statements of a plan, built with SQLAlchemy Core once for each shape of question.

Every statement answers rows whose first column says to whom they belong: the parent, or the thing itself. A page of a nested list is
`json_each(keys) JOIN target ON target.no IN (SELECT … LIMIT n)`: its cost is parents x page, never the size of a parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    SelectBase,
    Table,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    tuple_,
    union,
)
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.selectable import ScalarSelect
from sqlalchemy.sql.util import find_tables

from hub.query.noun import Dimension, Listed, Noun, Way
from hub.query.plan.filters import condition
from hub.store.engine import each_key, in_list
from hub.store.tables import entity

KEYS = bindparam("keys")
LIMIT = bindparam("limit", type_=Integer)
_PARENT: ColumnElement[Any] = literal_column("p.value")


class ListShape(NamedTuple):
    """Everything about a list that changes its statement; the values are bound."""

    order: tuple[str, str] | None = None
    filter: Any = ()
    arguments: Any = ()
    ways: tuple[str, ...] = ()
    after: bool = False
    before: bool = False
    backward: bool = False


# --- Tables -----------------------------------------------------------------------------------------------------------------------------


def tables_of(*clauses: ClauseElement | None) -> set[Table]:
    """The tables whose columns stand in these clauses, those of subselects left out."""
    found: set[Table] = set()
    waiting: list[Any] = [clause for clause in clauses if clause is not None]
    while waiting:
        clause = waiting.pop()
        if isinstance(clause, SelectBase | ScalarSelect):
            continue
        if isinstance(clause, ColumnClause):
            if isinstance(clause.table, Table):
                found.add(clause.table)
        else:
            waiting.extend(clause.get_children())
    return found


def own_no(noun: Noun, used: set[Table]) -> ColumnElement[Any]:
    """The number of a row of this noun, in a statement that uses these tables."""
    return entity.c.no if noun.kind and noun.table not in used else noun.table.c.no


def home(noun: Noun, used: set[Table]) -> FromClause:
    """The tables of a noun that a statement uses, joined."""
    if noun.kind:
        if noun.table not in used:
            return entity
        return noun.table.join(entity, entity.c.no == noun.table.c.no) if entity in used else noun.table
    whole: FromClause = noun.table
    for table, on in noun.joins.items():
        if table in used:
            whole = whole.join(table, on)
    return whole


def join_home(rows: FromClause, no: ColumnElement[Any], noun: Noun, used: set[Table], there: set[Table]) -> FromClause:
    """The rows of a way joined with the tables of the noun that a statement uses and that are not `there` yet."""
    missing = (used & {entity, noun.table, *noun.joins}) - there
    if noun.kind:
        for table in (noun.table, entity):
            if table in missing:
                rows = rows.join(table, table.c.no == no)
        return rows
    if missing and noun.table not in there:
        rows = rows.join(noun.table, noun.table.c.no == no)
    for table, on in noun.joins.items():
        if table in missing:
            rows = rows.join(table, on)
    return rows


# --- Things by key ----------------------------------------------------------------------------------------------------------------------


def by_key(
    noun: Noun, columns: Sequence[ColumnElement[Any]], key: ColumnElement[Any] | None = None, through: Table | None = None
) -> Select[Any]:
    """The rows of a noun whose `key` (its number unless given) is in the bound list; `through` leads from the key to an entity's number."""
    used = tables_of(*columns)
    if through is not None and noun.kind:
        used.add(entity)
    no = own_no(noun, used)
    key = no if key is None else key
    rows = home(noun, used)
    if through is not None:
        rows = through.join(rows, no == through.c.canonical_no)
    found = select(key, *columns).select_from(rows).where(in_list(key, KEYS))
    return found.where(entity.c.kind == str(noun.kind)) if through is not None and noun.kind else found


# --- Lists ------------------------------------------------------------------------------------------------------------------------------


class Keys(NamedTuple):
    """The order of a list: its columns, the last being unique, and whether each is walked downwards."""

    columns: tuple[ColumnElement[Any], ...]
    down: bool


def keys_of(
    noun: Noun, order: tuple[str, str] | None, no: ColumnElement[Any] | None = None, name_key: ColumnElement[Any] | None = None
) -> Keys:
    """The order keys of a list of a noun; `no` and `name_key` stand for the noun's own columns where a way repeats them."""
    if order is None:
        return Keys(noun.order, noun.newest)
    by, direction = order
    known = noun.orders[by]
    down = direction == "DESC" and known.desc is None
    first = known.desc if direction == "DESC" and known.desc is not None else known.asc
    if known.name and name_key is not None:
        first = name_key
    if no is None:
        no = next(iter(tables_of(first))).c.no
    return Keys((first, no), down)


def sorting(keys: Keys, backward: bool) -> list[ColumnElement[Any]]:
    return [key.desc() if keys.down != backward else key.asc() for key in keys.columns]


def between(keys: Keys, after: bool, before: bool) -> ColumnElement[bool]:
    """What lies behind the bound cursor keys a0, a1 … and ahead of b0, b1 …"""
    parts: list[ColumnElement[bool]] = []
    for name, wanted, above in (("a", after, not keys.down), ("b", before, keys.down)):
        if wanted:
            here = tuple_(*keys.columns) if len(keys.columns) > 1 else keys.columns[0]
            binds = [bindparam(f"{name}{place}") for place in range(len(keys.columns))]
            there = tuple_(*binds) if len(binds) > 1 else binds[0]
            parts.append(here > there if above else here < there)
    return and_(*parts) if parts else and_(True)


def narrowed(noun: Noun, arguments: Any, shape: ListShape, without: str | None = None) -> ColumnElement[bool]:
    """The condition of a list's filter and further arguments."""
    places = iter(range(10_000))
    return and_(condition(noun.filters, shape.filter, places, without), condition(arguments, shape.arguments, places))


def chosen_nos(noun: Noun, arguments: Any, shape: ListShape, way: Way | None) -> Select[Any]:
    """The numbers of one page, from all rows of a noun or from the rows of one way that belong to p.value."""
    wanted = narrowed(noun, arguments, shape)
    if way is None:
        keys = keys_of(noun, shape.order)
        used = tables_of(wanted, *keys.columns)
        rows, no = home(noun, used), own_no(noun, used)
        found = select(no).select_from(rows)
        if noun.kind and entity in used:
            found = found.where(entity.c.kind == str(noun.kind))
    else:
        rows = way.source if way.source is not None else _table(way.parent)
        there = tables_of(way.parent, way.child) if way.source is None else set(find_tables(way.source))
        no = way.child if way.child is not None else noun.table.c.no
        keys = keys_of(noun, shape.order, None if noun.kind is None else no, way.name_key)
        used = tables_of(wanted, way.target_where, *keys.columns) | ({noun.table} if way.mixed else set())
        found = select(no).select_from(join_home(rows, no, noun, used, there)).where(way.parent == _PARENT)
        found = _where(found, way)
    found = found.where(wanted, between(keys, shape.after, shape.before))
    if way is not None and way.distinct:
        found = found.with_only_columns(no.label("no"), *(key.label(f"k{place}") for place, key in enumerate(keys.columns))).distinct()
        sort = [column(f"k{place}").desc() if keys.down != shape.backward else column(f"k{place}") for place in range(len(keys.columns))]
        inner = found.correlate(None).subquery("d")
        return select(inner.c.no).order_by(*sort).limit(LIMIT).correlate(None)
    return found.order_by(*sorting(keys, shape.backward)).limit(LIMIT).correlate(None)


def _table(owned: ColumnElement[Any]) -> Table:
    return next(iter(tables_of(owned)))


def _where(found: Select[Any], way: Way) -> Select[Any]:
    for narrower in (way.where, way.target_where):
        if narrower is not None:
            found = found.where(narrower)
    return found


def page(
    noun: Noun, arguments: Any, shape: ListShape, ways: Sequence[Way], columns: Sequence[ColumnElement[Any]], *, root: bool
) -> Select[Any]:
    """A page for each bound parent: parent, columns, order keys; in the order of the page. `ways` are those that were chosen."""
    keys = keys_of(noun, shape.order)
    used = tables_of(*columns, *keys.columns)
    target, no = home(noun, used), own_no(noun, used)
    sort = sorting(keys, shape.backward)
    if root:
        nos = chosen_nos(noun, arguments, shape, None)
        return select(literal_column("0"), *columns, *keys.columns).select_from(target).where(no.in_(nos)).order_by(*sort)
    parents = each_key(KEYS).alias("p")
    if len(ways) == 1:
        nos = chosen_nos(noun, arguments, shape, ways[0])
    else:
        branches = [select(chosen_nos(noun, arguments, shape, way).subquery().c[0].label("no")) for way in ways]
        nos = select(union(*branches).subquery("u").c.no).correlate(None)
    found = select(_PARENT, *columns, *keys.columns).select_from(parents.join(target, no.in_(nos)))
    return found.order_by(_PARENT, *sort)


# --- Counts -----------------------------------------------------------------------------------------------------------------------------


def members(
    noun: Noun, arguments: Any, shape: ListShape, ways: Sequence[Way], used: set[Table], without: str | None = None
) -> tuple[ColumnElement[Any], FromClause, ColumnElement[bool]]:
    """All rows of a list for each bound parent, unpaged: the parent, the tables (with those that are `used`), the condition."""
    wanted = narrowed(noun, arguments, shape, without)
    used = used | tables_of(wanted)
    if not ways:
        rows: FromClause = home(noun, used)
        kind = entity.c.kind == str(noun.kind) if noun.kind and noun.table not in used else and_(True)
        return literal_column("0"), rows, and_(kind, wanted)
    branches = []
    for way in ways:
        no = way.child if way.child is not None else noun.table.c.no
        source = way.source if way.source is not None else _table(way.parent)
        there = tables_of(way.parent, way.child) if way.source is None else set(find_tables(way.source))
        needed = tables_of(way.target_where) | ({noun.table} if way.mixed else set())
        branch = select(way.parent.label("key"), no.label("no")).select_from(join_home(source, no, noun, needed, there))
        branch = _where(branch, way).where(in_list(way.parent, KEYS)).correlate(None)
        branches.append(branch.distinct() if way.distinct else branch)
    pairs = (branches[0] if len(branches) == 1 else union(*branches)).subquery("m")
    return pairs.c.key, join_home(pairs, pairs.c.no, noun, used, set()), wanted


def total(noun: Noun, arguments: Any, shape: ListShape, ways: Sequence[Way]) -> Select[Any]:
    """How many rows each bound parent has: parent, count. A parent without any is absent."""
    key, rows, wanted = members(noun, arguments, shape, ways, set())
    found = select(key, func.count()).select_from(rows).where(wanted)
    return found.group_by(key) if ways else found


def facet(
    noun: Noun, arguments: Any, shape: ListShape, ways: Sequence[Way], by: Dimension, labels: Sequence[ColumnElement[Any]]
) -> Select[Any]:
    """The most frequent values of a dimension for each bound parent: parent, value, count, labels; frequent first, then by value."""
    own = {entity, noun.table}
    used = tables_of(by.value, *(on for _, on in by.joins)) & own
    key, rows, wanted = members(noun, arguments, shape, ways, used, by.leaf)
    for table, on in by.joins:
        rows = rows.join(table, on)
    counted = func.count()
    shown = [func.min(label).label(f"label{place}") for place, label in enumerate(labels)]
    place = func.row_number().over(partition_by=key, order_by=(counted.desc(), by.value))
    if not ways and noun.kind and noun.table not in used | tables_of(wanted):
        wanted = and_(wanted, entity.c.kind == str(noun.kind))
    inner = (
        select(key.label("key"), by.value.label("value"), counted.label("n"), place.label("place"), *shown)
        .select_from(rows)
        .where(wanted, by.value.is_not(None))
        .group_by(*([key] if ways else []), by.value)
        .subquery("g")
    )
    columns = [inner.c.key, inner.c.value, inner.c.n, *(inner.c[one.name] for one in shown)]
    return select(*columns).where(inner.c.place <= LIMIT).order_by(inner.c.key, inner.c.place)


# --- Plain lists ------------------------------------------------------------------------------------------------------------------------


def listed(noun: Noun, relation: Listed, shape: Any, columns: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """All rows of a plain list for each bound parent: parent, columns; in their order."""
    wanted = condition(relation.arguments, shape)
    way = relation.way
    used = tables_of(*columns, *relation.order, wanted)
    if way is None:
        return select(literal_column("0"), *columns).select_from(home(noun, used)).where(wanted).order_by(*relation.order)
    there = tables_of(way.parent, way.child)
    no = way.child if way.child is not None else noun.table.c.no
    rows = join_home(_table(way.parent), no, noun, used, there)
    found = select(way.parent, *columns).select_from(rows).where(in_list(way.parent, KEYS), wanted)
    found = _where(found, way).order_by(way.parent, *relation.order)
    return found.add_columns(*relation.order).distinct() if way.distinct else found


def unique(items: Iterable[Any]) -> list[Any]:
    """The items without null and repetition, in a steady order."""
    return sorted({item for item in items if item is not None})
