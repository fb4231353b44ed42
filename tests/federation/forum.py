"""A forum as a subgraph of its own: it knows its threads, and which initiative each is about, and nothing else of initiatives.

Run: `python -m tests.federation.forum PORT '[["About cows", "ini_…"]]'`, titles with the id of what they are about.
"""

from __future__ import annotations

import json
import sys

import strawberry
import uvicorn
from starlette.applications import Starlette
from strawberry.asgi import GraphQL

THREADS: list[tuple[str, str]] = []


@strawberry.federation.type(keys=["id"])
class Initiative:
    """What the hub calls by this id: here it gains its threads."""

    id: strawberry.ID

    @strawberry.field
    def threads(self) -> list[Thread]:
        return [Thread(id=strawberry.ID(title), title=title, about=self) for title, about in THREADS if about == self.id]

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Initiative:  # noqa: A002 - named after the key
        return cls(id=id)


@strawberry.federation.type(keys=["id"])
class Thread:
    id: strawberry.ID
    title: str
    about: Initiative | None  # it may be gone from the hub: then the thread still stands


@strawberry.type
class Query:
    @strawberry.field
    def latest_threads(self) -> list[Thread]:
        return [Thread(id=strawberry.ID(title), title=title, about=Initiative(id=strawberry.ID(about))) for title, about in THREADS]


schema = strawberry.federation.Schema(query=Query, federation_version="2.3")


def run(served: strawberry.federation.Schema, into: list[tuple[str, str]]) -> None:
    """Serves what the command line says, until it is stopped."""
    into.extend((words, about) for words, about in json.loads(sys.argv[2]))
    app = Starlette()
    app.add_route("/graphql", GraphQL(served))
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")


if __name__ == "__main__":
    run(schema, THREADS)
