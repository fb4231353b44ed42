"""Logs: one JSON line an event on standard error (readable lines on a terminal), never a row, a body or a secret.

And who looks after tasks in the background: one that breaks is logged, counted and started again.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections import Counter
from collections.abc import Awaitable, Callable

import structlog


def configure(level: str = "INFO") -> None:
    """Sets up logging for this process; `level` is a name of the standard library's levels."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *_shown_to(person=terminal),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # the standard error of now, should it be redirected
        cache_logger_on_first_use=False,
    )


def _shown_to(*, person: bool) -> list[structlog.typing.Processor]:
    """How an event is written. A traceback never shows what variables held: that may be a key or a name."""
    if person:
        return [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]


def log(room: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of a room, such as `harvest` or `web`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(room=room)
    return logger


FAULTS: Counter[str] = Counter()
"""How often each task in the background of this process broke."""

LONGEST_PAUSE_SECONDS = 60.0


async def supervise(task: str, work: Callable[[], Awaitable[None]], pause_seconds: float = 1.0) -> None:
    """Does work in the background until it ends by itself; when it breaks, again, after pauses that double."""
    while True:
        try:
            return await work()
        except Exception as error:  # noqa: BLE001 - whatever it was, the hub goes on
            FAULTS[task] += 1
            log("telemetry").exception("task-broke", task=task, error=str(error), times=FAULTS[task], again_in_seconds=pause_seconds)
        await asyncio.sleep(pause_seconds)
        pause_seconds = min(pause_seconds * 2, LONGEST_PAUSE_SECONDS)
