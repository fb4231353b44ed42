"""Whatever has an id of its own."""

from __future__ import annotations

import strawberry

from schema.field import planned


@strawberry.interface(description="Whatever has an id, and can be asked for by it with `node`.")
class Node:
    id: strawberry.ID = planned("Unique in the whole graph, and the same for ever; it tells nothing, so never take it apart.")
