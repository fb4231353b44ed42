"""What was withdrawn is not told again: every contribution is held against the tombstones before anything of it is kept."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from hub.curation.problems import Problem, Problems
from hub.domain.contribution import Patch, fold
from hub.domain.ids import EntityKind
from hub.domain.tombstones import Saying
from hub.store import tables as t
from hub.store import tombstones
from hub.store.writer import Transaction

_WHOSE = (
    select(t.source.c.key, t.member.c.kind, t.member.c.source_id)
    .join(t.source, t.source.c.no == t.member.c.source_no)
    .where(t.member.c.no == bindparam("no"))
)


async def check_withdrawn(tx: Transaction, member_no: int, patch: Patch, secret: str, told_as: str | None = None) -> None:
    """Nothing, when a patch says nothing of what was withdrawn. It is not told what was, but that it was.

    `told_as` is the id of its own under which its teller tells of the thing: the one that is stored may be unreadable since a withdrawal.
    Raises: Problems; ConfigError when there are tombstones and `secret` is not the one that they were made with.
    """
    stones = await tombstones.load(tx, secret)
    if stones is None:
        return
    ((source, kind, source_id),) = await tx.rows(_WHOSE, no=member_no)
    saying = Saying(EntityKind(kind), told_as or source_id, fold([patch]).values)
    if stones.thing(source, saying):
        raise Problems(
            [Problem(("input",), "WITHDRAWN", "This was withdrawn, for a person's right or by a takedown, and is not taken again.")]
        )
    gone = stones.fields(source, saying) & set(patch.fields)
    if gone:
        raise Problems(
            Problem(("input", name), "WITHDRAWN", "This was withdrawn of the thing and is not taken again.") for name in sorted(gone)
        )
