"""An item that is of another kind than was said: a new id, to which the old one leads, and the way back."""

from __future__ import annotations

import pytest

from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.harvest.pipeline import harvest
from hub.harvest.rebuild import rebuild
from hub.store import decisions, verify
from tests.harvest.look import graph, names, rows, sound
from tests.harvest.tiny import Site, Tiny, grant, initiative, organization, source
from tests.store.laws import as_of, broken, present, version

pytestmark = pytest.mark.asyncio
INITIATIVE, ORGANIZATION = (mint(kind, "a", "4711") for kind in (EntityKind.INITIATIVE, EntityKind.ORGANIZATION))
LED = "SELECT e.id, e.kind FROM member m JOIN entity e ON e.no = m.canonical_no WHERE m.id = ?"


async def go(store, key, *page, **changes):
    one = source(key, **{"shrink_percent": 100, **changes})
    return await harvest(store, one, Tiny(one), Site(list(page)))


async def decide(store, kind, left, right=None, **more):
    return await store.write(lambda tx: decisions.decide(tx, kind, left, right, by="anna", at=now(), **more))


async def test_what_was_an_initiative_and_is_an_organization_is_found_under_both_ids(store, database):
    await go(store, "a", initiative("4711", "Lauget"), organization("x", "X"))
    before = version(database), present(database)
    await go(store, "a", organization("4711", "Lauget"), organization("x", "X"))
    assert rows(database, LED, INITIATIVE) == rows(database, LED, ORGANIZATION) == [(ORGANIZATION, "ORGANIZATION")]
    assert names(database, "INITIATIVE") == []
    assert rows(database, "SELECT type, id, into_id FROM change WHERE type IN ('MERGED', 'HIDDEN')") == [
        ("MERGED", INITIATIVE, ORGANIZATION)
    ]
    assert as_of(database, before[0]) == before[1]
    assert broken(database) == {}
    assert all(check.broken is None for check in verify.verify(database))


async def test_a_source_that_goes_back_gives_the_old_id_back_and_leads_the_other_to_it(store, database):
    page = initiative("4711", "Lauget"), organization("x", "X")
    await go(store, "a", *page)
    before = graph(database)
    for _ in range(2):
        await go(store, "a", organization("4711", "Lauget"), organization("x", "X"))
        await go(store, "a", *page)
        assert graph(database) == before
        assert rows(database, LED, ORGANIZATION) == [(INITIATIVE, "INITIATIVE")]
    feed = rows(database, "SELECT type, id FROM change WHERE id != ? ORDER BY seq", mint(EntityKind.ORGANIZATION, "a", "x"))
    there, back = [("MERGED", INITIATIVE), ("CREATED", ORGANIZATION)], [("SPLIT", INITIATIVE), ("MERGED", ORGANIZATION)]
    assert [sorted(feed[n : n + 2]) for n in (1, 3)] == [sorted(there), sorted(back)]
    assert broken(database) == {}


async def test_an_id_whose_thing_another_source_still_speaks_of_stays_with_it(store, database):
    other = mint(EntityKind.INITIATIVE, "b", "i")
    await go(store, "a", initiative("4711", "Lauget"))
    await go(store, "b", initiative("i", "Lauget ved åen"), organization("x", "X"))
    await decide(store, "SAME", INITIATIVE, other)
    await go(store, "a", organization("4711", "Lauget"))
    assert rows(database, LED, INITIATIVE) == [(INITIATIVE, "INITIATIVE")]
    assert rows(database, LED, ORGANIZATION) == [(ORGANIZATION, "ORGANIZATION")]
    for _ in range(2):
        await go(store, "b", organization("x", "X"))
    assert rows(database, LED, INITIATIVE) == rows(database, LED, other) == [(ORGANIZATION, "ORGANIZATION")]
    await go(store, "b", initiative("i", "Lauget ved åen"), organization("x", "X"))
    assert rows(database, LED, other) == [(INITIATIVE, "INITIATIVE")]
    assert broken(database) == {}


async def test_an_item_that_had_gone_and_comes_back_as_another_kind_is_known_again(store, database):
    await go(store, "a", initiative("4711", "Lauget"), organization("x", "X"))
    for _ in range(2):
        await go(store, "a", organization("x", "X"))
    assert names(database) == ["X"]
    await go(store, "a", organization("4711", "Lauget"), organization("x", "X"))
    assert rows(database, LED, INITIATIVE) == [(ORGANIZATION, "ORGANIZATION")]


async def test_another_item_of_the_same_number_and_another_kind_is_another_thing(store, database):
    await go(store, "a", initiative("4711", "Lauget"), grant("g", "Fond", "Laug"))
    await go(store, "a", grant("g", "Fond", "Laug"), initiative("funder Fond", "Fonden som indsats"))
    assert rows(database, LED, INITIATIVE) == []
    assert rows(database, LED, mint(EntityKind.ORGANIZATION, "a", "funder Fond"))[0][1] == "ORGANIZATION"


async def test_an_edge_that_wants_an_organization_does_not_follow_the_id_to_an_initiative(store, database):
    await go(store, "a", organization("4711", "Lauget"), initiative("i", "Kolaug", lead="4711"))
    assert len(graph(database)["links"]) == 1
    await go(store, "a", initiative("4711", "Lauget"), initiative("i", "Kolaug", lead="4711"))
    assert graph(database)["links"] == {}
    await go(store, "a", initiative("4711", "Lauget"), initiative("i", "Kolaugets venner", lead="4711"))
    assert graph(database)["links"] == {}
    await go(store, "a", organization("4711", "Lauget"), initiative("i", "Kolaug", lead="4711"))
    assert [kind for kind, *_ in graph(database)["links"].values()] == ["LEADS"]
    assert broken(database) == {}


async def test_what_a_person_decided_stays_with_the_id_that_it_was_said_of(store, database):
    await go(store, "a", initiative("4711", "Lauget"))
    decision = await decide(store, "VALUE", INITIATIVE, field="name", value={"da": "Det gamle laug"})
    await go(store, "a", organization("4711", "Lauget"))
    assert names(database) == ["Lauget"]
    await decide(store, "VALUE", ORGANIZATION, field="name", value={"da": "Foreningen"})
    await store.write(lambda tx: decisions.undo(tx, decision, at=now()))
    assert names(database) == ["Foreningen"]
    await go(store, "a", initiative("4711", "Lauget"))
    assert names(database) == ["Lauget"]


async def test_a_better_mapping_corrects_a_kind_without_the_network(store, database):
    one = source("a")
    await harvest(store, one, Tiny(one), Site([initiative("4711", "Lauget")]))

    class Better(Tiny):
        version = 2

        def map(self, row):
            row.data["kind"] = "organization"
            yield from super().map(row)

    await rebuild(store, one, Better(one, version=2))
    assert rows(database, LED, INITIATIVE) == [(ORGANIZATION, "ORGANIZATION")]
    lived = graph(database)
    await rebuild(store, one, Better(one, version=2))
    assert graph(database) == lived
    await rebuild(store, one, Tiny(one, version=3))
    assert rows(database, LED, ORGANIZATION) == [(INITIATIVE, "INITIATIVE")]
    assert sound(database)
