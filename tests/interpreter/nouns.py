"""What the seven youngest nouns have of their own, and what they add to the others."""

from __future__ import annotations

import json
from typing import Any

from graphql import GraphQLResolveInfo

from tests.interpreter import filters
from tests.interpreter.memory import Row
from tests.interpreter.resolvers import Request, answers, listed, priced, snake, spoken, wished


@answers(
    "Opportunity.eligibility", "Venue.accessibility", "Venue.terms", "Story.text", "Evaluation.method", "Evaluation.findings",
)  # fmt: skip
def _text(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return spoken(ask, row, info.field_name, wished(ask, arguments))


@answers(
    "Opportunity.by", "Opportunity.initiative", "Event.organizer", "Event.venue", "Event.initiative", "Venue.owner", "Funding.within",
    "Agreement.initiative", "Agreement.venue", "Story.publisher", "Evaluation.of", "Evaluation.evaluator",
)  # fmt: skip
def _one(ask: Request, row: Row, _arguments: Row, info: GraphQLResolveInfo) -> Any:
    return ask.memory.thing(row[f"{snake(info.field_name)}_no"])


@answers("Opportunity.state")
def _state(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return filters.state(ask.memory, row)


@answers("Opportunity.skills", "Venue.facilities")
def _words(_ask: Request, row: Row, _arguments: Row, info: GraphQLResolveInfo) -> Any:
    return json.loads(row[info.field_name])


@answers("Opportunity.amount")
def _amount(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return priced(row["amount_minor"], row["currency"])


@answers("Evaluation.cost")
def _cost(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return priced(row["cost_minor"], row["cost_currency"])


@answers("Venue.address")
def _address(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return row if row["country"] is not None else None


# --- Lists ------------------------------------------------------------------------------------------------------------------------------

BACK = {
    "Initiative.events": ("event", "initiative_no"),
    "Initiative.agreements": ("agreement", "initiative_no"),
    "Initiative.evaluations": ("evaluation", "of_no"),
    "Initiative.opportunities": ("opportunity", "initiative_no"),
    "Organization.venues": ("venue", "owner_no"),
    "Organization.events": ("event", "organizer_no"),
    "Organization.opportunities": ("opportunity", "by_no"),
    "Venue.events": ("event", "venue_no"),
    "Opportunity.fundings": ("funding", "within_no"),
}
"""Whose column leads back to the row."""


@answers(*BACK)
def _back(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    table, column = BACK[f"{info.parent_type.name}.{info.field_name}"]
    found = ask.memory.by_numbers(one["no"] for one in ask.memory.where(table, column, row["no"]))
    return listed(ask, info, table.capitalize(), found, arguments)


LINKED = {
    "Initiative.venues": ("Venue", [("USES", "start")]),
    "Initiative.stories": ("Story", [("TELLS_OF", "end")]),
    "Organization.agreements": ("Agreement", [("PARTY_TO", "start")]),
    "Agreement.parties": ("Organization", [("PARTY_TO", "end")]),
    "Entity.discussions": ("Discussion", [("DISCUSSES", "end")]),
    "Discussion.about": ("Entity", [("DISCUSSES", "start")]),
    "Story.about": ("Entity", [("TELLS_OF", "start")]),
    "Opportunity.opportunities": ("Opportunity", [("SUCCEEDS", "start"), ("SUCCEEDS", "end")]),
    "Venue.opportunities": ("Opportunity", [("MENTIONS", "end")]),
    "Discussion.opportunities": ("Opportunity", [("DISCUSSES", "start")]),
    "Story.opportunities": ("Opportunity", [("TELLS_OF", "start")]),
}
"""Links from (start) or to (end) the row."""


@answers(*LINKED)
def _linked(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    place = f"{info.parent_type.name}.{info.field_name}"
    type_name, ways = LINKED.get(place) or LINKED[f"Entity.{info.field_name}"]
    met = {thing["no"] for kind, end in ways for thing in ask.memory.linked(kind, **{end: row["no"]})}
    things = [thing for thing in ask.memory.by_numbers(met) if type_name in ("Entity", thing["__typename"])]
    return listed(ask, info, type_name, things, arguments)


@answers("Event.opportunities", "Agreement.opportunities")
def _of_its_initiative(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    numbers = [one["no"] for one in ask.memory.where("opportunity", "initiative_no", row["initiative_no"])]
    return listed(ask, info, "Opportunity", ask.memory.by_numbers(numbers), arguments)


@answers("Funding.opportunities", "Evaluation.opportunities")
def _it_alone(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    one = ask.memory.thing(row["within_no" if info.parent_type.name == "Funding" else "of_no"])
    return listed(ask, info, "Opportunity", [one] if one and one["__typename"] == "Opportunity" else [], arguments)
