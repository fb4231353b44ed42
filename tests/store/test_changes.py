"""The change feed is kept short, and who stood too far behind is told to begin again."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hub.store.changes import compact
from hub.store.store import Store
from tests.query.conftest import Asker

pytestmark = pytest.mark.asyncio
NOW = datetime(2026, 3, 1, tzinfo=UTC)
OLD, LATER, YOUNG = "2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-02-20T00:00:00Z"
FEED = [
    (1, OLD, 7, "CREATED"),  # by which 7 was first published
    (2, OLD, 7, "UPDATED"),
    (3, OLD, 8, "UPDATED"),
    (4, OLD, 7, "UPDATED"),  # the last of its moment
    (5, LATER, 8, "UPDATED"),
    (6, LATER, 9, "HIDDEN"),  # the newest of 9
    (7, YOUNG, 7, "UPDATED"),
    (8, YOUNG, 7, "UPDATED"),
    (9, YOUNG, 8, "UPDATED"),
]


@pytest.fixture
def fed(database: Path) -> Path:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        rows = [(seq, at, what, no, f"ini_{no}", "INITIATIVE") for seq, at, no, what in FEED]
        connection.executemany("INSERT INTO change (seq, at, type, no, id, kind) VALUES (?, ?, ?, ?, ?, ?)", rows)
        member = (7, "ini_7", "INITIATIVE", 1, "7", 7, 1)
        connection.execute("INSERT INTO member VALUES (?, ?, ?, ?, ?, ?, ?)", member)
    return database


def kept(database: Path) -> list[int]:
    with sqlite3.connect(database) as connection:
        return [seq for (seq,) in connection.execute("SELECT seq FROM change ORDER BY seq")]


async def test_what_later_changes_supersede_goes_after_thirty_days(fed: Path, store: Store) -> None:
    assert await store.write(lambda tx: compact(tx, NOW)) == 3
    assert kept(fed) == [1, 4, 6, 7, 8, 9]


async def test_a_second_compaction_finds_nothing_more(fed: Path, store: Store) -> None:
    await store.write(lambda tx: compact(tx, NOW))
    assert await store.write(lambda tx: compact(tx, NOW)) == 0


async def test_who_stood_below_the_floor_begins_again_and_then_goes_on(fed: Path, store: Store) -> None:
    ask, page = Asker(fed), "changes(first: 1{}) {{ nodes {{ entityId }} pageInfo {{ endCursor hasNextPage }} }}"
    before = ask("{ " + page.format("") + " }")["changes"]["pageInfo"]["endCursor"]
    await store.write(lambda tx: compact(tx, NOW))
    assert ask.refusal("{ " + page.format(f', after: "{before}"') + " }")[0] == "CURSOR_EXPIRED"
    met, after = [], ""
    while True:
        found = ask("{ " + page.format(after) + " }")["changes"]
        met += [node["entityId"] for node in found["nodes"]]
        if not found["pageInfo"]["hasNextPage"]:
            break
        after = f', after: "{found["pageInfo"]["endCursor"]}"'
    assert met == ["ini_7", "ini_7", "ini_9", "ini_7", "ini_7", "ini_8"]


async def test_who_stood_above_the_floor_goes_on_undisturbed(fed: Path, store: Store) -> None:
    ask = Asker(fed)
    before = ask("{ changes(first: 7) { pageInfo { endCursor } } }")["changes"]["pageInfo"]["endCursor"]
    await store.write(lambda tx: compact(tx, NOW))
    assert len(ask(f'{{ changes(after: "{before}") {{ nodes {{ at }} }} }}')["changes"]["nodes"]) == 2
