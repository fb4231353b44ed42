"""A source that begins to mean something else waits for a person, who is shown the difference."""

from __future__ import annotations

import asyncio

import pytest

from hub.domain.source import CoverageKind, RunOutcome, SourcePolicy
from hub.harvest.pipeline import harvest
from hub.harvest.rebuild import rebuild
from hub.store import profiles
from hub.store.held import outlook
from hub.store.publication import discard, release
from hub.store.runs import Run
from tests.harvest.look import graph, names, rows
from tests.harvest.tiny import Site, Tiny, grant, organization, source

pytestmark = pytest.mark.asyncio


def grants(count=40, *, factor=1, **more):
    """Grants whose amounts lie around 20,000, with a purpose each."""
    said = [{"purpose": f"Formål {n}", "amount": (1_000 * n + 100) * factor, "date": "2016"} | more for n in range(count)]
    return [
        grant(f"g{n}", "Fonden", f"Forening {n}", **{name: value for name, value in one.items() if value is not None})
        for n, one in enumerate(said)
    ]


async def go(store, page, **changes):
    one = source(**{"shrink_percent": 90} | changes)
    return await harvest(store, one, Tiny(one), Site(page))


async def shown(store, run):
    seen = await store.write(lambda tx: outlook(tx, run))
    return [(one.kind, one.field, one.before, one.after, one.holds) for one in seen.differences]


async def test_s08_a_field_that_went_empty_holds_the_run_and_the_difference_is_shown(store, database):
    await go(store, grants())
    before = graph(database)
    report = await go(store, grants(purpose=None))
    assert report.outcome is RunOutcome.HELD
    assert report.reason == "the source says something else than before: FUNDING purpose: 100% of 40 before, 0% of 40 now"
    assert graph(database) == before
    assert await shown(store, report.run) == [("FUNDING", "purpose", "100% of 40", "0% of 40", True)]


async def test_s08_a_unit_that_jumped_holds_the_run_either_way(store):
    await go(store, grants())
    report = await go(store, grants(factor=100))
    assert report.outcome is RunOutcome.HELD
    assert await shown(store, report.run) == [("FUNDING", "amount", "median about 19,000 in minor units", "about 1,900,000", True)]
    assert (await go(store, grants(factor=10), key="another")).outcome is RunOutcome.PUBLISHED
    assert (await go(store, grants(factor=0.01), key="another")).outcome is RunOutcome.HELD


async def test_a_unit_that_grew_tenfold_is_shown_and_holds_nothing(store):
    await go(store, grants())
    report = await go(store, grants(factor=10))
    assert report.outcome is RunOutcome.PUBLISHED
    assert [(field, holds) for _, field, _, _, holds in await shown(store, report.run)] == [("amount", False)]


async def test_dates_that_fell_back_to_the_beginning_of_time_hold_the_run(store):
    await go(store, grants())
    report = await go(store, grants(date="1970-01-01"))
    assert report.reason == "the source says something else than before: FUNDING awarded_on: median 2016 before, median 1970 now"


async def test_s08_a_new_field_that_nobody_reads_holds_the_run_once(store):
    await go(store, grants())
    report = await go(store, grants(note="ny"))
    assert report.outcome is RunOutcome.HELD
    assert "field 'note': not there before, in 100% of 40 items, and nobody reads it now" in (report.reason or "")
    await release(store, report.run, by="anna")
    assert (await go(store, grants(note="nyere"))).outcome is RunOutcome.PUBLISHED


async def test_a_new_field_of_a_few_items_is_news_and_holds_nothing(store):
    await go(store, grants(60))
    few = [one | ({"note": "ny"} if n < 25 else {"amount": one["amount"] + 1}) for n, one in enumerate(grants(60))]
    report = await go(store, few)
    assert report.outcome is RunOutcome.PUBLISHED
    assert await shown(store, report.run) == [("", "field 'note'", "not there", "in 42% of 60 items, and nobody reads it", False)]


async def test_a_kind_that_is_gone_holds_the_run(store):
    await go(store, grants())
    report = await go(store, [organization(f"o{n}", f"Forening {n}") for n in range(40)])
    assert "FUNDING claims: 100% of 40 before, 0% of 40 now" in (report.reason or "")


async def test_of_fewer_than_20_items_nothing_is_concluded(store):
    await go(store, grants(19))
    assert (await go(store, grants(19, purpose=None, factor=100))).outcome is RunOutcome.PUBLISHED


async def test_a_changed_mapping_is_a_persons_own_deed(store):
    await go(store, grants())
    assert (await go(store, grants(purpose=None), digest="two")).outcome is RunOutcome.PUBLISHED
    assert (await go(store, grants(), digest="two")).outcome is RunOutcome.PUBLISHED
    assert (await go(store, grants(purpose=None), digest="two")).outcome is RunOutcome.HELD


async def test_a_released_run_is_what_later_ones_are_held_against(store):
    await go(store, grants())
    await release(store, (await go(store, grants(purpose=None))).run, by="anna")
    assert (await go(store, grants(purpose=None, factor=2))).outcome is RunOutcome.PUBLISHED


async def test_a_discarded_run_is_not(store, database):
    await go(store, grants())
    await discard(store, (await go(store, grants(purpose=None))).run, by="anna")
    assert (await go(store, grants(purpose=None))).outcome is RunOutcome.HELD
    assert (await go(store, grants())).outcome is RunOutcome.PUBLISHED
    assert len(rows(database, "SELECT * FROM run_profile WHERE whole")) == 1


async def test_items_that_wait_since_a_held_run_are_counted_though_they_are_not_read_anew(store):
    await go(store, grants())
    await go(store, grants(purpose=None, note="ny"))
    report = await go(store, [*grants(purpose=None, note="ny"), grant("g99", "Fonden", "Forening 99", note="ny")])
    assert report.outcome is RunOutcome.HELD
    assert "field 'note'" in (report.reason or "")
    assert "purpose: 100% of 40 before, 0% of 41 now" in (report.reason or "")


async def test_items_that_have_not_changed_count_as_before(store, database):
    await go(store, grants())
    changed = [*grants()[:15], *grants(purpose=None)[15:]]
    assert (await go(store, changed)).outcome is RunOutcome.PUBLISHED
    report = await go(store, [*grants(purpose=None)[:15], *changed[15:]])
    assert (report.outcome, report.counts.unchanged) == (RunOutcome.PUBLISHED, 25)
    assert await shown(store, report.run) == [("FUNDING", "purpose", "38% of 40", "0% of 40", False)]


@pytest.mark.parametrize("few", [0, 10_000])
async def test_a_large_source_of_which_little_changed_is_estimated_about_as_it_would_be_counted(store, monkeypatch, few):
    monkeypatch.setattr("hub.harvest.drift.FEW_ITEMS", few)
    await go(store, grants(100))
    report = await go(store, [*grants(96), *grants(100, purpose=None)[96:], *grants(104)[100:]])
    kept = await store.write(lambda tx: profiles.before(tx, _next(report)))
    assert kept is not None
    assert (kept.items, kept.kinds["FUNDING"].count, kept.kinds["FUNDING"].said["amount"]) == (104, 104, 104)
    assert 100 <= kept.kinds["FUNDING"].said["purpose"] <= 101


def _next(report):
    """The run that would come after."""
    return Run(report.run + 1, 1, "tiny", "", RunOutcome.RUNNING, CoverageKind.EVERYTHING, "one.1")


async def test_an_answer_as_before_keeps_the_profile_that_there_was(store, database):
    await go(store, grants())
    assert (await go(store, grants())).skipped
    assert (await go(store, grants(purpose=None))).outcome is RunOutcome.HELD


async def test_a_source_under_review_tells_both_reasons(store):
    review = {"policy": SourcePolicy.REVIEW}
    await release(store, (await go(store, grants(), **review)).run, by="anna")
    report = await go(store, grants(purpose=None), **review)
    assert (report.reason or "").startswith("the source is under review; the source says something else than before: ")


async def test_a_rebuild_compares_nothing_and_harvests_go_on_after_it(store, database):
    await go(store, grants())
    one = source(digest="two", shrink_percent=90)
    await rebuild(store, one, Tiny(one))
    assert (await go(store, grants(purpose=None), digest="two")).outcome is RunOutcome.PUBLISHED
    assert len(names(database, "FUNDING")) == 40


class Killed(Tiny):
    """Dies at the 26th item of its first harvest."""

    def parse(self, document):
        for n, row in enumerate(super().parse(document)):
            if n == 25:
                raise asyncio.CancelledError
            yield row


async def test_a_killed_run_counts_every_item_once(store, database, monkeypatch):
    monkeypatch.setattr("hub.harvest.intake.BATCH", 10)
    one = source()
    with pytest.raises(asyncio.CancelledError):
        await harvest(store, one, Killed(one), Site(grants(note="?")))
    report = await go(store, grants(note="?"))
    kept = await store.write(lambda tx: profiles.before(tx, _next(report)))
    assert kept is not None
    assert (report.run, kept.items, kept.read, kept.kinds["FUNDING"].said["purpose"], kept.left["note"]) == (1, 40, 40, 40, 40)
