"""Which members are one thing now: the components around what was touched, and nothing else.

A member without strong identifiers and decisions is a component by itself, which is what nearly all are. From the others the search follows
shared identifiers and decisions until nothing new comes; a value that too many carry is counted, never followed.

What was of another kind is no member of a cluster, for only things of one kind are the same: its id is led to what its item says now
(hub/store/kinds.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import BindParameter, bindparam, func, or_, select

from hub.domain import identity
from hub.domain.ids import EntityKind
from hub.domain.reading import LiveClaim
from hub.store import kinds
from hub.store import tables as t
from hub.store.claims import HIDDEN, LIVE, RETIRED
from hub.store.engine import in_list
from hub.store.writer import Transaction


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What the reading wants to know of a source."""

    key: str
    trust: int
    language: str


@dataclass(slots=True)
class Member:
    """One id, what is said about it now, and the cluster that it is known by now and was known by before.

    `last_words` are the strong identifiers that one of whom nobody speaks any more had at the end. `edition`: that of what the local store
    says of it, 0 when it says nothing.
    """

    no: int
    id: str
    kind: EntityKind
    source_no: int
    source_id: str
    was_no: int
    published_seq: int | None
    canonical_no: int
    claims: list[LiveClaim] = field(default_factory=list)
    identifiers: dict[tuple[str, str], bool] = field(default_factory=dict)
    last_words: set[tuple[str, str]] = field(default_factory=set)
    edition: int = 0


@dataclass(slots=True)
class Gathered:
    """Members by number; `too_wide` values and `contradictions` are for people to see."""

    members: dict[int, Member] = field(default_factory=dict)
    too_wide: list[identity.TooWide] = field(default_factory=list)
    contradictions: list[identity.Contradiction] = field(default_factory=list)
    claim_sources: dict[int, int] = field(default_factory=dict)

    def clusters(self) -> dict[int, list[Member]]:
        """Members by the number of their cluster."""
        groups: dict[int, list[Member]] = {}
        for member in self.members.values():
            groups.setdefault(member.canonical_no, []).append(member)
        return groups


_m, _mate, _i, _d = t.member, t.member.alias("mate"), t.identifier, t.decision
_nos: BindParameter[Any] = bindparam("nos")
_MATES = (
    select(_mate.c.no, _mate.c.id, _mate.c.kind, _mate.c.source_no, _mate.c.source_id, _mate.c.canonical_no, _mate.c.published_seq)
    .distinct()
    .select_from(_m.join(_mate, _mate.c.canonical_no == _m.c.canonical_no))
    .where(in_list(_m.c.no, _nos))
)
_LIVE = (
    select(t.claim.c.no, t.claim.c.member_no, t.claim.c.source_no, t.claim.c.data, t.claim.c.since_run, t.claim.c.since_fields)
    .where(in_list(t.claim.c.member_no, _nos), t.claim.c.state == LIVE)
    .order_by(t.claim.c.no)
)
_LAST_WORDS = (
    select(t.claim.c.member_no, t.claim.c.data)
    .where(in_list(t.claim.c.member_no, _nos), t.claim.c.state.in_((HIDDEN, RETIRED)))
    .order_by(t.claim.c.state.desc(), t.claim.c.since_run, t.claim.c.no)
)
_STRONG_BEFORE = select(_i.c.member_no, _i.c.scheme, _i.c.value).where(in_list(_i.c.member_no, _nos), _i.c.strong)
_IS_VALUE = (_i.c.scheme == bindparam("scheme"), in_list(_i.c.value, bindparam("values")), _i.c.strong)
_HOLDER_COUNTS = select(_i.c.value, func.count()).where(*_IS_VALUE).group_by(_i.c.value)
_HOLDERS = select(_i.c.value, _i.c.member_no).where(*_IS_VALUE)
_DECISIONS = select(_d.c.id, _d.c.kind, _d.c.left_no, _d.c.right_no).where(
    or_(in_list(_d.c.left_no, _nos), in_list(_d.c.right_no, _nos)),
    _d.c.kind.in_(("SAME", "DIFFERENT")),
    _d.c.undone_at.is_(None),
    _d.c.right_no.is_not(None),
)

Decided = tuple[str, str, int, int]


async def gather(tx: Transaction, sources: dict[int, SourceFacts], touched: Iterable[int], *, decided: bool) -> Gathered:
    """The touched members with everybody who is, was or now becomes one thing with them; each with its cluster.

    `decided`: whether any decision about sameness stands, so that nobody has to look.
    """
    found, decisions, corrected = Gathered(), set[Decided](), set[kinds.Corrected]()
    frontier = set(touched)
    while frontier:
        new = await gather_plain(tx, sources, frontier, found)
        if not new:
            break
        frontier = await _neighbours(tx, found, new)
        if decided:
            rows = [tuple(row) for row in await tx.rows(_DECISIONS, nos=new)]
            decisions |= set(rows)
            frontier |= {no for _, kind, left, right in rows if kind == "SAME" for no in (left, right)}
        pairs = await kinds.corrected(tx, new)
        corrected |= pairs
        frontier |= {no for pair in pairs for no in pair}
        frontier -= found.members.keys()
    await _join(tx, found, decisions)
    _lead_on(found, corrected)
    return found


def _lead_on(found: Gathered, corrected: set[kinds.Corrected]) -> None:
    """Leads ids of which nobody speaks any more to what their items, corrected, speak of now: a thing of another kind."""
    if not corrected:
        return
    groups, members = found.clusters(), found.members
    speaking = {members[no].id for no, group in groups.items() if any(member.claims for member in group)}
    ways = ((members[members[then].canonical_no].id, members[members[now].canonical_no].id) for then, now in corrected)
    led, by_id = identity.led_on(ways, speaking), {member.id: member for member in members.values()}
    for one, other in led.items():
        for member in groups[by_id[one].no]:
            member.canonical_no = by_id[other].no


async def gather_plain(tx: Transaction, sources: dict[int, SourceFacts], wanted: Iterable[int], into: Gathered) -> list[int]:
    """Adds members with their present cluster mates and live claims, leaving clusters as they are; the numbers that are new."""
    new: list[int] = []
    for no, one_id, kind, source_no, source_id, canonical_no, published_seq in await tx.rows(_MATES, nos=list(wanted)):
        if no not in into.members:
            new.append(no)
            into.members[no] = Member(no, one_id, EntityKind(kind), source_no, source_id, canonical_no, published_seq, canonical_no)
    for no, member_no, source_no, data, since, fields in await tx.rows(_LIVE, nos=new):
        member, facts = into.members[member_no], sources[source_no]
        said = orjson.loads(data)
        values = said["values"]
        since_fields = orjson.loads(fields) if fields else {}
        own = "own" in said
        member.claims.append(LiveClaim(no, facts.key, facts.trust, values, since, since_fields, own_word=own, language=facts.language))
        member.edition = max(member.edition, said.get("edition", 0))
        into.claim_sources[no] = source_no
        for scheme, value in values.get("identifiers") or ():
            if (scheme, value) not in member.identifiers:
                member.identifiers[scheme, value] = identity.is_strong(member.kind, scheme, value)
    silent = [no for no in new if not into.members[no].claims and into.members[no].published_seq is not None]
    for no, data in await tx.rows(_LAST_WORDS, nos=silent):  # the last one of each counts
        said = orjson.loads(data)["values"].get("identifiers") or ()
        into.members[no].last_words = {(s, v) for s, v in said if identity.is_strong(into.members[no].kind, s, v)}
    return new


async def _neighbours(tx: Transaction, found: Gathered, new: list[int]) -> set[int]:
    """Members elsewhere that carry a strong identifier which these carry now or carried before."""
    values: dict[tuple[str, str], int] = {}
    for no in new:
        for pair, strong in found.members[no].identifiers.items():
            if strong:
                values[pair] = values.get(pair, 0) + 1
    published = [no for no in new if found.members[no].published_seq is not None]
    for _, scheme, value in await tx.rows(_STRONG_BEFORE, nos=published):
        values[scheme, value] = values.get((scheme, value), 0) + 1
    met: set[int] = set()
    for scheme in {scheme for scheme, _ in values}:
        wanted = {value: count for (one, value), count in values.items() if one == scheme}
        counts = await tx.rows(_HOLDER_COUNTS, scheme=scheme, values=list(wanted))
        narrow = [value for value, count in counts if count <= identity.MOST_JOINED + wanted[value]]
        met.update(no for _, no in await tx.rows(_HOLDERS, scheme=scheme, values=narrow))
    return met


async def _join(tx: Transaction, found: Gathered, decisions: set[Decided]) -> None:
    """Sets every member's cluster anew."""
    holders: dict[tuple[str, str, str], dict[str, str]] = {}
    for member in found.members.values():
        member.canonical_no = member.no
        for (scheme, value), strong in member.identifiers.items():
            if strong:
                holders.setdefault((member.kind, scheme, value), {})[member.id] = str(member.source_no)
    edges: list[identity.Edge] = []
    for (_, scheme, value), carriers in holders.items():
        total = await _carriers_in_all(tx, scheme, value) if len(carriers) > 1 else 1
        joined, wide = identity.edges_of(f"{scheme}:{value}", carriers)
        if wide is None and total > identity.MOST_JOINED + len(carriers):
            wide = identity.TooWide(f"{scheme}:{value}", tuple(carriers), f"{total} things carry it: a placeholder")
        if wide is not None:
            found.too_wide.append(wide)
        else:
            edges += joined
    pairs = [(d, found.members[d[2]], found.members[d[3]]) for d in decisions if d[2] in found.members and d[3] in found.members]
    edges += [
        identity.Edge(left.id, right.id, identity.SAME_DECIDED, d[0])
        for d, left, right in pairs
        if d[1] == "SAME" and left.kind is right.kind
    ]
    edges += _silent(found)
    if edges:
        _apply(found, edges, [(d[0], left.id, right.id) for d, left, right in pairs if d[1] == "DIFFERENT"])


def _silent(found: Gathered) -> list[identity.Edge]:
    """Edges that hold a member of whom nobody speaks at present to those it was known with, by its last words, so that an id stays."""
    wide = {value.key for value in found.too_wide}
    groups: dict[tuple[int, EntityKind, str], list[Member]] = {}
    for member in found.members.values():
        strong = {pair for pair, is_strong in member.identifiers.items() if is_strong}
        for scheme, value in strong if member.claims else member.last_words:
            if f"{scheme}:{value}" not in wide:
                groups.setdefault((member.was_no, member.kind, f"{scheme}:{value}"), []).append(member)
    edges: list[identity.Edge] = []
    for (_, _, key), group in groups.items():
        in_order = sorted(group, key=lambda m: m.id)
        edges += [
            identity.Edge(left.id, right.id, identity.LAST_WORD, key)
            for n, left in enumerate(in_order)
            for right in in_order[n + 1 :]
            if not (left.claims and right.claims)
        ]
    return edges


async def _carriers_in_all(tx: Transaction, scheme: str, value: str) -> int:
    rows = await tx.rows(_HOLDER_COUNTS, scheme=scheme, values=[value])
    return int(rows[0][1]) if rows else 0


def _apply(found: Gathered, edges: list[identity.Edge], different: list[tuple[str, str, str]]) -> None:
    by_id = {member.id: member for member in found.members.values()}
    speaking = {member.id for member in by_id.values() if member.claims}
    apart = [(left, right) for _, left, right in different]
    joined = identity.clusters({member.id: member.published_seq for member in by_id.values()}, edges, apart, speaking)
    found.contradictions = identity.contradictions(joined, different)
    for one, canonical in joined.canonical.items():
        by_id[one].canonical_no = by_id[canonical].no
