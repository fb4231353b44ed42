"""The questions that we show to newcomers, in README, in GraphiQL and in `samgraf demo`, are the same, and the graph answers them."""

from __future__ import annotations

import re

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from tests.house.files import HOUSE

README = (HOUSE / "README.md").read_text(encoding="utf-8")
EXAMPLES = (HOUSE / "hub" / "web" / "ui" / "src" / "examples.js").read_text(encoding="utf-8")
FILES = sorted((HOUSE / "hub" / "data" / "demo" / "questions").glob("*.graphql"))


@pytest.fixture(scope="module")
def promise() -> GraphQLSchema:
    return build_schema((HOUSE / "schema" / "schema.graphql").read_text(encoding="utf-8"), assume_valid=True)


def test_readme_and_graphiql_show_the_three_questions_of_the_demo() -> None:
    assert re.findall(r"(?ms)^```graphql\n(.*?)^```", README) == [file.read_text(encoding="utf-8") for file in FILES]
    assert re.findall(r"questions/(\S+)\?raw", EXAMPLES) == [file.name for file in FILES]
    assert len(FILES) == 3


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_question_that_we_show_is_one_that_the_graph_answers(promise: GraphQLSchema, file) -> None:
    assert validate(promise, parse(file.read_text(encoding="utf-8"))) == []


def test_the_subscription_that_we_show_is_one_that_the_graph_answers(promise: GraphQLSchema) -> None:
    [shown] = re.findall(r"(?ms)^~~~graphql\n(.*?)^~~~", README)
    assert validate(promise, parse(shown)) == []
