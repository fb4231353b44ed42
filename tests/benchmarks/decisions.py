"""How long a decision takes on an entity that 1,000 claims of 20 sources speak of, and what reading together costs of a harvest.

    python -m tests.benchmarks.decisions [--claims 1000] [--times 15] [--rows 20000]

A decision is one transaction, which every other writer waits for. Milliseconds are CPU of this process (wall beside it): other work on the
machine does not count. SAME joins a thing of another source, DIFFERENT takes one source's part out of it (a split), VALUE sets its name;
UNDO takes each back.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hub.domain.claim import Claim, Identifier
from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.domain.organization import OrganizationClaim
from hub.harvest.pipeline import harvest
from hub.sdk.row import Row
from hub.store import decisions, publication
from hub.store.migrations import migrate
from hub.store.reading import read_together
from hub.store.store import Store, open_store
from hub.store.writer import Transaction
from hub.telemetry import configure
from tests.benchmarks.harvest import Clock, once, part, say
from tests.harvest.tiny import CVR, Site, Tiny, initiative, organization, source

SOURCES, WANTED_MS = 20, 50.0


class Talkative(Tiny):
    """Every item speaks of one and the same organization, each in words of its own."""

    def map(self, row: Row) -> Iterator[Claim]:
        if row.data["kind"] != "organization":
            yield from super().map(row)
            return
        identifiers = {"identifiers": (Identifier("DK-CVR", row.take("cvr")),)} if "cvr" in row.data else {}
        name, words = row.take("name"), row.take("summary")
        yield OrganizationClaim(source_id="o", name={"da": name}, summary=words, **identifiers)


async def fill(store: Store, claims: int) -> None:
    """One organization of many sources, another one beside it, and initiatives that it leads."""
    for n in range(SOURCES + 1):
        one = source(f"s{n:02}", shrink_percent=100)
        more: dict[str, Any] = {"cvr": CVR} if n < SOURCES else {}
        count = claims // SOURCES if n < SOURCES else 5
        words = [{"da": f"Ord {n}-{k}", "en": f"Words {k}"} for k in range(count)]
        page = [organization(f"{k}", f"Foreningen {k % 7}", summary=said, **more) for k, said in enumerate(words)]
        page += [initiative(f"i{k}", f"Laug {n}-{k}", lead="o") for k in range(3)]
        await harvest(store, one, Talkative(one), Site(page))


Spent = tuple[float, float]


async def measure(store: Store, times: int) -> dict[str, list[Spent]]:
    """Milliseconds of each decision and of taking it back."""
    first, last, beside = (mint(EntityKind.ORGANIZATION, f"s{n:02}", "o") for n in (0, SOURCES - 1, SOURCES))
    kinds: dict[str, tuple[str, str | None, dict[str, Any]]] = {
        "SAME": (first, beside, {}),
        "DIFFERENT": (first, last, {}),
        "VALUE": (first, None, {"field": "name", "value": {"da": "Foreningen"}}),
    }
    found: dict[str, list[Spent]] = {}

    async def clocked(what: str, job: Callable[[Transaction], Awaitable[Any]]) -> Any:
        wall, cpu = time.perf_counter(), time.process_time()
        made = await store.write(job)
        found.setdefault(what, []).append(((time.process_time() - cpu) * 1_000, (time.perf_counter() - wall) * 1_000))
        return made

    for _ in range(times):
        for kind, (left, right, more) in kinds.items():
            made = await clocked(kind, lambda tx, k=kind, a=left, b=right, m=more: decisions.decide(tx, k, a, b, by="x", at=now(), **m))  # type: ignore[misc]
            await clocked(f"UNDO of {kind}", lambda tx, one=made: decisions.undo(tx, one, at=now()))  # type: ignore[misc]
    return found


async def the_decisions(database: Path, claims: int, times: int) -> None:
    async with await open_store(f"sqlite:///{database}", readers=1) as store:
        await fill(store, claims)
        found = await measure(store, times)
    say(f"decisions about one entity of {claims:,} claims by {SOURCES} sources, {times} times each; aim: under {WANTED_MS:.0f} ms")
    for kind, spent in found.items():
        cpu, wall = zip(*spent, strict=True)
        middle, by_wall = statistics.median(cpu), statistics.median(wall)
        say(f"  {kind:18} median {middle:5.1f}, worst {max(cpu):5.1f} ms of CPU ({by_wall:.1f} of wall)   {middle / WANTED_MS:.2f}")


def share_of_harvest(folder: Path, database: Path, rows: int) -> None:
    """The part of a first harvest's time that is spent in reading together."""
    spent = [0.0]

    async def timed(*given: Any) -> Any:
        began = time.process_time()
        try:
            return await read_together(*given)
        finally:
            spent[0] += time.process_time() - began

    publication.read_together = timed  # type: ignore[attr-defined]
    clock = Clock()
    report = asyncio.run(once(database, part(folder, rows), clock))
    cpu, _ = clock.stop()
    share = f"{spent[0]:.1f} of {cpu:.1f} s of CPU, {spent[0] / cpu:.0%}"
    say(f"reading together: {share} of a first harvest of {report.counts.fetched:,} grants")


def main() -> None:
    """Prints what decisions cost here and now."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=1_000)
    arguments.add_argument("--times", type=int, default=15)
    arguments.add_argument("--rows", type=int, default=20_000)
    given = arguments.parse_args()
    configure("ERROR")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    say(f"{datetime.now(UTC):%Y-%m-%d}, {machine}, load average {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "decisions.db", Path(folder) / "harvest.db"
        for database in (one, other):
            migrate(f"sqlite:///{database}")
        asyncio.run(the_decisions(one, given.claims, given.times))
        share_of_harvest(Path(folder), other, given.rows)


if __name__ == "__main__":
    main()
