"""Associations, authorities, networks, companies: whoever acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.organization import OrganizationType
from schema.connection import Page, entity_page, entity_types
from schema.entity import Entity
from schema.field import Argument, planned, words
from schema.scalars import Url

if TYPE_CHECKING:
    from schema.agreement import Agreement
    from schema.event import Event
    from schema.funding import Funding
    from schema.initiative import Initiative
    from schema.opportunity import Opportunity
    from schema.venue import Venue

words(
    OrganizationType,
    "What kind of organization.",
    ASSOCIATION="People who joined for a purpose, with statutes and members.",
    UMBRELLA="An association of associations.",
    NETWORK="Organizations that work together without being one.",
    INFORMAL_GROUP="People who do something together, without statutes.",
    MUNICIPALITY="A local authority.",
    REGION="A regional authority.",
    STATE_AUTHORITY="An authority of the state.",
    LOCAL_COUNCIL="The voice of a village or quarter (Danish lokalråd), without being an authority.",
    HOUSING_ASSOCIATION="An association that runs homes.",
    COOPERATIVE="A business that its members own.",
    SOCIAL_ENTERPRISE="A business for a social purpose.",
    SELF_OWNING_INSTITUTION="An institution that nobody owns (Danish selvejende institution).",
    FOUNDATION="Money bound to a purpose.",
    VOLUNTEER_CENTRE="A place that brings volunteers and tasks together.",
    TRADE_UNION="An association of people who work.",
    CONGREGATION="A community of faith.",
    SCHOOL="A school.",
    DAYCARE="A kindergarten or nursery.",
    PUBLIC_INSTITUTION="A library, museum or other institution of an authority.",
    COMPANY="A business.",
    OTHER="Another kind, or nobody says.",
)
ROLES = Argument("roles", "[EntityLinkKind!]", "By which links the initiatives hang on to it: `LEADS`, `PARTNER_OF`. Absent: both.")


@strawberry.type(description="Whoever acts: an association, an authority, a network, a company.")
class Organization(Entity):
    organization_type: OrganizationType = planned("What kind of organization.")
    cvr: str | None = planned("Its number in the Danish Central Business Register, eight digits.")
    website: Url | None = planned("Its own site.")
    part_of: Organization | None = planned("The organization that it is a part of: a department, a local branch.")
    parts: Page[Organization] = entity_page("Organization", "The organizations that are part of it.")
    members: Page[Organization] = entity_page("Organization", "The organizations that are members of it.")
    confirmed: bool = planned("Confirmed by the organization itself: its word about itself wins.")
    initiatives: Page[Initiative] = entity_page("Initiative", "The initiatives that it leads or is a partner of.", ROLES)
    funding_received: Page[Funding] = entity_page("Funding", "What it received.")
    funding_given: Page[Funding] = entity_page("Funding", "What it gave.")
    agreements: Page[Agreement] = entity_page("Agreement", "The agreements to which it is a party, newest first.")
    venues: Page[Venue] = entity_page("Venue", "The places that it owns.")
    events: Page[Event] = entity_page("Event", "What it organizes, from now on unless `startsAt` is asked for, soonest first.")
    opportunities: Page[Opportunity] = entity_page("Opportunity", "What it posted: its open pots, its tasks for volunteers, its rooms.")


(
    OrganizationEdge, OrganizationConnection, OrganizationFilter, OrganizationOrderField, OrganizationOrder,
    OrganizationDimension, OrganizationMeasure,
) = entity_types(
    "Organization",
    types="Of one of these types.",
    partOf="Part of this organization.",
    memberOf="A member of this organization.",
    confirmed="Confirmed by the organization itself, or not.",
    TYPE="By type of organization; the value is the name of the type.",
)  # fmt: skip
