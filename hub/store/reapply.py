"""What was withdrawn, found again in a whole database: after a restore, and for what waits unseen when something is withdrawn.

Certain marks count here (the source's own id, strong identifiers), and for things that were never public the likely ones as well.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial

import orjson

from hub.domain.dates import now
from hub.domain.ids import EntityKind
from hub.domain.tombstones import Saying, Tombstones
from hub.domain.withdrawal import WithdrawalReason, WithdrawalScope, strong_marks
from hub.store import withdrawal
from hub.store.engine import Plan, Rows
from hub.store.hiding import hide
from hub.store.store import Store
from hub.store.tombstones import Stone, stones
from hub.store.withdrawal import Target
from hub.store.writer import Transaction

Finder = Callable[[Transaction], Awaitable[Target]]
PAGE = 5_000
_CLAIMS = """
SELECT claim.no, member.id, member.kind, source.key, member.source_id, claim.data, claim.raw, claim.state, member.published_seq,
  CASE claim.state WHEN 'pending' THEN (SELECT json_group_array(DISTINCT record.key) FROM claim_record JOIN record
    ON record.no = claim_record.record_no WHERE claim_record.claim_no = claim.no) END
FROM claim JOIN member ON member.no = claim.member_no JOIN source ON source.no = claim.source_no
WHERE claim.no > ? AND claim.state != 'withdrawn' ORDER BY claim.no LIMIT ?
"""
_RECORDS = """
SELECT record.no, source.key, record.key, record.url FROM record JOIN source ON source.no = record.source_no
WHERE record.no > ? AND record.state != 'withdrawn' ORDER BY record.no LIMIT ?
"""


@dataclass(slots=True)
class Found:
    """What is there although it was withdrawn: ids of things, (id, field), (source, key of an item)."""

    things: set[str] = field(default_factory=set)
    fields: set[tuple[str, str]] = field(default_factory=set)
    items: set[tuple[str, str]] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.things) + len(self.fields) + len(self.items)


async def look(store: Store, held: Tombstones) -> Found:
    """Holds every claim and every record against the tombstones. Costs: some 25 microseconds each."""
    found, after = Found(), 0
    while rows := await store.read(_page(_CLAIMS, after)):
        after = rows[-1][0]
        for _, one_id, kind, source, source_id, data, raw, state, published, items in rows:
            said = orjson.loads(data)
            saying = Saying(EntityKind(kind), source_id, said["values"], said["references"], orjson.loads(raw) if raw else {})
            marks = strong_marks(source, saying.kind, source_id, saying.values)
            if any(held.holds(WithdrawalScope.ENTITY, mark) for mark in marks) or (
                state == "pending" and published is None and any(held.thing(source, one) for one in _by_item(saying, items))
            ):
                found.things.add(one_id)
            roles = {str(reference[0]) for reference in saying.references}
            gone = {name for one in _by_item(saying, items) for name in held.fields(source, one)}
            found.fields.update((one_id, name) for name in gone & {*saying.values, *saying.raw, *roles})
    after = 0
    while rows := await store.read(_page(_RECORDS, after)):
        after = rows[-1][0]
        found.items.update((source, key) for _, source, key, url in rows if held.item(source, key, url))
    return found


def _by_item(saying: Saying, items: str | None) -> list[Saying]:
    """What waits to be published, once for each item that says it."""
    return [replace(saying, item=key) for key in orjson.loads(items)] if items else [saying]


def _page(sql: str, after: int) -> Plan[Rows]:
    return (yield sql, (after, PAGE))


async def hide_again(store: Store, held: Tombstones, found: Found, *, reason: str = WithdrawalReason.OTHER, by: str) -> list[Stone]:
    """Hides what was found, each as one transaction; the tombstones that this adds."""
    more: list[Stone] = []
    for find in _finders(found):

        async def job(tx: Transaction, find: Finder = find) -> None:
            target, at = await find(tx), now()
            made = stones(held.key, target.marks, target.field, reason, at)
            await hide(tx, target, made, reason=reason, by=by, at=at)
            more.extend(made)

        await store.write(job)
    return more


def _finders(found: Found) -> Iterator[Finder]:
    for one in sorted(found.things):
        yield partial(withdrawal.of_entity, one_id=one)
    for one, name in sorted(found.fields):
        if one not in found.things:
            yield partial(withdrawal.of_field, one_id=one, name=name)
    for source, key in sorted(found.items):
        yield partial(withdrawal.of_record, source=source, key=key)
