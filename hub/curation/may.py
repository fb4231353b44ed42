"""Whose word counts how: at once, at once and before all others, or after one other pair of eyes.

    moderators and administrators                             at once
    who speaks for a confirmed organization, about itself     at once, and wins over every source
    … about a thing that names it as responsible              at once (its event, its task, its room)
    contributors, about what a source of theirs speaks of     at once; about anything else of others: not at all
    all other contributors                                    waits

Which roles may ask for a mutation at all stands in schema/permissions.py and was checked before anything was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from hub.curation.problems import refuse
from hub.domain.contribution import Patch
from hub.domain.ids import EntityKind
from hub.domain.link import ROLES
from hub.domain.viewer import Viewer
from hub.store import tables as t
from hub.store.engine import in_list
from hub.store.writer import Transaction

_m, _mate, _d = t.member, t.member.alias("mate"), t.decision
_nos: BindParameter[Any] = bindparam("nos")
_CANONICAL = select(_m.c.id, _m.c.canonical_no).where(in_list(_m.c.id, bindparam("ids")))
_CONFIRMED = (
    select(_mate.c.canonical_no)
    .distinct()
    .select_from(_d.join(_mate, _mate.c.no == _d.c.left_no))
    .where(_d.c.kind == "CONFIRMED", _d.c.undone_at.is_(None), in_list(_mate.c.canonical_no, _nos))
)
_SOURCES = (
    select(t.source.c.key)
    .join(t.entity_source, t.entity_source.c.source_no == t.source.c.no)
    .where(t.entity_source.c.no == bindparam("thing"))
)
_RESPONSIBLE = frozenset(role.link.value for role in ROLES if role.inward and role.one)
_NEIGHBOURS = select(t.link.c.from_no).where(t.link.c.to_no == bindparam("thing"), t.link.c.kind.in_(_RESPONSIBLE))
_WAITING = (
    select(t.contribution.c.no).where(t.contribution.c.state == "WAITING", t.contribution.c.by == bindparam("who")).limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Weight:
    """How a contribution counts. `own`: it is the word of the organization that it is about."""

    public: bool
    own: bool = False


async def weigh(tx: Transaction, viewer: Viewer, kind: EntityKind, thing: int | None, patch: Patch) -> Weight:
    """How a patch of a viewer counts; `thing` is the entity that it is about, None for a new one. Raises Problems: NOT_ALLOWED."""
    spoken_for = await confirmed(tx, viewer)
    if kind is EntityKind.ORGANIZATION and thing in spoken_for:
        return Weight(public=True, own=True)
    if viewer.looks_after_all or (spoken_for and await _answers_for(tx, spoken_for, kind, thing, patch)):
        return Weight(public=True)
    if thing is None or not viewer.sources:
        return Weight(public=False)
    if not await looks_after(tx, viewer, thing):
        raise refuse("NOT_ALLOWED", f"Your key is for {', '.join(viewer.sources)}; none of these speaks of it.")
    return Weight(public=True)


async def confirmed(tx: Transaction, viewer: Viewer) -> frozenset[int]:
    """The confirmed organizations that a viewer speaks for, as numbers of entities."""
    if not viewer.speaks_for:
        return frozenset()
    nos = [no for _, no in await tx.rows(_CANONICAL, ids=list(viewer.speaks_for))]
    return frozenset(no for (no,) in await tx.rows(_CONFIRMED, nos=nos))


async def looks_after(tx: Transaction, viewer: Viewer, thing: int) -> bool:
    """Whether a source that the viewer looks after speaks of a thing."""
    theirs = {key for (key,) in await tx.rows(_SOURCES, thing=thing)}
    return viewer.looks_after_all or not theirs.isdisjoint(viewer.looks_after)


async def _answers_for(tx: Transaction, spoken_for: frozenset[int], kind: EntityKind, thing: int | None, patch: Patch) -> bool:
    """Whether one of these organizations is who leads, posts, organizes, owns or tells the thing."""
    if thing is not None:
        return not spoken_for.isdisjoint(no for (no,) in await tx.rows(_NEIGHBOURS, thing=thing))
    roles = {role.name for role in ROLES if role.of is kind and role.inward and role.one}
    named = [key.removeprefix("id:") for role, said in patch.references.items() if role in roles for key, *_ in said]
    return not spoken_for.isdisjoint(no for _, no in await tx.rows(_CANONICAL, ids=named))


async def check_queue(tx: Transaction, viewer: Viewer, most: int) -> None:
    """Nothing, while a contributor has fewer than so many contributions waiting. Raises Problems: QUEUE_FULL."""
    if len(await tx.rows(_WAITING, who=viewer.name, most=most)) >= most:
        raise refuse("QUEUE_FULL", f"{most} contributions of yours wait already (SAMGRAF_MOST_WAITING). Wait until somebody has looked.")
