"""A rehearsal: kept documents parsed and mapped again with the present mapping; what would be said is shown, nothing is written."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

from hub.domain import wire
from hub.domain.document import Document
from hub.domain.ids import mint
from hub.domain.source import Source
from hub.errors import ConfigError, RecordError
from hub.sdk.connector import Connector
from hub.sdk.row import Row, Unreadable
from hub.store import archive
from hub.store.engine import Plan, Rows
from hub.store.store import Store

_NEWEST_RUN = """
SELECT fetch.no FROM fetch JOIN source ON source.no = fetch.source_no
WHERE source.key = ? AND fetch.parts IS NOT NULL
  AND fetch.run_no = (SELECT max(f.run_no) FROM fetch f WHERE f.source_no = source.no AND f.parts IS NOT NULL)
ORDER BY fetch.no
"""


async def rehearse(store: Store, source: Source, connector: Connector, prefix: str | None = None) -> AsyncIterator[dict[str, Any]]:
    """Item by item: its key, what it would say, its problems, or why it cannot be read.

    Reads the documents of the source's newest run, or the one whose hash begins with `prefix` (at least six characters).
    Raises: ConfigError when no such document is kept, SourceChanged when a document is not what the connector expects.
    """
    if prefix is not None:
        found = await store.read(archive.by_hash(prefix))
        if found is None:
            raise ConfigError(f"no kept document has a hash that begins with {prefix[:64]!r}; give at least six characters of it.")
        for item in items(found, source, connector):
            yield item
        return
    for number in await store.read(_newest(source.key)):
        for item in items(await store.read(archive.document(number)), source, connector):
            yield item


def items(document: Document, source: Source, connector: Connector) -> list[dict[str, Any]]:
    """What every item of one document says, as JSON values."""
    return [rehearsed(row, source, connector) for row in connector.parse(document)]


def rehearsed(row: Row | Unreadable, source: Source, connector: Connector) -> dict[str, Any]:
    """One item: `claims`, or `unreadable` with the reason."""
    if isinstance(row, Unreadable):
        return {"key": row.key, "unreadable": row.reason}
    try:
        claims = [
            {
                "kind": claim.kind.value,
                "id": mint(claim.kind, source.key, claim.source_id),
                "sourceId": claim.source_id,
                "values": wire.values(claim),
                "references": [reference[:4] for reference in wire.references(claim, source.key)],
            }
            for claim in connector.map(row)
        ]
    except (RecordError, ValueError) as error:
        return {"key": row.key, "url": row.url, "unreadable": str(error)}
    told: dict[str, Any] = {"key": row.key, "url": row.url, "claims": claims}
    if row.problems:
        told["problems"] = [f"{problem.code}: {problem.message}" for problem in row.problems]
    if left := row.left_over():
        told["leftOver"] = left
    return told


def _newest(source: str) -> Plan[list[int]]:
    rows: Rows = yield _NEWEST_RUN, (source,)
    return [no for (no,) in rows]
