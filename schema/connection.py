"""Lists: pages of any type, and the filters, orders and dimensions of nouns, derived from their declarations in hub/query.

A noun declares what can be asked; here it becomes input types, enums and arguments. The words stand beside the noun (schema/NOUN.py)
or, where they are the same for all, in COMMON; a declared name without words fails when the schema is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

import strawberry

from hub.query.noun import Noun
from hub.query.nouns import NOUNS
from schema.field import AFTER, FIRST, LANG, Argument, PlannedField, planned, words
from schema.scalars import DateTime, Decimal, PartialDate

T = TypeVar("T")


class Page(Generic[T]):
    """A page of a list of T, for the type checker; the graph has `TConnection`."""


class OrderDirection(StrEnum):
    ASC = "ASC"
    DESC = "DESC"


words(
    OrderDirection,
    "Which way a list is sorted. What has no value comes last either way.",
    ASC="Smallest, oldest or first letter first.",
    DESC="Largest, newest or last letter first.",
)

LAST = Argument("last", "Int", "How many, from the end or from `before` on, in the order of the list; never together with `first`.")
BEFORE = Argument("before", "String", "Only what comes before this cursor of the same list.")
PAGING = (FIRST, AFTER, LAST, BEFORE)

COMMON = {
    "text": "Every word is found in its texts: in any form, by its beginning when it is short or the last one, or within "
    "a word of its name. At most 10 words; quotes, `OR` and `*` mean nothing; Danish letters and accents are written either way.",
    "ids": "One of these ids, former ones included.",
    "areas": "In or for one of these areas (by code), or somewhere within.",
    "themes": "About one of these themes (by key), or one below.",
    "sources": "Spoken of by one of these sources.",
    "near": "At most so many kilometres away from a centre; what has no place never matches.",
    "bbox": "Within a box on the map; what has no place never matches.",
    "updatedSince": "Changed at this moment or later.",
    "UPDATED": "By when the reading last changed.",
    "NEAREST": "By the distance from the centre of `near`, which the filter has to name.",
    "RELEVANCE": "By how well the words of `text` fit, best first, DESC worst first; needs `text` at the top of the filter.",
    "NAME": "By name, Danish letters last.",
    "AREA": "By area, wider ones included; the value is the code of the area.",
    "THEME": "By theme, broader ones included; the value is the key of the theme.",
    "SOURCE": "By source that speaks of it; the value is the id of the source.",
}


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = planned("Whether more follows. Paging backwards: whether `before` was given.")
    has_previous_page: bool = planned("Whether something comes before. Paging forwards: whether `after` was given.")
    start_cursor: str | None = planned("The cursor of the first on the page; null when the page is empty.")
    end_cursor: str | None = planned("The cursor of the last on the page; null when the page is empty.")


@strawberry.type(description="How many of a list have this value.")
class FacetBucket:
    value: str = planned("The value: a key, an id, a name of an enum or a year.")
    label: str = planned("The value for people; the value itself where it has no other words.", LANG)
    count: int = planned("How many of the list have it.")


@strawberry.type(description="A list counted by one dimension. Counted without the filter on this dimension itself.")
class Facet:
    dimension: str = planned("The dimension, by the name of its enum value.")
    buckets: list[FacetBucket] = planned("The values, most frequent first.")


STATISTICS = (
    "The whole list in groups, largest first. Sums and other measures are told for each currency by itself; what has no amount is told "
    "beside them. A thing with several values of a dimension (areas at every level, themes with the broader ones) counts in each."
)
MEASURES = {
    "COUNT": "How many.",
    "SUM_AMOUNT": "The sum of the amounts; money that was passed on is left out, unless `includeRegrants` is true.",
    "MEDIAN_AMOUNT": "The amount in the middle, rounded to the smallest unit; money that was passed on is left out likewise.",
    "MAX_AMOUNT": "The largest amount; money that was passed on is left out likewise.",
}


@strawberry.type(description="One value of one dimension.")
class BucketKey:
    dimension: str = planned("The dimension, by the name of its enum value.")
    value: str | None = planned("The value: a key, an id, a name of an enum, a year or a month.")
    label: str | None = planned("The value for people; the value itself where it has no other words.", LANG)
    entity: Any = planned("The entity, where the dimension is one of entities.", sdl="Entity")
    area: Any = planned("The area, where the dimension is AREA.", sdl="Area")
    theme: Any = planned("The theme, where the dimension is THEME.", sdl="Theme")


@strawberry.type(description="What a list holds of one group, in one currency where money is measured.")
class Bucket:
    keys: list[BucketKey] = planned("The values that the group has in common, in the order that was asked for.")
    count: int = planned("How many are in it; where money is measured, how many with an amount in this currency.")
    value: Decimal | None = planned("The measure; null where none but the count was asked for, and where nothing has an amount.")
    currency: str | None = planned("The currency of the measure, ISO 4217.")
    without_value_count: int = planned("How many of the group have no amount; 0 where none is measured.")


@strawberry.input(description="A circle on the map.")
class NearInput:
    latitude: float = strawberry.field(description="Of its centre, degrees north.")
    longitude: float = strawberry.field(description="Of its centre, degrees east.")
    within_km: float = strawberry.field(description="Its radius in kilometres, at most 2,000.")


@strawberry.input(description="A box on the map, in degrees. A west that lies east of its east reaches over the 180th meridian.")
class BBoxInput:
    west: float = strawberry.field(description="Degrees east of its western side.")
    south: float = strawberry.field(description="Degrees north of its southern side.")
    east: float = strawberry.field(description="Degrees east of its eastern side.")
    north: float = strawberry.field(description="Degrees north of its northern side.")


@strawberry.input(description="A stretch of days; an end that is not given is open.")
class DateRange:
    from_: PartialDate | None = strawberry.field(name="from", default=strawberry.UNSET, description="The first day, month or year.")
    to: PartialDate | None = strawberry.field(default=strawberry.UNSET, description="The last day, month or year, all of it included.")


@strawberry.input(description="A stretch of time; an end that is not given is open.")
class TimeRange:
    from_: DateTime | None = strawberry.field(name="from", default=strawberry.UNSET, description="The first moment.")
    to: DateTime | None = strawberry.field(default=strawberry.UNSET, description="The last moment, itself included.")


@strawberry.input(description="A range of amounts in one currency; an end that is not given is open.")
class MoneyRange:
    min: Decimal | None = strawberry.field(default=strawberry.UNSET, description="The smallest amount.")
    max: Decimal | None = strawberry.field(default=strawberry.UNSET, description="The largest amount.")
    currency: str = strawberry.field(description="ISO 4217: `DKK`, `EUR`.")


def page(of: str, description: str, *arguments: Argument) -> Any:
    """A field that is a page of a list of `of`."""
    return planned(description, *arguments, sdl=f"{of}Connection!")


def entity_page(of: str, description: str, *arguments: Argument) -> Any:
    """A field that is a page of entities, which can be filtered and sorted."""
    narrowed = Argument("filter", f"{of}Filter", "Only these."), Argument("orderBy", f"{of}Order", "How to sort them.")
    return page(of, description, *arguments, *narrowed, *PAGING)


def _made(name: str, annotations: dict[str, Any], fields: dict[str, Any]) -> type:
    return type(name, (), {"__module__": __name__, "__annotations__": annotations, **fields})


def _described(name: str, description: str, fields: dict[str, PlannedField]) -> Any:
    return strawberry.type(_made(name, dict.fromkeys(fields, Any), fields), name=name, description=description)


SNIPPET = (
    "Some of its original words around the first one that was searched for, at most 160 letters without markup; null where no text of it "
    "has such a word"
)


def page_types(
    of: str, *more: tuple[str, PlannedField], node: str = "", edges: Mapping[str, PlannedField] | None = None
) -> tuple[Any, Any]:
    """The edge and the connection of a list of `of`, of things of the type `node`; `edges` are further fields of an edge."""
    node = node or of
    edge = {
        "cursor": planned("Its place in the list: give it as `after` or `before`.", sdl="String!"),
        **(edges or {}),
        "node": planned("The thing itself.", sdl=f"{node}!"),
    }
    connection = {
        "edges": planned("Each thing with its cursor.", sdl=f"[{of}Edge!]!"),
        "nodes": planned("The things themselves.", sdl=f"[{node}!]!"),
        "page_info": planned("Where this page stands in the list.", sdl="PageInfo!"),
        **dict(more),
    }
    return (
        _described(f"{of}Edge", f"A {of} and its place in a list.", edge),
        _described(f"{of}Connection", f"A page of a list of {of}.", connection),
    )


def entity_types(of: str, /, **told: str) -> tuple[Any, Any, Any, Any, Any, Any, Any]:
    """Edge, connection, filter, order field, order, dimension and measure of a noun; `told` holds the words for what only this noun has."""
    noun, told = NOUNS[of], COMMON | told
    by = Argument("dimensions", f"[{of}Dimension!]", "By what to count. Absent: by everything.")
    most = Argument("first", "Int", "How many values of each dimension; 10 when absent.")
    statistics = (
        Argument("by", f"[{of}Dimension!]!", "By what to group, at most three; an empty list is one group of all."),
        Argument("measure", f"{of}Measure", "What to tell of each group. Absent: how many."),
        Argument("first", "Int", "How many buckets; 20 when absent."),
    )
    edge, connection = page_types(
        of,
        ("total_count", planned("How many there are in the whole list.", sdl="Int!")),
        ("facets", planned("The whole list, counted by what its things are.", by, most, sdl="[Facet!]!")),
        ("statistics", planned(STATISTICS, *statistics, sdl="[Bucket!]!")),
        edges={
            "distance_km": planned("Kilometres from the centre of `near`, where the filter names one.", sdl="Float"),
            "snippet": planned(f"{SNIPPET}, or no `text` stands at the top of the filter.", sdl="String"),
        },
    )
    fields = _enum(f"{of}OrderField", f"By what a list of {of} can be sorted.", noun.orders, told)
    dimension = _enum(f"{of}Dimension", f"By what a list of {of} can be counted.", noun.dimensions, told)
    measures = MEASURES if noun.measured is not None else {"COUNT": MEASURES["COUNT"]}
    measure = _enum(f"{of}Measure", f"What can be told of a group of {of}.", measures, MEASURES)
    return edge, connection, filter_type(of, noun, told), fields, _order(of, fields), dimension, measure


def dimension_type(of: str, told: dict[str, str]) -> Any:
    """The enum of what a list can be counted by."""
    return _enum(f"{of}Dimension", f"By what a list of {of} can be counted.", NOUNS[of].dimensions, COMMON | told)


def _enum(name: str, description: str, values: Any, told: dict[str, str]) -> Any:
    enum: Any = Enum
    made = enum(name, {value: value for value in values}, type=str, module=__name__)
    return words(made, description, **{value: told[value] for value in values})


def filter_type(of: str, noun: Noun, told: dict[str, str], which: str | None = None) -> Any:
    """The filter of a noun; `which` says of what, where "Initiatives" would not do."""
    leaves = {name: (leaf.type, told[name]) for name, leaf in noun.filters.items()}
    nested = {
        "and": (f"[{of}Filter!]", "All of these; an empty list is no condition."),
        "or": (f"[{of}Filter!]", "At least one of these; an empty list matches nothing."),
        "not": (f"{of}Filter", "Not this."),
    }
    fields = {}
    for name, (sdl, description) in {**leaves, **nested}.items():
        field = PlannedField(graphql_name=name, description=description, metadata={"sdl": sdl}, default=strawberry.UNSET)
        fields[f"{name}_"] = field
    description = (
        f"Which {which or of + 's'}; all conditions must hold. A condition that is null counts as absent, an empty list matches nothing."
    )
    return strawberry.input(_made(f"{of}Filter", dict.fromkeys(fields, Any), fields), name=f"{of}Filter", description=description)


def _order(of: str, fields: Any) -> Any:
    by = PlannedField(graphql_name="by", description="By what.", metadata={"sdl": f"{of}OrderField!"})
    way = PlannedField(graphql_name="direction", description="Which way.", metadata={"sdl": "OrderDirection!"}, default=OrderDirection.ASC)
    made = _made(f"{of}Order", {"by": fields, "direction": OrderDirection}, {"by": by, "direction": way})
    return strawberry.input(made, name=f"{of}Order", description=f"How to sort a list of {of}.")
