"""Pages both ways, their cursors, and what surrounds them."""

from __future__ import annotations

import base64

import orjson
import pytest

from hub.domain.ids import EntityKind
from tests.query.rows import dated

PAGE = """
query ($first: Int, $last: Int, $after: String, $before: String, $order: FundingOrder, $filter: FundingFilter) {
  fundings(first: $first, last: $last, after: $after, before: $before, orderBy: $order, filter: $filter) {
    totalCount nodes { name } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }
"""
ORDERS = [{"by": by, "direction": direction} for by in ("AWARDED", "AMOUNT", "UPDATED") for direction in ("ASC", "DESC")]


@pytest.fixture
def ask(rows, asker):
    """Seven fundings: two on the same day, one without a date, none with an amount."""
    for date in ("2024", "2023-05", "2023-05", None, "2021", "2022-12-31", "2025-01"):
        rows.things(EntityKind.FUNDING, 1, **dated("awarded", date))
    rows.done()
    return asker()


def names(page):
    return [one["name"] for one in page["nodes"]]


@pytest.mark.parametrize("order", [None, *ORDERS])
@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_forwards_and_backwards_tell_the_same_list(ask, order, size):
    whole = names(ask(PAGE, {"first": 100, "order": order})["fundings"])
    forwards, after = [], None
    while True:
        page = ask(PAGE, {"first": size, "after": after, "order": order})["fundings"]
        assert page["pageInfo"]["hasPreviousPage"] is (after is not None)
        forwards += names(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    backwards, before = [], None
    while True:
        page = ask(PAGE, {"last": size, "before": before, "order": order})["fundings"]
        assert page["pageInfo"]["hasNextPage"] is (before is not None)
        backwards = names(page) + backwards
        before = page["pageInfo"]["startCursor"]
        if not page["pageInfo"]["hasPreviousPage"]:
            break
    assert forwards == backwards == whole
    assert len(whole) == 7


@pytest.mark.parametrize("direction", ["ASC", "DESC"])
def test_what_has_no_date_comes_last_either_way(ask, direction):
    found = ask(PAGE, {"order": {"by": "AWARDED", "direction": direction}})["fundings"]
    assert names(found)[-1] == "Thing 4"


def test_a_page_between_two_cursors_holds_what_lies_between(ask):
    edges = ask(PAGE, {})["fundings"]["edges"]
    page = ask(PAGE, {"first": 10, "after": edges[1]["cursor"], "before": edges[5]["cursor"]})["fundings"]
    assert [edge["cursor"] for edge in page["edges"]] == [edge["cursor"] for edge in edges[2:5]]
    assert page["totalCount"] == 7


def test_a_page_of_none_tells_whether_there_is_more(ask):
    page = ask(PAGE, {"first": 0})["fundings"]
    assert page["nodes"] == []
    assert page["pageInfo"] == {"hasNextPage": True, "hasPreviousPage": False, "startCursor": None, "endCursor": None}


@pytest.mark.parametrize(
    "change", [{"order": {"by": "UPDATED"}}, {"filter": {"types": ["LOAN"]}}, {"after": "nonsense"}, {"after": ""}, {"after": "é" * 2000}]
)
def test_a_cursor_of_another_list_is_refused(ask, change):
    cursor = ask(PAGE, {"first": 1})["fundings"]["pageInfo"]["endCursor"]
    assert ask.refusal(PAGE, {"after": cursor, **change})[0] == "BAD_CURSOR"


def test_a_cursor_with_a_number_that_no_database_holds_is_refused(ask):
    cursor = ask(PAGE, {"first": 1})["fundings"]["pageInfo"]["endCursor"]
    keys = orjson.loads(base64.urlsafe_b64decode(cursor + "=="))
    forged = base64.urlsafe_b64encode(orjson.dumps([keys[0], 2**64 - 1, 1])).decode().rstrip("=")
    assert ask.refusal(PAGE, {"after": forged})[0] == "BAD_CURSOR"


def test_a_cursor_of_a_parent_goes_on_in_another_parent_of_the_same_field(ask):
    question = "{ areas(first: 2) { nodes { fundings(first: 1) { edges { cursor } } } } }"
    assert ask(question)["areas"]["nodes"] == [{"fundings": {"edges": []}}] * 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"first": 1, "last": 1}, "BAD_ARGUMENT"),
        ({"first": -1}, "BAD_ARGUMENT"),
        ({"last": -5}, "BAD_ARGUMENT"),
        ({"first": 101}, "OVER_LIMIT"),
        ({"last": 1000}, "OVER_LIMIT"),
    ],
)
def test_a_page_that_cannot_be_is_refused_with_a_way_out(ask, arguments, code):
    found, message = ask.refusal(PAGE, arguments)
    assert found == code
    assert "first" in message or "last" in message


def test_a_refused_page_says_where_it_stands(ask):
    error = ask.answer("{ areas { nodes { mine: fundings(first: 1000) { totalCount } } } }")["errors"][0]
    assert error["path"] == ["areas", "nodes", "mine"]
    assert error["locations"] == [{"line": 1, "column": 19}]
    assert "at most 100; 1000 was given" in error["message"]


def test_pages_within_pages_are_refused_before_anything_is_read(ask):
    code, message = ask.refusal(
        "{ areas(first: 100) { nodes { children(first: 100) { nodes { children(first: 100) { nodes { name } } } } } } }"
    )
    assert (code, "10000 is the most" in message) == ("OVER_LIMIT", True)
    assert ask.reader.statements == []


def test_rows_that_were_not_foreseen_are_counted_while_reading(rows, asker):
    for no in rows.things(EntityKind.ORGANIZATION, 20):
        rows.many("text", [{"no": no, "field": "NAME", "lang": f"x{place}", "value": "…"} for place in range(20)])
    rows.done()
    assert asker(max_rows=300).refusal("{ organizations { nodes { texts { value } } } }")[0] == "OVER_LIMIT"
