"""What waits for somebody to look."""

from __future__ import annotations

import strawberry

from hub.domain.queue import QueueItemType
from schema.connection import page_types
from schema.entity import Entity
from schema.field import planned, words
from schema.match import Match
from schema.node import Node
from schema.provenance import FieldOrigin
from schema.run import HarvestRun
from schema.scalars import DateTime

words(
    QueueItemType,
    "What waits.",
    CONTRIBUTION="What somebody told. ACCEPT: it is to be public.",
    REPORT="Somebody says that something is wrong. ACCEPT: it was dealt with; REJECT: there is nothing to mend. The reason is the answer.",
    MATCH="Two things that may be one. ACCEPT: SAME; REJECT: DIFFERENT.",
    RUN="A harvest that is held. ACCEPT: it is released, and public within minutes; REJECT: it is discarded.",
    WITHDRAWAL="Somebody wants something taken out. ACCEPT: hidden at once, erased soon after, and never taken back.",
)


@strawberry.type(description="What waits for somebody to look. Decide it by its id with `decide`.")
class QueueItem(Node):
    item_type: QueueItemType = planned("What it is.")
    since: DateTime = planned("Since when.")
    entities: list[Entity] = planned("The things that it is about, as everybody reads them now; none while they are new.")
    run: HarvestRun | None = planned("The harvest that is held.")
    match: Match | None = planned("The pair that may be one thing.")
    report: str | None = planned("What somebody reported, or why something is to be withdrawn, in their own words.")
    fields: list[FieldOrigin] = planned(
        "Of a contribution, what it would say, by field (of a role, the ids that it leads to); of a report or a withdrawal of one field, "
        "who says it now."
    )


QueueItemEdge, QueueItemConnection = page_types("QueueItem", ("total_count", planned("How many there are in the whole list.", sdl="Int!")))
