"""A feed on its way through the connector."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from hub.domain.coverage import Coverage
from hub.domain.document import Document
from hub.domain.source import CoverageKind
from tests.connectors.reading import Reading, connector, reading

ADDRESS = "https://klub.example/feed/"
NEWS = Path(__file__).parent / "nyheder.rss"


def document(body: str | bytes, media_type: str = "application/rss+xml", charset: str | None = None) -> Document:
    raw = body if isinstance(body, bytes) else body.encode()
    return Document(url=ADDRESS, body=raw, fetched_at="2026-11-24T12:00:00Z", media_type=media_type, charset=charset)


def read(body: str | bytes, media_type: str = "application/rss+xml", charset: str | None = None, **settings: Any) -> Reading:
    return reading(connector("feed", ADDRESS, **settings), document(body, media_type, charset))


def rss(*items: str) -> str:
    return f"<rss version='2.0'><channel><title>Klub</title>{''.join(f'<item>{one}</item>' for one in items)}</channel></rss>"


def covered(body: str | bytes) -> Coverage | CoverageKind:
    """What the connector says that this answer covers, after it fetched it."""

    class Web:
        async def get(self, url: str, *, accept: str | None = None) -> Document:
            return document(body)

    async def fetch() -> None:
        assert [one async for one in feed.fetch(Web(), None)] == [document(body)]

    feed = connector("feed", ADDRESS)
    asyncio.run(fetch())
    return feed.coverage()
