"""What an association has anyway, its news, its calendar and its blog: from the packaged files to answers, and again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

import hub
from hub.harvest import fetch, files
from hub.harvest.fetch import Fetcher
from hub.harvest.pace import Pace
from hub.harvest.pipeline import RunReport, harvest
from hub.harvest.sources import load_source
from hub.store.archive import Remembered
from hub.store.store import Store
from tests.harvest.look import graph, names, rows, sound
from tests.walk.test_one_record import ask

DEMO = Path(hub.__file__).parent / "data" / "demo"
pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The day on which files are fetched; a calendar's window hangs on it."""
    day = ["2026-11-26T12:00:00Z"]
    for room in (fetch, files):
        monkeypatch.setattr(room, "now", lambda: day[0])
    return day


async def walk(store: Store, folder: Path) -> RunReport:
    one = load_source(folder / "source.toml")
    web = Fetcher(one.source, user_agent="test", pace=Pace(0), validators=Remembered(store, one.source.key), mirror=one.mirror)
    async with web:
        return await harvest(store, one.source, one.connector, web)


def copied(name: str, to: Path) -> Path:
    return Path(shutil.copytree(DEMO / name, to / name))


@pytest.mark.parametrize("name", ["engelaug-news", "engelaug-calendar", "engelaug-blog"])
async def test_nothing_is_wrong_and_the_second_time_nothing_changes(store: Store, database: Path, name: str) -> None:
    first = await walk(store, DEMO / name)
    assert (first.outcome, first.counts.problems, first.counts.quarantined) == ("PUBLISHED", 0, 0)
    assert first.counts.created == first.counts.fetched > 0
    before, seq = graph(database), rows(database, "SELECT max(seq) FROM change")
    assert (await walk(store, DEMO / name)).skipped
    assert (graph(database), rows(database, "SELECT max(seq) FROM change")) == (before, seq)
    assert sound(database)


async def test_the_organization_of_one_source_is_found_by_the_others(store: Store) -> None:
    for name in ("engelaug-blog", "engelaug-calendar", "engelaug-news", "engelaug.example"):
        await walk(store, DEMO / name)
    found: Any = ask(
        store, "{ stories(first: 50) { nodes { publisher { website } } } events(first: 100) { nodes { organizer { name } } } }"
    )
    assert [one["publisher"] for one in found["stories"]["nodes"]] == [{"website": "https://engelaug.example/"}] * 7
    assert {one["organizer"]["name"] for one in found["events"]["nodes"]} == {"Engelauget på Mols", "Mols Sangforening (opdigtet)"}


async def test_a_series_is_events_with_their_venue_and_each_keeps_its_time_across_summer_time(store: Store) -> None:
    await walk(store, DEMO / "engelaug-calendar")
    found: Any = ask(
        store, '{ events(filter: {text: "Fællesspisning"}, first: 50) { nodes { startsAt venue { name address { postcode } } } } }'
    )
    starts = sorted(one["startsAt"] for one in found["events"]["nodes"])
    assert "2026-12-11T16:00:00Z" in starts, "moved by a day and an hour"
    assert "2026-12-10T17:00:00Z" not in starts
    assert {start[11:] for start in starts if start[5:7] in ("01", "02", "11")} == {"17:00:00Z"}
    assert {start[11:] for start in starts if start[5:7] in ("05", "06", "07")} == {"16:00:00Z"}
    assert all(one["venue"] == {"name": "Engehuset", "address": {"postcode": "8420"}} for one in found["events"]["nodes"])
    night: Any = ask(store, '{ events(filter: {text: "Høslæt"}, first: 1) { nodes { startsAt endsAt allDay timezone } } }')
    assert night["events"]["nodes"] == [
        {"startsAt": "2027-07-02T22:00:00Z", "endsAt": "2027-07-03T22:00:00Z", "allDay": True, "timezone": "Europe/Copenhagen"}
    ]


async def test_a_later_day_shows_more_of_a_calendar_and_takes_nothing_away(store: Store, database: Path, today: list[str]) -> None:
    await walk(store, DEMO / "engelaug-calendar")
    before = graph(database)["entities"].keys()
    today[0] = "2027-02-01T12:00:00Z"
    report = await walk(store, DEMO / "engelaug-calendar")
    after = graph(database)["entities"].keys()
    assert (report.skipped, report.counts.retired) == (False, 0)
    assert before < after
    assert rows(database, "SELECT count(*) FROM record WHERE current AND state <> 'live'") == [(0,)]


async def test_a_meeting_that_falls_out_of_a_series_goes_and_one_that_left_a_feed_stays(
    store: Store, database: Path, tmp_path: Path
) -> None:
    calendar, news = copied("engelaug-calendar", tmp_path), copied("engelaug-news", tmp_path)
    for folder in (calendar, news):
        await walk(store, folder)
    text = (calendar / "kalender.ics").read_text("utf-8")
    fewer = text.replace("20260709T180000\n", "20260709T180000,20270114T180000\n")
    (calendar / "kalender.ics").write_text(fewer, "utf-8")
    feed = (news / "feed.xml").read_text("utf-8")
    oldest = feed.rindex("<item>")
    (news / "feed.xml").write_text(feed[:oldest] + "</channel></rss>", "utf-8")
    for folder in (calendar, news):
        await walk(store, folder)
    gone = rows(database, "SELECT key FROM record WHERE current AND state <> 'live'")
    assert gone == [("spisning@engelaug.example/20270114T170000Z",)]
    assert "Suppe til hundrede" in names(database, "STORY")


async def test_a_post_taken_from_the_middle_goes_and_no_person_reaches_the_store(store: Store, database: Path, tmp_path: Path) -> None:
    blog = copied("engelaug-blog", tmp_path)
    await walk(store, blog)
    posts = blog / "wp-json" / "wp" / "v2" / "posts.json"
    text = posts.read_text("utf-8").replace('"status": "publish",', '"status": "publish", "author": "Testine Prøvesen",')
    posts.write_text(text.replace('"id": 27', '"id": 28').replace("gummistøvle", "støvle, skriv til testine@example.org"), "utf-8")
    await walk(store, blog)
    assert rows(database, "SELECT key FROM record WHERE current AND state <> 'live'") == [("posts/27",)]
    kept = rows(database, "SELECT row FROM record UNION ALL SELECT data FROM claim UNION ALL SELECT message FROM problem")
    assert "støvle, skriv til …" in str(kept)
    assert "Testine" not in str(kept)
    assert "testine@" not in str(kept)
