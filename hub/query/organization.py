"""What can be read of an organization: an association, an authority, a network, a company."""

from __future__ import annotations

from sqlalchemy import and_, not_

from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, THEMES, by_value
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, flag
from hub.query.leaf import is_entity, is_flag, linked, one_of
from hub.query.noun import Many, Noun, One, Way
from hub.query.place import NEAREST
from hub.store.tables import event, funding, link, opportunity, organization, venue

_LEADS = Way(link.c.from_no, link.c.to_no, and_(link.c.kind == "LEADS", not_(link.c.contested)), link.c.to_sort)
_PARTNER_OF = Way(link.c.from_no, link.c.to_no, link.c.kind == "PARTNER_OF", link.c.to_sort)

ORGANIZATION_NOUN = Noun(
    "Organization",
    EntityKind.ORGANIZATION,
    organization,
    columns={
        **COLUMNS,
        "organizationType": organization.c.organization_type,
        "cvr": organization.c.cvr,
        "website": organization.c.website,
        "confirmed": flag(organization.c.confirmed),
    },
    relations={
        **RELATIONS,
        "partOf": One("Organization", on=organization.c.part_of_no),
        "parts": Many("Organization", {"": Way(organization.c.part_of_no, organization.c.no)}),
        "members": Many("Organization", {"": Way(link.c.to_no, link.c.from_no, link.c.kind == "MEMBER_OF", link.c.from_sort)}),
        "initiatives": Many("Initiative", {"LEADS": _LEADS, "PARTNER_OF": _PARTNER_OF}, choice=("roles", ("LEADS", "PARTNER_OF"))),
        "fundingReceived": Many("Funding", {"": Way(funding.c.recipient_no, funding.c.no)}),
        "fundingGiven": Many("Funding", {"": Way(funding.c.funder_no, funding.c.no)}),
        "agreements": Many("Agreement", {"": Way(link.c.from_no, link.c.to_no, link.c.kind == "PARTY_TO")}),
        "venues": Many("Venue", {"": Way(venue.c.owner_no, venue.c.no)}),
        "events": Many("Event", {"": Way(event.c.organizer_no, event.c.no)}),
        "opportunities": Many("Opportunity", {"": Way(opportunity.c.by_no, opportunity.c.no)}),
    },
    filters={
        **FILTERS,
        "types": one_of("OrganizationType", organization.c.organization_type),
        "partOf": is_entity(organization.c.part_of_no),
        "memberOf": linked("MEMBER_OF", link.c.from_no, link.c.to_no),
        "confirmed": is_flag(organization.c.confirmed),
    },
    orders={**ORDERS, "NEAREST": NEAREST},
    default_order=("NAME", "ASC"),
    dimensions={"AREA": AREAS, "THEME": THEMES, "TYPE": by_value("types", organization.c.organization_type), "SOURCE": SOURCES},
)
