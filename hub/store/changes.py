"""The change feed, kept short: what later changes of the same thing supersede goes after a while.

What stays of old times: the newest change of each thing, so that the feed alone still tells everything that is; the one by which a thing
was first published; mergers, by which hub/store/past.py knows what an id led to; and the last one of each moment, so that every instant
still leads to the version of that time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, select

from hub.domain.change import ChangeType
from hub.domain.dates import instant
from hub.store import tables as t
from hub.store.writer import Transaction

DAYS = 30
_change = t.change
_later = t.change.alias("later")
_next = t.change.alias("next")


def _superseded() -> ColumnElement[bool]:
    again = select(_later.c.seq).where(_later.c.no == _change.c.no, _later.c.seq > _change.c.seq).correlate(_change).exists()
    following = select(_next.c.at).where(_next.c.seq > _change.c.seq).order_by(_next.c.seq).limit(1).correlate(_change).scalar_subquery()
    first = select(t.member.c.published_seq).where(t.member.c.published_seq.is_not(None))
    before: ColumnElement[Any] = bindparam("before")
    return and_(_change.c.at < before, _change.c.type != ChangeType.MERGED, again, following == _change.c.at, _change.c.seq.not_in(first))


_LAST_SUPERSEDED = select(func.max(_change.c.seq)).where(_superseded())
_DROP = delete(_change).where(_superseded(), _change.c.seq <= bindparam("last"))
_NO_FLOOR = delete(t.change_floor)
_FLOOR = insert(t.change_floor)


async def compact(tx: Transaction, now: datetime, days: int = DAYS) -> int:
    """Drops superseded changes older than so many days, and remembers the last of them as the floor of the feed; how many went.

    A reader of the feed that stood below the floor has missed something, and is told so (CURSOR_EXPIRED).
    """
    before = instant(now - timedelta(days=days))
    last = await tx.value(_LAST_SUPERSEDED, before=before)
    if last is None:
        return 0
    count = await tx.run(_DROP, before=before, last=last)
    await tx.run(_NO_FLOOR)
    await tx.many(_FLOOR, [(last, before)])
    return count
