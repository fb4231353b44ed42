"""The only file that knows everybody: reads settings, opens the store, hands out tools, closes in reverse order."""

from __future__ import annotations

import asyncio
import contextlib
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.auth.who import Who
from hub.curation.desk import Desk
from hub.query.answers import Answers
from hub.store.store import open_store
from hub.web.app import application
from schema.build import sdl
from schema.federation import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.applications import Starlette

    from hub.settings import Settings
    from hub.store.store import Store


@dataclass(frozen=True, slots=True)
class Hub:
    """An open hub: everything that a process needs to answer."""

    settings: Settings
    store: Store
    answers: Answers
    who: Who

    def application(self) -> Starlette:
        """The web application over this hub."""
        return application(self.answers, self.who, self.store, self.settings, sdl())


@asynccontextmanager
async def open_hub(settings: Settings) -> AsyncIterator[Hub]:
    """Opens the store of these settings and closes it at the end.

    Raises: StoreUnavailable, StoreVersion, ConfigError.
    """
    async with await open_store(settings.database_url, settings.readers) as store:
        answers = Answers(served(), store.reader, settings, Desk(store, settings))
        who = Who(store, settings)
        warming = asyncio.create_task(answers.keep_warm())  # nobody waits for it: until it is done the database answers alone
        try:
            yield Hub(settings, store, answers, who)
        finally:
            await who.close()
            warming.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await warming
