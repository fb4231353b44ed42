"""How many contributions a second 16 people can make at once, and how long each waits, while four others read ten times a second each.

    python -m tests.benchmarks.contributions [--writers 16] [--each 50] [--things 2000]

All pass through the doors of the application, within one process and without a network. Half of the contributions are new things, half are
edits of one and the same organization. Wall time: other work on the machine counts.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx

from hub.auth import keys
from hub.domain.dates import now
from hub.domain.viewer import ViewerRole
from hub.store import keys as books
from hub.store.migrations import migrate
from hub.store.store import open_store
from hub.telemetry import configure
from tests.benchmarks.harvest import say
from tests.curation.desk import harvested
from tests.harvest.tiny import organization
from tests.web.applied import applied

READERS, PAUSE_SECONDS = 4, 0.1
"""Each asks ten times a second at most: who asks without a pause takes the whole loop, which a contribution awaits for each statement."""
QUESTION = "{ organizations(first: 20) { totalCount nodes { id name version } } }"
EDIT = "mutation($id: ID!, $n: String!) { updateOrganization(id: $id, input: {summary: $n}) { state entity { name } } }"
NEW = "mutation($n: String!) { registerInitiative(input: {name: $n, summary: $n}) { state entity { id name } } }"


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1000


async def measure(folder: Path, writers: int, each: int, things: int) -> None:
    migrate(f"sqlite:///{folder / 'samgraf.db'}")
    async with await open_store(f"sqlite:///{folder / 'samgraf.db'}") as store:
        await harvested(store, *(organization(str(n), f"Forening {n}") for n in range(things)))
        made = keys.make()
        rights = books.Rights(ViewerRole.MODERATOR)
        await store.write(lambda tx: books.keep(tx, made.prefix, made.digest, rights, at=now(), until=None, most=10))
        app = applied(store, limits_mode="warn")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub", timeout=60) as client:
            headers = {"authorization": f"Bearer {made.text}"}

            async def ask(query: str, times: list[float], **variables: Any) -> Any:
                began = time.perf_counter()
                answer = await client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)
                times.append(time.perf_counter() - began)
                told = answer.json()
                assert "errors" not in told, told
                return told["data"]

            one = (await ask(QUESTION, []))["organizations"]["nodes"][0]["id"]
            writing, reading, done = list[float](), list[float](), asyncio.Event()

            async def write(who: int) -> None:
                for n in range(each):
                    word = f"Nummer {who} {n}"
                    told = await (ask(EDIT, writing, id=one, n=word) if n % 2 else ask(NEW, writing, n=word))
                    assert next(iter(told.values()))["state"] == "PUBLIC"

            async def read() -> None:
                while not done.is_set():
                    await ask(QUESTION, reading)
                    await asyncio.sleep(PAUSE_SECONDS)

            readers = [asyncio.create_task(read()) for _ in range(READERS)]
            began = time.perf_counter()
            await asyncio.gather(*(write(who) for who in range(writers)))
            took = time.perf_counter() - began
            done.set()
            await asyncio.gather(*readers)
            say(f"{writers * each / took:.0f} contributions a second by {writers} at once; p95 {p95(writing):.0f} ms")
            say(f"meanwhile {len(reading) / took:.0f} answers a second to {READERS} readers; p95 {p95(reading):.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, usual in (("writers", 16), ("each", 50), ("things", 2_000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args()
    configure("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), given.writers, given.each, given.things))


if __name__ == "__main__":
    main()
