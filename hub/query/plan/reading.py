"""The graph as it was at one version: the lists and lookups of the root, over the tables as they were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import FieldNode
from sqlalchemy import bindparam, func, select

from hub.errors import BadArgument, QueryError
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.level import Level, Walk
from hub.query.plan.roots import Root, compile_root
from hub.store.tables import change

PRICE = 4
"""What a row of the past counts for, where rows of the present count one."""

_AT = select(change.c.seq).where(change.c.at <= bindparam("time")).order_by(change.c.seq.desc()).limit(1)
_NEWEST = select(func.coalesce(func.max(change.c.seq), 0))
_WHEN = select(change.c.at).where(change.c.seq <= bindparam("seq")).order_by(change.c.seq.desc()).limit(1)


class ReadingRoot(Root):
    """The field `asOf`: its own values (`at`, `version` …) and what is asked within it, by response name."""

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, fields: Sequence[tuple[str, str | Root]], type_name: str) -> None:
        super().__init__(arguments, path, node)
        self._fields, self._type_name, self._versions = fields, type_name, Versions()

    def estimate(self, ask: Ask) -> int:
        return PRICE * sum(field.estimate(ask) for _, field in self._fields if isinstance(field, Root))

    def run(self, ask: Ask) -> Walk:
        try:
            version, at = yield from self._versions.find(ask, self.arguments.read(ask.variables))
        except QueryError as error:
            raise Refused(error, self.path, self.node) from None
        known = {"version": str(version), "at": at, "__typename": self._type_name}
        answer: dict[str, Any] = {}
        present, ask.index = ask.index, None
        ask.version, ask.at = version, f"@{version}"
        ask.tell_time(at)
        for name, field in self._fields:
            answer[name] = (yield from field.run(ask)) if isinstance(field, Root) else known[field]
        ask.version, ask.at, ask.index = None, "", present
        ask.tell_time(ask.now)
        return answer


class Versions(Level):
    """Which version is meant."""

    def find(self, ask: Ask, given: Mapping[str, Any]) -> Walk:
        """The version and its instant. Raises BadArgument."""
        time, version = given.get("time"), given.get("version")
        if (time is None) is (version is None):
            raise BadArgument("Give either `time` or `version`.")
        if version is None:
            rows = yield from self.query(ask, "time", lambda: _AT, {"time": time})
            return (rows[0][0] if rows else 0), time
        newest = (yield from self.query(ask, "newest", lambda: _NEWEST, {}))[0][0]
        if not (version.isascii() and version.isdigit() and len(version) < 19 and int(version) <= newest):
            raise BadArgument(f"There is no version {version[:20]!r}: versions are whole numbers from 0 to {newest}, the newest.")
        rows = yield from self.query(ask, "when", lambda: _WHEN, {"seq": int(version)})
        return int(version), (rows[0][0] if rows else "1970-01-01T00:00:00Z")


def compile_reading(compiler: Compiler, same: list[FieldNode], path: Path) -> ReadingRoot:
    """The root of one field `asOf`."""
    reading, arguments = compiler.object_type("Reading"), compiler.arguments(compiler.object_type("Query"), same[0])
    fields: list[tuple[str, str | Root]] = []
    compiler.past = True
    for name, nodes in compiler.selection.below(reading, same).items():
        field = nodes[0].name.value
        known = field in ("at", "version", "__typename")
        fields.append((name, field if known else compile_root(compiler, nodes, (*path, name), reading.name)))
    compiler.past = False
    return ReadingRoot(arguments, path, same[0], fields, reading.name)
