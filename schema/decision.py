"""What people decided: who, when, why, about what; and whether it was taken back."""

from __future__ import annotations

from enum import StrEnum

import strawberry

from schema.entity import Entity
from schema.field import planned, words
from schema.node import Node
from schema.scalars import DateTime


class Verdict(StrEnum):
    ACCEPT = "ACCEPT"
    REJECT = "REJECT"


words(
    Verdict,
    "What somebody says of what waits.",
    ACCEPT="It is as it says, and is to be so.",
    REJECT="It is not. `QueueItemType` tells what either means for each type.",
)


@strawberry.type(
    description="What a person decided. `undo` takes back all but a withdrawal that hid something, and a harvest that is public already."
)
class Decision(Node):
    kind: str = planned(
        "What was decided: CONTRIBUTED, ACCEPTED, REJECTED, SAME, DIFFERENT, UNSURE, VALUE, UNLINK, CONFIRMED, RELEASE, DISCARD, "
        "HARVEST_REQUESTED. More may come."
    )
    at: DateTime = planned("When.")
    by: str = planned("Who: the prefix of a key, or a hash of somebody's name at an issuer; never anything personal.")
    reason: str | None = planned("Why, as it was said.")
    undone: bool = planned("Whether it was taken back.")
    entities: list[Entity] = planned("The things that it is about, as they are now; those that nobody can read are left out.")


@strawberry.input(description="What to say of something that waits.")
class DecideInput:
    item: strawberry.ID = strawberry.field(description="The id of what waits.")
    verdict: Verdict = strawberry.field(description="What you say of it.")
    reason: str | None = strawberry.field(default=strawberry.UNSET, description="Why; told beside the decision.")
