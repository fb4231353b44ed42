"""People at the doors of a hub."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from hub.domain.viewer import ViewerRole
from hub.store.store import Store
from tests.curation.desk import SECRET, People
from tests.web.applied import applied


@pytest_asyncio.fixture
async def people(store: Store) -> AsyncIterator[People]:
    """Anna, Bo and Cecilie contribute; Mia moderates, Ada is an administrator."""
    app = applied(store, most_waiting=20, limits_mode="warn", withdrawal_key=SECRET)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://hub") as client:
        made = People(store, client, app.state.door.who)
        for who in ("anna", "bo", "cecilie"):
            await made.join(who)
        await made.join("mia", ViewerRole.MODERATOR)
        await made.join("ada", ViewerRole.ADMIN)
        await made.join("reader", ViewerRole.READER)
        yield made
