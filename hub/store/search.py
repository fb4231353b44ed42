"""The word indexes: whole words of names and bodies, and any three letters of a name. Words are folded before they come here."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, column, delete, insert, table, text

from hub.store.engine import in_list
from hub.store.writer import Transaction

_WORDS = table("search", column("rowid"), column("name"), column("body"))
_PARTS = table("search_part", column("rowid"), column("name"))
_PUT_WORDS, _PUT_PARTS = insert(_WORDS), insert(_PARTS)
_DROP_WORDS = delete(_WORDS).where(in_list(_WORDS.c.rowid, bindparam("nos")))
_DROP_PARTS = delete(_PARTS).where(in_list(_PARTS.c.rowid, bindparam("nos")))
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


async def optimize(tx: Transaction) -> None:
    """Merges the indexes into one segment each: faster questions, and nothing left of what was dropped."""
    for statement in _OPTIMIZE:
        await tx.run(statement)
