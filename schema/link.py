"""Edges between entities: the only truth about relations."""

from __future__ import annotations

from enum import StrEnum

import strawberry

from hub.domain.link import LinkKind
from schema.connection import Page, page, page_types
from schema.entity import Entity
from schema.field import AFTER, FIRST, LANG, planned, words
from schema.node import Node
from schema.provenance import Provenance
from schema.scalars import PartialDate, Url


class LinkDirection(StrEnum):
    OUT = "OUT"
    IN = "IN"
    ANY = "ANY"


words(
    LinkDirection,
    "Which end of an edge a thing is.",
    OUT="It is `from`.",
    IN="It is `to`.",
    ANY="Either.",
)
EntityLinkKind = words(
    LinkKind,
    "The kinds of edge between entities, each read from one end to the other.",
    name="EntityLinkKind",
    LEADS="An organization leads an initiative.",
    PARTNER_OF="An organization is a partner of an initiative.",
    PART_OF="An organization is part of an organization.",
    MEMBER_OF="An organization is a member of an organization.",
    GIVES="An organization gives a funding.",
    RECEIVES="An organization receives a funding.",
    GOES_TO="A funding pays for an initiative.",
    WITHIN="A funding was awarded within an opportunity, such as an open pot.",
    PARTY_TO="An organization is a party to an agreement.",
    COVERS="An agreement covers an initiative or a venue.",
    POSTS="An organization posts an opportunity.",
    CONCERNS="An opportunity concerns an initiative.",
    ORGANIZES="An organization organizes an event.",
    TAKES_PLACE_AT="An event takes place at a venue.",
    HAPPENS_IN="An event happens in an initiative.",
    USES="An initiative uses a venue.",
    OWNS="An organization owns a venue.",
    ADAPTED_FROM="An initiative took up the good example of another one.",
    EVALUATES="An evaluation evaluates anything.",
    TELLS_OF="A story tells of anything.",
    DISCUSSES="A discussion discusses anything.",
    PUBLISHES="An organization publishes a story or an evaluation.",
    SUCCEEDS="Anything succeeds something of the same kind.",
    MENTIONS="Anything mentions anything.",
)


@strawberry.type(description="An edge of the graph. It, too, says where it comes from. A link with a hidden end does not exist.")
class EntityLink(Node):
    kind: LinkKind = planned("What kind of edge.")
    label: str = planned("The kind as words that stand between its ends: `Laug A` *leads* `Project B`.", LANG)
    from_: Entity = planned("The end that it is read from.", graphql_name="from")
    to: Entity = planned("The end that it is read to.")
    since: PartialDate | None = planned("Since when it is so, as the source says.")
    until: PartialDate | None = planned("Until when it was so, as the source says.")
    url: Url | None = planned("The page that tells of it.")
    confidence: float = planned("How sure it is, from 0 to 1: 1 for what a source says itself.")
    contested: bool = planned(
        "Whether others say something else: the field that this edge would fill (`lead`, `funder`) is filled by a stronger one."
    )
    provenance: Page[Provenance] = page("Provenance", "How we know: one for each source record that says so.", FIRST, AFTER)


EntityLinkEdge, EntityLinkConnection = page_types("EntityLink")
