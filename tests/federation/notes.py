"""Notes about things of any kind, as a subgraph: it adds to all ten kinds at once, by the key of their interface, and knows none of them.

Run: `python -m tests.federation.notes PORT '[["Seen there", "org_…"]]'`, texts with the id of what they are about.
"""

from __future__ import annotations

import strawberry

from tests.federation.forum import run

NOTES: list[tuple[str, str]] = []


@strawberry.federation.interface_object(keys=["id"])
class Entity:
    id: strawberry.ID

    @strawberry.field
    def notes(self) -> list[Note]:
        return [Note(text=text, about=self) for text, about in NOTES if about == self.id]

    @classmethod
    def resolve_reference(cls, id: strawberry.ID) -> Entity:  # noqa: A002 - named after the key
        return cls(id=id)


@strawberry.type
class Note:
    text: str
    about: Entity | None


@strawberry.type
class Query:
    @strawberry.field
    def latest_notes(self) -> list[Note]:
        return [Note(text=text, about=Entity(id=strawberry.ID(about))) for text, about in NOTES]


schema = strawberry.federation.Schema(query=Query, federation_version="2.3")

if __name__ == "__main__":
    run(schema, NOTES)
