"""What people tell about what the graph says, what they want taken out, and the one list of all that waits for somebody."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Index,
    LargeBinary,
    MetaData,
    Select,
    Table,
    Text,
    UniqueConstraint,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from hub.domain.match import Judgement
from hub.domain.queue import PREFIXES, QueueItemType, ReportState, RequestState
from hub.domain.source import RunOutcome
from hub.store.tables import column as col
from hub.store.tables.graph import entity
from hub.store.tables.knowledge import decision, match, member, run
from hub.store.tables.local import contribution

report = Table(
    "report", col.metadata, col.no(), col.text("id"), col.to("member_no", "member.no"), col.text("field", True),
    col.text("message", True), Column("digest", LargeBinary, nullable=False), col.text("by"), col.text("at"), col.text("state"),
    col.text("answer", True), col.text("decided_at", True),
    UniqueConstraint("id"), UniqueConstraint("digest"), Index(None, "state", "no"), Index(None, "member_no"),
)  # fmt: skip
"""Somebody says that a thing, or one `field` of it, is not as it should be. `digest` is the SHA-256 of the secret by which the reporter
follows it; `by` is `anybody` or the name of a key: no address is kept. `message` and `answer` go with a withdrawal, or after their days."""

withdrawal_request = Table(
    "withdrawal_request", col.metadata, col.no(), col.text("id"), col.text("scope"), col.to("member_no", "member.no"),
    col.to("record_no", "record.no", True), col.to("source_no", "source.no", True), col.text("field", True), col.text("reason"),
    col.text("note", True), col.text("by"), col.text("at"), col.text("state"), col.to("job_no", "withdrawal.no", True),
    UniqueConstraint("id"), Index(None, "state", "no"), Index(None, "member_no"),
)  # fmt: skip
"""Somebody wants something taken out: the thing of `member_no`, one `field` of it, or one record (and then `source_no` is its source).
`job_no` is the withdrawal that hid it; `note` goes with that."""

# --- What waits --------------------------------------------------------------------------------------------------------------------

_one, _other = member.alias("one"), member.alias("other")
_kind = decision.c.kind.concat("")
"""Not to be found by its index: there are many decisions of a kind, and few about the two things of a pair, with which to begin."""
_VERY_PAIR = or_(
    and_(decision.c.left_no == match.c.left_no, decision.c.right_no == match.c.right_no),
    and_(decision.c.left_no == match.c.right_no, decision.c.right_no == match.c.left_no),
)


def side_now(side: Column[Any]) -> ColumnElement[Any]:
    """The number of the entity that a side of a pair is part of now."""
    return select(member.c.canonical_no).where(member.c.no == side).correlate(match).scalar_subquery()


def _judged(column: ColumnElement[Any], sides: tuple[ColumnElement[Any], ColumnElement[Any]]) -> Select[Any]:
    """Decisions that stand about a pair, or about the two things that its `sides` are now."""
    return (
        select(column)
        .select_from(decision.join(_one, _one.c.no == decision.c.left_no).join(_other, _other.c.no == decision.c.right_no))
        .where(
            _one.c.canonical_no.in_(sides),
            _other.c.canonical_no.in_(sides),
            or_(_one.c.canonical_no != _other.c.canonical_no, _VERY_PAIR),
            _kind.in_([one.value for one in Judgement]),
            decision.c.undone_at.is_(None),
        )
    )


left_now, right_now = side_now(match.c.left_no), side_now(match.c.right_no)
pair_decided: ColumnElement[Any] = (
    _judged(decision.c.kind, (left_now, right_now)).order_by(decision.c.no.desc()).limit(1).correlate(match).scalar_subquery()
)
"""The newest decision that stands about a pair, or about the two things that its sides are now; null while it is open."""
pair_there = and_(*(select(entity.c.no).where(entity.c.no == side).correlate(match).exists() for side in (left_now, right_now)))
pair_open = and_(pair_decided.is_(None), left_now != right_now, pair_there)

# The same of all pairs at once, for the list: each side is looked up once.
_left, _right = member.alias("left_member"), member.alias("right_member")
_sides = (_left.c.canonical_no, _right.c.canonical_no)
_decided = _judged(decision.c.no, _sides).correlate(match, _left, _right)
_open_pairs = and_(
    _sides[0] != _sides[1],
    *(select(entity.c.no).where(entity.c.no == side).correlate(_left, _right).exists() for side in _sides),
    ~_decided.exists(),
)
_PAIRS = match.join(_left, _left.c.no == match.c.left_no).join(_right, _right.c.no == match.c.right_no)

queue_item = Table(
    "queue_item", MetaData(), Column("no", BigInteger), Column("id", Text), Column("type", Text), Column("since", Text),
    Column("left_no", BigInteger), Column("right_no", BigInteger), Column("source_no", BigInteger), Column("run_no", BigInteger),
    Column("match_no", BigInteger), Column("report", Text), Column("field", Text),
)  # fmt: skip
"""A view, so that whatever makes something wait, or wait no more, need not know of a list: whether a pair is open follows from who is one
thing now, and that changes with every harvest. `left_no` and `right_no` are the members that an item is about."""
queue_about = Table("queue_about", MetaData(), Column("no", BigInteger), Column("member_no", BigInteger))
"""A view: the members that an item is about, one a row. It does not ask whether a pair is open, for that was asked of the item."""
STRIDE = 8
"""The number of an item is that of its row times STRIDE, plus the place of its type: unique among all, and the same for ever."""
PLACES = {kind: place for place, kind in enumerate(QueueItemType)}


def _arm(kind: QueueItemType, table: Table, since: ColumnElement[Any], **columns: ColumnElement[Any]) -> Select[Any]:
    """All that waits of one type."""
    prefix = PREFIXES[kind]
    known = {
        "no": table.c.no * STRIDE + PLACES[kind], "id": literal(f"{prefix}_") + func.cast(table.c.no, Text),
        "type": literal(kind.value), "since": since,
    } | columns  # fmt: skip
    return select(*(known.get(column.name, null()).label(column.name) for column in queue_item.columns))


WAITING = union_all(
    _arm(QueueItemType.CONTRIBUTION, contribution, contribution.c.at, id=contribution.c.id, left_no=contribution.c.member_no).where(
        contribution.c.state == "WAITING"
    ),
    _arm(
        QueueItemType.REPORT, report, report.c.at, id=report.c.id, left_no=report.c.member_no, report=report.c.message, field=report.c.field
    ).where(report.c.state == ReportState.OPEN.value),
    _arm(
        QueueItemType.MATCH, match, match.c.at, id=literal("queued_") + match.c.id, left_no=match.c.left_no, right_no=match.c.right_no,
        match_no=match.c.no,
    )
    .select_from(_PAIRS)
    .where(_open_pairs),
    _arm(
        QueueItemType.RUN, run, func.coalesce(run.c.ended_at, run.c.started_at), source_no=run.c.source_no, run_no=run.c.no
    ).where(run.c.outcome == RunOutcome.HELD.value),
    _arm(
        QueueItemType.WITHDRAWAL, withdrawal_request, withdrawal_request.c.at, id=withdrawal_request.c.id,
        left_no=withdrawal_request.c.member_no, source_no=withdrawal_request.c.source_no,
        report=withdrawal_request.c.reason + case((withdrawal_request.c.note.is_(None), ""), else_=": " + withdrawal_request.c.note),
        field=withdrawal_request.c.field,
    ).where(withdrawal_request.c.state == RequestState.REQUESTED.value),
)  # fmt: skip


def _of(kind: QueueItemType, table: Table, member_no: ColumnElement[Any]) -> Select[Any]:
    return select((table.c.no * STRIDE + PLACES[kind]).label("no"), member_no.label("member_no"))


ABOUT = union_all(
    _of(QueueItemType.CONTRIBUTION, contribution, contribution.c.member_no).where(contribution.c.state == "WAITING"),
    _of(QueueItemType.REPORT, report, report.c.member_no).where(report.c.state == ReportState.OPEN.value),
    _of(QueueItemType.MATCH, match, match.c.left_no),
    _of(QueueItemType.MATCH, match, match.c.right_no),
    _of(QueueItemType.WITHDRAWAL, withdrawal_request, withdrawal_request.c.member_no).where(
        withdrawal_request.c.state == RequestState.REQUESTED.value
    ),
)
VIEWS = {queue_item: WAITING, queue_about: ABOUT}
"""The views with what they show, as migrations make them. One that makes a table anew which they read has to drop them first."""
