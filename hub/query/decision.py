"""What can be read of a decision: what a person said about things, and whether it was taken back."""

from __future__ import annotations

from sqlalchemy import or_, select

from hub.query.leaf import no_of
from hub.query.noun import Leaf, Listed, Noun, Scalar, Way
from hub.store.tables import decision, entity, member

_SIDES = or_(member.c.no == decision.c.left_no, member.c.no == decision.c.right_no)
_last = decision.alias("last")
_PARTS = decision.join(member, _SIDES).join(entity, entity.c.no == member.c.canonical_no)

DECISION_NOUN = Noun(
    "Decision",
    None,
    decision,
    columns={
        "id": decision.c.id,
        "kind": decision.c.kind,
        "at": decision.c.at,
        "by": decision.c.by,
        "reason": decision.c.reason,
        "undone": Scalar((decision.c.undone_at,), "{0} is not None"),
    },
    relations={
        "entities": Listed(
            "Entity",
            Way(decision.c.no, entity.c.no, source=_PARTS, distinct=True),
            order=(entity.c.sort_name, entity.c.no),
        )
    },
    order=(decision.c.no,),
    newest=True,
)

DECISIONS = Listed(
    "Decision",
    None,
    order=(decision.c.no.desc(),),
    arguments={
        "of": Leaf(
            "ID",
            lambda wanted: select(member.c.no).where(member.c.canonical_no == no_of(wanted), _SIDES).correlate(decision).exists(),
        ),
        "after": Leaf("String", lambda last: decision.c.no < select(_last.c.no).where(_last.c.id == last).scalar_subquery()),
    },
    paged=decision.c.id,
)
"""What people decided, the latest first."""
