"""What waits for somebody to look."""

from __future__ import annotations

import strawberry

from schema.connection import page_types
from schema.entity import Entity
from schema.field import planned
from schema.node import Node
from schema.provenance import FieldOrigin
from schema.scalars import DateTime


@strawberry.type(description="What waits for somebody to look. Decide it by its id with `decide`.")
class QueueItem(Node):
    since: DateTime = planned("Since when.")
    entities: list[Entity] = planned("The things that it is about, as everybody reads them now; none while they are new.")
    fields: list[FieldOrigin] = planned("What it would say, by field; of a role, the ids that it leads to.")


QueueItemEdge, QueueItemConnection = page_types("QueueItem", ("total_count", planned("How many there are in the whole list.", sdl="Int!")))
