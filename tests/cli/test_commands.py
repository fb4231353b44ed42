"""A new installation, command by command: every one does what its help says, and every refusal is one line with a way out."""

from __future__ import annotations

import json
import socket
import sqlite3
from pathlib import Path

import pytest

from hub.store.version import VERSIONS
from tests.cli.conftest import ROWS, SOURCE, Run


def entities(home: Path) -> dict[str, int]:
    connection = sqlite3.connect(home / "samgraf.db")
    found = dict(connection.execute("SELECT kind, count(*) FROM entity GROUP BY kind"))
    connection.close()
    return found


def test_a_new_installation_migrates_harvests_and_tells_how_its_sources_are(samgraf: Run, home: Path) -> None:
    assert samgraf("migrate").code == 0
    assert "never harvested" in samgraf("sources").out
    harvested = samgraf("harvest")
    assert harvested.code == 0
    assert "PUBLISHED" in harvested.out
    assert entities(home) == {"FUNDING": 2}
    assert "active" in samgraf("sources").out
    assert "no source is due" in samgraf("harvest", "--due").out
    assert samgraf("doctor").code == 0


@pytest.mark.usefixtures("migrated")
def test_a_fetched_document_is_kept_as_long_as_the_settings_say(samgraf: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def bodies_after_a_harvest(text: str) -> int:
        (home / "sources" / "tilskud-odense" / "tilskud.csv").write_text(text, "utf-8")
        assert samgraf("harvest").code == 0
        with sqlite3.connect(home / "samgraf.db") as connection:
            (kept,) = connection.execute("SELECT count(*) FROM document WHERE body IS NOT NULL").fetchone()
            connection.execute("UPDATE fetch SET fetched_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-40 days')")
        connection.close()
        return int(kept)

    monkeypatch.setenv("SAMGRAF_DOCUMENT_DAYS", "50")
    assert [bodies_after_a_harvest(ROWS), bodies_after_a_harvest(ROWS.replace("Hegn", "Hegnet"))] == [1, 2]
    monkeypatch.setenv("SAMGRAF_DOCUMENT_DAYS", "35")
    assert bodies_after_a_harvest(ROWS.replace("Hegn", "Hegnene")) == 1, "only the newest, whose days are not over"


@pytest.mark.usefixtures("migrated")
def test_a_rehearsal_shows_what_a_new_mapping_would_say_and_writes_nothing(samgraf: Run, home: Path) -> None:
    samgraf("harvest")
    before = (home / "samgraf.db").read_bytes()
    file = home / "sources" / "tilskud-odense" / "source.toml"
    file.write_text(SOURCE.replace('purpose = "Formål"', 'purpose = "Formål"\nprogramme = { constant = "Landdistriktspuljen" }'), "utf-8")
    said = [json.loads(line) for line in samgraf("rehearse", "tilskud-odense").out.splitlines()]
    assert [item["claims"][0]["values"]["programme"] for item in said] == ["Landdistriktspuljen"] * 2
    assert said[0]["claims"][0]["values"]["amount"] == {"minor": 123450, "currency": "DKK"}
    assert (home / "samgraf.db").read_bytes() == before


@pytest.mark.usefixtures("migrated")
def test_rebuild_reads_kept_records_with_the_new_mapping(samgraf: Run, home: Path) -> None:
    samgraf("harvest")
    folder = home / "sources" / "tilskud-odense"
    (folder / "source.toml").write_text(SOURCE.replace("money:DKK", "money:EUR"), "utf-8")
    (folder / "tilskud.csv").unlink()
    assert samgraf("rebuild").code == 0
    connection = sqlite3.connect(home / "samgraf.db")
    assert connection.execute("SELECT DISTINCT currency FROM funding").fetchall() == [("EUR",)]
    connection.close()


@pytest.mark.parametrize(
    ("setting", "value", "named"),
    [
        ("SAMGRAF_PORT", "ninety", "SAMGRAF_PORT"),
        ("SAMGRAF_DATABASE_URL", "mysql://somewhere", "SAMGRAF_DATABASE_URL"),
        ("SAMGRAF_MAX_PAGE", "0", "SAMGRAF_MAX_PAGE"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_found(
    samgraf: Run, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, named: str
) -> None:
    monkeypatch.setenv(setting, value)
    said = samgraf("sources")
    assert said.code == 2
    assert named in said.err
    assert value in said.err
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name = ", "source.toml"),
        (SOURCE.replace('connector = "tabular"', 'connector = "tabulr"'), "did you mean 'tabular'"),
        (SOURCE.replace('kind = "FUNDING"', 'kind = "FUNDNG"'), "FUNDNG"),
        (SOURCE.replace("danish_number", "danish_nummer"), "danish_number"),
        (SOURCE.replace('name = "Tilskud i Odense"', ""), "name"),
        (SOURCE.replace("language", "langage"), "did you mean 'language'"),
    ],
)
def test_a_wrong_source_file_is_refused_before_anything_is_fetched(samgraf: Run, home: Path, text: str, told: str) -> None:
    (home / "sources" / "tilskud-odense" / "source.toml").write_text(text, "utf-8")
    said = samgraf("harvest")
    assert said.code == 2
    assert told in said.err
    assert "tilskud-odense" in said.err
    assert "Traceback" not in said.err
    assert entities(home) == {}


@pytest.mark.usefixtures("migrated")
def test_a_mapping_with_a_path_that_the_file_does_not_have_fails_that_source_alone(samgraf: Run, home: Path) -> None:
    other = home / "sources" / "zoo"
    other.mkdir()
    (other / "source.toml").write_text(SOURCE.replace("Formål", "Formaal"), "utf-8")
    (other / "tilskud.csv").write_text("Formål;Beløb\nHegn;1\n", "utf-8")
    said = samgraf("harvest")
    assert said.code == 2
    assert len(said.err.strip().splitlines()) == 1
    for word in ("zoo", "Formaal", "Formål"):
        assert word in said.err
    assert entities(home) == {"FUNDING": 2}


@pytest.mark.usefixtures("migrated")
def test_one_wrong_source_file_stops_no_other_source(samgraf: Run, home: Path) -> None:
    other = home / "sources" / "zoo"
    other.mkdir()
    (other / "source.toml").write_text("name = ", "utf-8")
    said = samgraf("harvest")
    assert (said.code, "zoo" in said.err) == (2, True)
    assert entities(home) == {"FUNDING": 2}
    assert samgraf("harvest", "tilskud-odense").code == 0


@pytest.mark.usefixtures("migrated")
def test_an_unreadable_source_file_is_one_clear_line(samgraf: Run, home: Path) -> None:
    (home / "sources" / "tilskud-odense" / "source.toml").write_bytes(b"\xff\xfe\x00bad")
    said = samgraf("sources")
    said = samgraf("sources")
    assert (said.code, len(said.err.strip().splitlines())) == (2, 1)
    assert "source.toml" in said.err


def test_a_database_that_is_missing_locked_newer_or_none_is_told_apart(samgraf: Run, home: Path) -> None:
    missing = samgraf("harvest")
    assert (missing.code, "samgraf migrate" in missing.err) == (2, True)

    samgraf("migrate")
    connection = sqlite3.connect(home / "samgraf.db", isolation_level=None)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    newer = samgraf("harvest")
    assert (newer.code, "newer" in newer.err) == (2, True)
    connection.execute("UPDATE alembic_version SET version_num = ?", (VERSIONS[-1],))

    connection.execute("BEGIN IMMEDIATE")
    locked = samgraf("harvest")
    assert (locked.code, "locked" in locked.err) == (2, True)
    connection.execute("ROLLBACK")
    connection.close()

    (home / "samgraf.db").write_bytes(b"this is a letter, not a database" * 200)
    none = samgraf("sources")
    assert (none.code, len(none.err.strip().splitlines())) == (2, 1)


def test_a_taken_port_is_told_before_the_database_is_opened(samgraf: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = samgraf("serve", "--port", str(taken.getsockname()[1]))
    assert said.code == 2
    assert "--port" in said.err


@pytest.mark.usefixtures("migrated")
def test_a_source_that_is_not_there_is_told_with_those_that_are(samgraf: Run) -> None:
    said = samgraf("harvest", "tilskud-aarhus")
    assert (said.code, "tilskud-odense" in said.err) == (2, True)


@pytest.mark.usefixtures("migrated")
def test_a_second_harvester_is_refused(samgraf: Run, home: Path) -> None:
    connection = sqlite3.connect(home / "samgraf.db", isolation_level=None)
    connection.execute("INSERT INTO lease VALUES ('harvest', 'elsewhere:1:ab', '2999-01-01T00:00:00Z')")
    connection.close()
    said = samgraf("harvest")
    assert (said.code, "elsewhere" in said.err) == (2, True)


def test_help_teaches_every_command(samgraf: Run) -> None:
    overview = samgraf("--help").out
    for command in ("demo", "serve", "migrate", "harvest", "sources", "rehearse", "rebuild", "schema", "doctor"):
        assert command in overview
        assert len(samgraf(command, "--help").out.splitlines()) > 5
    assert samgraf("nonsense").code == 2


def test_the_schema_is_printed_as_clients_read_it_and_as_gateways_do(samgraf: Run) -> None:
    promise, subgraph = samgraf("schema").out, samgraf("schema", "--federation").out
    assert "type Initiative implements Entity & Node {" in promise
    assert 'type Initiative implements Entity & Node @key(fields: "id") {' in subgraph
    assert "federation/v2.3" in subgraph
