"""Tombstones kept: in the database, where every harvest looks, and in a file beside it that outlives the database.

The file `DATABASE.withdrawn` is only ever appended to, one JSON line a tombstone, before the database hears of it. It holds keyed hashes
and no words, so it may lie with the back-ups; a restored back-up that is older than a withdrawal is held against it before it is read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import func, insert, select

from hub.domain.tombstones import Tombstones
from hub.domain.withdrawal import WHOLE, WithdrawalScope, derived_key, tombstone
from hub.errors import ConfigError, StoreError
from hub.store import tables as t
from hub.store.writer import Transaction

Stone = tuple[bytes, str, str, str, str]
"""Hash, scope, field (WHOLE when none), reason, instant."""

_s = t.tombstone
_NEWEST = select(func.max(_s.c.no))
_ALL = select(_s.c.hash, _s.c.scope, _s.c.field, _s.c.reason, _s.c.at, _s.c.no).order_by(_s.c.no)
_ADD = insert(_s)
_PROBE = "this is the key"


def key_of(secret: str) -> bytes:
    """The key of all tombstones. Raises ConfigError when there is no secret."""
    if not secret:
        raise ConfigError(
            "SAMGRAF_WITHDRAWAL_KEY is not set, so a withdrawal could not be remembered. Set it to a long random text, such as one made by "
            "`openssl rand -hex 32`, keep it apart from the database and its back-ups, and give the same one to every process of this hub."
        )
    return derived_key(secret)


async def newest(tx: Transaction) -> int:
    """The number of the newest tombstone, 0 when nothing was ever withdrawn."""
    return int(await tx.value(_NEWEST) or 0)


async def load(tx: Transaction, secret: str) -> Tombstones | None:
    """All tombstones, or None when there are none.

    Raises: ConfigError when there are some and the secret is missing, or is not the one that they were made with.
    """
    rows = await tx.rows(_ALL)
    return opened([(digest, scope, field, reason, at) for digest, scope, field, reason, at, _ in rows], secret, rows[-1][5] if rows else 0)


def opened(stones: Sequence[Stone], secret: str, last: int = 0) -> Tombstones | None:
    """Tombstones ready to be held against claims; see `load`."""
    if not stones:
        return None
    key = key_of(secret)
    probes = {digest for digest, scope, *_ in stones if scope == WithdrawalScope.KEY}
    if probes and tombstone(key, _PROBE) not in probes:
        raise ConfigError(
            "SAMGRAF_WITHDRAWAL_KEY is not the one that earlier withdrawals were remembered with, so they could not be recognized. "
            "Set the earlier one."
        )
    return Tombstones(key, [(digest, scope, field or WHOLE) for digest, scope, field, _, _ in stones], last)


def stones(key: bytes, marks: Iterable[tuple[str, str]], field: str | None, reason: str, at: str) -> list[Stone]:
    """Tombstones of (scope, mark) pairs, and the one by which another key is noticed."""
    made = {(tombstone(key, mark), scope, field if field and scope == WithdrawalScope.FIELD else WHOLE) for scope, mark in marks}
    made.add((tombstone(key, _PROBE), WithdrawalScope.KEY.value, WHOLE))
    return [(digest, str(scope), name, reason, at) for digest, scope, name in sorted(made)]


async def keep(tx: Transaction, more: Sequence[Stone]) -> None:
    """Writes tombstones that are not there yet."""
    rows = await tx.rows(_ALL)
    there = {(digest, scope, field or WHOLE) for digest, scope, field, *_ in rows}
    last = rows[-1][5] if rows else 0
    fresh = [one for one in more if one[:3] not in there]
    await tx.many(_ADD, [(last + n, *one) for n, one in enumerate(fresh, 1)])


# --- The file beside the database --------------------------------------------------------------------------------------------------


def file_of(database: Path) -> Path:
    return database.with_name(f"{database.name}.withdrawn")


def append(database: Path, more: Sequence[Stone]) -> None:
    """Writes tombstones into the file, down to the disk; a last line that was cut off is written over."""
    lines = "".join(json.dumps([digest.hex(), *rest]) + "\n" for digest, *rest in more)
    path = file_of(database)
    with path.open("r+b" if path.exists() else "x+b") as file:
        file.seek(file.read().rfind(b"\n") + 1)
        file.truncate()
        file.write(lines.encode("ascii"))
        file.flush()
        os.fsync(file.fileno())


def remembered(database: Path) -> list[Stone]:
    """The tombstones of the file. Raises StoreError when it is not one of ours; a last line that was cut off is passed over."""
    path = file_of(database)
    if not path.is_file():
        return []
    lines = path.read_text("ascii", errors="replace").split("\n")
    found: list[Stone] = []
    for number, line in enumerate(lines[:-1], 1):
        try:
            digest, scope, field, reason, at = json.loads(line)
            found.append((bytes.fromhex(digest), scope, field, reason, at))
        except (ValueError, TypeError):
            raise StoreError(
                f"{path}, line {number}: this is no tombstone. The file remembers what was withdrawn; bring back a copy of it first."
            ) from None
    return found
