"""S02: the hub is killed between commit and answer, and the one who asked asks again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.curation.desk import People

DYING = """
import asyncio, os, signal, sys
import httpx
from hub.query.answers import Answers
from hub.store.store import open_store
from tests.web.applied import applied

async def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

async def main(database, key, document):
    Answers._walk = die
    async with await open_store(f"sqlite:///{database}") as store:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=applied(store)), base_url="http://hub") as client:
            await client.post("/graphql", json={"query": document}, headers={"authorization": f"Bearer {key}"})

asyncio.run(main(*sys.argv[1:]))
"""
"""A hub that is killed as soon as it has written, before it answers."""


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("mutation", "given"),
    [
        ("registerOrganization", 'input: {name: "Lauget", idempotencyKey: "k"}'),
        pytest.param("link", 'input: {from: "%s", kind: SUCCEEDS, to: "%s", idempotencyKey: "k"}', marks=pytest.mark.slow),
    ],
)
async def test_s02_a_repeat_after_a_kill_gives_the_same_once(people: People, database: Path, mutation: str, given: str) -> None:
    if "%s" in given:
        ends = [(await people.tell("mia", "registerOrganization", f'input: {{name: "{name}"}}'))["entity"]["id"] for name in "AB"]
        given %= tuple(ends)
    document = f"mutation {{ {mutation}({given}) {{ state entity {{ id }} }} }}"
    command = [sys.executable, "-c", DYING, str(database), people.keys["mia"], document]
    killed = subprocess.run(command, cwd=Path(__file__).parents[2], check=False, timeout=60)  # noqa: ASYNC221
    assert killed.returncode == -signal.SIGKILL
    counted = "{ organizations { totalCount } decisions { id } }"
    before = await people.ask("mia", counted)
    assert len(before["decisions"]) == before["organizations"]["totalCount"] + (mutation == "link"), "it was written before the kill"
    answers = [await people.tell("mia", mutation, given) for _ in range(2)]
    assert answers[0] == answers[1]
    assert (answers[0]["state"], answers[0]["problems"]) == ("PUBLIC", [])
    assert await people.ask("mia", counted) == before
