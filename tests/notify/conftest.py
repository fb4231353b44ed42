"""A hub that tells watches, quickly and on loopback, and people who leave them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import pytest_asyncio
from starlette.applications import Starlette

from hub.cli.serve import in_the_background
from hub.domain.viewer import ViewerRole
from hub.notify.teller import Teller
from hub.settings import Settings
from hub.store.store import Store
from tests.curation.desk import SECRET, People
from tests.notify.receiver import Receiver
from tests.web.applied import applied

T = TypeVar("T")
QUICK = {
    "webhook_key": "the long key of which those of all watches are made",
    "webhook_seconds": 0.4, "webhook_pause_seconds": 0.02, "webhook_attempts": 4,
    "watch_seconds": 0.02, "key_watches": 3, "max_watches": 5,
}  # fmt: skip


async def eventually(look: Callable[[], Awaitable[T | None]], seconds: float = 10) -> T:
    """What is seen, once there is something to see."""
    async with asyncio.timeout(seconds):
        while True:
            found = await look()
            if found:
                return found
            await asyncio.sleep(0.02)


@dataclass
class Hub(People):
    """People at the doors of a hub with watches."""

    app: Starlette | None = None
    settings: Settings | None = None

    async def watches(self, who: str, method: str = "GET", path: str = "", told: Any = None) -> httpx.Response:
        """What `/watches` answers."""
        sent = {"authorization": f"Bearer {self.keys[who]}"} if who in self.keys else {}
        return await self.client.request(method, f"/watches{path}", json=told, headers=sent)

    async def leave(self, who: str, to: Receiver, **more: Any) -> dict[str, Any]:
        """A watch, whose receiver is expected."""
        answer = await self.watches(who, "POST", told={"url": to.url, **more})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    async def watch(self, who: str, id_: str) -> dict[str, Any]:
        """One watch as its owner sees it now."""
        return next(one for one in (await self.watches(who)).json()["watches"] if one["id"] == id_)

    async def until(self, who: str, id_: str, state: str, seconds: float = 10) -> dict[str, Any]:
        """A watch, once it is in a state."""

        async def look() -> dict[str, Any] | None:
            one = await self.watch(who, id_)
            return one if one["state"] == state else None

        return await eventually(look, seconds)

    async def say(self, name: str, who: str = "mia") -> str:
        """One new organization; its id."""
        return str((await self.tell(who, "registerOrganization", f'input: {{name: "{name}"}}'))["entity"]["id"])

    def teller(self, **more: Any) -> Teller:
        assert self.app is not None
        assert self.settings is not None
        return Teller(self.store, self.app.state.door.answers, self.settings, loopback=True, **more)


@pytest_asyncio.fixture
async def hub(store: Store) -> AsyncIterator[Hub]:
    settings = Settings(limits_mode="warn", withdrawal_key=SECRET, **QUICK)  # type: ignore[arg-type]
    app = applied(store, settings)
    app.state.watches.loopback = True
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://hub") as client:
        made = Hub(store, client, app.state.door.who, app=app, settings=settings)
        await made.join("bo")
        await made.join("mia", ViewerRole.MODERATOR)
        yield made


def telling(hub: Hub, **more: Any) -> AbstractAsyncContextManager[None]:
    """While open, watches are told."""
    return in_the_background({"watches": hub.teller(**more).run})
