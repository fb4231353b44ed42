"""What can be asked to be taken out, for good."""

from __future__ import annotations

import strawberry

from hub.domain.queue import WithdrawalState
from hub.domain.withdrawal import WithdrawalReason
from schema.field import planned, words
from schema.mutation import Payload

words(
    WithdrawalReason,
    "Why something is to be taken out.",
    PERSONAL_DATA="It is about a person who has a right to that.",
    RIGHT_HOLDER="It is somebody's own who does not allow it.",
    COURT_ORDER="A court or an authority says so.",
    SAFETY="It puts somebody in danger.",
    OTHER="For another reason; say in `note` which.",
)
words(
    WithdrawalState,
    "How far a withdrawal is.",
    REQUESTED="Asked for; somebody has to look.",
    HIDDEN="Nobody reads it any more, at no moment of the past either, and no harvest brings it back.",
    ERASED="It is nowhere any more.",
)


@strawberry.input(description="What to take out, for good: a whole thing, one record of a source, or one field of a thing.")
class WithdrawInput:
    entity: strawberry.ID = strawberry.field(description="The thing, by any id of it.")
    source_record: strawberry.ID | None = strawberry.field(
        default=strawberry.UNSET, description="Only what this record says of it: an `id` of its `provenance`."
    )
    field: str | None = strawberry.field(default=strawberry.UNSET, description="Only this field of it, by its name in the graph.")
    reason: WithdrawalReason = strawberry.field(description="Why.")
    note: str | None = strawberry.field(
        default=strawberry.UNSET, description="More, for those who decide, in at most 2,000 letters; erased with the thing."
    )


@strawberry.type(description="How far a withdrawal is. Ask again with the same input to hear how it goes on.")
class WithdrawalPayload(Payload):
    state: WithdrawalState = planned("How far it is. Where there is something to mend, nothing was done, and this says REQUESTED.")
