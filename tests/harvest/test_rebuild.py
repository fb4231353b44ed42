"""Everything derived again from the records: the same entities, links and ids, whatever had happened to the tables of the graph."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.harvest.pipeline import harvest
from hub.harvest.rebuild import rebuild
from hub.store.store import open_store
from tests.harvest.look import graph, rows, sound
from tests.harvest.tiny import CVR, Site, Tiny, grant, initiative, organization, source

PAGE = [
    organization("o1", "Foreningen", cvr=CVR, area="dk-kommune-0461"),
    initiative("i1", "Kolaug", lead="o1", themes=["grazing"], partner_cvr=CVR),
    grant("g1", "Fonden", "Lauget"),
    grant("g2", "Fonden", "Lauget", purpose="Hegn"),
    {"id": "x", "kind": "poison"},
]


async def go(store, page, key="a"):
    one = source(key, shrink_percent=100)
    return await harvest(store, one, Tiny(one), Site(page))


@pytest.mark.asyncio
async def test_a_rebuild_changes_nothing_and_tells_no_change(store, database):
    await go(store, PAGE)
    await go(store, [organization("p", "Foreningen i byen", cvr=CVR)], key="b")
    await go(store, PAGE[:3])
    before = graph(database), rows(database, "SELECT * FROM change"), rows(database, "SELECT last_success_at, digest FROM source")
    for key in ("a", "b"):
        one = source(key)
        await rebuild(store, one, Tiny(one))
    assert (graph(database), rows(database, "SELECT * FROM change"), rows(database, "SELECT last_success_at, digest FROM source")) == before


@pytest.mark.asyncio
async def test_s10_a_rebuild_mends_what_was_damaged(store, database):
    await go(store, PAGE)
    before = graph(database)
    hurt = sqlite3.connect(database)
    hurt.executescript("DELETE FROM link_claim; DELETE FROM link; DELETE FROM text; UPDATE entity SET name = 'x'; DELETE FROM search;")
    hurt.close()
    one = source("a")
    await rebuild(store, one, Tiny(one))
    assert graph(database) == before
    assert sound(database)


@pytest.mark.asyncio
async def test_a_rebuild_reads_old_items_with_a_new_mapping(store, database, monkeypatch):
    await go(store, PAGE[:1])
    monkeypatch.setattr(Tiny, "_common", lambda self, row: {"name": {"da": row.take("name").upper()}})
    one = source("a")
    await rebuild(store, one, Tiny(one, version=2))
    assert rows(database, "SELECT name FROM entity") == [("FORENINGEN",)]


_ITEMS = st.lists(
    st.one_of(
        st.builds(
            organization,
            st.sampled_from(["o1", "o2", "o3"]),
            st.sampled_from(["Alfa", "Beta"]),
            cvr=st.sampled_from([CVR, "keine", "25313763"]),
        ),
        st.builds(initiative, st.sampled_from(["i1", "i2"]), st.just("Kolaug"), lead=st.sampled_from(["o1", "o3", "o9"])),
        st.builds(grant, st.sampled_from(["g1", "g2", "g3"]), st.sampled_from(["Fond", "Pulje"]), st.sampled_from(["Laug", "Gilde"])),
    ),
    max_size=8,
    unique_by=lambda item: item["id"],
)


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=_ITEMS, second=_ITEMS, data=st.data())
@pytest.mark.asyncio
async def test_the_order_of_items_and_a_rebuild_give_the_same_graph(template, first, second, data):
    with TemporaryDirectory() as folder:
        seen = []
        for name, mixed in (("one", False), ("other", True)):
            path = Path(shutil.copy(template, Path(folder) / f"{name}.db"))
            async with await open_store(f"sqlite:///{path}", readers=1) as store:
                for key, page in (("a", first), ("b", second)):
                    await go(store, data.draw(st.permutations(page)) if mixed else page, key)
                seen.append(graph(path))
                for key in ("a", "b"):
                    one = source(key)
                    await rebuild(store, one, Tiny(one))
                seen.append(graph(path))
        assert seen[0] == seen[1] == seen[2] == seen[3]
