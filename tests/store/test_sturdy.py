"""What a store withstands, by the numbers of the catalogue of reliability.

The others stand beside what they are about: S01 in tests/harvest (killed), S08 (drift), S09 (quarantine), S10 (rebuild, archive), S12
(migrations), S18 and S21 (histories, merge), S20 also in tests/query (time), S22 and S25 in tests/curation.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, update

from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.errors import StoreUnavailable, TookTooLong
from hub.harvest.pipeline import harvest
from hub.harvest.schedule import sole_harvester
from hub.store import archive, changes, decisions, lease
from hub.store import tables as t
from hub.store.contradictions import overruled
from hub.store.engine import migration_engine
from hub.store.store import open_store
from tests.harvest.look import graph, names, rows, sound
from tests.harvest.tiny import CVR, Site, Tiny, grant, initiative, organization, source

pytestmark = pytest.mark.asyncio
A, B = (mint(EntityKind.ORGANIZATION, key, "o") for key in ("a", "b"))


async def decide(store, kind, left, right=None, **more):
    return await store.write(lambda tx: decisions.decide(tx, kind, left, right, by="anna", at=now(), **more))


async def go(store, key, *page):
    one = source(key, shrink_percent=100)
    return await harvest(store, one, Tiny(one), Site(list(page)))


def count():
    found = yield "SELECT count(*) FROM entity", ()
    return found[0][0]


async def test_s03_a_harvest_on_a_full_disk_changes_nothing_and_goes_on_when_there_is_room(store, database):
    await go(store, "a", organization("o", "Foreningen"))
    limit = (await store.write(lambda tx: tx._connection.execute_fetchall("PRAGMA page_count")))[0][0] + 4
    await store.write(lambda tx: tx._connection.execute_fetchall(f"PRAGMA max_page_count = {limit}"))
    page = [organization(f"o{n}", f"Forening {n} " + "x" * 500) for n in range(300)]
    with pytest.raises(StoreUnavailable, match="no room left"):
        await go(store, "a", *page)
    assert (names(database), await store.read(count())) == (["Foreningen"], 1)
    await store.write(lambda tx: tx._connection.execute_fetchall("PRAGMA max_page_count = 1000000"))
    await go(store, "a", *page)
    assert len(names(database)) == 300
    assert sound(database)


@pytest.mark.parametrize("writers", [4, 16])
async def test_s04_writers_at_once_lose_nothing(database, writers):
    stores = [await open_store(f"sqlite:///{database}", readers=1) for _ in range(writers)]
    await go(stores[0], "a", organization("o", "Foreningen"))
    more = update(t.source).values(item_count=t.source.c.item_count + 1)
    await asyncio.gather(*(store.write(lambda tx: tx.run(more)) for _ in range(5) for store in stores))
    for store in stores:
        await store.close()
    assert rows(database, "SELECT item_count FROM source") == [(1 + 5 * writers,)]


async def test_s05_a_second_harvester_is_refused_and_may_read(store, database):
    async with sole_harvester(store), await open_store(f"sqlite:///{database}") as other:
        with pytest.raises(StoreUnavailable, match="is harvesting into this database"):
            async with sole_harvester(other):
                pass
        assert await other.read(count()) == 0
    async with sole_harvester(store):
        pass


async def test_s06_who_reads_during_a_run_sees_what_was_before_it(store, database):
    await go(store, "a", organization("o", "Foreningen"))
    loop, begun, done = asyncio.get_running_loop(), asyncio.Event(), False

    def slow():
        before = yield "SELECT name FROM entity", ()
        loop.call_soon_threadsafe(begun.set)
        while not done:
            time.sleep(0.01)
        after = yield "SELECT name FROM entity", ()
        return before, after

    reading = asyncio.create_task(store.read(slow()))
    await begun.wait()
    await go(store, "a", organization("o", "Et nyt navn"))
    done = True
    assert await reading == ([("Foreningen",)], [("Foreningen",)])
    assert names(database) == ["Et nyt navn"]


async def test_s14_a_question_that_takes_too_long_ends_in_time_and_locks_nobody_out(store):
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT count(*) FROM n"

    def plan():
        yield endless, ()

    began = time.monotonic()
    with pytest.raises(TookTooLong):
        await store.read(plan(), seconds=0.2)
    assert time.monotonic() - began < 1.0
    assert (await go(store, "a", organization("o", "Foreningen"))).counts.created == 1


async def test_s15_a_clock_that_jumps_does_not_mix_up_the_order(store, database, monkeypatch):
    for name, moment in (("Et", "2026-01-01T12:00:00Z"), ("To", "2026-01-01T11:00:00Z"), ("Tre", "2027-01-01T11:00:00Z")):
        for module in ("pipeline", "keep"):
            monkeypatch.setattr(f"hub.harvest.{module}.now", lambda moment=moment: moment, raising=False)
        monkeypatch.setattr("hub.store.publication.now", lambda moment=moment: moment)
        await go(store, "a", organization("o", name))
        assert names(database) == [name]
    assert [at[:4] for (at,) in rows(database, "SELECT at FROM change ORDER BY seq")] == ["2026", "2026", "2027"]
    assert rows(database, "SELECT name FROM entity_was ORDER BY from_seq") == [("Et",), ("To",)]


async def test_s16_one_record_from_two_feeds_and_under_another_id_is_one_thing(store, database):
    one = organization("o", "Foreningen", cvr=CVR)
    await go(store, "a", one, one)
    await go(store, "b", one)
    assert rows(database, "SELECT id FROM entity") == [(A,)]
    assert len(rows(database, "SELECT 1 FROM entity_source")) == 2
    await go(store, "b", {**one, "id": "p"})
    assert rows(database, "SELECT id FROM entity") == [(A,)]


async def test_s15_a_lease_counts_by_a_clock_that_does_not_jump(store, database, monkeypatch):
    async with await open_store(f"sqlite:///{database}") as other, sole_harvester(store):
        for jumped in ("2027-01-01T11:00:00Z", "2025-01-01T11:00:00Z"):
            monkeypatch.setattr(lease, "now", lambda jumped=jumped: jumped)
            with pytest.raises(StoreUnavailable, match="is harvesting into this database"):
                await sole_harvester(other).__aenter__()
        later = time.monotonic() + lease.LEASE_SECONDS + 2
        monkeypatch.setattr(lease, "time", SimpleNamespace(monotonic=lambda: later))
        async with sole_harvester(other):  # it was not renewed in all that time
            pass


async def test_s15_dates_that_lie_far_ahead_are_told_and_kept(store, database):
    report = await go(store, "a", grant("g", "Fond", "Laug", date="2099"), grant("h", "Fond", "Laug", date="2016"))
    told = rows(database, "SELECT record, field, message FROM problem WHERE code = 'FUTURE_DATE'")
    assert [(record, field) for record, field, _ in told] == [("g", "awarded_on")]
    assert "2099 lies more than 1 years ahead" in told[0][2]
    assert report.outcome.value == "PUBLISHED"
    assert rows(database, "SELECT awarded_on FROM funding ORDER BY awarded_on") == [("2016",), ("2099",)]


async def test_s16_the_same_item_twice_in_one_page_is_one_and_two_that_differ_are_told(store, database):
    one = organization("o", "Foreningen")
    report = await go(store, "a", one, one, {**one, "name": "En anden"})
    assert (report.counts.created, names(database)) == (1, ["Foreningen"])
    assert rows(database, "SELECT record FROM problem WHERE code = 'DUPLICATE_KEY'") == [("o",)]


async def test_s16_no_duplicate_comes_after_the_history_was_purged(store, database):
    page = [organization("o", "Foreningen", cvr=CVR), initiative("i", "Laug", lead="o")]
    for key in ("a", "b"):
        await go(store, key, *page)
        await go(store, key, *page, organization("p", "Naboen"))
    before = graph(database)

    async def purge(tx):
        await archive.expire(tx, "2999-01-01T00:00:00Z")
        await changes.compact(tx, datetime(2999, 1, 1, tzinfo=UTC))
        for table in (t.run_seen, t.run_profile, t.problem, t.fetch, t.document):
            await tx.run(table.delete())

    await store.write(purge)
    reports = [await go(store, key, *page, organization("p", "Naboen")) for key in ("a", "b")]
    assert [report.counts.created for report in reports] == [0, 0]
    assert graph(database) == before


async def test_s17_an_id_is_a_sources_own(store, database):
    await go(store, "a", organization("o", "Foreningen"))
    await go(store, "b", organization("o", "En anden"), organization(A, "Et forsøg"), initiative("i", "Laug", lead=A))
    assert len(names(database, "ORGANIZATION")) == 3
    assert rows(database, "SELECT name FROM entity WHERE id = ?", A) == [("Foreningen",)]
    assert rows(database, "SELECT e.name FROM initiative i JOIN entity e ON e.no = i.lead_no") == [("Et forsøg",)]


async def test_s20_an_id_of_before_a_merge_leads_to_the_survivor(store, database):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "Foreningen i byen"))
    await go(store, "b", organization("o", "Foreningen i byen", cvr=CVR))
    assert rows(database, "SELECT e.id FROM member m JOIN entity e ON e.no = m.canonical_no WHERE m.id = ?", B) == [(A,)]
    assert rows(database, "SELECT id, into_id FROM change WHERE type = 'MERGED'") == [(B, A)]


@pytest.mark.parametrize("left", [0, 4])
async def test_s07_an_empty_answer_or_one_much_smaller_removes_nothing(store, database, left):
    page, one = [organization(f"o{n}", f"Forening {n}") for n in range(10)], source("a")
    await harvest(store, one, Tiny(one), Site(page))
    report = await harvest(store, one, Tiny(one), Site(page[:left]))
    assert (report.outcome.value, len(names(database))) == ("HELD", 10)


BY_STATE = "SELECT r.state, count(*) FROM record r JOIN source s ON s.no = r.source_no WHERE s.key = ? GROUP BY 1"


async def test_s07_each_source_has_its_own_threshold_and_what_is_missed_is_hidden_before_it_is_retired(store, database):
    page = [organization(f"o{n}", f"Forening {n}") for n in range(10)]
    for key, percent, outcome in (("strict", 10, "HELD"), ("lax", 90, "PUBLISHED")):
        one, found = source(key, shrink_percent=percent), []
        for part in (page, page[:7], page[:7]):
            report = await harvest(store, one, Tiny(one), Site(part))
            found.append(rows(database, BY_STATE, key))
        assert report.outcome.value == outcome
        states = [dict(one) for one in found]
        assert states[1:] == ([{"live": 10}] * 2 if outcome == "HELD" else [{"live": 7, "hidden": 3}, {"live": 7, "retired": 3}])


async def open_and_harvest(database):
    async with await open_store(f"sqlite:///{database}") as damaged:
        await damaged.read(count())
        await go(damaged, "a", organization("o", "Foreningen"))


async def test_s11_a_damaged_file_is_refused_with_the_way_out(store, database):
    await store.checkpoint()
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 200_000)
    with pytest.raises(StoreUnavailable, match=r"damaged.*samgraf restore"):
        await open_and_harvest(database)


def rebuild_a_parent(engine: Engine, *, breaks: bool) -> None:
    """A toy revision by the recipe of the migrations: one transaction, keys off, a table made anew under its name."""
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("CREATE TABLE source_new AS SELECT * FROM source")
        connection.exec_driver_sql("ALTER TABLE source_new ADD COLUMN more TEXT")
        connection.exec_driver_sql("DROP TABLE source")
        if breaks:
            raise RuntimeError("power cut")
        connection.exec_driver_sql("ALTER TABLE source_new RENAME TO source")


async def test_s13_a_revision_that_makes_a_parent_anew_keeps_every_child_and_one_that_breaks_is_rolled_back_whole(store, database):
    await go(store, "a", organization("o", "Foreningen"))
    children = rows(database, "SELECT * FROM member"), rows(database, "SELECT * FROM record"), rows(database, "SELECT * FROM run")
    tables = rows(database, "SELECT name, sql FROM sqlite_master")
    await store.close()
    engine = migration_engine(f"sqlite:///{database}")
    with pytest.raises(RuntimeError):
        rebuild_a_parent(engine, breaks=True)
    assert rows(database, "SELECT name, sql FROM sqlite_master") == tables
    rebuild_a_parent(engine, breaks=False)
    engine.dispose()
    assert rows(database, "SELECT key, more FROM source") == [("a", None)]
    kept = rows(database, "SELECT * FROM member"), rows(database, "SELECT * FROM record"), rows(database, "SELECT * FROM run")
    assert kept == children


async def test_s19_what_a_person_set_stays_after_a_split_with_whom_it_was_said_of(store, database):
    await go(store, "a", organization("o", "Foreningen"))
    await go(store, "b", organization("o", "Klubben"))
    same = await decide(store, "SAME", A, B)
    await decide(store, "VALUE", B, field="organization_type", value="NETWORK")
    assert rows(database, "SELECT organization_type FROM organization") == [("NETWORK",)]
    await store.write(lambda tx: decisions.undo(tx, same, at=now()))
    types = dict(rows(database, "SELECT e.id, o.organization_type FROM organization o JOIN entity e ON e.no = o.no"))
    assert types == {A: "OTHER", B: "NETWORK"}


async def test_s19_values_that_persons_set_on_two_that_became_one_are_listed_while_they_are_one(store, database):
    await go(store, "a", organization("o", "Foreningen"))
    await go(store, "b", organization("o", "Klubben"))
    for one, value in ((A, "NETWORK"), (B, "UMBRELLA")):
        await decide(store, "VALUE", one, field="organization_type", value=value)
    assert await store.write(overruled) == []
    same = await decide(store, "SAME", A, B)
    [told] = await store.write(overruled)
    assert told.startswith(f"decision_2 and decision_1 say different things of organization_type of {A}")
    assert rows(database, "SELECT organization_type FROM organization") == [("UMBRELLA",)]
    await store.write(lambda tx: decisions.undo(tx, same, at=now()))
    assert await store.write(overruled) == []
