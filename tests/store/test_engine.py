"""A store opened, read, written, and refused: each refusal says what, where and the way out."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import time

import pytest
from sqlalchemy import bindparam, func, select, update

from hub.errors import ConfigError, StoreError, StoreUnavailable, StoreVersion, TookTooLong
from hub.store import engine
from hub.store import tables as t
from hub.store.engine import each_key, in_list, insert_or_ignore, upsert
from hub.store.store import open_store

_COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT count(*) FROM n"


def _one(sql):
    rows = yield sql, ()
    return rows[0][0]


@pytest.mark.asyncio
async def test_a_missing_database_is_told_with_the_way_out(tmp_path):
    with pytest.raises(StoreUnavailable, match=r"no database at .*none\.db.*samgraf migrate"):
        await open_store(f"sqlite:///{tmp_path / 'none.db'}")


@pytest.mark.asyncio
async def test_what_is_no_database_is_told_as_damaged(tmp_path):
    (tmp_path / "text.db").write_text("this is a text file, not a database; " * 200)
    with pytest.raises(StoreUnavailable, match=r"text\.db is damaged or is no database.*samgraf restore"):
        await open_store(f"sqlite:///{tmp_path / 'text.db'}")


@pytest.mark.asyncio
async def test_an_empty_database_wants_its_tables(tmp_path):
    sqlite3.connect(tmp_path / "empty.db").execute("CREATE TABLE x (y)").connection.close()
    with pytest.raises(StoreUnavailable, match="samgraf migrate"):
        await open_store(f"sqlite:///{tmp_path / 'empty.db'}")


@pytest.mark.parametrize(("version", "words"), [("9999", "newer than this program"), ("0000", "newer than this program")])
@pytest.mark.asyncio
async def test_a_database_of_another_version_is_refused(database, version, words):
    with sqlite3.connect(database) as other:
        other.execute("UPDATE alembic_version SET version_num = ?", (version,))
    other.close()
    with pytest.raises(StoreVersion, match=words):
        await open_store(f"sqlite:///{database}")


@pytest.mark.asyncio
async def test_a_corrupt_page_is_told_as_damaged(database):
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_960)
    with pytest.raises(StoreUnavailable, match="damaged"):
        await _read_everything(database)


async def _read_everything(database):
    async with await open_store(f"sqlite:///{database}") as store:
        await store.read(_one("SELECT count(*) FROM entity_area"))
        await store.read(_one("SELECT count(*) FROM area"))


@pytest.mark.asyncio
async def test_an_address_of_another_kind_is_a_setting_to_correct():
    with pytest.raises(ConfigError, match="sqlite:///PATH"):
        await open_store("mysql://x/y")


@pytest.mark.asyncio
async def test_a_reader_cannot_write(store):
    with pytest.raises(StoreError, match="readonly"):
        await store.read(_one("DELETE FROM area"))


@pytest.mark.asyncio
async def test_s14_a_plan_ends_at_its_deadline_and_leaves_no_lock(store):
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        await store.read(_one(_COUNT), seconds=0.1)
    assert time.monotonic() - began < 1.0
    assert await store.write(lambda tx: tx.run(update(t.area).values(valid_to=None))) > 0
    assert await store.read(_one("SELECT 1")) == 1


@pytest.mark.asyncio
async def test_a_short_plan_in_the_loop_has_a_deadline_too(store):
    with pytest.raises(TookTooLong):
        store.reader.run_here(_one(_COUNT), seconds=0.05)


@pytest.mark.asyncio
async def test_s14_a_cancelled_question_stops_its_work(store):
    asking = asyncio.create_task(store.read(_one(_COUNT), seconds=30))
    await asyncio.sleep(0.1)
    asking.cancel()
    began = time.monotonic()
    await asyncio.gather(asking, return_exceptions=True)
    await asyncio.gather(*(store.read(_one("SELECT 1")) for _ in range(4)))
    assert time.monotonic() - began < 1.0


@pytest.mark.asyncio
async def test_a_plan_sees_one_snapshot_from_first_to_last(store):
    def plan():
        before = yield "SELECT count(*) FROM source", ()
        wrote.set_result(None)
        time.sleep(0.2)
        after = yield "SELECT count(*) FROM source", ()
        return before, after

    loop = asyncio.get_running_loop()
    wrote_in_loop: asyncio.Future[None] = loop.create_future()

    class wrote:  # noqa: N801 - called from the reader's thread
        @staticmethod
        def set_result(value):
            loop.call_soon_threadsafe(wrote_in_loop.set_result, value)

    reading = asyncio.create_task(store.read(plan()))
    await wrote_in_loop
    await store.write(_add_source)
    before, after = await reading
    assert before == after == [(0,)]
    assert await store.read(_one("SELECT count(*) FROM source")) == 1


async def _add_source(tx):
    values = {"no": 1, "key": "k", "name": "K", "connector": "c", "licence_name": "?", "licence_state": "UNKNOWN", "republishable": False}
    values |= {
        "illustrative": False,
        "policy": "AUTOMATIC",
        "state": "ACTIVE",
        "trust": 50,
        "language": "da",
        "every_seconds": 60,
        "digest": "",
    }
    await tx.run(t.source.insert().values(**values))


@pytest.mark.asyncio
async def test_a_caller_that_leaves_does_not_cancel_its_write(store):
    started = asyncio.Event()

    async def slow(tx):
        started.set()
        await _add_source(tx)
        for _ in range(50):
            await tx.rows(select(func.count()).select_from(t.area))

    leaving = asyncio.create_task(store.write(slow))
    await started.wait()
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    await store.write(lambda tx: tx.rows(select(t.source.c.no)))
    assert await store.read(_one("SELECT count(*) FROM source")) == 1


@pytest.mark.asyncio
async def test_a_job_that_raises_is_rolled_back_whole(store):
    async def breaks(tx):
        await _add_source(tx)
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await store.write(breaks)
    assert await store.read(_one("SELECT count(*) FROM source")) == 0


@pytest.mark.asyncio
async def test_a_foreign_key_that_leads_nowhere_is_refused_at_commit(store):
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        await store.write(lambda tx: tx.many(t.entity_source.insert(), [(4711, 1)]))


@pytest.mark.asyncio
async def test_two_processes_lose_no_update(database):
    async with await open_store(f"sqlite:///{database}") as one, await open_store(f"sqlite:///{database}") as other:
        await one.write(_add_source)
        more = update(t.source).values(item_count=t.source.c.item_count + 1)
        await asyncio.gather(*(store.write(lambda tx: tx.run(more)) for _ in range(20) for store in (one, other)))
        assert await one.read(_one("SELECT item_count FROM source")) == 40


@pytest.mark.asyncio
async def test_a_full_disk_is_one_refusal_and_reading_goes_on(store):
    async def fill(tx):
        await tx._connection.execute_fetchall("PRAGMA max_page_count = 1")
        pages = (await tx._connection.execute_fetchall("PRAGMA page_count"))[0][0]
        await tx._connection.execute_fetchall(f"PRAGMA max_page_count = {pages + 5}")
        await tx.many(t.document.insert(), [(str(n), "x", None, 1, bytes(4000)) for n in range(200)])

    with pytest.raises(StoreUnavailable, match="no room left"):
        await store.write(fill)
    assert await store.read(_one("SELECT count(*) FROM document")) == 0

    async def more_room(tx):
        await tx._connection.execute_fetchall("PRAGMA max_page_count = 1000000")

    await store.write(more_room)
    await store.write(_add_source)
    assert await store.read(_one("SELECT count(*) FROM source")) == 1


@pytest.mark.asyncio
async def test_a_database_locked_by_another_process_is_told(database, monkeypatch):
    monkeypatch.setattr("hub.store.engine._PRAGMAS", ("foreign_keys=ON", "busy_timeout=50"))
    async with await open_store(f"sqlite:///{database}") as store:
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreUnavailable, match="locked by another process"):
            await store.write(_add_source)
        other.close()
        await store.write(_add_source)


@pytest.mark.asyncio
async def test_a_database_that_disappeared_is_told(store, database):
    shutil.move(database, database.with_name("elsewhere.db"))
    with pytest.raises(StoreUnavailable, match="gone"):
        await store.write(_add_source)
    shutil.move(database.with_name("elsewhere.db"), database)


@pytest.mark.asyncio
async def test_a_list_of_any_length_is_one_bound_value(store):
    by_list = engine.compile(select(t.area.c.no).where(in_list(t.area.c.no, bindparam("nos"))).order_by(t.area.c.no))
    joined = engine.compile(select(each_key(bindparam("keys")).c.value))

    def plan():
        many = yield by_list.sql, by_list.bind({"nos": list(range(-5000, 4))})
        words = yield joined.sql, joined.bind({"keys": ["b", "a'"]})
        return many, words

    assert await store.read(plan()) == ([(1,), (2,), (3,)], [("b",), ("a'",)])


def test_a_statement_tells_its_binds_in_order_and_keeps_its_own_values():
    compiled = engine.compile(select(t.area.c.no).where(t.area.c.code == bindparam("code"), t.area.c.area_type.in_(("A", "B"))))
    assert compiled.bind({"code": "dk"}) == ("dk", "A", "B")
    assert engine.compile(insert_or_ignore(t.claim_record)).sql.endswith("ON CONFLICT DO NOTHING")
    assert "DO UPDATE SET holder = excluded.holder, until = excluded.until" in engine.compile(upsert(t.lease, ("name",))).sql
