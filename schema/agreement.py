"""Binding cooperation, above all between an authority and civil society."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.agreement import AgreementType
from schema.connection import PAGING, Page, entity_page, entity_types, page
from schema.entity import Entity
from schema.field import planned, words
from schema.initiative import Initiative
from schema.organization import Organization
from schema.scalars import PartialDate, Url
from schema.venue import Venue

if TYPE_CHECKING:
    from schema.opportunity import Opportunity

words(
    AgreementType,
    "What an agreement is about.",
    OPERATION="Running something: a hall, a library, a path.",
    COOPERATION="Doing something together.",
    LEASE="The use of rooms or ground.",
    SERVICE="A task that one does for the other, for pay.",
    PARTNERSHIP="Lasting company without a single task.",
    OTHER="Something else, or nobody says.",
)


@strawberry.type(description="A binding cooperation, above all between an authority and civil society.")
class Agreement(Entity):
    agreement_type: AgreementType = planned("What it is about.")
    parties: Page[Organization] = page("Organization", "Who made it, by name.", *PAGING)
    initiative: Initiative | None = planned("The initiative that it covers.")
    venue: Venue | None = planned("The place that it covers.")
    valid_from: PartialDate | None = planned("Since when it holds.")
    valid_to: PartialDate | None = planned("Until when it holds, that day, month or year included.")
    document_url: Url | None = planned("Where its text can be read.")
    opportunities: Page[Opportunity] = entity_page("Opportunity", "What the initiative that it covers asks for or offers.")


(
    AgreementEdge, AgreementConnection, AgreementFilter, AgreementOrderField, AgreementOrder,
    AgreementDimension, AgreementMeasure,
) = entity_types(
    "Agreement",
    types="Of one of these types.",
    party="With this organization as a party.",
    initiative="Covers this initiative.",
    validOn="In force at some time of this day, month or year. An end that nobody tells is open; what tells neither end never matches.",
    VALID_FROM="By when they begin to hold; without a date last.",
    TYPE="By type of agreement; the value is the name of the type.",
    PARTY="By party; the value is the id of the organization.",
)  # fmt: skip
