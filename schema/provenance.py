"""How we know: the records that speak of an entity, and which of them each value comes from."""

from __future__ import annotations

import strawberry

from hub.domain.reading import WinningRule
from schema.connection import page_types
from schema.field import planned, words
from schema.scalars import DateTime, Url
from schema.source import Licence, Source

words(
    WinningRule,
    "Why a value won over what others say.",
    ONLY_ONE="Nobody says anything else.",
    DECIDED="A person decided it.",
    CONFIRMED="The confirmed organization says it about itself.",
    TRUST="Its source is trusted more.",
    STEADIEST="Its source has said so for longest.",
)


@strawberry.type(description="One record of one source that speaks of an entity.")
class Provenance:
    id: strawberry.ID = planned("The id of the record within the graph.")
    source: Source = planned("The source that the record belongs to.")
    source_id: str = planned("The record's id in the source's own words.")
    url: Url | None = planned("Where the record can be seen at its source.")
    retrieved_at: DateTime = planned("When the record was fetched as it stands.")
    checked_at: DateTime = planned("When the source was last seen to still say so.")
    licence: Licence = planned("The terms under which the source gives it.")
    document_hash: str | None = planned("SHA-256, in hex, of the document that the record was read from.")


@strawberry.type(description="What another source says about the same field.")
class OtherClaim:
    value: str | None = planned("Its value, written as the winner's; null when it says that there is none.")
    raw: str | None = planned("Its value in the source's own words.")
    provenance: Provenance = planned("The first record that says so.")


@strawberry.type(description="Who said the value of one field, by which rule it won, and what the others said.")
class FieldOrigin:
    field: str = planned("The field, by its name in the graph.")
    value: str | None = planned("The value as text; structured values as JSON. Null when the source says that there is none.")
    raw: str | None = planned("The value in the source's own words.")
    rule: WinningRule = planned("Why it won.")
    provenance: Provenance = planned("The first record that says so.")
    others: list[OtherClaim] = planned("What the others say.")


@strawberry.type(description="What one field was for a while.")
class FieldVersion:
    value: str | None = planned("The value as text, as `origins` tells it. Null when the source said that there is none.")
    from_: DateTime = planned("Since when the hub read it so.", graphql_name="from")
    until: DateTime | None = planned("Until when the hub read it so; null for what is so now.")
    provenance: Provenance | None = planned("The first record that said so; null when a person did, or when the record was withdrawn.")


FieldVersionEdge, FieldVersionConnection = page_types("FieldVersion")
ProvenanceEdge, ProvenanceConnection = page_types("Provenance")
