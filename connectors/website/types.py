"""Which schema.org type is which of our nouns, and what an organization of that type is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from hub.domain.ids import EntityKind
from hub.domain.organization import OrganizationType

_T = OrganizationType

ORGANIZATIONS: Final[Mapping[str, OrganizationType | None]] = {
    "BuddhistTemple": _T.CONGREGATION,
    "CatholicChurch": _T.CONGREGATION,
    "ChildCare": _T.DAYCARE,
    "Church": _T.CONGREGATION,
    "CollegeOrUniversity": _T.SCHOOL,
    "Consortium": _T.NETWORK,
    "Cooperative": _T.COOPERATIVE,
    "Corporation": _T.COMPANY,
    "EducationalOrganization": None,
    "ElementarySchool": _T.SCHOOL,
    "FundingAgency": None,
    "GovernmentOrganization": _T.PUBLIC_INSTITUTION,
    "HighSchool": _T.SCHOOL,
    "HinduTemple": _T.CONGREGATION,
    "Library": _T.PUBLIC_INSTITUTION,
    "LibrarySystem": _T.PUBLIC_INSTITUTION,
    "LocalBusiness": _T.COMPANY,
    "MiddleSchool": _T.SCHOOL,
    "Mosque": _T.CONGREGATION,
    "NGO": _T.ASSOCIATION,
    "Organization": None,
    "PlaceOfWorship": _T.CONGREGATION,
    "PoliticalParty": _T.OTHER,
    "Preschool": _T.DAYCARE,
    "ResearchOrganization": None,
    "School": _T.SCHOOL,
    "SportsClub": _T.ASSOCIATION,
    "SportsOrganization": _T.ASSOCIATION,
    "Synagogue": _T.CONGREGATION,
    "WorkersUnion": _T.TRADE_UNION,
}
"""None: the type does not say what sort of organization it is."""

PUBLIC_DOORS: Final = frozenset({_T.PUBLIC_INSTITUTION, _T.SCHOOL, _T.DAYCARE, _T.CONGREGATION, _T.MUNICIPALITY, _T.REGION, _T.COMPANY})
"""Sorts of organization whose address is a door, never somebody's home: an association often has that of its chair."""

INITIATIVES: Final = frozenset({"Project", "ResearchProject"})
FUNDINGS: Final = frozenset({"Grant", "MonetaryGrant"})
PERSONS: Final = frozenset({"Patient", "Person"})
LATER: Final = frozenset({"Article", "BlogPosting", "NewsArticle", "Place", "Report"})
"""Types that other nouns will take; their records are kept, so that a later version reads them without the network."""


def kind_of(types: Sequence[str]) -> EntityKind | None:
    """The noun of a node with these types; None for what this connector does not read."""
    if any(name in INITIATIVES for name in types):
        return EntityKind.INITIATIVE
    if any(name in FUNDINGS for name in types):
        return EntityKind.FUNDING
    if any(name in ORGANIZATIONS for name in types):
        return EntityKind.ORGANIZATION
    return None


def is_later(types: Sequence[str]) -> bool:
    """Whether a record is worth keeping although nothing is read from it yet."""
    return any(name in LATER or name == "Event" or name.endswith("Event") for name in types)


def is_person(node: Mapping[str, Any]) -> bool:
    """Whether a node is, or looks like, a person."""
    return any(name in PERSONS for name in node.get("@type", ())) or any(
        name in node for name in ("givenName", "familyName", "birthDate", "jobTitle", "honorificPrefix")
    )


def organization_type(types: Sequence[str], name: str) -> OrganizationType | None:
    """What sort of organization it is, where type and name leave no doubt.

    >>> organization_type(["GovernmentOrganization"], "Syddjurs Kommune").value
    'MUNICIPALITY'
    """
    said = next((ORGANIZATIONS[one] for one in types if ORGANIZATIONS.get(one)), None)
    if said is _T.PUBLIC_INSTITUTION and name.endswith(" Kommune"):
        return _T.MUNICIPALITY
    if said is _T.PUBLIC_INSTITUTION and name.startswith("Region "):
        return _T.REGION
    return said
