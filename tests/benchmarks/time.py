"""What a list of the past costs, as a multiple of the same list of the present.

    python -m tests.benchmarks.time [--entities 20000] [--seconds 0.3] [--without-index] [--keep DATABASE]

A seeded store is made by real harvests: organizations with the initiatives that they lead, grants with those who give and receive them.
A third of them change one to five times, a harvest each time. Then every list is asked of the present, of the newest version, of one
just before it, of that in the middle of all changes, and of one near the beginning. CPU of this process, the least of several rounds; the
first question about a version costs some 150 us more, which are remembered.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import orjson

from hub.domain.dates import now
from hub.harvest.pipeline import harvest
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store.engine import Reader
from hub.store.migrations import migrate
from hub.store.store import open_store
from hub.telemetry import configure
from schema.build import schema
from tests.harvest.tiny import Site, Tiny, grant, initiative, organization, source

WANTED = 4.0
MOST_CHANGES = 5
ROUNDS = 9
WORDS = ("Have", "Kolauget", "Reparationscafé", "Fællesspisning", "Naturpleje", "Skolehaven", "Borgerenergi", "Lånecentralen")
LISTS = {
    "by name": "{ initiatives(first: 20) { nodes { id name status } } }",
    "by name, from the end": "{ organizations(last: 20) { nodes { id name } } }",
    "by change": "{ organizations(first: 20, orderBy: {by: UPDATED, direction: DESC}) { nodes { id name updatedAt } } }",
    "by amount": "{ fundings(first: 20, orderBy: {by: AMOUNT, direction: DESC}) { nodes { id name amount { amount } } } }",
    "by theme": '{ initiatives(first: 20, filter: {themes: ["nature"]}) { nodes { id name } } }',
    "by area": '{ organizations(first: 20, filter: {areas: ["dk-kommune-0461"]}) { nodes { id name } } }',
    "by status": "{ initiatives(first: 20, filter: {statuses: [ACTIVE]}) { nodes { id name } } }",
    "nested page": "{ organizations(first: 20) { nodes { id name initiatives(first: 5) { nodes { id name } } } } }",
    "nested grants": """{ organizations(first: 20) { nodes { id
      fundingReceived(first: 5) { nodes { id amount { amount } funder { name } } } } } }""",
    "counted": "{ initiatives(first: 20) { totalCount nodes { id } } }",
    "counted by theme": '{ initiatives(first: 20, filter: {themes: ["nature"]}) { totalCount nodes { id } } }',
    "facets": "{ initiatives(first: 20) { facets { dimension buckets { value count } } } }",
    "detail by id": """{ entity(by: {id: "%s"}) { id name summary area { name } themes { label } identifiers { scheme value }
      attribution texts { lang value } formerIds
      ... on Organization { initiatives(first: 5) { nodes { id name } } } } }""",
}  # fmt: skip


# --- The store ------------------------------------------------------------------------------------------------------------------------


class World:
    """What the source says, at first and after each round of changes."""

    def __init__(self, entities: int, themes: list[str], areas: list[str]) -> None:
        self._dice, self._themes, self._areas = random.Random(7), themes, areas
        most = entities // 10
        self.items = [organization(f"o{i}", self._name(i), **self._place()) for i in range(3 * most)]
        leads = (f"o{i % (3 * most)}" for i in range(4 * most))
        self.items += [initiative(f"i{i}", self._name(i), lead=o, status="ACTIVE", **self._place()) for i, o in enumerate(leads)]
        self.items += [grant(f"g{i}", f"Fond {i % 40}", f"Modtager {i % most}", amount=1000 + i) for i in range(2 * most)]
        self._dice.shuffle(self.items)
        self._changes = [self._dice.randint(1, MOST_CHANGES) if self._dice.random() < 1 / 3 else 0 for _ in self.items]

    def go_on(self, turn: int) -> None:
        """One round of changes."""
        for item, changes in zip(self.items, self._changes, strict=True):
            if changes <= turn:
                continue
            if item["kind"] == "grant":
                item["amount"] += 7
            else:
                item.update(self._place())
                if turn % 2:
                    item["name"] = self._name(turn)

    def _name(self, number: int) -> str:
        return f"{self._dice.choice(WORDS)} {self._dice.randint(1, 10_000)} {number}"

    def _place(self) -> dict[str, Any]:
        return {"themes": [self._dice.choice(self._themes)], "area": self._dice.choice(self._areas)}


async def make(database: Path, entities: int) -> None:
    """Harvests it all, and then its changes."""
    url = f"sqlite:///{database}"
    migrate(url)
    with sqlite3.connect(database) as connection:
        themes = [key for (key,) in connection.execute("SELECT key FROM theme ORDER BY key")]
        areas = [code for (code,) in connection.execute("SELECT code FROM area WHERE code LIKE 'dk-kommune-%' ORDER BY code")]
    connection.close()
    world, one = World(entities, themes, areas), source(shrink_percent=100)
    async with await open_store(url, readers=1) as store:
        for turn in range(-1, MOST_CHANGES):
            if turn >= 0:
                world.go_on(turn)
            pages = [world.items[at : at + 1000] for at in range(0, len(world.items), 1000)]
            await harvest(store, one, Tiny(one), Site(*pages))


# --- What is asked --------------------------------------------------------------------------------------------------------------------


class Asker:
    """Asks, and measures."""

    def __init__(self, database: Path, seconds: float, *, index: bool) -> None:
        self._answers = Answers(schema._schema, Reader(database, 1), Settings())
        if index:
            self._answers.warm_here()
        self._moment, self._seconds = now(), seconds

    def costs(self, questions: Sequence[str]) -> list[float]:
        """CPU microseconds of questions that are asked in turns, the least of ROUNDS. Raises ValueError when one is refused."""
        for one in questions:
            answer = self._answers.answer_here(one, now=self._moment)
            if "errors" in orjson.loads(answer.body):
                raise ValueError(answer.body.decode())
        rounds = [[self._cost(one) for one in questions] for _ in range(ROUNDS)]
        return [min(costs) for costs in zip(*rounds, strict=True)]

    def _cost(self, question: str) -> float:
        runs, began, until = 0, process_time(), perf_counter() + self._seconds / ROUNDS
        while perf_counter() < until or runs < 2:
            self._answers.answer_here(question, now=self._moment)
            runs += 1
        return (process_time() - began) / runs * 1e6


def versions(connection: sqlite3.Connection) -> dict[str, int]:
    """The versions that are asked for, by how far back they are."""
    newest = connection.execute("SELECT max(seq) FROM change").fetchone()[0]
    whole = connection.execute("SELECT count(*) FROM entity").fetchone()[0]
    return {"newest": newest, "just before": newest - 20, "halfway": newest // 2, "beginning": whole // 20}


def report(database: Path, seconds: float, *, index: bool) -> None:
    """Prints the table."""
    connection = sqlite3.connect(database)
    told = [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("entity", "entity_was", "link")]
    there = versions(connection)
    old = "SELECT id FROM entity WHERE kind = 'ORGANIZATION' AND seq <= ? ORDER BY no"
    some = connection.execute(old, [there["beginning"]]).fetchone()[0]
    connection.close()
    tell("{} entities, {} intervals, {} links".format(*told))
    tell(f"{'':24}{'present, us':>14}" + "".join(f"{f'{name} {version}':>20}" for name, version in there.items()))
    asker = Asker(database, seconds, index=index)
    for name, question in LISTS.items():
        one = question % some if "%s" in question else question
        present, *past = asker.costs([one, *(f'{{ asOf(version: "{version}") {one} }}' for version in there.values())])
        ratios = [cost / present for cost in past]
        tell(f"{name:24}{present:14,.0f}" + "".join(f"{ratio:18.1f}x{'!' if ratio > WANTED else ' '}" for ratio in ratios))
    tell(f"! is more than {WANTED:.0f} times the present.")


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entities", type=int, default=20_000)
    asked.add_argument("--seconds", type=float, default=0.3, help="for each measurement")
    asked.add_argument("--without-index", action="store_true", help="let the database answer the present alone, too")
    asked.add_argument("--keep", type=Path, help="where to leave the database, or where it was left")
    options = asked.parse_args()
    configure("ERROR")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    tell(f"{datetime.now(UTC):%Y-%m-%d}, {machine}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "time.db")
        if options.keep and options.keep.exists():
            database = options.keep
        else:
            began = perf_counter()
            asyncio.run(make(database, options.entities))
            tell(f"made in {perf_counter() - began:.0f} s")
            if options.keep:
                shutil.copy(database, options.keep)
        report(database, options.seconds, index=not options.without_index)


if __name__ == "__main__":
    main()
