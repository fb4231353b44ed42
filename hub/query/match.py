"""What can be read of a proposal: a pair that may be the same, why, and what was decided about it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, ColumnElement, and_, or_, select

from hub.domain.match import Judgement
from hub.query.leaf import no_of, source_keys
from hub.query.noun import Leaf, Many, Noun, OneOfAnyKind, Phrase, Scalar
from hub.store.engine import in_list
from hub.store.tables import decision, entity, entity_source, match, member, source


def _now(side: Column[Any]) -> ColumnElement[Any]:
    """The number of the entity that a side of the pair is part of now."""
    return select(member.c.canonical_no).where(member.c.no == side).correlate(match).scalar_subquery()


_left, _right = _now(match.c.left_no), _now(match.c.right_no)
_one, _other = member.alias("one"), member.alias("other")
_VERY_PAIR = or_(
    and_(decision.c.left_no == match.c.left_no, decision.c.right_no == match.c.right_no),
    and_(decision.c.left_no == match.c.right_no, decision.c.right_no == match.c.left_no),
)
_decided = (
    select(decision.c.kind)
    .select_from(decision.join(_one, _one.c.no == decision.c.left_no).join(_other, _other.c.no == decision.c.right_no))
    .where(
        _one.c.canonical_no.in_((_left, _right)),
        _other.c.canonical_no.in_((_left, _right)),
        or_(_one.c.canonical_no != _other.c.canonical_no, _VERY_PAIR),
        decision.c.kind.in_([one.value for one in Judgement]),
        decision.c.undone_at.is_(None),
    )
    .order_by(decision.c.no.desc())
    .limit(1)
    .correlate(match)
    .scalar_subquery()
)
"""The newest decision that stands about the pair, or about the two things that its sides are now; null while it is open."""
_THERE = and_(*(select(entity.c.no).where(entity.c.no == side).correlate(match).exists() for side in (_left, _right)))
_of_source = (
    select(entity_source.c.no)
    .join(source, source.c.no == entity_source.c.source_no)
    .where(entity_source.c.no.in_((_left, _right)))
    .correlate(match)
)

MATCH_NOUN = Noun(
    "Match",
    None,
    match,
    columns={
        "id": match.c.id,
        "score": Scalar((match.c.per_mille,), "{0} / 1000"),
        "reasons": Phrase((match.c.reasons,), "reasons({0}, {lang})"),
        "decision": Scalar((_decided,), "{0}"),
    },
    relations={"left": OneOfAnyKind(on=_left), "right": OneOfAnyKind(on=_right)},
    order=(match.c.per_mille, match.c.no),
    newest=True,
)

MATCHES = Many(
    "Match",
    filtered=False,
    backward=False,
    arguments={
        "of": Leaf("ID", lambda wanted: or_(_left == no_of(wanted), _right == no_of(wanted))),
        "source": Leaf("ID", lambda keys: _of_source.where(in_list(source.c.key, keys)).exists(), lambda one: source_keys([one])),
        "decision": Leaf(
            "MatchDecision", lambda wanted: and_(_decided == wanted, _THERE), absent=and_(_decided.is_(None), _left != _right, _THERE)
        ),
    },
)
"""The pairs that may be the same, the likeliest first; open ones unless a decision is asked for."""
