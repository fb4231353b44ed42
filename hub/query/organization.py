"""What can be read of an organization: an association, an authority, a network, a company."""

from __future__ import annotations

from sqlalchemy import and_, not_

from hub.domain.ids import EntityKind
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, SOURCES, THEMES, flag, is_entity, linked, one_of
from hub.query.noun import Dimension, Leaf, Many, Noun, One, Way
from hub.store.tables import funding, link, organization

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
    },
    filters={
        **FILTERS,
        "types": one_of("OrganizationType", organization.c.organization_type),
        "partOf": is_entity(organization.c.part_of_no),
        "memberOf": linked("MEMBER_OF", link.c.from_no, link.c.to_no),
        "confirmed": Leaf("Boolean", lambda wanted: organization.c.confirmed == wanted),
    },
    orders=ORDERS,
    default_order=("NAME", "ASC"),
    dimensions={"THEME": THEMES, "TYPE": Dimension("types", organization.c.organization_type), "SOURCE": SOURCES},
)
