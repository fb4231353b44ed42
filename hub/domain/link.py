"""Links: the only truth about relations. A claim's references name a role; the table below says which edge a role becomes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hub.domain.ids import EntityKind


class LinkKind(StrEnum):
    """Every kind of edge, read from -> to; the ends of each stand in the table of kinds in the graph's contract."""

    LEADS = "LEADS"
    PARTNER_OF = "PARTNER_OF"
    PART_OF = "PART_OF"
    MEMBER_OF = "MEMBER_OF"
    GIVES = "GIVES"
    RECEIVES = "RECEIVES"
    GOES_TO = "GOES_TO"
    WITHIN = "WITHIN"
    PARTY_TO = "PARTY_TO"
    COVERS = "COVERS"
    POSTS = "POSTS"
    CONCERNS = "CONCERNS"
    ORGANIZES = "ORGANIZES"
    TAKES_PLACE_AT = "TAKES_PLACE_AT"
    HAPPENS_IN = "HAPPENS_IN"
    USES = "USES"
    OWNS = "OWNS"
    ADAPTED_FROM = "ADAPTED_FROM"
    EVALUATES = "EVALUATES"
    TELLS_OF = "TELLS_OF"
    DISCUSSES = "DISCUSSES"
    PUBLISHES = "PUBLISHES"
    SUCCEEDS = "SUCCEEDS"
    MENTIONS = "MENTIONS"


@dataclass(frozen=True, slots=True)
class Role:
    """How a reference of a claim becomes an edge.

    `inward`: the target is the edge's `from` (an initiative's `lead` gives organization LEADS initiative).
    `one`: a to-one field of the noun (`lead`, `funder`): the best-supported link wins, the others stay as contested.
    """

    name: str
    of: EntityKind
    target: EntityKind
    link: LinkKind
    inward: bool
    one: bool


_I, _O, _F = EntityKind.INITIATIVE, EntityKind.ORGANIZATION, EntityKind.FUNDING

ROLES: tuple[Role, ...] = (
    Role("lead", _I, _O, LinkKind.LEADS, inward=True, one=True),
    Role("partners", _I, _O, LinkKind.PARTNER_OF, inward=True, one=False),
    Role("adapted_from", _I, _I, LinkKind.ADAPTED_FROM, inward=False, one=True),
    Role("succeeds", _I, _I, LinkKind.SUCCEEDS, inward=False, one=False),
    Role("part_of", _O, _O, LinkKind.PART_OF, inward=False, one=True),
    Role("member_of", _O, _O, LinkKind.MEMBER_OF, inward=False, one=False),
    Role("succeeds", _O, _O, LinkKind.SUCCEEDS, inward=False, one=False),
    Role("funder", _F, _O, LinkKind.GIVES, inward=True, one=True),
    Role("recipient", _F, _O, LinkKind.RECEIVES, inward=True, one=True),
    Role("initiative", _F, _I, LinkKind.GOES_TO, inward=False, one=True),
)

ROLE: dict[tuple[EntityKind, str], Role] = {(role.of, role.name): role for role in ROLES}
