"""Hits by where they are: within a box, within a distance, and how far away each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, sqrt
from typing import Any

from pyroaring import BitMap

from hub.domain.distance import squared
from hub.query.held import Box, Near
from hub.query.index.index import Index
from hub.query.index.keys import Keys

HALF_AROUND = 1_800_000_000
"""180 degrees, as positions are kept."""


def within_box(index: Index, held: Box, values: Sequence[Any]) -> BitMap:
    """The things within south, north, west and east; the box may reach over the 180th meridian."""
    south, north, west, east = values
    if west <= east:
        across = index.between(held.longitude, west, east)
    else:
        across = index.between(held.longitude, west, HALF_AROUND) | index.between(held.longitude, -HALF_AROUND, east)
    return index.between(held.latitude, south, north) & across


def within_distance(index: Index, held: Near, values: Sequence[Any]) -> BitMap:
    """The things within a distance of a centre: those of a box around it, looked at one by one."""
    north, east, scale, square = values
    high = ceil(sqrt(square))
    wide = min(ceil(sqrt(square) / scale), 2 * HALF_AROUND) if scale > 0 else 2 * HALF_AROUND
    hits = index.between(held.latitude, north - high, north + high) & index.between(held.longitude, east - wide, east + wide)
    squares = distances(index, held, (north, east), scale, hits)
    return BitMap(no for no, far in zip(hits, squares, strict=True) if far <= square)


def distances(index: Index, held: Near, centre: tuple[int, int], scale: float, hits: BitMap) -> Iterator[float]:
    """The squares of the distances of things that have a place."""
    latitudes, longitudes = index.axes[held.latitude], index.axes[held.longitude]
    assert isinstance(latitudes, Keys)
    assert isinstance(longitudes, Keys)
    return (squared(*place, centre, scale) for place in zip(latitudes.keys(hits), longitudes.keys(hits), strict=True))
