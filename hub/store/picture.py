"""The picture of one entity: what its reading looks like as rows of tables. Pure: no database here.

Rows are tuples in the order of their tables' columns, so that an old picture and a new one can be compared and written as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.domain.claim import TEXT_FIELDS
from hub.domain.collation import sort_key
from hub.domain.ids import EntityKind
from hub.domain.reading import Reading, first_language, own_languages
from hub.store import tables as t
from hub.store.clusters import Member
from hub.store.codes import Codes
from hub.store.fields import SEARCHED_COLUMNS
from hub.store.nouns import DEFAULT_TEXTS, columns_of
from hub.store.words import indexed

Row = tuple[Any, ...]
CHILDREN = ("text", "entity_theme", "entity_area", "entity_source", "identifier")
_E7 = 10_000_000
_COLUMNS = {name: tuple(c.name for c in table.columns) for name, table in {"ENTITY": t.entity, **t.NOUN_TABLES}.items()}
BOOKKEEPING = frozenset({"first_seen_at", "updated_at", "seq"})
"""Columns that tell of the reading, not of the thing: no change by themselves."""


@dataclass(slots=True)
class Picture:
    """An entity as rows: `entity` and `noun` by column, the rest by table. `texts` is {field: {language: words}}."""

    no: int
    kind: EntityKind
    entity: dict[str, Any]
    noun: dict[str, Any]
    texts: dict[str, dict[str, str]]
    children: dict[str, set[Row]] = field(default_factory=dict)
    named: bool = True
    own_languages: Mapping[str, str] = field(default_factory=dict)

    def entity_row(self) -> Row:
        return tuple(self.entity[c] for c in _COLUMNS["ENTITY"])

    def noun_row(self) -> Row:
        return tuple(self.noun[c] for c in _COLUMNS[self.kind])

    def search_row(self) -> tuple[int, str, str, str]:
        """What the word index holds of it."""
        texts = [one for field, languages in self.texts.items() if field != "NAME" for one in languages.items()]
        others = {row[2] for row in self.children["identifier"]}
        others |= {self.noun[c] for c in SEARCHED_COLUMNS.get(self.kind.lower(), ()) if self.noun[c] is not None}
        return self.no, *indexed(self.texts["NAME"].items(), texts, others)


def paint(chief: Member, members: list[Member], reading: Reading, codes: Codes, *, confirmed: bool) -> Picture:
    """The picture that a reading gives, without relations and without the name of a thing that has none (`named` is False then)."""
    no, kind, said = chief.no, chief.kind, reading.values
    texts = {name.upper(): dict(said[name]) for name in sorted(TEXT_FIELDS) if said.get(name)}
    several = any(len(languages) > 1 for languages in texts.values())
    own = own_languages([claim for member in members for claim in member.claims]) if several else {}
    if kind is EntityKind.FUNDING and "NAME" not in texts and "PURPOSE" in texts:
        texts["NAME"] = texts["PURPOSE"]
    area = codes.areas.get(said.get("area") or "")
    picture = Picture(no, kind, _entity(chief, reading, area[0] if area else None), {}, texts, {}, "NAME" in texts, own)
    picture.entity["version"] = str(max(member.edition for member in members))
    picture.noun = {"no": no, **columns_of(kind, said)}
    picture.children["entity_area"] = _areas(no, said, codes)
    picture.children["entity_theme"] = _themes(no, said, codes)
    picture.children["identifier"] = {
        (member.no, scheme, value, no, strong) for member in members for (scheme, value), strong in member.identifiers.items()
    }
    if kind is EntityKind.ORGANIZATION:
        picture.noun["cvr"] = min((value for scheme, value in said.get("identifiers") or () if scheme == "DK-CVR"), default=None)
        picture.noun["confirmed"] = confirmed
    if picture.named:
        name(picture, picture.texts["NAME"])
    return picture


def name(picture: Picture, names: Mapping[str, str]) -> None:
    """Gives a picture its name, and all its texts as rows."""
    picture.texts["NAME"] = dict(names)
    own, entity = picture.own_languages, picture.entity
    entity["name"] = names[first_language(names, own.get("name", own.get("purpose", "und")))]
    entity["sort_name"] = sort_key(entity["name"])
    for column in ("SUMMARY", "DESCRIPTION"):
        texts = picture.texts.get(column)
        entity[column.lower()] = texts[first_language(texts, own.get(column.lower(), "und"))] if texts else None
    for column in DEFAULT_TEXTS.get(picture.kind, ()):
        texts = picture.texts.get(column.upper())
        picture.noun[column] = texts[first_language(texts, own.get(column, "und"))] if texts else None
    picture.children["text"] = {
        (picture.no, column, lang, words) for column, texts in picture.texts.items() for lang, words in texts.items()
    }


# --- Entity ------------------------------------------------------------------------------------------------------------------------


def _entity(member: Member, reading: Reading, area_no: int | None) -> dict[str, Any]:
    said, chief = reading.values, reading.chief
    image, place, contact = said.get("image") or {}, said.get("location") or {}, said.get("contact") or {}
    elsewhere = {f: o.claim for f, o in reading.origins.items() if o.claim is not None and o.claim != chief}
    return {
        "no": member.no,
        "id": member.id,
        "kind": member.kind.value,
        "name": "",
        "sort_name": "",
        "summary": None,
        "description": None,
        "url": said.get("url"),
        "image_url": image.get("url"),
        "image_alt": image.get("alt"),
        "image_credit": image.get("credit"),
        "area_no": area_no,
        "latitude_e7": round(place["latitude"] * _E7) if place else None,
        "longitude_e7": round(place["longitude"] * _E7) if place else None,
        "location_precision": place.get("precision"),
        "contact_role": contact.get("role"),
        "contact_email": contact.get("email"),
        "contact_phone": contact.get("phone"),
        "contact_page": contact.get("page"),
        "claim_no": chief,
        "origins": json.dumps(elsewhere, sort_keys=True) if elsewhere else None,
        "version": "0",
        "first_seen_at": "",
        "updated_at": "",
        "seq": 0,
    }


def _areas(no: int, said: Mapping[str, Any], codes: Codes) -> set[Row]:
    how: dict[int, str] = {}
    own = codes.areas.get(said.get("area") or "")
    served = [area for code in said.get("serves") or () if (area := codes.areas.get(code))]
    if own:
        how[own[0]] = "is"
    for area in served:
        how.setdefault(area[0], "serves")
    for area in ([own] if own else []) + served:
        for ancestor in area[1]:
            how.setdefault(ancestor, "within")
    return {(no, area_no, one) for area_no, one in how.items()}


def _themes(no: int, said: Mapping[str, Any], codes: Codes) -> set[Row]:
    direct: dict[int, bool] = {}
    named = [theme for key in said.get("themes") or () if (theme := codes.themes.get(key))]
    for theme in named:
        direct[theme[0]] = True
    for theme in named:
        for ancestor in theme[1]:
            direct.setdefault(ancestor, False)
    return {(no, theme_no, one) for theme_no, one in direct.items()}
