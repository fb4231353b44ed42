"""The log of what people do: appended in the transaction of the deed itself, each entry sealed over the one before.

It shows whether an entry was changed, taken out or put in between. That its end was cut off shows only to who kept a later hash: note the
last one outside of the hub now and then (`head`).
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import insert, select

from hub.store import tables as t
from hub.store.writer import Transaction

BEGINNING = b""
Entry = tuple[int, str, str, str, str, str]
"""Number, instant, who, action, subject, detail (JSON)."""

_a = t.audit
ENTRIES = select(_a.c.no, _a.c.at, _a.c.by, _a.c.action, _a.c.subject, _a.c.detail, _a.c.hash).order_by(_a.c.no)
_HEAD = select(_a.c.no, _a.c.hash).order_by(_a.c.no.desc()).limit(1)
_APPEND = insert(_a)


async def append(tx: Transaction, action: str, subject: str, *, by: str, at: str, **detail: Any) -> None:
    """Adds an entry. `detail` holds ids, names of fields and codes, never what somebody wrote."""
    rows = await tx.rows(_HEAD)
    last, before = rows[0] if rows else (0, BEGINNING)
    told = orjson.dumps(dict(detail), option=orjson.OPT_SORT_KEYS).decode()
    entry = (int(last) + 1, at, by, action, subject, told)
    await tx.many(_APPEND, [(*entry, seal(before, entry))])


def seal(before: bytes, entry: Entry) -> bytes:
    """The hash of an entry after the one that has the hash `before`."""
    return sha256(before + orjson.dumps(entry)).digest()


def broken(entries: Iterable[tuple[Any, ...]]) -> int | None:
    """The number of the first entry that is not what was written, or that follows a gap; None when all stand."""
    before, last = BEGINNING, 0
    for *entry, kept in entries:
        no, at, by, action, subject, detail = entry
        if no != last + 1 or seal(before, (no, at, by, action, subject, detail)) != kept:
            return last + 1
        before, last = kept, no
    return None
