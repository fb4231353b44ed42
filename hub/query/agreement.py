"""What can be read of an agreement: a binding cooperation, above all between an authority and civil society."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from hub.domain import dates
from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, by_entity, by_value
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, RELEVANCE
from hub.query.leaf import is_entity, linked, one_of
from hub.query.noun import Leaf, Many, Noun, One, Order, Way
from hub.store.tables import agreement, link, opportunity


def in_force(first: ColumnElement[Any], last: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether an agreement holds at some time between two days; an end that nobody tells is open, but one of both has to be told."""
    begins, ends = agreement.c.valid_from, agreement.c.valid_to
    told = or_(begins.is_not(None), ends.is_not(None))
    return and_(told, or_(begins.is_(None), agreement.c.valid_from_asc <= last), agreement.c.valid_to_last >= first)


_PARTY = link.c.kind == "PARTY_TO"

AGREEMENT_NOUN = Noun(
    "Agreement",
    EntityKind.AGREEMENT,
    agreement,
    columns={
        **COLUMNS,
        "agreementType": agreement.c.agreement_type,
        "validFrom": agreement.c.valid_from,
        "validTo": agreement.c.valid_to,
        "documentUrl": agreement.c.document_url,
    },
    relations={
        **RELATIONS,
        "parties": Many("Organization", {"": Way(link.c.to_no, link.c.from_no, _PARTY, link.c.from_sort)}, filtered=False),
        "initiative": One("Initiative", on=agreement.c.initiative_no),
        "venue": One("Venue", on=agreement.c.venue_no),
        "opportunities": Many(
            "Opportunity",
            {
                "": Way(
                    agreement.c.no,
                    opportunity.c.no,
                    source=agreement.join(opportunity, opportunity.c.initiative_no == agreement.c.initiative_no),
                )
            },
        ),
    },
    filters={
        **FILTERS,
        "types": one_of("AgreementType", agreement.c.agreement_type),
        "party": linked("PARTY_TO", link.c.to_no, link.c.from_no),
        "initiative": is_entity(agreement.c.initiative_no),
        "validOn": Leaf("PartialDate", in_force, lambda day: (dates.order_key(day), dates.range_end(day))),
    },
    orders={
        "VALID_FROM": Order(agreement.c.valid_from_asc, agreement.c.valid_from_desc),
        "UPDATED": ORDERS["UPDATED"],
        "RELEVANCE": RELEVANCE,
    },
    default_order=("VALID_FROM", "DESC"),
    dimensions={
        "AREA": AREAS,
        "TYPE": by_value("types", agreement.c.agreement_type),
        "SOURCE": SOURCES,
        "PARTY": by_entity("party", link.c.from_no, (link, and_(_PARTY, link.c.to_no == agreement.c.no))),
    },
)
