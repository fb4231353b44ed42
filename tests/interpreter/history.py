"""What a field was: for each time that an entity was read anew, what the claim that won said of it."""

from __future__ import annotations

import json
from typing import Any

from graphql import GraphQLResolveInfo

from hub.domain.claim import value_fields
from hub.errors import BadArgument
from hub.query import cursor
from tests.interpreter import lists, origins
from tests.interpreter.memory import Memory, Row
from tests.interpreter.resolvers import Request, answers


@answers("Entity.history")
def _history(ask: Request, row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    names = {origins.camel(name): name for name in value_fields(origins.CLAIMS[row["__typename"]])}
    count, _ = lists.how_many({"first": arguments.get("first")}, ask.max_page)
    print_ = cursor.fingerprint(f"{row['__typename']}.history", None, arguments["field"])
    after = cursor.decode(arguments["after"], print_, 1)[0] if arguments.get("after") is not None else None
    if arguments["field"] not in names:
        raise BadArgument("field")
    found = [one for one in versions(ask.memory, row["no"], names[arguments["field"]]) if after is None or one["start"] < after]
    edges = [{"cursor": cursor.encode(print_, [one["start"]]), "node": one} for one in found[:count]]
    ends = [edge["cursor"] for edge in edges] or [None]
    around = {"hasNextPage": len(found) > count, "hasPreviousPage": after is not None, "startCursor": ends[0], "endCursor": ends[-1]}
    return {"edges": edges, "nodes": found[:count], "pageInfo": around}


def versions(memory: Memory, no: int, field: str) -> list[Row]:
    """The stretches of time in which a field had one value, newest first."""
    found: list[Row] = []
    lives = [{**one, "start": one["from_seq"], "end": one["to_seq"]} for one in memory.where("entity_was", "no", no)]
    lives += [{**one, "start": one["seq"], "end": None} for one in memory.where("entity", "no", no)]
    for life in sorted(lives, key=lambda one: one["start"]):
        known, value, carrier = said(memory, life, field)
        if not known:
            continue
        until = min((one["seq"], one["at"]) for one in memory.rows["change"] if one["seq"] >= life["end"])[1] if life["end"] else None
        if found and found[-1]["end"] == life["start"] and found[-1]["value"] == value:
            found[-1] |= {"end": life["end"], "until": until}
        else:
            new = {"start": life["start"], "end": life["end"], "value": value, "from": life["updated_at"], "until": until}
            found.append({**new, "provenance": carrier})
    return found[::-1]


def said(memory: Memory, life: Row, field: str) -> tuple[bool, str | None, Row | None]:
    """Whether anybody spoke of a field then, its value, and the record that said so."""
    members = {member["no"] for member in memory.where("member", "canonical_no", life["no"])}
    for decision in reversed(memory.rows["decision"]):
        if decision["left_no"] in members and decision["kind"] == "VALUE" and decision["field"] == field:
            in_force = decision["at"] <= life["updated_at"] and not (decision["undone_at"] and decision["undone_at"] <= life["updated_at"])
            if in_force:
                return True, origins.shown(field, json.loads(decision["value"]), "und"), None
    winner = json.loads(life["origins"] or "{}").get(field, life["claim_no"])
    claim = memory.where("claim", "no", winner)[0]
    values = json.loads(claim["data"])["values"]
    if claim["state"] == "withdrawn" or field not in values:
        return False, None, None
    source = memory.where("source", "no", claim["source_no"])[0]
    records = [memory.where("record", "no", pair["record_no"])[0] for pair in memory.where("claim_record", "claim_no", winner)]
    left = [record for record in records if record["state"] != "withdrawn"]
    left = [record for record in left if record["state"] == "live" and record["current"]] or left
    carrier = origins.provenance(memory, min(left, key=lambda record: record["no"])) if left else None
    return True, origins.shown(field, values[field], source["language"]), carrier
