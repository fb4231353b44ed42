"""Lists in groups, by looking at every row."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import Any

from graphql import GraphQLResolveInfo

from hub.domain.money import to_decimal
from hub.errors import BadArgument, OverLimit
from tests.interpreter import filters, lists
from tests.interpreter.memory import Row, area, theme
from tests.interpreter.resolvers import Request, answers, present

KINDS = (
    "Initiative", "Organization", "Opportunity", "Event", "Venue", "Funding", "Agreement", "Discussion", "Story", "Evaluation",
)  # fmt: skip


def groups(ask: Request, row: Row, by: list[str]) -> dict[tuple[str, ...], list[Row]]:
    """The rows of a list by the values of their dimensions; a row with several values stands in several groups."""
    keep, by_itself = filters.condition(ask.memory, row["of"], row["filter"]), filters.usual(ask.memory, row["of"], row["filter"])
    found: dict[tuple[str, ...], list[Row]] = {}
    for one in (one for one in row["rows"] if keep(one) and by_itself(one)):
        for values in product(*(lists.values_of(ask.memory, row["of"], one, dimension) for dimension in by)):
            found.setdefault(values, []).append(one)
    return found


def measured(measure: str, rows: list[Row], asked: Row | None) -> list[tuple[int, int | None, str | None, int]]:
    """Count, measure, currency and how many have no amount, for each currency."""
    if measure == "COUNT":
        return [(len(rows), None, None, 0)]
    counted = [row for row in rows if not row["regrant"] or (asked or {}).get("includeRegrants")]
    priced: dict[str, list[int]] = {}
    for row in counted:
        if row["amount_minor"] is not None:
            priced.setdefault(row["currency"], []).append(row["amount_minor"])
    without = len(counted) - sum(map(len, priced.values()))
    if not priced:
        return [(0, None, None, without)] if counted else []
    return [(len(some), value(measure, sorted(some)), currency, without) for currency, some in priced.items()]


def value(measure: str, amounts: list[int]) -> int:
    if measure == "SUM_AMOUNT":
        return sum(amounts)
    if measure == "MAX_AMOUNT":
        return amounts[-1]
    low, high = amounts[(len(amounts) - 1) // 2], amounts[len(amounts) // 2]
    return (low + high + 1) // 2


@answers(*(f"{kind}Connection.statistics" for kind in KINDS))
def _statistics(ask: Request, row: Row, arguments: Row, _info: GraphQLResolveInfo) -> Any:
    present(ask)
    by, measure, first = arguments["by"], arguments.get("measure") or "COUNT", arguments.get("first")
    first = 20 if first is None else first
    if len(by) > 3 or len(set(by)) < len(by) or first < 0:
        raise BadArgument("by, first")
    if first > ask.max_page:
        raise OverLimit("first")
    buckets = [(keys, *told) for keys, rows in groups(ask, row, by).items() for told in measured(measure, rows, row["filter"])]
    currencies = Counter[str | None]()
    for _, count, _, currency, _ in buckets:
        currencies[currency] += count
    buckets.sort(key=lambda one: (-currencies[one[3]], -(one[1] if one[2] is None else one[2]), one[0], one[3] or ""))
    return [
        {
            "keys": [key(ask, dimension, one) for dimension, one in zip(by, keys, strict=True)],
            "count": count,
            "value": to_decimal(amount, currency or "") if amount is not None else None,
            "currency": currency,
            "withoutValueCount": without,
        }
        for keys, count, amount, currency, without in buckets[:first]
    ]


def key(ask: Request, dimension: str, one: str) -> Row:
    """One value of one dimension, which labels as a facet does."""
    entity = ask.memory.one("entity", "id", one) if dimension in (*lists.BY_END, "PARTY") else None
    return {
        "dimension": dimension,
        "value": one,
        "entity": ask.memory.thing(entity["no"]) if entity else None,
        "area": area(ask.memory.one("area", "code", one)) if dimension == "AREA" else None,
        "theme": theme(ask.memory.one("theme", "key", one)) if dimension == "THEME" else None,
    }
