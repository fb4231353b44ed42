"""How the schema is written: fields with a description and arguments, and no resolver, for the compiled plan answers them.

A type that is told as text (`"[ID!]"`, `"FundingConnection!"`) is looked up when the schema is built, so that nouns may refer to one
another in a circle; ordinary fields say their type by a Python annotation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar, cast

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.base import StrawberryList, StrawberryOptional
from strawberry.types.field import StrawberryField
from strawberry.types.lazy_type import LazyType
from strawberry.types.unset import UNSET

from schema import scalars

HOMES = {
    "BBoxInput": "schema.connection", "Bucket": "schema.connection", "NearInput": "schema.connection", "Search": "schema.search",
    "Agreement": "schema.agreement", "Area": "schema.area", "Attendance": "schema.event", "Change": "schema.change",
    "DateRange": "schema.connection", "Discussion": "schema.discussion", "Entity": "schema.entity", "EntityBy": "schema.query",
    "EntityFilter": "schema.change", "EntityLink": "schema.link", "Evaluation": "schema.evaluation", "Event": "schema.event",
    "Facet": "schema.connection", "FieldVersion": "schema.provenance", "Funding": "schema.funding", "HarvestProblem": "schema.run",
    "HarvestRun": "schema.run", "Initiative": "schema.initiative", "LinkDirection": "schema.link", "Match": "schema.match",
    "MoneyRange": "schema.connection", "Opportunity": "schema.opportunity", "OrderDirection": "schema.connection",
    "Organization": "schema.organization", "Outcome": "schema.evaluation", "PageInfo": "schema.connection",
    "Provenance": "schema.provenance", "Reading": "schema.query", "Source": "schema.source", "Story": "schema.story",
    "TextField": "schema.entity", "Theme": "schema.theme", "TimeRange": "schema.connection", "Venue": "schema.venue",
    "DecideInput": "schema.decision", "QueueItem": "schema.queue", "MatchDecision": "schema.match", "Report": "schema.report",
    "Withdraw": "schema.withdrawal", "Decision": "schema.decision", "DecisionPayload": "schema.mutation",
    "EntityPayload": "schema.mutation", "IdentifierInput": "schema.query", "LinkInput": "schema.mutation",
    "Confirmation": "schema.confirmation", "ConfirmationPayload": "schema.mutation",
    **{f"{name}Input": "schema.inputs" for name in (
        "Address", "Agreement", "Discussion", "Evaluation", "Event", "Funding", "Initiative", "Location", "Money", "Opportunity",
        "Organization", "Story", "Venue",
    )},
}  # fmt: skip
"""Where a type lives: by its own name, else by the longest name here that it begins with."""

PLAIN: dict[str, Any] = {
    "ID": strawberry.ID, "String": str, "Int": int, "Float": float, "Boolean": bool, "DateTime": scalars.DateTime,
    "PartialDate": scalars.PartialDate, "Url": scalars.Url, "Decimal": scalars.Decimal, "GeoJSON": scalars.GeoJSON,
}  # fmt: skip


def typed(sdl: str) -> Any:
    """The type that a piece of SDL names: `[InitiativeStatus!]`, `ID!`, `Theme`."""
    if not sdl.endswith("!"):
        return StrawberryOptional(typed(sdl + "!"))
    if sdl.startswith("["):
        return StrawberryList(typed(sdl[1:-2]))
    name = sdl[:-1]
    if name in PLAIN:
        return PLAIN[name]
    home = max((known for known in HOMES if name.startswith(known)), key=len)
    return LazyType(name, HOMES[home])


@dataclass(frozen=True)
class Argument:
    """An argument of a field: name as in the graph, type as SDL, what it means."""

    name: str
    sdl: str
    description: str

    def made(self) -> StrawberryArgument:
        return StrawberryArgument(self.name, self.name, StrawberryAnnotation(typed(self.sdl)), description=self.description, default=UNSET)


class PlannedField(StrawberryField):
    """A field that the plan answers. `metadata["sdl"]`, where it is set, tells the type instead of the annotation."""

    def resolve_type(self, *, type_definition: Any = None) -> Any:
        sdl = dict[str, str](self.metadata or {}).get("sdl")
        return typed(sdl) if sdl else super().resolve_type(type_definition=type_definition)


def planned(description: str, *arguments: Argument, sdl: str | None = None, graphql_name: str | None = None) -> Any:
    """A field with these arguments; its type is the annotation beside it, or `sdl`."""
    field = PlannedField(description=description, graphql_name=graphql_name, metadata={"sdl": sdl} if sdl else {})
    field.arguments = [argument.made() for argument in arguments]
    return field


E = TypeVar("E", bound=type[Enum])


def words(enum: E, description: str, /, name: str | None = None, **values: str) -> E:
    """An enum of the house in the graph; every value must be described."""
    made = cast(Any, strawberry.enum(enum, name=name, description=description))
    for value in made.__strawberry_definition__.values:
        value.description = values.pop(value.name)
    if values:
        raise ValueError(f"{enum.__name__} has no value {', '.join(values)}")
    return enum


LANG = Argument(
    "lang",
    "String",
    "A language (BCP 47, as `da` or `en-GB`; only the first part counts). Absent: the language of the request, then the default.",
)
FIRST = Argument("first", "Int", "How many, from the start or from `after` on; 20 when neither `first` nor `last` is given.")
AFTER = Argument("after", "String", "Only what comes after this cursor of the same list.")
