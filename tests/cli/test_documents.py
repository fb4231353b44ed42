"""`samgraf documents`: what clients ask by its id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hub.cli import application
from hub.store.trusted import hash_of

NAME = 'query Name { area(code: "dk") { name } }'


@pytest.fixture
def command(database: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SAMGRAF_DATABASE_URL", f"sqlite:///{database}")
    runner = CliRunner()

    def run(*arguments: str):
        result = runner.invoke(application(), ["documents", *arguments])
        if isinstance(result.exception, Exception):
            raise result.exception
        return result

    return run


def test_files_of_code_generators_are_registered_listed_and_removed(command, tmp_path: Path) -> None:
    (tmp_path / "persisted.json").write_text(json.dumps({"0123": NAME}), encoding="utf-8")
    (tmp_path / "name.graphql").write_text(NAME, encoding="utf-8")
    assert "No documents yet" in command("list").output
    done = command("register", str(tmp_path / "persisted.json"), str(tmp_path / "name.graphql"))
    assert "2 registered, 0 were known" in done.output
    assert hash_of(NAME) in done.output
    assert "0123" in command("list").output
    assert "1 removed" in command("remove", "0123").output


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"a": "{ nothing }"}', "cannot be answered"),
        ("[]", "one JSON object"),
        ("{", "cannot be read"),
        ('{"a b": "{ viewer { role } }"}', "no id"),
    ],
)
def test_a_file_that_cannot_be_taken_registers_nothing(command, tmp_path: Path, text: str, why: str) -> None:
    (tmp_path / "persisted.json").write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match=why):
        command("register", str(tmp_path / "persisted.json"))
    assert "No documents yet" in command("list").output
