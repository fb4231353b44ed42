"""What anybody can report, without a key."""

from __future__ import annotations

import strawberry

from schema.field import planned
from schema.mutation import Payload
from schema.scalars import Url


@strawberry.input(description="That something is not as it should be.")
class ReportInput:
    entity: strawberry.ID = strawberry.field(description="The thing that it is about, by any id of it.")
    field: str | None = strawberry.field(
        default=strawberry.UNSET, description="The one field that is wrong, by its name in the graph; absent: the whole thing."
    )
    message: str = strawberry.field(
        description="What is wrong, in at most 2,000 letters. Read by nobody but who decides; tell nothing personal."
    )


@strawberry.type(description="What became of a report.")
class ReportPayload(Payload):
    follow_url: Url | None = planned(
        "A secret address under which it can be followed. It is told once: whoever has it reads what was answered."
    )
