"""Something at a time and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.event import Attendance, EventStatus
from schema.connection import Page, entity_page, entity_types
from schema.entity import Entity
from schema.field import planned, words
from schema.initiative import Initiative
from schema.organization import Organization
from schema.scalars import DateTime, Url
from schema.venue import Venue

if TYPE_CHECKING:
    from schema.opportunity import Opportunity

words(
    EventStatus,
    "Whether an event takes place.",
    SCHEDULED="As announced.",
    MOVED="At another time or place than first announced; what is told here is the new one.",
    CANCELLED="Not at all.",
    UNKNOWN="Nobody says.",
)
words(
    Attendance,
    "How one takes part.",
    IN_PERSON="By coming.",
    ONLINE="From anywhere.",
    MIXED="Either way.",
    UNKNOWN="Nobody says.",
)


@strawberry.type(description="Something at a time and place. Lists start from now unless `startsAt` is asked for.")
class Event(Entity):
    starts_at: DateTime = planned("When it begins; of an all-day event, midnight at its place.")
    ends_at: DateTime | None = planned("When it ends; of an all-day event, the midnight after its last day.")
    all_day: bool = planned("Whether it is told by days, without hours.")
    timezone: str | None = planned("The IANA time zone of its place, in which whole days are meant: `Europe/Copenhagen`.")
    event_status: EventStatus = planned("Whether it takes place.")
    attendance: Attendance = planned("How one takes part.")
    series: str | None = planned("What it is one meeting of: a course of ten Mondays is one series.")
    organizer: Organization | None = planned("Who organizes it.")
    venue: Venue | None = planned("Where it takes place.")
    initiative: Initiative | None = planned("The initiative that it happens in.")
    free: bool | None = planned("Whether it costs nothing; null where nobody says.")
    ticket_url: Url | None = planned("Where one signs up or buys a ticket.")
    opportunities: Page[Opportunity] = entity_page("Opportunity", "What the initiative that it happens in asks for or offers.")


(
    EventEdge, EventConnection, EventFilter, EventOrderField, EventOrder,
    EventDimension, EventMeasure,
) = entity_types(
    "Event",
    startsAt="Begins within this time. While nothing in the filter, at any depth, says `startsAt`, only what begins from now on is listed.",
    statuses="In one of these states.",
    attendances="One can take part in one of these ways.",
    organizer="Organized by this organization.",
    venue="At this place.",
    initiative="In this initiative.",
    free="Costs nothing, or something; what says neither never matches.",
    STARTS="By when they begin.",
    MONTH="By the month in which it begins (UTC), such as `2026-11`.",
    ORGANIZER="By who organizes it; the value is the id of the organization.",
)  # fmt: skip
