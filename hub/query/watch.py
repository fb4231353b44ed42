"""Looking at the store for everybody who waits: one small statement every so often, however many they are, and none when nobody does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from hub.errors import SamgrafError
from hub.query.memory import Walk
from hub.store.engine import Reader
from hub.telemetry import log, supervise

T = TypeVar("T")
LOOK_SECONDS = 2.0


class Watch(Generic[T]):
    """One thing of the store that others change, such as the number of the newest change. For one event loop."""

    def __init__(self, reader: Reader, seconds: float, look: Callable[[], Walk[T]]) -> None:
        self._reader, self._seconds, self._look = reader, seconds, look
        self._waiting: set[tuple[Callable[[T], bool], asyncio.Future[T]]] = set()
        self._task: asyncio.Task[None] | None = None
        self._not_before = 0.0

    async def until(self, wanted: Callable[[T], bool]) -> T:
        """What is seen, as soon as it is `wanted`. While the store does not answer, everybody waits."""
        waiter = (wanted, asyncio.get_running_loop().create_future())
        self._waiting.add(waiter)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(supervise("watch", self._go_on_looking), name="watch")
        try:
            seen: T = await waiter[1]
            return seen
        finally:
            self._waiting.discard(waiter)

    async def _go_on_looking(self) -> None:
        while self._waiting:
            await asyncio.sleep(max(0.0, self._not_before - time.monotonic()))
            self._not_before = time.monotonic() + self._seconds
            try:
                seen = self._reader.run_here(self._look(), LOOK_SECONDS)
            except SamgrafError as error:
                log("query").warning("cannot-look", why=str(error), so="whoever follows waits")
                continue
            for waiter in [one for one in self._waiting if one[0](seen)]:
                self._waiting.discard(waiter)
                if not waiter[1].done():
                    waiter[1].set_result(seen)
