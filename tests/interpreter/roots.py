"""Areas, themes and sources, and what can be asked at the root."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from graphql import GraphQLResolveInfo

from hub.domain.collation import sort_key
from hub.errors import BadArgument, OverLimit
from tests.interpreter.deeds import waiting
from tests.interpreter.edges import edge
from tests.interpreter.memory import NOUNS, Row, area, run, source, theme
from tests.interpreter.pairs import pair
from tests.interpreter.resolvers import Request, answers, listed, place, snake
from tests.interpreter.time import memory_at, moment

# --- Reference data and sources ---------------------------------------------------------------------------------------------------------


@answers("Area.parent")
def _parent(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return area(ask.memory.one("area", "no", row["parent_no"]))


@answers("Area.children")
def _children(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return listed(ask, info, "Area", [area(one) or {} for one in ask.memory.where("area", "parent_no", row["no"])], arguments)


@answers("Area.centroid")
def _centroid(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return place(row, "AREA")


@answers("Area.boundary")
def _boundary(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return row["boundary"] and json.loads(row["boundary"])


@answers("Theme.broader")
def _broader(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return theme(ask.memory.one("theme", "no", row["broader_no"]))


@answers("Theme.narrower")
def _narrower(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return by_label([theme(one) for one in ask.memory.where("theme", "broader_no", row["no"])])


def by_label(themes: list[Row]) -> list[Row]:
    return sorted(themes, key=lambda one: (one["sort_label"], one["key"]))


@answers("Theme.sdgs")
def _sdgs(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return json.loads(row["sdgs"])


@answers("Source.licence", "Provenance.licence")
def _licence(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return {part: row[f"licence_{part}"] for part in ("spdx", "name", "url", "state")} | {"republishable": bool(row["republishable"])}


@answers(
    "Source.illustrative", "Organization.confirmed", "Funding.regrant", "Funding.repayable", "Opportunity.remote", "Event.allDay",
    "Event.free", "Venue.bookable",
)  # fmt: skip
def _flag(_ask: Request, row: Row, _arguments: Row, info: GraphQLResolveInfo) -> Any:
    return None if row[snake(info.field_name)] is None else bool(row[snake(info.field_name)])


@answers("Source.lagSeconds")
def _lag(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    if row["last_success_at"] is None:
        return None
    return int((datetime.fromisoformat(ask.now) - datetime.fromisoformat(row["last_success_at"])).total_seconds())


@answers("Source.runs")
def _runs(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return listed(ask, info, "HarvestRun", [run(one) or {} for one in ask.memory.where("run", "source_no", row["no"])], arguments)


@answers("HarvestRun.problems")
def _problems(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return listed(ask, info, "HarvestProblem", ask.memory.where("problem", "run_no", row["no"]), arguments)


@answers("HarvestRun.source", "Provenance.source")
def _source(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return source(ask.memory.one("source", "no", row["source_no"]))


# --- The root ---------------------------------------------------------------------------------------------------------------------------


def thing(ask: Request, member_id: str, type_name: str | None = None) -> Row | None:
    """The entity that a member id stands for, under the id that was asked."""
    found = ask.memory.thing(ask.memory.number(member_id))
    if found is None or (type_name and found["__typename"] != type_name):
        return None
    return {**found, "asked": member_id}


def node(ask: Request, wanted: str) -> Row | None:
    prefix, _, key = wanted.partition("_")
    if prefix == "area":
        return area(ask.memory.one("area", "code", key))
    if prefix == "theme":
        return theme(ask.memory.one("theme", "key", key))
    if prefix == "source":
        return source(ask.memory.one("source", "key", key))
    if prefix == "link":
        return edge(ask, ask.memory.one("link", "id", wanted))
    if prefix == "match":
        return pair(ask, ask.memory.one("match", "id", wanted))
    if prefix == "queued":
        return next((item for item in waiting(ask) if item["id"] == wanted), None)
    if prefix == "run":
        return run(next((one for one in ask.memory.rows["run"] if str(one["no"]) == key), None))
    return thing(ask, wanted)


def entity(ask: Request, by: Row) -> Row | None:
    if by.get("id") is not None:
        return thing(ask, by["id"])
    if by.get("url") is not None:
        return min(ask.memory.where("entity", "url", by["url"]), key=lambda row: row["no"], default=None) and ask.memory.thing(
            min(row["no"] for row in ask.memory.where("entity", "url", by["url"]))
        )
    wanted = (by["identifier"]["scheme"], by["identifier"]["value"])
    numbers = {one["no"] for one in ask.memory.rows["identifier"] if (one["scheme"], one["value"]) == wanted}
    return ask.memory.thing(numbers.pop()) if len(numbers) == 1 else None


def few(wanted: list[Any]) -> list[Any]:
    if len(wanted) > 100:
        raise OverLimit("more than 100")
    names = [one.get("id") if isinstance(one, dict) else one for one in wanted]
    if len({one.partition("@")[2] for one in names if one is not None and apart(one)}) > 10:
        raise OverLimit("more than 10 versions")
    return wanted


PREFIXES = ("area", "theme", "source", "run", "link", "match", "queued")


def apart(wanted: str) -> bool:
    """Whether an id tells a version: those of entities may."""
    return "@" in wanted and wanted.partition("_")[0] not in PREFIXES


def at_version(ask: Request, wanted: str | None, place: Any) -> tuple[Request, str | None]:
    """An id apart from its version, and the request as it stands at that; `place` is where the answer will be."""
    if wanted is None or not apart(wanted):
        return ask, wanted
    one, _, told = wanted.partition("@")
    newest = max((row["seq"] for row in ask.memory.rows["change"]), default=0)
    if ask.memory.version is not None:
        newest = ask.memory.version
    if not (told.isascii() and told.isdigit()) or int(told) > newest or (ask.memory.version is not None and int(told) != newest):
        raise BadArgument("version")
    if ask.memory.version is not None:
        return ask, one
    ask.readings[place] = memory_at(ask.memory, int(told)).seen(moment(ask.memory, int(told)))
    return replace(ask, memory=ask.readings[place]), one


def named(ask: Request, by: Row, place: Any) -> Row | None:
    ask, one = at_version(ask, by.get("id"), place)
    return entity(ask, {**by, "id": one})


@answers("Query.node")
def _node(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    then, one = at_version(ask, arguments["id"], info.path.key)
    return node(then, str(one))


@answers("Query.nodes")
def _nodes(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    wanted = [at_version(ask, one, (info.path.key, place)) for place, one in enumerate(few(arguments["ids"]))]
    return [node(then, str(one)) for then, one in wanted]


@answers("Query.entity", "Reading.entity")
def _entity(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return named(ask, arguments["by"], info.path.key if ask.memory.version is None else None)


@answers("Query.entities")
def _entities(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    return [named(ask, one, (info.path.key, place)) for place, one in enumerate(few(arguments["by"]))]


@answers(*(f"Query.{noun}" for noun in NOUNS))
def _by_id(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    then, one = at_version(ask, arguments["id"], info.path.key)
    return thing(then, str(one), info.field_name.capitalize())


@answers("Query.area")
def _area_by(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    code, wanted = arguments.get("code"), arguments.get("id")
    if (code is None) == (wanted is None):
        raise BadArgument("code or id")
    return area(ask.memory.one("area", "code", code)) if code is not None else node(ask, wanted) if wanted.startswith("area_") else None


@answers("Query.areas")
def _areas(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    found = [area(one) or {} for one in ask.memory.rows["area"]]
    if arguments.get("areaType") is not None:
        found = [one for one in found if one["area_type"] == arguments["areaType"]]
    if arguments.get("within") is not None:
        around = node(ask, arguments["within"]) if arguments["within"].startswith("area_") else None
        below = (
            {pair["descendant_no"] for pair in ask.memory.where("area_closure", "ancestor_no", around["no"])} - {around["no"]}
            if around
            else set()
        )
        found = [one for one in found if one["no"] in below]
    if arguments.get("search") is not None:
        found = [one for one in found if one["sort_name"].startswith(sort_key(arguments["search"]))]
    return listed(ask, info, "Area", found, arguments)


@answers("Query.themes")
def _themes_by(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    start = sort_key(arguments.get("search") or "")
    return by_label([theme(one) for one in ask.memory.rows["theme"] if one["sort_label"].startswith(start)])


@answers("Query.sources")
def _sources(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    state = arguments.get("state")
    return listed(ask, info, "Source", [source(one) or {} for one in ask.memory.rows["source"] if state in (None, one["state"])], arguments)


@answers("Query.source")
def _source_by(ask: Request, _row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return node(ask, arguments["id"]) if arguments["id"].startswith("source_") else None


@answers("Query.viewer")
def _viewer(_ask: Request, _row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return {"role": "MODERATOR", "scopes": [], "speaksFor": [], "areas": []}
