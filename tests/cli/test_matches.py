"""`samgraf matches`: an operator finds pairs, decides about them, and changes their mind."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
import typer

from hub.cli.progress import console
from tests.cli.conftest import Run

LAUG = """
name = "{key}"
connector = "tabular"
url = "file:laug.csv"
language = "da"
[licence]
name = "CC0 1.0"
state = "KNOWN"
republishable = true
[[settings.tables]]
id = ["Navn"]
[[settings.tables.claims]]
kind = "ORGANIZATION"
[settings.tables.claims.fields]
name = "Navn"
area = {{ constant = "dk-kommune-0751" }}
"""


@pytest.fixture
def guilds(samgraf: Run, migrated: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sources that write two guilds differently."""
    monkeypatch.setattr(console, "_width", 200)
    for key, names in (("et", ("Ravnholt Kolaug", "Strandens Bådelaug")), ("to", ("Kolauget Ravnholt f.m.b.a.", "Bådelauget Stranden"))):
        folder = home / "sources" / key
        folder.mkdir()
        (folder / "source.toml").write_text(LAUG.format(key=key), "utf-8")
        (folder / "laug.csv").write_text("Navn;By\n" + "".join(f"{name};Aarhus\n" for name in names), "utf-8")
    assert samgraf("harvest").code == 0
    return home


def organizations(home: Path) -> int:
    connection = sqlite3.connect(home / "samgraf.db")
    (count,) = connection.execute("SELECT count(*) FROM entity WHERE kind = 'ORGANIZATION'").fetchone()
    connection.close()
    return int(count)


def test_the_queue_is_there_after_a_harvest_without_a_command_of_its_own(samgraf: Run, guilds: Path) -> None:
    assert "æsten samme navn" in samgraf("matches", "list", "--lang", "da").out
    assert organizations(guilds) == 4


def test_an_operator_finds_a_pair_decides_and_takes_it_back(samgraf: Run, guilds: Path) -> None:
    found = samgraf("matches", "find")
    assert found.code == 0, found.err
    assert organizations(guilds) == 4
    listed = samgraf("matches", "list", "--kind", "organization", "--lang", "da").out
    assert "æsten samme navn" in listed or "Samme navn" in listed
    assert "Samme sted: Aarhus" in listed
    one = re.findall(r"match_[a-z2-7]{20}", listed)[0]
    decided = samgraf("matches", "decide", one, "same", "--reason", "one board")
    assert "decision_1: same; one thing now" in decided.out
    assert organizations(guilds) == 3
    again = samgraf("matches", "decide", one, "different")
    assert again.code == 2
    assert "samgraf matches undo decision_1" in again.err
    assert "the two things are two" in samgraf("matches", "undo", "decision_1").out
    assert organizations(guilds) == 4


def test_the_queue_is_worked_key_by_key(samgraf: Run, guilds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    samgraf("matches", "find")
    keys = iter("?sq")
    monkeypatch.setattr(typer, "getchar", lambda: next(keys))
    said = samgraf("matches", "work", "--by", "librarian").out
    assert "Kolauget Ravnholt f.m.b.a." in said
    assert "same; one thing now" in said
    assert "1 decided." in said
    connection = sqlite3.connect(guilds / "samgraf.db")
    assert connection.execute('SELECT kind, "by" FROM decision').fetchall() == [("SAME", "librarian")]
    connection.close()


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("list", "--kind", "funding"), "organization, initiative or venue"),
        (("decide", "match_x", "perhaps"), "same, different or unsure"),
        (("decide", "match_x", "same"), "no proposal match_x"),
        (("undo", "decision_7"), "no decision decision_7"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(samgraf: Run, arguments: tuple[str, ...], told: str) -> None:
    refused = samgraf("matches", *arguments)
    assert refused.code == 2
    assert told in refused.err
    assert refused.err.strip().count("\n") == 0


@pytest.mark.usefixtures("migrated")
def test_an_empty_queue_says_how_to_fill_it(samgraf: Run) -> None:
    assert "samgraf matches find" in samgraf("matches", "list").out


def test_what_contradicts_is_shown_with_the_decision_to_take_back(samgraf: Run, guilds: Path) -> None:
    assert "Nothing contradicts." in samgraf("matches", "contradictions").out
    connection = sqlite3.connect(guilds / "samgraf.db")
    nos = [no for (no,) in connection.execute("SELECT no FROM member WHERE kind = 'ORGANIZATION' ORDER BY no LIMIT 3")]
    rows = [(1, nos[0], nos[1], "SAME"), (2, nos[1], nos[2], "SAME"), (3, nos[0], nos[2], "DIFFERENT")]
    connection.executemany(
        """INSERT INTO decision (no, id, left_no, right_no, kind, "by", at) VALUES (?1, 'decision_' || ?1, ?2, ?3, ?4, 'x', '')""", rows
    )
    connection.commit()
    connection.close()
    said = samgraf("matches", "contradictions").out
    assert "decision_3 keeps them apart" in said
    assert "samgraf matches undo decision_2" in said
