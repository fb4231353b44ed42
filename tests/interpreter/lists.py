"""Lists as the contract tells them: filter, sort, cut a page, count; over rows that are all in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from hub.domain import distance
from hub.errors import BadArgument, OverLimit
from hub.query import cursor
from hub.store.tables import MISSING_LAST
from tests.interpreter.filters import condition, state, usual
from tests.interpreter.memory import Memory, Row

# --- Orders -----------------------------------------------------------------------------------------------------------------------------

ORDER_COLUMNS = {"NAME": "sort_name", "UPDATED": "seq", "NEAREST": "far"}
DEFAULT_ORDER = {
    "Initiative": ("NAME", "ASC"), "Organization": ("NAME", "ASC"), "Funding": ("AWARDED", "DESC"), "Opportunity": ("UPDATED", "DESC"),
    "Event": ("STARTS", "ASC"), "Venue": ("NAME", "ASC"), "Agreement": ("VALID_FROM", "DESC"), "Discussion": ("ACTIVITY", "DESC"),
    "Story": ("PUBLISHED", "DESC"), "Evaluation": ("PUBLISHED", "DESC"),
}  # fmt: skip
PLAIN_ORDER = {
    "Area": (("sort_name", "no"), False),
    "Entity": (("sort_name", "no"), False),
    "Search": (("score_key", "no"), False),
    "Source": (("key", "no"), False),
    "HarvestRun": (("no",), True),
    "HarvestProblem": (("no",), False),
    "EntityLink": (("kind", "other_sort", "other_no", "no"), False),
    "Match": (("per_mille", "no"), True),
    "QueueItem": (("since", "no"), False),
    "Provenance": (("source_key", "key", "no"), False),
}


def order_of(type_name: str, order: Row | None) -> tuple[tuple[str, ...], bool]:
    """The columns by which a list is sorted, and whether that order is turned around."""
    if type_name in PLAIN_ORDER:
        return PLAIN_ORDER[type_name]
    if order and order["by"] == "RELEVANCE":
        return ("score_key", "no"), order["direction"] == "DESC"
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
    rows, near = list(rows), (arguments.get("filter") or {}).get("near")
    if columns[0] == "far" and near is None:
        raise BadArgument("NEAREST needs near")
    if near is not None:
        rows = [{**row, "far": far(row, near)} for row in rows]
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
    edges = [{"cursor": cursor.encode(print_, keys(row)), "node": row, "distanceKm": away(row, near)} for row in cut]
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


def square(row: Row, near: Row) -> float | None:
    """The square of the distance between a thing and a centre."""
    if row["latitude_e7"] is None:
        return None
    centre = round(near["latitude"] * 10_000_000), round(near["longitude"] * 10_000_000)
    return distance.squared(row["latitude_e7"], row["longitude_e7"], centre, distance.scale_at(centre[0]))


def far(row: Row, near: Row) -> int:
    found = square(row, near)
    return MISSING_LAST if found is None else int(found)


def away(row: Row, near: Row | None) -> float | None:
    found = square(row, near) if near is not None else None
    return None if found is None else distance.kilometres(found)


# --- Facets -----------------------------------------------------------------------------------------------------------------------------

DIMENSIONS = {
    "Search": {"KIND": "kinds", "AREA": "areas", "THEME": "themes", "SOURCE": "sources"},
    "Initiative": {"AREA": "areas", "THEME": "themes", "STATUS": "statuses", "SOURCE": "sources", "LEAD": "lead", "YEAR": "startedOn"},
    "Organization": {"AREA": "areas", "THEME": "themes", "TYPE": "types", "SOURCE": "sources"},
    "Funding": {
        "AREA": "areas", "THEME": "themes", "TYPE": "types", "YEAR": "awardedOn", "SOURCE": "sources", "FUNDER": "funder",
        "RECIPIENT": "recipient", "PROGRAMME": "",
    },
    "Opportunity": {"AREA": "areas", "THEME": "themes", "TYPE": "types", "STATE": "states", "SOURCE": "sources", "BY": "by"},
    "Event": {"AREA": "areas", "THEME": "themes", "MONTH": "startsAt", "SOURCE": "sources", "ORGANIZER": "organizer"},
    "Venue": {"AREA": "areas", "TYPE": "types", "SOURCE": "sources", "OWNER": "owner"},
    "Agreement": {"AREA": "areas", "TYPE": "types", "SOURCE": "sources", "PARTY": "party"},
    "Discussion": {"AREA": "areas", "THEME": "themes", "STATE": "states", "SOURCE": "sources", "MONTH": "lastActivityAt"},
    "Story": {"AREA": "areas", "THEME": "themes", "TYPE": "types", "SOURCE": "sources", "YEAR": "publishedOn"},
    "Evaluation": {"AREA": "areas", "THEME": "themes", "OUTCOME": "outcomes", "SOURCE": "sources", "YEAR": "publishedOn"},
}  # fmt: skip
"""The dimensions of each noun, and the condition of a filter that each is counted without."""


def facet(memory: Memory, type_name: str, rows: Iterable[Row], filters: Row | None, dimension: str, first: int) -> Row:
    """One list counted by one dimension."""
    without = {name: value for name, value in (filters or {}).items() if name != DIMENSIONS[type_name][dimension]}
    kept, by_itself = condition(memory, type_name, without), usual(memory, type_name, filters)
    counts = Counter(value for row in rows if kept(row) and by_itself(row) for value in values_of(memory, type_name, row, dimension))
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:first]
    return {"dimension": dimension, "buckets": [{"value": value, "count": count, "dimension": dimension} for value, count in ranked]}


def values_of(memory: Memory, type_name: str, row: Row, dimension: str) -> list[str]:
    """What a row is counted under."""
    if dimension == "AREA":
        return [memory.where("area", "no", joint["area_no"])[0]["code"] for joint in memory.where("entity_area", "no", row["no"])]
    if dimension == "PARTY":
        return [end["id"] for end in memory.linked("PARTY_TO", end=row["no"])]
    if dimension == "THEME":
        return [memory.where("theme", "no", joint["theme_no"])[0]["key"] for joint in memory.where("entity_theme", "no", row["no"])]
    if dimension == "SOURCE":
        joints = memory.where("entity_source", "no", row["no"])
        return [f"source_{memory.where('source', 'no', joint['source_no'])[0]['key']}" for joint in joints]
    if dimension in BY_END:
        end = memory.thing(row[f"{dimension.lower()}_no"])
        return [end["id"]] if end else []
    if dimension == "YEAR":
        date = row[{"Initiative": "started_on", "Funding": "awarded_on"}.get(type_name, "published_on")]
        return [date[:4]] if date else []
    if dimension == "MONTH":
        moment = row["starts_at" if type_name == "Event" else "last_activity_at"]
        return [moment[:7]] if moment else []
    if dimension == "STATE":
        return [state(memory, row) if type_name == "Opportunity" else row["discussion_state"]]
    if dimension == "PROGRAMME":
        return [row["programme"]] if row["programme"] is not None else []
    column = {"STATUS": "status", "OUTCOME": "outcome", "KIND": "kind"}.get(dimension, f"{type_name.lower()}_type")
    return [row[column]]


BY_END = ("LEAD", "FUNDER", "RECIPIENT", "BY", "ORGANIZER", "OWNER")
