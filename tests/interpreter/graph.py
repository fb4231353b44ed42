"""What can be walked to, by plain search over all links (tests/interpreter/walks.py)."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo

from hub.errors import BadArgument, OverLimit
from tests.interpreter.edges import edge
from tests.interpreter.memory import Row
from tests.interpreter.resolvers import Request, answers
from tests.interpreter.walks import Walker


def number(arguments: Row, name: str, default: int, least: int, most: int) -> int:
    found: int = default if arguments.get(name) is None else arguments[name]
    if found < least:
        raise BadArgument(name)
    if found > most:
        raise OverLimit(name)
    return found


def known(ask: Request, wanted: str) -> int:
    no = ask.memory.number(wanted)
    if no is None or ask.memory.thing(no) is None:
        raise BadArgument(wanted)
    return no


def walker(ask: Request, asked: list[int], arguments: Row, **middle: Any) -> Walker:
    rows = ask.memory.rows
    kinds = {row["no"]: row["kind"] for row in rows["entity"]}
    moments = {row["no"]: row["awarded_on"] for row in rows["funding"]} | {row["no"]: row["valid_to"] for row in rows["agreement"]}
    moments |= {row["no"]: (row["ends_at"] or row["starts_at"])[:10] for row in rows["event"]}
    return Walker(rows["link"], kinds, moments, asked, link_kinds=arguments.get("linkKinds"), since=arguments.get("since"), **middle)


def things(ask: Request, nos: list[int]) -> list[Row]:
    return [ask.memory.things[no] for no in nos]


def edges(ask: Request, nos: list[int]) -> list[Any]:
    return [edge(ask, ask.memory.one("link", "no", no)) for no in nos]


@answers("Query.network")
def _network(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    depth, limit = number(arguments, "depth", 1, 1, 3), number(arguments, "limit", 100, 1, 500)
    start = known(ask, arguments["id"])
    nodes, links, total_nodes, total_links = walker(ask, [start], arguments).network(start, depth, limit)
    told = {"truncated": total_nodes > len(nodes), "total_nodes": total_nodes, "total_links": total_links}
    return {"nodes": things(ask, nodes), "links": edges(ask, links), **told}


@answers("Query.paths")
def _paths(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    most, first = number(arguments, "maxLength", 6, 1, 8), number(arguments, "first", 5, 0, 20)
    degree = None if arguments.get("maxDegree") is None else number(arguments, "maxDegree", 1, 1, 2**31)
    avoid = arguments.get("avoid") or []
    if len(avoid) > 100:
        raise OverLimit("avoid")
    start, end = known(ask, arguments["from"]), known(ask, arguments["to"])
    avoided = [ask.memory.number(one) or 0 for one in avoid]
    found = walker(ask, [start, end], arguments, avoid=avoided, max_degree=degree).paths(start, end, most, first)
    return [{"length": length, "nodes": things(ask, nodes), "links": edges(ask, links)} for length, nodes, links in found]


@answers("Query.common")
def _common(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    first = number(arguments, "first", 20, 0, ask.max_page)
    if len(arguments["ids"]) > 20:
        raise OverLimit("ids")
    asked = list(dict.fromkeys(known(ask, one) for one in arguments["ids"]))
    if len(asked) < 2:
        raise BadArgument("ids")
    found = walker(ask, asked, arguments).common(asked, first)
    return [{"entity": ask.memory.things[no], "links": edges(ask, links)} for no, links in found]
