"""Everybody who may ask, by name, at every door of one application: for the matrix of roles."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from hub.domain.viewer import ViewerRole
from tests.curation.desk import People

ODENSE, COPENHAGEN = "dk-kommune-0461", "dk-kommune-0101"
EVERYBODY: dict[str, tuple[ViewerRole, dict[str, Any]]] = {
    "anybody": (ViewerRole.READER, {}),
    "reader": (ViewerRole.READER, {"scopes": ("documents",)}),
    "gateway": (ViewerRole.GATEWAY, {}),
    "contributor": (ViewerRole.CONTRIBUTOR, {}),
    "contributor of alpha": (ViewerRole.CONTRIBUTOR, {"sources": ("alpha",)}),
    "contributor of beta": (ViewerRole.CONTRIBUTOR, {"sources": ("beta",)}),
    "contributor in Odense": (ViewerRole.CONTRIBUTOR, {"areas": (ODENSE,)}),
    "moderator in Odense": (ViewerRole.MODERATOR, {"areas": (ODENSE,)}),
    "moderator in Copenhagen": (ViewerRole.MODERATOR, {"areas": (COPENHAGEN,)}),
    "moderator": (ViewerRole.MODERATOR, {}),
    "admin": (ViewerRole.ADMIN, {}),
}
ALL = set(EVERYBODY)
CONTRIBUTORS = {who for who, (role, _) in EVERYBODY.items() if role in (ViewerRole.CONTRIBUTOR, ViewerRole.MODERATOR, ViewerRole.ADMIN)}
KEEPERS = CONTRIBUTORS - {"contributor", "contributor in Odense"}

Door = Callable[[str, str], Awaitable[str]]
"""Asks as somebody, by name; the whole answer as it came, as text."""


@dataclass
class Doors:
    """The ways into one application."""

    people: People

    def _headers(self, who: str) -> dict[str, str]:
        return {"authorization": f"Bearer {self.people.keys[who]}"} if who in self.people.keys else {}

    async def post(self, who: str, document: str) -> str:
        return (await self.people.client.post("/graphql", json={"query": document}, headers=self._headers(who))).text

    async def get(self, who: str, document: str) -> str:
        return (await self.people.client.get("/graphql", params={"query": document}, headers=self._headers(who))).text

    async def events(self, who: str, document: str) -> str:
        headers = self._headers(who) | {"accept": "text/event-stream"}
        return (await self.people.client.post("/graphql", json={"query": document}, headers=headers)).text

    async def socket(self, who: str, document: str, answers: int = 1) -> str:
        """The messages of one operation over a socket, until it is complete or has answered so often."""
        transport = self.people.client._transport
        assert isinstance(transport, httpx.ASGITransport)
        said, heard = asyncio.Queue[dict[str, Any]](), asyncio.Queue[dict[str, Any]]()
        scope = {
            "type": "websocket", "path": "/graphql", "raw_path": b"/graphql", "query_string": b"", "root_path": "", "scheme": "ws",
            "subprotocols": ["graphql-transport-ws"], "client": ("127.0.0.1", 1), "server": ("hub", 80), "asgi": {"version": "3.0"},
            "headers": [(b"host", b"hub")],
        }  # fmt: skip
        talking = asyncio.create_task(transport.app(scope, said.get, heard.put))  # type: ignore[arg-type]
        begin = {"type": "connection_init", "payload": self._headers(who)}
        subscribe = {"id": "1", "type": "subscribe", "payload": {"query": document}}
        said.put_nowait({"type": "websocket.connect"})
        for message in (begin, subscribe):
            said.put_nowait({"type": "websocket.receive", "text": json.dumps(message)})
        texts: list[str] = []
        async with asyncio.timeout(20):
            while True:
                event = await heard.get()
                texts.append(str(event.get("text", "")))
                kinds = [json.loads(text)["type"] for text in texts if text]
                if event["type"] == "websocket.close" or {"complete", "error"} & set(kinds) or kinds.count("next") >= answers:
                    break
            said.put_nowait({"type": "websocket.disconnect", "code": 1000})
            await talking
        return "\n".join(texts)
