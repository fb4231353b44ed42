"""What the differential test and the gallery stand on: the small nasty data set in a database, read in two ways."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hub.domain.viewer import Viewer, ViewerRole
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store.engine import Plan, Reader
from schema.build import sdl
from schema.federation import ROOTS, served
from tests.differential import dataset
from tests.differential.values import Values
from tests.interpreter import Interpreter

T = TypeVar("T")
ASKS = Viewer(role=ViewerRole.MODERATOR, name="key:sg_moderat")
"""Whoever looks after all sources: the interpreter knows no permissions, and what is not for everybody is to be compared as well."""
BASE_URL, MAX_PAGE, NOW = "https://samgraf.example", 100, "2026-05-02T00:00:01Z"


class Listening(Reader):
    """A reader that remembers the statements that it was asked to run."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, 1)
        self.heard: list[str] = []

    def run_here(self, plan: Plan[T], seconds: float) -> T:
        self.heard.clear()
        return super().run_here(self._listen(plan), seconds)

    def _listen(self, plan: Plan[T]) -> Plan[T]:
        try:
            asked = next(plan)
            while True:
                self.heard.append(asked[0])
                asked = plan.send((yield asked))
        except StopIteration as done:
            answer: T = done.value
            return answer


class Planned:
    """The compiled plan, asked like the interpreter."""

    def __init__(self, database: Path, *, warm: bool = False) -> None:
        self.reader = Listening(database)
        settings = Settings(base_url=BASE_URL, max_page=MAX_PAGE, max_rows=1_000_000, query_seconds=60)
        self._answers = Answers(served(), self.reader, settings)
        if warm:
            self._answers.warm_here()

    def answer(self, question: str, variables: dict[str, Any] | None = None, language: str | None = None) -> dict[str, Any]:
        self.reader.heard.clear()  # a question that is refused before it is run asks nothing
        asked = question, None, variables or {}
        answer: dict[str, Any] = json.loads(self._answers.answer_here(*asked, viewer=ASKS, lang=language, now=NOW).body)
        return answer


@cache
def _filled(template: Path) -> Path:
    database = Path(shutil.copy(template, template.with_name("nasty-template.db")))
    dataset.fill(database)
    return database


def nasty_database(template: Path, folder: Path) -> Path:
    """A copy of the migrated template with the data set in it, which is made once."""
    return Path(shutil.copy(_filled(template), folder / "nasty.db"))


def interpreter(database: Path) -> Interpreter:
    return Interpreter(sdl() + ROOTS, database, base_url=BASE_URL, max_page=MAX_PAGE, now=NOW)


def values(naive: Interpreter) -> Values:
    """Arguments that meet something in the data set, and some that do not."""
    rows = naive.memory.rows
    areas, themes, sources = ([row[key] for row in rows[table]] for table, key in (("area", "code"), ("theme", "key"), ("source", "key")))
    hub = [rows["member"][0]["id"]] * 20
    return Values(
        ids=(*(member["id"] for member in rows["member"][::3]), *hub, "ini_nothing", ""),
        nodes=(*(f"area_{one}" for one in areas), *(f"theme_{one}" for one in themes), *(f"source_{one}" for one in sources),
               "run_3", "run_28", "run_99", "run_03", "area_x", "prov_1", "nonsense", "_", "org_ø"),
        codes=(*areas, "nowhere"),
        themes=(*themes, "nothing"),
        sources=(*(f"source_{one}" for one in sources), "alpha-register", "source_nobody"),
        identifiers=(*sorted({(one["scheme"], one["value"]) for one in rows["identifier"]})[::9], ("XM-TEST", "same-1"), ("X", "Y")),
    )  # fmt: skip


def canonical(answer: dict[str, Any]) -> str:
    """An answer as text that is the same whenever the answers are: order of keys counts, messages do not."""
    if errors := answer.get("errors"):
        return json.dumps({"data": answer.get("data"), "codes": [error["extensions"]["code"] for error in errors][:1]})
    return json.dumps(answer["data"], ensure_ascii=False)
