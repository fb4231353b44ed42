"""What a site says in its robots.txt (RFC 9309): read once a run and host, obeyed always."""

from __future__ import annotations

from typing import Final

from protego import Protego

MOST_BYTES: Final = 500_000
"""RFC 9309 asks for at least 500 KiB; what comes after is not read."""


class Rules:
    """The rules of one host for us. `Rules.open()` are those of a host without a robots.txt."""

    def __init__(self, text: str, user_agent: str) -> None:
        self._robots = Protego.parse(text[:MOST_BYTES])
        self._name = user_agent.partition("/")[0].strip() or "*"

    @classmethod
    def open(cls) -> Rules:
        """Everything is allowed."""
        return cls("", "*")

    def allows(self, url: str) -> bool:
        """Whether we may ask for this address."""
        return bool(self._robots.can_fetch(url, self._name))

    def delay(self) -> float:
        """Seconds between two requests that the site asks for, by `Crawl-delay` or `Request-rate`; 0 when it does not."""
        asked = self._robots.crawl_delay(self._name) or 0.0
        rate = self._robots.request_rate(self._name)
        return max(float(asked), rate.seconds / rate.requests if rate and rate.requests else 0.0)
