"""A binding cooperation, above all between an authority and civil society."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Claim, Unsaid
from hub.domain.ids import EntityKind


class AgreementType(StrEnum):
    OPERATION = "OPERATION"
    COOPERATION = "COOPERATION"
    LEASE = "LEASE"
    SERVICE = "SERVICE"
    PARTNERSHIP = "PARTNERSHIP"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementClaim(Claim):
    """References: `parties` (organizations), `initiative`, `venue`. An agreement without a name is named after its parties."""

    kind: ClassVar[EntityKind] = EntityKind.AGREEMENT

    agreement_type: AgreementType | Unsaid = UNSAID
    valid_from: str | Unsaid | None = UNSAID
    valid_to: str | Unsaid | None = UNSAID
    document_url: str | Unsaid | None = UNSAID
