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
            structlog.dev.ConsoleRenderer(colors=False) if terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # the standard error of now, should it be redirected
        cache_logger_on_first_use=False,
    )


def log(room: str) -> structlog.typing.FilteringBoundLogger:
    """The logger of a room, such as `harvest` or `web`."""
    logger: structlog.typing.FilteringBoundLogger = structlog.get_logger(room=room)
    return logger
