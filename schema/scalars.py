"""Scalars: text with a shape. What comes in is checked strictly; what goes out is as the store keeps it."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal as Number
from typing import Any, NewType
from urllib.parse import urlsplit

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from hub.domain import dates

DateTime = NewType("DateTime", str)
PartialDate = NewType("PartialDate", str)
Url = NewType("Url", str)
Decimal = NewType("Decimal", str)
GeoJSON = NewType("GeoJSON", dict[str, Any])

_INSTANT = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")
_NO_ADDRESS = re.compile(r"[\s\x00-\x1f\x7f]")
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?")
_GEOMETRIES = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"})


def _text(value: Any, kind: str, example: str) -> str:
    if not isinstance(value, str):
        raise GraphQLError(f"{kind} is written as a string, such as {example}; {type(value).__name__} was given.")
    return value


def _no(value: str, kind: str, example: str) -> GraphQLError:
    return GraphQLError(f"{value[:40]!r} is no {kind}; write it as {example}.")


def parse_instant(value: Any) -> str:
    """An instant with its offset, as UTC in whole seconds (what is finer is cut)."""
    text = _text(value, "DateTime", '"2026-11-23T13:07:00Z"')
    try:
        if not _INSTANT.fullmatch(text):
            raise ValueError(text)
        return dates.instant(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        raise _no(text, "DateTime", '"2026-11-23T13:07:00Z" or "2026-11-23T14:07:00+01:00"') from None


def parse_partial(value: Any) -> str:
    text = _text(value, "PartialDate", '"2019-07"')
    try:
        return dates.partial(text)
    except ValueError:
        raise _no(text, "PartialDate", '"2019", "2019-07" or "2019-07-14"') from None


def parse_url(value: Any) -> str:
    text = _text(value, "Url", '"https://example.org/"')
    try:
        parts = urlsplit(text)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and len(text) <= 2000 and not _NO_ADDRESS.search(text)
    except ValueError:
        fine = False
    if not fine:
        raise _no(text, "Url", '"https://example.org/", absolute, with http or https')
    return text


def parse_decimal(value: Any) -> str:
    text = _text(value, "Decimal", '"1250.00", so that no client rounds it')
    if not _DECIMAL.fullmatch(text) or not Number(text).is_finite():
        raise _no(text, "Decimal", '"1250.00"')
    return text


def parse_geometry(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict) or value.get("type") not in _GEOMETRIES:
        raise GraphQLError('GeoJSON is a geometry such as {"type": "Point", "coordinates": [10.39, 55.4]}, longitude first.')
    return value


SCALARS: dict[object, ScalarDefinition] = {
    DateTime: strawberry.scalar(
        name="DateTime",
        description="An instant, RFC 3339. Answers are in UTC and whole seconds: `2026-11-23T13:07:00Z`; questions may use any offset.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        parse_value=parse_instant,
    ),
    PartialDate: strawberry.scalar(
        name="PartialDate",
        description="A date, ISO 8601, as precise as its source: `2019`, `2019-07` or `2019-07-14`.",
        parse_value=parse_partial,
    ),
    Url: strawberry.scalar(
        name="Url",
        description="An absolute address with http or https.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3986",
        parse_value=parse_url,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description='A decimal number as a string, so that no client rounds money: `"12500.00"`.',
        parse_value=parse_decimal,
    ),
    GeoJSON: strawberry.scalar(
        name="GeoJSON",
        description="A geometry object of GeoJSON, CRS84: longitude first, then latitude, in degrees.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc7946",
        parse_value=parse_geometry,
    ),
}
