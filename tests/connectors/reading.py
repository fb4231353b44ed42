"""Reads one document as the pipeline would: rows, what was unreadable, and the claims of each row."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import orjson

from hub.domain import wire
from hub.domain.claim import Claim
from hub.domain.document import Document
from hub.domain.source import Licence, LicenceState, Source
from hub.errors import RecordError
from hub.sdk.connector import Connector
from hub.sdk.discover import connector_for
from hub.sdk.row import Problem, Row, Unreadable


@dataclass
class Reading:
    rows: dict[str, Row] = field(default_factory=dict)
    unreadable: list[Unreadable] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows.values() for problem in row.problems]

    @property
    def left_over(self) -> set[str]:
        return {name for row in self.rows.values() for name in row.left_over()}

    def only(self) -> dict[str, Any]:
        """What the only claim says."""
        (claim,) = self.claims.values()
        return wire.values(claim)

    def of(self, kind: str) -> dict[str, dict[str, Any]]:
        """What the claims of one kind say, by source id."""
        return {key: wire.values(claim) for key, claim in self.claims.items() if claim.kind == kind}

    def everything(self) -> str:
        """All words that leave the connector, except quarantined bytes."""
        return json.dumps([[row.key, row.data, row.url] for row in self.rows.values()], ensure_ascii=False) + repr(
            [self.claims, self.problems, self.refused, [(one.key, one.reason) for one in self.unreadable]]
        )

    def told(self) -> list[Any]:
        """Rows and claims as plain JSON, to be held against what is expected."""
        claims = [
            {
                "kind": claim.kind,
                "source_id": key,
                "says": wire.values(claim),
                "references": [list(one[:4]) for one in wire.references(claim, "klub")],
            }
            for key, claim in self.claims.items()
        ]
        rows = [{"row": row.key, "url": row.url, "moment": row.moment, "data": row.data} for row in self.rows.values()]
        return json.loads(json.dumps([rows, claims, [[one.key, one.reason] for one in self.unreadable]]))


def connector(name: str, url: str, *, language: str = "da", republishable: bool = False, **settings: Any) -> Connector:
    """The connector of a source called `klub`, its settings checked."""
    licence = Licence("CC0", LicenceState.KNOWN, republishable=republishable)
    return connector_for(Source(key="klub", name="Klub", connector=name, url=url, licence=licence, language=language, settings=settings))


def reading(connector: Connector, *documents: Document, keys_once: bool = True) -> Reading:
    """What the connector makes of the documents."""
    read = Reading()
    for item in (item for document in documents for item in connector.parse(document)):
        if isinstance(item, Unreadable):
            read.unreadable.append(item)
            continue
        assert not keys_once or item.key not in read.rows, "one key, one row"
        orjson.dumps([item.key, item.data, item.url])  # as the store keeps it
        read.rows[item.key] = item
        try:
            for claim in connector.map(item):
                wire.values(claim)
                wire.references(claim, "klub")
                read.claims[claim.source_id] = claim
        except RecordError as error:
            read.refused[item.key] = str(error)
    return read
