"""What people decided, and what waits for them, by scanning all of it; of the latter, the plain rows hold pairs and held runs."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo

from hub.errors import BadCursor
from tests.interpreter.lists import how_many
from tests.interpreter.memory import Row, run
from tests.interpreter.pairs import now, pair
from tests.interpreter.resolvers import Request, answers, listed


def sides(ask: Request, row: Row) -> set[int]:
    """The numbers of the things that a decision is about now."""
    return {now(ask.memory, no) for no in (row["left_no"], row["right_no"]) if no is not None}


@answers("Query.decisions")
def _decisions(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    rows = sorted(ask.memory.rows["decision"], key=lambda one: -one["no"])
    count, _ = how_many(arguments, ask.max_page)
    if (after := arguments.get("after")) is not None:
        last = next((row["no"] for row in rows if row["id"] == after), None)
        if last is None:
            raise BadCursor("after")
        rows = [row for row in rows if row["no"] < last]
    if (of := arguments.get("of")) is not None:
        no = ask.memory.number(of)
        rows = [row for row in rows if no is not None and no in sides(ask, row)]
    return [{**row, "undone": row["undone_at"] is not None} for row in rows[:count]]


@answers("Decision.entities")
def _entities(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return by_name(thing for no in sides(ask, row) if (thing := ask.memory.thing(no)) is not None)


def by_name(things: Any) -> list[Row]:
    return sorted(things, key=lambda thing: (thing["sort_name"], thing["no"]))


def waiting(ask: Request) -> list[Row]:
    """Everything that waits; `about` are the numbers of things, `of` that of a source."""
    found = []
    for row in ask.memory.rows["match"]:
        one = pair(ask, row)
        if one and one["left"] and one["right"] and one["decision"] is None and one["left"]["no"] != one["right"]["no"]:
            told = {"no": row["no"] * 8 + 2, "id": f"queued_{row['id']}", "item_type": "MATCH", "since": row["at"]}
            found.append(told | {"match": one, "entities": by_name([one["left"], one["right"]])})
    for row in ask.memory.rows["run"]:
        if row["outcome"] == "HELD":
            told = {"no": row["no"] * 8 + 3, "id": f"queued_run_{row['no']}", "item_type": "RUN"}
            found.append(told | {"since": row["ended_at"] or row["started_at"], "run": run(row), "of": row["source_no"]})
    nothing = {"match": None, "run": None, "report": None, "fields": [], "entities": [], "of": None, "__typename": "QueueItem"}
    return [nothing | item for item in found]


@answers("Query.queue")
def _queue(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    found, source = waiting(ask), arguments.get("source")
    if (types := arguments.get("types")) is not None:
        found = [item for item in found if item["item_type"] in types]
    if source is not None:
        known = ask.memory.one("source", "key", source.removeprefix("source_")) if source.startswith("source_") else None
        no = known["no"] if known else None
        spoken = {one["no"] for one in ask.memory.where("entity_source", "source_no", no)}
        found = [item for item in found if no is not None and (item["of"] == no or spoken & {thing["no"] for thing in item["entities"]})]
    return listed(ask, info, "QueueItem", found, arguments)
