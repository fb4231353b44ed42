"""Where things are, as conditions and as an order: within a box, within so many kilometres, nearest first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Float, Integer, and_, bindparam, cast, or_

from hub.domain import distance
from hub.errors import BadArgument
from hub.query.held import Box, Near
from hub.query.noun import Leaf, Order
from hub.store.tables import entity

FARTHEST_KM = 2_000
_E7 = 10_000_000
_LATITUDE, _LONGITUDE = entity.c.latitude_e7, entity.c.longitude_e7
POSITIONS = Near(_LATITUDE, _LONGITUDE)
CENTRE = ("near_latitude", "near_longitude", "near_scale")
"""The binds of the centre, by which NEAREST sorts."""


def _e7(name: str, degrees: float, most: int) -> int:
    if not -most <= degrees <= most:
        raise BadArgument(f"`{name}` is {degrees:.6g} degrees; it must lie between -{most} and {most}.")
    return round(degrees * _E7)


def centre_of(value: Mapping[str, Any]) -> tuple[int, int, float]:
    """Latitude and longitude in degrees x 10^7 and the length of a degree of longitude there. Raises BadArgument."""
    latitude, longitude = _e7("latitude", value["latitude"], 90), _e7("longitude", value["longitude"], 180)
    return latitude, longitude, distance.scale_at(latitude)


def near_bounds(value: Mapping[str, Any]) -> tuple[int, int, float, float]:
    """The centre, and the square of the farthest distance. Raises BadArgument."""
    within = value["withinKm"]
    if not 0 < within <= FARTHEST_KM:
        raise BadArgument(f"`withinKm` is {within:.6g}; it must be more than 0 and at most {FARTHEST_KM}.")
    return (*centre_of(value), distance.square_of(within))


def box_bounds(value: Mapping[str, Any]) -> tuple[int, int, int, int]:
    """South, north, west and east in degrees x 10^7. Raises BadArgument."""
    south, north = _e7("south", value["south"], 90), _e7("north", value["north"], 90)
    if south > north:
        raise BadArgument(f"`south` ({value['south']:.6g}) lies north of `north` ({value['north']:.6g}).")
    return south, north, _e7("west", value["west"], 180), _e7("east", value["east"], 180)


def squared(latitude: Any, longitude: Any, scale: Any) -> ColumnElement[float]:
    """The square of the distance of a thing from a centre; as hub/domain/distance.py computes it."""
    north: ColumnElement[float] = cast(_LATITUDE - latitude, Float)
    east: ColumnElement[float] = cast(_LONGITUDE - longitude, Float) * scale
    return north * north + east * east


def _within(latitude: Any, longitude: Any, scale: Any, square: Any) -> ColumnElement[bool]:
    found: ColumnElement[bool] = squared(latitude, longitude, scale) <= square
    return found


def _boxed(south: Any, north: Any, west: Any, east: Any) -> ColumnElement[bool]:
    """A box whose west lies east of its east reaches over the 180th meridian."""
    across = and_(west > east, or_(west <= _LONGITUDE, east >= _LONGITUDE))
    return and_(_LATITUDE.between(south, north), or_(_LONGITUDE.between(west, east), across))


FILTERS: Mapping[str, Leaf] = {
    "near": Leaf("NearInput", _within, near_bounds, held=POSITIONS),
    "bbox": Leaf("BBoxInput", _boxed, box_bounds, held=Box(_LATITUDE, _LONGITUDE)),
}
NEAREST = Order(cast(squared(*map(bindparam, CENTRE)), Integer), needs="near")
"""Sorted by the square of the distance, cut to a whole number."""
