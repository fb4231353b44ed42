"""What happened to the things of the graph: the feed by which copies keep up with it."""

from __future__ import annotations

import strawberry

from hub.domain.change import ChangeType
from hub.query.nouns import NOUNS
from schema.connection import COMMON, filter_type, page_types
from schema.entity import Entity
from schema.field import planned, words
from schema.run import HarvestRun
from schema.scalars import DateTime

words(
    ChangeType,
    "What happened to a thing.",
    CREATED="It is new, or is there again.",
    UPDATED="Something else is known of it than before.",
    MERGED="It lives on under another id: it was found to be the same as another, or to be of another kind.",
    SPLIT="It was found not to be the same as another after all, and stands by itself again.",
    HIDDEN="No source speaks of it any more.",
    WITHDRAWN="It was taken out, for a person's right or by a takedown; copies must forget it.",
    LEFT="It no longer meets the filter.",
)


@strawberry.type(description="One line of the feed: something happened to a thing.")
class Change:
    cursor: str = planned("Its place in the feed: give it as `after`.")
    type: ChangeType = planned("What happened.")
    entity_id: strawberry.ID = planned("The id of the thing.")
    entity: Entity | None = planned("The thing as it is now, not as it was then; null when it is gone.")
    into: strawberry.ID | None = planned("The id of the thing in which it lives on, when it was merged.")
    fields: list[str] = planned("What changed of it, by names of the graph, when it was updated; `links` for its relations.")
    at: DateTime = planned("When it happened.")
    run: HarvestRun | None = planned("The harvest that brought it; null when a person did.")


ChangeEdge, ChangeConnection = page_types("Change")
EntityFilter = filter_type("Entity", NOUNS["Change"], COMMON | {"kinds": "Of one of these kinds."}, "things of any kind")
