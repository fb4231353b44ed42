"""What STYLE asks of every file, as far as a machine can see it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.files import HOUSE, our_files

CODE = {".py", ".js", ".css", ".html"}
LONGEST_FILE = 350
LONGEST_README = 80  # one page
A_PATH_OF_ONE_MACHINE = re.compile(rb"(?<![\w.~-])/(?:work|root)/")  # in an address a host or a path stands before it


def said_by(*command: str) -> str:
    """The complaints of a tool, or nothing."""
    done = subprocess.run([sys.executable, "-m", *command], cwd=HOUSE, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def names(paths: list[Path]) -> list[str]:
    return [path.relative_to(HOUSE).as_posix() for path in paths]


def test_ruff_has_nothing_to_say() -> None:
    complaints = said_by("ruff", "check", "--quiet", "--output-format=concise", ".")
    assert not complaints, complaints


def test_the_code_is_formatted() -> None:
    complaints = said_by("ruff", "format", "--check", "--quiet", "--output-format=concise", ".")
    assert not complaints, complaints


@pytest.mark.timeout(400)  # the first run on a machine reads every library
def test_the_types_hold() -> None:
    complaints = said_by("mypy", "--no-error-summary")
    assert not complaints, complaints


def test_every_room_says_on_one_page_what_it_is_for() -> None:
    rooms = sorted({path.parent for path in our_files("hub", "schema", "connectors") if path.suffix == ".py"} | {HOUSE / "tests"})
    assert names([room for room in rooms if not (room / "README.md").is_file()]) == []
    pages = [room / "README.md" for room in rooms]
    assert names([page for page in pages if len(page.read_text(encoding="utf-8").splitlines()) > LONGEST_README]) == []


def test_no_file_of_code_is_longer_than_can_be_read() -> None:
    code = [path for path in our_files("hub", "schema", "connectors", "tests") if path.suffix in CODE and "data" not in path.parts]
    long = {name: lines for path in code if (lines := len(path.read_bytes().splitlines())) > LONGEST_FILE for name in names([path])}
    assert long == {}


def test_no_file_names_a_path_of_one_machine() -> None:
    assert names([path for path in our_files() if A_PATH_OF_ONE_MACHINE.search(path.read_bytes())]) == []


def test_the_readme_and_the_checks_run_the_same_commands() -> None:
    readme = (HOUSE / "README.md").read_text(encoding="utf-8").splitlines()
    checks = (HOUSE / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line.strip() for line in readme if line.strip().startswith("python3 -m venv .venv && ")]
    assert commands == re.findall(r'^(?:RUN|TEST)="(.*)"$', checks, re.MULTILINE)
    assert len(commands) == 2


@pytest.mark.parametrize("room", ["hub/web/ui", "tests/federation"])
def test_a_lock_file_names_no_address(room: str) -> None:
    lock = (HOUSE / room / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "://" not in lock
    packages = json.loads(lock)["packages"]
    assert all("integrity" in package for name, package in packages.items() if name)
    asked = json.loads((HOUSE / room / "package.json").read_text(encoding="utf-8"))
    versions = {**asked["dependencies"], **asked.get("devDependencies", {})}
    assert versions == {name: packages[f"node_modules/{name}"]["version"] for name in versions}, "package.json pins what the lock holds"
