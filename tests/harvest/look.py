"""What a test sees of a database: entities, links and texts by their ids, without numbers that only the hub knows."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

_NOT_OF_THE_THING = {"no", "claim_no", "seq", "first_seen_at", "updated_at", "origins"}


def rows(path: Path, sql: str, *params: Any) -> list[tuple[Any, ...]]:
    """The rows of a question asked past the hub."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql, params).fetchall()
    finally:
        connection.close()


def graph(path: Path) -> dict[str, Any]:
    """Every entity with all its rows, and every link, by id."""
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        ids = dict(connection.execute("SELECT no, id FROM entity").fetchall())
        entities = {ids[no]: _entity(connection, no, ids) for no in ids}
        links = {
            row["id"]: (row["kind"], ids[row["from_no"]], ids[row["to_no"]], row["from_sort"], row["to_sort"], row["contested"])
            for row in connection.execute("SELECT * FROM link")
        }
    finally:
        connection.close()
    return {"entities": entities, "links": links}


def _entity(connection: sqlite3.Connection, no: int, ids: dict[int, str]) -> dict[str, Any]:
    row = connection.execute("SELECT * FROM entity WHERE no = ?", (no,)).fetchone()
    seen = {column: row[column] for column in list(row.keys()) if column not in _NOT_OF_THE_THING}
    noun = connection.execute(f"SELECT * FROM {row['kind'].lower()} WHERE no = ?", (no,)).fetchone()
    seen |= {column: ids.get(noun[column]) if column.endswith("_no") else noun[column] for column in list(noun.keys()) if column != "no"}
    for table in ("text", "entity_theme", "entity_area", "entity_source"):
        found = connection.execute(f"SELECT * FROM {table} WHERE no = ?", (no,)).fetchall()
        seen[table] = sorted(tuple(one)[1:] for one in found)
    carried = connection.execute("SELECT scheme, value, strong FROM identifier WHERE no = ? ORDER BY 1, 2", (no,)).fetchall()
    seen["identifier"] = [tuple(one) for one in carried]
    words = connection.execute("SELECT name, body, part FROM search WHERE rowid = ?", (no,)).fetchone()
    seen["search"] = tuple(words)
    return seen


def names(path: Path, kind: str = "%") -> list[str]:
    """The names of all entities, sorted."""
    return [name for (name,) in rows(path, "SELECT name FROM entity WHERE kind LIKE ? ORDER BY name", kind)]


def sound(path: Path) -> bool:
    """Whether the file is undamaged and every reference leads somewhere."""
    return rows(path, "PRAGMA integrity_check") == [("ok",)] and rows(path, "PRAGMA foreign_key_check") == []
