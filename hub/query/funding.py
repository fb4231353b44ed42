"""What can be read of a funding: money or goods given, lent or raised for a stated purpose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_

from hub.domain.ids import EntityKind
from hub.domain.money import LARGEST_MINOR, to_minor
from hub.errors import BadArgument
from hub.query.dimension import AREAS, SOURCES, THEMES, by_entity, by_value, by_year
from hub.query.entity import COLUMNS, FILTERS, ORDERS, RELATIONS, RELEVANCE, flag, money
from hub.query.held import Amounts, AnyOf
from hub.query.leaf import is_entity, one_of, within_dates
from hub.query.noun import Leaf, Many, Measured, Noun, One, Order, Part, Way, Words
from hub.store.engine import in_list
from hub.store.tables import funding


def amounts(value: Mapping[str, Any]) -> tuple[str, int, int]:
    """Currency, least and most minor units of a MoneyRange. Raises BadArgument."""
    currency, least, most = value["currency"], value.get("min"), value.get("max")
    try:
        to_minor("0", currency)
        return (
            currency,
            to_minor(least, currency) if least is not None else -LARGEST_MINOR,
            to_minor(most, currency) if most is not None else LARGEST_MINOR,
        )
    except ValueError as error:
        raise BadArgument(f"{error}.") from None


AMOUNT = Amounts(funding.c.currency, funding.c.amount_asc)

FUNDING_NOUN = Noun(
    "Funding",
    EntityKind.FUNDING,
    funding,
    columns={
        **COLUMNS,
        "fundingType": funding.c.funding_type,
        "purpose": Words("PURPOSE", funding.c.purpose, funding.c.no),
        "amount": money(funding.c.amount_minor, funding.c.currency),
        "awardedOn": funding.c.awarded_on,
        "fromDate": funding.c.from_date,
        "untilDate": funding.c.until_date,
        "programme": funding.c.programme,
        "regrant": flag(funding.c.regrant),
        "repayable": flag(funding.c.repayable),
        "campaign": Part(
            "Campaign",
            {
                "goal": money(funding.c.goal_minor, funding.c.goal_currency),
                "raised": money(funding.c.raised_minor, funding.c.raised_currency),
                "backerCount": funding.c.backer_count,
                "closesAt": funding.c.closes_at,
            },
            (funding.c.goal_minor, funding.c.raised_minor, funding.c.backer_count, funding.c.closes_at),
        ),
    },
    relations={
        **RELATIONS,
        "funder": One("Organization", on=funding.c.funder_no),
        "recipient": One("Organization", on=funding.c.recipient_no),
        "initiative": One("Initiative", on=funding.c.initiative_no),
        "within": One("Opportunity", on=funding.c.within_no),
        "opportunities": Many("Opportunity", {"": Way(funding.c.no, funding.c.within_no, funding.c.within_no.is_not(None))}),
    },
    filters={
        **FILTERS,
        "types": one_of("FundingType", funding.c.funding_type),
        "amount": Leaf(
            "MoneyRange",
            lambda currency, least, most: and_(funding.c.currency == currency, funding.c.amount_minor.between(least, most)),
            amounts,
            held=AMOUNT,
        ),
        "awardedOn": within_dates(funding.c.awarded_asc),
        "funder": is_entity(funding.c.funder_no),
        "recipient": is_entity(funding.c.recipient_no),
        "initiative": is_entity(funding.c.initiative_no),
        "within": is_entity(funding.c.within_no),
        "includeRegrants": Leaf(
            "Boolean",
            lambda wanted: in_list(funding.c.regrant, wanted),
            lambda wanted: ([False, True] if wanted else [False],),
            held=AnyOf(funding.c.regrant),
        ),
    },
    orders={
        "AWARDED": Order(funding.c.awarded_asc, funding.c.awarded_desc),
        "AMOUNT": Order(funding.c.amount_asc, funding.c.amount_desc),
        "UPDATED": ORDERS["UPDATED"],
        "RELEVANCE": RELEVANCE,
    },
    default_order=("AWARDED", "DESC"),
    dimensions={
        "AREA": AREAS,
        "THEME": THEMES,
        "TYPE": by_value("types", funding.c.funding_type),
        "YEAR": by_year("awardedOn", funding.c.awarded_on, funding.c.awarded_asc),
        "SOURCE": SOURCES,
        "FUNDER": by_entity("funder", funding.c.funder_no),
        "RECIPIENT": by_entity("recipient", funding.c.recipient_no),
        "PROGRAMME": by_value("programme", funding.c.programme),
    },
    measured=Measured(AMOUNT, left_out=funding.c.regrant, unless="includeRegrants"),
)
