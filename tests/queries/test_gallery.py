"""The gallery: a question, its answer and the statements that it costs, side by side, over the data set of tests/differential.

    # language: de                                                      the language of the request
    # variables: {"name": "value"}                                      variables
    # asks: first_page, $after = data.initiatives.pageInfo.endCursor    a variable, taken from the answer of another question

After a change that is meant: `SAMGRAF_GALLERY=write python -m pytest tests/queries`, then read what changed in git.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hub.query.index.index import Index
from tests.differential import given
from tests.interpreter import Interpreter

HERE = Path(__file__).parent
WRITE = os.environ.get("SAMGRAF_GALLERY") == "write"
QUESTIONS = sorted(path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.graphql"))
VERSION_SQL = "coalesce(max(change.seq)"


class Gallery:
    """The questions, asked of the plan and of the interpreter."""

    def __init__(self, database: Path) -> None:
        self.naive: Interpreter = given.interpreter(database)
        self.planned = given.Planned(database, warm=True)

    def ask(self, name: str) -> tuple[dict[str, Any], dict[str, Any], list[str]]:
        """The answers of both, and the statements of the plan."""
        text = (HERE / f"{name}.graphql").read_text(encoding="utf-8")
        language = re.search(r"^# language: (\S+)$", text, re.MULTILINE)
        asked = text, self.variables(name, text), language and language[1]
        planned = self.planned.answer(*asked)
        return planned, self.naive.answer(*asked), [one for one in self.planned.reader.heard if VERSION_SQL not in one]

    def variables(self, name: str, text: str) -> dict[str, Any]:
        written = re.search(r"^# variables: (\{.*\})$", text, re.MULTILINE)
        found: dict[str, Any] = json.loads(written[1]) if written else {}
        for other, variable, way in re.findall(r"^# asks: (\S+), \$(\w+) = (\S+)$", text, re.MULTILINE):
            value: Any = self.ask(other if "/" in other else f"{name.partition('/')[0]}/{other}")[0]
            for step in way.split("."):
                value = value[step]
            found[variable] = value
        return found


@pytest.fixture(scope="module")
def gallery(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    made = Gallery(given.nasty_database(template, tmp_path_factory.mktemp("gallery")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Index, "remember", lambda *_: None)  # each question is the first with its words
        yield made
    made.planned.reader.close()


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_as_before_by_the_same_statements(gallery: Gallery, name: str) -> None:
    planned, plain, statements = gallery.ask(name)
    assert given.canonical(planned) == given.canonical(plain), "plan and interpreter differ"
    planned.pop("extensions", None)
    answer = json.dumps(planned, ensure_ascii=False, indent=2) + "\n"
    sql = "\n".join(f"{one};\n" for one in statements)
    if WRITE:
        (HERE / f"{name}.json").write_text(answer, encoding="utf-8")
        (HERE / f"{name}.sql").write_text(sql, encoding="utf-8")
    assert (HERE / f"{name}.json").read_text(encoding="utf-8") == answer
    assert (HERE / f"{name}.sql").read_text(encoding="utf-8") == sql


def test_the_gallery_holds_nothing_without_a_question() -> None:
    kept = {path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*") if path.suffix in (".json", ".sql")}
    assert kept <= set(QUESTIONS)


def test_a_list_costs_as_many_statements_for_many_as_for_one(gallery: Gallery) -> None:
    """The whole of nested_lists, for few parents and for many."""
    text = (HERE / "organization" / "nested_lists.graphql").read_text(encoding="utf-8")
    costs = []
    for many in (4, 60):
        gallery.planned.answer(text.replace("first: 4", f"first: {many}").replace("(filter: { types: [ASSOCIATION] }, ", "("))
        costs.append(len(gallery.planned.reader.heard))
    assert costs[0] == costs[1]
