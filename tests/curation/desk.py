"""A hub with keys of several people, and the doors through which they contribute."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import update

from hub.auth import keys
from hub.auth.who import Who
from hub.domain.dates import now
from hub.domain.viewer import ViewerRole
from hub.harvest.pipeline import harvest
from hub.store import keys as books
from hub.store import tables as t
from hub.store.store import Store
from tests.harvest.tiny import Site, Tiny, source

SECRET = "a long random text for tests"
ENTITY = "state version problems { path code message } entity { id name }"
DECISION = "problems { path code message } decision { id kind by undone entities { id } }"


@dataclass
class People:
    """Whoever asks, by name, each with a key of their own; `anybody` has none."""

    store: Store
    client: httpx.AsyncClient
    who: Who
    keys: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    async def join(self, who: str, role: ViewerRole = ViewerRole.CONTRIBUTOR, **rights: Any) -> str:
        """Makes a key for somebody; the name by which the hub knows them."""
        made = keys.make()
        told = books.Rights(role, **rights)
        await self.store.write(lambda tx: books.keep(tx, made.prefix, made.digest, told, at=now(), until=None, most=100))
        self.keys[who], self.names[who] = made.text, f"key:{made.prefix}"
        return self.names[who]

    async def promote(self, who: str) -> None:
        """Makes somebody a moderator, under the name that they have."""
        prefix = self.names[who].removeprefix("key:")
        await self.store.write(lambda tx: tx.run(update(t.api_key).where(t.api_key.c.prefix == prefix).values(role="MODERATOR")))
        self.who._known.clear()

    async def whole(self, who: str, document: str, variables: Any = None, **headers: str) -> Any:
        """The whole answer."""
        sent = {"authorization": f"Bearer {self.keys[who]}"} if who in self.keys else {}
        answer = await self.client.post("/graphql", json={"query": document, "variables": variables}, headers=sent | headers)
        return answer.json()

    async def ask(self, who: str, document: str, variables: Any = None) -> Any:
        """The data of an answer without errors."""
        answer = await self.whole(who, document, variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def tell(self, who: str, mutation: str, given: str, asked: str = ENTITY) -> Any:
        """The payload of one mutation, whose arguments are written as in a document."""
        return (await self.ask(who, f"mutation {{ {mutation}({given}) {{ {asked} }} }}"))[mutation]

    async def decide(self, who: str, mutation: str, given: str) -> Any:
        """The payload of one decision."""
        return await self.tell(who, mutation, given, DECISION)


def codes(payload: Any) -> list[tuple[str, str]]:
    """What is to be mended: the last of each path, and the code."""
    return [(one["path"][-1] if one["path"] else "", one["code"]) for one in payload["problems"]]


async def harvested(store: Store, *page: dict[str, Any], key: str = "tiny") -> None:
    """One harvest of a source that has these items now."""
    one = source(key, shrink_percent=100)
    await harvest(store, one, Tiny(one), Site(list(page)))
