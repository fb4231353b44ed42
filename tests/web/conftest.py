"""A client on the application over an empty, migrated store."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from hub.auth.who import Who
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store.store import Store
from hub.web.app import application
from schema.build import schema, sdl


@pytest_asyncio.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings()
    app = application(Answers(schema._schema, store.reader, settings), Who(store, settings), store, settings, sdl())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://hub") as opened:
        yield opened
