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


BETWEEN = frozenset({EntityKind.FUNDING, EntityKind.AGREEMENT, EntityKind.EVENT})
"""The kinds of thing that stand between others: who walks the graph passes through them in one step, as along an edge with data."""


@dataclass(frozen=True, slots=True)
class Role:
    """How a reference of a claim becomes an edge.

    `inward`: the target is the edge's `from` (an initiative's `lead` gives organization LEADS initiative).
    `one`: a to-one field of the noun (`lead`, `funder`): the best-supported link wins, the others stay as contested.
    `target` is None where a thing of any kind may be referred to.
    """

    name: str
    of: EntityKind
    target: EntityKind | None
    link: LinkKind
    inward: bool
    one: bool


_I, _O, _P, _E, _V = EntityKind.INITIATIVE, EntityKind.ORGANIZATION, EntityKind.OPPORTUNITY, EntityKind.EVENT, EntityKind.VENUE
_F, _A, _D, _S, _X = EntityKind.FUNDING, EntityKind.AGREEMENT, EntityKind.DISCUSSION, EntityKind.STORY, EntityKind.EVALUATION

ROLES: tuple[Role, ...] = (
    Role("lead", _I, _O, LinkKind.LEADS, inward=True, one=True),
    Role("partners", _I, _O, LinkKind.PARTNER_OF, inward=True, one=False),
    Role("adapted_from", _I, _I, LinkKind.ADAPTED_FROM, inward=False, one=True),
    Role("venues", _I, _V, LinkKind.USES, inward=False, one=False),
    Role("part_of", _O, _O, LinkKind.PART_OF, inward=False, one=True),
    Role("member_of", _O, _O, LinkKind.MEMBER_OF, inward=False, one=False),
    Role("by", _P, _O, LinkKind.POSTS, inward=True, one=True),
    Role("initiative", _P, _I, LinkKind.CONCERNS, inward=False, one=True),
    Role("organizer", _E, _O, LinkKind.ORGANIZES, inward=True, one=True),
    Role("venue", _E, _V, LinkKind.TAKES_PLACE_AT, inward=False, one=True),
    Role("initiative", _E, _I, LinkKind.HAPPENS_IN, inward=False, one=True),
    Role("owner", _V, _O, LinkKind.OWNS, inward=True, one=True),
    Role("funder", _F, _O, LinkKind.GIVES, inward=True, one=True),
    Role("recipient", _F, _O, LinkKind.RECEIVES, inward=True, one=True),
    Role("initiative", _F, _I, LinkKind.GOES_TO, inward=False, one=True),
    Role("within", _F, _P, LinkKind.WITHIN, inward=False, one=True),
    Role("parties", _A, _O, LinkKind.PARTY_TO, inward=True, one=False),
    Role("initiative", _A, _I, LinkKind.COVERS, inward=False, one=True),
    Role("venue", _A, _V, LinkKind.COVERS, inward=False, one=True),
    Role("about", _D, None, LinkKind.DISCUSSES, inward=False, one=False),
    Role("publisher", _S, _O, LinkKind.PUBLISHES, inward=True, one=True),
    Role("about", _S, None, LinkKind.TELLS_OF, inward=False, one=False),
    Role("of", _X, None, LinkKind.EVALUATES, inward=False, one=True),
    Role("evaluator", _X, _O, LinkKind.PUBLISHES, inward=True, one=True),
    *(Role("succeeds", kind, kind, LinkKind.SUCCEEDS, inward=False, one=False) for kind in EntityKind),
    *(Role("mentions", kind, None, LinkKind.MENTIONS, inward=False, one=False) for kind in EntityKind),
)

ROLE: dict[tuple[EntityKind, str], Role] = {(role.of, role.name): role for role in ROLES}
