"""What can be followed."""

from __future__ import annotations

import strawberry

from schema.change import Change
from schema.field import Argument, planned
from schema.run import HarvestRun


@strawberry.type(description="How far a harvest is.")
class HarvestProgress:
    run: HarvestRun = planned("The harvest, with what it has counted so far.")
    step: str = planned("What it does: `fetch` (documents), `read`, `publish`, `retire` (items).")
    done: int = planned("How many documents or items of this step are done.")
    total: int | None = planned("How many there are; null where nobody knows yet.")


@strawberry.type(description="What can be followed: by server-sent events, or over a WebSocket that speaks graphql-transport-ws.")
class Subscription:
    changes: Change = planned(
        "What happens to the things of the graph, one event for each, in order and without a gap.",
        Argument("kinds", "[EntityKind!]", "Only of things of these kinds."),
        Argument("filter", "EntityFilter", "Only of things that meet this as they are now; what is gone is told whatever the filter."),
        Argument(
            "after",
            "String",
            "All that came after this cursor of any change, then what happens from now on. Absent: from now on. "
            "CURSOR_EXPIRED: changes after it are no longer kept; read `changes` of the query from its beginning, then follow from there.",
        ),
    )
    harvest: HarvestProgress = planned(
        "How far harvests are: those that are going on, then each time that one moved on, at most once a second, and when it ended.",
        Argument("source", "ID", "Only harvests of this source."),
    )
