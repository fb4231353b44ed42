"""Answers that are given again: to whom, for how long, what they cost, and that nobody reads anything old."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from hub.domain.ids import EntityKind
from hub.domain.limits import ANONYMOUS, GATEWAY
from hub.domain.viewer import Viewer, ViewerRole
from hub.errors import RateLimited
from hub.query import kept
from hub.query.question import Question
from tests.query.conftest import Asker

TOTAL = "{ initiatives { totalCount } }"
NAMES = "query ($n: Int) { initiatives(first: $n) { nodes { name } } }"


@pytest.fixture
def ask(rows, asker) -> Asker:
    rows.things(EntityKind.INITIATIVE, 3)
    rows.done()
    return asker(stale_seconds=60)


@pytest.fixture
def writer(ask, database) -> Iterator[sqlite3.Connection]:
    """Another connection that writes, as another process would."""
    opened = sqlite3.connect(database, isolation_level=None)
    yield opened
    opened.close()


def read(ask: Asker, question: Question) -> tuple[Any, bool]:
    """The answer, and whether it was read from the tables."""
    ask.reader.statements.clear()
    answer = asyncio.run(ask.answers.answer(question))
    return orjson.loads(answer.body), any(sql.startswith("SELECT") for sql in ask.reader.statements)


def test_the_same_question_is_read_once_and_answered_alike(ask):
    first, again = read(ask, Question(NAMES, None, {"n": 2})), read(ask, Question(NAMES, None, {"n": 2}))
    assert (first[1], again[1]) == (True, False)
    assert again[0] == first[0]
    assert list(again[0]["extensions"]) == ["version", "cost"]


@pytest.mark.parametrize(
    "other",
    [
        Question(NAMES, None, {"n": 1}),
        Question(NAMES.replace("name", "id"), None, {"n": 2}),
        Question(NAMES, None, {"n": 2}, lang="de"),
        Question(NAMES, None, {"n": 2}, limits=GATEWAY),
        Question(NAMES, None, {"n": 2}, viewer=Viewer(ViewerRole.MODERATOR, name="key:a")),
        Question(NAMES, None, {"n": 2}, viewer=Viewer(ViewerRole.CONTRIBUTOR, sources=("a",), name="key:a")),
    ],
)
def test_what_is_asked_otherwise_or_by_another_viewer_is_read_anew(ask, other):
    read(ask, Question(NAMES, None, {"n": 2}))
    assert read(ask, other)[1]
    assert not read(ask, other)[1]


@pytest.mark.parametrize("write", ["DELETE FROM initiative WHERE no = 3", "UPDATE source SET failures = 1"])
def test_after_any_write_of_anybody_it_is_read_anew(ask, writer, write):
    read(ask, Question(TOTAL))
    writer.execute("BEGIN")
    writer.execute(write)
    assert not read(ask, Question(TOTAL))[1]  # nobody sees it yet
    writer.execute("COMMIT")
    read(ask, Question(NAMES))
    assert [key[0] for key in ask.answers._kept._given] == [NAMES], "what was withdrawn stands in no memory any more"
    assert read(ask, Question(TOTAL))[1]


def test_it_is_read_anew_once_it_is_too_old(ask, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(kept.time, "monotonic", lambda: clock[0])
    read(ask, Question(TOTAL))
    clock[0] += 59
    assert not read(ask, Question(TOTAL))[1]
    clock[0] += 2
    assert read(ask, Question(TOTAL))[1]


def test_its_cost_is_spent_each_time_and_an_empty_budget_refuses(ask):
    left = [20]

    def spend(cost: int) -> dict[str, int]:
        if left[0] < cost:
            raise RateLimited("Too much for now.", 7.5)
        left[0] -= cost
        return {"remaining": left[0]}

    told = [read(ask, Question(TOTAL, limits=ANONYMOUS, spend=spend))[0] for _ in range(3)]
    cost = told[0]["extensions"]["cost"]["requested"]
    assert [answer["extensions"]["cost"]["remaining"] for answer in told] == [20 - cost, 20 - 2 * cost, 20 - 3 * cost]
    left[0] = 0
    assert read(ask, Question(TOTAL, limits=ANONYMOUS, spend=spend))[0]["errors"][0]["extensions"]["code"] == "RATE_LIMITED"


def test_what_failed_is_not_kept(ask):
    wrong = Question(NAMES, None, {"n": -1})
    assert read(ask, wrong)[0]["errors"]
    assert wrong.document not in [key[0] for key in ask.answers._kept._given]


def test_there_is_room_for_so_much_and_the_least_used_goes_first(ask):
    ask.answers._kept._room = 700
    for n in range(1, 30):
        read(ask, Question(NAMES, None, {"n": n}))
        read(ask, Question(NAMES, None, {"n": 1}))
    assert 0 < ask.answers._kept._size <= 700
    assert not read(ask, Question(NAMES, None, {"n": 1}))[1]
    assert read(ask, Question(NAMES, None, {"n": 2}))[1]
    assert ask.answers._kept._size == sum(kept._size(key, given.data) for key, given in ask.answers._kept._given.items())


def test_where_no_time_is_given_nothing_is_kept(asker, rows):
    rows.done()
    ask = asker(stale_seconds=0)
    assert [read(ask, Question(TOTAL))[1] for _ in range(2)] == [True, True]
