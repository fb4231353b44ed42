"""What people and sources say against one another about who is the same, as it stands now; nothing is written.

A run tells what it met of it as problems; this is all of it, also what decisions alone bring about.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select, tuple_

from hub.domain.identity import MOST_JOINED, Contradiction, TooWide, edges_of
from hub.store import tables as t
from hub.store.clusters import gather
from hub.store.codes import load_sources
from hub.store.writer import Transaction

_i, _m, _d = t.identifier, t.member, t.decision
_CARRIED = _i.join(_m, _m.c.no == _i.c.member_no)
_SUSPICIOUS = (
    select(_i.c.scheme, _i.c.value, _m.c.kind)
    .select_from(_CARRIED)
    .where(_i.c.strong)
    .group_by(_i.c.scheme, _i.c.value, _m.c.kind)
    .having(or_(func.count() > MOST_JOINED, func.count() > func.count(_m.c.source_no.distinct())))
)
_CARRIERS = (
    select(_i.c.scheme, _i.c.value, _m.c.kind, _m.c.id, _m.c.source_no)
    .select_from(_CARRIED)
    .where(and_(_i.c.strong, tuple_(_i.c.scheme, _i.c.value, _m.c.kind).in_(_SUSPICIOUS)))
    .order_by(_i.c.scheme, _i.c.value, _m.c.kind, _m.c.id)
)
_chief = t.member.alias("chief")
_VALUES = (
    select(_chief.c.id, _d.c.field, _d.c.id, _d.c.value)
    .select_from(_d.join(_m, _m.c.no == _d.c.left_no).join(_chief, and_(_chief.c.no == _m.c.canonical_no, _chief.c.kind == _m.c.kind)))
    .where(_d.c.kind == "VALUE", _d.c.undone_at.is_(None))
    .order_by(_d.c.no)
)
_APART = select(_d.c.left_no, _d.c.right_no).where(_d.c.kind == "DIFFERENT", _d.c.undone_at.is_(None))


async def contradictions(tx: Transaction) -> list[Contradiction]:
    """Every identifier or decision SAME that a decision DIFFERENT stops.

    Costs: one reading of what is around the decisions DIFFERENT that stand.
    """
    members = {no for pair in await tx.rows(_APART) for no in pair}
    return (await gather(tx, await load_sources(tx), members, decided=True)).contradictions if members else []


async def too_wide(tx: Transaction) -> list[TooWide]:
    """Every value that would join more than it may, and therefore joins nothing. Costs: one walk through all identifiers."""
    holders: dict[tuple[str, str, str], dict[str, str]] = {}
    rows: list[tuple[Any, ...]] = await tx.rows(_CARRIERS)
    for scheme, value, kind, one, source in rows:
        holders.setdefault((scheme, value, kind), {})[one] = str(source)
    found = [edges_of(f"{scheme}:{value}", carriers)[1] for (scheme, value, _), carriers in holders.items()]
    return [one for one in found if one is not None]


async def overruled(tx: Transaction) -> list[str]:
    """Values that persons set on ids which are one thing now, and that differ: the latest stands; after a split each is with its id."""
    set_by: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one, field, decision, value in await tx.rows(_VALUES):
        set_by.setdefault((one, field), []).append((decision, value))
    told = []
    for (one, field), said in set_by.items():
        latest, value = said[-1]
        others = [decision for decision, other in said if other != value]
        if others:
            told.append(
                f"{latest} and {' and '.join(others)} say different things of {field} of {one}, which was two things; {latest} stands. "
                f"Take back what is wrong with `samgraf matches undo {others[0]}`."
            )
    return told
