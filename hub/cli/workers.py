"""Several processes that answer over one socket, each with a hub of its own on the same database, and one that looks after them."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import os
import signal
import tempfile
import time
from typing import TYPE_CHECKING

from hub.telemetry import METRICS_FOLDER, configure, log

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Coroutine
    from multiprocessing.process import BaseProcess

    from hub.settings import Settings

    Run = Callable[[Settings, socket.socket], Coroutine[None, None, None]]

LOOK_SECONDS = 0.2
LEAVE_SECONDS = 9.0
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 60.0
SETTLED_SECONDS = 60.0


def run_loop(coroutine: Coroutine[None, None, None]) -> None:
    """Runs to the end in the quickest event loop that there is."""
    try:
        from uvloop import new_event_loop  # noqa: PLC0415 - not made for every platform
    except ImportError:
        asyncio.run(coroutine)
        return
    with asyncio.Runner(loop_factory=new_event_loop) as runner:
        runner.run(coroutine)


def work(run: Run, settings: Settings, listener: socket.socket) -> None:
    """What one worker process does."""
    configure(settings.log_level)
    with contextlib.suppress(KeyboardInterrupt):
        run_loop(run(settings, listener))


class Team:
    """The workers. One that dies is started again, after a pause that grows while this goes on."""

    def __init__(self, run: Run, settings: Settings, listener: socket.socket) -> None:
        self._work = (run, settings, listener)
        self._size = settings.workers
        self._started: dict[BaseProcess, float] = {}
        self._pause, self._not_before = FIRST_PAUSE_SECONDS, 0.0

    async def look_after(self, stop: asyncio.Event) -> None:
        """Until told to stop; then they have LEAVE_SECONDS to end what they are at."""
        while not stop.is_set():
            self._count_dead()
            while len(self._started) < self._size and time.monotonic() >= self._not_before:
                self._start()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
        await self._dismiss()

    def _start(self) -> None:
        process = multiprocessing.get_context("spawn").Process(target=work, args=self._work)
        process.start()
        self._started[process] = time.monotonic()

    def _count_dead(self) -> None:
        for process in [one for one in self._started if not one.is_alive()]:
            lived = time.monotonic() - self._started.pop(process)
            self._pause = FIRST_PAUSE_SECONDS if lived > SETTLED_SECONDS else min(self._pause * 2, LONGEST_PAUSE_SECONDS)
            self._not_before = time.monotonic() + self._pause
            log("web").error("worker-died", exit_code=process.exitcode, lived_seconds=round(lived, 1), again_in_seconds=self._pause)

    async def _dismiss(self) -> None:
        for process in self._started:
            process.terminate()
        until = time.monotonic() + LEAVE_SECONDS
        for process in self._started:
            await asyncio.to_thread(process.join, max(until - time.monotonic(), 0))
            process.kill()
            process.join()


async def look_after_workers(run: Run, settings: Settings, listener: socket.socket) -> None:
    """Starts as many workers as the settings say and looks after them until a signal says stop."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    log("web").info("workers", number=settings.workers)
    with tempfile.TemporaryDirectory(prefix="samgraf-metrics-") as folder:
        os.environ[METRICS_FOLDER] = folder  # the workers write there what /metrics adds up
        await Team(run, settings, listener).look_after(stop)
