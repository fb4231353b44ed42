"""Many plain rows, written straight into the tables: things that are named after their number, and the edges between them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hub.domain.collation import sort_key
from hub.domain.dates import order_key
from hub.domain.ids import EntityKind, mint
from hub.store.tables import MISSING_LAST, metadata
from hub.store.words import indexed

AT = "2026-01-01T00:00:00Z"
SOURCE = 1


class Rows:
    """Writes into one database; `thing` answers the number and the id of what it wrote."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.execute("PRAGMA foreign_keys=OFF")
        licence = {"licence_name": "CC0", "licence_state": "KNOWN", "republishable": True, "illustrative": True}
        state = {"policy": "AUTOMATIC", "state": "ACTIVE", "trust": 50, "language": "da", "every_seconds": 86_400, "digest": ""}
        counts = {"item_count": 0, "entity_count": 0, "failures": 0, "last_success_at": AT}
        self.add("source", no=SOURCE, key="rows", name="Rows", connector="tabular", **licence, **state, **counts)
        self.last = 0

    def add(self, table: str, **values: Any) -> None:
        """One row; what is not given is null."""
        self.many(table, [values])

    def many(self, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Rows that all give the same columns."""
        rows = list(rows)
        names = list(rows[0])
        assert set(names) <= set(metadata.tables[table].columns.keys())
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        self.connection.executemany(sql, [tuple(row[name] for name in names) for row in rows])

    def things(self, kind: EntityKind, count: int, name: str = "Thing {}", **columns: Any) -> list[int]:
        """So many entities of a kind, each with the same further columns of its noun; their numbers."""
        nos = list(range(self.last + 1, self.last + count + 1))
        self.last += count
        names = {no: name.format(no) for no in nos}
        ids = {no: mint(kind, "rows", str(no)) for no in nos}
        owned = {"kind": kind.value, "source_no": SOURCE, "published_seq": 1}
        said = {"source_no": SOURCE, "data": '{"values": {}}', "state": "live", "run_no": 1, "since_run": 1}
        read = {"kind": kind.value, "version": "1", "first_seen_at": AT, "updated_at": AT}
        self.many("member", ({"no": no, "id": ids[no], "source_id": str(no), "canonical_no": no, **owned} for no in nos))
        self.many("claim", ({"no": no, "member_no": no, "hash": b"%d" % no, **said} for no in nos))
        self.many(
            "entity",
            (
                {"no": no, "id": ids[no], "name": names[no], "sort_name": sort_key(names[no]), "claim_no": no, "seq": no, **read}
                for no in nos
            ),
        )
        self.connection.executemany(
            "INSERT INTO search (rowid, name, body, part) VALUES (?, ?, ?, ?)", [(no, *indexed([("und", names[no])], [], [])) for no in nos]
        )
        noun = {**NOUN_COLUMNS[kind], **columns}
        self.many(kind.value.lower(), [{"no": no, **noun} for no in nos])
        return nos

    def link(self, kind: str, starts: Iterable[int], end: int) -> None:
        """Edges of a kind from each of `starts` to `end`."""
        names = dict(self.connection.execute("SELECT no, sort_name FROM entity"))
        told = {"confidence_percent": 100, "contested": False, "seq": 1}
        self.many(
            "link",
            (
                {
                    "id": f"{kind}_{start}_{end}",
                    "kind": kind,
                    "from_no": start,
                    "to_no": end,
                    "from_sort": names[start],
                    **told,
                    "to_sort": names[end],
                }
                for start in starts
            ),
        )

    def done(self) -> None:
        """Commits and closes."""
        self.connection.commit()
        self.connection.close()


def dated(name: str, text: str | None) -> dict[str, Any]:
    """A date with its order keys."""
    key = order_key(text) if text else None
    return {
        f"{name}_on": text,
        f"{name}_asc": MISSING_LAST if key is None else key,
        f"{name}_desc": MISSING_LAST if key is None else -key,
    }


NOUN_COLUMNS: dict[EntityKind, dict[str, Any]] = {
    EntityKind.INITIATIVE: {"status": "ACTIVE", **dated("started", None)},
    EntityKind.ORGANIZATION: {"organization_type": "ASSOCIATION", "confirmed": False},
    EntityKind.FUNDING: {
        "funding_type": "GRANT",
        "amount_asc": MISSING_LAST,
        "amount_desc": MISSING_LAST,
        "regrant": False,
        **dated("awarded", "2024"),
    },
}
