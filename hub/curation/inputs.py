"""What can be told of a thing of each kind: one line of names a noun, from which its GraphQL input, its checks and its patch follow.

A name is that of the graph. Its type stands in TYPES and says how it is read: `ID` and `[ID!]` are roles of the claim (hub/domain/link.py),
everything else is a field of the claim, in snake_case; `cvr`, `lang` and the times of an event are told apart in patch.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Final

from hub.domain.claim import TEXT_FIELDS, UNITED_FIELDS
from hub.domain.ids import EntityKind
from hub.domain.link import ROLE
from hub.domain.nouns import CLAIM_TYPES
from hub.domain.spelling import snake

TELLING: Final = ("idempotencyKey", "externalId", "baseVersion")
"""What a contribution says of itself."""
COMMON: Final = ("url", "area", "serves", "location", "themes", "identifiers", "name")
WHEN: Final = ("startsAt", "endsAt", "allDay")
APART: Final = frozenset({*TELLING, *WHEN, "cvr", "lang"})

_MORE: Final[Mapping[EntityKind, str]] = {
    EntityKind.INITIATIVE: "lang summary description status startedOn endedOn lead partners adaptedFrom",
    EntityKind.ORGANIZATION: "lang summary description organizationType cvr website partOf memberOf",
    EntityKind.OPPORTUNITY: "lang summary description direction opportunityType state by initiative opensAt closesAt remote hoursPerWeek "
    "places skills eligibility amount applyUrl",
    EntityKind.EVENT: "lang summary description startsAt endsAt allDay eventStatus attendance organizer venue initiative free ticketUrl",
    EntityKind.VENUE: "lang summary description venueType address capacity facilities accessibility bookable bookingUrl terms owner",
    EntityKind.FUNDING: "lang purpose fundingType amount awardedOn within programme regrant repayable funder recipient initiative",
    EntityKind.AGREEMENT: "lang summary agreementType parties initiative venue validFrom validTo documentUrl",
    EntityKind.DISCUSSION: "forum discussionState startedAt lastActivityAt replyCount about",
    EntityKind.STORY: "lang summary text storyType publishedOn publisher about",
    EntityKind.EVALUATION: "lang of outcome method findings publishedOn evaluator documentUrl cost durationMonths peopleInvolved",
}

INPUTS: Final[Mapping[EntityKind, tuple[str, ...]]] = MappingProxyType(
    {kind: (*TELLING, *COMMON, *more.split()) for kind, more in _MORE.items()}
)
"""The names of each kind's input, in the order of the contract."""

_OF_TYPE: Final[Mapping[str, str]] = {
    "Url": "url website applyUrl ticketUrl bookingUrl documentUrl",
    "PartialDate": "startedOn endedOn awardedOn validFrom validTo publishedOn",
    "DateTime": "opensAt closesAt startsAt endsAt startedAt lastActivityAt",
    "[String!]": "serves themes skills facilities",
    "ID": "lead adaptedFrom partOf by initiative organizer venue owner within funder recipient publisher of evaluator",
    "[ID!]": "partners memberOf parties about",
    "Boolean": "remote allDay free bookable regrant repayable",
    "Int": "places capacity replyCount durationMonths peopleInvolved",
    "Float": "hoursPerWeek",
    "MoneyInput": "amount cost",
    "LocationInput": "location",
    "AddressInput": "address",
    "[IdentifierInput!]": "identifiers",
    "InitiativeStatus": "status",
    "OpportunityState": "state",
    **{one: one[0].lower() + one[1:] for one in (
        "OrganizationType", "OpportunityType", "EventStatus", "VenueType", "FundingType", "AgreementType", "DiscussionState", "StoryType",
        "Outcome", "Attendance",
    )},
    "OpportunityDirection": "direction",
}  # fmt: skip
TYPES: Final[Mapping[str, str]] = {name: sdl for sdl, names in _OF_TYPE.items() for name in names.split()}
"""The type of a name, as SDL; a name that does not stand here is a String."""

NEEDED: Final[Mapping[EntityKind, tuple[str, ...]]] = {
    kind: () if kind in (EntityKind.FUNDING, EntityKind.AGREEMENT) else ("name", "startsAt") if kind is EntityKind.EVENT else ("name",)
    for kind in EntityKind
}
"""Without these a new thing cannot be told."""


def type_of(name: str) -> str:
    """The type of a name of an input, as SDL."""
    return TYPES.get(name, "String")


def may_be_none(kind: EntityKind, name: str) -> bool:
    """Whether a field of a claim knows "known to be none"; a list is empty then."""
    declared = next(str(one.type) for one in fields(CLAIM_TYPES[kind]) if one.name == name)
    return "None" in declared or name in UNITED_FIELDS


def is_text(name: str) -> bool:
    """Whether a field of a claim holds words in several languages."""
    return name in TEXT_FIELDS


def check() -> None:
    """Nothing, when every name leads to a field or a role of its claim. Raises LookupError."""
    for kind, names in INPUTS.items():
        known = {one.name for one in fields(CLAIM_TYPES[kind])}
        for name in names:
            if name not in APART and snake(name) not in known and (kind, snake(name)) not in ROLE:
                raise LookupError(f"the input of {kind} names {name}, which is neither a field nor a role of its claim")


check()
