"""Logs: one JSON line an event on standard error (readable lines on a terminal), never a row, a body or a secret."""

from __future__ import annotations

import logging
import sys

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
