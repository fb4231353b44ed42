"""What was, and what happened: the feed of changes."""

from __future__ import annotations

import json
from typing import Any

from graphql import GraphQLResolveInfo

from hub.errors import BadArgument, CursorExpired
from hub.query import cursor
from tests.interpreter import filters, lists, origins
from tests.interpreter.memory import Memory, Row, run
from tests.interpreter.resolvers import Request, answers

READINGS: dict[int, dict[int, Memory]] = {}
GONE = ("MERGED", "HIDDEN", "WITHDRAWN")


@answers("Query.changes")
def _changes(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    count, _ = lists.how_many({"first": arguments.get("first")}, ask.max_page)
    meets = filters.condition(ask.memory, "Entity", arguments.get("filter"))
    print_ = cursor.fingerprint("Query.changes", None, None)
    floor = max((one["seq"] for one in ask.memory.rows["change_floor"]), default=0)
    rows = ask.memory.rows["change"]
    if arguments.get("after") is not None:
        issued, after = cursor.decode(arguments["after"], print_, 2)
        if after < floor and issued != floor:
            raise CursorExpired("superseded")
        rows = [row for row in rows if row["seq"] > after]
    if arguments.get("kinds") is not None:
        rows = [row for row in rows if row["kind"] in arguments["kinds"]]
    if any(value is not None for value in (arguments.get("filter") or {}).values()):
        here = {no for no, thing in ask.memory.things.items() if meets(thing)}
        rows = [row for row in rows if row["no"] in here or row["type"] in GONE]
    rows = sorted(rows, key=lambda row: row["seq"])
    cut = [{**row, "cursor": cursor.encode(print_, [floor, row["seq"]])} for row in rows[:count]]
    return {
        "edges": [{"cursor": row["cursor"], "node": row} for row in cut],
        "nodes": cut,
        "pageInfo": {
            "hasNextPage": len(rows) > count,
            "hasPreviousPage": arguments.get("after") is not None,
            "startCursor": cut[0]["cursor"] if cut else None,
            "endCursor": cut[-1]["cursor"] if cut else None,
        },
    }


@answers("Query.asOf")
def _as_of(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    time, version = arguments.get("time"), arguments.get("version")
    if (time is None) == (version is None):
        raise BadArgument("time or version")
    seqs = [row["seq"] for row in ask.memory.rows["change"]]
    if version is None:
        found = max((row["seq"] for row in ask.memory.rows["change"] if row["at"] <= time), default=0)
    elif version.isdigit() and version.isascii() and int(version) <= max(seqs, default=0):
        found = int(version)
        time = moment(ask.memory, found)
    else:
        raise BadArgument("version")
    ask.readings[info.path.key] = memory_at(ask.memory, found).seen(time)
    return {"at": time, "version": str(found)}


def memory_at(memory: Memory, version: int) -> Memory:
    """What was known at a version; remembered."""
    known = READINGS.setdefault(id(memory), {})
    if version not in known:
        known[version] = memory.at(version)
    return known[version]


def moment(memory: Memory, version: int) -> str:
    """When a version was the newest."""
    return str(max((row["at"] for row in memory.rows["change"] if row["seq"] <= version), default="1970-01-01T00:00:00Z"))


@answers("Change.entity")
def _entity(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return ask.memory.thing(row["no"])


@answers("Change.entityId")
def _entity_id(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return row["id"]


@answers("Change.into")
def _into(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return row["into_id"]


@answers("Change.fields")
def _fields(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return [origins.camel(name) for name in json.loads(row["fields"] or "[]")]


@answers("Change.run")
def _run(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return run(ask.memory.one("run", "no", row["run_no"]))
