"""The tables as they were: a statement about the present, made one about a version, by names that stand for other rows.

What is read of `entity` is then its present rows, as far as they are that old, and the intervals that held at that version; so for all
tables whose past is kept. Areas, themes and sources have no past: they are as they are now.

A name stands for two arms, one over the present rows and one over the intervals, and the database is to walk each along an index of its
own. So a stand-in has only the columns that are asked for; an entity is joined with its other rows arm by arm (`era`), since these come
and go together; and the database is told whether a version leaves many rows of an arm, for it to walk an order, or few, for it to start
from them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, Table, bindparam, literal_column, select

from hub.store.engine import expected
from hub.store.tables import KEPT, NOUN_TABLES, WAS, entity

_OWN = "main."
"""What tells a table from the name that stands for it."""
_ERA = "era"
"""The column that says from which arm a row is."""


FEW = 500
"""So many rows are fetched and sorted where an order would be walked for long to meet them."""


class Arms(NamedTuple):
    """Which arms have few rows at a version: present rows that are old enough, intervals that had begun, intervals that had not ended."""

    old: bool = False
    begun: bool = False
    unended: bool = False


def _old(seq: str, arms: Arms) -> str:
    """Whether a present row is old enough."""
    return expected(f"{seq} <= ?", few=arms.old)


def _span(was: str, arms: Arms = Arms()) -> str:  # noqa: B008 - it cannot be changed
    """Whether an interval held. Where few had not ended, a plus keeps the index of beginnings out of it."""
    begun = f"{'+' if arms.unended else ''}{was}.from_seq <= ?"
    return f"{expected(begun, few=arms.begun)} AND {expected(f'{was}.to_seq > ?', few=arms.unended)}"


def _stood(no: str) -> str:
    """Whether there was a thing of this number."""
    return (
        f"(EXISTS (SELECT 1 FROM {_OWN}entity AS e WHERE e.no = {no} AND e.seq <= ?)"  # noqa: S608 - names of our own, as in all below
        f" OR EXISTS (SELECT 1 FROM {_OWN}entity_was AS w WHERE w.no = {no} AND {_span('w')}))"
    )


_MEMBER = "SELECT m.no, m.id, m.kind, m.source_no, m.source_id"
_SEEN = f"CASE WHEN m.published_seq <= ? THEN m.published_seq END AS published_seq FROM {_OWN}member AS m"
_LAST = (
    f"SELECT max(d.seq) FROM change AS d JOIN {_OWN}member AS o ON o.id = d.into_id"  # noqa: S608
    f" WHERE d.no = m.no AND d.type = 'MERGED' AND d.seq <= ? AND {_stood('o.no')}"
)
_INTO = f"SELECT i.no FROM change AS c JOIN {_OWN}member AS i ON i.id = c.into_id WHERE c.seq = ({_LAST})"  # noqa: S608
_MEMBERS = (
    f"{_MEMBER}, m.canonical_no, {_SEEN} WHERE CASE WHEN {_stood('m.no')} THEN m.canonical_no = m.no"
    f" ELSE coalesce(({_INTO}), m.canonical_no) = m.canonical_no END"
    f" UNION ALL {_MEMBER}, m.no, {_SEEN} WHERE m.canonical_no != m.no AND {_stood('m.no')}"
    f" UNION ALL {_MEMBER}, i.no, {_SEEN} JOIN change AS c ON c.no = m.no JOIN {_OWN}member AS i ON i.id = c.into_id"
    f" WHERE c.type = 'MERGED' AND c.seq = ({_LAST})"
    f" AND i.no != m.canonical_no AND NOT {_stood('m.no')}"
)
"""An id then led to the thing of its own, else to the one into which that had been merged; without any, where it leads now.

Three arms, each with an index to find it by where it leads: to where it leads now, to itself, to what it was merged into.
"""
_OTHERS = {"member": _MEMBERS, "entity_was": f"SELECT * FROM {_OWN}entity_was WHERE to_seq <= ?"}  # noqa: S608
_TABLES = {table.name: table for table in KEPT}
_KINDS = {table.name: kind for kind, table in NOUN_TABLES.items()}


def _then(table: Table, used: Container[str], arms: Arms, leans: Container[str]) -> str:
    """The rows of a table at a version: the columns that are `used`. One that `leans` is as old as the entities that it is joined with."""
    own = [f't."{column.name}"' for column in table.columns if column.name in used and column.name != "seq"]
    now, was = ", ".join([*own, f"0 AS {_ERA}"]), ", ".join([*own, f"1 AS {_ERA}"])
    old_enough = _old(f"(SELECT e.seq FROM {_OWN}entity AS e WHERE e.no = t.no)", Arms())  # noqa: S608
    if "seq" in table.columns:
        now, was, old_enough = f"{now}, t.seq", f"{was}, t.from_seq", _old("t.seq", arms)
    elif arms.old and table.name in _KINDS:
        old_enough = f"t.no IN (SELECT e.no FROM {_OWN}entity AS e WHERE e.kind = '{_KINDS[table.name]}' AND e.seq <= ?)"  # noqa: S608
    elif table.name in leans:
        old_enough = "1 = 1"
    return (
        f"SELECT {now} FROM {_OWN}{table.name} AS t WHERE {old_enough}"  # noqa: S608
        f" UNION ALL SELECT {was} FROM {_OWN}{WAS[table.name].name} AS t WHERE {_span('t', arms)}"
    )


_NAMES = re.compile(rf"\b({'|'.join((*_TABLES, *_OTHERS))})\b")
_COLUMNS = re.compile(r'\."?(\w+)')
_TOGETHER = "|".join(name for name in _TABLES if name != "link")
_JOINED = re.compile(rf"\bON ({_TOGETHER})\.no = ({_TOGETHER})\.no\b")
_READ = re.compile(rf"\b(?:FROM|JOIN|,) ({_TOGETHER})\b")


def _leaning(sql: str) -> frozenset[str]:
    """The tables that are joined with `entity` wherever they are read."""
    joined = Counter(other for pair in _JOINED.findall(sql) if "entity" in pair for other in pair)
    read = Counter(_READ.findall(sql))
    return frozenset(name for name, times in joined.items() if name != "entity" and times == read[name])


@lru_cache(maxsize=1024)
def _as_of(sql: str, arms: Arms) -> tuple[str, int]:
    """The statement about a version, and how many times this is bound before the values of the statement itself."""
    met, used, leans = sorted(set(_NAMES.findall(sql))), frozenset(_COLUMNS.findall(sql)), _leaning(sql)
    if not met:
        return sql, 0
    stand_ins = [f"{name} AS NOT MATERIALIZED ({_OTHERS.get(name) or _then(_TABLES[name], used, arms, leans)})" for name in met]
    prefix = f"WITH {', '.join(stand_ins)}"
    sql = _JOINED.sub(rf"\g<0> AND \1.{_ERA} = \2.{_ERA}", sql)
    whole = f"{prefix}, {sql.removeprefix('WITH ')}" if sql.startswith("WITH ") else f"{prefix} {sql}"
    return whole, prefix.count("?")


def _few(table: Table, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    beyond: Select[Any] = select(literal_column("1")).where(table.c.kind.in_(NOUN_TABLES), condition).offset(FEW).limit(1)
    return ~beyond.exists()


_VERSION: BindParameter[int] = bindparam("version")
ARMS = select(
    _few(entity, entity.c.seq <= _VERSION),
    _few(WAS["entity"], WAS["entity"].c.from_seq <= _VERSION),
    _few(WAS["entity"], WAS["entity"].c.to_seq > _VERSION),
)
"""The `Arms` of the bound version. Looks at FEW rows of each."""


class Past(NamedTuple):
    """One version, and how its arms are read."""

    version: int
    arms: Arms

    def read(self, sql: str, params: Sequence[Any]) -> tuple[str, Sequence[Any]]:
        """A statement about the present, with its values, as one about this version."""
        whole, times = _as_of(sql, self.arms)
        return whole, (*[self.version] * times, *params)
