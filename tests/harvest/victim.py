"""A process that harvests pages from a file and may be killed at any moment: python -m tests.harvest.victim DATABASE PAGES."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from hub.harvest.pipeline import RunReport, harvest
from hub.harvest.schedule import sole_harvester
from hub.store.store import open_store
from tests.harvest.tiny import Site, Tiny, source


def harvest_pages(database: Path, pages: Path) -> RunReport:
    """Harvests the tiny source with what is in a file."""
    return asyncio.run(_harvest(database, json.loads(pages.read_text("utf-8"))))


async def _harvest(database: Path, pages: list[list[dict[str, Any]]]) -> RunReport:
    one = source(shrink_percent=100)
    async with await open_store(f"sqlite:///{database}", readers=1) as store, sole_harvester(store):
        return await harvest(store, one, Tiny(one), Site(*pages))


if __name__ == "__main__":
    print("ready", flush=True)  # noqa: T201 - the killer waits for it
    harvest_pages(Path(sys.argv[1]), Path(sys.argv[2]))
