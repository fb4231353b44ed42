"""A hub that is followed: the illustrative collection is harvested into it, and others write into its database meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hub
from hub.harvest.fetch import Fetcher
from hub.harvest.pace import Pace
from hub.harvest.pipeline import harvest
from hub.harvest.sources import load_source
from hub.store.archive import Remembered
from hub.store.store import open_store
from tests.web.serving import serving

WIDE = {f"limits__anonymous__{limit}": 1_000_000_000 for limit in ("requests_10s", "requests_minute", "cost_minute", "in_flight")}
"""Settings under which many tests, all from one address, are not told to slow down."""

DEMO = Path(hub.__file__).parent / "data" / "demo"


@dataclass(frozen=True)
class Followed:
    """A database that others follow, and the address and process of the hub that serves it, where it has one of its own."""

    database: Path
    url: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def sources(self) -> Path:
        return self.database.parent / "sources"

    @property
    def socket(self) -> str:
        return self.url.replace("http", "ws") + "/graphql"

    @property
    def memory(self) -> int:
        """Bytes that its process holds just now."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def harvest(self, *sources: str) -> subprocess.Popen[bytes]:
        """A harvest, in a third process."""
        environment = {**os.environ, "SAMGRAF_DATABASE_URL": f"sqlite:///{self.database}", "SAMGRAF_SOURCES": str(self.sources)}
        return subprocess.Popen([sys.executable, "-m", "hub.cli", "harvest", "--quiet", *sources], env=environment)

    def happen(self, count: int = 1) -> None:
        """So many changes of things that are there, written by this process."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=20)) as connection:
            things = connection.execute("SELECT no, id, kind FROM entity ORDER BY no LIMIT 50").fetchall()
            last = connection.execute("SELECT max(seq) FROM change").fetchone()[0]
            rows = [(last + n + 1, "2026-11-26T12:00:00Z", "UPDATED", *things[n % len(things)], '["name"]') for n in range(count)]
            connection.executemany("INSERT INTO change (seq, at, type, no, id, kind, fields) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
            connection.commit()

    def write(self, statement: str, *values: object) -> None:
        """Whatever else has to be written."""
        with contextlib.closing(sqlite3.connect(self.database, timeout=20)) as connection:
            connection.execute(statement, values)
            connection.commit()

    def newest(self) -> int:
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return int(connection.execute("SELECT max(seq) FROM change").fetchone()[0])


async def fill(database: Path) -> None:
    """Harvests the illustrative collection from a copy of its folder beside the database, in this process."""
    folder = Path(shutil.copytree(DEMO / "samskabelse", database.parent / "sources" / "samskabelse"))
    one = load_source(folder / "source.toml")
    async with await open_store(f"sqlite:///{database}", readers=1) as store:
        fetcher = Fetcher(one.source, user_agent="test", pace=Pace(0), validators=Remembered(store, one.source.key), mirror=one.mirror)
        async with fetcher:
            await harvest(store, one.source, one.connector, fetcher)


@contextlib.contextmanager
def following(template: Path, folder: Path, **settings: object) -> Iterator[Followed]:
    """A hub over a copy of the template with the collection. It looks for changes 20 times a second."""
    database = Path(shutil.copy(template, folder / "samgraf.db"))
    asyncio.run(fill(database))
    with serving(database, **{"watch_seconds": 0.05, **WIDE, **settings}) as served:
        yield Followed(database, served.url, served.process)
