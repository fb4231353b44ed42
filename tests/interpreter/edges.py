"""The links of things, by scanning all of them."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLResolveInfo

from hub.domain.link_words import WORDS
from hub.query import cursor
from tests.interpreter import lists, origins
from tests.interpreter.memory import Row
from tests.interpreter.resolvers import Request, answers, listed, present, wished

LANGUAGES = ("da", "en", "de")


def edge(ask: Request, row: Row | None) -> Row | None:
    """A link as the graph tells of it."""
    if row is None:
        return None
    at = "" if ask.memory.version is None else f"@{ask.memory.version}"
    ends = {"from_end": ask.memory.thing(row["from_no"]), "to_end": ask.memory.thing(row["to_no"])}
    told = {"id": row["id"] + at, "confidence": row["confidence_percent"] / 100, "contested": bool(row["contested"])}
    return {**row, **ends, **told, "link_no": row["no"], "__typename": "EntityLink"}


@answers("Entity.links")
def _links(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    kinds, direction = arguments.get("kinds"), arguments.get("direction") or "ANY"
    found = []
    for way, own, other in (("OUT", "from", "to"), ("IN", "to", "from")):
        found += [
            {**(edge(ask, link) or {}), "other_sort": link[f"{other}_sort"], "other_no": link[f"{other}_no"]}
            for link in ask.memory.where("link", f"{own}_no", row["no"])
            if direction in ("ANY", way) and (kinds is None or link["kind"] in kinds)
        ]
    ways = [
        f"{way} {kind}".strip()
        for way in ("OUT", "IN")
        if direction in ("ANY", way)
        for kind in (sorted(set(kinds)) if kinds is not None else [""])
    ]
    place = f"{info.parent_type.name}.links"
    return lists.page(place, "EntityLink", found, arguments, ask.max_page, print_=cursor.fingerprint(place, None, ways))


@answers("EntityLink.from", "EntityLink.to")
def _end(_ask: Request, row: Row, _arguments: Row, info: GraphQLResolveInfo) -> Any:
    return row[f"{info.field_name}_end"]


@answers("EntityLink.label")
def _label(ask: Request, row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    lang = wished(ask, arguments)
    return WORDS[row["kind"]][LANGUAGES.index(lang) if lang in LANGUAGES else 0]


@answers("EntityLink.provenance")
def _provenance(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    present(ask)
    claims = {one["claim_no"] for one in ask.memory.where("link_claim", "link_no", row["link_no"])}
    live = {no for no in claims if (ask.memory.one("claim", "no", no) or {}).get("state") == "live"}
    return listed(ask, info, "Provenance", origins.carriers(ask.memory, live), arguments)
