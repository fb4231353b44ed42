"""One document on its way: what was asked for, where it led, what came back, and how much time is left."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from hub.domain.dates import now
from hub.domain.document import Document
from hub.errors import SourceUnreachable


@dataclass(slots=True)
class Visit:
    """The hops so far and the seconds that are left. `robots`: the visit is to a robots.txt, of which the beginning is enough."""

    accept: str | None
    left: float
    robots: bool = False
    chain: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def clock(self, story: str) -> AsyncIterator[None]:
        """Runs what stands inside within the time that is left. Raises SourceUnreachable when it is up."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(self.left):
                yield
        except TimeoutError:
            raise SourceUnreachable(f"{story}: no complete answer in time; the site is slow or silent") from None
        finally:
            self.left = max(self.left - (time.monotonic() - began), 0.0)


@dataclass(slots=True)
class Answer:
    """What one hop answered; the body is read for 200 only."""

    url: httpx.URL
    status: int
    headers: httpx.Headers
    body: bytes

    def document(self) -> Document:
        """The answer as a document, fetched now."""
        media_type, *parameters = self.headers.get("content-type", "")[:200].lower().split(";")
        charset = next((text.partition("=")[2].strip("\"' ") for text in parameters if text.strip().startswith("charset=")), None)
        return Document(
            url=str(self.url),
            body=self.body,
            fetched_at=now(),
            media_type=media_type.strip() or "application/octet-stream",
            charset=charset or None,
            etag=self.headers.get("etag"),
            last_modified=self.headers.get("last-modified"),
        )
