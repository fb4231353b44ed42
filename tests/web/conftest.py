"""A client on the application over an empty, migrated store, and a hub that others write into."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from hub.settings import Settings
from hub.store.store import Store
from tests.curation.conftest import people as people  # noqa: PLC0414 - a fixture of both rooms
from tests.web.applied import applied
from tests.web.followed import Followed, following


@pytest_asyncio.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings()
    app = applied(store, settings)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://hub") as opened:
        yield opened


@pytest.fixture(scope="session")
def hub(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    """A hub in a process of its own, for all tests that only follow it: it takes seconds to start."""
    settings = {"socket_init_seconds": 1, "heartbeat_seconds": 0.5, "origins": "https://forum.example", "webhook_key": "k" * 32}
    with following(template, tmp_path_factory.mktemp("followed"), **settings) as followed:
        yield followed
