"""Trusted documents: GraphQL documents that were registered once, so that clients ask by their id and a hub may serve nothing else."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, delete, func, insert, select

from hub.errors import BadArgument
from hub.store import tables as t
from hub.store.engine import Plan, in_list, prepared
from hub.store.writer import Transaction

MOST_DOCUMENTS = 10_000
HASH = "sha256:"

_d = t.trusted_document
_NAME = re.compile(r"[A-Za-z0-9._:/-]{1,200}")
_BODY = select(_d.c.body).where(_d.c.id == bindparam("id"))
_BODIES = select(_d.c.id, _d.c.body).where(in_list(_d.c.id, bindparam("ids")))
_ALL = select(_d.c.id, func.length(_d.c.body), _d.c.registered_at, _d.c.registered_by).order_by(_d.c.registered_at, _d.c.id)
_COUNT = select(func.count()).select_from(_d)
_ADD = insert(_d)
_REMOVE = delete(_d).where(in_list(_d.c.id, bindparam("ids")))


@dataclass(frozen=True, slots=True)
class Registered:
    """A registered document, as it is listed; `characters`: its length."""

    id: str
    characters: int
    at: str
    by: str


def hash_of(body: str) -> str:
    """The id that every document has by itself: `sha256:` and the hexadecimal SHA-256 of its UTF-8 text."""
    return HASH + hashlib.sha256(body.encode()).hexdigest()


def check_id(name: str, body: str) -> str:
    """The id under which a document is kept. A bare hash means `sha256:…`. Raises BadArgument."""
    name = HASH + name.lower() if re.fullmatch("[0-9a-fA-F]{64}", name) else name
    if not _NAME.fullmatch(name):
        raise BadArgument(f"{name[:60]!r} is no id of a document: at most 200 letters, digits, and . _ : / - are taken.")
    if name.startswith(HASH) and name != hash_of(body):
        raise BadArgument(
            f"The document under {name[:80]} has another hash ({hash_of(body)}). Register it as it was hashed, to the last space."
        )
    return name


def checked(documents: Mapping[str, str], faults: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """Documents under the ids that they are kept by; `faults` says what stands against one. Raises BadArgument for the first."""
    for name, body in documents.items():
        for fault in faults(body):
            raise BadArgument(f"The document {name[:80]!r} cannot be answered: {fault} Nothing was registered.")
    return {check_id(name, body): body for name, body in documents.items()}


async def register(tx: Transaction, documents: Mapping[str, str], *, by: str, at: str) -> int:
    """Keeps documents under their ids; how many are new.

    Raises: BadArgument when an id already means another document (ids never change their meaning), or there are too many.
    """
    known: dict[str, str] = dict(await tx.rows(_BODIES, ids=list(documents)))
    for name, body in documents.items():
        if known.get(name, body) != body:
            raise BadArgument(f"{name[:80]!r} already means another document. Give the new one an id of its own; nothing was registered.")
    new = [(name, body, at, by) for name, body in documents.items() if name not in known]
    if await tx.value(_COUNT) + len(new) > MOST_DOCUMENTS:
        raise BadArgument(f"{MOST_DOCUMENTS} documents are the most that are kept. Remove those that no client uses any more.")
    await tx.many(_ADD, new)
    return len(new)


async def remove(tx: Transaction, ids: list[str]) -> int:
    """Forgets documents; how many there were."""
    return await tx.run(_REMOVE, ids=ids)


def body_of(name: str) -> Plan[str | None]:
    """The document under an id, or None."""
    statement = prepared(_BODY)
    rows = yield statement.sql, statement.bind({"id": name})
    return rows[0][0] if rows else None


def listed() -> Plan[list[Registered]]:
    """All of them, the first registered first."""
    statement = prepared(_ALL)
    rows = yield statement.sql, statement.bind({})
    return [Registered(*row) for row in rows]
