"""What can happen to a thing of the graph, as the change feed tells it."""

from __future__ import annotations

from enum import StrEnum


class ChangeType(StrEnum):
    """CREATED, UPDATED and SPLIT leave a thing that can be read; after MERGED, HIDDEN and WITHDRAWN it is gone. LEFT: out of a filter."""

    CREATED = "CREATED"
    UPDATED = "UPDATED"
    MERGED = "MERGED"
    SPLIT = "SPLIT"
    HIDDEN = "HIDDEN"
    WITHDRAWN = "WITHDRAWN"
    LEFT = "LEFT"


GONE = (ChangeType.MERGED, ChangeType.HIDDEN, ChangeType.WITHDRAWN)
