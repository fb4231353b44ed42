"""What people do together: the centre of the graph."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Claim, Unsaid
from hub.domain.ids import EntityKind


class InitiativeStatus(StrEnum):
    IDEA = "IDEA"
    PILOT = "PILOT"
    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    COMPLETED = "COMPLETED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeClaim(Claim):
    """References: `lead`, `partners` (organizations), `adapted_from`, `succeeds` (initiatives)."""

    kind: ClassVar[EntityKind] = EntityKind.INITIATIVE

    status: InitiativeStatus | Unsaid = UNSAID
    started_on: str | Unsaid | None = UNSAID
    ended_on: str | Unsaid | None = UNSAID
