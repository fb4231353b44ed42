"""The word indexes: whole words of names and bodies, and any three letters of a name. Words are folded before they come here."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, column, delete, insert, select, table, text

from hub.domain.collation import fold
from hub.store import tables as t
from hub.store.engine import in_list
from hub.store.fields import SEARCHED_COLUMNS
from hub.store.writer import Transaction

_WORDS = table("search", column("rowid"), column("name"), column("body"))
_PARTS = table("search_part", column("rowid"), column("name"))
_PUT_WORDS, _PUT_PARTS = insert(_WORDS), insert(_PARTS)
_DROP_WORDS = delete(_WORDS).where(in_list(_WORDS.c.rowid, bindparam("nos")))
_DROP_PARTS = delete(_PARTS).where(in_list(_PARTS.c.rowid, bindparam("nos")))
_NOS = select(t.entity.c.no).where(t.entity.c.no > bindparam("after")).order_by(t.entity.c.no).limit(bindparam("most"))
_TEXTS = (
    select(t.text.c.no, t.text.c.field, t.text.c.value)
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
_OPTIMIZE = (text("INSERT INTO search(search) VALUES ('optimize')"), text("INSERT INTO search_part(search_part) VALUES ('optimize')"))


async def put(tx: Transaction, rows: Sequence[tuple[int, str, str]]) -> None:
    """Indexes entities: number, folded names, folded rest."""
    await tx.many(_PUT_WORDS, list(rows))
    await tx.many(_PUT_PARTS, [(no, names) for no, names, _ in rows])


async def drop(tx: Transaction, nos: list[int]) -> None:
    """Takes entities out of the indexes."""
    if nos:
        await tx.run(_DROP_WORDS, nos=nos)
        await tx.run(_DROP_PARTS, nos=nos)


async def index_again(tx: Transaction, after: int, most: int) -> list[int]:
    """Indexes the next entities after a number from what stands in the tables; their numbers, none at the end."""
    nos = [no for (no,) in await tx.rows(_NOS, after=after, most=most)]
    names: dict[int, dict[str, None]] = {no: {} for no in nos}
    bodies: dict[int, list[str]] = {no: [] for no in nos}
    for no, field, value in await tx.rows(_TEXTS, nos=nos):
        if field == "NAME":
            names[no][value] = None
        else:
            bodies[no].append(value)
    for statement in (_IDENTIFIERS, *_OF_NOUNS):
        for no, value in await tx.rows(statement, nos=nos):
            bodies[no].append(value)
    await drop(tx, nos)
    await put(tx, [(no, fold(" ".join(names[no])), fold(" ".join(bodies[no]))) for no in nos])
    return nos


async def optimize(tx: Transaction) -> None:
    """Merges the indexes into one segment each: faster questions, and nothing left of what was dropped."""
    for statement in _OPTIMIZE:
        await tx.run(statement)
