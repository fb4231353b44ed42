"""How we know, from the claims themselves: which records carry them, and which claim won each field."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from hub.domain.claim import TEXT_FIELDS, Claim, value_fields
from hub.domain.nouns import CLAIM_TYPES
from hub.domain.reading import LiveClaim, canonical, first_language, read
from hub.errors import BadArgument
from tests.interpreter.memory import Memory, Row

CLAIMS: dict[str, type[Claim]] = {kind.value.capitalize(): claim for kind, claim in CLAIM_TYPES.items()}


def live_claims(memory: Memory, no: int) -> list[Row]:
    """The live claims of all members of an entity, in the order in which they came."""
    members = [member["no"] for member in memory.where("member", "canonical_no", no)]
    claims = [claim for member in members for claim in memory.where("claim", "member_no", member) if claim["state"] == "live"]
    return sorted(claims, key=lambda claim: claim["no"])


def carriers(memory: Memory, claims: Iterable[int]) -> list[Row]:
    """The current live records that carry any of these claims, as rows of `type Provenance`."""
    numbers = {pair["record_no"] for claim in claims for pair in memory.where("claim_record", "claim_no", claim)}
    records = [memory.where("record", "no", no)[0] for no in sorted(numbers)]
    return [provenance(memory, record) for record in records if record["state"] == "live" and record["current"]]


def provenance(memory: Memory, record: Row) -> Row:
    source = memory.where("source", "no", record["source_no"])[0]
    seen = record["retrieved_at"], source["last_success_at"]
    return {
        **source, **record, "id": f"prov_{record['no']}", "source_key": source["key"], "source_id": record["key"], "url": record["url"],
        "checked_at": max(one for one in seen if one is not None), "__typename": "Provenance",
    }  # fmt: skip


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def of(memory: Memory, row: Row, fields: list[str] | None) -> list[Row]:
    """The origins of an entity's values, in the order of the fields of its noun's claim."""
    names = {camel(name): name for name in value_fields(CLAIMS[row["__typename"]])}
    if fields is not None and not set(fields) <= set(names):
        raise BadArgument("fields")
    rows = {claim["no"]: claim for claim in live_claims(memory, row["no"])}
    decisions, confirmed = decided(memory, row)
    claims = {no: live(memory, claim, confirmed) for no, claim in rows.items()}
    reading = read(list(claims.values()), decisions)
    found = []
    for shown, name in names.items():
        origin = reading.origins.get(name)
        if origin is None or origin.claim is None or (fields is not None and shown not in fields):
            continue
        found.append({
            "field": shown, "rule": origin.rule.value, **said(memory, rows, claims, origin.claim, name),
            "others": [said(memory, rows, claims, other, name) for other in origin.others],
        })  # fmt: skip
    return found


def decided(memory: Memory, row: Row) -> tuple[dict[str, Any], bool]:
    """What people decided about an entity: values by field, and whether it is confirmed to speak for itself."""
    members = {member["no"] for member in memory.where("member", "canonical_no", row["no"])}
    standing = [one for one in memory.rows["decision"] if one["left_no"] in members and one["undone_at"] is None]
    values = {one["field"]: json.loads(one["value"]) for one in standing if one["kind"] == "VALUE"}
    return values, any(one["kind"] == "CONFIRMED" for one in standing)


def live(memory: Memory, claim: Row, confirmed: bool) -> LiveClaim:
    said = json.loads(claim["data"])
    source = memory.where("source", "no", claim["source_no"])[0]
    return LiveClaim(
        claim["no"], source["key"], source["trust"], said["values"], claim["since_run"] or 0,
        json.loads(claim["since_fields"] or "{}"), confirmed and "own" in said, source["language"],
    )  # fmt: skip


def said(memory: Memory, rows: dict[int, Row], claims: dict[int, LiveClaim], no: int, name: str) -> Row:
    """What one claim says of a field."""
    value = claims[no].values[name]
    carrier = next(iter(carriers(memory, [no])), None)
    return {"value": shown(name, value, claims[no].language), "raw": json.loads(rows[no]["raw"] or "{}").get(name), "provenance": carrier}


def shown(name: str, value: Any, language: str) -> str | None:
    """A value as text."""
    if value is None:
        return None
    if name in TEXT_FIELDS:
        return str(value[first_language(value, language)])
    return canonical(value)


def named(sources: list[Row], language: str | None) -> str:
    """The sentence that names sources."""
    terms = {
        "de": ("Quelle", "n", "Lizenz unbekannt", "als Beispiel erfunden"),
        "en": ("Source", "s", "licence unknown", "invented as an example"),
    }
    one, more, unknown, show = terms.get(language or "", ("Kilde", "r", "licens ukendt", "opdigtet som eksempel"))
    told: list[str] = []
    for source in sources:
        name = source["attribution"] or source["publisher"] or source["name"]
        licence = source["licence_name"] if source["licence_state"] in ("KNOWN", "STATED") else unknown
        text = f"{name} ({licence}, {show})" if source["illustrative"] else f"{name} ({licence})"
        told += [text] if text not in told else []
    return f"{one}{more if len(told) > 1 else ''}: {'; '.join(told)}."
