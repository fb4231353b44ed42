"""Walks through the graph: what lies around a thing, how two are connected, what several share."""

from __future__ import annotations

import strawberry

from schema.entity import Entity
from schema.field import Argument, planned
from schema.link import EntityLink

BETWEEN = (
    "A grant, an agreement or an event between two things counts as an edge with data: one gets from one side to the other in one step, "
    "so two recipients of one funder are two steps apart. One that is itself asked for is a thing like others, a step from each of its "
    "sides. Links that others contest are not walked."
)
"""What all three say of a step."""


def _node(name: str, sdl: str, description: str) -> Argument:
    return Argument(name, sdl, f"{description} BAD_ARGUMENT when there is none.")


_KINDS = Argument("linkKinds", "[EntityLinkKind!]", "Only over links of these kinds; an empty list leaves none. Absent: over all.")
_SINCE = Argument(
    "since",
    "PartialDate",
    "Only over links that still held then or later: not those whose own `until` was before, nor those of a funding that was awarded, or "
    "of an agreement or event that had ended, before. What has no such date is taken to hold.",
)

NETWORK = (
    _node("id", "ID!", "Around what."),
    Argument("depth", "Int", "How many steps, from 1 to 3; 1 unless given."),
    _KINDS,
    _SINCE,
    Argument("limit", "Int", "How many things at most, from 1 to 500, the one asked for included; 100 unless given."),
)
PATHS = (
    _node("from", "ID!", "From what."),
    _node("to", "ID!", "To what."),
    Argument("maxLength", "Int", "How many steps at most, from 1 to 8; 6 unless given."),
    _KINDS,
    Argument(
        "avoid", "[ID!]", "Not through any of these, at most 100; the two ends are never avoided. Ids that lead nowhere do not count."
    ),
    Argument("maxDegree", "Int", "Not through anything that has more links than this, of whatever kind."),
    _SINCE,
    Argument("first", "Int", "How many ways at most, up to 20; 5 unless given."),
)
COMMON = (
    _node("ids", "[ID!]!", "What has something in common: 2 to 20 things."),
    _KINDS,
    Argument("first", "Int", "How many at most; 20 unless given."),
)


@strawberry.type(
    description="What is within reach of a thing. When it is cut, the nearest stay, and of each kind of link the most certain and newest."
)
class Network:
    nodes: list[Entity] = planned(
        "The thing that was asked for, then what is around it: step by step, and within a step the kinds of link in turn. A longer `limit` "
        "begins with the same things."
    )
    links: list[EntityLink] = planned(
        "The links over which one gets from one to another of `nodes`: those that have an end less than `depth` steps away, and those of "
        "the grants, agreements and events between."
    )
    truncated: bool = planned("Whether there is more within reach than `nodes` shows.")
    total_nodes: int = planned(
        "How many things are within reach. Exact while at most 100,000 links have to be looked at, those around the largest hub of the "
        "last step left aside; beyond that it is what was counted until then, step by step."
    )
    total_links: int = planned("How many links lead there, counted in the same way.")


@strawberry.type(description="One way from one thing to another.")
class LinkPath:
    length: int = planned("How many steps it has. " + BETWEEN)
    nodes: list[Entity] = planned(
        "The things on the way from end to end, the grants, agreements and events that it leads through included."
    )
    links: list[EntityLink] = planned(
        "The links that prove it, in the same order: one for a step, or the two of the grant, agreement or event between. Of several, a "
        "link that leads there at once, else the most certain and newest of the first kind."
    )


@strawberry.type(description="Something that several things have in common.")
class Common:
    entity: Entity = planned("What they have in common; it may be a grant, an agreement or an event of theirs.")
    links: list[EntityLink] = planned(
        "The links that tie each of them to it, in the order of `ids`: one, or the two of the grant, agreement or event between."
    )
