"""The command `samgraf` as a person runs it, in this process: exit code, standard output, standard error."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from hub.cli import main

SOURCE = """
name = "Tilskud i Odense"
connector = "tabular"
url = "file:tilskud.csv"
language = "da"
[licence]
name = "CC0 1.0"
state = "KNOWN"
republishable = true
[[settings.tables]]
id = ["Formål"]
[[settings.tables.claims]]
kind = "FUNDING"
[settings.tables.claims.fields]
purpose = "Formål"
amount = { path = "Beløb", convert = ["danish_number", "money:DKK"] }
"""
ROWS = "Formål;Beløb\nHegn til køer;1.234,50\nKajakker;9.000\n"


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the settings of a new installation, and one source."""
    for name in ("DATABASE_URL", "SOURCES", "PORT", "MAX_PAGE"):
        monkeypatch.delenv(f"SAMGRAF_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "sources" / "tilskud-odense"
    folder.mkdir(parents=True)
    (folder / "source.toml").write_text(SOURCE, "utf-8")
    (folder / "tilskud.csv").write_text(ROWS, "utf-8")
    return tmp_path


@pytest.fixture
def migrated(home: Path, template: Path) -> None:
    """What `samgraf migrate` leaves there, a second of work cheaper."""
    shutil.copy(template, home / "samgraf.db")


@pytest.fixture
def samgraf(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["samgraf", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Said(int(ended.value.code or 0), out, err)

    return run
