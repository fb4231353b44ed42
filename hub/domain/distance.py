"""Distances on the globe, near enough: a degree of longitude is taken as long as it is at the centre that is asked about.

Within 100 km of a Danish town that is right to half a percent, and a database can compute it without trigonometry, to the very same number.
Positions are degrees x 10^7; squares are those of degrees x 10^7 of latitude, as floating-point numbers.
"""

from __future__ import annotations

from math import cos, radians, sqrt

KM_PER_DEGREE = 111.195080
"""Of a sphere with the mean radius of the Earth, 6,371.0088 km."""
_E7 = 10_000_000


def scale_at(latitude_e7: int) -> float:
    """How long a degree of longitude is there, in degrees of latitude."""
    return cos(radians(latitude_e7 / _E7))


def squared(latitude_e7: int, longitude_e7: int, centre: tuple[int, int], scale: float) -> float:
    """The square of a distance from the centre."""
    north, east = float(latitude_e7 - centre[0]), float(longitude_e7 - centre[1]) * scale
    return north * north + east * east


def square_of(kilometres: float) -> float:
    """The square of so many kilometres."""
    side = kilometres / KM_PER_DEGREE * _E7
    return side * side


def kilometres(square: float) -> float:
    """The kilometres of a square, to the metre.

    >>> kilometres(square_of(12.5))
    12.5
    """
    return round(sqrt(square) / _E7 * KM_PER_DEGREE, 3)
