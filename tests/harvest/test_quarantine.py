"""Items that cannot be read: kept with their bytes for as long as documents are, tried again when the reading changes."""

from __future__ import annotations

import pytest

from hub.harvest.pipeline import harvest
from tests.harvest.look import names, rows
from tests.harvest.tiny import Site, Tiny, organization, source

pytestmark = pytest.mark.asyncio
SICK = [{"id": "x", "kind": "poison", "name": "Gunhild"}, {"id": "y", "kind": "broken", "name": "Gunhild"}]
RAW = "SELECT key, instr(CAST(raw AS TEXT), 'Gunhild') > 0, attempts FROM quarantine ORDER BY key"


async def go(store, *page, version=1):
    one = source(shrink_percent=100)
    return await harvest(store, one, Tiny(one, version=version), Site(list(page)))


async def let_days_pass(store):
    """Makes every run and document of now an old one."""

    async def job(tx):
        await tx._connection.execute_fetchall("UPDATE run SET started_at = '2020' || substr(started_at, 5)")
        await tx._connection.execute_fetchall("UPDATE fetch SET fetched_at = '2020' || substr(fetched_at, 5)")

    await store.write(job)


async def test_s09_poison_is_set_aside_with_reason_and_bytes_and_tried_again_by_a_better_connector(store, database):
    report = await go(store, *SICK, organization("o", "Alfa"))
    assert (report.outcome.value, report.counts.quarantined, names(database)) == ("PUBLISHED", 2, ["Alfa"])
    assert rows(database, "SELECT key, reason FROM quarantine ORDER BY key") == [("x", "poison"), ("y", "cannot be read")]
    assert rows(database, RAW) == [("x", 1, 1), ("y", 1, 1)]

    class Better(Tiny):
        def map(self, row):
            row.data["kind"] = "organization"
            yield from super().map(row)

    one = source(shrink_percent=100)
    await harvest(store, one, Better(one, version=2), Site([*SICK, organization("o", "Alfa")]))
    assert names(database) == ["Alfa", "Gunhild"]
    assert rows(database, RAW) == [("y", 1, 2)]


async def test_bytes_that_cannot_be_read_expire_with_the_documents_although_they_are_still_served(store, database):
    await go(store, *SICK, organization("o", "Alfa"))
    await go(store, *SICK, organization("o", "Beta"))
    assert rows(database, RAW) == [("x", 1, 1), ("y", 1, 2)]
    await let_days_pass(store)
    for name in ("Gamma", "Delta"):
        report = await go(store, *SICK, organization("o", name))
        assert (report.counts.quarantined, [held for _, held, _ in rows(database, RAW)]) == (2, [0, 0])
    assert rows(database, "SELECT attempts FROM quarantine WHERE key = 'x'") == [(1,)]
    await go(store, *SICK, organization("o", "Alfa"), version=2)
    assert [(key, held) for key, held, _ in rows(database, RAW)] == [("x", 0), ("y", 0)]


async def test_other_bytes_under_the_same_key_are_kept_anew(store, database):
    await go(store, *SICK)
    await let_days_pass(store)
    await go(store, *SICK, organization("o", "Alfa"))
    await go(store, {**SICK[0], "more": 1}, {**SICK[1], "more": 1})
    assert [held for _, held, _ in rows(database, RAW)] == [1, 1]


async def test_an_item_that_can_be_read_after_its_bytes_expired_leaves_quarantine(store, database):
    await go(store, *SICK)
    await let_days_pass(store)
    await go(store, *SICK, organization("o", "Alfa"))
    await go(store, organization("x", "Rask"), organization("y", "Frisk"), organization("o", "Alfa"))
    assert (names(database), rows(database, RAW)) == (["Alfa", "Frisk", "Rask"], [])
