"""What items of one source say, kept as records, claims and references; nothing here is visible before it is published.

The same words about the same thing by many items are one claim with many carriers: that keeps forty funders of thousands of grants cheap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select

from hub.domain.drift import Traits
from hub.domain.ids import EntityKind, mint
from hub.domain.withdrawal import PSEUDONYM
from hub.store import tables as t
from hub.store.engine import insert_or_ignore
from hub.store.writer import Transaction

PENDING, LIVE, HIDDEN, RETIRED, WITHDRAWN = "pending", "live", "hidden", "retired", "withdrawn"


ERASED_ROW = "{}"
"""The row of a record whose words were withdrawn: what it says of others stays, but cannot be read from it again."""


def claim_hash(kind: EntityKind, source_id: str, data: bytes, raw: bytes | None) -> bytes:
    """By which the same words about the same thing are known again."""
    return blake2b(b"\x00".join((kind.encode(), source_id.encode(), data, raw or b"")), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Known:
    """The present version of an item: its record, the hash that says whether it changed, and its state."""

    no: int
    hash: bytes
    state: str


@dataclass(frozen=True, slots=True)
class Said:
    """One claim, ready to be kept. `references`: (role, key, since, until); `targets` {key: (kind, source id)} where it is by source id."""

    kind: EntityKind
    source_id: str
    hash: bytes
    data: str
    raw: str | None
    references: Sequence[tuple[str, str, str | None, str | None]] = ()
    targets: dict[str, tuple[EntityKind, str]] = field(default_factory=dict)
    traits: Traits | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One item to be kept: its row as JSON text, and what it says."""

    key: str
    hash: bytes
    row: str
    url: str | None
    document_hash: str | None
    retrieved_at: str
    said: Sequence[Said]
    moment: str | None = None


_VERSIONS = (
    select(t.record.c.key, t.record.c.no, t.record.c.hash, t.record.c.state, t.record.c.current)
    .where(t.record.c.source_no == bindparam("source"), or_(t.record.c.state == PENDING, t.record.c.current))
    .order_by(t.record.c.no)
)
_MEMBERS = select(t.member.c.kind, t.member.c.source_id, t.member.c.no).where(t.member.c.source_no == bindparam("source"))
_CLAIMS = select(t.claim.c.hash, t.claim.c.no).where(t.claim.c.source_no == bindparam("source"))
_LAST = {table.name: select(func.coalesce(func.max(table.c.no), 0)) for table in (t.record, t.member, t.claim)}
_RECORD, _MEMBER, _CLAIM = insert(t.record), insert(t.member), insert(t.claim)
_CARRIER, _REFERENCE = insert_or_ignore(t.claim_record), insert(t.reference)


class Keeper:
    """Keeps the items of one source; its maps hold what the source is known to have said, so that nothing is asked twice.

    Costs: about 200 bytes of memory a record, and as much a claim once something is new.
    """

    def __init__(self, source_no: int, source_key: str, run_no: int) -> None:
        self._source_no, self._source_key, self._run_no = source_no, source_key, run_no
        self.current: dict[str, Known] = {}
        self.pending: dict[str, Known] = {}
        self._members: dict[tuple[str, str], int] | None = None
        self._claims: dict[bytes, int] = {}

    async def load(self, tx: Transaction) -> None:
        """Reads the present versions of all items: of a key the live one if there is one, else the newest."""
        for key, no, digest, state, current in await tx.rows(_VERSIONS, source=self._source_no):
            if state == PENDING:
                self.pending[key] = Known(no, digest, state)
            elif current:
                self.current[key] = Known(no, digest, state)

    async def keep(self, tx: Transaction, items: Sequence[Item]) -> list[int]:
        """Writes items with all that they say, pending; the numbers of their records."""
        if self._members is None:
            self._members = {(kind, source_id): no for kind, source_id, no in await tx.rows(_MEMBERS, source=self._source_no)}
            self._claims = dict(await tx.rows(_CLAIMS, source=self._source_no))
        last = {name: await tx.value(statement) for name, statement in _LAST.items()}
        batch = _Batch(self._source_no, self._source_key, self._run_no, self._members, self._claims, last)
        for item in items:
            no = batch.add(item)
            self.pending[item.key] = Known(no, item.hash, PENDING)
        await tx.many(_RECORD, batch.record_rows)
        await tx.many(_MEMBER, batch.member_rows)
        await tx.many(_CLAIM, batch.claim_rows)
        await tx.many(_CARRIER, batch.carrier_rows)
        await tx.many(_REFERENCE, batch.reference_rows)
        return batch.records


@dataclass(slots=True)
class _Batch:
    """The rows of one batch, in the order of their tables' columns."""

    source_no: int
    source_key: str
    run_no: int
    members: dict[tuple[str, str], int]
    claims: dict[bytes, int]
    last: dict[str, int]
    records: list[int] = field(default_factory=list)
    record_rows: list[tuple[Any, ...]] = field(default_factory=list)
    member_rows: list[tuple[Any, ...]] = field(default_factory=list)
    claim_rows: list[tuple[Any, ...]] = field(default_factory=list)
    carrier_rows: list[tuple[Any, ...]] = field(default_factory=list)
    reference_rows: list[tuple[Any, ...]] = field(default_factory=list)

    def add(self, item: Item) -> int:
        self.last["record"] = no = self.last["record"] + 1
        self.records.append(no)
        self.record_rows.append(
            (
                no,
                self.source_no,
                item.key,
                item.hash,
                item.row,
                item.url,
                item.document_hash,
                self.run_no,
                item.retrieved_at,
                PENDING,
                False,
                item.moment,
            )
        )
        for said in item.said:
            self.carrier_rows.append((self.claim(said), no))
        return no

    def claim(self, said: Said) -> int:
        no = self.claims.get(said.hash)
        if no is None:
            self.last["claim"] = no = self.last["claim"] + 1
            self.claims[said.hash] = no
            member = self.member(said.kind, said.source_id)
            self.claim_rows.append((no, member, self.source_no, said.hash, said.data, said.raw, PENDING, self.run_no, self.run_no, None))
            for ordinal, (role, key, since, until) in enumerate(said.references):
                target = self.member(*said.targets[key]) if key in said.targets else None
                self.reference_rows.append((no, ordinal, role, key, target, since, until, None))
        return no

    def member(self, kind: EntityKind, source_id: str) -> int:
        no = self.members.get((kind, source_id))
        if no is None:
            self.last["member"] = no = self.last["member"] + 1
            self.members[kind, source_id] = no
            self.member_rows.append((no, mint(kind, self.source_key, source_id), kind.value, self.source_no, source_id, no, None))
        return no


_ALIASES = (
    select(t.member.c.source_id).where(t.member.c.source_no == bindparam("source"), t.member.c.source_id.startswith(PSEUDONYM)),
    select(t.record.c.key).where(t.record.c.source_no == bindparam("source"), t.record.c.key.startswith(PSEUDONYM)),
)


async def pseudonyms(tx: Transaction, source_no: int) -> set[str]:
    """The ids and keys of a source that a withdrawal made unreadable."""
    return {own for statement in _ALIASES for (own,) in await tx.rows(statement, source=source_no)}
