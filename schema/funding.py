"""Money or goods given, lent or raised for a stated purpose."""

from __future__ import annotations

import strawberry

from hub.domain.funding import FundingType
from schema.connection import Page, entity_page, entity_types
from schema.entity import Entity
from schema.field import LANG, planned, words
from schema.initiative import Initiative
from schema.money import Money
from schema.opportunity import Opportunity
from schema.organization import Organization
from schema.scalars import DateTime, PartialDate

words(
    FundingType,
    "In which form money or goods are given.",
    GRANT="Given for a project.",
    CORE_FUNDING="Given for the daily work.",
    PILOT_FUND="Given for a trial that is evaluated.",
    MICROLOAN="A small loan.",
    LOAN="A loan.",
    CROWDFUNDING="Raised from many.",
    PRIZE="Won.",
    IN_KIND="Goods, rooms or hours instead of money.",
    OTHER="Another form, or nobody says.",
)


@strawberry.type(description="A crowdfunding campaign's own numbers.")
class Campaign:
    goal: Money | None = planned("What it wants to raise.")
    raised: Money | None = planned("What it has raised.")
    backer_count: int | None = planned("How many gave.")
    closes_at: DateTime | None = planned("When it ends.")


@strawberry.type(description="Money or goods given, lent or raised for a stated purpose.")
class Funding(Entity):
    funding_type: FundingType = planned("In which form it is given.")
    purpose: str | None = planned("What it is given for.", LANG)
    amount: Money | None = planned("How much; null where the source does not say, or where it is not money.")
    awarded_on: PartialDate | None = planned("When it was awarded.")
    from_date: PartialDate | None = planned("The beginning of the time that it is for.")
    until_date: PartialDate | None = planned("The end of the time that it is for.")
    within: Opportunity | None = planned("The programme or pot that it came from, where it is known as one.")
    programme: str | None = planned("The programme or pot that it came from, in the funder's words.")
    regrant: bool = planned("Money passed on from another funding.")
    repayable: bool | None = planned("Whether it is to be paid back; null where nobody says.")
    funder: Organization | None = planned("Who gave it.")
    recipient: Organization | None = planned("Who received it.")
    initiative: Initiative | None = planned("What it is for.")
    campaign: Campaign | None = planned("The campaign's own numbers, where it was raised from many.")
    opportunities: Page[Opportunity] = entity_page("Opportunity", "The pot that it was awarded within.")


(
    FundingEdge, FundingConnection, FundingFilter, FundingOrderField, FundingOrder,
    FundingDimension, FundingMeasure,
) = entity_types(
    "Funding",
    types="Of one of these types.",
    amount="With an amount in this range, in this currency; what has no amount never matches.",
    awardedOn="Awarded within this time; what has no date never matches.",
    funder="Given by this organization.",
    recipient="Received by this organization.",
    initiative="Given for this initiative.",
    includeRegrants="Money that was passed on. True: it counts in sums, too. False: it is not in the list. Absent: listed, not summed.",
    within="Awarded within this opportunity, such as an open pot.",
    AWARDED="By the day of the award; without a date last.",
    AMOUNT="By amount, whatever the currency; without an amount last.",
    TYPE="By type of funding; the value is the name of the type.",
    YEAR="By the year of the award.",
    FUNDER="By who gave; the value is the id of the organization.",
    RECIPIENT="By who received; the value is the id of the organization.",
    PROGRAMME="By programme, in the funder's words.",
)  # fmt: skip
