"""What is told while the graph changes beside it: each answer is that of plain SQL at the very version that it names."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from math import inf
from pathlib import Path
from random import Random
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.domain.ids import EntityKind
from hub.domain.viewer import Viewer, ViewerRole
from hub.query.answers import Answers
from hub.query.graph.lens import Lens
from hub.query.graph.links import Links
from hub.query.graph.load import GraphLinks
from hub.query.graph.network import network
from hub.query.graph.paths import paths
from hub.query.memory import Memory
from hub.query.question import Question
from hub.settings import Settings
from hub.store.engine import Reader
from schema.build import schema
from tests.harvest.look import rows as looked_up
from tests.query.conftest import NOW
from tests.query.rows import AT, Rows, dated
from tests.store.histories import STEPS, Hub, Step, run
from tests.store.laws import version

ROUNDS, STATUSES = 60, ("ACTIVE", "IDEA", "ENDED")
QUESTION = """{ initiatives(first: 3, filter: { statuses: [ACTIVE, IDEA] }) { totalCount nodes { name }
  facets(dimensions: [STATUS, THEME, YEAR], first: 50) { buckets { value count } }
  statistics(by: [YEAR, THEME], first: 100) { keys { value } count } } }"""
_THEMED = "JOIN entity_theme t USING (no) JOIN theme ON theme.no = t.theme_no"
_HITS, _YEAR = "initiative WHERE status IN ('ACTIVE', 'IDEA')", "substr(started_on, 1, 4)"
PLAIN = {
    "total": f"SELECT count(*) FROM {_HITS}",
    "names": "SELECT name FROM entity JOIN initiative USING (no) WHERE status IN ('ACTIVE', 'IDEA') ORDER BY sort_name, no LIMIT 3",
    "status": "SELECT status, count(*) AS n FROM initiative GROUP BY status ORDER BY n DESC, status",
    "theme": f"SELECT key, count(*) AS n FROM initiative {_THEMED} WHERE status IN ('ACTIVE', 'IDEA') GROUP BY key ORDER BY n DESC, key",
    "year": f"SELECT {_YEAR} AS y, count(*) AS n FROM {_HITS} AND y IS NOT NULL GROUP BY y ORDER BY n DESC, y",
    "groups": f"SELECT {_YEAR} AS y, key, count(*) AS n FROM initiative {_THEMED} WHERE status IN ('ACTIVE', 'IDEA') AND y IS NOT NULL "
    "GROUP BY y, key ORDER BY n DESC, y, key",
}  # fmt: skip


class Writer:
    """Adds, changes and retires initiatives; `expected` is what plain SQL says at each version, asked before it can be seen."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.random, self.there = rows, Random(11), list[int]()
        self.themes = [no for (no,) in rows.connection.execute("SELECT no FROM theme ORDER BY no LIMIT 4")]
        self.expected: dict[str, dict[str, Any]] = {}

    def write(self) -> None:
        """One transaction."""
        touched = self.add(self.random.randint(1, 20))
        if len(self.there) > 60:
            touched += self.change(self.random.sample(self.there, 10)) + self.retire(
                self.random.sample(self.there, self.random.randint(0, 25))
            )
        told = {"at": AT, "type": "UPDATED", "id": "", "kind": ""}
        self.rows.many("change", ({"no": no, **told} for no in touched))
        asked = self.rows.connection.execute
        (now,) = asked("SELECT max(seq) FROM change").fetchone()
        self.expected[str(now)] = {name: [list(row) for row in asked(sql)] for name, sql in PLAIN.items()}
        self.rows.connection.commit()

    def add(self, count: int) -> list[int]:
        """As many initiatives of one status and year."""
        year = self.random.choice([None, "2024", "2025-03", "2026-11-20"])
        nos = self.rows.things(EntityKind.INITIATIVE, count, status=self.random.choice(STATUSES), **dated("started", year))
        having = [(no, theme) for no in nos for theme in self.themes if self.random.random() < 0.4]
        if having:
            self.rows.many("entity_theme", ({"no": no, "theme_no": theme, "direct": True} for no, theme in having))
        self.there += nos
        return nos

    def change(self, nos: list[int]) -> list[int]:
        for no in nos:
            self.rows.connection.execute("UPDATE initiative SET status = ? WHERE no = ?", (self.random.choice(STATUSES), no))
        return nos

    def retire(self, nos: list[int]) -> list[int]:
        for no in nos:
            for table in ("entity_theme", "initiative", "entity"):
                self.rows.connection.execute(f"DELETE FROM {table} WHERE no = ?", (no,))
            self.there.remove(no)
        return nos


MODERATOR = Viewer(ViewerRole.MODERATOR)


class Asking(threading.Thread):
    """Asks again and again, several at once, until it is told to stop; `found` has each version with what was answered."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self.answers, self.over, self.found = answers, threading.Event(), list[tuple[str, Any]]()

    def run(self) -> None:
        asyncio.run(self.ask())

    async def ask(self) -> None:
        while not self.over.is_set():
            asked = (self.answers.answer(Question(QUESTION, viewer=MODERATOR, now=NOW)) for _ in range(3))
            for one in await asyncio.gather(*asked):
                answer = orjson.loads(one.body)
                assert "errors" not in answer, answer
                self.found.append((answer["extensions"]["version"], answer["data"]["initiatives"]))


@pytest.fixture
def answers(database: Path) -> Iterator[Answers]:
    reader = Reader(database, 3)
    yield Answers(schema._schema, reader, Settings(max_page=500))
    reader.close()


def test_totals_facets_and_groups_are_those_of_sql_at_their_version_while_a_writer_writes(rows: Rows, answers: Answers) -> None:
    writer, asking = Writer(rows), Asking(answers)
    for _ in range(5):
        writer.write()
    answers.warm_here()
    asking.start()
    try:
        for nth in range(ROUNDS):
            writer.write()
            asking.over.wait(0.01 if nth % 3 else 0.04)
    finally:
        asking.over.set()
        asking.join(30)
        rows.done()
    for seen, told in asking.found:
        assert plainly(told) == writer.expected[seen]
    assert len({seen for seen, _ in asking.found}) > 5


def plainly(told: dict[str, Any]) -> dict[str, Any]:
    """An answer in the rows of PLAIN."""
    facets = [[[one["value"], one["count"]] for one in facet["buckets"]] for facet in told["facets"]]
    groups = [[*(key["value"] for key in one["keys"]), one["count"]] for one in told["statistics"]]
    names = [[node["name"]] for node in told["nodes"]]
    return {
        "total": [[told["totalCount"]]],
        "names": names,
        **dict(zip(("status", "theme", "year"), facets, strict=True)),
        "groups": groups,
    }


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(history=st.lists(STEPS, min_size=2, max_size=6))
def test_links_that_follow_live_harvests_lead_where_links_read_anew_lead(template: Path, history: list[Step]) -> None:
    async def story(hub: Hub) -> None:
        following = Memory(GraphLinks())
        await hub.store.read(following.warm())
        for step in history:
            beside = asyncio.create_task(look_on(hub, following))
            await hub.play(step)
            await beside
        now, anew = version(hub.path), Memory(GraphLinks())
        followed, read = await hub.store.read(following.at(now, inf)), await hub.store.read(anew.at(now, inf))
        nos = [no for (no,) in looked_up(hub.path, "SELECT no FROM entity ORDER BY no")]
        assert [led(followed, no, nos) for no in nos] == [led(read, no, nos) for no in nos]

    run(template, story)


async def look_on(hub: Hub, following: Memory[Links]) -> None:
    """Reads what is kept in memory while a step happens, as walks do."""
    for _ in range(5):
        await hub.store.read(following.warm())
        await asyncio.sleep(0.002)


def led(links: Links, no: int, others: list[int]) -> Any:
    """Where one gets from a thing."""
    drawn = network(Lens(links, {no: False}), no, 2, 50)
    return drawn, [paths(Lens(links, {no: False, other: False}), no, other, 4, 3) for other in others]
