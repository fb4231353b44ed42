"""What was found while random histories were written, each in its smallest form."""

from __future__ import annotations

import pytest

from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.harvest.pipeline import harvest
from hub.store import decisions
from tests.harvest.look import graph, names, rows
from tests.harvest.tiny import CVR, Site, Tiny, grant, initiative, organization, source
from tests.store.laws import as_of, broken, present, version

pytestmark = pytest.mark.asyncio
OTHER = "25313763"
A, B, C = (mint(EntityKind.ORGANIZATION, key, "o") for key in ("a", "b", "c"))
I = mint(EntityKind.INITIATIVE, "a", "i")  # noqa: E741


async def go(store, key, *page, **changes):
    one = source(key, **{"shrink_percent": 100, **changes})
    return await harvest(store, one, Tiny(one), Site(list(page)))


async def decide(store, kind, left, right=None, **more):
    return await store.write(lambda tx: decisions.decide(tx, kind, left, right, by="anna", at=now(), **more))


async def undo(store, decision):
    await store.write(lambda tx: decisions.undo(tx, decision, at=now()))


async def test_a_link_whose_far_end_is_renamed_is_sorted_anew_from_that_version_on(store, database):
    await go(store, "a", organization("o", "Foreningen"), initiative("i", "Kolaug", lead="o"))
    before = version(database), present(database)
    await go(store, "a", organization("o", "Et nyt navn"), initiative("i", "Kolaug", lead="o"))
    assert as_of(database, version(database)) == present(database)
    assert as_of(database, before[0]) == before[1]


async def test_a_grant_that_is_named_after_somebody_who_loses_the_name_is_named_anew(store, database):
    page = [organization("funder Fond", "Fonden", cvr=CVR), grant("g", "Fond", "Laug")]
    await go(store, "a", *page)
    await go(store, "b", organization("o", "Fonden", cvr=CVR))
    decision = await decide(store, "VALUE", mint(EntityKind.ORGANIZATION, "a", "funder Fond"), field="name", value=None)
    [called] = [row[0] for row in rows(database, "SELECT name FROM entity WHERE kind = 'ORGANIZATION' AND name LIKE '%CVR%'")]
    assert any(called in one for one in names(database, "FUNDING"))
    assert broken(database) == {}
    await undo(store, decision)
    assert not any(called in one for one in names(database, "FUNDING"))


@pytest.mark.parametrize("merged_first", [True, False])
async def test_what_a_person_unlinked_stays_unlinked_when_another_source_says_it_of_the_same_things(store, database, merged_first):
    await go(store, "b", organization("o", "Foreningen"), initiative("i", "Kolaug", lead="o"))
    await go(store, "a", organization("o", "Foreningen"))
    if merged_first:
        await decide(store, "SAME", A, B)
    await decide(store, "UNLINK", A, mint(EntityKind.INITIATIVE, "b", "i"), field="LEADS")
    if not merged_first:
        assert len(graph(database)["links"]) == 1
        await decide(store, "SAME", A, B)
    assert graph(database)["links"] == {}


@pytest.mark.parametrize("order", [(A, B), (B, A)])
async def test_of_two_values_that_people_set_the_later_one_stands(store, database, order):
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "Foreningen", cvr=CVR))
    for one, value in zip(order, ("NETWORK", "UMBRELLA"), strict=True):
        await decide(store, "VALUE", one, field="organization_type", value=value)
    assert rows(database, "SELECT organization_type FROM organization") == [("UMBRELLA",)]


@pytest.mark.parametrize("order", ["bc", "cb"])
async def test_the_name_on_top_does_not_depend_on_who_came_first(store, database, order):
    words = {"b": ("de", "Gilde"), "c": ("en", "Guild")}
    for key in order:
        lang, name = words[key]
        await go(store, key, organization("o", name, lang=lang, cvr=CVR), language=lang, trust=60 if key == "b" else 50)
    assert names(database) == ["Gilde"]


async def test_one_of_whom_nobody_speaks_holds_no_two_together(store, database):
    await go(store, "a", organization("o", "Alfa", cvr=CVR), organization("x", "X"))
    await go(store, "b", organization("o", "Beta", cvr=CVR), organization("x", "X"))
    await go(store, "c", organization("o", "Gamma"))
    await decide(store, "SAME", B, C)
    assert names(database) == ["Alfa", "X", "X"]
    await go(store, "b", organization("x", "X"))
    assert names(database) == ["Alfa", "Gamma", "X", "X"]
    assert broken(database) == {}


async def test_a_split_gives_an_id_of_whom_nobody_speaks_back_to_whom_it_was_with(store, database):
    await go(store, "c", organization("o", "Gamma", cvr=OTHER))
    await go(store, "b", organization("o", "Beta", cvr=CVR), organization("x", "X"))
    await go(store, "a", organization("o", "Alfa", cvr=CVR))
    await go(store, "b", organization("x", "X"))
    before = graph(database), rows(database, "SELECT id, canonical_no FROM member")
    assert before[0]["entities"][B]["name"] == "Alfa"
    decision = await decide(store, "SAME", A, C)
    assert B not in graph(database)["entities"]
    await undo(store, decision)
    assert (graph(database), rows(database, "SELECT id, canonical_no FROM member")) == before


async def test_a_merge_with_one_of_whom_nobody_speaks_is_taken_back_too(store, database):
    await go(store, "b", organization("o", "Beta"), organization("x", "X"))
    await go(store, "a", organization("o", "Alfa"))
    await go(store, "b", organization("x", "X"))
    before = graph(database), rows(database, "SELECT id, canonical_no FROM member")
    await undo(store, await decide(store, "SAME", A, B))
    assert (graph(database), rows(database, "SELECT id, canonical_no FROM member")) == before
