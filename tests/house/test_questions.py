"""The questions that we show to newcomers, in the README and in GraphiQL, are questions that the graph answers."""

from __future__ import annotations

import re

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from tests.house.files import HOUSE

README = (HOUSE / "README.md").read_text(encoding="utf-8")
EXAMPLES = (HOUSE / "hub" / "web" / "ui" / "src" / "examples.js").read_text(encoding="utf-8")
SHOWN = re.findall(r"(?ms)^```graphql\n(.*?)^```", README) + re.findall(r"(?ms)^  `(.*?)^`,", EXAMPLES)


@pytest.fixture(scope="module")
def promise() -> GraphQLSchema:
    return build_schema((HOUSE / "schema" / "schema.graphql").read_text(encoding="utf-8"), assume_valid=True)


def test_three_questions_are_shown_in_each_place() -> None:
    assert len(SHOWN) == 6


@pytest.mark.parametrize("question", SHOWN, ids=lambda question: re.search(r"query (\w+)", question)[1])
def test_a_question_that_we_show_is_one_that_the_graph_answers(promise: GraphQLSchema, question: str) -> None:
    assert validate(promise, parse(question)) == []
