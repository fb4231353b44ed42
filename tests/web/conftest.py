"""A client on the application over an empty, migrated store."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from hub.settings import Settings
from hub.store.store import Store
from tests.web.applied import applied


@pytest_asyncio.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings()
    app = applied(store, settings)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://hub") as opened:
        yield opened
