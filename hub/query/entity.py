"""What all kinds of entity have in common: the fields, relations, filters and orders of the interface Entity."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Select, and_, case, column, func, select, table

from hub.domain import collation, dates
from hub.domain.ids import SOURCE
from hub.errors import BadArgument
from hub.query.link import LINKS
from hub.query.noun import (
    Credits,
    Dimension,
    History,
    Leaf,
    Listed,
    Noun,
    One,
    Order,
    Origins,
    Part,
    Relation,
    Scalar,
    Scalars,
    Value,
    Way,
    Words,
)
from hub.query.provenance import SPEAKS_OF
from hub.query.theme import LABEL
from hub.store import tables
from hub.store.engine import in_list
from hub.store.tables import MISSING_LAST, area, entity, entity_area, entity_source, entity_theme, identifier, link, member, source, theme

TEXT_FIELDS = ("NAME", "SUMMARY", "DESCRIPTION", "PURPOSE", "TEXT", "FINDINGS", "METHOD", "ELIGIBILITY", "TERMS", "ACCESSIBILITY")
"""`enum TextField` in its order."""

# --- Values -----------------------------------------------------------------------------------------------------------------------------


def flag(stored: ColumnElement[Any]) -> Scalar:
    """A boolean, which SQLite keeps as 0 and 1."""
    return Scalar((stored,), "None if {0} is None else bool({0})")


def money(minor: ColumnElement[Any], currency: ColumnElement[Any]) -> Part:
    return Part("Money", {"amount": Scalar((minor, currency), "to_decimal({0}, {1})"), "currency": currency}, (minor,))


COLUMNS: Mapping[str, Value] = {
    "id": entity.c.id,
    "kind": entity.c.kind,
    "name": Words("NAME", entity.c.name, entity.c.no),
    "summary": Words("SUMMARY", entity.c.summary, entity.c.no),
    "description": Words("DESCRIPTION", entity.c.description, entity.c.no),
    "image": Part("Image", {"url": entity.c.image_url, "alt": entity.c.image_alt, "credit": entity.c.image_credit}, (entity.c.image_url,)),
    "url": entity.c.url,
    "permalink": Scalar((entity.c.id,), "base_url + '/e/' + {0}"),
    "location": Part(
        "Location",
        {
            "latitude": Scalar((entity.c.latitude_e7,), "{0} / 1e7"),
            "longitude": Scalar((entity.c.longitude_e7,), "{0} / 1e7"),
            "precision": entity.c.location_precision,
        },
        (entity.c.latitude_e7,),
    ),
    "contact": Part(
        "ContactPoint",
        {"role": entity.c.contact_role, "email": entity.c.contact_email, "phone": entity.c.contact_phone, "page": entity.c.contact_page},
        (entity.c.contact_role, entity.c.contact_email, entity.c.contact_phone, entity.c.contact_page),
    ),
    "canonicalId": entity.c.id,
    "version": entity.c.version,
    "firstSeenAt": entity.c.first_seen_at,
    "updatedAt": entity.c.updated_at,
}

# --- Filters ----------------------------------------------------------------------------------------------------------------------------


def apart(statement: Select[Any]) -> Select[Any]:
    """A subselect that shares no table with the statement around it, even when both read the same one."""
    return statement.correlate(None)


def no_of(member_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """The number of the entity that a member id, current or former, stands for."""
    return apart(select(member.c.canonical_no).where(member.c.id == member_id)).scalar_subquery()


def listed(values: list[Any]) -> tuple[Any, ...]:
    return (values,)


def is_entity(end: ColumnElement[Any]) -> Leaf:
    """The column leads to the entity with this id."""
    return Leaf("ID", lambda wanted: end == no_of(wanted))


def one_of(type_name: str, stored: ColumnElement[Any]) -> Leaf:
    """The column holds one of these values."""
    return Leaf(f"[{type_name}!]", lambda wanted: in_list(stored, wanted), listed)


def within_dates(key: ColumnElement[Any]) -> Leaf:
    """The date whose order key is `key` lies in a DateRange; a missing one never does."""
    return Leaf("DateRange", lambda first, last: and_(key >= first, key <= last, key != MISSING_LAST), date_bounds)


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


def search_words(text: str) -> tuple[str]:
    """What is typed, as a full-text expression: every word by its beginning; words only, never syntax."""
    return (" ".join(f'"{word}"*' for word in collation.fold(text).split()) or '""',)


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

    return Leaf(type_name, has, read, nos)


_SEARCH: Select[Any] = select(column("rowid")).select_from(table("search"))

FILTERS: Mapping[str, Leaf] = {
    "text": among("String", lambda words: _SEARCH.where(column("search").match(words)), search_words),
    "ids": among("[ID!]", lambda ids: select(member.c.canonical_no).where(in_list(member.c.id, ids))),
    "areas": classified("[String!]", entity_area.c.no, entity_area.c.area_no, area.c.code),
    "themes": classified("[String!]", entity_theme.c.no, entity_theme.c.theme_no, theme.c.key),
    "sources": classified("[ID!]", entity_source.c.no, entity_source.c.source_no, source.c.key, read=source_keys),
    "updatedSince": Leaf("DateTime", lambda instant: entity.c.updated_at >= instant),
}


def linked(kind: str, own: ColumnElement[Any], other: ColumnElement[Any]) -> Leaf:
    """A link of this kind leads from or to the entity with this id; `own` and `other` are the columns of its ends."""
    return among("ID", lambda wanted: select(own).where(link.c.kind == kind, other == no_of(wanted)), lambda value: (value,))


# --- Relations --------------------------------------------------------------------------------------------------------------------------

_TEXT_ORDER = case({name: place for place, name in enumerate(TEXT_FIELDS)}, value=tables.text.c.field, else_=len(TEXT_FIELDS))

RELATIONS: Mapping[str, Relation] = {
    "area": One("Area", on=entity.c.area_no),
    "texts": Listed(
        "Text",
        Way(tables.text.c.no),
        order=(_TEXT_ORDER, tables.text.c.lang),
        arguments={"fields": one_of("TextField", tables.text.c.field)},
    ),
    "serves": Listed(
        "Area",
        Way(entity_area.c.no, entity_area.c.area_no, entity_area.c.how == "serves"),
        order=(area.c.sort_name, area.c.code),
        limit=50,
    ),
    "themes": Listed("Theme", Way(entity_theme.c.no, entity_theme.c.theme_no, entity_theme.c.direct), order=(theme.c.key,)),
    "identifiers": Listed("Identifier", Way(identifier.c.no, distinct=True), order=(identifier.c.scheme, identifier.c.value), limit=20),
    "links": LINKS,
    "provenance": SPEAKS_OF,
    "origins": Origins(),
    "attribution": Credits(),
    "history": History("FieldVersion", filtered=False, backward=False),
    "formerIds": Scalars(
        member.c.canonical_no, member.c.id, and_(member.c.no != member.c.canonical_no, member.c.published_seq.is_not(None))
    ),
}

ORDERS: Mapping[str, Order] = {"UPDATED": Order(entity.c.seq), "NAME": Order(entity.c.sort_name, name=True)}

# --- Dimensions -------------------------------------------------------------------------------------------------------------------------

THEMES = Dimension(
    "themes", entity_theme.c.theme_no, (entity_theme, entity_theme.c.no == entity.c.no), named=theme, value=theme.c.key, label=LABEL
)
SOURCES = Dimension(
    "sources",
    entity_source.c.source_no,
    (entity_source, entity_source.c.no == entity.c.no),
    named=source,
    value=source.c.key,
    prefix=f"{SOURCE}_",
    label=source.c.name,
)


def by_entity(leaf: str, end: ColumnElement[Any]) -> Dimension:
    """Counted by the entity that a column leads to."""
    there = entity.alias("there")
    return Dimension(leaf, end, named=there, value=there.c.id, label=Words("NAME", there.c.name, there.c.no))


def by_year(leaf: str, date: ColumnElement[Any]) -> Dimension:
    """Counted by the year of a partial date."""
    return Dimension(leaf, func.substr(date, 1, 4))


TEXT_NOUN = Noun("Text", None, tables.text, {"field": tables.text.c.field, "lang": tables.text.c.lang, "value": tables.text.c.value})
IDENTIFIER_NOUN = Noun(
    "Identifier", None, identifier, {"scheme": identifier.c.scheme, "value": identifier.c.value, "url": Scalar((), "None")}
)
