"""What people do together: the centre of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.initiative import InitiativeStatus
from schema.connection import PAGING, Page, entity_page, entity_types, page
from schema.entity import Entity
from schema.field import Argument, planned, words
from schema.organization import Organization
from schema.scalars import PartialDate

if TYPE_CHECKING:
    from schema.agreement import Agreement
    from schema.evaluation import Evaluation
    from schema.event import Event
    from schema.funding import Funding
    from schema.opportunity import Opportunity
    from schema.story import Story
    from schema.venue import Venue

words(
    InitiativeStatus,
    "How far an initiative has come.",
    IDEA="Wanted, but not begun.",
    PILOT="Being tried out.",
    ACTIVE="Going on.",
    PAUSED="Resting, and meant to go on.",
    COMPLETED="Done.",
    UNKNOWN="Nobody says.",
)


@strawberry.type(description="What people do together: the centre of the graph.")
class Initiative(Entity):
    status: InitiativeStatus = planned("How far it has come.")
    started_on: PartialDate | None = planned("When it began.")
    ended_on: PartialDate | None = planned("When it ended.")
    lead: Organization | None = planned("The organization that leads it.")
    partners: Page[Organization] = page("Organization", "The organizations that take part in it, by name.", *PAGING)
    fundings: Page[Funding] = entity_page("Funding", "The money and goods that were given for it.")
    events: Page[Event] = entity_page("Event", "What happens in it, from now on unless `startsAt` is asked for, soonest first.")
    venues: Page[Venue] = entity_page("Venue", "The places that it uses.")
    agreements: Page[Agreement] = entity_page("Agreement", "The agreements that cover it, newest first.")
    evaluations: Page[Evaluation] = entity_page("Evaluation", "What came out of it, as others found, newest first.")
    stories: Page[Story] = entity_page("Story", "What is told of it, newest first.")
    opportunities: Page[Opportunity] = entity_page("Opportunity", "What it asks for or offers: tasks, rooms, partners, money.")
    adapted_from: Initiative | None = planned("The good example that it took up.")
    similar: list[Initiative] = planned(
        "The most alike: the same themes and words, elsewhere than in its own area.", Argument("first", "Int", "How many; 20 when absent.")
    )
    adaptations: Page[Initiative] = entity_page("Initiative", "The initiatives that took it up as a good example.")


(
    InitiativeEdge, InitiativeConnection, InitiativeFilter, InitiativeOrderField, InitiativeOrder,
    InitiativeDimension, InitiativeMeasure,
) = entity_types(
    "Initiative",
    statuses="In one of these states.",
    lead="Led by this organization.",
    partner="With this organization as a partner.",
    startedOn="Begun within this time; what has no date never matches.",
    hasEvaluation="Evaluated, or not.",
    adaptedFrom="Adapted from this initiative.",
    STARTED="By the day on which they began; without a date last.",
    STATUS="By status; the value is the name of the status.",
    LEAD="By the organization that leads; the value is its id.",
    YEAR="By the year in which they began.",
)  # fmt: skip
