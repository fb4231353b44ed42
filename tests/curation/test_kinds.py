"""What was withdrawn does not come back because its source calls it another kind of thing."""

from __future__ import annotations

import pytest

from hub.curation import withdraw as curation
from hub.domain.ids import EntityKind, mint
from hub.domain.source import SourcePolicy
from hub.store import publication
from hub.store.store import Store
from tests.curation.planted import NAME, SECRET, SUMMARY, site, traces, walk
from tests.curation.test_withdraw import names, rows, withdraw
from tests.harvest import tiny

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)


OLD, NEW = (mint(kind, "kinds", "4711") for kind in (EntityKind.INITIATIVE, EntityKind.ORGANIZATION))
AS_IT_WAS, AS_IT_IS = tiny.initiative("4711", NAME, summary={"da": SUMMARY}), tiny.organization("4711", NAME, summary={"da": SUMMARY})
BESIDE = tiny.organization("x", "Naboen")


@pytest.mark.parametrize("one", [OLD, NEW])
async def test_a_thing_that_was_of_another_kind_before_goes_with_both_its_ids(store: Store, one: str) -> None:
    for item in (AS_IT_WAS, AS_IT_IS):
        await walk(store, site([item, BESIDE]), "kinds")
    await withdraw(store, curation.thing(one))
    assert (traces(store.path), await names(store)) == (set(), ["Naboen"])
    for item in (AS_IT_WAS, AS_IT_IS):
        await walk(store, site([item, {**BESIDE, "area": "dk-kommune-0461"}]), "kinds")
        assert (traces(store.path), await names(store)) == (set(), ["Naboen"])


@pytest.mark.parametrize("waits", [False, True])
async def test_what_was_withdrawn_does_not_come_back_as_another_kind(store: Store, *, waits: bool) -> None:
    await walk(store, site([AS_IT_WAS, BESIDE]), "kinds")
    if waits:
        held = await walk(store, site([AS_IT_IS, BESIDE]), "kinds", policy=SourcePolicy.REVIEW)
    await withdraw(store, curation.thing(OLD))
    if waits:
        await publication.release(store, held.run, "test")
    await walk(store, site([AS_IT_IS, BESIDE]), "kinds")
    assert (traces(store.path), await names(store)) == (set(), ["Naboen"])


@pytest.mark.parametrize("waits", [False, True])
async def test_a_field_that_was_withdrawn_does_not_come_back_with_another_kind(store: Store, *, waits: bool) -> None:
    await walk(store, site([AS_IT_WAS, BESIDE]), "kinds")
    if waits:
        held = await walk(store, site([AS_IT_IS, BESIDE]), "kinds", policy=SourcePolicy.REVIEW)
    await withdraw(store, curation.field_of(OLD, "summary"))
    if waits:
        await publication.release(store, held.run, "test")
    await walk(store, site([AS_IT_IS, BESIDE]), "kinds")
    assert await rows(store, "SELECT name, kind, summary FROM entity WHERE kind = 'ORGANIZATION' ORDER BY name DESC") == [
        ("Naboen", "ORGANIZATION", None),
        (NAME, "ORGANIZATION", None),
    ]
    assert SUMMARY not in traces(store.path)


async def test_another_thing_of_the_same_number_is_left_alone_and_named(store: Store) -> None:
    await walk(store, site([{**AS_IT_WAS, "id": "funder Fonden"}, tiny.grant("g", "Fonden", "Naboen")]), "kinds")
    one = mint(EntityKind.INITIATIVE, "kinds", "funder Fonden")
    assert (await curation.preview(store, curation.thing(one))).alike == [mint(EntityKind.ORGANIZATION, "kinds", "funder Fonden")]
    await withdraw(store, curation.thing(one))
    await walk(store, site([tiny.grant("g", "Fonden", "Naboen", amount=300)]), "kinds")
    assert "Fonden" in await names(store)
