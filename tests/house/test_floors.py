"""The floors of the house hold, and a step that breaks one would be seen.

The contracts stand in pyproject.toml; import-linter reads every import, so a floor breaks here before it breaks anywhere else.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]

# A small house with one broken step on each line: who imports, what it must not import.
BROKEN_STEPS = [
    ("hub/domain/person.py", "httpx"),
    ("hub/domain/tale.py", "hub.errors"),
    ("hub/errors.py", "hub.store.tables"),
    ("hub/store/engine.py", "hub.query.plan"),
    ("hub/sdk/row.py", "hub.store.engine"),
    ("hub/query/plan/shape.py", "schema.build"),
    ("hub/query/funding.py", "hub.harvest.fetch"),
    ("hub/query/stream.py", "hub.notify.teller"),
    ("hub/notify/desk.py", "hub.web.app"),
    ("hub/visit/pages.py", "hub.web.app"),
    ("hub/harvest/fetch.py", "connectors.feed"),
    ("hub/export/stream.py", "hub.main"),
    ("hub/web/app.py", "hub.cli.demo"),
    ("schema/funding.py", "sqlalchemy"),
    ("schema/info.py", "hub.web.app"),
    ("connectors/feed.py", "hub.settings"),
    ("connectors/ical.py", "hub.store.engine"),
    ("connectors/ical.py", "connectors.feed"),
]
SOUND_STEPS = [
    ("hub/main.py", "hub.web.app"),
    ("hub/cli/demo.py", "hub.main"),
    ("hub/query/initiative.py", "sqlalchemy"),
    ("hub/notify/teller.py", "hub.query.stream"),
    ("hub/notify/post.py", "hub.harvest.guard"),
    ("hub/visit/pages.py", "hub.curation.mention"),
    ("hub/query/plan/compile.py", "hub.domain.ids"),
    ("hub/domain/link.py", "hub.domain.ids"),
    ("hub/domain/ids.py", "hashlib"),
    ("schema/build.py", "hub.query.initiative"),
    ("connectors/discourse.py", "hub.sdk.paging"),
    ("connectors/discourse.py", "hub.domain.link"),
    ("connectors/discourse.py", "selectolax"),
]


def the_contracts_on(house: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of a house, by this repository's contracts."""
    started_as = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return subprocess.run(
        [*started_as, "--no-cache", "--no-logo", "--config", str(HOUSE / "pyproject.toml")],
        cwd=house,
        env={**os.environ, "PYTHONPATH": f"{house}{os.pathsep}{HOUSE}", "COLUMNS": "500", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def build(house: Path, steps: list[tuple[str, str]]) -> None:
    """Empty packages, then one import statement for each step; what is imported exists as well."""
    for importer, imported in steps:
        line = f"import {imported}\n"
        with (make(house, importer)).open("a", encoding="utf-8") as file:
            file.write(line)
        if imported.partition(".")[0] in {"hub", "schema", "connectors"} and not (house / imported.replace(".", "/")).is_dir():
            make(house, imported.replace(".", "/") + ".py")


def make(house: Path, name: str) -> Path:
    path = house / name
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in path.parent.relative_to(house).parents:
        if folder.name:
            (house / folder / "__init__.py").touch()
    (path.parent / "__init__.py").touch()
    path.touch()
    return path


def test_every_floor_leans_only_on_those_beneath_it() -> None:
    told = the_contracts_on(HOUSE)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.fixture(scope="module")
def what_a_broken_house_is_told(tmp_path_factory: pytest.TempPathFactory) -> str:
    house = tmp_path_factory.mktemp("broken")
    build(house, BROKEN_STEPS)
    told = the_contracts_on(house)
    assert told.returncode == 1, told.stdout + told.stderr
    return told.stdout.split("Broken contracts", 1)[1].replace("->", "imports")


@pytest.mark.parametrize(("importer", "imported"), BROKEN_STEPS, ids=lambda name: name)
def test_a_step_to_the_wrong_floor_is_seen(what_a_broken_house_is_told: str, importer: str, imported: str) -> None:
    module = importer.removesuffix(".py").replace("/", ".")
    assert f"{module} imports {imported}" in what_a_broken_house_is_told


def test_the_steps_that_the_house_is_made_of_are_allowed(tmp_path: Path) -> None:
    build(tmp_path, SOUND_STEPS)
    told = the_contracts_on(tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
