"""The statements of a plan, built with SQLAlchemy Core once for each shape of question: tables, things by key, plain lists.

Every statement answers rows whose first column says to whom they belong: the parent, or the thing itself. Pages are built in pages.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnClause, ColumnElement, FromClause, Select, SelectBase, Table, bindparam, literal_column, select
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.selectable import Join, ScalarSelect

from hub.query.noun import Dimension, Listed, Noun, Way
from hub.query.plan.filters import condition
from hub.store.engine import in_list
from hub.store.tables import entity

KEYS: BindParameter[Any] = bindparam("keys")
ROOT: ColumnElement[Any] = literal_column("0")
"""To whom the rows of a root list belong."""


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


def rows_of(way: Way, noun: Noun) -> tuple[FromClause, set[Table], ColumnElement[Any]]:
    """The rows of a way, the tables in them, and the column that holds a child's number."""
    child = way.child if way.child is not None else noun.table.c.no
    if way.source is not None:
        return way.source, tables_in(way.source), child
    table = next(iter(tables_of(way.parent)))
    return table, {table}, child


def tables_in(rows: FromClause) -> set[Table]:
    """The tables of a join."""
    if isinstance(rows, Join):
        return tables_in(rows.left) | tables_in(rows.right)
    return {rows} if isinstance(rows, Table) else set()


def narrow(found: Select[Any], way: Way) -> Select[Any]:
    """The rows of a way that count."""
    for narrower in (way.where, way.target_where):
        if narrower is not None:
            found = found.where(narrower)
    return found


# --- Things by key ----------------------------------------------------------------------------------------------------------------------


def by_key(
    noun: Noun, columns: Sequence[ColumnElement[Any]], key: ColumnElement[Any] | None = None, through: Table | None = None
) -> Select[Any]:
    """The rows of a noun whose `key` (its number unless given) is in the bound list; `through` leads from the key to an entity's number."""
    used = tables_of(*columns)
    if through is not None:
        used.add(noun.table)  # its rows are of the kind; a condition on `kind` would tempt the database to start from all of that kind
    no = own_no(noun, used)
    key = no if key is None else key
    rows = home(noun, used)
    if through is not None:
        rows = through.join(rows, no == through.c.canonical_no)
    found = select(key, *columns).select_from(rows).where(in_list(key, KEYS))
    return found if noun.seen is None else found.where(noun.seen)


# --- Plain lists ------------------------------------------------------------------------------------------------------------------------


def listed(noun: Noun, relation: Listed, shape: Any, columns: Sequence[ColumnElement[Any]], *, past: bool) -> Select[Any]:
    """All rows of a plain list for each bound parent: parent, columns; in their order.

    In the `past` what they are sorted by stands beside them: only so does SQLite look into present and past rows apart.
    """
    wanted = condition(relation.arguments, shape)
    way = relation.way
    used = tables_of(*columns, *relation.order, wanted)
    if way is None:
        return select(ROOT, *columns).select_from(home(noun, used)).where(wanted).order_by(*relation.order)
    rows, there, no = rows_of(way, noun)
    rows = join_home(rows, no, noun, used, there)
    found = narrow(select(way.parent, *columns).select_from(rows).where(in_list(way.parent, KEYS), wanted), way)
    if past:
        named = [key.label(f"k{place}") for place, key in enumerate(relation.order)]
        found = found.add_columns(*named).order_by(way.parent, *(literal_column(key.name) for key in named))
    else:
        found = found.order_by(way.parent, *relation.order)
        found = found.add_columns(*relation.order) if way.distinct else found
    return found.distinct() if way.distinct else found


def values_of(by: Dimension, labels: Iterable[ColumnElement[Any]]) -> Select[Any]:
    """The values of a dimension by their numbers (KEYS), for the world: number, value, labels."""
    assert by.named is not None
    assert by.value is not None
    return select(by.named.c.no, by.value, *labels).where(in_list(by.named.c.no, KEYS))


def unique(items: Iterable[Any]) -> list[Any]:
    """The items without null and repetition, in a steady order."""
    return sorted({item for item in items if item is not None})
