"""How long it takes from a contribution to its event of `changes`, and to its webhook.

    python -m tests.benchmarks.told [--count 60] [--seconds 1.0]

One after the other, through the doors of the application, within one process; the receiver stands on loopback. `--seconds` is how often
the hub looks for changes (SAMGRAF_WATCH_SECONDS), and most of what there is to wait for.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import statistics
import tempfile
import time
from pathlib import Path

import httpx
import orjson

from hub.domain.viewer import ViewerRole
from hub.query.question import Question
from hub.settings import Settings
from hub.store.migrations import migrate
from hub.store.store import open_store
from hub.telemetry import configure
from tests.benchmarks.harvest import say
from tests.curation.desk import harvested
from tests.harvest.tiny import organization
from tests.notify.conftest import QUICK, Hub, eventually, telling
from tests.notify.receiver import Receiver
from tests.web.applied import applied

CHANGES = "subscription { changes { entityId } }"
THINGS = 2_000


def told(what: str, times: list[float]) -> None:
    cuts = statistics.quantiles(times, n=20)
    say(f"from a contribution to {what}: p50 {statistics.median(times) * 1000:.0f} ms, p95 {cuts[-1] * 1000:.0f} ms ({len(times)})")


async def measure(folder: Path, count: int, seconds: float) -> None:
    migrate(f"sqlite:///{folder / 'samgraf.db'}")
    settings = Settings(limits_mode="warn", **QUICK | {"watch_seconds": seconds})  # type: ignore[arg-type]
    async with await open_store(f"sqlite:///{folder / 'samgraf.db'}") as store:
        await harvested(store, *(organization(str(n), f"Forening {n}") for n in range(THINGS)))
        app = applied(store, settings)
        app.state.watches.loopback = True
        door, heard = app.state.door, dict[str, float]()

        async def follow() -> None:
            async for answer in door.streams.follow(Question(CHANGES)):
                heard[orjson.loads(answer.body)["data"]["changes"]["entityId"]] = time.perf_counter()

        async def at(one: str) -> float | None:
            return heard.get(one)

        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub", timeout=60) as client:
            hub = Hub(store, client, door.who, app=app, settings=settings)
            await hub.join("mia", ViewerRole.MODERATOR)
            following = asyncio.create_task(follow())
            async with Receiver() as receiver, telling(hub):
                watch = await hub.leave("mia", receiver)
                await hub.until("mia", watch["id"], "ACTIVE")
                events, hooks = list[float](), list[float]()
                for n in range(count):
                    await asyncio.sleep(random.uniform(0, seconds))  # anywhere between two looks
                    one, began = await hub.say(f"Nummer {n}", "mia"), time.perf_counter()
                    await receiver.until_told(n + 1)
                    hooks.append(time.perf_counter() - began)
                    events.append(await eventually(lambda one=one: at(one)) - began)  # type: ignore[misc]
            following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await following
            await asyncio.sleep(seconds)  # until nobody looks any more
        told("its event of `changes`", events)
        told("its webhook", hooks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=1.0)
    given = parser.parse_args()
    configure("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), given.count, given.seconds))


if __name__ == "__main__":
    main()
