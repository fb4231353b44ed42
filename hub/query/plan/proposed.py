"""The fields that an item of the queue is about: what a contribution would say, or what is said now of a field that somebody reports.

Both are told like the origins of a thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from orjson import loads
from sqlalchemy import bindparam, select

from hub.domain.claim import TEXT_FIELDS
from hub.domain.queue import QueueItemType
from hub.domain.reading import canonical, first_language
from hub.domain.spelling import camel
from hub.query.plan.ask import Ask
from hub.query.plan.level import Walk
from hub.query.plan.load import LISTED, Load
from hub.query.plan.origins import ToldOrigins, read_again
from hub.store.engine import in_list
from hub.store.tables import contribution, member, record, report, withdrawal_request
from hub.store.tables.queue import PLACES, STRIDE

_TYPES = {place: kind for kind, place in PLACES.items()}
_PATCHES = (
    select(contribution.c.no, record.c.no, record.c.row)
    .join(record, record.c.no == contribution.c.record_no)
    .where(in_list(contribution.c.no, bindparam("keys")))
)
_FIELD_OF = {
    kind: select(table.c.no, member.c.canonical_no, table.c.field)
    .join(member, member.c.no == table.c.member_no)
    .where(in_list(table.c.no, bindparam("keys")), table.c.field.is_not(None))
    for kind, table in {QueueItemType.REPORT: report, QueueItemType.WITHDRAWAL: withdrawal_request}.items()
}


class ProposedLevel(ToldOrigins):
    """The fields of items, by their numbers."""

    def estimate(self, ask: Ask, parents: int) -> Load:
        return self.load(ask, parents, parents * LISTED * self.row.fields)

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        rows: dict[QueueItemType, list[int]] = {kind: [] for kind in QueueItemType}
        for no in keys:
            rows[_TYPES[no % STRIDE]].append(no // STRIDE)
        origins = yield from self._proposed(ask, rows[QueueItemType.CONTRIBUTION])
        for kind in _FIELD_OF:
            origins |= yield from self._reported(ask, kind, rows[kind])
        return (yield from self.tell(ask, origins))

    def _proposed(self, ask: Ask, nos: list[int]) -> Walk:
        """What contributions would say."""
        if not nos:
            return {}
        rows = yield from self.query(ask, "patches", lambda: _PATCHES, {"keys": nos})
        return {
            no * STRIDE: [(camel(name), value, None, "ONLY_ONE", record_no, ()) for name, value in _told(loads(row))]
            for no, record_no, row in rows
        }

    def _reported(self, ask: Ask, kind: QueueItemType, nos: list[int]) -> Walk:
        """What is said now of the field that an item of this type is about."""
        rows = (yield from self.query(ask, kind, lambda: _FIELD_OF[kind], {"keys": nos})) if nos else []
        if not rows:
            return {}
        wanted: dict[int, dict[str, str]] = {}
        for _, thing, name in rows:
            wanted.setdefault(thing, {})[camel(name)] = name
        told = yield from read_again(self, ask, sorted(wanted), lambda key: wanted[key], carriers=bool(self.levels))
        return {no * STRIDE + PLACES[kind]: [one for one in told.get(thing, ()) if one[0] == camel(name)] for no, thing, name in rows}


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
