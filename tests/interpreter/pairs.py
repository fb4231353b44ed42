"""Pairs that may be the same, by scanning all of them."""

from __future__ import annotations

import json
from typing import Any

from graphql import GraphQLResolveInfo

from hub.domain.match import SENTENCES
from tests.interpreter.memory import Memory, Row
from tests.interpreter.resolvers import Request, answers, listed

JUDGEMENTS = ("SAME", "DIFFERENT", "UNSURE")


def pair(ask: Request, row: Row | None) -> Row | None:
    """A proposal as the graph tells of it; None when a side is gone."""
    if row is None:
        return None
    left, right = (ask.memory.thing(now(ask.memory, row[side])) for side in ("left_no", "right_no"))
    told = {"left": left, "right": right, "score": row["per_mille"] / 1000, "decision": decided(ask.memory, row)}
    return {**row, **told, "reasons": sentences(row["reasons"], ask.language), "__typename": "Match"}


def now(memory: Memory, member: int) -> int:
    found: int = memory.where("member", "no", member)[0]["canonical_no"]
    return found


def decided(memory: Memory, row: Row) -> str | None:
    """The newest decision that stands about this pair, or about what its sides are now."""
    sides, very = {now(memory, row["left_no"]), now(memory, row["right_no"])}, {row["left_no"], row["right_no"]}
    for one in sorted(memory.rows["decision"], key=lambda one: -one["no"]):
        if one["kind"] not in JUDGEMENTS or one["undone_at"] is not None or one["right_no"] is None:
            continue
        members = {one["left_no"], one["right_no"]}
        ends = {now(memory, no) for no in members}
        if members == very or (len(ends) == 2 and ends == sides):
            return str(one["kind"])
    return None


def sentences(reasons: str, language: str | None) -> list[str]:
    lang = "da" if language in (None, "da") else "en"
    return [SENTENCES[code][lang].format(*words) for code, _, words in json.loads(reasons)]


@answers("Query.matches")
def _matches(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    wanted, of, source = arguments.get("decision"), arguments.get("of"), arguments.get("source")
    found = [one for row in ask.memory.rows["match"] if (one := pair(ask, row)) and one["left"] and one["right"]]
    found = [one for one in found if one["decision"] == wanted and (wanted or one["left"]["no"] != one["right"]["no"])]
    if of is not None:
        no = ask.memory.number(of)
        found = [one for one in found if no is not None and no in (one["left"]["no"], one["right"]["no"])]
    if source is not None:
        known = ask.memory.one("source", "key", source.removeprefix("source_")) if source.startswith("source_") else None
        spoken = {one["no"] for one in ask.memory.where("entity_source", "source_no", known["no"])} if known else set()
        found = [one for one in found if spoken & {one["left"]["no"], one["right"]["no"]}]
    return listed(ask, info, "Match", found, arguments)
