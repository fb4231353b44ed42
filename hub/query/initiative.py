"""What can be read of an initiative: what people do together, the centre of the graph."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, select, true

from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, THEMES, by_entity, by_value, by_year
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS
from hub.query.leaf import is_entity, linked, one_of, within_dates
from hub.query.noun import Leaf, Many, Noun, One, Order, Similar, Way
from hub.query.place import NEAREST
from hub.store.tables import agreement, evaluation, event, funding, initiative, link, opportunity


def evaluated(wanted: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether there is an evaluation of it, as asked for."""
    there = select(evaluation.c.no).where(evaluation.c.of_no == initiative.c.no).correlate(initiative).exists()
    return case((and_(initiative.c.no.is_not(None), there), true()), else_=false()) == wanted


INITIATIVE_NOUN = Noun(
    "Initiative",
    EntityKind.INITIATIVE,
    initiative,
    columns={**COLUMNS, "status": initiative.c.status, "startedOn": initiative.c.started_on, "endedOn": initiative.c.ended_on},
    relations={
        **RELATIONS,
        "similar": Similar(),
        "lead": One("Organization", on=initiative.c.lead_no),
        "partners": Many(
            "Organization", {"": Way(link.c.to_no, link.c.from_no, link.c.kind == "PARTNER_OF", link.c.from_sort)}, filtered=False
        ),
        "fundings": Many("Funding", {"": Way(funding.c.initiative_no, funding.c.no)}),
        "events": Many("Event", {"": Way(event.c.initiative_no, event.c.no)}),
        "venues": Many("Venue", {"": Way(link.c.from_no, link.c.to_no, link.c.kind == "USES", link.c.to_sort)}),
        "agreements": Many("Agreement", {"": Way(agreement.c.initiative_no, agreement.c.no)}),
        "evaluations": Many("Evaluation", {"": Way(evaluation.c.of_no, evaluation.c.no)}),
        "stories": Many("Story", {"": Way(link.c.to_no, link.c.from_no, link.c.kind == "TELLS_OF")}),
        "opportunities": Many("Opportunity", {"": Way(opportunity.c.initiative_no, opportunity.c.no)}),
        "adaptedFrom": One("Initiative", on=initiative.c.adapted_from_no),
        "adaptations": Many("Initiative", {"": Way(initiative.c.adapted_from_no, initiative.c.no)}),
    },
    filters={
        **FILTERS,
        "statuses": one_of("InitiativeStatus", initiative.c.status),
        "lead": is_entity(initiative.c.lead_no),
        "partner": linked("PARTNER_OF", link.c.to_no, link.c.from_no),
        "startedOn": within_dates(initiative.c.started_asc),
        "hasEvaluation": Leaf("Boolean", evaluated),
        "adaptedFrom": is_entity(initiative.c.adapted_from_no),
    },
    orders={**ORDERS, "NEAREST": NEAREST, "STARTED": Order(initiative.c.started_asc, initiative.c.started_desc)},
    default_order=("NAME", "ASC"),
    dimensions={
        "AREA": AREAS,
        "THEME": THEMES,
        "STATUS": by_value("statuses", initiative.c.status),
        "SOURCE": SOURCES,
        "LEAD": by_entity("lead", initiative.c.lead_no),
        "YEAR": by_year("startedOn", initiative.c.started_on, initiative.c.started_asc),
    },
)
