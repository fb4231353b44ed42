"""What stands about a thing now, as far as a contribution has to know: its entity, its local version, and what changed since another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import and_, bindparam, or_, select

from hub.curation.patch import Before
from hub.curation.problems import Problem, Problems, refuse
from hub.domain.contribution import Patch, written
from hub.domain.ids import EntityKind
from hub.domain.reading import canonical
from hub.domain.spelling import camel
from hub.errors import StoreError
from hub.store import tables as t
from hub.store.claims import LIVE
from hub.store.contributions import LOCAL
from hub.store.withdrawal import known_field
from hub.store.writer import Transaction

SHOWN = 200
_m, _n, _c = t.member, t.contribution, t.claim
_THING = (
    select(_m.c.no, _m.c.kind, t.entity.c.no, t.entity.c.id, t.entity.c.version, t.entity.c.kind)
    .join(t.entity, t.entity.c.no == _m.c.canonical_no)
    .where(_m.c.id == bindparam("one"))
)
_WHEN = select(t.event.c.starts_at, t.event.c.ends_at, t.event.c.all_day, t.event.c.timezone).where(t.event.c.no == bindparam("thing"))
_IDENTIFIERS = select(t.identifier.c.scheme, t.identifier.c.value).where(t.identifier.c.no == bindparam("thing")).distinct()
_SINCE = (
    select(_n.c.fields)
    .join(_m, _m.c.no == _n.c.member_no)
    .where(
        _m.c.canonical_no == bindparam("thing"),
        or_(
            and_(_n.c.state == "PUBLIC", _n.c.stood_at > bindparam("base")),
            and_(_n.c.fell_at > bindparam("base"), _n.c.stood_at > 0, _n.c.stood_at <= bindparam("base")),
        ),
    )
)
_TOLD_HERE = (
    select(_c.c.member_no, _c.c.data)
    .join(_m, _m.c.no == _c.c.member_no)
    .join(t.source, t.source.c.no == _c.c.source_no)
    .where(_m.c.canonical_no == bindparam("thing"), t.source.c.key == LOCAL, _c.c.state == LIVE)
    .order_by(_c.c.no)
)


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity by one of its ids: `member_no` and `id` are those that it was asked by, `no` is that of the entity, now of this kind."""

    member_no: int
    id: str
    no: int
    kind: EntityKind
    version: str


async def thing_of(tx: Transaction, one: str, kind: EntityKind | None, *path: str) -> Thing:
    """The thing that somebody names. Raises Problems: NOT_FOUND, WRONG_KIND; `path` says where it is named."""
    rows = await tx.rows(_THING, one=one)
    if not rows:
        raise refuse("NOT_FOUND", f"There is nothing with the id {one[:60]!r}.", *path)
    member_no, own_kind, no, canonical_id, version, kind_now = rows[0]
    if kind is not None and kind_now != kind:
        raise refuse("WRONG_KIND", f"{one[:60]} is of kind {kind_now}; one of kind {kind} is expected.", *path)
    if own_kind != kind_now:  # an id of a thing that turned out to be of another kind: what is said now is said of that
        return await thing_of(tx, canonical_id, kind, *path)
    return Thing(member_no, one, no, EntityKind(kind_now), version)


def field_of(kind: EntityKind, name: str, *path: str) -> str:
    """The field that somebody names, as claims call it. Raises Problems: INVALID, with those that there are."""
    try:
        return known_field(kind, name)
    except StoreError as error:
        raise refuse("INVALID", str(error), *path) from error


async def before(tx: Transaction, thing: Thing | None) -> Before:
    """What a patch may complete. An event's time and an organization's numbers are of several parts."""
    if thing is None:
        return Before()
    if thing.kind is EntityKind.EVENT:
        starts_at, ends_at, all_day, timezone = (await tx.rows(_WHEN, thing=thing.no))[0]
        return Before({"starts_at": starts_at, "ends_at": ends_at, "all_day": bool(all_day), "timezone": timezone})
    return Before(identifiers=tuple((scheme, value) for scheme, value in await tx.rows(_IDENTIFIERS, thing=thing.no)))


async def told_here(tx: Transaction, thing: Thing) -> list[tuple[int, dict[str, Any]]]:
    """What was told here of a thing and stands: the id that each claim is about, by its number, and the data of the claim."""
    return [(no, orjson.loads(data)) for no, data in await tx.rows(_TOLD_HERE, thing=thing.no)]


async def check_version(tx: Transaction, thing: Thing, base: str | None, patch: Patch) -> None:
    """Nothing, when nobody has said anything else of these fields since the version `base`. Raises Problems: BAD_VERSION, CONFLICT."""
    if base is None:
        return
    if not (base.isascii() and base.isdigit() and len(base) < 19 and int(base) <= int(thing.version)):
        raise refuse("BAD_VERSION", f"{base[:40]!r} is no version of it; the present one is {thing.version}.", "input", "baseVersion")
    changed = {name for (fields,) in await tx.rows(_SINCE, thing=thing.no, base=int(base)) for name in orjson.loads(fields)}
    theirs = _sayings([data for _, data in await told_here(tx, thing)])
    mine = _sayings(
        [{"values": patch.values, "references": [(role, *written(one)) for role, said in patch.references.items() for one in said]}]
    )
    problems = [
        Problem(
            ("input", camel(name)),
            "CONFLICT",
            f"Since version {base} somebody else said {_shown(theirs.get(name))}; you say {_shown(mine.get(name))}. Nothing was written: "
            f"read version {thing.version} and say what it should be.",
        )
        for name in sorted(changed & set(patch.fields))
        if theirs.get(name) != mine.get(name)
    ]
    if problems:
        raise Problems(problems)


def _sayings(claims: Sequence[dict[str, Any]]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for claim in claims:
        said |= claim["values"]
        for role, *rest in claim["references"]:
            said.setdefault(role, []).append(list(rest))
    return said


def _shown(value: Any) -> str:
    return "nothing" if value is None else repr(canonical(value)[:SHOWN])
