"""Filters as the contract tells them: each a function of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hub.domain import distance, money
from hub.domain.dates import order_key, range_end
from hub.errors import BadArgument, OverLimit
from hub.store.tables import MISSING_LAST
from tests.interpreter.memory import Memory, Row

Test = Callable[[Row], bool]
NESTED = ("and", "or", "not")


def leaves(filters: Row) -> int:
    """How many conditions a filter has, at all levels; null ones count as absent."""
    own = sum(value is not None for name, value in filters.items() if name not in NESTED)
    inner = [*(filters.get("and") or ()), *(filters.get("or") or ()), *([filters["not"]] if filters.get("not") else [])]
    return own + sum(leaves(one) for one in inner)


def condition(memory: Memory, type_name: str, filters: Row | None) -> Test:
    """A filter as a function of a row. Raises BadArgument and OverLimit before any row is looked at."""
    given = filters or {}
    if leaves(given) > 20:
        raise OverLimit("more than 20 conditions")
    return _condition(memory, type_name, given)


def _condition(memory: Memory, type_name: str, filters: Row) -> Test:
    tests = [_leaf(memory, type_name, name, value) for name, value in filters.items() if value is not None and name not in NESTED]
    if filters.get("and") is not None:
        tests += [_condition(memory, type_name, one) for one in filters["and"]]
    if filters.get("or") is not None:
        some = [_condition(memory, type_name, one) for one in filters["or"]]
        tests.append(lambda row: any(test(row) for test in some))
    if filters.get("not") is not None:
        no = _condition(memory, type_name, filters["not"])
        tests.append(lambda row: not no(row))
    return lambda row: all(test(row) for test in tests)


def usual(memory: Memory, type_name: str, filters: Row | None) -> Test:
    """What a list leaves out by itself: events that have begun, as long as the filter says nothing of their beginning."""
    if type_name == "Event" and not asks(filters or {}, "startsAt"):
        return lambda row: row["starts_at"] >= memory.now
    return lambda _row: True


def asks(filters: Row, name: str) -> bool:
    inner = [*(filters.get("and") or ()), *(filters.get("or") or ()), *([filters["not"]] if filters.get("not") else [])]
    return filters.get(name) is not None or any(asks(one, name) for one in inner)


def _leaf(memory: Memory, type_name: str, name: str, value: Any) -> Test:
    if name in ("areas", "themes", "sources"):
        return _classified(memory, name, value)
    if (type_name, name) in LINKED:
        kind, end = LINKED[type_name, name]
        numbers = {one["no"] for one in memory.linked(kind, **{end: memory.number(value) or 0})}
        return lambda row: row["no"] in numbers
    if name in ENDS:
        column = {"partOf": "part_of_no", "adaptedFrom": "adapted_from_no"}.get(name, f"{name}_no")
        no = memory.number(value)
        return lambda row: no is not None and row[column] == no
    if name in DATES:
        return _dated(DATES[name], value)
    if name in MOMENTS:
        return _timed(MOMENTS[name], value)
    if name == "near":
        return _near(value)
    if name == "bbox":
        return _boxed(value)
    if name == "includeRegrants":
        return lambda row: value or not row["regrant"]
    if name in FLAGS:
        return lambda row: row[name] is not None and bool(row[name]) == value
    if name in WORDS:
        return WORDS[name](memory, value)
    column = CHOICES.get((type_name, name)) or CHOICES["", name] or f"{type_name.lower()}_type"
    if column == "state":
        return lambda row: state(memory, row) in value
    return lambda row: row[column] in value


LINKED = {
    ("Initiative", "partner"): ("PARTNER_OF", "start"),
    ("Organization", "memberOf"): ("MEMBER_OF", "end"),
    ("Agreement", "party"): ("PARTY_TO", "start"),
    ("Discussion", "about"): ("DISCUSSES", "end"),
    ("Story", "about"): ("TELLS_OF", "end"),
}
DATES = {"startedOn": "started_asc", "awardedOn": "awarded_asc", "publishedOn": "published_asc"}
MOMENTS = {"startsAt": "starts_at", "closesAt": "closes_at", "lastActivityAt": "last_activity_at"}
FLAGS = ("confirmed", "remote", "free", "bookable")
ENDS = (
    "lead", "partOf", "adaptedFrom", "funder", "recipient", "initiative", "within", "by", "organizer", "venue", "owner", "publisher", "of",
    "evaluator",
)  # fmt: skip
CHOICES = {
    ("", "statuses"): "status", ("Event", "statuses"): "event_status", ("", "types"): "", ("", "states"): "state",
    ("Discussion", "states"): "discussion_state", ("", "directions"): "direction", ("", "attendances"): "attendance",
    ("", "outcomes"): "outcome",
}  # fmt: skip


def _near(value: Row) -> Test:
    if not (0 < value["withinKm"] <= 2_000 and abs(value["latitude"]) <= 90 and abs(value["longitude"]) <= 180):
        raise BadArgument("near")
    centre, most = (round(value["latitude"] * 1e7), round(value["longitude"] * 1e7)), distance.square_of(value["withinKm"])
    scale = distance.scale_at(centre[0])
    return lambda row: row["latitude_e7"] is not None and distance.squared(row["latitude_e7"], row["longitude_e7"], centre, scale) <= most


def _boxed(value: Row) -> Test:
    south, north, west, east = (round(value[side] * 1e7) for side in ("south", "north", "west", "east"))
    if south > north or max(map(abs, (south, north))) > 90e7 or max(map(abs, (west, east))) > 180e7:
        raise BadArgument("bbox")

    def within(row: Row) -> bool:
        latitude, longitude = row["latitude_e7"], row["longitude_e7"]
        if latitude is None or not south <= latitude <= north:
            return False
        return bool(west <= longitude <= east if west <= east else longitude >= west or longitude <= east)

    return within


def _known(memory: Memory, value: list[str]) -> Test:
    wanted = {memory.number(one) for one in value} - {None}
    return lambda row: row["no"] in wanted


def _of_kinds(_memory: Memory, value: list[str]) -> Test:
    return lambda row: row["kind"] in value


def _changed(_memory: Memory, value: str) -> Test:
    return lambda row: row["updated_at"] >= value


def _evaluated(memory: Memory, value: bool) -> Test:
    return lambda row: bool(memory.where("evaluation", "of_no", row["no"])) == value


def _holds(_memory: Memory, value: int) -> Test:
    return lambda row: row["capacity"] is not None and row["capacity"] >= value


def _on_forum(_memory: Memory, value: str) -> Test:
    return lambda row: row["forum"] == value


def _in_force(_memory: Memory, value: str) -> Test:
    first, last = order_key(value), range_end(value)

    def holds(row: Row) -> bool:
        begins, ends = row["valid_from"], row["valid_to"]
        if begins is None and ends is None:
            return False
        return (begins is None or order_key(begins) <= last) and (ends is None or range_end(ends) >= first)

    return holds


def state(memory: Memory, row: Row) -> str:
    """How an opportunity stands at the moment of asking."""
    if row["state"] in ("OPEN", "UPCOMING") and row["closes_at"] is not None and row["closes_at"] < memory.now:
        return "CLOSED"
    if row["state"] == "UPCOMING" and row["opens_at"] is not None and row["opens_at"] <= memory.now:
        return "OPEN"
    return str(row["state"])


def _timed(column: str, value: Row) -> Test:
    first, last = value.get("from"), value.get("to")
    return lambda row: row[column] is not None and (first is None or row[column] >= first) and (last is None or row[column] <= last)


def _spoken(memory: Memory, value: str) -> Test:
    if memory.version is not None:
        raise BadArgument("the present only")
    from tests.interpreter.search import meets

    met = meets(memory, value)
    return lambda row: row["no"] in met


def _classified(memory: Memory, name: str, value: list[str]) -> Test:
    table, column, joined, key = {
        "areas": ("area", "code", "entity_area", "area_no"),
        "themes": ("theme", "key", "entity_theme", "theme_no"),
        "sources": ("source", "key", "entity_source", "source_no"),
    }[name]
    keys = [one.removeprefix("source_") for one in value if one.startswith("source_")] if name == "sources" else value
    numbers = {row["no"] for row in memory.rows[table] if row[column] in keys}
    return lambda row: any(joint[key] in numbers for joint in memory.where(joined, "no", row["no"]))


def _dated(column: str, value: Row) -> Test:
    first = order_key(value["from"]) if value.get("from") is not None else 0
    last = range_end(value["to"]) if value.get("to") is not None else MISSING_LAST - 1
    return lambda row: row[column] != MISSING_LAST and first <= row[column] <= last


def _priced(_memory: Memory, value: Row) -> Test:
    currency = value["currency"]
    try:
        money.decimals(currency)
        least, most = (money.to_minor(value[end], currency) if value.get(end) is not None else None for end in ("min", "max"))
    except ValueError as error:
        raise BadArgument(str(error)) from None
    return lambda row: (
        row["amount_minor"] is not None
        and row["currency"] == currency
        and (least is None or row["amount_minor"] >= least)
        and (most is None or row["amount_minor"] <= most)
    )


WORDS: dict[str, Callable[[Memory, Any], Test]] = {
    "text": _spoken,
    "ids": _known,
    "kinds": _of_kinds,
    "updatedSince": _changed,
    "amount": _priced,
    "hasEvaluation": _evaluated,
    "minCapacity": _holds,
    "forum": _on_forum,
    "validOn": _in_force,
}
