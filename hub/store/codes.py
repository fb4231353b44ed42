"""Codes of areas and keys of themes as numbers, each with everything that is broader; read once, then a dictionary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, Table, bindparam, select

from hub.store import tables as t
from hub.store.clusters import SourceFacts
from hub.store.engine import in_list
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


_SAID: BindParameter[Any] = bindparam("said")


def _few(table: Table, code: str, closure: Table) -> tuple[Select[Any], Select[Any]]:
    wanted = in_list(table.c[code], _SAID)
    above = select(closure.c.ancestor_no, closure.c.descendant_no).join(table, table.c.no == closure.c.descendant_no)
    return select(table.c[code], table.c.no).where(wanted), above.where(wanted, closure.c.depth > 0).order_by(closure.c.depth)


_FEW = {"areas": _few(t.area, "code", t.area_closure), "themes": _few(t.theme, "key", t.theme_closure)}


async def learn(tx: Transaction, codes: Codes, said: Iterable[Mapping[str, Any]]) -> None:
    """Adds the areas and themes that some values name, so that a reading of a few things need not know all of them."""
    areas, themes = set[str](), set[str]()
    for values in said:
        areas.update([values["area"]] if values.get("area") else (), values.get("serves") or ())
        themes.update(values.get("themes") or ())
    for name, wanted, known in (("areas", areas, codes.areas), ("themes", themes, codes.themes)):
        if new := sorted(wanted - known.keys()):
            numbers, above = _FEW[name]
            ancestors: dict[int, list[int]] = {}
            for ancestor, descendant in await tx.rows(above, said=new):
                ancestors.setdefault(descendant, []).append(ancestor)
            known.update((key, (no, tuple(ancestors.get(no, ())))) for key, no in await tx.rows(numbers, said=new))


async def load_sources(tx: Transaction) -> dict[int, SourceFacts]:
    """What the reading wants to know of every source, by its number."""
    rows = await tx.rows(select(t.source.c.no, t.source.c.key, t.source.c.trust, t.source.c.language))
    return {no: SourceFacts(key, trust, language) for no, key, trust, language in rows}
