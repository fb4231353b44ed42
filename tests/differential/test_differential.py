"""The compiled plan against the naive interpreter: random questions, the same answers, byte for byte.

`SAMGRAF_DIFFERENTIAL=20000 pytest tests/differential` asks as many; `SAMGRAF_DIFFERENTIAL_SEED` moves the window of seeds. A failure
tells the seed: as `SAMGRAF_DIFFERENTIAL_SEED`, with a count of 1, the question is asked again in every way. `-m slow` asks 2,000 more.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import parse, validate

from hub.query.plan import held, lists
from tests.differential import given
from tests.differential.generate import Question, Writer, clashing, found_cursors
from tests.differential.values import Values
from tests.interpreter import Interpreter

COUNT = int(os.environ.get("SAMGRAF_DIFFERENTIAL", "200"))
FIRST = int(os.environ.get("SAMGRAF_DIFFERENTIAL_SEED", "20260501"))
SIZES = ((2_000, 20_000, 4_000, True), (3, 25, 0, False), (0, 0, 10, True), (0, 0, 0, False), (3, 25, 0, True))
"""What the plan takes for few and for many rows and for few hits, and whether it has the index in memory: small data has to be read in the
ways that are meant for large data, too."""


class Pair:
    """Both ways to answer, over the same database."""

    def __init__(self, database: Path) -> None:
        self.naive: Interpreter = given.interpreter(database)
        self._database = database
        self.forget()

    def forget(self, *, warm: bool = False) -> None:
        """Starts with no plan compiled."""
        self.planned = given.Planned(self._database, warm=warm)
        self.values: Values = given.values(self.naive)

    def differences(self, seed: int) -> Iterator[str]:
        """What is answered differently: asked without cursors, and again with those that the first answer offers."""
        question = Writer(self.naive.schema, self.values, seed).question()
        first = yield from self._ask(question, question.variables)
        cursors = found_cursors(question, first["data"])
        if cursors and not question.faulty:
            yield from self._ask(question, question.variables | cursors)

    def _ask(self, question: Question, variables: dict[str, Any]) -> Any:
        plain = self.naive.answer(question.text, variables, question.language, trusted=not question.faulty)
        planned = self.planned.answer(question.text, variables, question.language)
        if not same(plain, planned, lenient=question.faulty):
            yield told(question, variables, plain, planned)
        return plain


def same(plain: dict[str, Any], planned: dict[str, Any], *, lenient: bool) -> bool:
    """Whether two answers are the same. A wrong argument below an empty list is met by the plan alone: it looks before it reads."""
    if lenient and "errors" in planned and "errors" not in plain:
        return True
    return given.canonical(plain) == given.canonical(planned)


def told(question: Question, variables: dict[str, Any], plain: dict[str, Any], planned: dict[str, Any]) -> str:
    place, left, right = difference(plain.get("data"), planned.get("data"), "data")
    errors = [answer.get("errors") for answer in (plain, planned)]
    return (
        f"seed {question.seed}, language {question.language}, at {place}\n  interpreter: {left}\n  plan:        {right}\n"
        f"  errors: {errors}\n  variables: {json.dumps(variables, ensure_ascii=False)}\n{question.text}\n"
    )


def difference(left: Any, right: Any, place: str) -> tuple[str, str, str]:
    """The first place at which two values differ."""
    if isinstance(left, dict) and isinstance(right, dict) and list(left) == list(right):
        for key in left:
            if left[key] != right[key]:
                return difference(left[key], right[key], f"{place}.{key}")
    if isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for nth, (one, other) in enumerate(zip(left, right, strict=True)):
            if one != other:
                return difference(one, other, f"{place}[{nth}]")
    return place, repr(left)[:300], repr(right)[:300]


@pytest.fixture(scope="session")
def pair(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    made = Pair(given.nasty_database(template, tmp_path_factory.mktemp("differential")))
    yield made
    made.planned.reader.close()


@pytest.fixture
def sized(pair: Pair, window: int, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """The pair, its plan taking other numbers of rows for many in each window of seeds."""
    few, many, hits, warm = SIZES[window % len(SIZES)]
    monkeypatch.setattr(lists, "FEW", few)
    monkeypatch.setattr(lists, "MANY", many)
    monkeypatch.setattr(held, "FEW_HITS", hits)
    monkeypatch.setattr(held, "strides", lambda _share, _fetch: [2, 5, 9])
    pair.planned.reader.close()
    pair.forget(warm=warm)
    return pair


def ask_all(pair: Pair, seeds: range) -> None:
    found = [difference for seed in seeds for difference in pair.differences(seed)]
    assert not found, f"{len(found)} answers differ; the shortest:\n{min(found, key=len)}"


@pytest.mark.parametrize("window", range(len(SIZES)))
def test_random_questions_are_answered_as_by_the_interpreter(sized: Pair, window: int) -> None:
    seeds = range(FIRST + window, FIRST + COUNT, len(SIZES)) if len(SIZES) <= COUNT else range(FIRST, FIRST + COUNT)
    ask_all(sized, seeds)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("window", range(len(SIZES)))
def test_two_thousand_random_questions_more_are_answered_as_by_the_interpreter(sized: Pair, window: int) -> None:
    ask_all(sized, range(FIRST + COUNT + window, FIRST + COUNT + 2_000, len(SIZES)))


@pytest.mark.parametrize("seed", [20262356, 20268721])
def test_a_field_that_types_tell_in_different_shapes_never_clashes(pair: Pair, seed: int) -> None:
    assert {("Source", "attribution"), ("EntityLink", "kind")} <= clashing(pair.naive.schema)
    question = Writer(pair.naive.schema, pair.values, seed).question()
    assert not question.faulty
    assert not validate(pair.naive.schema, parse(question.text))


def test_the_questions_are_worth_asking(pair: Pair) -> None:
    """Most are answered with something in it; some fail, and with several codes."""
    questions = [Writer(pair.naive.schema, pair.values, seed).question() for seed in range(400)]
    asked = [*questions[:60], *(question for question in questions[60:] if question.faulty)]
    answers = [pair.naive.answer(question.text, question.variables, question.language) for question in asked]
    codes = {error["extensions"]["code"] for answer in answers for error in answer.get("errors", ())}
    whole = [answer for answer in answers if "errors" not in answer and len(json.dumps(answer["data"])) > 200]
    assert len(whole) > 25
    assert len(codes) >= 3
