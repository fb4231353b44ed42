"""A database of plain rows, and somebody who asks it and remembers the statements."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from hub.domain.viewer import ANYBODY
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store.engine import Reader
from schema.federation import served
from tests.query.rows import Rows

NOW = "2026-01-01T00:01:30Z"


class CountingReader(Reader):
    """A reader that remembers what it ran."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, 1)
        self.statements: list[str] = []

    def _walk(self, connection: Any, plan: Any, *rest: Any) -> Any:
        return super()._walk(connection, self._watched(plan), *rest)

    def _watched(self, plan: Any) -> Generator[Any, Any, Any]:
        rows = None
        while True:
            try:
                sql, params = plan.send(rows)
            except StopIteration as done:
                return done.value
            self.statements.append(sql)
            rows = yield sql, params


class Asker:
    """Asks questions of one database, as anybody unless `viewer` is said; every answer is read anew."""

    viewer = ANYBODY

    def __init__(self, path: Path, **settings: Any) -> None:
        self.reader = CountingReader(path)
        self.answers = Answers(
            served(), self.reader, Settings(base_url="https://hub.example", **{"max_page": 100, "stale_seconds": 0} | settings)
        )

    def answer(self, question: str, variables: Any = None, lang: str | None = None, operation: str | None = None) -> Any:
        """The whole answer as JSON."""
        self.reader.statements.clear()
        return orjson.loads(self.answers.answer_here(question, operation, variables, viewer=self.viewer, lang=lang, now=NOW).body)

    def __call__(self, question: str, variables: Any = None, lang: str | None = None) -> Any:
        """The data of an answer that has no errors."""
        answer = self.answer(question, variables, lang)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def refusal(self, question: str, variables: Any = None) -> tuple[str, str]:
        """The code and the message of the first error of an answer without data."""
        answer = self.answer(question, variables)
        assert answer.get("data") is None
        return answer["errors"][0]["extensions"]["code"], answer["errors"][0]["message"]

    @property
    def statements(self) -> int:
        """How many statements the last question ran, without the one that reads the version."""
        return len(self.reader.statements) - 1


@pytest.fixture
def rows(database: Path) -> Rows:
    return Rows(database)


@pytest.fixture
def asker(database: Path) -> Iterator[Callable[..., Asker]]:
    """Makes an asker once the rows are written."""
    made: list[Asker] = []

    def make(**settings: Any) -> Asker:
        made.append(Asker(database, **settings))
        return made[-1]

    yield make
    for one in made:
        one.reader.close()
