"""A thread, proposal or debate on a forum. The words stay there; the graph knows that people talk, where, and about what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Claim, Unsaid
from hub.domain.ids import EntityKind


class DiscussionState(StrEnum):
    OPEN = "OPEN"
    CLOSED = "CLOSED"
    ACCEPTED = "ACCEPTED"
    REJECTED = "REJECTED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionClaim(Claim):
    """References: `about` (things of any kind). `forum` is the name of the place where people talk."""

    kind: ClassVar[EntityKind] = EntityKind.DISCUSSION

    forum: str | Unsaid = UNSAID
    discussion_state: DiscussionState | Unsaid = UNSAID
    started_at: str | Unsaid | None = UNSAID
    last_activity_at: str | Unsaid | None = UNSAID
    reply_count: int | Unsaid | None = UNSAID
    supporter_count: int | Unsaid | None = UNSAID
