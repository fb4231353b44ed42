"""What can be read of a proposal: a pair that may be the same, why, and what was decided about it."""

from __future__ import annotations

from sqlalchemy import and_, or_, select

from hub.query.leaf import no_of, source_keys
from hub.query.noun import Leaf, Many, Noun, OneOfAnyKind, Phrase, Scalar
from hub.store.engine import in_list
from hub.store.tables import entity_source, match, source
from hub.store.tables.queue import left_now, pair_decided, pair_open, pair_there, right_now

_of_source = (
    select(entity_source.c.no)
    .join(source, source.c.no == entity_source.c.source_no)
    .where(entity_source.c.no.in_((left_now, right_now)))
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
        "decision": Scalar((pair_decided,), "{0}"),
    },
    relations={"left": OneOfAnyKind(on=left_now), "right": OneOfAnyKind(on=right_now)},
    order=(match.c.per_mille, match.c.no),
    newest=True,
)

MATCHES = Many(
    "Match",
    filtered=False,
    backward=False,
    arguments={
        "of": Leaf("ID", lambda wanted: or_(left_now == no_of(wanted), right_now == no_of(wanted))),
        "source": Leaf("ID", lambda keys: _of_source.where(in_list(source.c.key, keys)).exists(), lambda one: source_keys([one])),
        "decision": Leaf("MatchDecision", lambda wanted: and_(pair_decided == wanted, pair_there), absent=pair_open),
    },
)
"""The pairs that may be the same, the likeliest first; open ones unless a decision is asked for."""
