"""Whose word counts how: at once, at once and before all others, or after one other pair of eyes.

    moderators (within their areas) and administrators        at once
    who speaks for a confirmed organization, about itself     at once, and wins over every source
    … about a thing that names it as responsible              at once (its event, its task, its room)
    contributors, about what lies in an area of theirs        at once
    … about what a source of theirs speaks of                 at once; about anything else of others: not at all
    all other contributors                                    waits

What would make a thing one with a thing that is not theirs (by a number of a register, a page by its address) waits, whosever word it is,
or whoever speaks for one organization could take another; moderators of everything are excepted.

Which roles may ask for a mutation at all stands in schema/permissions.py and was checked before anything was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from hub.curation.problems import refuse
from hub.domain.contribution import Patch
from hub.domain.identity import is_strong
from hub.domain.ids import EntityKind
from hub.domain.link import ROLES
from hub.domain.viewer import Viewer, ViewerRole
from hub.store import tables as t
from hub.store.engine import in_list
from hub.store.speaking import spoken_for_now
from hub.store.writer import Transaction

SITE = "site:"
"""How the names of sites begin that tell by Webmention."""

_m, _e = t.member, t.entity
_CANONICAL = select(_m.c.canonical_no).where(in_list(_m.c.id, bindparam("ids")))
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
_SITES_WAIT = (
    select(t.contribution.c.no)
    .where(t.contribution.c.state == "WAITING", t.contribution.c.by >= SITE, t.contribution.c.by < "site;")  # all that begin so
    .limit(bindparam("most"))
)
_WHERE = select(_e.c.area_no).where(_e.c.no == bindparam("thing"))
_AREA = select(t.area.c.no).where(t.area.c.code == bindparam("code"))
_COVERED = (
    select(t.area_closure.c.descendant_no)
    .distinct()
    .join(t.area, t.area.c.no == t.area_closure.c.ancestor_no)
    .where(in_list(t.area.c.code, bindparam("codes")), in_list(t.area_closure.c.descendant_no, bindparam("nos")))
)
_NAMED_ALIKE = (
    select(_e.c.no, _e.c.area_no)
    .join(t.identifier, t.identifier.c.no == _e.c.no)
    .where(t.identifier.c.scheme == bindparam("scheme"), t.identifier.c.value == bindparam("value"), _e.c.kind == bindparam("of"))
)
_AT_ADDRESS = select(_e.c.no, _e.c.area_no).where(_e.c.url == bindparam("url"), _e.c.kind == bindparam("of"))


@dataclass(frozen=True, slots=True)
class Weight:
    """How a contribution counts. `own`: it is the word of the organization that it is about."""

    public: bool
    own: bool = False


async def weigh(tx: Transaction, viewer: Viewer, kind: EntityKind, thing: int | None, patch: Patch) -> Weight:
    """How a patch of a viewer counts; `thing` is the entity that it is about, None for a new one. Raises Problems: NOT_ALLOWED."""
    spoken_for = await spoken_for_now(tx, viewer)
    own = kind is EntityKind.ORGANIZATION and thing in spoken_for
    if viewer.looks_after_all:
        return Weight(public=True, own=own)
    public = own or (bool(spoken_for) and await _answers_for(tx, spoken_for, kind, thing, patch))
    if not public and not await tells_within(tx, viewer, kind, thing, patch):
        if thing is None or not viewer.looks_after:
            return Weight(public=False)
        if not await looks_after(tx, viewer, thing):
            raise refuse("NOT_ALLOWED", f"Your key is for {', '.join(viewer.sources)}; none of these speaks of it.")
    if not await _are_theirs(tx, viewer, spoken_for, await _met(tx, kind, thing, patch)):
        return Weight(public=False)
    return Weight(public=True, own=own)


async def looks_after(tx: Transaction, viewer: Viewer, thing: int) -> bool:
    """Whether a source that the viewer looks after speaks of a thing."""
    theirs = {key for (key,) in await tx.rows(_SOURCES, thing=thing)}
    return viewer.looks_after_all or not theirs.isdisjoint(viewer.looks_after)


async def _answers_for(tx: Transaction, spoken_for: frozenset[int], kind: EntityKind, thing: int | None, patch: Patch) -> bool:
    """Whether one of these organizations is who leads, posts, organizes, owns or tells the thing."""
    if thing is not None:
        return await _responsible(tx, spoken_for, thing)
    roles = {role.name for role in ROLES if role.of is kind and role.inward and role.one}
    named = [key.removeprefix("id:") for role, said in patch.references.items() if role in roles for key, *_ in said]
    return not spoken_for.isdisjoint(no for (no,) in await tx.rows(_CANONICAL, ids=named))


async def _responsible(tx: Transaction, spoken_for: frozenset[int], thing: int) -> bool:
    return not spoken_for.isdisjoint(no for (no,) in await tx.rows(_NEIGHBOURS, thing=thing))


async def check_queue(tx: Transaction, viewer: Viewer, most: int) -> None:
    """Nothing, while a contributor has fewer than so many contributions waiting. Raises Problems: QUEUE_FULL."""
    if len(await tx.rows(_WAITING, who=viewer.name, most=most)) >= most:
        raise refuse("QUEUE_FULL", f"{most} contributions of yours wait already (SAMGRAF_MOST_WAITING). Wait until somebody has looked.")


async def check_sites(tx: Transaction, viewer: Viewer, most: int) -> None:
    """Nothing, while of all sites together fewer than so many contributions wait: a site costs nothing. Raises Problems: QUEUE_FULL."""
    if viewer.name.startswith(SITE) and len(await tx.rows(_SITES_WAIT, most=most)) >= most:
        raise refuse("QUEUE_FULL", f"{most} pages of sites wait already (SAMGRAF_MOST_MENTIONS). Wait until somebody has looked.")


# --- Areas -------------------------------------------------------------------------------------------------------------------------


async def lies_within(tx: Transaction, viewer: Viewer, things: Iterable[int]) -> bool:
    """Whether all these entities lie in areas of the viewer. What has no area lies nowhere."""
    return await _within(tx, viewer, [await tx.value(_WHERE, thing=one) for one in things])


async def moderates(tx: Transaction, viewer: Viewer, things: Sequence[int]) -> bool:
    """Whether these entities are the viewer's to moderate: everything's, or all within their areas."""
    return viewer.looks_after_all or (viewer.moderates and await lies_within(tx, viewer, things))


async def moderates_patch(
    tx: Transaction, viewer: Viewer, kind: EntityKind, thing: int | None, patch: Patch, *, area_no: int | None
) -> bool:
    """Whether what was told of a thing is the viewer's to moderate; `area_no` is where a new one is said to be."""
    if viewer.looks_after_all or not viewer.moderates:
        return viewer.looks_after_all
    where = area_no if thing is None else await tx.value(_WHERE, thing=thing)
    return await _within(tx, viewer, [where]) and await _meets_nobody_elsewhere(tx, viewer, kind, thing, patch)


async def tells_within(tx: Transaction, viewer: Viewer, kind: EntityKind, thing: int | None, patch: Patch) -> bool:
    """Whether a patch is about what lies, and stays, in an area of a contributor or moderator.

    What would become one with a thing elsewhere (by a number of a register, a page by its address) does not stay there.
    """
    if not viewer.areas or viewer.role not in (ViewerRole.CONTRIBUTOR, ViewerRole.MODERATOR):
        return False
    where = [] if thing is None else [await tx.value(_WHERE, thing=thing)]
    if thing is None or "area" in patch.values:
        code = patch.values.get("area")
        where.append(await tx.value(_AREA, code=code) if code is not None else None)
    return await _within(tx, viewer, where) and await _meets_nobody_elsewhere(tx, viewer, kind, thing, patch)


async def _within(tx: Transaction, viewer: Viewer, areas: Sequence[int | None]) -> bool:
    nos = {no for no in areas if no is not None}
    if not viewer.areas or not areas or None in areas:
        return False
    return {no for (no,) in await tx.rows(_COVERED, codes=list(viewer.areas), nos=sorted(nos))} == nos


async def _meets_nobody_elsewhere(tx: Transaction, viewer: Viewer, kind: EntityKind, thing: int | None, patch: Patch) -> bool:
    others = [area for _, area in await _met(tx, kind, thing, patch)]
    return not others or await _within(tx, viewer, others)


async def _are_theirs(tx: Transaction, viewer: Viewer, spoken_for: frozenset[int], met: Sequence[tuple[int, int | None]]) -> bool:
    """Whether the viewer's word about each of these entities (with its area) would count at once as well."""
    for no, area in met:
        theirs = no in spoken_for or await _responsible(tx, spoken_for, no) or await _within(tx, viewer, [area])
        if not (theirs or await looks_after(tx, viewer, no)):
            return False
    return True


async def _met(tx: Transaction, kind: EntityKind, thing: int | None, patch: Patch) -> list[tuple[int, int | None]]:
    """The other entities that are what a patch says its thing is, with their areas: by a strong identifier, or by the address."""
    met: list[tuple[Any, ...]] = []
    for scheme, value in patch.values.get("identifiers") or ():
        if is_strong(kind, scheme, value):
            met += await tx.rows(_NAMED_ALIKE, scheme=scheme, value=value, of=kind.value)
    if patch.values.get("url"):
        met += await tx.rows(_AT_ADDRESS, url=patch.values["url"], of=kind.value)
    return list({no: area for no, area in met if no != thing}.items())
