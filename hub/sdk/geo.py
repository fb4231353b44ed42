"""Coordinates from other people's columns: which number is which, in which system, and whether they can be true.

Every function raises ValueError with a reason that a person understands.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import isfinite
from typing import Any, Final

from hub.sdk import numbers

BOXES: Final[dict[str, tuple[float, float, float, float]]] = {
    "dk": (54.4, 7.7, 58.0, 15.4),
    "de": (47.2, 5.7, 55.2, 15.2),
    "europe": (34.0, -32.0, 72.0, 45.0),
}
"""South, west, north, east: where the points of a source are expected."""

LABELLED: Final = "EPSG:25832"
"""ETRS89 / UTM 32N, the system of Danish authorities; assumed when numbers are metres and nobody says so."""

Note = Callable[[str, str], None]
"""Takes a code and a message about a point that could be read only with some repair."""


def degrees(value: object) -> float:
    """A coordinate as a float; decimal comma and point are both understood ("9,44").

    >>> degrees("9,44"), degrees("54.79")
    (9.44, 54.79)
    """
    if isinstance(value, str):
        value = value.strip().replace("−", "-")
        value = value.replace(",", ".") if value.count(",") == 1 and "." not in value else value
        if len(value) > 40:
            raise ValueError("too long for a coordinate")
    try:
        number = float(value) if isinstance(value, str) and "_" not in value else float(numbers.english(value))
    except ValueError:
        raise ValueError(f"{str(value)[:40]!r} is no coordinate") from None
    if not isfinite(number):
        raise ValueError("a coordinate that is not finite")
    return number


def point(latitude: object, longitude: object, within: str | None = None, note: Note | None = None) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None for the placeholders (0, 0) and -999.

    Metres are taken for EPSG:25832 and swapped axes are put right only where `within` (a key of BOXES) proves it; both are noted.
    Raises: ValueError for a point that cannot be, or lies outside of `within`.
    """
    lat, lon = degrees(latitude), degrees(longitude)
    if is_placeholder(lat, lon):
        return None
    if abs(lat) > 1_000 and abs(lon) > 1_000:
        east, north = (lon, lat) if lat > lon else (lat, lon)
        lat, lon = projected(east, north, LABELLED)
        if note and (within is None or _inside(lat, lon, within)):
            note("UNLABELLED_CRS", f"the coordinates are metres; taken for {LABELLED}")
    elif within and not _inside(lat, lon, within) and _inside(lon, lat, within):
        lat, lon = lon, lat
        if note:
            note("SWAPPED_COORDINATES", "latitude and longitude stand in each other's column; put right")
    return checked(lat, lon, within)


def checked(lat: float, lon: float, within: str | None) -> tuple[float, float]:
    """The same point when it is on the globe and inside of `within`. Raises: ValueError."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"({lat:g}, {lon:g}) is not on the globe")
    if within and not _inside(lat, lon, within):
        raise ValueError(f"({lat:g}, {lon:g}) lies outside of {within}")
    return round(lat, 7), round(lon, 7)


def projected(east: float, north: float, crs: str = LABELLED) -> tuple[float, float]:
    """Latitude and longitude of a point in a projected system (`EPSG:25832`, metres, east before north).

    >>> tuple(round(value, 4) for value in projected(574_500, 6_223_000))
    (56.1462, 10.1991)
    """
    lon, lat = _transform(crs)(east, north)
    if not (isfinite(lat) and isfinite(lon)):
        raise ValueError(f"({east:g}, {north:g}) is no point of {crs}")
    return lat, lon


def is_placeholder(lat: float, lon: float) -> bool:
    """Whether a pair of numbers says "not known": (0, 0), -999 and the like."""
    return (lat == 0 and lon == 0) or -10_000 < lat <= -900 or -10_000 < lon <= -900


def _inside(lat: float, lon: float, within: str) -> bool:
    south, west, north, east = BOXES[within]
    return south <= lat <= north and west <= lon <= east


@cache
def _transform(crs: str) -> Callable[[float, float], Any]:
    from pyproj import Transformer  # noqa: PLC0415  half a second to import, and few sources need it
    from pyproj.exceptions import CRSError, ProjError  # noqa: PLC0415

    try:
        return Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform
    except (CRSError, ProjError):
        raise ValueError(f"{crs!r} is no coordinate system (like EPSG:25832)") from None
