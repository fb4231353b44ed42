"""What came out of a trial: the reason to spread it, or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.evaluation import Outcome
from schema.connection import Page, entity_page, entity_types
from schema.entity import Entity
from schema.field import LANG, planned, words
from schema.money import Money
from schema.organization import Organization
from schema.scalars import PartialDate, Url

if TYPE_CHECKING:
    from schema.opportunity import Opportunity

words(
    Outcome,
    "Whether what was tried did what it was meant to.",
    WORKED="It did.",
    PARTLY_WORKED="In part, or for some.",
    DID_NOT_WORK="It did not: good to know before trying it again.",
    INCONCLUSIVE="It was looked at, and nothing can be said.",
    UNKNOWN="Nobody says.",
)


@strawberry.type(description="What came out of a trial: the reason to spread it, or not.")
class Evaluation(Entity):
    of: Entity | None = planned("What was evaluated.")
    outcome: Outcome = planned("Whether it did what it was meant to.")
    method: str | None = planned("How it was found out.", LANG)
    findings: str | None = planned("What was found.", LANG)
    published_on: PartialDate | None = planned("When it was published.")
    evaluator: Organization | None = planned("Who evaluated it.")
    document_url: Url | None = planned("Where it can be read.")
    cost: Money | None = planned("What the trial cost.")
    duration_months: int | None = planned("How many months the trial took.")
    people_involved: int | None = planned("How many people took part in the trial.")
    opportunities: Page[Opportunity] = entity_page("Opportunity", "What it evaluates, where that is an opportunity.")


(
    EvaluationEdge, EvaluationConnection, EvaluationFilter, EvaluationOrderField, EvaluationOrder,
    EvaluationDimension, EvaluationMeasure,
) = entity_types(
    "Evaluation",
    outcomes="With one of these outcomes.",
    of="Of this thing.",
    evaluator="By this organization.",
    publishedOn="Published within this time; what has no date never matches.",
    PUBLISHED="By the day of publication; without a date last.",
    OUTCOME="By outcome; the value is the name of the outcome.",
    YEAR="By the year of publication.",
)  # fmt: skip
