"""What was and what happened, of things that were really harvested."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.domain.ids import EntityKind, mint
from hub.harvest.pipeline import harvest
from hub.store.store import Store
from tests.harvest.tiny import CVR, Site, Tiny, organization, source
from tests.query.conftest import Asker

pytestmark = pytest.mark.asyncio
A, B = (mint(EntityKind.ORGANIZATION, key, "o") for key in ("a", "b"))
HISTORY = (
    "query ($id: ID!, $field: String!) { organization(id: $id) { history(field: $field) { nodes { value until provenance { url } } } } }"
)
FEED = "{ changes { nodes { type entityId into fields entity { id name } run { id } } } }"


async def go(store: Store, key: str, *page: dict[str, object]) -> None:
    one = source(key, shrink_percent=100)
    await harvest(store, one, Tiny(one), Site(list(page)))


async def test_a_field_tells_what_it_was_and_by_which_record(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Kolauget"))
    await go(store, "a", organization("o", "Kolauget på Mols"))
    await go(store, "a", organization("o", "Kolauget på Mols", area="dk-kommune-0706"))
    versions = Asker(database)(HISTORY, {"id": A, "field": "name"})["organization"]["history"]["nodes"]
    assert [(one["value"], one["until"] is None, one["provenance"]["url"]) for one in versions] == [
        ("Kolauget på Mols", True, "https://tiny.example/o"),
        ("Kolauget", False, "https://tiny.example/o"),
    ]


async def test_a_field_that_nobody_spoke_of_has_no_history(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Kolauget"))
    assert Asker(database)(HISTORY, {"id": A, "field": "url"}) == {"organization": {"history": {"nodes": []}}}


async def test_the_feed_tells_of_a_merger_and_what_became_of_both(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Foreningen"))
    await go(store, "b", organization("o", "Foreningen i byen"))
    await go(store, "b", organization("o", "Foreningen i byen", cvr=CVR))
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    told = Asker(database)(FEED)["changes"]["nodes"]
    assert [(one["type"], one["entityId"], one["into"]) for one in told if one["type"] in ("CREATED", "MERGED")] == [
        ("CREATED", A, None),
        ("CREATED", B, None),
        ("MERGED", B, A),
    ]
    merged = next(one for one in told if one["type"] == "MERGED")
    assert merged["entity"] is None
    assert {field for one in told if one["type"] == "UPDATED" for field in one["fields"]} >= {"cvr", "identifiers"}
