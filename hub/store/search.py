"""The word index: words and stems of names, of everything else, and any three letters of a name, as hub/store/words.py makes them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, bindparam, column, delete, insert, select, table, text

from hub.store import tables as t
from hub.store.engine import Rows, encode, in_list, prepared
from hub.store.fields import SEARCHED_COLUMNS
from hub.store.words import indexed
from hub.store.writer import Transaction

Entry: TypeAlias = tuple[int, str, str, str]
"""What the index holds of one thing: its number, names, everything else, pieces of names."""

CREATE = "CREATE VIRTUAL TABLE search USING fts5(name, body, part, tokenize = 'unicode61 remove_diacritics 0')"
_PAGE = 1_000
_WORDS = table("search", column("rowid"), column("name"), column("body"), column("part"))
_PUT = insert(_WORDS)
_DROP = delete(_WORDS).where(in_list(_WORDS.c.rowid, bindparam("nos")))
_NOS = select(t.entity.c.no).where(t.entity.c.no > bindparam("after")).order_by(t.entity.c.no).limit(bindparam("most"))
_TEXTS = (
    select(t.text.c.no, t.text.c.field, t.text.c.lang, t.text.c.value)
    .where(in_list(t.text.c.no, bindparam("nos")))
    .order_by(t.text.c.no, t.text.c.field, t.text.c.lang)
)
_IDENTIFIERS = (
    select(t.identifier.c.no, t.identifier.c.value)
    .distinct()
    .where(in_list(t.identifier.c.no, bindparam("nos")))
    .order_by(t.identifier.c.no, t.identifier.c.value)
)
_OF_NOUNS = [
    select(t.metadata.tables[name].c.no, one).where(in_list(t.metadata.tables[name].c.no, bindparam("nos")), one.is_not(None))
    for name, columns in SEARCHED_COLUMNS.items()
    for one in (t.metadata.tables[name].c[column] for column in columns)
]
_ASKED = (_TEXTS, _IDENTIFIERS, *_OF_NOUNS)
_OPTIMIZE = text("INSERT INTO search(search) VALUES ('optimize')")


async def put(tx: Transaction, rows: Sequence[Entry]) -> None:
    """Indexes entities."""
    await tx.many(_PUT, list(rows))


async def drop(tx: Transaction, nos: list[int]) -> None:
    """Takes entities out of the index."""
    if nos:
        await tx.run(_DROP, nos=nos)


async def index_again(tx: Transaction, after: int, most: int) -> list[int]:
    """Indexes the next entities after a number from what stands in the tables; their numbers, none at the end."""
    nos = [no for (no,) in await tx.rows(_NOS, after=after, most=most)]
    answers = [await tx.rows(statement, nos=nos) for statement in _ASKED]
    await drop(tx, nos)
    await put(tx, _entries(nos, answers))
    return nos


async def optimize(tx: Transaction) -> None:
    """Merges the index into one segment: faster questions, and nothing left of what was dropped."""
    await tx.run(_OPTIMIZE)


# --- From what stands in the tables ------------------------------------------------------------------------------------------------


def fill(connection: Connection) -> None:
    """Fills a new index, within a migration."""

    def run(sql: str, params: Any) -> Rows:
        return [tuple(row) for row in connection.exec_driver_sql(sql, tuple(params))]

    every, put_one, after = prepared(_NOS), prepared(_PUT).sql, 0
    while nos := [no for (no,) in run(every.sql, every.bind({"after": after, "most": _PAGE}))]:
        connection.exec_driver_sql(put_one, entries(run, nos))
        after = nos[-1]


def entries(run: Callable[[str, Any], Rows], nos: list[int]) -> list[Entry]:
    """What the index should hold of these things; `run` answers the rows of SQL and its parameters."""
    asked = [prepared(statement) for statement in _ASKED]
    return _entries(nos, [run(one.sql, encode(one.bind({"nos": nos}))) for one in asked])


def _entries(nos: list[int], answers: Sequence[Rows]) -> list[Entry]:
    """What the index should hold of these numbers, by what the statements of `_ASKED` have answered."""
    names: dict[int, list[tuple[str, str]]] = {no: [] for no in nos}
    texts: dict[int, list[tuple[str, str]]] = {no: [] for no in nos}
    others: dict[int, set[str]] = {no: set() for no in nos}
    said, *more = answers
    for no, field, lang, value in said:
        (names if field == "NAME" else texts)[no].append((lang, value))
    for no, value in (row for rows in more for row in rows):
        others[no].add(value)
    return [(no, *indexed(names[no], texts[no], others[no])) for no in nos]
