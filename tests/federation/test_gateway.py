"""A real gateway over two running servers: `samgraf serve` and a forum, joined by what each says of itself."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from tests.differential import given
from tests.federation.conftest import Ask, patient
from tests.web.serving import free_port

pytestmark = [pytest.mark.clients, patient]

HOUSE = Path(__file__).parents[2]
PATIENCE_SECONDS = 40

A_MERGED_ONE = """
  SELECT member.id, entity.id, entity.name FROM member JOIN entity ON entity.no = member.canonical_no
  WHERE entity.kind = 'INITIATIVE' AND member.no != member.canonical_no AND member.published_seq IS NOT NULL LIMIT 1
"""
AN_ORGANIZATION = "SELECT id, name FROM entity WHERE kind = 'ORGANIZATION' LIMIT 1"


@contextlib.contextmanager
def serving(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A server of its own process, which may not answer yet."""
    process = subprocess.Popen([sys.executable, "-m", *command], cwd=HOUSE, env={**os.environ, **environment})
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def answering(process: subprocess.Popen[bytes], port: int) -> str:
    """The address of a graph, once it answers."""
    address, until = f"http://127.0.0.1:{port}/graphql", time.monotonic() + PATIENCE_SECONDS
    while True:
        with contextlib.suppress(httpx.TransportError):
            httpx.post(address, json={"query": "{ __typename }"})
            return address
        assert process.poll() is None, "the server ended before it answered"
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.1)


class Things(NamedTuple):
    """An initiative by a former id and by that of the survivor, what it is called, and an organization likewise."""

    former: str
    survivor: str
    name: str
    organization: str
    organization_name: str


@pytest.fixture(scope="module")
def things(database: Path) -> Things:
    with contextlib.closing(sqlite3.connect(database)) as opened:
        return Things(*opened.execute(A_MERGED_ONE).fetchone(), *opened.execute(AN_ORGANIZATION).fetchone())


@pytest.fixture(scope="module")
def database(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return given.nasty_database(template, tmp_path_factory.mktemp("gateway"))


@pytest.fixture(scope="module")
def answers(ask: Ask, database: Path, things: Things) -> dict[str, Any]:
    """What a gateway over the hub, a forum and somebody's notes says to each question."""
    threads = json.dumps([["About cows", things.former], ["About trout", things.survivor], ["About nothing", "ini_nothing"]])
    notes = json.dumps([["Seen there", things.organization], ["Graze well", things.survivor], ["Lost", "org_nothing"]])
    questions = {
        "across": f'{{ initiative(id: "{things.survivor}") {{ name threads {{ title about {{ id name }} }} }} }}',
        "back": "{ latestThreads { title about { id canonicalId name kind } } }",
        "any kind": f'{{ organization(id: "{things.organization}") {{ name notes {{ text }} }} }}',
        "which kind": "{ latestNotes { text about { __typename id name ... on Organization { organizationType } } } }",
    }
    ports = free_port(), free_port(), free_port()
    with (
        serving("hub.cli", "serve", "--no-harvest", "--port", str(ports[0]), SAMGRAF_DATABASE_URL=f"sqlite:///{database}") as of_hub,
        serving("tests.federation.forum", str(ports[1]), threads) as of_forum,
        serving("tests.federation.notes", str(ports[2]), notes) as of_notes,
    ):
        servers = zip(("samgraf", "forum", "notes"), (of_hub, of_forum, of_notes), ports, strict=True)
        subgraphs = [{"name": name, "url": answering(process, port)} for name, process, port in servers]
        told = ask("gateway.mjs", {"subgraphs": subgraphs, "questions": list(questions.values())})
    return dict(zip(questions, told, strict=True))


def test_one_question_crosses_from_the_hub_to_a_forum(answers: dict[str, Any], things: Things) -> None:
    thread = {"title": "About trout", "about": {"id": things.survivor, "name": things.name}}
    assert answers["across"] == {"data": {"initiative": {"name": things.name, "threads": [thread]}}, "errors": []}


def test_a_forum_that_kept_a_former_id_is_joined_and_told_the_survivor(answers: dict[str, Any], things: Things) -> None:
    known = {"canonicalId": things.survivor, "name": things.name, "kind": "INITIATIVE"}
    assert answers["back"]["data"]["latestThreads"] == [
        {"title": "About cows", "about": {"id": things.former, **known}},
        {"title": "About trout", "about": {"id": things.survivor, **known}},
        {"title": "About nothing", "about": None},
    ]


def test_what_is_added_to_all_kinds_stands_at_each(answers: dict[str, Any], things: Things) -> None:
    noted = {"name": things.organization_name, "notes": [{"text": "Seen there"}]}
    assert answers["any kind"] == {"data": {"organization": noted}, "errors": []}


def test_a_graph_that_knows_no_kinds_is_told_of_which_one_a_thing_is(answers: dict[str, Any], things: Things) -> None:
    organization = {"__typename": "Organization", "id": things.organization, "name": things.organization_name}
    first, second, third = answers["which kind"]["data"]["latestNotes"]
    assert first["about"].pop("organizationType")
    assert first == {"text": "Seen there", "about": organization}
    assert second == {"text": "Graze well", "about": {"__typename": "Initiative", "id": things.survivor, "name": things.name}}
    assert third == {"text": "Lost", "about": None}
