"""LOCATION as a place where people meet: its name, its address, and what is left out because it may be somebody's door."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from hub.domain.claim import UNSAID, Address, Location, Unsaid
from hub.domain.venue import VenueClaim
from hub.sdk import converters, geo
from hub.sdk.html import html_text
from hub.sdk.private import may_be_a_home, without_contacts
from hub.sdk.row import Row

_ONLINE: Final = re.compile(
    r"online|digital\w*|virtu\w*|webinar|zoom|teams|(?:microsoft|google|ms) (?:teams|meet\w*)|skype|jitsi\w*|livestream\w*|https?://\S*|www\.\S*",
    re.IGNORECASE,
)
_NOWHERE: Final = re.compile(r"(?:tba|tbd|t\.b\.a\.?|oplyses\w*|oplyses senere|ukendt|folgt|wird bekannt\w*|[-–—.?/]+)", re.IGNORECASE)
_STREET: Final = re.compile(r"(?:\d+[a-z]? +\w.*|[^,\d]{3,60}? \d{1,4} ?[a-zA-Z]?(?:[-–]\d{1,4})?)")
_TOWN: Final = re.compile(r"(?:(?:DK|D|DE)[- ])?(\d{4,5}) ([^\W\d][^\d,]{1,60})")
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Place:
    """A place with a name of its own; `address` only of a place that has one, for a street alone may be a home."""

    name: str
    street: str | None = None
    postcode: str | None = None
    locality: str | None = None

    def data(self) -> dict[str, str]:
        """As it stands in a row."""
        said = {"name": self.name, "street": self.street, "postcode": self.postcode, "locality": self.locality}
        return {name: value for name, value in said.items() if value}


def is_online(said: str) -> bool:
    """Whether a LOCATION is no place but the net."""
    return _ONLINE.fullmatch(said.strip()) is not None


def place(said: str) -> Place | None:
    """The place that a LOCATION names; None for the net, for "somewhere", and for what may be somebody's home.

    >>> place("Forsamlingshuset, Bygaden 4, 8420 Knebel")
    Place(name='Forsamlingshuset', street='Bygaden 4', postcode='8420', locality='Knebel')
    >>> place("Bygaden 12, 8420 Knebel") is None, place("Hos Jens"), place("https://zoom.example/j/1")
    (True, None, None)
    """
    words = without_contacts(html_text(said.replace("\\n", ", ").replace("\n", ", "), _LONGEST))
    parts = [part for one in words.split(",") if (part := " ".join(one.split()))]
    parts = [part for part in parts if not _ONLINE.fullmatch(part)]
    if not parts or _NOWHERE.fullmatch(words) or may_be_a_home(parts[0]) or _TOWN.fullmatch(parts[0]):
        return None
    towns = [found for part in parts[1:] if (found := _TOWN.fullmatch(part))]
    streets = [part for part in parts[1:] if _STREET.fullmatch(part) and not _TOWN.fullmatch(part)]
    if not towns:
        return Place(", ".join(parts) if not streets else parts[0], street=streets[0] if streets else None)
    return Place(parts[0], streets[0] if streets else None, towns[0][1], towns[0][2].strip())


def venue_id(said: dict[str, str]) -> str:
    """The source id of a place: the same words are the same place, however they are cased."""
    return "venue:" + "|".join(said.get(name, "") for name in ("name", "street", "postcode", "locality")).casefold()


def area_of(said: dict[str, str] | None, country: str, otherwise: str | None) -> str | Unsaid:
    """The area of a place by its postcode, else the one that the source file says."""
    try:
        code = converters.postcode(said["postcode"], country.lower()) if said and "postcode" in said else None
    except ValueError:
        code = None
    return code or otherwise or UNSAID


def location(row: Row, point: list[float] | None) -> Location | Unsaid:
    """The coordinates (latitude, longitude) as a location; what cannot be is told."""
    if not point:
        return UNSAID
    try:
        found = geo.point(point[0], point[1], note=row.problem)
    except ValueError as error:
        row.problem("BAD_LOCATION", str(error), "geo")
        return UNSAID
    return Location(*found) if found else UNSAID


def venue(said: dict[str, str], row: Row, point: list[float] | None, language: str, country: str) -> VenueClaim:
    """A place by itself."""
    more: dict[str, Any] = {}
    if "street" in said or "postcode" in said:
        more["address"] = Address(said.get("street"), said.get("postcode"), said.get("locality"), country)
    return VenueClaim(
        source_id=venue_id(said),
        name={language: said["name"]},
        area=area_of(said, country, None),
        location=location(row, point),
        **more,
    )
