"""A process that tells watches and may be killed at any moment: python -m tests.notify.victim DATABASE."""

from __future__ import annotations

import asyncio
import sys

from hub.notify.teller import Teller
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store.store import open_store
from schema.federation import served
from tests.notify.conftest import QUICK


async def tell(database: str) -> None:
    settings = Settings(**QUICK)  # type: ignore[arg-type]
    async with await open_store(f"sqlite:///{database}", readers=1) as store:
        await Teller(store, Answers(served(), store.reader, settings), settings, loopback=True).run()


if __name__ == "__main__":
    asyncio.run(tell(sys.argv[1]))
