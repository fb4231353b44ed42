"""Conditions that lists can be narrowed by, whatever the noun: leads to an entity, is one of, lies within."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Select, and_, select

from hub.domain import dates
from hub.domain.ids import SOURCE
from hub.errors import BadArgument
from hub.query.held import AnyOf, Between, Classed, IsEntity
from hub.query.noun import Leaf
from hub.store.engine import in_list
from hub.store.tables import MISSING_LAST, entity, link, member


def apart(statement: Select[Any]) -> Select[Any]:
    """A subselect that shares no table with the statement around it, even when both read the same one."""
    return statement.correlate(None)


def no_of(member_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The number of the entity that a member id, current or former, stands for."""
    return apart(select(member.c.canonical_no).where(member.c.id == member_id)).scalar_subquery()


def listed(values: list[Any]) -> tuple[Any, ...]:
    return (values,)


def is_entity(end: Column[Any]) -> Leaf:
    """The column leads to the entity with this id."""
    return Leaf("ID", lambda wanted: end == no_of(wanted), held=IsEntity(end))


def one_of(type_name: str, stored: ColumnElement[Any]) -> Leaf:
    """The column holds one of these values."""
    return Leaf(
        f"[{type_name}!]", lambda wanted: in_list(stored, wanted), listed, held=AnyOf(stored) if isinstance(stored, Column) else None
    )


def within_dates(key: Column[Any]) -> Leaf:
    """The date whose order key is `key` lies in a DateRange; a missing one never does."""
    return Leaf("DateRange", lambda first, last: and_(key >= first, key <= last, key != MISSING_LAST), date_bounds, held=Between(key))


def within_times(key: Column[Any]) -> Leaf:
    """The instant whose order key is `key` lies in a TimeRange; a missing one never does."""
    return Leaf("TimeRange", lambda first, last: and_(key >= first, key <= last, key != MISSING_LAST), time_bounds, held=Between(key))


def time_bounds(value: Mapping[str, Any]) -> tuple[int, int]:
    """The first and last order key of a TimeRange."""
    first, last = value.get("from"), value.get("to")
    return dates.instant_key(first) if first is not None else 0, dates.instant_key(last) if last is not None else 99_999_999_999_999


def is_flag(stored: ColumnElement[Any]) -> Leaf:
    """The column is true, or false; a missing one is neither."""
    return Leaf("Boolean", lambda wanted: stored == wanted, held=AnyOf(stored) if isinstance(stored, Column) else None)


def date_bounds(value: Mapping[str, Any]) -> tuple[int, int]:
    """The first and last order key of a DateRange. Raises BadArgument."""
    first, last = value.get("from"), value.get("to")
    try:
        return (
            dates.order_key(dates.partial(first)) if first is not None else 0,
            dates.range_end(dates.partial(last)) if last is not None else 99_999_999,
        )
    except ValueError as error:
        raise BadArgument(f"{error}.") from None


def source_keys(ids: list[str]) -> tuple[list[str]]:
    start = f"{SOURCE}_"
    return ([one.removeprefix(start) for one in ids if one.startswith(start)],)


def among(type_name: str, nos: Callable[..., Select[Any]], read: Callable[[Any], tuple[Any, ...]] = listed) -> Leaf:
    """The entity is one of those that a statement of its own finds."""
    return Leaf(type_name, lambda *binds: entity.c.no.in_(apart(nos(*binds))), read, nos)


def classified(
    type_name: str, own: Column[Any], by: Column[Any], name: Column[Any], read: Callable[[Any], tuple[Any, ...]] = listed
) -> Leaf:
    """The entity has, in the table of `own` (its number) and `by`, one of the classes that are called by these names."""

    def nos(names: BindParameter[Any]) -> Select[Any]:
        return select(own).where(by.in_(apart(select(name.table.c.no).where(in_list(name, names)))))

    def has(names: BindParameter[Any]) -> ColumnElement[bool]:
        return and_(entity.c.no.is_not(None), nos(names).where(own == entity.c.no).correlate(entity).exists())

    return Leaf(type_name, has, read, nos, held=Classed(own, by, name))


def linked(kind: str, own: ColumnElement[Any], other: ColumnElement[Any]) -> Leaf:
    """A link of this kind leads from or to the entity with this id; `own` and `other` are the columns of its ends."""
    return among("ID", lambda wanted: select(own).where(link.c.kind == kind, other == no_of(wanted)), lambda value: (value,))
