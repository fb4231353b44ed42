"""`_entities`: things by what a gateway says of them, each null by itself where it is nothing, or no reference at all."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo

from hub.errors import BadArgument, BadRepresentation, OverLimit
from tests.interpreter.memory import NOUNS, Row, area
from tests.interpreter.resolvers import Request, answers
from tests.interpreter.roots import apart, at_version, node, thing

KINDS = tuple(noun.capitalize() for noun in NOUNS)
KEYS = {"Entity": ("id",), **dict.fromkeys(KINDS, ("id",)), "Area": ("id", "code"), "Theme": ("id",), "Source": ("id",)}
KEYS["Organization"] = ("id", "cvr")


@answers("Query._entities")
def _entities(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    given = arguments["representations"]
    if len(given) > 100:
        raise OverLimit("more than 100")
    told = {one["id"].partition("@")[2] for one in given if not fault(one) and "id" in one and apart(one["id"])}
    if len(told) > 10:
        raise OverLimit("more than 10 versions")
    return [referred(ask, one, (info.path.key, place)) for place, one in enumerate(given)]


def fault(given: Any) -> bool:
    if not isinstance(given, dict) or given.get("__typename") not in KEYS:
        return True
    key = [name for name in given if name != "__typename"]
    return len(key) != 1 or key[0] not in KEYS[given["__typename"]] or not isinstance(given[key[0]], str) or len(given[key[0]]) > 200


def referred(ask: Request, given: Any, place: Any) -> Any:
    if fault(given):
        return BadRepresentation("no reference")
    kind = given["__typename"]
    if "cvr" in given:
        numbers = [one["no"] for one in ask.memory.rows["organization"] if one["cvr"] == given["cvr"]]
        return ask.memory.thing(numbers[0]) if len(numbers) == 1 else None
    if "code" in given:
        return area(ask.memory.one("area", "code", given["code"]))
    try:
        then, wanted = at_version(ask, given["id"], place)
    except BadArgument as error:
        return BadRepresentation(str(error))
    found = node(then, str(wanted)) if kind in ("Area", "Theme", "Source") else thing(then, str(wanted), None if kind == "Entity" else kind)
    return found if found and (kind == "Entity" or found["__typename"] == kind) else None
