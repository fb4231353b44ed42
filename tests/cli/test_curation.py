"""Held runs, withdrawals and back-ups, as an operator meets them."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run


def told(home: Path, sql: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(home / "samgraf.db")
    found = connection.execute(sql).fetchall()
    connection.close()
    return found


def rows(home: Path, *lines: str) -> None:
    (home / "sources" / "tilskud-odense" / "tilskud.csv").write_text("\n".join(("Formål;Beløb", *lines, "")), "utf-8")


@pytest.fixture
def held(samgraf: Run, migrated: None, home: Path) -> str:
    """Ten grants are public; the next answer has two of them, one with another amount, and a new one."""
    rows(home, *(f"Kajak {number};100,00" for number in range(10)))
    assert samgraf("harvest").code == 0
    rows(home, "Kajak 0;100,00", "Kajak 1;250,00", "Kanoer;300,00")
    assert "run 2 is held" in samgraf("harvest").err
    return "2"


def test_a_held_run_tells_why_and_what_it_would_do(samgraf: Run, home: Path, held: str) -> None:
    assert "tilskud-odense" in samgraf("run", "list", "--held").out
    waits = samgraf("queue").out
    assert "queued_run_2  RUN" in waits
    assert "tilskud-odense" in waits
    said = samgraf("run", "show", f"run_{held}")
    assert said.code == 0
    shown = " ".join(said.out.split())
    assert "is held" in shown
    assert "Kanoer" in shown
    assert "Kajak 1" in shown
    assert "amount" in shown
    assert "Kajak 9" in shown
    for way, number in (("create", 1), ("change", 1), ("hide", 8), ("retire", 0)):
        assert [line for line in said.out.splitlines() if way in line and str(number) in line], (way, said.out)
    assert len(told(home, "SELECT no FROM entity")) == 10


def test_a_released_run_is_public(samgraf: Run, home: Path, held: str) -> None:
    said = samgraf("run", "release", held)
    assert said.code == 0
    assert "is public" in said.out
    assert told(home, "SELECT name FROM entity ORDER BY name") == [("Kajak 0",), ("Kajak 1",), ("Kanoer",)]
    again = samgraf("run", "release", held)
    assert (again.code, "is not held" in again.err) == (2, True)
    assert "No run is held" in samgraf("run", "list", "--held").out
    assert "published" in samgraf("run", "show", held).out


def test_a_discarded_run_leaves_what_was_public(samgraf: Run, home: Path, held: str) -> None:
    said = samgraf("run", "discard", held)
    assert said.code == 0
    assert "discarded" in said.out
    assert len(told(home, "SELECT no FROM entity")) == 10
    assert told(home, "SELECT amount_minor FROM funding WHERE purpose = 'Kajak 1'") == [(10000,)]
    assert samgraf("run", "discard", held).code == 2


@pytest.mark.usefixtures("migrated")
def test_a_run_that_is_none_is_refused(samgraf: Run) -> None:
    assert "There is no run 77" in samgraf("run", "show", "77").err
    assert "is no run" in samgraf("run", "show", "yesterday").err


@pytest.mark.usefixtures("migrated")
def test_a_withdrawal_shows_what_goes_asks_and_reports(samgraf: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows(home, "Hegn til køer;1,00", "Kajakker;2,00")
    samgraf("harvest")
    [(one,)] = told(home, "SELECT id FROM entity WHERE name = 'Hegn til køer'")
    refused = samgraf("withdraw", one, "--reason", "SAFETY")
    assert (refused.code, "SAMGRAF_WITHDRAWAL_KEY is not set" in refused.err) == (2, True)
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", "secret")
    assert "say why with --reason" in samgraf("withdraw", one).err
    monkeypatch.setattr("typer.confirm", lambda *_, **__: False)
    asked = samgraf("withdraw", one, "--reason", "SAFETY")
    assert (asked.code, "Hegn til køer" in asked.out, "Nothing was changed" in asked.out) == (1, True, True)
    assert len(told(home, "SELECT no FROM entity")) == 2
    done = samgraf("withdraw", one, "--reason", "safety", "--yes")
    assert done.code == 0
    assert "Withdrawal 1: ENTITY, SAFETY" in " ".join(done.out.split())
    assert "samgraf.db.withdrawn" in "".join(done.out.split())
    samgraf("harvest")
    assert told(home, "SELECT name FROM entity") == [("Kajakker",)]
    assert b"Hegn" not in (home / "samgraf.db").read_bytes()
    assert "nothing with the id" in samgraf("withdraw", "org_unknown", "--reason", "OTHER").err
    assert "no field" in samgraf("withdraw", one, "--field", "shoes", "--reason", "OTHER").err
    assert "name one thing" in samgraf("withdraw", "--reason", "OTHER").err
    assert samgraf("withdraw", "--record", "tilskud-odense", "Kajakker", "--reason", "RIGHT_HOLDER", "--yes").code == 0
    assert told(home, "SELECT name FROM entity") == []
    assert "Nothing was waiting" in samgraf("withdraw", "--finish").out
    assert samgraf("verify").code == 0


@pytest.mark.usefixtures("migrated")
def test_s22_the_report_names_the_copies_that_hold_it_still(samgraf: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", "secret")
    samgraf("harvest")
    samgraf("backup", "copy.db")
    (home / "samgraf.db.before-0001").write_bytes(b"an older one")
    [(one,)] = told(home, "SELECT id FROM entity WHERE name = 'Kajakker'")
    said = " ".join(samgraf("withdraw", one, "--reason", "SAFETY", "--yes").out.split())
    assert "Older copies beside the database still hold it: samgraf.db.before-0001. Delete them." in said
    assert "Back-ups of before today hold it until they are deleted; `samgraf restore` takes it out of them again." in said
    assert b"Kajakker" in (home / "copy.db").read_bytes()
    assert samgraf("restore", "copy.db").code == 0
    assert told(home, "SELECT name FROM entity") == [("Hegn til køer",)]
    assert b"Kajakker" not in (home / "samgraf.db").read_bytes()


@pytest.mark.usefixtures("migrated")
def test_back_up_verify_and_restore(samgraf: Run, home: Path) -> None:
    samgraf("harvest")
    assert "copy.db.json" in "".join(samgraf("backup", "copy.db").out.split())
    assert samgraf("backup", "copy.db").code == 2
    rows(home, "Kanoer;3,00")
    samgraf("harvest")
    verified = samgraf("verify")
    assert (verified.code, verified.out.count("sound")) == (0, 8)
    restored = samgraf("restore", "copy.db")
    assert restored.code == 0
    assert told(home, "SELECT name FROM entity ORDER BY name") == [("Hegn til køer",), ("Kajakker",)]
    with (home / "samgraf.db").open("rb+") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096 * 20)
    broken = samgraf("verify")
    assert (broken.code, "samgraf restore" in " ".join((broken.out + broken.err).split())) == (2, True)
    assert samgraf("restore", "copy.db").code == 0
    assert samgraf("verify").code == 0
    with (home / "copy.db").open("rb+") as file:
        file.seek(9000)
        file.write(b"flipped")
    refused = samgraf("restore", "copy.db")
    assert (refused.code, "is damaged" in refused.err) == (2, True)
