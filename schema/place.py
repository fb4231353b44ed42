"""A point on the globe, and a postal address."""

from __future__ import annotations

import strawberry

from hub.domain.claim import LocationPrecision
from schema.field import planned, words

words(
    LocationPrecision,
    "How exactly a place is known.",
    POINT="As measured or drawn.",
    ADDRESS="A house number.",
    STREET="Somewhere in a street.",
    POSTCODE="The middle of a postcode.",
    AREA="The middle of an area.",
    UNKNOWN="Nobody says.",
)


@strawberry.type(description="A postal address.")
class Address:
    street: str | None = planned("Street and house number.")
    postcode: str | None = planned("The postcode.")
    locality: str | None = planned("The town or village.")
    country: str = planned("ISO 3166-1, two letters: `DK`, `DE`.")


@strawberry.type(description="A place on the globe, CRS84.")
class Location:
    latitude: float = planned("Degrees north, -90 to 90.")
    longitude: float = planned("Degrees east, -180 to 180.")
    precision: LocationPrecision = planned("How exactly it is known.")
