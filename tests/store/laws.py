"""What has to be true of a database whatever happened before, asked past the hub; each law returns what breaks it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hub.store.tables import KEPT
from tests.harvest.look import graph, rows

_ONE = {"lead_no": ("initiative", "LEADS"), "funder_no": ("funding", "GIVES"), "recipient_no": ("funding", "RECEIVES")}
_NO_ROWS = {
    "an entity stands under the number and the id of the member that it is known by": """
        SELECT e.id FROM entity e LEFT JOIN member m ON m.no = e.no WHERE m.id IS NOT e.id OR m.kind <> e.kind OR m.canonical_no <> e.no""",
    "a member that somebody speaks of leads to an entity of its kind": """
        SELECT m.id FROM member m JOIN claim c ON c.member_no = m.no AND c.state = 'live'
        LEFT JOIN entity e ON e.no = m.canonical_no WHERE e.kind IS NOT m.kind""",
    "an entity is there because somebody speaks of it": """
        SELECT id FROM entity e WHERE NOT EXISTS
        (SELECT 1 FROM member m JOIN claim c ON c.member_no = m.no WHERE m.canonical_no = e.no AND c.state = 'live')""",
    "a live claim has a live record": """
        SELECT c.no FROM claim c WHERE c.state = 'live' AND NOT EXISTS
        (SELECT 1 FROM claim_record x JOIN record r ON r.no = x.record_no WHERE x.claim_no = c.no AND r.state = 'live')""",
    "what a live record says is live": """
        SELECT c.no FROM claim c JOIN claim_record x ON x.claim_no = c.no JOIN record r ON r.no = x.record_no
        WHERE r.state = 'live' AND c.state NOT IN ('live', 'withdrawn')""",
    "an item has one live record": "SELECT key FROM record WHERE state = 'live' GROUP BY source_no, key HAVING count(*) > 1",
    "the sources of an entity are those of its live claims": """
        SELECT * FROM (SELECT no, source_no FROM entity_source EXCEPT
        SELECT m.canonical_no, c.source_no FROM claim c JOIN member m ON m.no = c.member_no WHERE c.state = 'live')
        UNION ALL SELECT * FROM (SELECT m.canonical_no, c.source_no FROM claim c JOIN member m ON m.no = c.member_no
        WHERE c.state = 'live' EXCEPT SELECT no, source_no FROM entity_source)""",
    "identifiers stand with the entity that their member is part of":
        "SELECT i.value FROM identifier i JOIN member m ON m.no = i.member_no WHERE i.no <> m.canonical_no",
    "a link is carried by live claims": """
        SELECT l.id FROM link l WHERE NOT EXISTS
        (SELECT 1 FROM link_claim x JOIN claim c ON c.no = x.claim_no WHERE x.link_no = l.no AND c.state = 'live')""",
    "a link is sorted by the names of its ends": """
        SELECT l.id FROM link l JOIN entity f ON f.no = l.from_no JOIN entity g ON g.no = l.to_no
        WHERE l.from_sort <> f.sort_name OR l.to_sort <> g.sort_name""",
    "nothing leads to nowhere": "SELECT * FROM pragma_foreign_key_check",
    "every entity can be found by its words, and nothing else": """
        SELECT rowid FROM search EXCEPT SELECT no FROM entity UNION ALL SELECT no FROM entity EXCEPT SELECT rowid FROM search""",
}  # fmt: skip


def broken(path: Path) -> dict[str, list[Any]]:
    """The laws that are broken, each with what breaks it."""
    found = {law: rows(path, question) for law, question in _NO_ROWS.items()}
    for column, (table, kind) in _ONE.items():
        found[f"{column} is the link that is not contested"] = rows(
            path,
            f"SELECT n.no FROM {table} n LEFT JOIN link l ON l.to_no = n.no AND l.kind = ? AND NOT l.contested "
            f"WHERE l.from_no IS NOT n.{column}",
            kind,
        )
    return {law: breaking for law, breaking in found.items() if breaking}


# --- Time ----------------------------------------------------------------------------------------------------------------------------


def version(path: Path) -> int:
    """The newest version of the graph."""
    return int(rows(path, "SELECT coalesce(max(seq), 0) FROM change")[0][0])


def present(path: Path) -> dict[str, list[Any]]:
    """Everything that is visible now, as rows."""
    return {table.name: _sorted(rows(path, f"SELECT {_columns(table)} FROM {table.name}")) for table in KEPT}


def as_of(path: Path, seq: int) -> dict[str, list[Any]]:
    """Everything that was visible at a version, from interval rows and what still stands."""
    found = {}
    for table in KEPT:
        columns = _columns(table)
        old = rows(path, f"SELECT {columns} FROM {table.name}_was WHERE from_seq <= ? AND to_seq > ?", seq, seq)
        if "seq" in table.c:
            still = rows(path, f"SELECT {columns} FROM {table.name} WHERE seq <= ?", seq)
        else:
            still = rows(path, f"SELECT {columns} FROM {table.name} WHERE no IN (SELECT no FROM entity WHERE seq <= ?)", seq)
        found[table.name] = _sorted(old + still)
    return found


def elsewhere(seen: dict[str, list[Any]], nos: set[int]) -> dict[str, list[Any]]:
    """What was visible, without all rows that are about these entities or lead to or from one."""
    return {table.name: [row for row in seen[table.name] if nos.isdisjoint(row[at] for at in _about(table))] for table in KEPT}


def about(seen: dict[str, list[Any]], nos: set[int]) -> list[Any]:
    """The rows that are about these entities."""
    return [row for table in KEPT for row in seen[table.name] if any(row[at] in nos for at in _about(table))]


def _about(table: Any) -> list[int]:
    """The places of the columns that say which entity a row is about."""
    names = ("from_no", "to_no") if table.name == "link" else ("no",)
    return [at for at, name in enumerate(_columns(table).split(", ")) if name in names]


def _columns(table: Any) -> str:
    return ", ".join(c.name for c in table.columns if c.name != "seq")


def _sorted(found: list[Any]) -> list[Any]:
    return sorted(found, key=repr)


# --- What is said, whoever was first -------------------------------------------------------------------------------------------------


def said(path: Path) -> dict[str, Any]:
    """The graph with every thing named by the ids that speak in it, so that it does not matter which was published first."""
    speaking: dict[str, list[str]] = {}
    for one, member in rows(path, _SPEAKING):
        speaking.setdefault(one, []).append(member)
    called, seen = {one: " ".join(members) for one, members in speaking.items()}, graph(path)
    areas, themes, sources = (dict(rows(path, f"SELECT no, {column} FROM {table}")) for table, column in _CODES)
    entities = {}
    for one, known in seen["entities"].items():
        entity = dict(known)
        del entity["id"]
        entity.update({column: called[entity[column]] for column in entity if column.endswith("_no") and entity[column] in called})
        entity["area_no"] = areas.get(entity["area_no"])
        entity["entity_area"] = sorted((areas[no], how) for no, how in entity["entity_area"])
        entity["entity_theme"] = sorted((themes[no], direct) for no, direct in entity["entity_theme"])
        entity["entity_source"] = sorted(sources[no] for (no,) in entity["entity_source"])
        entities[called[one]] = entity
    links = sorted((kind, called[start], called[end], *rest) for kind, start, end, *rest in seen["links"].values())
    return json.loads(json.dumps({"entities": entities, "links": links}, sort_keys=True))


_SPEAKING = """SELECT DISTINCT e.id, m.id FROM entity e JOIN member m ON m.canonical_no = e.no
    JOIN claim c ON c.member_no = m.no AND c.state = 'live' ORDER BY m.id"""
_CODES = (("area", "code"), ("theme", "key"), ("source", "key"))
