"""What can be read of an opportunity: something wanted or offered, with a way to answer.

Its source says once how it stands; what is answered follows the clock: one that was open is closed when its last moment has passed, one
that was to come is open when its first has.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, bindparam, case

from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, THEMES, by_entity, by_value
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, RELEVANCE, flag, money, words_of
from hub.query.leaf import is_entity, is_flag, one_of, within_times
from hub.query.noun import NOW, Dimension, Many, Noun, One, Order, Way, Words
from hub.query.place import NEAREST
from hub.store.tables import funding, link, opportunity

_said = opportunity.c.state
STATE: ColumnElement[str] = case(
    (and_(_said.in_(("OPEN", "UPCOMING")), opportunity.c.closes_at < bindparam(NOW)), "CLOSED"),
    (and_(_said == "UPCOMING", opportunity.c.opens_at <= bindparam(NOW)), "OPEN"),
    else_=_said,
)

OPPORTUNITY_NOUN = Noun(
    "Opportunity",
    EntityKind.OPPORTUNITY,
    opportunity,
    columns={
        **COLUMNS,
        "direction": opportunity.c.direction,
        "opportunityType": opportunity.c.opportunity_type,
        "state": STATE,
        "opensAt": opportunity.c.opens_at,
        "closesAt": opportunity.c.closes_at,
        "fromDate": opportunity.c.from_date,
        "untilDate": opportunity.c.until_date,
        "remote": flag(opportunity.c.remote),
        "hoursPerWeek": opportunity.c.hours_per_week,
        "places": opportunity.c.places,
        "skills": words_of(opportunity.c.skills),
        "eligibility": Words("ELIGIBILITY", opportunity.c.eligibility, opportunity.c.no),
        "amount": money(opportunity.c.amount_minor, opportunity.c.currency),
        "applyUrl": opportunity.c.apply_url,
    },
    relations={
        **RELATIONS,
        "by": One("Organization", on=opportunity.c.by_no),
        "initiative": One("Initiative", on=opportunity.c.initiative_no),
        "fundings": Many("Funding", {"": Way(funding.c.within_no, funding.c.no)}),
        "opportunities": Many(
            "Opportunity",
            {
                "later": Way(link.c.to_no, link.c.from_no, link.c.kind == "SUCCEEDS"),
                "earlier": Way(link.c.from_no, link.c.to_no, link.c.kind == "SUCCEEDS"),
            },
        ),
    },
    filters={
        **FILTERS,
        "directions": one_of("OpportunityDirection", opportunity.c.direction),
        "types": one_of("OpportunityType", opportunity.c.opportunity_type),
        "states": one_of("OpportunityState", STATE),
        "by": is_entity(opportunity.c.by_no),
        "initiative": is_entity(opportunity.c.initiative_no),
        "closesAt": within_times(opportunity.c.closes_asc),
        "remote": is_flag(opportunity.c.remote),
    },
    orders={
        "UPDATED": ORDERS["UPDATED"],
        "NEAREST": NEAREST,
        "RELEVANCE": RELEVANCE,
        "CLOSES": Order(opportunity.c.closes_asc, opportunity.c.closes_desc),
        "OPENS": Order(opportunity.c.opens_asc, opportunity.c.opens_desc),
    },
    default_order=("UPDATED", "DESC"),
    dimensions={
        "AREA": AREAS,
        "THEME": THEMES,
        "TYPE": by_value("types", opportunity.c.opportunity_type),
        "STATE": Dimension("states", STATE),
        "SOURCE": SOURCES,
        "BY": by_entity("by", opportunity.c.by_no),
    },
)
