"""Contributions: from the arguments of a mutation to what stands in the store, one transaction each.

    receipt? → patch (all that is wrong is told at once) → whose word is it? → said meanwhile? → kept → stands → log → receipt

What raises Problems has written nothing. An answer that was lost on its way is asked for again with the same `idempotencyKey`: it was
written in the transaction of the deed.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select

from hub.curation.inputs import INPUTS, NEEDED, TELLING
from hub.curation.may import Weight, check_queue, check_sites, weigh
from hub.curation.patch import LONG, read_patch
from hub.curation.problems import Problem, Problems, refuse
from hub.curation.things import Thing, before, check_version, thing_of, told_here
from hub.curation.withheld import check_withdrawn
from hub.domain.contribution import ContributionState, Patch
from hub.domain.ids import EntityKind
from hub.domain.link import ROLES, LinkKind, Role
from hub.domain.source import Source
from hub.domain.spelling import snake
from hub.domain.viewer import Viewer
from hub.settings import Settings
from hub.store import audit, contributions, decisions
from hub.store import tables as t
from hub.store.contributions import LOCAL, Known, Local
from hub.store.writer import Transaction

CONTRIBUTED = "CONTRIBUTED"
LONGEST_KEY = 200
MOST_LINKS = 500
_BY_MEMBER = select(t.member.c.id).where(t.member.c.no == bindparam("no"))
_PUBLISHED = select(t.entity.c.id).join(t.member, t.member.c.canonical_no == t.entity.c.no).where(t.member.c.no == bindparam("no"))
_WAITS = select(t.contribution.c.no).where(t.contribution.c.member_no == bindparam("no"), t.contribution.c.state == "WAITING")
_OTHERS_SAY = (
    select(t.source.c.key)
    .distinct()
    .select_from(
        t.link.join(t.link_claim, t.link_claim.c.link_no == t.link.c.no)
        .join(t.claim, t.claim.c.no == t.link_claim.c.claim_no)
        .join(t.source, t.source.c.no == t.claim.c.source_no)
    )
    .where(t.link.c.kind == bindparam("link_kind"), t.source.c.key != LOCAL)
)
_OTHERS_IN = _OTHERS_SAY.where(t.link.c.to_no == bindparam("thing"))
_OTHERS_OUT = _OTHERS_SAY.where(t.link.c.from_no == bindparam("thing"))


@dataclass(frozen=True, slots=True)
class Room:
    """What every deed uses: its transaction, who does it and when, the local source, settings, and where the database is."""

    tx: Transaction
    viewer: Viewer
    at: str
    source: Source
    settings: Settings
    database: Path

    @property
    def most_waiting(self) -> int:
        """How much of one person may wait."""
        return self.settings.most_waiting

    @property
    def secret(self) -> str:
        """That of withdrawals."""
        return self.settings.withdrawal_key.get_secret_value()


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a deed: ids and codes only, for it is kept as a receipt. `follow`, a secret address, is of a deed that has none."""

    entity: str | None = None
    state: str | None = None
    version: str | None = None
    decision: str | None = None
    follow: str | None = None


async def register(room: Room, kind: EntityKind, given: Mapping[str, Any], *, action: str, adapted_from: str | None = None) -> Done:
    """Tells of a new thing. One that its contributor told before under the same `externalId` is told on instead."""
    external = given.get("externalId")
    if external is not None and len(external) > LONGEST_KEY:
        raise refuse("TOO_LONG", f"{LONGEST_KEY} letters is the most.", "input", "externalId")
    source_id = f"{room.viewer.name}:{external}" if external is not None else secrets.token_hex(10)
    local = await contributions.open_local(room.tx, room.source, room.at)
    known = await _told_before(room, kind, source_id) if external is not None else None
    if known is not None:
        return await update(room, kind, known, given, action=action)
    if missing := [name for name in NEEDED[kind] if given.get(name) in (None, "")]:
        raise Problems(Problem(("input", name), "REQUIRED", f"Say its `{name}`.") for name in missing)
    if given.get("baseVersion") not in (None, "0"):
        raise refuse("BAD_VERSION", "A new thing has no version yet; leave it out.", "input", "baseVersion")
    patch = await read_patch(room.tx, kind, given, lang=room.source.language, before=await before(room.tx, None))
    if not patch.fields:
        raise refuse("NOTHING_SAID", "Name at least one field that should be said.", "input")
    if adapted_from is not None:
        patch = replace(patch, references={**patch.references, "adapted_from": [(f"id:{adapted_from}", None, None, None)]})
    weight = await weigh(room.tx, room.viewer, kind, None, patch)
    member_no = await contributions.member(room.tx, local, kind, source_id)
    return await keep(room, local, member_no, patch, weight, action=action, told_as=source_id)


async def take_up(room: Room, initiative: str, given: Mapping[str, Any]) -> Done:
    """Tells of an initiative that took up a good example."""
    example = await thing_of(room.tx, initiative, EntityKind.INITIATIVE, "initiative")
    return await register(room, EntityKind.INITIATIVE, given, action="takeUp", adapted_from=example.id)


async def update(room: Room, kind: EntityKind, one: str, given: Mapping[str, Any], *, action: str) -> Done:
    """Says more of a thing, or something else; what is not named stays as it is."""
    thing = await thing_of(room.tx, one, kind, "id")
    local = await contributions.open_local(room.tx, room.source, room.at)
    patch = await read_patch(room.tx, kind, given, lang=room.source.language, before=await before(room.tx, thing))
    if not patch.fields:
        raise refuse("NOTHING_SAID", "Name at least one field that should be said.", "input")
    await _check_nulls(room, kind, thing, given)
    weight = await weigh(room.tx, room.viewer, kind, thing.no, patch)
    await check_version(room.tx, thing, given.get("baseVersion"), patch)
    return await keep(room, local, thing.member_no, patch, weight, action=action)


async def retire(room: Room, one: str, reason: str | None) -> Done:
    """Takes back what was told here of a thing; what sources say of it stays."""
    thing = await thing_of(room.tx, one, None, "id")
    local = await contributions.open_local(room.tx, room.source, room.at)
    patch = Patch(retires=True)
    weight = await weigh(room.tx, room.viewer, thing.kind, thing.no, patch)
    told = [(no, "own" in data) for no, data in await told_here(room.tx, thing)]
    if not (weight.own or room.viewer.looks_after_all):  # an organization's own word is its own to take back
        told = [(no, own) for no, own in told if not own]
    if not told:
        raise refuse("NOTHING_LOCAL", "Nothing was told here of it. What a source says, it has to take back itself.", "id")
    done = Done()
    for member_no, own in told:
        done = await keep(room, local, member_no, patch, replace(weight, own=own), action="retire", reason=reason)
    return done


async def link(room: Room, given: Mapping[str, Any]) -> Done:
    """Says that two things hang together. The edge is told of the thing whose claims carry edges of this kind."""
    page = given.get("url")
    if page is not None and len(page) > LONG:
        raise refuse("TOO_LONG", f"{LONG:,} letters is the most.", "input", "url")
    from_, to = [await thing_of(room.tx, given[end], None, "input", end) for end in ("from", "to")]
    kind = LinkKind(given["kind"])
    role = next((role for role in ROLES if role.link is kind and _fits(role, from_, to)), None)
    if role is None or from_.no == to.no:
        told = "one thing" if from_.no == to.no else f"{from_.kind} and {to.kind}"
        raise refuse("WRONG_KIND", f"There is no link of kind {kind} between {told}.", "input", "kind")
    owner, target = (to, from_) if role.inward else (from_, to)
    local = await contributions.open_local(room.tx, room.source, room.at)
    linked = [data["references"] for _, data in await told_here(room.tx, owner)]
    if sum(map(len, linked)) >= MOST_LINKS:
        raise refuse("TOO_LONG", f"{MOST_LINKS} links of {owner.id} were told here, the most that one thing may have.", "input")
    patch = Patch(links=[(role.name, (f"id:{target.id}", given.get("since"), given.get("until"), page))])
    weight = await weigh(room.tx, room.viewer, owner.kind, owner.no, patch)
    return await keep(room, local, owner.member_no, patch, replace(weight, own=False), action="link")


def _fits(role: Role, from_: Thing, to: Thing) -> bool:
    owner, target = (to, from_) if role.inward else (from_, to)
    return role.of is owner.kind and role.target in (None, target.kind)


async def keep(
    room: Room,
    local: Local,
    member_no: int,
    patch: Patch,
    weight: Weight,
    *,
    action: str,
    reason: str | None = None,
    told_as: str | None = None,
) -> Done:
    """Keeps a patch about an id, and lets it stand where its weight says so; `told_as`: see check_withdrawn.

    Raises: Problems (WITHDRAWN, QUEUE_FULL).
    """
    tx, by, at = room.tx, room.viewer.name, room.at
    await check_withdrawn(tx, member_no, patch, room.secret, told_as)
    if not weight.public:
        await check_queue(tx, room.viewer, room.most_waiting)
        await check_sites(tx, room.viewer, room.settings.most_mentions)
    kept = await contributions.keep(tx, local, member_no, patch, action=action, by=by, at=at, own=weight.own)
    one = f"contribution_{kept.no}"
    subject = str(await tx.value(_BY_MEMBER, no=member_no))
    decision = None
    if weight.public:
        await contributions.stand(tx, local, kept, at)
        decision = await decisions.write(tx, CONTRIBUTED, member_no, value=one, by=by, at=at, reason=reason)
    state = ContributionState.PUBLIC if weight.public else ContributionState.WAITING
    await audit.append(tx, action, subject, by=by, at=at, contribution=one, fields=list(patch.fields), state=state.value)
    return Done(await shown(tx, kept), state.value, await version(tx, kept), decision)


async def shown(tx: Transaction, one: Known) -> str | None:
    """The id of the thing that a contribution is about, when everybody can read of it."""
    there = await tx.value(_PUBLISHED, no=one.member_no)
    return str(await tx.value(_BY_MEMBER, no=one.member_no)) if there is not None else None


async def version(tx: Transaction, one: Known) -> str | None:
    """The version that the thing has now."""
    there = await tx.value(_PUBLISHED, no=one.member_no)
    return (await thing_of(tx, there, None)).version if there is not None else None


async def _told_before(room: Room, kind: EntityKind, source_id: str) -> str | None:
    """The id of a thing that was told before. Raises Problems while it waits."""
    found = await contributions.find(room.tx, kind, source_id)
    if found is None or await room.tx.rows(_PUBLISHED, no=found[0]):
        return found[1] if found is not None else None
    if await room.tx.rows(_WAITS, no=found[0]):
        told = "You told of it before under this `externalId`; it waits for somebody to look."
        raise refuse("ALREADY_WAITING", told, "input", "externalId")
    return None  # it was rejected or taken back


async def _check_nulls(room: Room, kind: EntityKind, thing: Thing, given: Mapping[str, Any]) -> None:
    """A null for a thing that others name would take back nothing of what they say. Raises Problems: SAID_BY_OTHERS."""
    for name in INPUTS[kind]:
        role = next((role for role in ROLES if role.of is kind and role.name == snake(name)), None)
        if role is None or name in TELLING or name not in given or given[name] not in (None, []):
            continue
        others = await room.tx.rows(_OTHERS_IN if role.inward else _OTHERS_OUT, link_kind=role.link.value, thing=thing.no)
        if others:
            told = ", ".join(key for (key,) in others)
            raise refuse("SAID_BY_OTHERS", f"{told} says so. Say with `unlink` that it is not so.", "input", name)
