"""The schema as a whole, and as text: `schema.graphql` beside this file is the promise, and a test compares the two."""

from __future__ import annotations

from functools import cache

import strawberry
from strawberry.schema.config import StrawberryConfig

from hub.query.permissions import declare
from schema.mutation import Mutation
from schema.permissions import RULES
from schema.query import Query
from schema.run import HarvestRun
from schema.scalars import SCALARS
from schema.subscription import Subscription

schema = strawberry.Schema(
    query=Query, mutation=Mutation, subscription=Subscription, types=[HarvestRun], config=StrawberryConfig(scalar_map=SCALARS)
)
declare(schema._schema, RULES)  # noqa: SLF001 - the graphql-core schema beneath; strawberry has no public name for it


@cache
def sdl() -> str:
    """The schema as text, as clients and gateways read it."""
    return schema.as_str() + "\n"


if __name__ == "__main__":
    print(sdl(), end="")  # noqa: T201 - this is how schema.graphql is written
