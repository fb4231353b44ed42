"""Something wanted or offered, with a way to answer: a task for volunteers, an open pot of money, a room, knowledge, a partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.opportunity import OpportunityDirection, OpportunityState, OpportunityType
from schema.connection import Page, entity_page, entity_types
from schema.entity import Entity
from schema.field import LANG, planned, words
from schema.initiative import Initiative
from schema.money import Money
from schema.organization import Organization
from schema.scalars import DateTime, PartialDate, Url

if TYPE_CHECKING:
    from schema.funding import Funding

words(
    OpportunityDirection,
    "Whether something is looked for or given.",
    WANTED="Somebody looks for it.",
    OFFERED="Somebody gives it.",
)
words(
    OpportunityType,
    "What is wanted or offered.",
    VOLUNTEERING="Hands and time.",
    FUNDING="Money: an open pot.",
    PREMISES="Rooms or ground.",
    KNOWLEDGE="Advice, a course, a mentor.",
    EQUIPMENT="Things to use.",
    PARTNER="Somebody to do it with.",
    OTHER="Something else, or nobody says.",
)
words(
    OpportunityState,
    "Whether an opportunity can be answered.",
    UPCOMING="It will open.",
    OPEN="It can be answered now.",
    CLOSED="Its time is over.",
    FILLED="Somebody was found.",
    UNKNOWN="Nobody says.",
)


@strawberry.type(
    description="Something wanted or offered, with a way to answer: a task for volunteers, an open pot of money, a room, knowledge, "
    "a partner."
)
class Opportunity(Entity):
    direction: OpportunityDirection = planned(
        "Wanted or offered; where nobody says, money, rooms, knowledge and equipment are offered, everything else is wanted."
    )
    opportunity_type: OpportunityType = planned("What is wanted or offered.")
    state: OpportunityState = planned(
        "Whether it can be answered at the moment of asking: what its source calls open is closed once `closesAt` has passed, what it "
        "calls upcoming is open once `opensAt` has."
    )
    by: Organization | None = planned("Who posted it.")
    initiative: Initiative | None = planned("The initiative that it is for.")
    opens_at: DateTime | None = planned("When it can first be answered.")
    closes_at: DateTime | None = planned("The deadline.")
    from_date: PartialDate | None = planned("The beginning of the time that it is about: of the task, the loan, the project.")
    until_date: PartialDate | None = planned("The end of the time that it is about.")
    remote: bool | None = planned("Whether it can be done from anywhere; null where nobody says.")
    hours_per_week: float | None = planned("How many hours a week it takes.")
    places: int | None = planned("How many are looked for, or can be given.")
    skills: list[str] = planned("What one should be able to do, in the source's words, in alphabetical order.")
    eligibility: str | None = planned("Who may answer.", LANG)
    amount: Money | None = planned("What a pot holds; never summed with awards.")
    apply_url: Url | None = planned("Where it is answered.")
    fundings: Page[Funding] = entity_page("Funding", "What was awarded within it, newest first.")
    opportunities: Page[Opportunity] = entity_page(
        "Opportunity", "Those that follow it and those that it follows, such as the rounds of one pot in other years."
    )


(
    OpportunityEdge, OpportunityConnection, OpportunityFilter, OpportunityOrderField, OpportunityOrder,
    OpportunityDimension, OpportunityMeasure,
) = entity_types(
    "Opportunity",
    directions="Wanted, offered, or either.",
    types="Of one of these types.",
    states="In one of these states at the moment of asking.",
    by="Posted by this organization.",
    initiative="For this initiative.",
    closesAt="With a deadline within this time; what has none never matches.",
    remote="Can be done from anywhere, or not; what says neither never matches.",
    CLOSES="By deadline; without one last.",
    OPENS="By when they open; without a moment last.",
    TYPE="By what is wanted or offered; the value is the name of the type.",
    STATE="By state at the moment of asking; the value is the name of the state.",
    BY="By who posted it; the value is the id of the organization.",
)  # fmt: skip
