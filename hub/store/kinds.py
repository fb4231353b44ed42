"""What its source once called a thing of another kind: the item that spoke of an initiative speaks, under the same id, of an organization.

The old id leads to the new thing as long as nobody speaks of it any more. That follows from records, which are kept for ever, so it is
the same in whatever order they are read, and ends by itself when the source goes back. An item that once spoke of both corrects nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, select

from hub.store import tables as t
from hub.store.claims import LIVE, WITHDRAWN
from hub.store.engine import in_list
from hub.store.writer import Transaction

Corrected = tuple[int, int]
"""The member of before, and the one of another kind that its item speaks of now."""

_nos: BindParameter[Any] = bindparam("nos")
_then, _now = t.member.alias("then"), t.member.alias("now")
_NAMESAKES = _then.join(
    _now,
    and_(
        _now.c.source_no == _then.c.source_no,
        _now.c.source_id == _then.c.source_id,
        _now.c.kind.in_(tuple(t.NOUN_TABLES)),  # every kind by name, so that the unique index is used
        _now.c.kind != _then.c.kind,
    ),
)
_MET = select(_then.c.no, _now.c.no).select_from(_NAMESAKES).where(in_list(_then.c.no, _nos))
_said_then, _carries_then, _item_then = t.claim.alias("ct"), t.claim_record.alias("xt"), t.record.alias("rt")
_said_now, _carries_now, _item_now = t.claim.alias("cn"), t.claim_record.alias("xn"), t.record.alias("rn")
_SPOKEN_OF = exists().where(t.claim.c.member_no == _then.c.no, t.claim.c.state == LIVE).correlate(_then)
_OF_BOTH = (
    _said_then.c.member_no == _then.c.no,
    _said_now.c.member_no == _now.c.no,
    _carries_then.c.claim_no == _said_then.c.no,
    _carries_now.c.claim_no == _said_now.c.no,
)
_ONE_AFTER_THE_OTHER = (
    exists()
    .where(
        *_OF_BOTH,
        _said_then.c.state != WITHDRAWN,
        _item_then.c.no == _carries_then.c.record_no,
        _item_now.c.no == _carries_now.c.record_no,
        _item_now.c.source_no == _item_then.c.source_no,
        _item_now.c.key == _item_then.c.key,
        _item_now.c.current,
    )
    .correlate(_then, _now)
)
_AT_ONCE = exists().where(*_OF_BOTH, _carries_now.c.record_no == _carries_then.c.record_no).correlate(_then, _now)
_CORRECTED = (
    select(_then.c.no, _now.c.no)
    .select_from(_NAMESAKES)
    .where(in_list(_then.c.no, _nos), _then.c.published_seq.is_not(None), ~_SPOKEN_OF, _ONE_AFTER_THE_OTHER, ~_AT_ONCE)
)


async def corrected(tx: Transaction, members: Iterable[int]) -> set[Corrected]:
    """The corrections that these members are part of, as the one before or as the one now.

    Costs: one look-up a member, and no more where a source calls each thing by an id of its own.
    """
    namesakes = {no for pair in await tx.rows(_MET, nos=list(members)) for no in pair}
    return {(then, now) for then, now in await tx.rows(_CORRECTED, nos=sorted(namesakes))} if namesakes else set()
