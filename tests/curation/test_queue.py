"""The queue by the door: what waits, what it would say, and for whom."""

from __future__ import annotations

import pytest

from tests.curation.desk import People, harvested
from tests.harvest.tiny import organization

pytestmark = pytest.mark.asyncio
QUEUE = "{ queue { totalCount nodes { id since entities { name } fields { field value rule provenance { sourceId } } } } }"


async def test_what_waits_is_told_with_what_it_would_say(people: People) -> None:
    lead = (await people.tell("mia", "registerOrganization", 'input: {name: "Foreningen"}'))["entity"]["id"]
    await people.tell("anna", "registerInitiative", f'input: {{name: "Laug", lead: "{lead}", url: null, themes: ["nature"]}}')
    await people.tell("bo", "updateOrganization", f'id: "{lead}", input: {{name: "Bos navn"}}')
    seen = (await people.ask("mia", QUEUE))["queue"]
    assert seen["totalCount"] == 2
    first, second = seen["nodes"]
    assert (first["id"], first["entities"]) == ("contribution_2", [])
    assert {one["field"]: one["value"] for one in first["fields"]} == {"name": "Laug", "lead": lead, "url": None, "themes": '["nature"]'}
    assert (second["entities"], second["fields"]) == (
        [{"name": "Foreningen"}],
        [{"field": "name", "value": "Bos navn", "rule": "ONLY_ONE", "provenance": {"sourceId": "contribution_3"}}],
    )
    await people.decide("mia", "decide", f'input: {{item: "{first["id"]}", verdict: ACCEPT}}')
    assert (await people.ask("mia", QUEUE))["queue"]["nodes"] == [second]


async def test_a74_the_queue_holds_what_is_yours_to_decide(people: People) -> None:
    await people.join("alma", sources=("alpha",))
    await harvested(people.store, organization("a", "Alphas"), key="alpha")
    await harvested(people.store, organization("b", "Betas"), key="beta")
    for thing in (await people.ask("anybody", "{ organizations { nodes { id name } } }"))["organizations"]["nodes"]:
        await people.tell("anna", "updateOrganization", f'id: "{thing["id"]}", input: {{summary: "Om {thing["name"]}"}}')
    await people.tell("anna", "offerVenue", 'input: {name: "Ny"}')
    asked = "{ queue { totalCount nodes { fields { value } } } }"
    assert (await people.ask("alma", asked))["queue"] == {"totalCount": 1, "nodes": [{"fields": [{"value": "Om Alphas"}]}]}
    assert (await people.ask("mia", asked))["queue"]["totalCount"] == 3
    of_beta = '{ queue(source: "source_beta") { totalCount nodes { fields { value } } } }'
    assert (await people.ask("mia", of_beta))["queue"]["nodes"] == [{"fields": [{"value": "Om Betas"}]}]
    assert (await people.ask("alma", of_beta))["queue"] == {"totalCount": 0, "nodes": []}
    for who in ("anybody", "anna"):
        assert (await people.whole(who, asked))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    by_id = await people.ask("alma", '{ node(id: "contribution_2") { id } }')
    assert by_id == {"node": None}, "what is not hers to decide is not to be had by its id either"
    both = '{ nodes(ids: ["contribution_1", "contribution_3", "nothing_1"]) { id ... on QueueItem { itemType fields { value } } } }'
    hers = {"id": "contribution_1", "itemType": "CONTRIBUTION", "fields": [{"value": "Om Alphas"}]}
    assert (await people.ask("alma", both))["nodes"] == [hers, None, None]
    for who in ("anybody", "anna"):
        assert (await people.ask(who, '{ node(id: "contribution_1") { id } }'))["node"] is None
