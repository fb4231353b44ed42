"""What all nouns have in common: the interface Entity and its parts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import strawberry

from hub.domain.ids import EntityKind
from schema.area import Area
from schema.connection import Page, entity_page, page, page_types
from schema.field import AFTER, FIRST, LANG, Argument, planned, words
from schema.node import Node
from schema.place import Location
from schema.provenance import FieldOrigin, FieldVersion, Provenance
from schema.scalars import DateTime, Url
from schema.theme import Theme

if TYPE_CHECKING:
    from schema.discussion import Discussion
    from schema.link import EntityLink
    from schema.opportunity import Opportunity


class TextField(StrEnum):
    """The fields that hold words in several languages; their order is that of `texts`."""

    NAME = "NAME"
    SUMMARY = "SUMMARY"
    DESCRIPTION = "DESCRIPTION"
    PURPOSE = "PURPOSE"
    TEXT = "TEXT"
    FINDINGS = "FINDINGS"
    METHOD = "METHOD"
    ELIGIBILITY = "ELIGIBILITY"
    TERMS = "TERMS"
    ACCESSIBILITY = "ACCESSIBILITY"


words(
    TextField,
    "Fields that hold words in several languages.",
    NAME="What it is called.",
    SUMMARY="One or two sentences.",
    DESCRIPTION="The long text.",
    PURPOSE="What money is given for.",
    TEXT="The full text of a story.",
    FINDINGS="What an evaluation found.",
    METHOD="How an evaluation was made.",
    ELIGIBILITY="Who may answer an opportunity.",
    TERMS="Price and terms of a venue.",
    ACCESSIBILITY="How a venue can be reached and used by everybody.",
)
words(
    EntityKind,
    "The kinds of thing that the graph knows and can link.",
    INITIATIVE="What people do together.",
    ORGANIZATION="Whoever acts: an association, an authority, a network, a company.",
    OPPORTUNITY="Something wanted or offered, with a way to answer.",
    EVENT="Something at a time and place.",
    VENUE="A place where people may meet.",
    FUNDING="Money or goods given for a stated purpose.",
    AGREEMENT="A binding cooperation.",
    DISCUSSION="A thread, proposal or debate on a forum.",
    STORY="Knowledge to share: a case, a guide, an article.",
    EVALUATION="What came out of a trial.",
)


@strawberry.type(description="One text in one language.")
class Text:
    field: TextField = planned("The field that it belongs to.")
    lang: str = planned("Its language (BCP 47, primary part); `und` when nobody knows.")
    value: str = planned("The words.")


@strawberry.type(description="A picture, at its origin.")
class Image:
    url: Url = planned("Where the picture lies.")
    alt: str | None = planned("What is to be seen, for those who cannot see it.", LANG)
    credit: str | None = planned("Who made it, in the words that the source asks for.")


@strawberry.type(
    description="How to get in touch: role-based, published or confirmed by the organization itself; never a private person's. "
    "Otherwise only the contact page."
)
class ContactPoint:
    role: str | None = planned("Who answers: `secretariat`, `press`.")
    email: str | None = planned("An address of the role, never of a person.")
    phone: str | None = planned("A number of the role, as the source writes it.")
    page: Url | None = planned("The page on which contact is offered.")


@strawberry.type(description="A name that a register gave, in the style of org-id.guide.")
class Identifier:
    scheme: str = planned("The register: `DK-CVR`, `GB-CHC`.")
    value: str = planned("The name within the register.")
    url: Url | None = planned("Where the register can be asked about it.")


KINDS = Argument("kinds", "[EntityLinkKind!]", "Only edges of these kinds. Absent: all.")
DIRECTION = Argument("direction", "LinkDirection", "Which end it is. Absent: either.")
FIELDS = Argument("fields", "[String!]", "Only these, by their names in the graph. Absent: all that any source speaks of.")


@strawberry.interface(description="Whatever the graph knows and can link.")
class Entity(Node):
    kind: EntityKind = planned("Which of the ten kinds it is.")
    name: str = planned("What it is called. What has no name of its own, such as a grant, is named after its purpose.", LANG)
    summary: str | None = planned("One or two sentences about it.", LANG)
    description: str | None = planned("The long text about it.", LANG)
    texts: list[Text] = planned(
        "Every language that a text has, by field, then language.", Argument("fields", "[TextField!]", "Only these. Absent: all.")
    )
    image: Image | None = planned("A picture of it.")
    url: Url | None = planned("The public page about it, at its origin.")
    permalink: Url = planned("The hub's own stable page about it.")
    area: Area | None = planned("Where it is: the smallest known area.")
    serves: list[Area] = planned("Where it acts, when that is more than where it is; by name, at most 50.")
    location: Location | None = planned("The point where it is.")
    themes: list[Theme] = planned("What it is about, as its sources say; broader themes are implied.")
    identifiers: list[Identifier] = planned("Its names in registers, in the style of org-id.guide; at most 20.")
    contact: ContactPoint | None = planned("How to get in touch with it.")
    links: Page[EntityLink] = page(
        "EntityLink",
        "The edges that lead from it and to it, by kind and then by the name of the other end.",
        KINDS,
        DIRECTION,
        FIRST,
        AFTER,
    )
    opportunities: Page[Opportunity] = entity_page(
        "Opportunity", "What is wanted or offered that has to do with it; each kind says which. What changed last comes first."
    )
    discussions: Page[Discussion] = entity_page("Discussion", "Where people talk about it, latest activity first.")
    provenance: Page[Provenance] = page("Provenance", "How we know: one for each source record that speaks of it.", FIRST, AFTER)
    origins: list[FieldOrigin] = planned("Who said these values, by which rule they won, and what the others said.", FIELDS)
    history: Page[FieldVersion] = page(
        "FieldVersion",
        "What one of its fields was, newest first: each value with its time and the record by which it was first known.",
        Argument("field", "String!", "The field, by its name in the graph."),
        FIRST,
        AFTER,
    )
    attribution: str = planned(
        "One sentence that names its sources with their licences, in the language of the request: show it beside it."
    )
    canonical_id: strawberry.ID = planned(
        "The id to keep: its own, or another when it was found to be the same as that one, or to be of another kind."
    )
    former_ids: list[strawberry.ID] = planned(
        "Other ids under which it was known before it was found to be the same, or to be of this kind."
    )
    version: str = planned("The version of the local contribution; an edit names the version that it read.")
    first_seen_at: DateTime = planned("When the hub first knew of it.")
    updated_at: DateTime = planned("When this reading of it last changed.")


EntityEdge, EntityConnection = page_types("Entity")
