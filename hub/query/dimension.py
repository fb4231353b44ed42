"""What lists can be counted by, whatever the noun."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, Table, func

from hub.domain.ids import SOURCE
from hub.query.held import CutOf
from hub.query.noun import Dimension, Labels, Words
from hub.query.theme import LABEL
from hub.store.tables import area, entity, entity_area, entity_source, entity_theme, source, theme

AREAS = Dimension(
    "areas",
    entity_area.c.area_no,
    (entity_area, entity_area.c.no == entity.c.no),
    named=area,
    value=area.c.code,
    label=Labels(area.c.name, {"da": area.c.name_da, "en": area.c.name_en, "de": area.c.name_de}),
    held=entity_area.c.area_no,
)
THEMES = Dimension(
    "themes",
    entity_theme.c.theme_no,
    (entity_theme, entity_theme.c.no == entity.c.no),
    named=theme,
    value=theme.c.key,
    label=LABEL,
    held=entity_theme.c.theme_no,
)
SOURCES = Dimension(
    "sources",
    entity_source.c.source_no,
    (entity_source, entity_source.c.no == entity.c.no),
    named=source,
    value=source.c.key,
    prefix=f"{SOURCE}_",
    label=source.c.name,
    held=entity_source.c.source_no,
)


def by_entity(leaf: str, end: ColumnElement[Any], through: tuple[Table, ColumnElement[bool]] | None = None) -> Dimension:
    """Counted by the entity that a column leads to, of the noun itself or of the table `through`."""
    there = entity.alias("there")
    held = end if through is None and isinstance(end, Column) else None
    return Dimension(leaf, end, through, named=there, value=there.c.id, label=Words("NAME", there.c.name, there.c.no), held=held)


def by_year(leaf: str, date: ColumnElement[Any], key: Column[Any]) -> Dimension:
    """Counted by the year of a partial date, whose order key is `key`."""
    return Dimension(leaf, func.substr(date, 1, 4), held=CutOf(key, 10**4))


def by_month(leaf: str, instant: ColumnElement[Any], key: Column[Any]) -> Dimension:
    """Counted by the month of an instant in UTC, whose order key is `key`: `2026-11`."""
    return Dimension(leaf, func.substr(instant, 1, 7), held=CutOf(key, 10**8))


def by_value(leaf: str, stored: Column[Any]) -> Dimension:
    """Counted by the value of a column."""
    return Dimension(leaf, stored, held=stored)
