"""Places where people may meet, that they may borrow or book, or look after."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.venue import VenueType
from schema.connection import Page, entity_page, entity_types
from schema.entity import Entity
from schema.field import LANG, planned, words
from schema.organization import Organization
from schema.place import Address
from schema.scalars import Url

if TYPE_CHECKING:
    from schema.event import Event
    from schema.opportunity import Opportunity

words(
    VenueType,
    "What kind of place.",
    MEETING_PLACE="Rooms to meet in: a community house, a parish hall, a library.",
    HALL="A large room for gatherings and feasts.",
    SPORTS="Made for sport.",
    CULTURE="Made for stage, music, pictures or books.",
    WORKSHOP="Where things are made and mended.",
    OUTDOOR="A square, garden or shelter.",
    NATURE="A wood, stream or meadow that people look after.",
    OTHER="Another kind, or nobody says.",
)


@strawberry.type(description="A place where people may meet, that they may borrow or book, or look after.")
class Venue(Entity):
    venue_type: VenueType = planned("What kind of place.")
    address: Address | None = planned("Its postal address.")
    capacity: int | None = planned("How many people it holds.")
    facilities: list[str] = planned("What there is, in the owner's words, in alphabetical order.")
    accessibility: str | None = planned("How it can be reached and used by everybody.", LANG)
    bookable: bool | None = planned("Whether it can be booked; null where nobody says.")
    booking_url: Url | None = planned("Where it is booked.")
    terms: str | None = planned("Price and terms for associations, as the owner states them.", LANG)
    owner: Organization | None = planned("Who owns it.")
    events: Page[Event] = entity_page("Event", "What happens there, from now on unless `startsAt` is asked for, soonest first.")
    opportunities: Page[Opportunity] = entity_page("Opportunity", "What mentions it, such as an offer of its rooms.")


(
    VenueEdge, VenueConnection, VenueFilter, VenueOrderField, VenueOrder,
    VenueDimension, VenueMeasure,
) = entity_types(
    "Venue",
    types="Of one of these types.",
    minCapacity="Holds at least so many people; what says no number never matches.",
    bookable="Can be booked, or not; what says neither never matches.",
    owner="Owned by this organization.",
    CAPACITY="By how many people they hold; without a number last.",
    TYPE="By type of place; the value is the name of the type.",
    OWNER="By who owns it; the value is the id of the organization.",
)  # fmt: skip
