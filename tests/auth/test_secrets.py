"""Secrets that are sent, set or raised: none is repeated in an answer, a log, a health page or a database."""

from __future__ import annotations

import asyncio
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog

from hub.auth import keys
from hub.auth.who import refuse_keys_in_address
from hub.domain.viewer import ViewerRole
from hub.errors import BadRequest
from hub.telemetry import configure, log
from tests.auth.conftest import token
from tests.web.serving import serving

QUESTION = {"query": "{ viewer { role } }"}


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch):
    """What is logged, as text; on a terminal when asked for."""

    def start(level: str = "DEBUG", *, terminal: bool = False) -> io.StringIO:
        paper = io.StringIO()
        monkeypatch.setattr(sys, "stderr", paper)
        monkeypatch.setattr(paper, "isatty", lambda: terminal, raising=False)
        configure(level)
        return paper

    yield start
    monkeypatch.undo()
    structlog.reset_defaults()


# --- A71 ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.asyncio
@pytest.mark.parametrize("name", ["key", "api_key", "apikey", "API-Key", "access_token", "token", "id_token", "jwt", "authorization"])
async def test_a71_a_key_in_the_address_is_refused_with_advice_and_never_logged(client, make_key, logged, name):
    made, paper = await make_key(ViewerRole.ADMIN), logged()
    for answer in (
        await client.post("/graphql", params={name: made.text}, json=QUESTION),
        await client.get("/graphql", params={name: made.text, **QUESTION}),
        await client.get("/graphql", params={name: "of another kind", **QUESTION}, headers={"authorization": f"Bearer {made.text}"}),
    ):
        told = answer.json()["errors"][0]
        assert (answer.status_code, told["extensions"]["code"], "data" in answer.json()) == (400, "BAD_REQUEST", False)
        assert "Authorization: Bearer" in told["message"]
        assert "samgraf key revoke" in told["message"]
        assert made.text not in answer.text
    assert made.text not in paper.getvalue()


def test_a71_a_key_under_any_name_is_seen_and_an_ordinary_address_passes():
    made = keys.make()
    for query in (f"q={made.text}", f"query=x&x=a%20{made.text}"):
        with pytest.raises(BadRequest):
            refuse_keys_in_address(["q"], query)
    refuse_keys_in_address(["query", "variables", "operationName", "extensions", "documentId", "lang"], "query=%7Bviewer%7D")


# --- A78 ---------------------------------------------------------------------------------------------------------------------------


def planted(made: keys.MadeKey) -> dict[str, str]:
    """Ten secrets, by where they are."""
    return {
        "a key that stands": made.text.rpartition("_")[2],
        "a key that does not": keys.make().text,
        "a key in an address": keys.make().text,
        "a token": token("rsa"),
        "a token in an address": token("ed"),
        "a password": "planted-basic-password-7",
        "a cookie": "planted-cookie-8",
        "a header of another name": "planted-header-9",
        "SAMGRAF_WITHDRAWAL_KEY": "planted-withdrawal-10",
        "SAMGRAF_TOKEN_NAME_KEY": "planted-name-key-11",
    }


def requests(address: str, made: keys.MadeKey, secrets: dict[str, str]) -> list[httpx.Response]:
    """Right and wrong requests that carry the secrets."""
    ways: list[dict[str, Any]] = [
        {"headers": {"authorization": f"Bearer {made.text}"}},
        {"headers": {"authorization": f"Bearer {secrets['a key that does not']}"}},
        {"headers": {"authorization": f"Bearer {secrets['a token']}"}},
        {"headers": {"authorization": f"Token {secrets['a token']}"}},
        {"params": {"key": secrets["a key in an address"]}},
        {"params": {"access_token": secrets["a token in an address"]}},
        {"params": {"q": secrets["a key in an address"]}},
        {"auth": ("somebody", secrets["a password"])},
        {"headers": {"cookie": f"session={secrets['a cookie']}", "x-api-key": secrets["a header of another name"]}},
    ]
    bodies = [
        QUESTION,
        {"query": "{ broken"},
        {"query": "{ node(id: 1) { nothing } }"},
        {"query": '{ areas(after: "%") { nodes { id } } }'},
        {},
    ]
    with httpx.Client(base_url=address, trust_env=False, timeout=20) as client:
        found = [client.post("/graphql", json=body, **way) for way in ways for body in bodies]
        found += [
            client.get(path, **way) for way in ways for path in ("/health", "/ready", "/nowhere", "/metrics", "/graphql", "/schema.graphql")
        ]
        return [*found, client.put("/graphql", **ways[0]), client.post("/graphql", content=b"\x00", **ways[1])]


@pytest.mark.asyncio
async def test_a78_ten_planted_secrets_are_found_nowhere_in_what_a_hub_says(store, database, make_key, tmp_path):
    made = await make_key(ViewerRole.ADMIN)
    await asyncio.to_thread(ask_with_secrets, made, database, tmp_path)
    await store.checkpoint()
    stored = b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))
    assert made.text.rpartition("_")[2].encode() not in stored


def ask_with_secrets(made: keys.MadeKey, database: Path, tmp_path: Path) -> None:
    """Asks a hub in a process of its own, then looks through everything that it said."""
    secrets = planted(made)
    assert len(secrets) == 10
    given = {name.removeprefix("SAMGRAF_").lower(): value for name, value in secrets.items() if name.startswith("SAMGRAF_")}
    given |= {
        "log_level": "DEBUG",
        "token_issuer": "https://login.example.org/",
        "token_audience": "hub",
        "token_keys": tmp_path / "none.json",
    }
    environment = {**os.environ, **{f"SAMGRAF_{name.upper()}": str(value) for name, value in given.items()}}
    doctor = subprocess.run([sys.executable, "-m", "hub.cli", "doctor"], env=environment, capture_output=True, text=True, check=False)
    assert "SAMGRAF_TOKEN_NAME_KEY" in doctor.stdout
    with serving(database, **given) as hub:
        answers = requests(hub.url, made, secrets)
    log_text = hub.said.read_text("utf-8")
    assert "not-believed" in log_text, "refusals are logged"
    assert {answer.status_code for answer in answers} >= {200, 400, 401, 404, 405}
    told = [answer.text + str(answer.headers) for answer in answers]
    everything = "\n".join([log_text, doctor.stdout, doctor.stderr, *told])
    for where, secret in secrets.items():
        assert secret not in everything, where


def test_a78_a_secret_in_an_error_is_left_out_of_its_log(logged):
    made = keys.make()
    secrets = (made.text, token("ed"), "c2VjcmV0OnNlY3JldA==", "pa55word-of-a-url", "value-of-a-parameter")
    told = (
        f"failed with {secrets[0]} and Authorization: Bearer {secrets[1]}, Basic {secrets[2]}, "
        f"https://me:{secrets[3]}@site.example/?page=2&access_token={secrets[4]}&x=1"
    )
    for terminal in (False, True):
        paper = logged(terminal=terminal)
        try:
            raise RuntimeError(told)
        except RuntimeError as error:
            log("web").exception("answer-failed", error=error, request={"headers": [told]})
        log("web").info(told, why=told)
        text = paper.getvalue()
        assert [one for one in secrets if one in text] == []
        assert made.prefix in text, "which key it was can be seen"
        assert "page=2" in text
        assert "RuntimeError" in text


# --- A79 ---------------------------------------------------------------------------------------------------------------------------

NASTY = 'one\n{"event": "forged", "level": "info"}\r\n\x1b[31mred\x1b[0m\x07\x00\u2028\u202etwo\x9b'


def test_a79_new_lines_and_colours_are_escaped_in_json_logs(logged):
    paper = logged()
    log("harvest").info(NASTY, why=NASTY, many=[NASTY])
    (line,) = paper.getvalue().splitlines()
    assert line.isascii()
    assert line.isprintable()
    event = json.loads(line)
    assert (event["event"], event["why"], event["level"]) == (NASTY, NASTY, "info")


def test_a79_on_a_terminal_they_are_written_out(logged):
    paper = logged(terminal=True)
    log("harvest").info(NASTY, why=NASTY, many=[NASTY])
    text = paper.getvalue()
    assert text.count("\n") == 1
    assert text.rstrip("\n").isprintable()


@pytest.mark.asyncio
async def test_a79_what_a_client_sends_begins_no_line_of_its_own(client, logged):
    paper = logged()
    await client.post("/graphql", json={"query": NASTY}, headers={"authorization": "Bearer a\x1b[31m.b.c"})
    await client.post("/graphql", json={"query": "{ viewer { role } }", "operationName": NASTY}, headers={"user-agent": "x\x1b[31m"})
    for line in paper.getvalue().splitlines():
        assert json.loads(line)["event"] != "forged"
        assert line.isprintable()
