"""What all kinds of entity have in common: the fields, relations, filters and orders of the interface Entity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, select

from hub.query.held import Since
from hub.query.leaf import among, classified, one_of, source_keys
from hub.query.link import LINKS
from hub.query.noun import (
    Credits,
    History,
    Leaf,
    Listed,
    Many,
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
from hub.query.place import FILTERS as PLACE
from hub.query.provenance import SPEAKS_OF
from hub.query.search import found, search_words
from hub.store import tables
from hub.store.engine import in_list
from hub.store.tables import area, entity, entity_area, entity_source, entity_theme, identifier, link, member, source, theme

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

FILTERS: Mapping[str, Leaf] = {
    **PLACE,
    "text": among("String", found, search_words),
    "ids": among("[ID!]", lambda ids: select(member.c.canonical_no).where(in_list(member.c.id, ids))),
    "areas": classified("[String!]", entity_area.c.no, entity_area.c.area_no, area.c.code),
    "themes": classified("[String!]", entity_theme.c.no, entity_theme.c.theme_no, theme.c.key),
    "sources": classified("[ID!]", entity_source.c.no, entity_source.c.source_no, source.c.key, read=source_keys),
    "updatedSince": Leaf("DateTime", lambda instant: entity.c.updated_at >= instant, held=Since(entity.c.updated_at)),
}

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
    "discussions": Many("Discussion", {"": Way(link.c.to_no, link.c.from_no, link.c.kind == "DISCUSSES")}),
    "provenance": SPEAKS_OF,
    "origins": Origins(),
    "attribution": Credits(),
    "history": History("FieldVersion", filtered=False, backward=False),
    "formerIds": Scalars(
        member.c.canonical_no, member.c.id, and_(member.c.no != member.c.canonical_no, member.c.published_seq.is_not(None))
    ),
}

RELEVANCE = Order(entity.c.no + 0, needs="text")
"""A place in the list of orders only: what stands there is ranked in memory (plan/relevance.py)."""
ORDERS: Mapping[str, Order] = {"UPDATED": Order(entity.c.seq), "NAME": Order(entity.c.sort_name, name=True), "RELEVANCE": RELEVANCE}

TEXT_NOUN = Noun("Text", None, tables.text, {"field": tables.text.c.field, "lang": tables.text.c.lang, "value": tables.text.c.value})
IDENTIFIER_NOUN = Noun(
    "Identifier", None, identifier, {"scheme": identifier.c.scheme, "value": identifier.c.value, "url": Scalar((), "None")}
)
ENTITY_NOUN = Noun("Entity", None, entity, {}, order=(entity.c.sort_name, entity.c.no))
"""Things of any kind in one list: its rows are numbers and names, the things themselves are read by kind below it."""


def linked_things(kind: str) -> Many:
    """The things of any kind to which the links of this kind lead, by name."""
    way = Way(link.c.from_no, link.c.to_no, link.c.kind == kind, keys=(link.c.to_sort, link.c.to_no))
    return Many("Entity", {"": way}, filtered=False, backward=False)


def words_of(stored: ColumnElement[Any]) -> Scalar:
    """A list of words, which the store keeps as JSON."""
    return Scalar((stored,), "loads({0})")
