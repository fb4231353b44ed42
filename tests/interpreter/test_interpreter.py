"""The interpreter is the yardstick, so a few of its answers are held against rows that are read by hand."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.differential import given
from tests.interpreter import Interpreter


@pytest.fixture(scope="module")
def database(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return given.nasty_database(template, tmp_path_factory.mktemp("interpreter"))


@pytest.fixture(scope="module")
def naive(database: Path) -> Interpreter:
    return given.interpreter(database)


def rows(database: Path, sql: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(database) as connection:
        return connection.execute(sql).fetchall()


def test_a_whole_list_is_walked_page_by_page_without_loss(naive: Interpreter, database: Path) -> None:
    met, after = [], None
    page_of = "fundings(orderBy: {by: AMOUNT}, first: 13, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }"
    question = f"query ($after: String) {{ {page_of} }}"
    while True:
        page = naive.answer(question, {"after": after})["data"]["fundings"]
        met += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    sql = "SELECT id FROM entity JOIN funding USING (no) ORDER BY amount_minor IS NULL, amount_minor, no"
    assert met == [one for (one,) in rows(database, sql)]


def test_backwards_is_forwards_read_from_the_end(naive: Interpreter) -> None:
    forwards = naive.answer("{ initiatives(first: 60) { nodes { id } } }")["data"]["initiatives"]["nodes"]
    backwards = naive.answer("{ initiatives(last: 60) { nodes { id } } }")["data"]["initiatives"]["nodes"]
    assert forwards == backwards
    assert len(forwards) == 60


def test_a_theme_holds_what_is_below_it(naive: Interpreter, database: Path) -> None:
    sql = """
        SELECT count(DISTINCT entity_theme.no) FROM entity_theme JOIN theme ON theme.no = theme_no
        JOIN initiative ON initiative.no = entity_theme.no WHERE theme.key IN ('nature', 'water', 'grazing')
    """
    answer = naive.answer('{ initiatives(filter: {themes: ["nature"]}) { totalCount } }')
    assert answer["data"]["initiatives"]["totalCount"] == rows(database, sql)[0][0]


def test_an_error_makes_the_whole_answer_fail(naive: Interpreter) -> None:
    answer = naive.answer("{ viewer { role } initiatives(first: 1000) { totalCount } }")
    assert answer["data"] is None
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["OVER_LIMIT"]


def test_the_data_set_keeps_the_rules_of_the_tables(database: Path) -> None:
    assert rows(database, "PRAGMA foreign_key_check") == []
    assert rows(database, "SELECT no FROM entity WHERE no NOT IN (SELECT canonical_no FROM member)") == []
    assert rows(database, "SELECT no FROM link WHERE from_sort != (SELECT sort_name FROM entity WHERE no = from_no)") == []
