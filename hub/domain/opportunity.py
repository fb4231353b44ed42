"""Something wanted or offered, with a way to answer: a task for volunteers, an open pot of money, a room, knowledge, a partner."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Claim, Money, Texts, Unsaid
from hub.domain.ids import EntityKind


class OpportunityDirection(StrEnum):
    WANTED = "WANTED"
    OFFERED = "OFFERED"


class OpportunityType(StrEnum):
    VOLUNTEERING = "VOLUNTEERING"
    FUNDING = "FUNDING"
    PREMISES = "PREMISES"
    KNOWLEDGE = "KNOWLEDGE"
    EQUIPMENT = "EQUIPMENT"
    PARTNER = "PARTNER"
    OTHER = "OTHER"


class OpportunityState(StrEnum):
    UPCOMING = "UPCOMING"
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    FILLED = "FILLED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpportunityClaim(Claim):
    """References: `by` (organization), `initiative`. `amount` is what a pot holds; it is never summed with awards."""

    kind: ClassVar[EntityKind] = EntityKind.OPPORTUNITY

    direction: OpportunityDirection | Unsaid = UNSAID
    opportunity_type: OpportunityType | Unsaid = UNSAID
    state: OpportunityState | Unsaid = UNSAID
    opens_at: str | Unsaid | None = UNSAID
    closes_at: str | Unsaid | None = UNSAID
    from_date: str | Unsaid | None = UNSAID
    until_date: str | Unsaid | None = UNSAID
    remote: bool | Unsaid | None = UNSAID
    hours_per_week: float | Unsaid | None = UNSAID
    places: int | Unsaid | None = UNSAID
    skills: tuple[str, ...] | Unsaid = UNSAID
    eligibility: Texts | Unsaid | None = UNSAID
    amount: Money | Unsaid | None = UNSAID
    apply_url: str | Unsaid | None = UNSAID
