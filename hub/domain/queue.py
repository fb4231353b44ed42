"""What waits for somebody to decide, and by which ids it is called."""

from __future__ import annotations

from enum import StrEnum


class QueueItemType(StrEnum):
    """What can wait; the order is that of the numbers that items have (`hub/store/tables/queue.py`)."""

    CONTRIBUTION = "CONTRIBUTION"
    REPORT = "REPORT"
    MATCH = "MATCH"
    RUN = "RUN"
    WITHDRAWAL = "WITHDRAWAL"


QUEUED = "queued"
"""How the id of an item begins that waits under a thing with an id of its own: `queued_run_17`, `queued_match_…`."""
PREFIXES = {
    QueueItemType.CONTRIBUTION: "contribution",
    QueueItemType.REPORT: "report",
    QueueItemType.MATCH: f"{QUEUED}_match",
    QueueItemType.RUN: f"{QUEUED}_run",
    QueueItemType.WITHDRAWAL: "request",
}


class ReportState(StrEnum):
    """How a report stands. WITHDRAWN: what it was about was taken out, and its words with it."""

    OPEN = "OPEN"
    DEALT_WITH = "DEALT_WITH"
    DISMISSED = "DISMISSED"
    WITHDRAWN = "WITHDRAWN"


class WithdrawalState(StrEnum):
    """How far a withdrawal is, as who asked for it is told."""

    REQUESTED = "REQUESTED"
    HIDDEN = "HIDDEN"
    ERASED = "ERASED"


class RequestState(StrEnum):
    """How the request for a withdrawal stands; whether what is hidden is erased yet, its job knows."""

    REQUESTED = "REQUESTED"
    REJECTED = "REJECTED"
    HIDDEN = "HIDDEN"


def item_type(item: str) -> QueueItemType | None:
    """What the id of an item says that it is; None for any other id.

    >>> item_type("queued_run_17")
    <QueueItemType.RUN: 'RUN'>
    """
    return next((kind for kind, prefix in PREFIXES.items() if item.startswith(f"{prefix}_")), None)
