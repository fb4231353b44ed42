"""Something at a time and place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Claim, Unsaid, When
from hub.domain.ids import EntityKind


class EventStatus(StrEnum):
    SCHEDULED = "SCHEDULED"
    MOVED = "MOVED"
    CANCELLED = "CANCELLED"
    UNKNOWN = "UNKNOWN"


class Attendance(StrEnum):
    IN_PERSON = "IN_PERSON"
    ONLINE = "ONLINE"
    MIXED = "MIXED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventClaim(Claim):
    """References: `organizer` (organization), `venue`, `initiative`. `series`: the same words for all meetings of one course."""

    kind: ClassVar[EntityKind] = EntityKind.EVENT
    needs: ClassVar[tuple[str, ...]] = ("when",)

    when: When | Unsaid = UNSAID
    event_status: EventStatus | Unsaid = UNSAID
    attendance: Attendance | Unsaid = UNSAID
    series: str | Unsaid | None = UNSAID
    free: bool | Unsaid | None = UNSAID
    ticket_url: str | Unsaid | None = UNSAID
