"""What a gateway sends and is answered over HTTP."""

from __future__ import annotations

import httpx
import pytest

QUESTION = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Area { code } } }"
ODENSE = {"__typename": "Area", "code": "dk-kommune-0461"}

pytestmark = pytest.mark.asyncio


async def test_a_reference_that_is_none_leaves_the_others_standing_and_the_status_as_it_is(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": QUESTION, "variables": {"of": [42, ODENSE]}})
    assert answer.status_code == 200
    assert answer.json()["data"] == {"_entities": [None, {"code": "dk-kommune-0461"}]}
    assert [(one["path"], one["extensions"]["code"]) for one in answer.json()["errors"]] == [(["_entities", 0], "BAD_REPRESENTATION")]


async def test_g17_three_thousand_references_are_refused_whether_or_not_the_body_can_be_read(client: httpx.AsyncClient) -> None:
    short, long = {"__typename": "Area", "id": ""}, {"__typename": "Area", "id": "area_" + "x" * 100}
    read, unread = [await client.post("/graphql", json={"query": QUESTION, "variables": {"of": [one] * 3_000}}) for one in (short, long)]
    assert read.json()["errors"][0]["extensions"]["code"] == "OVER_LIMIT"
    assert read.json()["data"] is None
    assert unread.status_code == 413


async def test_a_gateway_reads_the_subgraph_from_the_hub_itself(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": "query { _service { sdl } }"})
    assert "federation/v2.3" in answer.json()["data"]["_service"]["sdl"]
    assert "_entities" not in (await client.get("/schema.graphql")).text
