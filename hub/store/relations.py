"""The links of entities: which edges their live claims carry, who wins a to-one field, and what has to be read again when a target moves.

A link belongs to the entity whose claims refer to the other end (the funding has a funder, never the other way), so it is written with it.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, or_, select, update

from hub.domain.ids import LINK, EntityKind
from hub.domain.link import ROLE, ROLES, LinkKind, Role
from hub.domain.reading import LiveClaim, rank
from hub.store import tables as t
from hub.store.claims import LIVE
from hub.store.clusters import Gathered, Member
from hub.store.engine import in_list
from hub.store.writer import Transaction

INWARD = tuple(sorted({role.link.value for role in ROLES if role.inward}))
OUTWARD = tuple(sorted({role.link.value for role in ROLES if not role.inward}))


@dataclass(frozen=True, slots=True)
class End:
    """An entity as the other end of an edge."""

    no: int
    id: str
    name: str
    sort_name: str


@dataclass(slots=True)
class Edge:
    """One edge as it should be; `owner` is the entity whose claims carry it."""

    role: Role
    owner: int
    target: int
    claims: list[int]
    since: str | None
    until: str | None
    url: str | None = None
    contested: bool = False

    @property
    def ends(self) -> tuple[int, int]:
        """From and to."""
        return (self.target, self.owner) if self.role.inward else (self.owner, self.target)


@dataclass(slots=True)
class Relations:
    """What the claims of one entity say about others: edges, and the winner of each to-one field."""

    edges: list[Edge] = field(default_factory=list)
    one: dict[str, int] = field(default_factory=dict)


Sayings = dict[tuple[str, int], list[tuple[Role, LiveClaim, str | None, str | None, str | None]]]
"""By role and target: who says so, since and until when, and which page tells of it."""


def link_id(kind: LinkKind, from_id: str, to_id: str) -> str:
    """The id of an edge, made from its kind and its ends."""
    digest = blake2b(f"{kind}\x00{from_id}\x00{to_id}".encode(), digest_size=15).digest()
    return f"{LINK}_{b32encode(digest)[:20].decode().lower()}"


_nos: BindParameter[Any] = bindparam("nos")
_r, _c = t.reference, t.claim
_REFERENCES = (
    select(_r.c.claim_no, _r.c.role, _r.c.target_no, _r.c.since, _r.c.until, _r.c.url)
    .where(in_list(_r.c.claim_no, _nos), _r.c.target_no.is_not(None))
    .order_by(_r.c.claim_no, _r.c.ordinal)
)
_REFERRERS = (
    select(_c.c.member_no)
    .distinct()
    .select_from(_r.join(_c, _c.c.no == _r.c.claim_no))
    .where(in_list(_r.c.target_no, _nos), _c.c.state == LIVE)
)
_PRESENT = (
    select(t.member.c.no, t.entity.c.kind, t.entity.c.no, t.entity.c.id, t.entity.c.name, t.entity.c.sort_name)
    .select_from(t.member.join(t.entity, t.entity.c.no == t.member.c.canonical_no))
    .where(in_list(t.member.c.no, _nos))
)
_left, _right = t.member.alias("left_member"), t.member.alias("right_member")
_UNLINKED = (
    select(t.decision.c.left_no, _left.c.canonical_no, t.decision.c.right_no, _right.c.canonical_no, t.decision.c.field)
    .select_from(t.decision.join(_left, _left.c.no == t.decision.c.left_no).join(_right, _right.c.no == t.decision.c.right_no))
    .where(t.decision.c.kind == "UNLINK", t.decision.c.undone_at.is_(None))
)


async def referrers(tx: Transaction, moved: Iterable[int]) -> set[int]:
    """The members whose live claims refer to these members."""
    return {no for (no,) in await tx.rows(_REFERRERS, nos=list(moved))}


async def present(tx: Transaction, members: Iterable[int]) -> dict[int, tuple[str, End]]:
    """The entities that stand in the tables now, each with its kind, by the number of any of their members."""
    return {member: (kind, End(*end)) for member, kind, *end in await tx.rows(_PRESENT, nos=list(members))}


async def relate(
    tx: Transaction, gathered: Gathered, clusters: Mapping[int, list[Member]], *, cut: bool
) -> tuple[dict[int, Relations], dict[int, End]]:
    """The relations of every cluster, by its number, and the entities outside that they lead to, by theirs.

    `cut`: whether any UNLINK stands, so that nobody has to look.
    """
    speakers = {claim.no: (member, claim) for member in gathered.members.values() for claim in member.claims}
    rows = await tx.rows(_REFERENCES, nos=list(speakers))
    standing = await present(tx, {target for _, _, target, *_ in rows if target not in gathered.members})
    unlinked = await _unlinked(tx, gathered) if cut else set()
    said: dict[int, Sayings] = {}
    for claim_no, role_name, target_no, since, until, url in rows:
        member, claim = speakers[claim_no]
        role = ROLE.get((member.kind, role_name))
        end = _end_no(target_no, role.target, gathered, clusters, standing) if role else None
        if role is None or end is None or end == member.canonical_no or _cut(unlinked, role, member.canonical_no, end):
            continue
        said.setdefault(member.canonical_no, {}).setdefault((role_name, end), []).append((role, claim, since, until, url))
    outside = {end.no: end for _, end in standing.values()}
    ids = {no: _chief(no, members).id for no, members in clusters.items()} | {no: end.id for no, end in outside.items()}
    return {no: _relations(no, said.get(no, {}), ids) for no in clusters}, outside


def _end_no(
    target: int,
    wanted: EntityKind | None,
    gathered: Gathered,
    clusters: Mapping[int, list[Member]],
    standing: Mapping[int, tuple[str, End]],
) -> int | None:
    """Where a reference leads; an id that leads on to a thing of another kind than is wanted leads nowhere."""
    if (member := gathered.members.get(target)) is not None:
        kind: str = gathered.members[member.canonical_no].kind
        there = member.canonical_no if any(mate.claims for mate in clusters[member.canonical_no]) else None
    else:
        kind, end = standing.get(target, ("", None))
        there = end.no if end else None
    return there if wanted is None or kind == wanted else None


def _chief(no: int, members: list[Member]) -> Member:
    return next(member for member in members if member.no == no)


async def _unlinked(tx: Transaction, gathered: Gathered) -> set[tuple[int, int, str]]:
    """Edges that a person said are not so, between the clusters that the named ones belong to now."""
    rows = await tx.rows(_UNLINKED)

    def now(member: int, was: int) -> int:
        return gathered.members[member].canonical_no if member in gathered.members else was

    return {(now(left, left_was), now(right, right_was), kind) for left, left_was, right, right_was, kind in rows}


def _cut(unlinked: set[tuple[int, int, str]], role: Role, owner: int, target: int) -> bool:
    """Whether a person said that this edge is not so."""
    ends = (target, owner) if role.inward else (owner, target)
    return (*ends, role.link.value) in unlinked


def _relations(owner: int, said: Sayings, ids: Mapping[int, str]) -> Relations:
    relations = Relations()
    by_role: dict[str, list[tuple[LiveClaim, Edge]]] = {}
    for (name, target), sayings in sorted(said.items(), key=lambda pair: (pair[0][0], ids[pair[0][1]])):
        role, claim, since, until, url = sayings[0]
        if len(sayings) > 1:
            role, claim, since, until, url = min(sayings, key=lambda saying: rank(saying[1], name, ids[target]))
        edge = Edge(role, owner, target, sorted({speaker.no for _, speaker, *_ in sayings}), since, until, url)
        by_role.setdefault(name, []).append((claim, edge))
        relations.edges.append(edge)
    for name, candidates in by_role.items():
        if not candidates[0][1].role.one:
            continue
        winner = candidates[0][1]
        if len(candidates) > 1:
            winner = min(candidates, key=lambda pair: rank(pair[0], name, ids[pair[1].target]))[1]
        relations.one[name] = winner.target
        for _, edge in candidates:
            edge.contested = edge is not winner
    return relations


# --- References that wait ----------------------------------------------------------------------------------------------------------

_i, _m = t.identifier, t.member
ANY_WAITING = select(_r.c.claim_no).where(or_(and_(_r.c.key > "identifier:", _r.c.key < "identifier;"), _r.c.key > "url:")).limit(1)
_OF_CLAIMS = select(_r.c.claim_no, _r.c.ordinal, _r.c.role, _r.c.key, _r.c.target_no, _m.c.kind, _m.c.no).select_from(
    _r.join(_c, _c.c.no == _r.c.claim_no).join(_m, _m.c.no == _c.c.member_no)
)
_WAITING_OF = _OF_CLAIMS.where(in_list(_r.c.claim_no, _nos), ~_r.c.key.startswith("id:"))
_WAITING_FOR = _OF_CLAIMS.where(in_list(_r.c.key, bindparam("keys")), _c.c.state == LIVE)
_BY_IDENTIFIER = (
    select(_i.c.value, _m.c.kind, func.min(_m.c.canonical_no), func.count(_m.c.canonical_no.distinct()))
    .select_from(_i.join(_m, _m.c.no == _i.c.member_no))
    .where(_i.c.scheme == bindparam("scheme"), in_list(_i.c.value, bindparam("values")), _i.c.strong)
    .group_by(_i.c.value, _m.c.kind)
)
_BY_URL = (
    select(t.entity.c.url, t.entity.c.kind, func.min(t.entity.c.no), func.count())
    .where(in_list(t.entity.c.url, bindparam("values")))
    .group_by(t.entity.c.url, t.entity.c.kind)
)
_BIND = update(_r).where(_r.c.claim_no == bindparam("claim"), _r.c.ordinal == bindparam("place")).values(target_no=bindparam("target"))


async def bind(tx: Transaction, claims: Iterable[int], changed_keys: Iterable[str]) -> set[int]:
    """Leads references by identifier or URL to the one entity of the right kind that carries it now; the members whose references moved.

    Looks at the references of `claims`, and at all that wait for one of `changed_keys`. What two entities carry leads nowhere; where a role
    takes things of any kind, two of different kinds are two as well.
    """
    rows = {tuple(row) for row in await tx.rows(_WAITING_OF, nos=list(claims))}
    rows |= {tuple(row) for row in await tx.rows(_WAITING_FOR, keys=list(changed_keys))}
    found = await _targets(tx, {key for _, _, _, key, _, _, _ in rows})
    moved, changes = set[int](), []
    for claim_no, ordinal, role_name, key, target_no, kind, member_no in sorted(rows, key=lambda row: row[:2]):
        role = ROLE.get((EntityKind(kind), role_name))
        target = found.get((key, role.target)) if role else None
        if target != target_no:
            changes.append((target, claim_no, ordinal))
            moved.add(member_no)
    await tx.many(_BIND, changes)
    return moved


async def _targets(tx: Transaction, keys: set[str]) -> dict[tuple[str, str | None], int]:
    """The one entity of a kind that a key leads to, by key and kind; under None, the one of all kinds."""
    wanted: dict[str, list[str]] = {}
    urls: list[str] = []
    for key in sorted(keys):
        way, _, rest = key.partition(":")
        if way == "identifier":
            scheme, _, value = rest.partition(":")
            wanted.setdefault(scheme, []).append(value)
        elif way == "url":
            urls.append(rest)
    carried: dict[str, list[tuple[str, int, int]]] = {}
    for scheme, values in wanted.items():
        for value, *by in await tx.rows(_BY_IDENTIFIER, scheme=scheme, values=values):
            carried.setdefault(f"identifier:{scheme}:{value}", []).append(tuple(by))
    for url, *by in await tx.rows(_BY_URL, values=urls) if urls else ():
        carried.setdefault(f"url:{url}", []).append(tuple(by))
    found: dict[tuple[str, str | None], int] = {}
    for key, kinds in carried.items():
        found.update({(key, kind): no for kind, no, count in kinds if count == 1})
        if len(kinds) == 1 and kinds[0][2] == 1:
            found[key, None] = kinds[0][1]
    return found
