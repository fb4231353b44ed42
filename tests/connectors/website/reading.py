"""Reads one page as the pipeline would: rows, what was unreadable, and the claims of each row as plain JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import orjson

from connectors.website import Website
from hub.domain import wire
from hub.domain.claim import Claim
from hub.domain.document import Document
from hub.domain.source import Licence, LicenceState, Source
from hub.errors import RecordError
from hub.sdk.discover import connector_for
from hub.sdk.row import Problem, Row, Unreadable

SITE = "https://klub.example/"


@dataclass
class Reading:
    rows: dict[str, Row] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows.values() for problem in row.problems]

    def only(self) -> dict[str, Any]:
        """What the only claim says."""
        (claim,) = self.claims.values()
        return wire.values(claim)

    def everything(self) -> str:
        """All words that leave the connector, except quarantined bytes."""
        return json.dumps([[row.key, row.data, row.url] for row in self.rows.values()], ensure_ascii=False) + repr(
            [self.claims, self.problems, self.refused, [one.reason for one in self.unreadable]]
        )


def website(**settings: Any) -> Website:
    source = Source(
        key="klub", name="Klub", connector="website", url=SITE, licence=Licence("CC0", LicenceState.KNOWN), language="da", settings=settings
    )
    connector = connector_for(source)
    assert isinstance(connector, Website)
    return connector


def page(html: str | bytes, path: str = "om", charset: str | None = None) -> Document:
    body = html if isinstance(html, bytes) else html.encode()
    return Document(url=SITE + path, body=body, fetched_at="2026-11-23T12:00:00Z", media_type="text/html", charset=charset)


def read(html: str | bytes, path: str = "om", charset: str | None = None, **settings: Any) -> Reading:
    connector, reading = website(**settings), Reading()
    for item in connector.parse(page(html, path, charset)):
        if isinstance(item, Unreadable):
            reading.unreadable.append(item)
            continue
        assert item.key not in reading.rows, "one key, one row"
        orjson.dumps([item.key, item.data, item.url])  # as the store keeps it
        reading.rows[item.key] = item
        try:
            for claim in connector.map(item):
                wire.values(claim)
                wire.references(claim, "klub")
                reading.claims[claim.source_id] = claim
        except RecordError as error:
            reading.refused[item.key] = str(error)
    return reading


def ld(*nodes: Any, **settings: Any) -> Reading:
    """A page with one JSON-LD block for each node; a text is a block as it is."""
    return read("<html lang='da'>" + "".join(f'<script type="application/ld+json">{_block(node)}</script>' for node in nodes), **settings)


def _block(node: Any) -> str:
    return node if isinstance(node, str) else json.dumps({"@context": "https://schema.org"} | node, ensure_ascii=False)
