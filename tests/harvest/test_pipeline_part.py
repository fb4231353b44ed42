"""Answers that are a part of what a source has, a window of time or the newest n: absence means something inside of it only."""

from __future__ import annotations

import pytest

from hub.domain.coverage import Coverage
from hub.domain.source import CoverageKind, RunOutcome
from hub.harvest.pipeline import harvest
from hub.store.held import outlook
from hub.store.publication import release
from tests.harvest.look import names, rows
from tests.harvest.tiny import Site, Tiny, initiative, organization, source

pytestmark = pytest.mark.asyncio
NEWEST_20 = Coverage(CoverageKind.NEWEST, count=20)


def item(n):
    """Item n was written in minute n."""
    return initiative(f"i{n:02}", f"Initiativ {n:02}", at=f"2026-07-14T10:{n:02}:00+02:00")


def feed(newest, without=()):
    """The newest 20 items, newest first."""
    there = [n for n in range(newest, -1, -1) if n not in without]
    return [item(n) for n in there[:20]]


async def go(store, page, covered=NEWEST_20):
    one = source()
    return await harvest(store, one, Tiny(one, covered), Site(page))


def states(database, *, but="live"):
    """The states of items that are not live, by key."""
    return dict(rows(database, "SELECT key, state FROM record WHERE current AND state <> ? ORDER BY key", but))


async def test_a_feed_of_20_items_retires_nothing_that_merely_left_the_window(store, database):
    await go(store, feed(19))
    for newest in (25, 39, 50):
        report = await go(store, feed(newest))
        assert (report.outcome, report.counts.retired) == (RunOutcome.PUBLISHED, 0)
    assert len(names(database)) == 20 + 6 + 14 + 11
    assert states(database) == {}


async def test_an_item_deleted_among_the_newest_is_hidden_then_retired_and_comes_back(store, database):
    await go(store, feed(30))
    await go(store, feed(31, without={25}))
    assert states(database) == {"i25": "hidden"}
    assert "Initiativ 25" not in names(database)
    await go(store, feed(32, without={25}))
    assert states(database) == {"i25": "retired"}
    await go(store, feed(33))
    assert states(database) == {}
    assert "Initiativ 25" in names(database)


async def test_an_answer_as_before_is_a_second_miss_inside_of_what_it_covers(store, database):
    await go(store, feed(30))
    await go(store, feed(31, without={25}))
    report = await go(store, feed(31, without={25}))
    assert (report.skipped, report.counts.retired, states(database)) == (True, 1, {"i25": "retired"})


async def test_an_item_that_is_hidden_and_then_leaves_the_window_is_not_missed_again(store, database):
    await go(store, feed(30))
    await go(store, feed(31, without={25}))
    await go(store, feed(59))
    assert states(database) == {"i25": "hidden"}


async def test_an_old_item_pinned_to_the_top_of_a_feed_does_not_widen_it(store, database):
    await go(store, feed(19))
    await go(store, [item(0), *feed(45)[:19]])
    assert (states(database), len(names(database))) == ({}, 20 + 19)


async def test_what_stands_after_the_newest_n_does_not_widen_them(store, database):
    await go(store, feed(19))
    await go(store, [*feed(45), item(0)])
    assert (states(database), len(names(database))) == ({}, 20 + 20)


async def test_a_moment_that_is_none_is_told_of_and_its_item_is_never_missed(store, database):
    broken = initiative("x", "Uden tid", at="i går")
    await go(store, [*feed(19), broken])
    await go(store, feed(19))
    assert "Uden tid" in names(database)
    assert [code for (code,) in rows(database, "SELECT code FROM problem WHERE record = 'x'")] == ["MOMENT"]


def day(n, at=None):
    return initiative(f"d{n:02}", f"Dag {n:02}", at=at or f"2026-08-{n:02}")


def window(since, until):
    return Coverage(CoverageKind.WINDOW, since, until)


async def test_a_window_hides_and_retires_what_is_missing_between_its_bounds_only(store, database):
    august = [day(n) for n in range(1, 21)]
    await go(store, august, window("2026-08-01", "2026-08-31"))
    later = window("2026-08-10", "2026-08-31T23:59:59Z")
    await go(store, [day(n) for n in range(10, 21) if n != 15], later)
    assert states(database) == {"d15": "hidden"}
    await go(store, [day(n) for n in range(11, 21) if n != 15], window("2026-08-11", None))
    assert states(database) == {"d15": "retired"}
    await go(store, [day(n) for n in range(11, 21)], window("2026-08-11", "2026-09"))
    assert (states(database), len(names(database))) == ({}, 20)


async def test_an_item_of_which_only_the_month_is_known_may_lie_outside_of_a_window(store, database):
    await go(store, [day(1, at="2026-08"), *(day(n) for n in range(2, 12))], window("2026-08-01", "2026-08-31"))
    await go(store, [day(n) for n in range(2, 12)], window("2026-08-02", "2026-08-30"))
    assert states(database) == {}


async def test_a_window_without_bounds_covers_nothing(store, database):
    await go(store, [day(n) for n in range(1, 12)], CoverageKind.WINDOW)
    await go(store, [day(12)], CoverageKind.WINDOW)
    assert (states(database), len(names(database))) == ({}, 12)


async def test_a_window_that_is_suddenly_empty_is_held_and_released_it_hides_what_the_window_held(store, database):
    whole = window("2026-08-01", "2026-08-31")
    await go(store, [day(n) for n in range(1, 12)], whole)
    report = await go(store, [], window("2026-08-06", "2026-08-31"))
    assert report.outcome is RunOutcome.HELD
    assert report.reason == "6 of the 6 items inside of what the answer covers are missing (40 % are allowed)"
    seen = await store.write(lambda tx: outlook(tx, report.run))
    assert (seen.hide, seen.retire) == (6, 0)
    await release(store, report.run, by="anna")
    assert names(database) == [f"Dag {n:02}" for n in range(1, 6)]


async def test_bounds_that_are_no_moments_fail_the_run_and_remove_nothing(store, database):
    await go(store, [day(1)], window("2026-08-01", "2026-08-31"))
    report = await go(store, [day(2)], window("i går", None))
    assert (report.outcome, names(database)) == (RunOutcome.FAILED, ["Dag 01"])


async def test_a_calendar_as_before_is_read_again_only_when_its_window_moved(store, database):
    page = [day(n) for n in range(1, 12)]
    await go(store, page, window("2026-08-01", "2026-08-31"))
    assert (await go(store, page, window("2026-08-01", "2026-08-31"))).skipped
    assert not (await go(store, page, window("2026-08-02", "2026-09-01"))).skipped
    assert (states(database), len(names(database))) == ({}, 11)


async def test_an_item_that_is_gone_is_counted_once(store, database):
    every = [organization(f"o{n}", f"Forening {n}") for n in range(9)]
    pages = every, every[1:], every[1:], every[2:], every[1:]
    counted = [(await go(store, page, CoverageKind.EVERYTHING)).counts.retired for page in pages]
    assert counted == [0, 0, 1, 0, 0]
    assert states(database) == {"o0": "retired"}
