"""API keys as the store knows them: prefix, hash and rights, never the key; written by commands, read whenever somebody asks with one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import BindParameter, CompoundSelect, bindparam, func, or_, select, union, update

from hub.domain.dates import instant
from hub.domain.viewer import ViewerRole
from hub.errors import BadArgument
from hub.store import audit, watches
from hub.store import tables as t
from hub.store.decisions import OPERATOR
from hub.store.engine import Plan, prepared
from hub.store.tables.access import key_stands
from hub.store.writer import Transaction

_k = t.api_key
_COLUMNS = (
    _k.c.prefix, _k.c.digest, _k.c.role, _k.c.scopes, _k.c.sources, _k.c.speaks_for, _k.c.note, _k.c.created_at, _k.c.expires_at,
    _k.c.revoked_at, _k.c.last_used_at, _k.c.areas,
)  # fmt: skip
_ALL = select(*_COLUMNS).order_by(_k.c.no)
_ONE = select(*_COLUMNS).where(_k.c.prefix == bindparam("prefix"))
_NEXT = select(func.coalesce(func.max(_k.c.no), 0) + 1)
_STANDING = select(func.count()).select_from(_k).where(key_stands)
_IDS = select(t.member.c.id).where(t.member.c.id == bindparam("one"))
_AREA = select(t.area.c.no).where(t.area.c.code == bindparam("one"))
_STEM = select(func.coalesce(_k.c.stem, _k.c.prefix)).where(_k.c.prefix == bindparam("prefix"))
_END = update(_k).where(_k.c.prefix == bindparam("key"))
_EXPIRE = _END.where(or_(_k.c.expires_at.is_(None), _k.c.expires_at > bindparam("until"))).values(expires_at=bindparam("until"))
_FOLLOWS = _END.values(stem=bindparam("first"))
_REVOKE = _END.where(_k.c.revoked_at.is_(None)).values(revoked_at=bindparam("moment"))
_USED = _END.where(or_(_k.c.last_used_at.is_(None), _k.c.last_used_at < bindparam("before"))).values(last_used_at=bindparam("moment"))


@dataclass(frozen=True, slots=True)
class Rights:
    """What a key was made for; `sources` are keys of sources, `speaks_for` ids of organizations, `areas` codes, each sorted."""

    role: ViewerRole
    scopes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    speaks_for: tuple[str, ...] = ()
    note: str | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key in the books; instants are UTC text, `digest` is the SHA-256 of the whole key."""

    prefix: str
    digest: bytes
    rights: Rights
    created_at: str
    expires_at: str | None
    revoked_at: str | None
    last_used_at: str | None

    def stands(self, now: str) -> bool:
        """Whether it opens anything at this instant."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


# --- Reading -----------------------------------------------------------------------------------------------------------------------


def all_keys() -> Plan[list[KnownKey]]:
    """Every key that there ever was, oldest first."""
    rows = yield prepared(_ALL).sql, prepared(_ALL).bind({})
    return [_known(row) for row in rows]


def by_prefix(prefix: str) -> Plan[KnownKey | None]:
    """One key. Costs: one look-up in an index."""
    rows = yield prepared(_ONE).sql, prepared(_ONE).bind({"prefix": prefix})
    return _known(rows[0]) if rows else None


def _known(row: tuple[Any, ...]) -> KnownKey:
    prefix, digest, role, scopes, sources, speaks_for, note, *times, areas = row
    lists = [tuple(orjson.loads(one)) for one in (scopes, sources, speaks_for, areas)]
    return KnownKey(prefix, digest, Rights(ViewerRole(role), lists[0], lists[1], lists[2], note, lists[3]), *times)


def names_of(who: BindParameter[str]) -> CompoundSelect[tuple[str]]:
    """All names of one contributor: its own, and of a key also those whose place it took and that took its place.

    The log keeps the name that something was done by, so whoever asks what one holder did asks by all names.
    """
    first, every = _k.alias("its"), _k.alias("every")
    stem = func.coalesce(first.c.stem, first.c.prefix)
    held = select(("key:" + every.c.prefix).label("name")).select_from(first.join(every, or_(every.c.prefix == stem, every.c.stem == stem)))
    return union(held.where(first.c.prefix == func.substr(who, len("key:") + 1)), select(who.label("name")))


# --- Writing -----------------------------------------------------------------------------------------------------------------------


async def keep(tx: Transaction, prefix: str, digest: bytes, rights: Rights, *, at: str, until: str | None, most: int) -> None:
    """Writes a new key into the books.

    Raises: BadArgument when `most` keys stand already, or it would speak for what is not known.
    """
    if await tx.value(_STANDING, moment=at) >= most:
        raise BadArgument(f"{most} keys stand already, the most that SAMGRAF_MAX_KEYS allows. Revoke those that nobody uses.")
    for one in rights.speaks_for:
        if await tx.value(_IDS, one=one) is None:
            raise BadArgument(f"There is no organization {one[:60]} for which a key could speak.")
    for one in rights.areas:
        if await tx.value(_AREA, one=one) is None:
            raise BadArgument(f"There is no area {one[:60]!r}. Areas have codes such as dk-kommune-0461; ask the graph for `areas`.")
    lists = {name: orjson.dumps(getattr(rights, name)).decode() for name in ("scopes", "sources", "speaks_for", "areas")}
    no = await tx.value(_NEXT)
    said = {"role": rights.role.value, "note": rights.note, "created_at": at, "expires_at": until}
    await tx.run(_k.insert().values(no=no, prefix=prefix, digest=digest, **said, **lists))
    told = {"role": rights.role.value, "sources": rights.sources, "speaks_for": rights.speaks_for, "areas": rights.areas}
    await audit.append(tx, "KEY", prefix, by=OPERATOR, at=at, **told)


async def rotate(tx: Transaction, old: str, prefix: str, digest: bytes, *, at: str, overlap_until: str, most: int) -> KnownKey:
    """Writes a new key with the rights of an old one, which itself ends at `overlap_until`; the new one lasts as long as the old was to.

    What was proven with the old one, and what its holder was refused, is the new one's as well: see names_of.

    Raises: BadArgument when the old one is unknown or stands no more, or `most` keys stand already.
    """
    known = await _standing(tx, old, at)
    until = None if known.expires_at is None else instant(_moment(at) + (_moment(known.expires_at) - _moment(known.created_at)))
    await keep(tx, prefix, digest, known.rights, at=at, until=until, most=most)
    await tx.run(_FOLLOWS, key=prefix, first=await tx.value(_STEM, prefix=old))
    await tx.run(_EXPIRE, key=old, until=overlap_until)
    await watches.hand_over(tx, old, prefix)
    return KnownKey(prefix, digest, known.rights, at, until, None, None)


async def revoke(tx: Transaction, prefix: str, *, at: str) -> None:
    """Ends a key at once. Raises BadArgument when there is none, or it was revoked already."""
    if not await tx.run(_REVOKE, key=prefix, moment=at):
        told = "was revoked already" if await tx.rows(_ONE, prefix=prefix) else "is not known"
        raise BadArgument(f"The key {prefix[:40]} {told}. `samgraf key list --all` shows every key.")
    await audit.append(tx, "KEY_REVOKED", prefix, by=OPERATOR, at=at)


async def note_use(tx: Transaction, prefix: str, *, at: str, before: str) -> None:
    """Writes when a key was last used, unless that was written since `before`."""
    await tx.run(_USED, key=prefix, moment=at, before=before)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def _standing(tx: Transaction, prefix: str, at: str) -> KnownKey:
    rows = await tx.rows(_ONE, prefix=prefix)
    known = _known(rows[0]) if rows else None
    if known is None or not known.stands(at):
        told = "is not known" if known is None else "has ended"
        raise BadArgument(f"The key {prefix[:40]} {told}. Make a new one with `samgraf key create`.")
    return known
