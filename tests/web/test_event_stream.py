"""Event streams, and what subscriptions tell by either way, against a running hub into whose database others write."""

from __future__ import annotations

import asyncio
import contextlib
import json

import httpx
import pytest

from tests.web.followed import Followed
from tests.web.talk import CHANGES, post, streaming, talking

pytestmark = pytest.mark.asyncio
AFTER = "subscription($after: String) { changes(after: $after) { cursor entityId type } }"
ACCEPT = {"accept": "text/event-stream"}


# --- The protocol -----------------------------------------------------------------------------------------------------------------------


async def test_a_query_is_an_event_and_complete(hub: Followed) -> None:
    async with streaming(hub.url, "query A($code: String!) { area(code: $code) { name } }", variables={"code": "dk"}) as stream:
        assert stream.response.status_code == 200
        assert stream.response.headers["content-type"] == "text/event-stream; charset=utf-8"
        kind, answer = await stream.event()
        assert (kind, answer["data"]) == ("next", {"area": {"name": "Danmark"}})
        assert await stream.event() == ("complete", None)


async def test_a_subscription_comes_by_get_as_well(hub: Followed) -> None:
    async with (
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"{hub.url}/graphql", params={"query": CHANGES}, headers=ACCEPT) as answer,
    ):
        lines = answer.aiter_lines()
        hub.happen()
        while (line := await anext(lines)) in (":", ""):
            pass
        assert line == "event: next"
        assert json.loads((await anext(lines)).removeprefix("data: "))["data"]["changes"]["type"] == "UPDATED"


async def test_a_mutation_does_not_come_by_get(hub: Followed) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.get(f"{hub.url}/graphql", params={"query": "mutation { anything }"}, headers=ACCEPT)
    assert "WRONG_METHOD" in answer.text
    assert answer.text.endswith("event: complete\ndata:\n\n")


@pytest.mark.parametrize("body", [b"null", b"[]", b"{", b'{"query": 1}'])
async def test_a_request_that_cannot_be_read_is_refused_by_its_status(hub: Followed, body: bytes) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        answer = await client.post(f"{hub.url}/graphql", content=body, headers={**ACCEPT, "content-type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_g36_a_subscription_over_plain_post_is_refused_with_advice(hub: Followed) -> None:
    for accept in ("application/json", "application/graphql-response+json", "*/*"):
        answer = await post(hub.url, CHANGES, accept=accept)
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["extensions"]["code"]) == (400, "SUBSCRIPTION_OVER_HTTP")
        assert "text/event-stream" in error["message"]


async def test_g47_a_silent_stream_shows_that_it_is_alive(hub: Followed) -> None:
    async with streaming(hub.url, CHANGES) as stream:
        assert await stream.event(3, comments=True) == ("comment", None)
        assert await stream.event(3, comments=True) == ("comment", None)
        hub.happen()
        assert (await stream.event())[0] == "next"


async def test_a_client_has_only_so_many_event_streams(hub: Followed) -> None:
    async with contextlib.AsyncExitStack() as opened:
        for _ in range(10):
            await opened.enter_async_context(streaming(hub.url, CHANGES))
        more = await post(hub.url, CHANGES, **ACCEPT)
        assert (more.status_code, more.json()["errors"][0]["extensions"]["code"]) == (429, "TOO_MANY_STREAMS")
        assert more.headers["retry-after"]
        assert (await post(hub.url, "{ viewer { role } }", **ACCEPT)).status_code == 200
    await asyncio.sleep(0.5)
    async with streaming(hub.url, CHANGES) as stream:
        assert stream.response.status_code == 200


# --- What is told -----------------------------------------------------------------------------------------------------------------------


async def test_a_change_written_by_another_process_is_told_by_both_ways(hub: Followed) -> None:
    async with talking(hub.socket) as talk, streaming(hub.url, "subscription { changes { entity { kind name } } }") as stream:
        await talk.subscribe("1", "subscription { changes { entity { kind name } } }")
        await asyncio.sleep(0.3)
        hub.happen(3)
        by_socket = await talk.events(3)
        by_stream = [(await stream.event())[1]["data"]["changes"] for _ in range(3)]
    assert by_socket == by_stream
    assert all(event["entity"]["name"] for event in by_socket)


async def test_whoever_comes_back_with_after_misses_nothing_and_hears_nothing_twice(hub: Followed) -> None:
    async with talking(hub.socket) as talk:
        await talk.subscribe("1", AFTER)
        await asyncio.sleep(0.3)
        first = hub.newest()
        hub.happen(5)
        heard = await talk.events(5)
    hub.happen(250)  # while nobody listens, more than one page
    async with streaming(hub.url, AFTER, variables={"after": heard[-1]["cursor"]}) as stream:
        heard += [(await stream.event())[1]["data"]["changes"] for _ in range(250)]
        hub.happen(2)
        heard += [(await stream.event())[1]["data"]["changes"] for _ in range(2)]
    query = "query($after: String) { changes(after: $after, first: 50) { nodes { cursor } } }"
    asked = (await post(hub.url, query, {"after": heard[0]["cursor"]})).json()
    cursors = [one["cursor"] for one in heard]
    assert hub.newest() == first + 257
    assert len(set(cursors)) == 257
    assert [one["cursor"] for one in asked["data"]["changes"]["nodes"]] == cursors[1:51], "the query and the subscription tell the same"


async def test_kinds_and_filter_narrow_what_is_told_and_the_past_can_be_replayed(hub: Followed) -> None:
    document = (
        'subscription($a: String) { changes(after: $a, kinds: [VENUE], filter: {text: "forsamlingshuset"}) { type entity { kind name } } }'
    )
    query = "{ changes(first: 1) { pageInfo { endCursor } } }"
    begin = (await post(hub.url, query)).json()["data"]["changes"]["pageInfo"]["endCursor"]
    async with talking(hub.socket) as talk:
        await talk.subscribe("1", document, variables={"a": begin})
        [event] = await talk.events(1)
        assert event["entity"]["kind"] == "VENUE"
        assert "orsamlingshuset" in event["entity"]["name"]


async def test_a_wrong_cursor_and_an_unknown_source_end_only_their_own_subscription(hub: Followed) -> None:
    async with talking(hub.socket) as talk:
        await talk.subscribe("lives", CHANGES)
        for document, code in (
            ('subscription { changes(after: "%%") { cursor } }', "BAD_CURSOR"),
            ('subscription { harvest(source: "source_nowhere") { step } }', "BAD_ARGUMENT"),
            ('subscription { harvest(source: "org_x") { step } }', "BAD_ARGUMENT"),
        ):
            await talk.subscribe("1", document)
            error = await talk.hear()
            assert (error["type"], error["payload"][0]["extensions"]["code"]) == ("error", code)
        hub.happen()
        assert (await talk.hear())["id"] == "lives"
