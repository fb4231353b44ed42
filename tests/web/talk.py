"""A client of graphql-transport-ws and one of event streams, as plain as possible, so that tests can say anything."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

PROTOCOL = "graphql-transport-ws"
CHANGES = "subscription { changes { cursor type entityId } }"


class Talk:
    """One socket; signs of life are passed over unless they are waited for."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    async def say(self, message: Any) -> None:
        await self.connection.send(message if isinstance(message, str | bytes) else json.dumps(message))

    async def hear(self, seconds: float = 10, *, pings: bool = False) -> dict[str, Any]:
        async with asyncio.timeout(seconds):
            while True:
                message: dict[str, Any] = json.loads(await self.connection.recv())
                if pings or message["type"] != "ping":
                    return message

    async def begin(self, **payload: Any) -> dict[str, Any]:
        await self.say({"type": "connection_init", **({"payload": payload} if payload else {})})
        return await self.hear()

    async def subscribe(self, id_: str, query: str, **more: Any) -> None:
        await self.say({"id": id_, "type": "subscribe", "payload": {"query": query, **more}})

    async def events(self, count: int, field: str = "changes") -> list[Any]:
        """The next events of the only subscription."""
        found = []
        for _ in range(count):
            message = await self.hear()
            assert message["type"] == "next", message
            found.append(message["payload"]["data"][field])
        return found

    async def closed(self, seconds: float = 10) -> tuple[int, str]:
        """Code and reason with which the hub closes; what it says until then is passed over."""
        async with asyncio.timeout(seconds):
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await self.connection.recv()
        assert self.connection.close_code is not None
        return self.connection.close_code, self.connection.close_reason or ""


@contextlib.asynccontextmanager
async def talking(url: str, protocols: list[str] | None = None, *, begin: bool = True, **headers: str) -> AsyncIterator[Talk]:
    """An open socket, begun unless it says otherwise."""
    given = [PROTOCOL] if protocols is None else protocols
    async with connect(url, subprotocols=given or None, additional_headers=headers, max_size=None, proxy=None) as connection:
        talk = Talk(connection)
        if begin:
            assert (await talk.begin())["type"] == "connection_ack"
        yield talk


class Stream:
    """One event stream, event by event: ("next", answer), ("complete", None) or ("comment", None)."""

    def __init__(self, response: httpx.Response) -> None:
        self.response = response
        self._lines = response.aiter_lines()

    async def event(self, seconds: float = 10, *, comments: bool = False) -> tuple[str, Any]:
        async with asyncio.timeout(seconds):
            while True:
                lines = []
                async for line in self._lines:
                    if not line:
                        break
                    lines.append(line)
                if lines == [":"]:
                    if comments:
                        return "comment", None
                    continue
                fields = dict(line.split(":", 1) for line in lines)
                data = fields.get("data", "").strip()
                return fields["event"].strip(), json.loads(data) if data else None


async def post(url: str, query: str, variables: dict[str, Any] | None = None, **headers: str) -> httpx.Response:
    """One question, one answer."""
    async with httpx.AsyncClient(timeout=20, trust_env=False) as client:
        return await client.post(f"{url}/graphql", json={"query": query, "variables": variables}, headers=headers)


@contextlib.asynccontextmanager
async def streaming(url: str, query: str, authorization: str | None = None, **more: Any) -> AsyncIterator[Stream]:
    body = {"query": query, **more}
    headers = {"accept": "text/event-stream"} | ({"authorization": authorization} if authorization else {})
    async with (
        httpx.AsyncClient(timeout=20, trust_env=False) as client,
        client.stream("POST", f"{url}/graphql", json=body, headers=headers) as response,
    ):
        yield Stream(response)
