"""What is new in an area, a theme, or everywhere: two questions to the graph, through the same plans as everybody's.

The first asks each of the ten kinds for the ids of what changed last; the newest of them all are the page, and the second reads these.
A place in a feed is the number of a change, which all ten lists are sorted by, so one cursor serves all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import orjson

from hub.domain.ids import EntityKind
from hub.errors import BadCursor, NotFound
from hub.query import cursor
from hub.query.answer import Answer
from hub.query.question import Question
from hub.web.feeds.words import News, Wanted

if TYPE_CHECKING:
    from hub.context import Context
    from hub.web.door import Door
    from hub.web.meter import Turn

ENTRIES = 40
MOST_EVENTS, EVENTS_AT_ONCE = 200, 50
LISTS = {
    EntityKind.INITIATIVE: "initiatives", EntityKind.ORGANIZATION: "organizations", EntityKind.OPPORTUNITY: "opportunities",
    EntityKind.EVENT: "events", EntityKind.VENUE: "venues", EntityKind.FUNDING: "fundings", EntityKind.AGREEMENT: "agreements",
    EntityKind.DISCUSSION: "discussions", EntityKind.STORY: "stories", EntityKind.EVALUATION: "evaluations",
}  # fmt: skip
"""The list of each kind."""
_BY = {"by": "UPDATED", "direction": "DESC"}
_PLACE = cursor.fingerprint("feed", _BY, None)
_TITLE = "title: node(id: $of) { ... on Area { name } ... on Theme { name: label } }"


@cache
def newest(kind: EntityKind | None) -> str:
    """The question for the ids of what changed last: of each kind, or of one."""
    kinds = [kind] if kind else list(LISTS)
    declared = " ".join(f"${LISTS[one]}: {one.capitalize()}Filter $after_{LISTS[one]}: String" for one in kinds)
    lists = " ".join(
        f"{name}(filter: ${name}, orderBy: {{by: UPDATED, direction: DESC}}, first: {ENTRIES + 1}, after: $after_{name}) "
        "{ edges { cursor node { id } } }"
        for name in (LISTS[one] for one in kinds)
    )
    return f"query Newest($of: ID!, $titled: Boolean!, {declared}) {{ ... @include(if: $titled) {{ {_TITLE} }} {lists} }}"


ENTRY = """query Entries($ids: [ID!]!) { nodes(ids: $ids) { ... on Entity {
    id kind name summary description url permalink firstSeenAt updatedAt attribution area { name } themes { key label }
    ... on Event { startsAt allDay timezone } provenance(first: 3) { nodes { source { name url licence { name url } } } } } } }"""
EVENTS = f"""query Calendar($of: ID!, $titled: Boolean!, $f: EventFilter!, $after: String) {{
    ... @include(if: $titled) {{ {_TITLE} }}
    events(filter: $f, orderBy: {{by: STARTS, direction: ASC}}, first: {EVENTS_AT_ONCE}, after: $after) {{
        pageInfo {{ hasNextPage endCursor }}
        nodes {{ id name summary description url permalink updatedAt firstSeenAt attribution startsAt endsAt allDay timezone eventStatus
            location {{ latitude longitude }} area {{ name }} venue {{ name address {{ street postcode locality }} }}
            organizer {{ name }} themes {{ label }} }} }} }}"""


class Untold(Exception):
    """The graph did not answer; `answer` says why, to whoever asked."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.code)
        self.answer = answer


class Reader:
    """Asks the hub's own questions for one request; what they cost is taken from the budget of its client."""

    def __init__(self, door: Door, context: Context, turn: Turn, lang: str | None) -> None:
        self._answers, self._turn, self._lang = door.answers, turn, lang
        most = door.limits(context)
        # How a document may look is for those who write it; what it costs and how large its pages are is for whoever asks.
        self._limits = replace(most, depth=20, aliases=20, root_fields=20, directives=20, fields=1_000, characters=20_000, tokens=2_000)

    async def news(self, wanted: Wanted, day: str) -> News:
        """One page of a feed; events are told from `day` on. Raises NotFound, BadCursor, Untold."""
        filters = _filters(wanted, day)
        told = await self._ask(newest(wanted.kind), _titled(wanted) | _starts(filters, wanted.after))
        title = _title(wanted, told)
        found = sorted((edge for name in filters for edge in _places(told[name]["edges"])), reverse=True)
        shown, more = found[:ENTRIES], len(found) > ENTRIES
        nodes = (await self._ask(ENTRY, {"ids": [id_ for _, _, id_ in shown]}))["nodes"] if shown else []
        place = cursor.encode(_PLACE, shown[-1][:2]) if more else None
        return News(title, [node for node in nodes if node], place)

    async def events(self, wanted: Wanted, since: str) -> News:
        """The events that begin from `since` on, soonest first, at most MOST_EVENTS. Raises NotFound, Untold."""
        asked: dict[str, Any] = _titled(wanted) | {"f": {**wanted.scope.filter, "startsAt": {"from": since}}}
        told = await self._ask(EVENTS, asked)
        title, found = _title(wanted, told), told["events"]["nodes"]
        while told["events"]["pageInfo"]["hasNextPage"] and len(found) < MOST_EVENTS:
            told = await self._ask(EVENTS, asked | {"titled": False, "after": told["events"]["pageInfo"]["endCursor"]})
            found += told["events"]["nodes"]
        return News(title, found, None)

    async def _ask(self, document: str, variables: Mapping[str, Any]) -> dict[str, Any]:
        given: dict[str, Any] = {"lang": self._lang, "limits": self._limits, "spend": self._turn.charge, "only_reading": True}
        answer = await self._answers.answer(Question(document, variables=variables, **given))
        if answer.code is not None:
            raise Untold(answer)
        data: dict[str, Any] = orjson.loads(answer.body)["data"]
        return data


def _titled(wanted: Wanted) -> dict[str, Any]:
    node = wanted.scope.node
    return {"of": node or "", "titled": node is not None}


def _title(wanted: Wanted, told: Mapping[str, Any]) -> str | None:
    """The name of the area or theme. Raises NotFound where there is none."""
    if wanted.scope.key is None:
        return None
    if told["title"] is None:
        raise NotFound(f"There is no feed of {wanted.scope.path[:100]!r}: `areas` and `themes` of the graph tell codes and keys.")
    name: str = told["title"]["name"]
    return name


def _filters(wanted: Wanted, day: str) -> dict[str, dict[str, Any]]:
    """The filter of each list."""
    lists = [LISTS[wanted.kind]] if wanted.kind else list(LISTS.values())
    return {name: wanted.scope.filter | ({"startsAt": {"from": day}} if name == "events" else {}) for name in lists}


def _starts(filters: Mapping[str, dict[str, Any]], after: str | None) -> dict[str, Any]:
    """The variables of all lists, each from the same place on. Raises BadCursor."""
    if after is None:
        return dict(filters)
    keys = cursor.decode(after, _PLACE, 2)
    if not all(isinstance(key, int) and 0 <= key < 2**62 for key in keys):
        raise BadCursor("This page of the feed is damaged; begin again at its first page, without `after`.")
    places = {f"after_{name}": cursor.encode(cursor.fingerprint(f"Query.{name}", _BY, one), keys) for name, one in filters.items()}
    return {**filters, **places}


def _places(edges: list[dict[str, Any]]) -> list[tuple[int, int, str]]:
    """Number of the change, number of the thing, id; the first two stand in the cursor of a list sorted by them."""
    return [(*cursor.keys_of(edge["cursor"]), edge["node"]["id"]) for edge in edges]
