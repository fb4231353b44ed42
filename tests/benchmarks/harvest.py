"""How fast a source becomes entities: all 73,436 grants of Berlin, first and unchanged, with memory and the share of each step.

    python -m tests.benchmarks.harvest [--rows 73436] [--keep DATABASE]

Seconds are CPU of this process (wall beside it): other work on the machine does not count. The unchanged harvest follows a change of one
row, so that nothing is skipped as a whole.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import resource
import shutil
import sqlite3
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from hub.harvest.fetch import Fetcher
from hub.harvest.pipeline import RunReport, harvest
from hub.harvest.sources import load_source
from hub.store.archive import Remembered
from hub.store.migrations import migrate
from hub.store.store import open_store
from hub.telemetry import configure

DEMO = Path(__file__).parents[2] / "hub" / "data" / "demo" / "berlin-grants"
FIRST_WANTED, UNCHANGED_WANTED, MEMORY_WANTED_MB = 1_500, 20_000, 300


@dataclass(slots=True)
class Clock:
    """CPU and wall seconds by step: a step ends where the next one begins to report."""

    cpu: float = field(default_factory=time.process_time)
    wall: float = field(default_factory=time.perf_counter)
    steps: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=time.process_time)

    def tell(self, step: str, _done: int, _total: int | None) -> None:
        """The progress callback."""
        at = time.process_time()
        self.steps[step] = self.steps.get(step, 0.0) + at - self.last
        self.last = at

    def stop(self) -> tuple[float, float]:
        """CPU and wall seconds in all."""
        self.steps["end"] = time.process_time() - self.last
        return time.process_time() - self.cpu, time.perf_counter() - self.wall


def say(line: str) -> None:
    """One line for the reader."""
    sys.stdout.write(f"{line}\n")


def part(folder: Path, rows: int) -> Path:
    """A copy of the source with its first rows."""
    copy = folder / "berlin-grants"
    shutil.copytree(DEMO, copy)
    lines = (DEMO / "grants.csv").read_text("utf-8").splitlines()
    (copy / "grants.csv").write_text("\n".join(lines[: rows + 1]) + "\n", "utf-8")
    return copy


def change_one_row(folder: Path) -> None:
    """Gives the last grant another amount."""
    path = folder / "grants.csv"
    *lines, last = path.read_text("utf-8").splitlines()
    cells = last.split(",")
    cells[3] = str(int(cells[3]) + 1)
    path.write_text("\n".join([*lines, ",".join(cells)]) + "\n", "utf-8")


async def once(database: Path, folder: Path, clock: Clock) -> RunReport:
    """One harvest."""
    one = load_source(folder / "source.toml")
    async with (
        await open_store(f"sqlite:///{database}", readers=1) as store,
        Fetcher(one.source, user_agent="benchmark", validators=Remembered(store, one.source.key), mirror=one.mirror) as web,
    ):
        return await harvest(store, one.source, one.connector, web, clock.tell)


def show(title: str, report: RunReport, clock: Clock, wanted: int) -> None:
    """One harvest's figures."""
    cpu, wall = clock.stop()
    rate, by_wall = report.counts.fetched / cpu, report.counts.fetched / wall
    say(f"{title}: {rate:,.0f} records/s of CPU ({by_wall:,.0f}/s of wall), {rate / wanted:.2f} of the {wanted:,} wanted")
    say(f"  {report.counts}")
    for step, seconds in sorted(clock.steps.items(), key=lambda pair: -pair[1]):
        say(f"  {step:8} {seconds:6.2f} s {seconds / cpu:5.0%}  {seconds / max(report.counts.fetched, 1) * 1e6:6.0f} us/record")


def main() -> None:
    """Prints what a harvest costs here and now."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rows", type=int, default=73_436)
    arguments.add_argument("--keep", type=Path, help="where to leave the database")
    given = arguments.parse_args()
    configure("ERROR")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    say(f"{datetime.now(UTC):%Y-%m-%d}, {machine}")
    say(f"load average at the start: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        source, database = part(Path(folder), given.rows), Path(folder) / "benchmark.db"
        migrate(f"sqlite:///{database}")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        clock = Clock()
        show("first", asyncio.run(once(database, source, clock)), clock, FIRST_WANTED)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        say(f"  memory: {peak:.0f} MB at its peak ({before:.0f} before), {peak / MEMORY_WANTED_MB:.2f} of the {MEMORY_WANTED_MB} allowed")
        say(f"  database: {database.stat().st_size / 1e6:.0f} MB, {database.stat().st_size / given.rows:.0f} bytes/record")
        change_one_row(source)
        clock = Clock()
        show("unchanged but for one row", asyncio.run(once(database, source, clock)), clock, UNCHANGED_WANTED)
        clock = Clock()
        show("the same documents again", asyncio.run(once(database, source, clock)), clock, UNCHANGED_WANTED)
        if given.keep:
            shutil.copy(database, given.keep)


if __name__ == "__main__":
    main()
