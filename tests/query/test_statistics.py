"""Groups and sums of many things against plain Python over the same rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from statistics import median_low
from typing import Any

import pytest

from hub.domain.ids import EntityKind
from hub.store.tables import MISSING_LAST
from tests.query.conftest import Asker
from tests.query.rows import Rows, dated

BUCKETS = "{ keys { value } count value currency withoutValueCount }"
COUNTS = "query ($first: Int!) { fundings { all: statistics(by: [YEAR, THEME], first: $first) { keys { value } count } } }"
MONEY = f"""query ($first: Int!, $measure: FundingMeasure!) {{ fundings {{
  all: statistics(by: [YEAR, THEME], measure: $measure, first: $first) {BUCKETS} }} }}"""
LARGE = 2**53 + 1
"""The first whole number that a floating-point number cannot tell from its neighbour."""

Grant = tuple[str, str | None, int | None, list[str]]


@pytest.fixture
def grants(rows: Rows) -> list[Grant]:
    """300 grants: year, currency, minor units, themes. Most have one currency, some have no amount; years and themes are uneven."""
    random, made = Random(7), list[Grant]()
    themes = dict(rows.connection.execute("SELECT key, no FROM theme ORDER BY no LIMIT 6").fetchall())
    for _ in range(300):
        year = str(2026 - int(random.random() ** 2 * 9))
        currency = random.choice(["DKK", "DKK", "DKK", "EUR", None])
        amount = None if currency is None else random.choice([LARGE, LARGE + 2, random.randint(1, 10**6)])
        key = MISSING_LAST if amount is None else amount
        keys = {"amount_asc": key, "amount_desc": key if amount is None else -amount}
        (no,) = rows.things(EntityKind.FUNDING, 1, "F{}", currency=currency, amount_minor=amount, **keys, **dated("awarded", year))
        mine = [theme for place, theme in enumerate(themes) if random.random() < 0.5 ** (place + 1)]
        if mine:
            rows.many("entity_theme", ({"no": no, "theme_no": themes[theme], "direct": True} for theme in mine))
        made.append((year, currency, amount, mine))
    rows.done()
    return made


@pytest.fixture
def ask(grants: list[Grant], asker: Callable[..., Asker]) -> Asker:
    made = asker(max_page=500)
    made.answers.warm_here()
    return made


def test_the_first_groups_are_the_largest_of_all_however_few_are_asked_for(ask: Asker, grants: list[Grant]) -> None:
    expected = Counter((year, theme) for year, _, _, themes in grants for theme in themes)
    told = [(tuple(key["value"] for key in one["keys"]), one["count"]) for one in ask(COUNTS, {"first": 100})["fundings"]["all"]]
    assert told == sorted(expected.items(), key=lambda group: (-group[1], group[0]))
    for first in (0, 1, 2, 3, 7, 20, len(told)):
        fewer = ask(COUNTS, {"first": first})["fundings"]["all"]
        assert [(tuple(key["value"] for key in one["keys"]), one["count"]) for one in fewer] == told[:first]


@pytest.mark.parametrize("measure", ["SUM_AMOUNT", "MEDIAN_AMOUNT", "MAX_AMOUNT"])
def test_sums_and_medians_are_exact_to_the_smallest_unit(ask: Asker, grants: list[Grant], measure: str) -> None:
    expected: dict[Any, list[int]] = {}
    without, groups = Counter[Any](), set[Any]()
    for year, currency, amount, themes in grants:
        for theme in themes:
            groups.add((year, theme))
            if amount is None:
                without[year, theme] += 1
            else:
                expected.setdefault((year, theme, currency), []).append(amount)
    told = ask(MONEY, {"first": 200, "measure": measure})["fundings"]["all"]
    found = {(*(key["value"] for key in one["keys"]), one["currency"]): one for one in told}
    assert {key for key in found if key[2]} == expected.keys()
    for key, amounts in expected.items():
        assert round(float(found[key]["count"])) == len(amounts)
        assert minor(found[key]["value"]) == measured(measure, amounts)
        assert found[key]["withoutValueCount"] == without[key[:2]]
    assert {key[:2] for key in found} == groups
    assert ask(MONEY, {"first": 5, "measure": measure})["fundings"]["all"] == told[:5]


def measured(measure: str, amounts: list[int]) -> int:
    if measure == "MEDIAN_AMOUNT":
        low, high = median_low(amounts), -median_low([-one for one in amounts])
        return (low + high + 1) // 2
    return sum(amounts) if measure == "SUM_AMOUNT" else max(amounts)


def minor(value: Any) -> int:
    """A decimal text of two places in minor units."""
    whole, _, part = str(value).partition(".")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)
