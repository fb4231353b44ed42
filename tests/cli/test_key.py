"""`samgraf key`: made once, shown once, listed by prefix, rotated and revoked."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from hub.auth import keys
from tests.cli.conftest import Run


def made(samgraf: Run, *options: str) -> str:
    """A new key, alone on standard output."""
    done = samgraf("key", "create", *options)
    assert (done.code, done.out.count("\n")) == (0, 1), done.err
    assert keys.parse(done.out.strip()) is not None
    assert done.out.strip() not in done.err
    return done.out.strip()


def listed(samgraf: Run, *options: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(samgraf("key", "list", "--json", *options).out)
    return found


@pytest.mark.usefixtures("migrated")
def test_a70_a_key_is_shown_once_and_then_known_by_its_prefix(samgraf: Run, home: Path) -> None:
    assert "samgraf key create" in samgraf("key", "list").out
    key = made(samgraf, "--role", "contributor", "--source", "tilskud-odense", "--scope", "documents", "--note", "the library's calendar")
    table = samgraf("key", "list").out
    for word in (key[:11], "contributor", "tilskud-odense", "documents", "the library's calendar", "never"):
        assert word in table
    (one,) = listed(samgraf)
    told = {name: one[name] for name in ("prefix", "role", "sources", "scopes", "stands", "lastUsedAt", "revokedAt")}
    assert told == {
        "prefix": key[:11], "role": "CONTRIBUTOR", "sources": ["tilskud-odense"], "scopes": ["documents"], "stands": True,
        "lastUsedAt": None, "revokedAt": None,
    }  # fmt: skip
    assert str(one["createdAt"]) < str(one["expiresAt"])
    said = table + json.dumps(one)
    assert key[12:] not in said
    assert key[12:].encode() not in b"".join(path.read_bytes() for path in home.glob("samgraf.db*"))


@pytest.mark.usefixtures("migrated")
def test_a70_rotating_and_revoking(samgraf: Run) -> None:
    old = made(samgraf, "--role", "moderator", "--expires", "never")[:11]
    done = samgraf("key", "rotate", old, "--overlap", "2d")
    new = done.out.strip()[:11]
    assert old in done.err
    first, second = listed(samgraf)
    assert (first["prefix"], second["prefix"], second["role"], second["expiresAt"]) == (old, new, "MODERATOR", None)
    assert first["expiresAt"] is not None
    assert "30 seconds" in samgraf("key", "revoke", old).out
    assert [one["prefix"] for one in listed(samgraf)] == [new]
    assert [one["stands"] for one in listed(samgraf, "--all")] == [False, True]
    assert "revoked 20" in samgraf("key", "list", "--all").out


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("create --role king", "king"),
        ("create --role contributor --source nobody", "There is no source 'nobody'"),
        ("create --source tilskud-odense", "Only a contributor"),
        ("create --scope Å", "is no scope"),
        ("create --speaks-for ini_x", "is no id of an organization"),
        ("create --speaks-for org_x", "There is no organization org_x"),
        ("create --expires 1m", "is no length of time"),
        ("create --expires 99y", "is no length of time"),
        ("create --note two\nlines", "A note is one line"),
        ("rotate sg_aaaaaaaa", "is not known"),
        ("rotate sg_aaaaaaaa --overlap never", "The old key has to end"),
        ("revoke sg_aaaaaaaa", "is not known"),
        ("revoke anything", "is no prefix of a key"),
        ("revoke A-WHOLE-KEY", "history of your shell"),
    ],
)
def test_a_wrong_word_is_told_with_the_way_out(samgraf: Run, command: str, told: str) -> None:
    done = samgraf("key", *command.replace("A-WHOLE-KEY", keys.make().text).split(" "))
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert listed(samgraf, "--all") == []


@pytest.mark.usefixtures("migrated")
def test_a80_only_so_many_keys_stand_at_once(samgraf: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_MAX_KEYS", "2")
    one, _ = made(samgraf), made(samgraf)
    refused = samgraf("key", "create")
    assert (refused.code, refused.out) == (2, "")
    assert "SAMGRAF_MAX_KEYS" in refused.err
    samgraf("key", "revoke", one[:11])
    made(samgraf)
    with sqlite3.connect(home / "samgraf.db") as database:
        assert database.execute("SELECT count(*) FROM api_key").fetchall() == [(3,)]
    database.close()
