"""What a contribution that waits would say: its patch, field by field, told like the origins of a thing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphql import FieldNode
from orjson import loads
from sqlalchemy import bindparam, select

from hub.domain.claim import TEXT_FIELDS
from hub.domain.reading import canonical, first_language
from hub.domain.spelling import camel
from hub.query.plan.ask import Ask
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import LISTED, ORIGINS, Load, all_of
from hub.query.plan.origins import compile_shape
from hub.query.plan.shape import Row, Shaper
from hub.store.engine import in_list
from hub.store.tables import contribution, record

if TYPE_CHECKING:
    from hub.query.plan.compile import Compiler

_PATCHES = (
    select(contribution.c.no, record.c.no, record.c.row)
    .join(record, record.c.no == contribution.c.record_no)
    .where(in_list(contribution.c.no, bindparam("keys")))
)


class ProposedLevel(Level):
    """The fields of contributions."""

    def __init__(self, compiler: Compiler, same: list[FieldNode], path: tuple[str, ...]) -> None:
        super().__init__()
        self.row = Row()
        code, self._levels, self.row.fields = compile_shape(compiler, same, path)
        self._shape: Shaper = self.row.shaper("origins, p", f"return {{k: [{code} for o in told] for k, told in origins.items()}}")

    def estimate(self, ask: Ask, parents: int) -> Load:
        told = Load(0, parents * (ORIGINS + LISTED * self.row.fields))
        return told + all_of(level.estimate(ask, parents * LISTED) for _, level in self._levels)

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        rows = yield from self.query(ask, None, lambda: _PATCHES, {"keys": keys})
        origins = {
            no: [(camel(name), value, None, "ONLY_ONE", record_no, ()) for name, value in _told(loads(row))] for no, record_no, row in rows
        }
        found = []
        for of_others, level in self._levels:
            records = sorted({record_no for _, record_no, _ in rows})
            found.append((yield from level.run(ask, records)) if records and not of_others else {})
        return self._shape(origins, found, ask, ())


def _told(patch: Mapping[str, Any]) -> list[tuple[str, str | None]]:
    """What a patch says by field, as text; of a role, the ids that it leads to."""
    told: dict[str, str | None] = {}
    for name, value in patch.get("values", {}).items():
        if value is None:
            told[name] = None
        else:
            told[name] = str(value[first_language(value, "da")]) if name in TEXT_FIELDS else canonical(value)
    for role, said in patch.get("references", {}).items():
        told[role] = " ".join(key.removeprefix("id:") for key, *_ in said) or None
    for role, key, *_ in patch.get("links", ()):
        told[role] = key.removeprefix("id:")
    return sorted(told.items())
