"""What can be read of an evaluation: what came out of a trial, the reason to spread it or not."""

from __future__ import annotations

from hub.domain.ids import EntityKind
from hub.query.dimension import AREAS, SOURCES, THEMES, by_value, by_year
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, RELEVANCE, money
from hub.query.leaf import is_entity, one_of, within_dates
from hub.query.noun import Many, Noun, One, OneOfAnyKind, Order, Way, Words
from hub.store.tables import evaluation

EVALUATION_NOUN = Noun(
    "Evaluation",
    EntityKind.EVALUATION,
    evaluation,
    columns={
        **COLUMNS,
        "outcome": evaluation.c.outcome,
        "method": Words("METHOD", evaluation.c.method, evaluation.c.no),
        "findings": Words("FINDINGS", evaluation.c.findings, evaluation.c.no),
        "publishedOn": evaluation.c.published_on,
        "documentUrl": evaluation.c.document_url,
        "cost": money(evaluation.c.cost_minor, evaluation.c.cost_currency),
        "durationMonths": evaluation.c.duration_months,
        "peopleInvolved": evaluation.c.people_involved,
    },
    relations={
        **RELATIONS,
        "of": OneOfAnyKind(on=evaluation.c.of_no),
        "evaluator": One("Organization", on=evaluation.c.evaluator_no),
        "opportunities": Many("Opportunity", {"": Way(evaluation.c.no, evaluation.c.of_no, evaluation.c.of_no.is_not(None), mixed=True)}),
    },
    filters={
        **FILTERS,
        "outcomes": one_of("Outcome", evaluation.c.outcome),
        "of": is_entity(evaluation.c.of_no),
        "evaluator": is_entity(evaluation.c.evaluator_no),
        "publishedOn": within_dates(evaluation.c.published_asc),
    },
    orders={
        "PUBLISHED": Order(evaluation.c.published_asc, evaluation.c.published_desc),
        "UPDATED": ORDERS["UPDATED"],
        "RELEVANCE": RELEVANCE,
    },
    default_order=("PUBLISHED", "DESC"),
    dimensions={
        "AREA": AREAS,
        "THEME": THEMES,
        "OUTCOME": by_value("outcomes", evaluation.c.outcome),
        "SOURCE": SOURCES,
        "YEAR": by_year("publishedOn", evaluation.c.published_on, evaluation.c.published_asc),
    },
)
