"""What every floor's tests share: a migrated template database, copied for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path

import httpx._transports.default as httpx_transports
import pytest
import pytest_asyncio
from hypothesis import settings

from hub.store.migrations import migrate
from hub.store.store import Store, open_store

settings.register_profile("steady", derandomize=True)
settings.register_profile("random", derandomize=False)
settings.load_profile(os.environ.get("SAMGRAF_HYPOTHESIS", "steady"))

# To read the list of authorities for each client would take a tenth of all tests.
httpx_transports.create_ssl_context = cache(httpx_transports.create_ssl_context)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables, areas and themes, and nothing harvested. Copy it, never write to it."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def database(template: Path, tmp_path: Path) -> Path:
    """A copy of the template, this test's own."""
    return Path(shutil.copy(template, tmp_path / "samgraf.db"))


@pytest_asyncio.fixture
async def store(database: Path) -> AsyncIterator[Store]:
    """An open store on a copy of the template."""
    async with await open_store(f"sqlite:///{database}", readers=2) as opened:
        yield opened
