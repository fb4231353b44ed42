"""Logs: one JSON line an event on standard error (readable lines on a terminal), never a row, a body or a secret.

And who looks after tasks in the background: one that breaks is logged, counted and started again.
"""

from __future__ import annotations

import asyncio
import logging
import re
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

_SECRET = re.compile(
    r"(sg_[a-z2-7]{8})_[a-z2-7]{20,}"  # a key of ours: its prefix is no secret
    r"|eyJ[\w-]{8,}\.[\w-]*\.[\w-]*"  # a JSON Web Token
    r"|((?i:\b(?:bearer|basic)\s+))[\w.~+/=-]{8,}"
    r"|((?i:[?&;][\w-]*(?:key|token|secret|password|auth)[\w-]*=))[^&;#\s\"'\\]+"
    r"|(://)[^/@\s:]*:[^/@\s]+@"
)
_UNSEEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def configure(level: str = "INFO") -> None:
    """Sets up logging for this process; `level` is a name of the standard library's levels."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_secrets,
            *_shown_to(person=terminal),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # the standard error of now, should it be redirected
        cache_logger_on_first_use=False,
    )


def _shown_to(*, person: bool) -> list[structlog.typing.Processor]:
    """How an event is written. A traceback never shows what variables held: that may be a key or a name."""
    if person:
        return [_on_one_line, structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    return [structlog.processors.JSONRenderer()]  # which escapes whatever would begin a new line or colour it


def _without_secrets(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """The last net: what looks like a key, a token or a password is left out, should a message or a traceback ever hold one."""
    event = structlog.processors.format_exc_info(_, __, event)
    return {name: _left_in(value) for name, value in event.items()}


def _left_in(value: Any) -> Any:
    """A value as it is, or as text without its secrets."""
    text = str(value)
    kept = _SECRET.sub(_left_out, text)
    return value if kept == text else kept


def _left_out(found: re.Match[str]) -> str:
    return f"{next((part for part in found.groups() if part), '')}[left out]"


def _on_one_line(_: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """On a terminal, what would begin a new line or move the cursor is written out; tracebacks keep their lines."""
    for name, value in event.items():
        if isinstance(value, str) and name != "exception":
            event[name] = _UNSEEN.sub(lambda one: f"\\x{ord(one[0]):02x}", value)
    return event


def log(room: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of a room, such as `harvest` or `web`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(room=room)
    return logger


METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""By this variable prometheus-client knows where several processes write their numbers; it looks for it when it is imported."""

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
