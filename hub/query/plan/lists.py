"""The statements of connections: a page, how many there are, and how they are counted by a dimension; for all parents at once.

A page of a nested list is `json_each(keys) JOIN target ON target.no IN (SELECT … WHERE parent = key ORDER BY … LIMIT n)`: its cost is
parents x page, never the size of a parent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    FromClause,
    Integer,
    Select,
    Subquery,
    Table,
    and_,
    bindparam,
    column,
    func,
    literal_column,
    select,
    true,
    tuple_,
    union,
)

from hub.query.noun import PARENT, Dimension, Leaf, Noun, Way
from hub.query.plan.filters import Shape, condition, starts
from hub.query.plan.statement import KEYS, ROOT, home, join_home, narrow, own_no, rows_of, tables_of
from hub.store.engine import each_key, in_list
from hub.store.tables import entity

LIMIT: BindParameter[int] = bindparam("limit", type_=Integer)
Columns = Sequence[ColumnElement[Any]]
WALK = "*"
FEW = 2_000
"""A page of so many rows is fetched and sorted; of more, it is walked along its order."""
EVERY = 2**62
"""A limit that leaves everything: SQLite then looks into present and past rows apart, and only counts what it is handed."""
MANY = 20_000
"""So many rows are looked up to be counted; more are counted by a scan."""


class ListShape(NamedTuple):
    """Everything about a list that changes its statement; the values are bound.

    `start`: the condition from whose numbers a root list starts, or WALK for nested lists that walk their order; None leaves the choice
    to the database. `usual`: the noun's usual condition holds, for the filter says nothing of it.
    """

    order: tuple[str, str] | None = None
    filter: Shape = ()
    arguments: Shape = ()
    ways: tuple[str, ...] = ()
    after: bool = False
    before: bool = False
    backward: bool = False
    start: str | None = None
    usual: bool = False


class List(NamedTuple):
    """A list of a noun: its further arguments, its shape, and the ways that lead from parents to it (none: all rows, at the root)."""

    noun: Noun
    arguments: Mapping[str, Leaf]
    shape: ListShape
    ways: tuple[Way, ...]
    past: bool = False

    def narrowed(self, without: str | None = None) -> ColumnElement[bool]:
        """The condition of the filter and the further arguments."""
        places = count()
        found = condition(self.noun.filters, self.shape.filter, places, (without, self.shape.start))
        if self.noun.seen is not None:
            found = and_(self.noun.seen, found)
        if self.shape.usual and self.noun.usual is not None:
            found = and_(self.noun.usual.condition, found)
        if self.starts and self.shape.start != without:
            nos = starts(self.noun.filters, self.shape.filter)[str(self.shape.start)].correlate(None)
            found = and_(entity.c.no.in_(self.once(nos, "start")), found)
        given = {name for name, _ in self.shape.arguments}
        absent = [leaf.absent for name, leaf in self.arguments.items() if leaf.absent is not None and name not in given]
        return and_(found, condition(self.arguments, self.shape.arguments, places), *absent)

    def once(self, found: Select[Any], name: str) -> Select[Any]:
        """What was found; in the past it is kept for the statement, whose arms would each find it again."""
        return select(*found.cte(name).prefix_with("MATERIALIZED").c).correlate(None) if self.past else found

    @property
    def starts(self) -> bool:
        """Whether the list starts from the numbers of a condition. No index of an order may tempt the database then."""
        return self.shape.start not in (None, WALK)


class Keys(NamedTuple):
    """The order of a list: its columns, the last being unique, and whether they are walked downwards."""

    columns: tuple[ColumnElement[Any], ...]
    down: bool

    def sorting(self, columns: Columns, *, backward: bool) -> list[ColumnElement[Any]]:
        """The ORDER BY, with these columns in place of the keys."""
        return [key.desc() if self.down != backward else key.asc() for key in columns]


def keys_of(
    noun: Noun, order: tuple[str, str] | None, no: ColumnElement[Any] | None = None, name_key: ColumnElement[Any] | None = None
) -> Keys:
    """The order keys of a list of a noun; `no` and `name_key` stand for the noun's own columns where a way repeats them."""
    if order is None:
        return Keys(noun.order, noun.newest)
    by, direction = order
    known = noun.orders[by]
    first = known.desc if direction == "DESC" and known.desc is not None else known.asc
    if known.name and name_key is not None:
        first = name_key
    if no is None:
        no = next(iter(tables_of(first))).c.no
    return Keys((first, no), down=direction == "DESC" and known.desc is None)


def between(keys: Keys, shape: ListShape) -> ColumnElement[bool]:
    """What lies behind the cursor that is bound as a0, a1 … and ahead of the one that is bound as b0, b1 and so on."""
    parts: list[ColumnElement[bool]] = []
    for name, wanted, above in (("a", shape.after, not keys.down), ("b", shape.before, keys.down)):
        if wanted:
            here = tuple_(*keys.columns)
            there = tuple_(*(bindparam(f"{name}{place}", type_=key.type) for place, key in enumerate(keys.columns)))
            parts.append(here > there if above else here < there)
    return and_(true(), *parts)


# --- A page -----------------------------------------------------------------------------------------------------------------------------


def page(of: List, columns: Columns) -> Select[Any]:
    """A page for each bound parent: parent, columns, order keys; in the order of the page."""
    keys = keys_of(of.noun, of.shape.order)
    used = tables_of(*columns, *keys.columns)
    target, no = home(of.noun, used), own_no(of.noun, used)
    sort = keys.sorting(keys.columns, backward=of.shape.backward)
    if of.noun.seen is not None and not of.ways:  # a view finds no row by its number, so it is read once rather than twice
        found = select(ROOT, *columns, *keys.columns).select_from(target).where(of.narrowed(), between(keys, of.shape))
        return found.order_by(*sort).limit(LIMIT)
    if not of.ways:
        return select(ROOT, *columns, *keys.columns).select_from(target).where(no.in_(of.once(_from_all(of), "page"))).order_by(*sort)
    branches = [_walked(of, way) if of.shape.start == WALK else _from_way(of, way) for way in of.ways]
    nos = branches[0]
    if len(branches) > 1:
        nos = select(union(*(select(branch.subquery().c.no) for branch in branches)).subquery().c.no).correlate(None)
    found = select(PARENT, *columns, *keys.columns).select_from(each_key(KEYS).alias("p").join(target, no.in_(nos)))
    return found.order_by(PARENT, *sort)


def _from_all(of: List) -> Select[Any]:
    """The numbers of one page of all rows."""
    wanted, keys = of.narrowed(), keys_of(of.noun, of.shape.order)
    used = tables_of(wanted, *keys.columns) | ({of.noun.table} if of.starts else set())
    found = select(own_no(of.noun, used)).select_from(home(of.noun, used)).where(wanted, between(keys, of.shape))
    if of.noun.kind and (of.noun.table not in used or (_of_entity(keys.columns[0]) and not of.starts)):
        found = found.where(entity.c.kind == str(of.noun.kind))
    found = found.order_by(*keys.sorting(keys.columns, backward=of.shape.backward)).limit(LIMIT).correlate(None)
    return _with_keys(found, keys) if of.past else found


def _of_entity(key: ColumnElement[Any]) -> bool:
    """Whether an order key is a column of `entity`, or made from such columns."""
    return getattr(key, "table", entity) is entity


def _with_keys(found: Select[Any], keys: Keys) -> Select[Any]:
    """The same numbers, with their keys beside them: only so does SQLite walk present and past rows in order, instead of sorting all."""
    inner = found.add_columns(*(key.label(f"k{place}") for place, key in enumerate(keys.columns))).subquery()
    return select(next(iter(inner.c))).correlate(None)


def _walked(of: List, way: Way) -> Select[Any]:
    """The same as `_from_way` for a parent with many rows: along the order, asking each row whether it belongs to p.value."""
    rows, _, child = rows_of(way, of.noun)
    wanted, keys = of.narrowed(), keys_of(of.noun, of.shape.order)
    used = tables_of(wanted, *keys.columns)
    no = own_no(of.noun, used)
    belongs = narrow(select(child), way).select_from(rows).where(way.parent == PARENT, child == no).correlate(*used).exists()
    found = select(no.label("no")).select_from(home(of.noun, used)).where(belongs, wanted, between(keys, of.shape)).correlate(None)
    if of.noun.table not in used or _of_entity(keys.columns[0]):
        found = found.where(entity.c.kind == str(of.noun.kind))
    return found.order_by(*keys.sorting(keys.columns, backward=of.shape.backward)).limit(LIMIT)


def _from_way(of: List, way: Way) -> Select[Any]:
    """The numbers of one page of the rows of one way that belong to p.value."""
    rows, there, no = rows_of(way, of.noun)
    wanted = of.narrowed()
    keys = Keys(way.keys, down=False) if way.keys else keys_of(of.noun, of.shape.order, no if of.noun.kind else None, way.name_key)
    used = tables_of(wanted, way.target_where, *keys.columns) | ({of.noun.table} if way.mixed else set())
    found = select(no.label("no")).select_from(join_home(rows, no, of.noun, used, there)).where(way.parent == PARENT)
    found = narrow(found, way).where(wanted, between(keys, of.shape)).correlate(None)
    if not way.distinct:
        found = found.order_by(*keys.sorting(keys.columns, backward=of.shape.backward)).limit(LIMIT)
        return _with_keys(found, keys) if of.past else found
    names = [f"k{place}" for place in range(len(keys.columns))]
    each = found.add_columns(*(key.label(name) for name, key in zip(names, keys.columns, strict=True))).distinct().subquery()
    sort = keys.sorting([column(name) for name in names], backward=of.shape.backward)
    return select(each.c.no).order_by(*sort).limit(LIMIT).correlate(None)


# --- Where to start -------------------------------------------------------------------------------------------------------------------


def start_sizes(of: List) -> Select[Any]:
    """How many numbers each condition has that a root list may start from, counted up to the bound limit."""
    sizes = [
        select(func.count()).select_from(nos.limit(LIMIT).correlate(None).subquery()).scalar_subquery()
        for nos in starts(of.noun.filters, of.shape.filter).values()
    ]
    return select(*sizes)


def way_sizes(way: Way) -> Select[Any]:
    """How many rows each bound parent has, whatever they lead to, counted up to one more than FEW."""
    rows = select(literal_column("1")).where(way.parent == PARENT).limit(FEW + 1).correlate(None).subquery()
    size = select(func.count()).select_from(rows).scalar_subquery()
    return select(PARENT, size).select_from(each_key(KEYS).alias("p"))


# --- Counts -----------------------------------------------------------------------------------------------------------------------------


def total(of: List) -> Select[Any]:
    """How many rows each bound parent has: parent, count. A parent without any is absent."""
    key, rows, wanted = members(of, set())
    if of.past:
        rows = select(key.label("key")).select_from(rows).where(wanted).limit(EVERY).subquery()
        key, wanted = rows.c.key, true()
    found = select(key, func.count()).select_from(rows).where(wanted)
    return found.group_by(key) if of.ways else found


def facet(of: List, by: Dimension, labels: Columns) -> Select[Any]:
    """The most frequent values of a dimension for each bound parent: parent, value, count, labels; frequent first, then by value."""
    used = tables_of(by.by, by.through[1] if by.through else None) & {entity, of.noun.table}
    key, rows, wanted = members(of, used, by.leaf)
    if by.through:
        rows = rows.join(*by.through)
    wanted = and_(wanted, by.by.is_not(None))
    what = by.by
    if of.past:
        rows = select(key.label("key"), what.label("by")).select_from(rows).where(wanted).limit(EVERY).subquery()
        key, what, wanted = rows.c.key, rows.c.by, true()
    counted = select(key.label("key"), what.label("by"), func.count().label("n")).select_from(rows).where(wanted)
    group = counted.group_by(*([key] if of.ways else []), what).subquery()
    value = group.c.by if by.value is None else by.value
    place = func.row_number().over(partition_by=group.c.key, order_by=(group.c.n.desc(), value))
    every = select(group.c.key, group.c.by, value.label("value"), group.c.n, place.label("place"))
    ranked = every.select_from(_named(group, by)).subquery()
    found = select(ranked.c.key, ranked.c.value, ranked.c.n, *labels).select_from(_named(ranked, by) if labels else ranked)
    return found.where(ranked.c.place <= LIMIT).order_by(ranked.c.key, ranked.c.place)


def _named(group: Subquery, by: Dimension) -> FromClause:
    return group if by.named is None else group.join(by.named, by.named.c.no == group.c.by)


def pairs(of: List) -> Select[Any]:
    """All rows of a list, unpaged: parent, number."""
    key, rows, wanted = members(of, {of.noun.table})
    return select(key, of.noun.table.c.no).select_from(rows).where(wanted)


def members(of: List, used: set[Table], without: str | None = None) -> tuple[ColumnElement[Any], FromClause, ColumnElement[bool]]:
    """All rows of a list for each bound parent, unpaged: the parent, the tables (with those that are `used`), the condition."""
    wanted = of.narrowed(without)
    used = used | tables_of(wanted) | ({of.noun.table} if of.starts else set())
    if not of.ways:
        if of.noun.kind and of.noun.table not in used:
            wanted = and_(wanted, entity.c.kind == str(of.noun.kind))
        return ROOT, home(of.noun, used), wanted
    branches = []
    for way in of.ways:
        rows, there, no = rows_of(way, of.noun)
        needed = tables_of(way.target_where) | ({of.noun.table} if way.mixed else set())
        branch = select(way.parent.label("key"), no.label("no")).select_from(join_home(rows, no, of.noun, needed, there))
        branch = narrow(branch, way).where(in_list(way.parent, KEYS)).correlate(None)
        branches.append(branch.distinct() if way.distinct else branch)
    pairs = (branches[0] if len(branches) == 1 else union(*branches)).subquery()
    return pairs.c.key, join_home(pairs, pairs.c.no, of.noun, used, set()), wanted
