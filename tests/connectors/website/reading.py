"""Reads one page as the pipeline would, and writes pages to be read."""

from __future__ import annotations

import json
from typing import Any

from connectors.website import Website
from hub.domain.document import Document
from tests.connectors.reading import Reading, connector, reading

SITE = "https://klub.example/"


def website(**settings: Any) -> Website:
    found = connector("website", SITE, **settings)
    assert isinstance(found, Website)
    return found


def page(html: str | bytes, path: str = "om", charset: str | None = None) -> Document:
    body = html if isinstance(html, bytes) else html.encode()
    return Document(url=SITE + path, body=body, fetched_at="2026-11-23T12:00:00Z", media_type="text/html", charset=charset)


def read(html: str | bytes, path: str = "om", charset: str | None = None, **settings: Any) -> Reading:
    return reading(website(**settings), page(html, path, charset))


def ld(*nodes: Any, **settings: Any) -> Reading:
    """A page with one JSON-LD block for each node; a text is a block as it is."""
    return read("<html lang='da'>" + "".join(f'<script type="application/ld+json">{_block(node)}</script>' for node in nodes), **settings)


def _block(node: Any) -> str:
    return node if isinstance(node, str) else json.dumps({"@context": "https://schema.org"} | node, ensure_ascii=False)
