"""Whether a database is what it should be, from its pages to what it means: the first broken thing is told, with the way out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hub.domain.ids import EntityKind
from hub.domain.link import ROLES, Role
from hub.store import audit, search, tombstones
from hub.store import tables as t
from hub.store.engine import prepared, read_connection

RESTORE, REBUILD = "Bring back a copy with `samgraf restore`.", "Read everything again with `samgraf rebuild`."


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, and what is broken about it; None when it is sound."""

    name: str
    broken: str | None = None


_ENTRIES = prepared(audit.ENTRIES).sql
Look = Callable[[sqlite3.Connection, Path], str | None]


def verify(database: Path) -> Iterator[Check]:
    """Looks at one thing after the other and ends at the first that is broken.

    Costs: reads the whole file, about ten seconds for 100,000 entities. Raises StoreUnavailable when it cannot be opened at all.
    """
    connection = read_connection(database)
    try:
        connection.execute("BEGIN")
        for name, look in LOOKS:
            try:
                check = Check(name, look(connection, database))
            except sqlite3.DatabaseError as error:
                check = Check(name, f"the file is damaged ({error}). {RESTORE}")
            yield check
            if check.broken:
                return
    finally:
        connection.close()


def _first(connection: sqlite3.Connection, sql: str, *params: Any) -> Any:
    return connection.execute(sql, params).fetchone()


def _pages(connection: sqlite3.Connection, _: Path) -> str | None:
    said = str(_first(connection, "PRAGMA integrity_check(1)")[0])
    return None if said == "ok" else f"{said.splitlines()[0]}. {RESTORE}"


def _foreign_keys(connection: sqlite3.Connection, _: Path) -> str | None:
    row = _first(connection, "PRAGMA foreign_key_check")
    return None if row is None else f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there. {RESTORE}"


# --- Search ------------------------------------------------------------------------------------------------------------------------


def _search(connection: sqlite3.Connection, _: Path) -> str | None:
    """Every entity is found by exactly its words."""
    there, held = (int(_first(connection, f"SELECT count(*) FROM {table}")[0]) for table in ("entity", "search"))  # noqa: S608
    if there != held:
        return f"there are {there:,} entities, but {held:,} are indexed. {REBUILD}"

    def run(sql: str, params: Any) -> list[Any]:
        return connection.execute(sql, params).fetchall()

    after = 0
    while nos := [no for (no,) in run("SELECT no FROM entity WHERE no > ? ORDER BY no LIMIT 1000", (after,))]:
        after = nos[-1]
        asked = "SELECT rowid, name, body, part FROM search WHERE rowid BETWEEN ? AND ?"
        indexed = {row[0]: row for row in run(asked, (nos[0], after))}
        for entry in search.entries(run, nos):
            if indexed.get(entry[0]) != entry:
                one = _first(connection, "SELECT id FROM entity WHERE no = ?", entry[0])[0]
                return f"{one} is not indexed by the words that it has. {REBUILD}"
    return None


# --- Graph -------------------------------------------------------------------------------------------------------------------------


def _to_one(connection: sqlite3.Connection, _: Path) -> str | None:
    """What a to-one field says, its uncontested link says, and the other way round."""
    for role in ROLES:
        if role.one and role.of in t.NOUN_TABLES and (found := _disagreeing(connection, role)) is not None:
            return f"`{role.name}` of {found} and its links disagree. {REBUILD}"
    return None


def _disagreeing(connection: sqlite3.Connection, role: Role) -> str | None:
    table, column = t.NOUN_TABLES[EntityKind(role.of)].name, f"{role.name}_no"
    owner, target = ("to_no", "from_no") if role.inward else ("from_no", "to_no")
    sql = f"""
        SELECT entity.id FROM {table} JOIN entity ON entity.no = {table}.no
        LEFT JOIN link ON link.kind = ? AND link.{owner} = {table}.no AND NOT link.contested
          AND (? IS NULL OR ? = (SELECT target.kind FROM entity AS target WHERE target.no = link.{target}))
        WHERE link.{target} IS NOT {table}.{column} LIMIT 1
    """  # noqa: S608 - names of tables and columns
    row = _first(connection, sql, role.link.value, role.target, role.target)
    return None if row is None else str(row[0])


def _canonical(connection: sqlite3.Connection, _: Path) -> str | None:
    """Every id that is spoken of leads to a canonical one of its kind, and every entity is one of these."""
    row = _first(
        connection,
        """SELECT member.id FROM member LEFT JOIN member AS chief ON chief.no = member.canonical_no
           WHERE chief.no IS NULL OR chief.canonical_no != chief.no OR (chief.kind != member.kind
           AND EXISTS (SELECT 1 FROM claim WHERE claim.member_no = member.no AND claim.state = 'live')) LIMIT 1""",
    ) or _first(
        connection,
        """SELECT entity.id FROM entity LEFT JOIN member ON member.no = entity.no
           WHERE member.id IS NOT entity.id OR member.canonical_no IS NOT entity.no LIMIT 1""",
    )
    return None if row is None else f"{row[0]} does not lead to a canonical id. {REBUILD}"


def _feed(connection: sqlite3.Connection, _: Path) -> str | None:
    row = _first(connection, "SELECT id FROM entity WHERE seq > (SELECT coalesce(max(seq), 0) FROM change) LIMIT 1")
    return None if row is None else f"{row[0]} is newer than the last change of the feed. {RESTORE}"


def _withdrawals(connection: sqlite3.Connection, database: Path) -> str | None:
    """What was withdrawn is erased, and no tombstone of the file is missing here."""
    row = _first(connection, "SELECT no FROM withdrawal WHERE phase != 'done' LIMIT 1")
    if row is not None:
        return f"withdrawal {row[0]} is hidden but not erased to the end. Finish it with `samgraf withdraw --finish`."
    there = {(digest, scope) for digest, scope in connection.execute("SELECT hash, scope FROM tombstone")}
    missing = sum(1 for digest, scope, *_ in tombstones.remembered(database) if (digest, scope) not in there)
    where = tombstones.file_of(database).name
    return f"{missing} tombstones of {where} are not in the database. Restore it again with `samgraf restore`." if missing else None


def _audit(connection: sqlite3.Connection, _: Path) -> str | None:
    """The log of what people did stands as it was written."""
    no = audit.broken(connection.execute(_ENTRIES))
    return None if no is None else f"entry {no} of the log is not what was written there: it was changed, taken out or put in. {RESTORE}"


LOOKS: tuple[tuple[str, Look], ...] = (
    ("pages of the file", _pages),
    ("references between tables", _foreign_keys),
    ("word index", _search),
    ("to-one fields and links", _to_one),
    ("canonical ids", _canonical),
    ("feed of changes", _feed),
    ("withdrawals", _withdrawals),
    ("log of what people did", _audit),
)
