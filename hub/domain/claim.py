"""A claim: what one item of one source says about one thing, in our words.

A field that the item does not speak of is UNSAID; None is an explicit "known to be none", which is a value and may win.
Values that only make sense together are one value (Money, Location, ContactPoint …), so they win or lose together.
`raw` keeps the source's own words for a field, so that `origins` can show them beside ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum, StrEnum
from typing import Any, ClassVar, Final

from hub.domain.ids import EntityKind


class Unsaid(Enum):
    """The type of UNSAID: the item does not speak of this field."""

    UNSAID = 0


UNSAID: Final = Unsaid.UNSAID

Texts = Mapping[str, str]
"""Words by language (BCP 47 primary tag): {"da": "Kogræsserlaug", "en": "Grazing guild"}; `und` where nobody knows."""


class LocationPrecision(StrEnum):
    POINT = "POINT"
    ADDRESS = "ADDRESS"
    STREET = "STREET"
    POSTCODE = "POSTCODE"
    AREA = "AREA"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Location:
    """A place on the globe, CRS84 degrees."""

    latitude: float
    longitude: float
    precision: LocationPrecision = LocationPrecision.POINT


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (øre, cent) of an ISO 4217 currency."""

    minor: int
    currency: str


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """org-id.guide style: `DK-CVR` and `12345678`."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class Image:
    url: str
    alt: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """Role-based, published by the organization itself; never a private person's. Otherwise only the contact page."""

    role: str | None = None
    email: str | None = None
    phone: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """A crowdfunding campaign's own numbers."""

    goal: Money | None = None
    raised: Money | None = None
    backer_count: int | None = None
    closes_at: str | None = None


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of time: instants in UTC (`Z`); `timezone` is the IANA zone of the place, in which whole days are meant.

    `starts_at` of an all-day event is midnight in its zone, `ends_at` the midnight after its last day.
    """

    starts_at: str
    ends_at: str | None = None
    all_day: bool = False
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; `country` is ISO 3166-1 alpha-2."""

    street: str | None = None
    postcode: str | None = None
    locality: str | None = None
    country: str = "DK"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a claim says about another thing: a role (hub/domain/link.py) and one way to find the target.

    Exactly one of `source_id` (within the same source), `identifier` and `url` is set. `kind` is that of the target; where a role takes
    things of any kind, it may be None by identifier or URL, and then leads to the one entity of whatever kind that carries it.
    """

    role: str
    kind: EntityKind | None
    source_id: str | None = None
    identifier: Identifier | None = None
    url: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What every kind may say. Subclasses (one per noun) add their own fields; field names are those of the graph in snake_case.

    `source_id` is the source's own id, raw: the entity id is minted from it before any cleaning.
    Dates are partial ISO 8601 texts ("2019", "2019-07"), instants RFC 3339 in UTC with `Z`, URLs absolute http(s).
    """

    kind: ClassVar[EntityKind]
    needs: ClassVar[tuple[str, ...]] = ()
    """Fields without which it cannot be read."""

    source_id: str
    name: Texts | Unsaid = UNSAID
    summary: Texts | Unsaid | None = UNSAID
    description: Texts | Unsaid | None = UNSAID
    url: str | Unsaid | None = UNSAID
    image: Image | Unsaid | None = UNSAID
    area: str | Unsaid | None = UNSAID
    serves: tuple[str, ...] | Unsaid = UNSAID
    location: Location | Unsaid | None = UNSAID
    themes: tuple[str, ...] | Unsaid = UNSAID
    identifiers: tuple[Identifier, ...] | Unsaid = UNSAID
    contact: ContactPoint | Unsaid | None = UNSAID
    references: tuple[Reference, ...] = ()
    raw: Mapping[str, str] = field(default_factory=dict)

    def values(self) -> dict[str, Any]:
        """What is said, by field; without `source_id`, `references` and `raw`."""
        return {name: value for name in value_fields(type(self)) if (value := getattr(self, name)) is not UNSAID}


def value_fields(claim_type: type[Claim]) -> tuple[str, ...]:
    """The names of the fields that a claim of this type may speak of, in their order."""
    if (known := _FIELDS.get(claim_type)) is None:
        known = _FIELDS[claim_type] = tuple(f.name for f in fields(claim_type) if f.name not in ("source_id", "references", "raw"))
    return known


_FIELDS: dict[type, tuple[str, ...]] = {}


TEXT_FIELDS: Final = frozenset(
    {"name", "summary", "description", "purpose", "text", "findings", "method", "eligibility", "terms", "accessibility"}
)
"""Fields that win per language."""

UNITED_FIELDS: Final = frozenset({"serves", "themes", "identifiers", "skills", "facilities"})
"""Fields whose values are united over all claims instead of one winning."""
