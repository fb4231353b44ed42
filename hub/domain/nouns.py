"""The ten nouns together: which claim speaks of which kind."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from hub.domain.agreement import AgreementClaim
from hub.domain.claim import Claim
from hub.domain.discussion import DiscussionClaim
from hub.domain.evaluation import EvaluationClaim
from hub.domain.event import EventClaim
from hub.domain.funding import FundingClaim
from hub.domain.ids import EntityKind
from hub.domain.initiative import InitiativeClaim
from hub.domain.opportunity import OpportunityClaim
from hub.domain.organization import OrganizationClaim
from hub.domain.story import StoryClaim
from hub.domain.venue import VenueClaim

CLAIM_TYPES: Final[Mapping[EntityKind, type[Claim]]] = MappingProxyType(
    {
        made.kind: made
        for made in (
            InitiativeClaim, OrganizationClaim, OpportunityClaim, EventClaim, VenueClaim, FundingClaim, AgreementClaim, DiscussionClaim,
            StoryClaim, EvaluationClaim,
        )
    }
)  # fmt: skip
"""The claim of each kind, in the order of `EntityKind`."""

NAMED_BY_US: Final = frozenset({EntityKind.FUNDING, EntityKind.AGREEMENT})
"""A thing of these kinds that has no name of its own gets a composed one (hub/domain/naming.py)."""


def plural(kind: EntityKind) -> str:
    """What a list of a kind is called.

    >>> plural(EntityKind.STORY), plural(EntityKind.VENUE)
    ('stories', 'venues')
    """
    name = kind.value.lower()
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
