"""Money or goods given, lent or raised for a stated purpose."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Campaign, Claim, Money, Texts, Unsaid
from hub.domain.ids import EntityKind


class FundingType(StrEnum):
    GRANT = "GRANT"
    CORE_FUNDING = "CORE_FUNDING"
    PILOT_FUND = "PILOT_FUND"
    MICROLOAN = "MICROLOAN"
    LOAN = "LOAN"
    CROWDFUNDING = "CROWDFUNDING"
    PRIZE = "PRIZE"
    IN_KIND = "IN_KIND"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingClaim(Claim):
    """References: `funder`, `recipient` (organizations), `initiative`. A funding without a name is named after its purpose."""

    kind: ClassVar[EntityKind] = EntityKind.FUNDING

    funding_type: FundingType | Unsaid = UNSAID
    purpose: Texts | Unsaid | None = UNSAID
    amount: Money | Unsaid | None = UNSAID
    awarded_on: str | Unsaid | None = UNSAID
    from_date: str | Unsaid | None = UNSAID
    until_date: str | Unsaid | None = UNSAID
    programme: str | Unsaid | None = UNSAID
    regrant: bool | Unsaid = UNSAID
    repayable: bool | Unsaid | None = UNSAID
    campaign: Campaign | Unsaid | None = UNSAID
