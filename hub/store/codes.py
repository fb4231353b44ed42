"""Codes of areas and keys of themes as numbers, each with everything that is broader; read once, then a dictionary."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table, select

from hub.store import tables as t
from hub.store.clusters import SourceFacts
from hub.store.writer import Transaction


@dataclass(frozen=True, slots=True)
class Codes:
    """Number and numbers of all ancestors, by code or key."""

    areas: dict[str, tuple[int, tuple[int, ...]]]
    themes: dict[str, tuple[int, tuple[int, ...]]]


async def load_codes(tx: Transaction) -> Codes:
    """All areas and themes of the store."""
    return Codes(
        await _with_ancestors(tx, t.area, "code", t.area_closure),
        await _with_ancestors(tx, t.theme, "key", t.theme_closure),
    )


async def _with_ancestors(tx: Transaction, table: Table, code: str, closure: Table) -> dict[str, tuple[int, tuple[int, ...]]]:
    above: dict[int, list[int]] = {}
    for ancestor, descendant in await tx.rows(
        select(closure.c.ancestor_no, closure.c.descendant_no).where(closure.c.depth > 0).order_by(closure.c.depth)
    ):
        above.setdefault(descendant, []).append(ancestor)
    return {key: (no, tuple(above.get(no, ()))) for key, no in await tx.rows(select(table.c[code], table.c.no))}


async def load_sources(tx: Transaction) -> dict[int, SourceFacts]:
    """What the reading wants to know of every source, by its number."""
    rows = await tx.rows(select(t.source.c.no, t.source.c.key, t.source.c.trust, t.source.c.language))
    return {no: SourceFacts(key, trust, language) for no, key, trust, language in rows}
