"""What a withdrawal is about: which claims go, which stay without a part, and whose rows and documents hold the words.

Also the marks by which all of it is known again when it comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import BindParameter, and_, bindparam, func, or_, select

from hub.domain.claim import value_fields
from hub.domain.identity import is_strong
from hub.domain.ids import EntityKind
from hub.domain.link import ROLES
from hub.domain.nouns import CLAIM_TYPES
from hub.domain.spelling import snake
from hub.domain.withdrawal import (
    WithdrawalScope,
    id_mark,
    identifier_mark,
    item_mark,
    name_marks,
    page_mark,
    record_mark,
    url_mark,
    weak_marks,
    words_of,
)
from hub.errors import StoreError
from hub.store import tables as t
from hub.store.claims import HIDDEN, LIVE, RETIRED, WITHDRAWN
from hub.store.engine import in_list
from hub.store.writer import Transaction


@dataclass(slots=True)
class Target:
    """Numbers of everything concerned.

    `claims` go whole (FIELD: lose the field), `others` lose references to it and quotations of it; `records` (every version of their
    items) lose their rows; `gone` are those of which nothing stays; `neighbours` are members that refer to it. `words` must not be found
    anywhere afterwards. `alike`: ids that a weak mark would have caught too, so it was left out.
    """

    scope: WithdrawalScope
    id: str
    members: list[int] = field(default_factory=list)
    claims: list[int] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)
    neighbours: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)
    field: str | None = None


_nos: BindParameter[Any] = bindparam("nos")
_m, _c, _r, _mate = t.member, t.claim, t.record, t.member.alias("mate")
_COLUMNS = (_m.c.no, _m.c.id, _m.c.kind, _m.c.source_no, t.source.c.key, _m.c.source_id, _m.c.canonical_no)
_MEMBERS = select(*_COLUMNS).select_from(_m.join(t.source, t.source.c.no == _m.c.source_no))
_MEMBERS_OF = _MEMBERS.where(_m.c.canonical_no.in_(select(_mate.c.canonical_no).where(_mate.c.id == bindparam("id"))))
_MEMBERS_BY_NO = _MEMBERS.where(in_list(_m.c.no, _nos))
_CLAIMS_OF = select(_c.c.no, _c.c.member_no, _c.c.data, _c.c.raw).where(in_list(_c.c.member_no, _nos), _c.c.state != WITHDRAWN)
_CLAIMS_BY_NO = select(_c.c.no, _c.c.member_no, _c.c.data, _c.c.raw).where(in_list(_c.c.no, _nos), _c.c.state != WITHDRAWN)
_REFERRING = select(t.reference.c.claim_no, _c.c.member_no).select_from(t.reference.join(_c, _c.c.no == t.reference.c.claim_no))
_REFERRING_TO = _REFERRING.where(or_(in_list(t.reference.c.target_no, _nos), in_list(t.reference.c.key, bindparam("keys"))))
_CARRIERS = select(t.claim_record.c.record_no).where(in_list(t.claim_record.c.claim_no, _nos)).distinct()
_CARRIED = select(t.claim_record.c.record_no, t.claim_record.c.claim_no).where(in_list(t.claim_record.c.record_no, _nos))
_CARRIED_BY = select(t.claim_record.c.claim_no, t.claim_record.c.record_no).where(in_list(t.claim_record.c.claim_no, _nos))
_same = _r.alias("same")
_VERSIONS = (
    select(_same.c.no, _same.c.source_no, t.source.c.key, _same.c.key, _same.c.url)
    .distinct()
    .select_from(
        _r.join(_same, and_(_same.c.source_no == _r.c.source_no, _same.c.key == _r.c.key)).join(
            t.source, t.source.c.no == _same.c.source_no
        )
    )
    .where(in_list(_r.c.no, _nos))
)
_RECORDS_OF_KEY = (
    select(_r.c.no)
    .join(t.source, t.source.c.no == _r.c.source_no)
    .where(t.source.c.key == bindparam("source"), _r.c.key == bindparam("key"))
)
_SICK_SOURCE = (
    select(t.quarantine.c.source_no)
    .join(t.source, t.source.c.no == t.quarantine.c.source_no)
    .where(t.source.c.key == bindparam("source"), t.quarantine.c.key == bindparam("key"))
)
_PAGE_SHARED = select(func.count(_r.c.key.distinct())).where(_r.c.source_no == bindparam("source"), _r.c.url == bindparam("url"))
_NAMED = (
    select(t.entity.c.name, t.entity.c.area_no, t.area.c.code).select_from(t.entity.outerjoin(t.area)).where(in_list(t.entity.c.no, _nos))
)
_SAME_ADDRESS = select(t.entity.c.id).where(
    t.entity.c.kind == bindparam("kind"), t.entity.c.url == bindparam("url"), ~in_list(t.entity.c.no, _nos)
)
_SAME_WEBSITE = (
    select(t.entity.c.id)
    .join(t.organization, t.organization.c.no == t.entity.c.no)
    .where(t.organization.c.website == bindparam("url"), ~in_list(t.entity.c.no, _nos))
)
_SAME_IDENTIFIER = (
    select(_m.c.id)
    .join(t.identifier, t.identifier.c.member_no == _m.c.no)
    .where(
        t.identifier.c.scheme == bindparam("scheme"),
        t.identifier.c.value == bindparam("value"),
        t.identifier.c.strong,
        ~in_list(_m.c.no, _nos),
    )
)
_ITEMS = (
    select(t.source.c.key, _r.c.key, _r.c.source_no, _m.c.source_id)
    .distinct()
    .select_from(
        _c.join(t.claim_record, t.claim_record.c.claim_no == _c.c.no)
        .join(_r, _r.c.no == t.claim_record.c.record_no)
        .join(t.source, t.source.c.no == _r.c.source_no)
        .join(_m, _m.c.no == _c.c.member_no)
    )
    .where(in_list(_c.c.no, _nos))
)
_NAMESAKES = (
    select(_mate.c.id, _m.c.source_no, _m.c.source_id)
    .distinct()
    .select_from(
        _m.join(
            _mate,
            and_(
                _mate.c.source_no == _m.c.source_no,
                _mate.c.kind.in_(tuple(EntityKind)),
                _mate.c.source_id == _m.c.source_id,
                ~in_list(_mate.c.no, _nos),
            ),
        ).join(_c, and_(_c.c.member_no == _mate.c.no, _c.c.state.in_((LIVE, HIDDEN, RETIRED))))
    )
    .where(in_list(_m.c.no, _nos))
)
_SAME_NAME = select(t.entity.c.id).where(
    t.entity.c.kind == bindparam("kind"),
    t.entity.c.sort_name.in_(select(t.entity.c.sort_name).where(in_list(t.entity.c.no, _nos))),
    t.entity.c.area_no.is_not_distinct_from(
        select(t.entity.c.area_no).where(in_list(t.entity.c.no, _nos)).limit(1).correlate(None).scalar_subquery()
    ),
    ~in_list(t.entity.c.no, _nos),
)


@dataclass(frozen=True, slots=True)
class Said:
    no: int
    member: int
    source: str
    kind: EntityKind
    source_id: str
    values: dict[str, Any]
    references: list[list[str | None]]
    raw: dict[str, Any]


async def of_entity(tx: Transaction, one_id: str) -> Target:
    """A thing with all that every source says of it. Raises StoreError when there is none of that id."""
    members = await _members(tx, one_id)
    said = await _said(tx, _CLAIMS_OF, members)
    target = Target(WithdrawalScope.ENTITY, one_id, members=sorted(members), claims=[one.no for one in said])
    keys = {f"id:{row[1]}" for row in members.values()} | {key for one in said for key in _reference_keys(one)}
    await _surround(tx, target, keys)
    target.words = sorted({word for one in said for word in words_of(one.values, one.raw)})
    target.marks += [(WithdrawalScope.ENTITY, mark) for mark in await _marks(tx, target, members, said)]
    return target


async def of_field(tx: Transaction, one_id: str, name: str) -> Target:
    """One field of a thing. Raises StoreError when there is no such thing or field, or its own id holds the words."""
    members = await _members(tx, one_id)
    name = known_field(EntityKind(_chief_kind(members)), name)
    said = await _said(tx, _CLAIMS_OF, members)
    saying = [one for one in said if name in one.values or name in one.raw or any(role == name for role, *_ in one.references)]
    target = Target(WithdrawalScope.FIELD, one_id, field=name, members=sorted(members), claims=[one.no for one in saying])
    target.words = sorted({word for one in saying for word in words_of(one.values, one.raw, name)})
    if any(word in row[5] for word in target.words for row in members.values()):
        raise StoreError(f"A source's own id of {one_id} is made of this field, so it cannot go alone. Withdraw the whole thing instead.")
    keys = {key for one in saying for key in _reference_keys(one)} if name in ("identifiers", "url") else set()
    await _surround(tx, target, keys)
    marks, alike = await _certain(tx, members, said)
    target.alike = sorted(alike)
    target.marks += [(WithdrawalScope.FIELD, mark) for mark in sorted(marks)]
    return target


def known_field(kind: EntityKind, name: str) -> str:
    """A field as claims call it, by its name there or in the graph. Raises StoreError when things of this kind have no such field."""
    own = snake(name)
    known = {*value_fields(CLAIM_TYPES[kind]), *(role.name for role in ROLES if role.of is kind)}
    if own not in known:
        raise StoreError(f"A thing of kind {kind} has no field {own[:60]!r}. There are: {', '.join(sorted(known))}.")
    return own


async def of_record(tx: Transaction, source: str, key: str) -> Target:
    """One item of one source, every version of it, also one that could never be read. Raises StoreError when there is none."""
    records = [no for (no,) in await tx.rows(_RECORDS_OF_KEY, source=source, key=key)]
    sick = [no for (no,) in await tx.rows(_SICK_SOURCE, source=source, key=key)]
    if not records and sick:
        return Target(WithdrawalScope.RECORD, key, sources=sick, marks=[(WithdrawalScope.RECORD, record_mark(source, key))])
    if not records:
        raise StoreError(
            f"Source {source!r} has no record {key[:80]!r}. `provenance {{ nodes {{ sourceId }} }}` of a thing tells its records."
        )
    carried = sorted({claim for _, claim in await tx.rows(_CARRIED, nos=records)})
    elsewhere = {claim for claim, record in await tx.rows(_CARRIED_BY, nos=carried) if record not in records}
    said = await _said(tx, _CLAIMS_BY_NO, [no for no in carried if no not in elsewhere])
    target = Target(WithdrawalScope.RECORD, key, claims=[one.no for one in said], records=records, gone=records)
    target.members = sorted({one.member for one in said})
    target.words = sorted({word for one in said for word in words_of(one.values, one.raw)})
    rows = await tx.rows(_VERSIONS, nos=records)
    target.sources = sorted({row[1] for row in rows})
    target.neighbours = sorted({member for _, member in await tx.rows(_REFERRING_TO, nos=target.members, keys=["-"])})
    target.marks = [(WithdrawalScope.RECORD, record_mark(source, key))]
    for _, source_no, _, _, url in rows:
        if url and await tx.value(_PAGE_SHARED, source=source_no, url=url) == 1:
            target.marks.append((WithdrawalScope.RECORD, page_mark(source, url)))
    return target


async def _members(tx: Transaction, one_id: str) -> dict[int, tuple[Any, ...]]:
    rows = await tx.rows(_MEMBERS_OF, id=one_id)
    if not rows:
        raise StoreError(f"There is nothing with the id {one_id[:60]!r}, or it was withdrawn before.")
    return {row[0]: row for row in rows}


def _chief_kind(members: dict[int, tuple[Any, ...]]) -> str:
    """The kind of a thing; an id of before a corrected kind is among its members too."""
    return str(next((row[2] for no, row in members.items() if no == row[6]), next(iter(members.values()))[2]))


async def _said(tx: Transaction, statement: Any, nos: Iterable[int]) -> list[Said]:
    rows = await tx.rows(statement, nos=list(nos))
    members = {row[0]: row for row in await tx.rows(_MEMBERS_BY_NO, nos=list({row[1] for row in rows}))}
    found = []
    for no, member, data, raw in rows:
        _, _, kind, _, source, source_id, _ = members[member]
        said = orjson.loads(data)
        known_raw = orjson.loads(raw) if raw else {}
        found.append(Said(no, member, source, EntityKind(kind), source_id, said["values"], said["references"], known_raw))
    return found


def _reference_keys(one: Said) -> list[str]:
    """By which others may refer to what a claim is about."""
    keys = [f"identifier:{scheme}:{value}" for scheme, value in one.values.get("identifiers") or ()]
    return keys + [f"url:{url}" for url in (one.values.get("url"),) if url]


async def _surround(tx: Transaction, target: Target, keys: set[str]) -> None:
    """Adds the records that hold it, and the claims that stay but speak of it."""
    referring = await tx.rows(
        _REFERRING_TO, nos=target.members if target.scope is WithdrawalScope.ENTITY else [0], keys=sorted(keys | {"-"})
    )
    referring = [row for row in referring if row[0] not in target.claims]
    holding = target.claims + [claim for claim, _ in referring]
    rows = await tx.rows(_VERSIONS, nos=[no for (no,) in await tx.rows(_CARRIERS, nos=holding)])
    target.records = sorted({row[0] for row in rows})
    target.sources = sorted({row[1] for row in rows})
    carried: dict[int, set[int]] = {}
    for record, claim in await tx.rows(_CARRIED, nos=target.records):
        carried.setdefault(record, set()).add(claim)
    own = set(target.claims)
    if target.scope is WithdrawalScope.ENTITY:
        target.gone = [no for no in target.records if carried.get(no, set()) <= own]
    target.others = sorted({claim for claims in carried.values() for claim in claims - own} | {claim for claim, _ in referring})
    near = {member for _, member in await tx.rows(_REFERRING_TO, nos=target.members, keys=["-"])}
    near |= {row[1] for row in await tx.rows(_CLAIMS_BY_NO, nos=target.others)}
    target.neighbours = sorted(near - set(target.members))
    target.marks = [(WithdrawalScope.MENTION, mark) for mark in sorted({record_mark(row[2], row[3]) for row in rows})]


async def _certain(tx: Transaction, members: dict[int, tuple[Any, ...]], said: list[Said]) -> tuple[set[str], set[str]]:
    """The sources' own ids, the items that use them, and strong identifiers, unless another thing has them too; the ids of those others."""
    marks = {id_mark(row[4], row[2], row[5]) for row in members.values()}
    namesakes = {(source_no, source_id): one for one, source_no, source_id in await tx.rows(_NAMESAKES, nos=list(members))}
    alike = set(namesakes.values())
    for source, key, source_no, source_id in await tx.rows(_ITEMS, nos=[one.no for one in said]):
        if (source_no, source_id) not in namesakes:
            marks.add(item_mark(source, key, source_id))
    for scheme, value in sorted({(scheme, value) for one in said for scheme, value in one.values.get("identifiers") or ()}):
        others = {one for (one,) in await tx.rows(_SAME_IDENTIFIER, scheme=scheme, value=value, nos=list(members))}
        alike |= others
        if not others:
            marks.update(identifier_mark(kind, scheme, value) for kind in {one.kind for one in said} if is_strong(kind, scheme, value))
    return marks, alike


async def _marks(tx: Transaction, target: Target, members: dict[int, tuple[Any, ...]], said: list[Said]) -> list[str]:
    """The marks of a whole thing: certain ones always, likely ones unless something else that stands has them too."""
    marks, alike = await _certain(tx, members, said)
    nos = sorted({row[6] for row in members.values()})
    kind = _chief_kind(members)
    likely: set[str] = set()
    place = [code for _, _, code in await tx.rows(_NAMED, nos=nos)]
    same_name = {one for (one,) in await tx.rows(_SAME_NAME, kind=kind, nos=nos)}
    for one in said:
        names = (one.values.get("name") or {}).values()
        likely.update(() if same_name else name_marks(one.kind, names, one.values.get("area") or next(iter(place), None), one.source))
        likely.update(mark for mark in weak_marks(one.source, one.kind, one.values) if not mark.startswith("url") and not same_name)
        for url in {one.values.get("url"), one.values.get("website")} - {None}:
            same = {
                x for (x,) in await tx.rows(_SAME_ADDRESS, kind=kind, url=url, nos=nos) + await tx.rows(_SAME_WEBSITE, url=url, nos=nos)
            }
            alike |= same
            likely.update(() if same else (url_mark(one.kind, str(url)),))
    target.alike = sorted(alike | same_name)
    return sorted(marks | likely)
