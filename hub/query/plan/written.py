"""The root of a mutation: what was written (hub/curation does that, before the walk), and the things that it is about, read as ever.

A mutation of several roots writes them in their order, each in a transaction of its own, then all payloads are read in one snapshot. What
a payload says of itself (`problems`, `state`, `version`) comes from the deed; `entity` and `decision` are levels like any other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from graphql import FieldNode, GraphQLObjectType, get_named_type

from hub.domain.viewer import Viewer
from hub.errors import BadArgument
from hub.query.nouns import NOUNS
from hub.query.plan.ask import Ask
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import WRITE, Load, all_of
from hub.query.plan.root import Root
from hub.store.tables import decision

PROBLEM = {"path": "path", "code": "code", "message": "message"}


Written = Mapping[str, Mapping[str, Any]]
"""What became of each root of a mutation, by its name in the answer."""


def no_writes() -> BadArgument:
    return BadArgument("Nothing can be written through this door: it only reads.")


class Writes(Protocol):
    """Whoever does what mutations ask for."""

    async def perform(self, name: str, given: Mapping[str, Any], viewer: Viewer) -> Mapping[str, Any]:
        """What became of it: `problems`, `state`, `version`; `entity` and `decision` by their ids."""


class WrittenRoot(Root):
    """One field of `type Mutation`. It is never walked in the event loop: a write is no matter of two milliseconds."""

    threaded = True

    def __init__(self, compiler: Compiler, same: list[FieldNode], path: Path) -> None:
        mutation = compiler.object_type("Mutation")
        super().__init__(compiler.arguments(mutation, same[0]), path, same[0])
        self.name = same[0].name.value
        kind = get_named_type(mutation.fields[self.name].type)
        assert isinstance(kind, GraphQLObjectType)
        self._type, self._fields, self._levels = kind.name, list[tuple[str, str, Any]](), dict[str, Level]()
        for name, nodes in compiler.selection.below(kind, same).items():
            field = nodes[0].name.value
            parts = None
            if field == "problems":
                problem = compiler.selection.below(compiler.object_type("Problem"), nodes)
                parts = [(inner, asked[0].name.value) for inner, asked in problem.items()]
            elif field == "entity":
                self._levels[name] = compiler.kinds(nodes, (*path, name))
            elif field == "decision":
                self._levels[name] = compiler.objects(NOUNS["Decision"], nodes, (*path, name), key=decision.c.id)
            self._fields.append((name, field, parts))

    def estimate(self, ask: Ask) -> Load:
        """The write, and one thing. Raises Refused."""
        self.arguments.read(ask.variables)
        return Load(0, WRITE) + all_of(level.estimate(ask, 1) for level in self._levels.values())

    def run(self, ask: Ask) -> Walk:
        done = ask.written[self.path[0]]
        found: dict[str, Any] = {}
        for name, field, parts in self._fields:
            if field == "__typename":
                found[name] = self._type
            elif parts is not None:
                found[name] = [{inner: one[asked] if asked in PROBLEM else "Problem" for inner, asked in parts} for one in done["problems"]]
            elif name in self._levels:
                one = done.get(field)
                found[name] = (yield from self._levels[name].run(ask, [one])).get(one) if one is not None else None
            else:
                found[name] = done.get(field)
        return found
