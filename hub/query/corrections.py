"""What others say differently about the records of one source: for whoever keeps its list, to look at and to mend.

    a value that lost      against another source, a contribution, or a person's decision (VALUE)
    an edge that lost      the to-one field (`lead`, `funder`) is filled by a stronger one
    an edge that is cut    a person said that it is not so (UNLINK)

Told are the source's own id, both values, since when the other one is said and by which source; never by whom. What others add (a theme,
another language) is no correction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, and_, bindparam, exists, or_, select

from hub.domain.claim import TEXT_FIELDS, UNITED_FIELDS
from hub.domain.ids import EntityKind
from hub.domain.link import ROLES, Role
from hub.domain.reading import LiveClaim, Reading, WinningRule, canonical, first_language, read
from hub.domain.spelling import camel
from hub.query.plan.origins import CLAIMS, DECISIONS, decided, live_claim
from hub.store import tables as t
from hub.store.engine import Plan, in_list, prepared

LOCAL = "local"
BATCH = 200

_es, _e, _d, _m, _c, _s, _l = t.entity_source, t.entity, t.decision, t.member, t.claim, t.source, t.link
_keys: BindParameter[Any] = bindparam("keys")
_other = _es.alias("other")
_said = and_(_d.c.undone_at.is_(None), _d.c.kind.in_(("VALUE", "UNLINK")), _m.c.canonical_no == _es.c.no)
_SOURCE = select(_s.c.no).where(_s.c.key == bindparam("source"))
_TOUCHED = (
    select(_e.c.no, _e.c.id, _e.c.kind)
    .join(_es, _es.c.no == _e.c.no)
    .where(
        _es.c.source_no == bindparam("own"),
        _es.c.no > bindparam("after"),
        or_(
            exists().where(_other.c.no == _es.c.no, _other.c.source_no != _es.c.source_no),
            exists().where(_d.c.left_no == _m.c.no, _said),
            exists().where(_d.c.right_no == _m.c.no, _said),
        ),
    )
    .order_by(_es.c.no)
    .limit(bindparam("most"))
)
_CLAIMS = CLAIMS.add_columns(_m.c.source_id)
_DECISIONS = DECISIONS.add_columns(_d.c.at)
_ONE = tuple(sorted({role.link.value for role in ROLES if role.one}))
_IN = tuple(sorted({role.link.value for role in ROLES if role.one and role.inward}))
_LINKS = (
    select(_l.c.kind, _l.c.from_no, _l.c.to_no, _l.c.contested, _c.c.no)
    .join(t.link_claim, t.link_claim.c.link_no == _l.c.no)
    .join(_c, _c.c.no == t.link_claim.c.claim_no)
    .where(
        _l.c.kind.in_(_ONE),
        or_(and_(in_list(_l.c.to_no, _keys), _l.c.kind.in_(_IN)), and_(in_list(_l.c.from_no, _keys), _l.c.kind.not_in(_IN))),
    )
    .order_by(_l.c.no, _c.c.no)
)
_ENDS = select(_e.c.no, _e.c.id, _e.c.kind).where(in_list(_e.c.no, _keys))
_left, _right, _target = _m.alias("left_member"), _m.alias("right_member"), _m.alias("target")
_CUT = (
    select(_left.c.canonical_no, _right.c.canonical_no, _d.c.field, _d.c.at)
    .select_from(_d.join(_left, _left.c.no == _d.c.left_no).join(_right, _right.c.no == _d.c.right_no))
    .where(
        _d.c.kind == "UNLINK",
        _d.c.undone_at.is_(None),
        or_(in_list(_left.c.canonical_no, _keys), in_list(_right.c.canonical_no, _keys)),
    )
    .order_by(_d.c.no)
)
_REFERENCES = (
    select(_m.c.canonical_no, _m.c.source_id, t.reference.c.role, _target.c.canonical_no, _target.c.id)
    .select_from(
        t.reference.join(_c, _c.c.no == t.reference.c.claim_no)
        .join(_m, _m.c.no == _c.c.member_no)
        .join(_target, _target.c.no == t.reference.c.target_no)
    )
    .where(_c.c.source_no == bindparam("own"), _c.c.state == "live", in_list(_m.c.canonical_no, _keys))
    .order_by(_c.c.no, t.reference.c.ordinal)
)
_RUNS = select(t.run.c.no, t.run.c.started_at).where(in_list(t.run.c.no, _keys))
_TOLD = (
    select(t.claim_record.c.claim_no, t.contribution.c.fields, t.contribution.c.at)
    .join(t.contribution, t.contribution.c.record_no == t.claim_record.c.record_no)
    .where(in_list(t.claim_record.c.claim_no, _keys), t.contribution.c.state == "PUBLIC")
)


class Correction(NamedTuple):
    """What stands instead of what a source says of one field; None is "known to be none", or nothing."""

    source_id: str
    entity: str
    field: str
    own_value: str | None
    standing_value: str | None
    since: str | None
    by_source: str
    rule: str


@dataclass(slots=True)
class _Batch:
    """What is read of a stretch of entities: kinds and ids by number, claims by number, and the tables that tell since when."""

    source: str
    kinds: dict[int, EntityKind]
    ids: dict[int, str]
    claims: dict[int, LiveClaim] = field(default_factory=dict)
    source_ids: dict[int, str] = field(default_factory=dict)
    runs: dict[int, str] = field(default_factory=dict)
    told: dict[int, list[tuple[list[str], str]]] = field(default_factory=dict)

    def since(self, claim: LiveClaim, name: str) -> str | None:
        """Since when a claim says what it says of a field or role."""
        if claim.source == LOCAL:
            moments = [at for fields, at in self.told.get(claim.no, ()) if name in fields]
            return max(moments, default=None)
        return self.runs.get(claim.steady_since(name))


def source_no(key: str) -> Plan[int | None]:
    """The number of a source that was ever harvested."""
    rows = yield prepared(_SOURCE).sql, prepared(_SOURCE).bind({"source": key})
    return int(rows[0][0]) if rows else None


def stretch(key: str, own: int, after: int) -> Plan[tuple[list[Correction], int | None]]:
    """The corrections of the next entities after one, by number, and where to go on; None at the end.

    Costs: at most nine statements for 200 entities of which others speak as well.
    """
    touched = yield prepared(_TOUCHED).sql, prepared(_TOUCHED).bind({"own": own, "after": after, "most": BATCH})
    if not touched:
        return [], None
    keys = [no for no, _, _ in touched]
    batch = _Batch(key, {no: EntityKind(kind) for no, _, kind in touched}, {no: one for no, one, _ in touched})
    rows = yield prepared(_CLAIMS).sql, prepared(_CLAIMS).bind({"keys": keys})
    decisions = yield prepared(_DECISIONS).sql, prepared(_DECISIONS).bind({"keys": keys})
    values, confirmed = decided(row[:-1] for row in decisions)
    by_entity: dict[int, list[LiveClaim]] = {}
    for *row, source_id in rows:
        claim = live_claim(row, confirmed=row[0] in confirmed)
        batch.claims[claim.no], batch.source_ids[claim.no] = claim, source_id
        by_entity.setdefault(row[0], []).append(claim)
    links = yield prepared(_LINKS).sql, prepared(_LINKS).bind({"keys": keys})
    ends = yield prepared(_ENDS).sql, prepared(_ENDS).bind({"keys": sorted({no for link in links for no in link[1:3]})})
    since = {run for claim in batch.claims.values() for run in (claim.since, *claim.since_fields.values())}
    batch.runs = dict((yield prepared(_RUNS).sql, prepared(_RUNS).bind({"keys": sorted(since)})))
    local = [claim.no for claim in batch.claims.values() if claim.source == LOCAL]
    for no, fields, at in (yield prepared(_TOLD).sql, prepared(_TOLD).bind({"keys": local})):
        batch.told.setdefault(no, []).append((json.loads(fields), at))
    cut = yield prepared(_CUT).sql, prepared(_CUT).bind({"keys": keys})
    references: Sequence[Any] = ()
    if cut:
        references = yield prepared(_REFERENCES).sql, prepared(_REFERENCES).bind({"own": own, "keys": keys})
    moments = {(row[0], row[3]): row[5] for row in decisions if row[2] == "VALUE"}
    found = [one for no, claims in by_entity.items() for one in _values(batch, no, claims, values.get(no, {}), moments)]
    found += _lost(batch, links, {no: (one, kind) for no, one, kind in ends})
    found += _cut_off(batch, cut, references)
    return sorted(found, key=lambda one: one[:3]), keys[-1] if len(keys) == BATCH else None


# --- Values ------------------------------------------------------------------------------------------------------------------------


def _values(
    batch: _Batch, no: int, claims: list[LiveClaim], values: Mapping[str, Any], moments: Mapping[tuple[int, str], str]
) -> Iterator[Correction]:
    reading = read(claims, values)
    for claim in claims:
        if claim.source != batch.source:
            continue
        for name, own in claim.values.items():
            for shown, said, stands, language in _differing(name, own, reading, claim):
                origin = reading.origins.get(f"{name}.{language}", reading.origins[name]) if name in reading.origins else None
                if name in values:
                    by, since, rule = LOCAL, moments.get((no, name)), WinningRule.DECIDED
                elif origin is not None and origin.claim is not None and batch.claims[origin.claim].source != batch.source:
                    winner = batch.claims[origin.claim]
                    by, since, rule = winner.source, batch.since(winner, name), origin.rule
                else:
                    continue
                yield Correction(batch.source_ids[claim.no], batch.ids[no], shown, said, stands, since, by, rule.value)


def _differing(name: str, own: Any, reading: Reading, claim: LiveClaim) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    """Field, own value, value that stands, language; of a text for each language that the source speaks of."""
    stands, shown = reading.values.get(name), camel(name)
    if name in TEXT_FIELDS and own:
        for lang, words in own.items():
            if (there := (stands or {}).get(lang)) != words:
                yield f"{shown}.{lang}", words, there, lang
    elif name in TEXT_FIELDS:
        if stands:
            yield shown, None, stands[first_language(stands, claim.language)], None
    elif name in UNITED_FIELDS:
        if not {canonical(item) for item in own or ()} <= {canonical(item) for item in stands or ()}:
            yield shown, canonical(own), canonical(stands), None
    elif own != stands:
        yield shown, None if own is None else canonical(own), None if stands is None else canonical(stands), None


# --- Edges -------------------------------------------------------------------------------------------------------------------------


def _lost(batch: _Batch, links: Iterable[Sequence[Any]], ends: Mapping[int, tuple[str, str]]) -> Iterator[Correction]:
    """To-one edges of the source that a stronger one took the place of."""
    lost: list[tuple[Role, int, int, LiveClaim]] = []
    won: dict[tuple[str, int], tuple[int, LiveClaim]] = {}
    for kind, from_no, to_no, contested, claim_no in links:
        owner, end = (to_no, from_no) if kind in _IN else (from_no, to_no)
        role = _role(batch.kinds[owner], kind, ends[end][1])
        claim = batch.claims.get(claim_no)
        if role is None or claim is None:
            continue
        if not contested:
            won.setdefault((role.name, owner), (end, claim))
        elif claim.source == batch.source:
            lost.append((role, owner, end, claim))
    for role, owner, end, claim in lost:
        stands, winner = won.get((role.name, owner), (None, None))
        if stands is not None and winner is not None and winner.source != batch.source:
            rule = WinningRule.TRUST if winner.trust != claim.trust else WinningRule.STEADIEST
            rule = WinningRule.CONFIRMED if winner.own_word and not claim.own_word else rule
            where = batch.source_ids[claim.no], batch.ids[owner], camel(role.name)
            yield Correction(*where, ends[end][0], ends[stands][0], batch.since(winner, role.name), winner.source, rule.value)


def _cut_off(batch: _Batch, cut: Iterable[Sequence[Any]], references: Iterable[Sequence[Any]]) -> Iterator[Correction]:
    """Edges of the source of which a person said that they are not so."""
    moments = {(from_no, to_no, kind): at for from_no, to_no, kind, at in cut}
    for owner, source_id, name, end, target in references:
        role = next((role for role in ROLES if role.of is batch.kinds[owner] and role.name == name), None)
        ends = (end, owner) if role is not None and role.inward else (owner, end)
        at = moments.get((*ends, role.link.value)) if role is not None else None
        if at is not None:
            yield Correction(source_id, batch.ids[owner], camel(name), target, None, at, LOCAL, WinningRule.DECIDED.value)


def _role(of: EntityKind, kind: str, target: str) -> Role | None:
    return next((role for role in ROLES if role.one and role.of is of and role.link == kind and role.target in (None, target)), None)
