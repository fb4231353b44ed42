"""A place where people may meet, that they may borrow or book, or look after."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Address, Claim, Texts, Unsaid
from hub.domain.ids import EntityKind


class VenueType(StrEnum):
    MEETING_PLACE = "MEETING_PLACE"
    HALL = "HALL"
    SPORTS = "SPORTS"
    CULTURE = "CULTURE"
    WORKSHOP = "WORKSHOP"
    OUTDOOR = "OUTDOOR"
    NATURE = "NATURE"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueClaim(Claim):
    """References: `owner` (organization). `terms`: price and conditions for associations, as the owner states them."""

    kind: ClassVar[EntityKind] = EntityKind.VENUE

    venue_type: VenueType | Unsaid = UNSAID
    address: Address | Unsaid | None = UNSAID
    capacity: int | Unsaid | None = UNSAID
    facilities: tuple[str, ...] | Unsaid = UNSAID
    accessibility: Texts | Unsaid | None = UNSAID
    bookable: bool | Unsaid | None = UNSAID
    booking_url: str | Unsaid | None = UNSAID
    terms: Texts | Unsaid | None = UNSAID
