"""The graph as it was at one version: the lists and lookups of the root, over the tables as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import FieldNode

from hub.errors import QueryError
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.level import Walk
from hub.query.plan.load import Load, all_of
from hub.query.plan.root import Root
from hub.query.plan.roots import compile_root
from hub.query.plan.versions import PRICE, Versions


class ReadingRoot(Root):
    """The field `asOf`: its own values (`at`, `version` …) and what is asked within it, by response name."""

    threaded = True

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, fields: Sequence[tuple[str, str | Root]], type_name: str) -> None:
        super().__init__(arguments, path, node)
        self._fields, self._type_name, self._versions = fields, type_name, Versions()

    def estimate(self, ask: Ask) -> Load:
        return all_of(field.estimate(ask) for _, field in self._fields if isinstance(field, Root)).times(PRICE)

    def reads_past(self, ask: Ask) -> bool:  # noqa: ARG002
        return True

    def run(self, ask: Ask) -> Walk:
        try:
            version, at = yield from self._versions.find(ask, self.arguments.read(ask.variables))
        except QueryError as error:
            raise Refused(error, self.path, self.node) from None
        known = {"version": str(version), "at": at, "__typename": self._type_name}
        return (yield from self._versions.run_at(ask, version, at, lambda: self._within(ask, known)))

    def _within(self, ask: Ask, known: Mapping[str, Any]) -> Walk:
        answer: dict[str, Any] = {}
        for name, field in self._fields:
            answer[name] = (yield from field.run(ask)) if isinstance(field, Root) else known[field]
        return answer


def compile_reading(compiler: Compiler, same: list[FieldNode], path: Path) -> ReadingRoot:
    """The root of one field `asOf`."""
    reading, arguments = compiler.object_type("Reading"), compiler.arguments(compiler.object_type("Query"), same[0])

    def within() -> list[tuple[str, str | Root]]:
        fields: list[tuple[str, str | Root]] = []
        for name, nodes in compiler.selection.below(reading, same).items():
            field = nodes[0].name.value
            known = field in ("at", "version", "__typename")
            fields.append((name, field if known else compile_root(compiler, nodes, (*path, name), reading.name)))
        return fields

    return ReadingRoot(arguments, path, same[0], compiler.in_past(within), reading.name)
