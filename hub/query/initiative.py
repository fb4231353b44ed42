"""What can be read of an initiative: what people do together, the centre of the graph."""

from __future__ import annotations

from hub.domain.ids import EntityKind
from hub.query.entity import (
    COLUMNS,
    FILTERS,
    ORDERS,
    RELATIONS,
    SOURCES,
    THEMES,
    by_entity,
    by_year,
    is_entity,
    linked,
    one_of,
    within_dates,
)
from hub.query.noun import Dimension, Many, Noun, One, Order, Way
from hub.store.tables import funding, initiative, link

INITIATIVE_NOUN = Noun(
    "Initiative",
    EntityKind.INITIATIVE,
    initiative,
    columns={**COLUMNS, "status": initiative.c.status, "startedOn": initiative.c.started_on, "endedOn": initiative.c.ended_on},
    relations={
        **RELATIONS,
        "lead": One("Organization", on=initiative.c.lead_no),
        "partners": Many(
            "Organization", {"": Way(link.c.to_no, link.c.from_no, link.c.kind == "PARTNER_OF", link.c.from_sort)}, filtered=False
        ),
        "fundings": Many("Funding", {"": Way(funding.c.initiative_no, funding.c.no)}),
        "adaptedFrom": One("Initiative", on=initiative.c.adapted_from_no),
        "adaptations": Many("Initiative", {"": Way(initiative.c.adapted_from_no, initiative.c.no)}),
    },
    filters={
        **FILTERS,
        "statuses": one_of("InitiativeStatus", initiative.c.status),
        "lead": is_entity(initiative.c.lead_no),
        "partner": linked("PARTNER_OF", link.c.to_no, link.c.from_no),
        "startedOn": within_dates(initiative.c.started_asc),
        "adaptedFrom": is_entity(initiative.c.adapted_from_no),
    },
    orders={**ORDERS, "STARTED": Order(initiative.c.started_asc, initiative.c.started_desc)},
    default_order=("NAME", "ASC"),
    dimensions={
        "THEME": THEMES,
        "STATUS": Dimension("statuses", initiative.c.status),
        "SOURCE": SOURCES,
        "LEAD": by_entity("lead", initiative.c.lead_no),
        "YEAR": by_year("startedOn", initiative.c.started_on),
    },
)
