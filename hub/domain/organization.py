"""Associations, authorities, networks, companies: whoever acts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Claim, Unsaid
from hub.domain.ids import EntityKind


class OrganizationType(StrEnum):
    ASSOCIATION = "ASSOCIATION"
    UMBRELLA = "UMBRELLA"
    NETWORK = "NETWORK"
    INFORMAL_GROUP = "INFORMAL_GROUP"
    MUNICIPALITY = "MUNICIPALITY"
    REGION = "REGION"
    STATE_AUTHORITY = "STATE_AUTHORITY"
    LOCAL_COUNCIL = "LOCAL_COUNCIL"
    HOUSING_ASSOCIATION = "HOUSING_ASSOCIATION"
    COOPERATIVE = "COOPERATIVE"
    SOCIAL_ENTERPRISE = "SOCIAL_ENTERPRISE"
    SELF_OWNING_INSTITUTION = "SELF_OWNING_INSTITUTION"
    FOUNDATION = "FOUNDATION"
    VOLUNTEER_CENTRE = "VOLUNTEER_CENTRE"
    TRADE_UNION = "TRADE_UNION"
    CONGREGATION = "CONGREGATION"
    SCHOOL = "SCHOOL"
    DAYCARE = "DAYCARE"
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION"
    COMPANY = "COMPANY"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganizationClaim(Claim):
    """References: `part_of`, `member_of`, `succeeds` (organizations; what was before a merger or a new registration keeps its id).

    A CVR number is the identifier of scheme DK-CVR, never a field of its own.
    """

    kind: ClassVar[EntityKind] = EntityKind.ORGANIZATION

    organization_type: OrganizationType | Unsaid = UNSAID
    website: str | Unsaid | None = UNSAID
