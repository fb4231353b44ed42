"""The WebSocket against a running hub: the protocol to the letter, and a close code for everything else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.web.followed import Followed
from tests.web.talk import CHANGES, PROTOCOL, post, streaming, talking

pytestmark = pytest.mark.asyncio
ROLE = "{ viewer { role } }"


# --- The handshake ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("protocols", [["graphql-ws"], ["soap"], []])
async def test_g45_another_protocol_or_none_is_refused_with_4406(hub: Followed, protocols: list[str]) -> None:
    async with talking(hub.socket, protocols, begin=False) as talk:
        assert talk.connection.subprotocol is None
        assert (await talk.closed())[0] == 4406


async def test_the_protocol_is_chosen_among_others(hub: Followed) -> None:
    async with talking(hub.socket, ["graphql-ws", PROTOCOL]) as talk:
        assert talk.connection.subprotocol == PROTOCOL


async def test_g40_a_socket_without_init_is_closed_with_4408(hub: Followed) -> None:
    async with talking(hub.socket, begin=False) as talk:
        await talk.say({"type": "ping"})
        assert await talk.hear() == {"type": "pong"}
        assert await talk.closed(5) == (4408, "Connection initialisation timeout")


async def test_beginning_twice_is_closed_with_4429(hub: Followed) -> None:
    async with talking(hub.socket) as talk:
        await talk.say({"type": "connection_init"})
        assert await talk.closed() == (4429, "Too many initialisation requests")


async def test_whoever_subscribes_before_beginning_is_closed_with_4401(hub: Followed) -> None:
    async with talking(hub.socket, begin=False) as talk:
        await talk.subscribe("1", ROLE)
        assert (await talk.closed())[0] == 4401


@pytest.mark.parametrize("origin", ["null", "https://anywhere.example"])
async def test_g42_a_page_of_any_origin_may_read_what_is_public(hub: Followed, origin: str) -> None:
    async with talking(hub.socket, origin=origin) as talk:
        await talk.subscribe("1", ROLE)
        assert (await talk.hear())["payload"]["data"] == {"viewer": {"role": "READER"}}


@pytest.mark.parametrize("origin", ["null", "https://anywhere.example", "https://forum.example.evil"])
async def test_g42_a_key_from_a_page_of_an_origin_that_is_not_listed_is_refused_with_4403(hub: Followed, origin: str) -> None:
    async with talking(hub.socket, begin=False, origin=origin) as talk:
        await talk.say({"type": "connection_init", "payload": {"authorization": "Bearer sg_something"}})
        code, reason = await talk.closed()
        assert code == 4403
        assert "sg_something" not in reason


async def test_g43_a_client_has_only_so_many_sockets(hub: Followed) -> None:
    async with talking(hub.socket) as first, talking(hub.socket) as second:
        async with talking(hub.socket, begin=False) as third:
            await third.say({"type": "connection_init"})
            code, reason = await third.closed()
            assert code == 4429
            assert "2 sockets" in reason
        for talk in (first, second):
            await talk.subscribe("1", ROLE)
            assert (await talk.hear())["type"] == "next"


# --- Messages ---------------------------------------------------------------------------------------------------------------------------

MALFORMED: list[Any] = [
    "[]", "null", "42", '"text"', "{", "", b"{}", b"\x00\xff", "[" * 60_000, '{"type": ' * 6_000, "{}", {"type": None}, {"type": ["ping"]},
    {"type": "start", "id": "1", "payload": {"query": ROLE}}, {"type": "connection_ack"}, {"type": "next", "id": "1", "payload": {}},
    {"type": "subscribe", "payload": {"query": ROLE}}, {"type": "subscribe", "id": ["1"], "payload": {"query": ROLE}},
    {"type": "subscribe", "id": 1, "payload": {"query": ROLE}}, {"type": "subscribe", "id": "", "payload": {"query": ROLE}},
    {"type": "subscribe", "id": "x" * 129, "payload": {"query": ROLE}}, {"type": "subscribe", "id": "1"},
    {"type": "subscribe", "id": "1", "payload": None}, {"type": "subscribe", "id": "1", "payload": [{"query": ROLE}]},
    {"type": "subscribe", "id": "1", "payload": {}}, {"type": "subscribe", "id": "1", "payload": {"query": 1}},
    {"type": "subscribe", "id": "1", "payload": {"query": ROLE, "variables": []}},
    {"type": "subscribe", "id": "1", "payload": {"query": ROLE, "operationName": {}}},
    {"type": "subscribe", "id": "1", "payload": {"query": ROLE, "extensions": "no"}}, {"type": "complete"}, {"type": "complete", "id": {}},
    {"type": "connection_init", "payload": []}, {"type": "connection_init", "payload": {"authorization": 7}},
]  # fmt: skip


@pytest.mark.parametrize("message", MALFORMED, ids=range(len(MALFORMED)))
async def test_g41_a_malformed_message_is_closed_with_4400(hub: Followed, message: Any) -> None:
    begins = isinstance(message, dict) and message.get("type") == "connection_init"
    async with talking(hub.socket, begin=not begins) as talk:
        await talk.say(message)
        assert (await talk.closed())[0] == 4400


async def test_g43_a_message_that_is_too_long_is_closed_with_1009(hub: Followed) -> None:
    for size in (64_001, 1_048_576):
        async with talking(hub.socket) as talk:
            await talk.say(json.dumps({"type": "ping", "payload": {"x": "y" * size}}))
            assert (await talk.closed())[0] == 1009


async def test_a_ping_is_answered_with_its_payload_and_the_hub_pings_too(hub: Followed) -> None:
    async with talking(hub.socket) as talk:
        await talk.say({"type": "ping", "payload": {"n": 1}})
        assert await talk.hear() == {"type": "pong", "payload": {"n": 1}}
        assert await talk.hear(pings=True) == {"type": "ping"}
        await talk.say({"type": "pong"})
        await talk.subscribe("1", ROLE)
        assert (await talk.hear())["type"] == "next"


# --- Operations -------------------------------------------------------------------------------------------------------------------------


async def test_a_query_is_answered_and_complete(hub: Followed) -> None:
    document = "query A($code: String!) { area(code: $code) { name } } query B { viewer { role } }"
    async with talking(hub.socket, **{"accept-language": "en"}) as talk:
        await talk.subscribe("q", document, operationName="A", variables={"code": "dk"})
        answer = await talk.hear()
        assert (answer["id"], answer["type"], answer["payload"]["data"]) == ("q", "next", {"area": {"name": "Denmark"}})
        assert await talk.hear() == {"id": "q", "type": "complete"}


async def test_g46_a_syntax_error_is_the_error_of_its_operation_and_the_others_live_on(hub: Followed) -> None:
    async with talking(hub.socket) as talk:
        await talk.subscribe("lives", CHANGES)
        await talk.subscribe("broken", "subscription {")
        error = await talk.hear()
        assert (error["id"], error["type"], error["payload"][0]["extensions"]["code"]) == ("broken", "error", "SYNTAX")
        hub.happen()
        event = await talk.hear()
        assert (event["id"], event["type"]) == ("lives", "next")
        await talk.subscribe("broken", ROLE)
        assert (await talk.hear())["type"] == "next"


async def test_an_id_twice_is_closed_with_4409(hub: Followed) -> None:
    async with talking(hub.socket) as talk:
        await talk.subscribe("1", CHANGES)
        await talk.subscribe("1", ROLE)
        assert await talk.closed() == (4409, "Subscriber for 1 already exists")


async def test_complete_stops_a_subscription_and_frees_its_id(hub: Followed) -> None:
    async with talking(hub.socket) as talk:
        await talk.say({"id": "never seen", "type": "complete"})
        await talk.subscribe("1", CHANGES)
        hub.happen()
        await talk.events(1)
        await talk.say({"id": "1", "type": "complete"})
        await talk.subscribe("1", ROLE)
        assert (await talk.hear())["payload"]["data"] == {"viewer": {"role": "READER"}}
        assert (await talk.hear())["type"] == "complete"
        hub.happen()
        await talk.say({"type": "ping"})
        assert (await talk.hear(0.5))["type"] == "pong"


async def test_g43_a_socket_carries_only_so_many_operations(hub: Followed) -> None:
    async with talking(hub.socket) as talk:
        for number in range(120):
            await talk.subscribe(str(number), CHANGES)
        refused = [await talk.hear() for _ in range(110)]
        assert {one["id"] for one in refused} == {str(number) for number in range(10, 120)}
        assert {one["payload"][0]["extensions"]["code"] for one in refused} == {"TOO_MANY_STREAMS"}
        hub.happen()
        assert {(await talk.hear())["id"] for _ in range(10)} == {str(number) for number in range(10)}


REFUSED = [
    "{ nothingOfTheKind }", "subscription { changes { cursor } harvest { step } }", "subscription { __typename }",
    "subscription { changes(after: 1) { cursor } }", "subscription { changes(kinds: [CAT]) { cursor } }",
    "subscription { changes { ...A } } fragment A on Change { ...B } fragment B on Change { ...A }",
    "{ areas(first: 100000) { nodes { name } } }", "{" + "a: viewer { role } " * 100 + "}", "{ viewer { role } } #" + "x" * 60_000,
    "{ sources(first: 100) { nodes { runs(first: 100) { nodes { problems(first: 100) { nodes { code } } } } } } }",
    "mutation { anything }", "subscription A { changes { cursor } } subscription B { changes { cursor } }",
]  # fmt: skip


@pytest.mark.parametrize("document", REFUSED, ids=range(len(REFUSED)))
async def test_g48_what_is_refused_over_post_is_refused_over_socket_and_event_stream(hub: Followed, document: str) -> None:
    posted = (await post(hub.url, document)).json()["errors"]
    async with talking(hub.socket) as talk:
        await talk.subscribe("1", document)
        told = await talk.hear()
        errors = told["payload"] if told["type"] == "error" else told["payload"]["errors"]
    async with streaming(hub.url, document) as stream:
        assert await stream.event() == ("next", {"errors": posted, **({"data": None} if "data" in json.dumps(told) else {})})
        assert await stream.event() == ("complete", None)
    assert errors == posted
