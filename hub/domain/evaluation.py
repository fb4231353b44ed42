"""What came out of a trial: the reason to spread it, or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Claim, Money, Texts, Unsaid
from hub.domain.ids import EntityKind


class Outcome(StrEnum):
    WORKED = "WORKED"
    PARTLY_WORKED = "PARTLY_WORKED"
    DID_NOT_WORK = "DID_NOT_WORK"
    INCONCLUSIVE = "INCONCLUSIVE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationClaim(Claim):
    """References: `of` (a thing of any kind), `evaluator` (organization)."""

    kind: ClassVar[EntityKind] = EntityKind.EVALUATION

    outcome: Outcome | Unsaid = UNSAID
    method: Texts | Unsaid | None = UNSAID
    findings: Texts | Unsaid | None = UNSAID
    published_on: str | Unsaid | None = UNSAID
    document_url: str | Unsaid | None = UNSAID
    cost: Money | Unsaid | None = UNSAID
    duration_months: int | Unsaid | None = UNSAID
    people_involved: int | Unsaid | None = UNSAID
