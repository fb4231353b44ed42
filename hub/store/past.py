"""The tables as they were: a statement about the present, made one about a version, by names that stand for other rows.

What is read of `entity` is then its present rows, as far as they are that old, and the intervals that held at that version; so for all
tables whose past is kept. Areas, themes and sources have no past: they are as they are now.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sqlalchemy import Table

from hub.store.tables import KEPT, WAS

_OWN = "main."
"""What tells a table from the name that stands for it."""
_SPAN = "from_seq <= ? AND to_seq > ?"


def _stood(no: str) -> str:
    """Whether there was a thing of this number."""
    return (
        f"(EXISTS (SELECT 1 FROM {_OWN}entity AS e WHERE e.no = {no} AND e.seq <= ?)"  # noqa: S608 - names of our own, as in all below
        f" OR EXISTS (SELECT 1 FROM {_OWN}entity_was AS w WHERE w.no = {no} AND w.{_SPAN}))"
    )


_INTO = (
    f"SELECT i.no FROM change AS c JOIN {_OWN}member AS i ON i.id = c.into_id"  # noqa: S608
    f" WHERE c.no = m.no AND c.seq <= ? AND c.type = 'MERGED' AND {_stood('i.no')} ORDER BY c.seq DESC LIMIT 1"
)
_MEMBER = (
    f"SELECT m.no, m.id, m.kind, m.source_no, m.source_id,"  # noqa: S608
    f" CASE WHEN {_stood('m.no')} THEN m.no ELSE coalesce(({_INTO}), m.canonical_no) END AS canonical_no,"
    f" CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM {_OWN}member AS m"
)
"""An id then led to the thing of its own, else to the one into which that had been merged; without any, where it leads now."""


def _then(table: Table) -> str:
    """The rows of a table at the version that is bound three times."""
    own = [column.name for column in table.columns if column.name != "seq"]
    columns, was = ", ".join(f't."{name}"' for name in own), f"{_OWN}{WAS[table.name].name}"
    if "seq" in table.columns:
        now = f"SELECT {columns}, t.seq FROM {_OWN}{table.name} AS t WHERE t.seq <= ?"  # noqa: S608
        return f"{now} UNION ALL SELECT {columns}, t.from_seq FROM {was} AS t WHERE t.{_SPAN}"  # noqa: S608
    old_enough = f"(SELECT e.seq FROM {_OWN}entity AS e WHERE e.no = t.no) <= ?"  # noqa: S608
    now = f"SELECT {columns} FROM {_OWN}{table.name} AS t WHERE {old_enough}"  # noqa: S608
    return f"{now} UNION ALL SELECT {columns} FROM {was} AS t WHERE t.{_SPAN}"  # noqa: S608


_THEN = {table.name: _then(table) for table in KEPT} | {
    "member": _MEMBER,
    "entity_was": f"SELECT * FROM {_OWN}entity_was WHERE to_seq <= ?",  # noqa: S608
}
_NAMES = re.compile(rf"\b({'|'.join(_THEN)})\b")


@lru_cache(maxsize=1024)
def as_of(sql: str) -> tuple[str, int]:
    """The statement about a version, and how many times this is bound before the values of the statement itself."""
    met = sorted(set(_NAMES.findall(sql)))
    if not met:
        return sql, 0
    stand_ins = [f"{name} AS NOT MATERIALIZED ({_THEN[name]})" for name in met]
    prefix = f"WITH {', '.join(stand_ins)} "
    return prefix + sql, prefix.count("?")
