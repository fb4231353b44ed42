"""Politeness in time: how long to wait between two requests to one host, and what a host that asks for a pause means."""

from __future__ import annotations

import asyncio
import math
import random
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

LONGEST_PAUSE: Final = 3_600.0
"""Seconds. A host that asks for a year is asked again after an hour."""


class Pace:
    """Turns at a host, at least `seconds` apart. One Pace may be shared by all runs of a process."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._own: dict[str, float] = {}
        self._next: dict[str, float] = {}

    def slow_down(self, host: str, seconds: float) -> None:
        """Obeys a crawl-delay: never faster than our own pace, never slower than once an hour."""
        if math.isfinite(seconds):
            self._own[host] = min(max(seconds, self._own.get(host, 0.0)), LONGEST_PAUSE)

    async def turn(self, host: str) -> None:
        """Waits until it is our turn at this host; turns are given in the order in which they were asked for."""
        now = time.monotonic()
        at = max(now, self._next.get(host, now))
        self._next[host] = at + max(self.seconds, self._own.get(host, 0.0))
        if at > now:
            await asyncio.sleep(at - now)


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Seconds that a `Retry-After` header asks for, at most an hour; None when it says nothing that can be read.

    >>> retry_after("120"), retry_after("31536000"), retry_after("soon")
    (120.0, 3600.0, None)
    """
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value[:12]), LONGEST_PAUSE)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - (now or datetime.now(UTC))).total_seconds(), 0.0), LONGEST_PAUSE)


def backoff(attempt: int, base: float) -> float:
    """Seconds before the next attempt: doubling, with jitter so that many hubs do not come back together."""
    return base * float(2**attempt) * random.uniform(0.5, 1.5)  # noqa: S311 - no secret depends on it
