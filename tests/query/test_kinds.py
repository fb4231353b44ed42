"""A thing that turned out to be of another kind, asked for by the id that it had before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hub.domain.ids import EntityKind, mint
from hub.harvest.pipeline import harvest
from hub.store.store import Store
from tests.harvest.tiny import Site, Tiny, initiative, organization, source
from tests.query.conftest import Asker
from tests.store.laws import version

pytestmark = pytest.mark.asyncio
OLD, NEW = (mint(kind, "a", "4711") for kind in (EntityKind.INITIATIVE, EntityKind.ORGANIZATION))
EVERY_WAY = """query ($id: ID!) {
    node(id: $id) { __typename id } nodes(ids: [$id]) { __typename id } initiative(id: $id) { id name } organization(id: $id) { id name }
    entity(by: {id: $id}) { __typename ... on Entity { id canonicalId formerIds } }
    initiatives(filter: {ids: [$id]}) { totalCount } organizations(filter: {ids: [$id]}) { totalCount nodes { id } }
}"""
THEN = 'query ($id: ID!) {{ asOf(version: "{0}") {{ entity(by: {{id: $id}}) {{ __typename canonicalId }} }} }}'
FEED = "{ changes { nodes { type entityId into } } }"


async def go(store: Store, *page: dict[str, Any]) -> None:
    one = source("a", shrink_percent=100)
    await harvest(store, one, Tiny(one), Site(list(page)))


async def test_the_old_id_answers_with_the_new_thing_wherever_its_type_allows(store: Store, database: Path) -> None:
    await go(store, initiative("4711", "Lauget"))
    before, ask = version(database), Asker(database)
    await go(store, organization("4711", "Lauget"))
    for one in (OLD, NEW):
        answer = ask(EVERY_WAY, {"id": one})
        assert answer["node"] == answer["nodes"][0] == {"__typename": "Organization", "id": one}
        assert answer["entity"] == {"__typename": "Organization", "id": one, "canonicalId": NEW, "formerIds": [OLD]}
        assert (answer["initiative"], answer["organization"]) == (None, {"id": one, "name": "Lauget"})
        assert (answer["initiatives"]["totalCount"], answer["organizations"]) == (0, {"totalCount": 1, "nodes": [{"id": NEW}]})
    for then, kind, chief in ((before, "Initiative", OLD), (version(database), "Organization", NEW)):
        told = ask(THEN.format(then), {"id": OLD})["asOf"]["entity"]
        assert (told["__typename"], told["canonicalId"].partition("@")[0]) == (kind, chief)


async def test_the_feed_tells_into_what_it_went_and_that_it_came_back(store: Store, database: Path) -> None:
    for page in (initiative("4711", "Lauget"), organization("4711", "Lauget"), initiative("4711", "Lauget")):
        await go(store, page)
    told = [(one["type"], one["entityId"], one["into"]) for one in Asker(database)(FEED)["changes"]["nodes"]]
    assert told[0] == ("CREATED", OLD, None)
    assert sorted(told[1:3]) == [("CREATED", NEW, None), ("MERGED", OLD, NEW)]
    assert sorted(told[3:]) == [("MERGED", NEW, OLD), ("SPLIT", OLD, None)]
    answer = Asker(database)(EVERY_WAY, {"id": NEW})
    assert (answer["entity"]["canonicalId"], answer["entity"]["formerIds"], answer["organization"]) == (OLD, [NEW], None)
