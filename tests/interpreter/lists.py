"""Lists as the contract tells them: filter, sort, cut a page, count; over rows that are all in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from hub.domain import money
from hub.domain.collation import fold
from hub.domain.dates import order_key, range_end
from hub.errors import BadArgument, OverLimit
from hub.query import cursor
from hub.store.tables import MISSING_LAST
from tests.interpreter.memory import Memory, Row

Test = Callable[[Row], bool]
NESTED = ("and", "or", "not")

# --- Filters ----------------------------------------------------------------------------------------------------------------------------


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


def _leaf(memory: Memory, type_name: str, name: str, value: Any) -> Test:
    if name == "text":
        if memory.version is not None:
            raise BadArgument("the present only")
        return _spoken(memory, fold(value).split())
    if name == "ids":
        wanted = {memory.number(one) for one in value} - {None}
        return lambda row: row["no"] in wanted
    if name in ("areas", "themes", "sources"):
        return _classified(memory, name, value)
    if name == "kinds":
        return lambda row: row["kind"] in value
    if name == "updatedSince":
        return lambda row: row["updated_at"] >= value
    if name in ("partner", "memberOf"):
        ends = memory.linked("PARTNER_OF", start=memory.number(value) or 0) if name == "partner" else []
        ends = ends or (memory.linked("MEMBER_OF", end=memory.number(value) or 0) if name == "memberOf" else [])
        numbers = {end["no"] for end in ends}
        return lambda row: row["no"] in numbers
    if name in ("lead", "partOf", "adaptedFrom", "funder", "recipient", "initiative"):
        column = {"partOf": "part_of_no", "adaptedFrom": "adapted_from_no"}.get(name, f"{name}_no")
        no = memory.number(value)
        return lambda row: no is not None and row[column] == no
    if name in ("startedOn", "awardedOn"):
        return _dated({"startedOn": "started_asc", "awardedOn": "awarded_asc"}[name], value)
    if name == "amount":
        return _priced(value)
    if name == "confirmed":
        return lambda row: bool(row["confirmed"]) == value
    column = {"statuses": "status", "types": f"{type_name.lower()}_type"}[name]
    return lambda row: row[column] in value


def _spoken(memory: Memory, wanted: list[str]) -> Test:
    return lambda row: bool(wanted) and all(any(word.startswith(one) for word in memory.words[row["no"]]) for one in wanted)


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


def _priced(value: Row) -> Test:
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


# --- Orders -----------------------------------------------------------------------------------------------------------------------------

ORDER_COLUMNS = {"NAME": "sort_name", "UPDATED": "seq"}
DEFAULT_ORDER = {"Initiative": ("NAME", "ASC"), "Organization": ("NAME", "ASC"), "Funding": ("AWARDED", "DESC")}
PLAIN_ORDER = {
    "Area": (("sort_name", "no"), False),
    "Source": (("key", "no"), False),
    "HarvestRun": (("no",), True),
    "HarvestProblem": (("no",), False),
    "EntityLink": (("kind", "other_sort", "other_no", "no"), False),
    "Match": (("per_mille", "no"), True),
    "Provenance": (("source_key", "key", "no"), False),
}


def order_of(type_name: str, order: Row | None) -> tuple[tuple[str, ...], bool]:
    """The columns by which a list is sorted, and whether that order is turned around."""
    if type_name in PLAIN_ORDER:
        return PLAIN_ORDER[type_name]
    by, direction = (order["by"], order["direction"]) if order else DEFAULT_ORDER[type_name]
    if by in ORDER_COLUMNS:
        return (ORDER_COLUMNS[by], "no"), direction == "DESC"
    return (f"{by.lower()}_{direction.lower()}", "no"), False


# --- Pages ------------------------------------------------------------------------------------------------------------------------------


def how_many(arguments: Row, most: int) -> tuple[int, bool]:
    """How many a page holds, and whether it is cut from the end."""
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise BadArgument("first and last")
    wanted = first if first is not None else last if last is not None else 20
    if wanted < 0:
        raise BadArgument("negative")
    if wanted > most:
        raise OverLimit("too many")
    return wanted, last is not None


def page(place: str, type_name: str, rows: Iterable[Row], arguments: Row, most: int, print_: str | None = None) -> Row:
    """The connection of a list: its page, and what stands around it. `print_`: the mark of its cursors, where it is not the usual one."""
    count, backward = how_many(arguments, most)
    columns, turned = order_of(type_name, arguments.get("orderBy"))
    print_ = print_ or cursor.fingerprint(place, arguments.get("orderBy"), arguments.get("filter"))

    def keys(row: Row) -> list[Any]:
        return [row[column] for column in columns]

    ordered = sorted(rows, key=keys, reverse=turned)
    total = len(ordered)
    after, before = (
        cursor.decode(arguments[end], print_, len(columns)) if arguments.get(end) is not None else None for end in ("after", "before")
    )
    if after is not None:
        ordered = [row for row in ordered if (keys(row) < after if turned else keys(row) > after)]
    if before is not None:
        ordered = [row for row in ordered if (keys(row) > before if turned else keys(row) < before)]
    more = len(ordered) > count
    cut = (ordered[len(ordered) - count :] if more else ordered) if backward else ordered[:count]
    edges = [{"cursor": cursor.encode(print_, keys(row)), "node": row} for row in cut]
    return {
        "edges": edges,
        "nodes": cut,
        "totalCount": total,
        "pageInfo": {
            "hasNextPage": before is not None if backward else more,
            "hasPreviousPage": more if backward else after is not None,
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }


# --- Facets -----------------------------------------------------------------------------------------------------------------------------

DIMENSIONS = {
    "Initiative": {"THEME": "themes", "STATUS": "statuses", "SOURCE": "sources", "LEAD": "lead", "YEAR": "startedOn"},
    "Organization": {"THEME": "themes", "TYPE": "types", "SOURCE": "sources"},
    "Funding": {"THEME": "themes", "TYPE": "types", "YEAR": "awardedOn", "SOURCE": "sources", "FUNDER": "funder", "RECIPIENT": "recipient"},
}
"""The dimensions of each noun, and the condition of a filter that each is counted without."""


def facet(memory: Memory, type_name: str, rows: Iterable[Row], filters: Row | None, dimension: str, first: int) -> Row:
    """One list counted by one dimension."""
    without = {name: value for name, value in (filters or {}).items() if name != DIMENSIONS[type_name][dimension]}
    kept = condition(memory, type_name, without)
    counts = Counter(value for row in rows if kept(row) for value in values_of(memory, type_name, row, dimension))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:first]
    return {"dimension": dimension, "buckets": [{"value": value, "count": count, "dimension": dimension} for value, count in ranked]}


def values_of(memory: Memory, type_name: str, row: Row, dimension: str) -> list[str]:
    """What a row is counted under."""
    if dimension == "THEME":
        return [memory.where("theme", "no", joint["theme_no"])[0]["key"] for joint in memory.where("entity_theme", "no", row["no"])]
    if dimension == "SOURCE":
        joints = memory.where("entity_source", "no", row["no"])
        return [f"source_{memory.where('source', 'no', joint['source_no'])[0]['key']}" for joint in joints]
    if dimension in ("LEAD", "FUNDER", "RECIPIENT"):
        end = memory.thing(row[f"{dimension.lower()}_no"])
        return [end["id"]] if end else []
    if dimension == "YEAR":
        date = row["started_on" if type_name == "Initiative" else "awarded_on"]
        return [date[:4]] if date else []
    return [row["status" if dimension == "STATUS" else f"{type_name.lower()}_type"]]
