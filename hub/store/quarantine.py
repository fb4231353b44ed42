"""What cannot be read, kept with its reason so that a better connector can try again; its raw bytes only as long as documents are.

Raw bytes may be as their site served them, with all that a mapping would have left out. After the days of the documents a hash takes their
place, by which the same item is known to be as unreadable as before; nothing of it can be read from that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import bindparam, func, null, select, update

from hub.store import tables as t
from hub.store.engine import in_list, upsert
from hub.store.writer import Transaction

_EXPIRED = b"\x00expired:"
"""How raw bytes begin that are a hash of what they were; a text has no such byte."""


@dataclass(frozen=True, slots=True)
class Poison:
    """An item that could not be read, with its reason and its raw bytes."""

    key: str
    document_hash: str | None
    code: str
    reason: str
    raw: bytes


_q = t.quarantine
_ITEMS = (_q.c.source_no == bindparam("source"), in_list(_q.c.key, bindparam("keys")))
_QUARANTINED = select(_q.c.key, _q.c.raw, _q.c.digest).where(_q.c.source_no == bindparam("source"))
_CURED = _q.delete().where(*_ITEMS)
_BEFORE = select(_q.c.key, _q.c.raw, _q.c.run_no).where(*_ITEMS)
_AGAIN = update(_q).where(*_ITEMS).values(attempts=_q.c.attempts + 1)
_POISON = upsert(_q, ("source_no", "key"), keep=("no", "attempts"))
_LAST = select(func.coalesce(func.max(_q.c.no), 0))
_OLD = select(_q.c.no, _q.c.raw).where(
    _q.c.run_no.in_(select(t.run.c.no).where(t.run.c.started_at < bindparam("before"))),
    func.substr(_q.c.raw, 1, len(_EXPIRED)) != _EXPIRED,
)
_FORGET = update(_q).where(_q.c.no == bindparam("item")).values(raw=bindparam("left"), document_hash=null())


def same(kept: bytes, raw: bytes) -> bool:
    """Whether these are the bytes that were kept, or that a hash was left of."""
    return kept in (raw, _remains(raw))


def _remains(raw: bytes) -> bytes:
    return _EXPIRED + blake2b(raw, digest_size=16).digest()


async def quarantined(tx: Transaction, source_no: int) -> dict[str, tuple[bytes, str]]:
    """What waits in quarantine: raw bytes, or what is left of them, and digest by key."""
    return {key: (raw, digest) for key, raw, digest in await tx.rows(_QUARANTINED, source=source_no)}


async def quarantine(tx: Transaction, source_no: int, run_no: int, digest: str, poison: Sequence[Poison]) -> None:
    """Keeps what cannot be read; an item that waits there already counts one more attempt, and the same bytes are not kept for longer."""
    keys = [p.key for p in poison]
    before = {key: (raw, run) for key, raw, run in await tx.rows(_BEFORE, source=source_no, keys=keys)}
    await tx.run(_AGAIN, source=source_no, keys=keys)
    last, rows = await tx.value(_LAST), list[tuple[Any, ...]]()
    for n, p in enumerate(poison, 1):
        raw, run = before.get(p.key, (b"", run_no))
        known = p.key in before and same(raw, p.raw)
        kept, since = (raw, run) if known else (p.raw, run_no)
        rows.append((last + n, source_no, p.key, since, p.document_hash, p.code, p.reason, kept, digest, 1))
    await tx.many(_POISON, rows)


async def cure(tx: Transaction, source_no: int, keys: list[str]) -> None:
    """Lets go of items that can be read after all."""
    await tx.run(_CURED, source=source_no, keys=keys)


async def expire(tx: Transaction, before: str) -> int:
    """Lets go of raw bytes that were first kept by a run which began before an instant, whether the item can be read by now or not."""
    old = await tx.rows(_OLD, before=before)
    await tx.many(_FORGET, [(_remains(raw), no) for no, raw in old])
    return len(old)
