"""The first step of a withdrawal, one transaction: nobody can read it any more, at no moment of the past either.

No harvest brings it back from here on. What it was is erased afterwards (hub/store/erasure.py); a kill in between loses nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import BindParameter, Table, bindparam, delete, func, insert, or_, select, update

from hub.domain.collation import sort_key
from hub.domain.ids import EntityKind
from hub.domain.link import ROLES
from hub.domain.tombstones import Saying, strip
from hub.domain.withdrawal import WithdrawalScope, Words
from hub.store import audit, reports, requests, tombstones
from hub.store import tables as t
from hub.store.claims import WITHDRAWN, claim_hash
from hub.store.engine import in_list
from hub.store.fields import FIELD_OF_CHILD, emptied, field_of
from hub.store.nouns import DEFAULT_TEXTS
from hub.store.reading import open_books, read_together
from hub.store.tombstones import Stone
from hub.store.withdrawal import Target
from hub.store.writer import Transaction

_nos: BindParameter[Any] = bindparam("nos")
_c, _m, _d = t.claim, t.member, t.decision
_GOES = update(_c).where(in_list(_c.c.no, _nos)).values(state=WITHDRAWN)
_RECORD_GOES = update(t.record).where(in_list(t.record.c.no, _nos)).values(state=WITHDRAWN, current=False)
_SAID = (
    select(_c.c.no, _m.c.kind, _m.c.source_id, _c.c.data, _c.c.raw, _c.c.member_no)
    .select_from(_c.join(_m, _m.c.no == _c.c.member_no))
    .where(in_list(_c.c.no, _nos), _c.c.state != WITHDRAWN)
)
_MEMBER_IDS = select(_m.c.id).where(in_list(_m.c.no, _nos))
_CANONICAL = select(_m.c.canonical_no).distinct().where(in_list(_m.c.no, _nos))
_REWRITE = (
    update(_c).where(_c.c.no == bindparam("claim")).values(hash=bindparam("known_by"), data=bindparam("said"), raw=bindparam("own_words"))
)
_HASH_TAKEN = select(_c.c.no).where(_c.c.member_no == bindparam("member"), _c.c.hash == bindparam("digest"))
_REFERENCES = select(t.reference.c.ordinal, t.reference.c.role, t.reference.c.key, t.reference.c.target_no).where(
    t.reference.c.claim_no == bindparam("claim")
)
_UNREFER = delete(t.reference).where(t.reference.c.claim_no == bindparam("claim"), t.reference.c.ordinal == bindparam("place"))
_UNDECIDE = (
    update(_d)
    .where(in_list(_d.c.left_no, _nos), _d.c.kind.in_(("VALUE", "CONFIRMED")), _d.c.undone_at.is_(None))
    .values(undone_at=bindparam("now"))
)
_UNMATCH = delete(t.match).where(or_(in_list(t.match.c.left_no, _nos), in_list(t.match.c.right_no, _nos)))
_LAST_CHANGE = select(func.coalesce(func.max(t.change.c.seq), 0))
_TELL = (
    update(t.change)
    .where(t.change.c.seq > bindparam("before"), in_list(t.change.c.no, _nos), t.change.c.type.in_(("HIDDEN", "UPDATED")))
    .values(type="WITHDRAWN")
)
_STOOD = select(_m.c.no, _m.c.id, _m.c.kind).where(in_list(_m.c.no, _nos), _m.c.no == _m.c.canonical_no, _m.c.published_seq.is_not(None))
_GONE = select(_m.c.no).where(in_list(_m.c.no, _nos), ~select(t.entity.c.no).where(t.entity.c.no == _m.c.canonical_no).exists())
_JOB, _LAST_JOB = insert(t.withdrawal), select(func.coalesce(func.max(t.withdrawal.c.no), 0))


async def hide(tx: Transaction, target: Target, stones: Sequence[Stone], *, reason: str, by: str, at: str) -> int:
    """Hides what is withdrawn, and remembers it; the number of the job that still has to erase it."""
    await tombstones.keep(tx, stones)
    job = 1 + int(await tx.value(_LAST_JOB))
    kept = orjson.dumps(asdict(target)).decode()
    await audit.append(tx, "WITHDRAW", f"withdrawal_{job}", by=by, at=at, scope=target.scope.value, reason=reason)
    await tx.many(_JOB, [(job, target.scope.value, target.field, reason, by, at, "hidden", kept, None, None)])
    if target.scope is WithdrawalScope.FIELD:
        await _strip(tx, target, target.claims, {str(target.field)})
        await tx.run(_UNDECIDE.where(_d.c.field == target.field), nos=target.members, now=at)
    else:
        await tx.run(_GOES, nos=target.claims)
        await tx.run(_RECORD_GOES, nos=target.gone)
    if target.scope is WithdrawalScope.ENTITY:
        await tx.run(_UNDECIDE, nos=target.members, now=at)
    if target.scope is not WithdrawalScope.RECORD:
        await _strip(tx, target, target.others, ())
    before = int(await tx.value(_LAST_CHANGE))
    await read_together(tx, await open_books(tx), {*target.members, *target.neighbours}, None, at)
    await _tell(tx, target, before, at)
    gone = [no for (no,) in await tx.rows(_GONE, nos=target.members)]
    await reports.close(tx, gone, at)
    if target.field is not None:
        await reports.close(tx, target.members, at, target.field)
    await requests.settle(tx, gone, job)
    await tx.run(_UNMATCH, nos=[*target.members, *target.neighbours])  # of a neighbour, a reason may name it: both belong to …
    await _forget_the_past(tx, target)
    return job


async def _strip(tx: Transaction, target: Target, claims: list[int], fields: Collection[str]) -> None:
    """Takes the field, references to what is gone and quotations of it out of claims that stay."""
    if not claims:
        return
    words = Words.of(target.words)
    keys = {f"id:{one}" for (one,) in await tx.rows(_MEMBER_IDS, nos=target.members)} if target.scope is WithdrawalScope.ENTITY else set()
    for no, kind, source_id, data, raw, member in await tx.rows(_SAID, nos=claims):
        said = orjson.loads(data)
        before = Saying(EntityKind(kind), source_id, said["values"], said["references"], orjson.loads(raw) if raw else {})
        gone = set(keys)
        for place, role, key, bound in await tx.rows(_REFERENCES, claim=no):
            if key in keys or role in fields or (target.scope is WithdrawalScope.ENTITY and bound in target.members):
                gone.add(key)
                await tx.run(_UNREFER, claim=no, place=place)
        after = strip(before, fields, lambda _, key, gone=gone: key in gone, words)  # type: ignore[misc]
        if after != before:
            await _rewrite(tx, no, member, said | {"values": after.values, "references": after.references}, after)


async def _rewrite(tx: Transaction, no: int, member: int, kept: dict[str, Any], said: Saying) -> None:
    data = orjson.dumps(kept, option=orjson.OPT_SORT_KEYS)
    raw = orjson.dumps(said.raw, option=orjson.OPT_SORT_KEYS) if said.raw else None
    digest = claim_hash(said.kind, said.source_id, data, raw)
    if await tx.value(_HASH_TAKEN, member=member, digest=digest) not in (None, no):
        digest = blake2b(
            digest + str(no).encode(), digest_size=16
        ).digest()  # an older claim says just this; the next harvest takes that one
    await tx.many(_REWRITE, [(digest, data.decode(), raw.decode() if raw else None, no)])


async def _tell(tx: Transaction, target: Target, before: int, at: str) -> None:
    """One line WITHDRAWN in the feed for each thing that it was about, also for one that was hidden before."""
    nos = [no for (no,) in await tx.rows(_CANONICAL, nos=target.members)]
    told = await tx.run(_TELL, before=before, nos=nos)
    if told or target.scope is not WithdrawalScope.ENTITY:
        return
    last = int(await tx.value(_LAST_CHANGE))
    rows = await tx.rows(_STOOD, nos=nos)
    await tx.many(
        insert(t.change), [(last + n, at, "WITHDRAWN", no, one_id, kind, None, None, None) for n, (no, one_id, kind) in enumerate(rows, 1)]
    )


# --- The past ----------------------------------------------------------------------------------------------------------------------

_LINK_WAS = t.WAS["link"]
_NAMED_WAS = {"entity": ("name",), "text": ("value",)} | {kind.value.lower(): texts for kind, texts in DEFAULT_TEXTS.items()}


async def _forget_the_past(tx: Transaction, target: Target) -> None:
    """No interval shows it: those of a thing or of an item's things go, of a field only its columns; names made of it are mended."""
    nos = sorted({*target.members, *(no for (no,) in await tx.rows(_CANONICAL, nos=target.members))})
    if target.scope is WithdrawalScope.FIELD:
        for table in t.WAS.values():
            await _blank(tx, table, str(target.field), nos)
    else:
        for table in t.WAS.values():
            if "no" in table.c and table is not _LINK_WAS:
                await tx.run(delete(table).where(in_list(table.c.no, _nos)), nos=nos)
        await tx.run(delete(t.WAS["identifier"]).where(in_list(t.WAS["identifier"].c.member_no, _nos)), nos=nos)
        await tx.run(delete(_LINK_WAS).where(or_(in_list(_LINK_WAS.c.from_no, _nos), in_list(_LINK_WAS.c.to_no, _nos))), nos=nos)
    near = [no for (no,) in await tx.rows(_CANONICAL, nos=target.neighbours)]
    await _mend_names(tx, sorted({*near, *nos}), Words.of(target.words))


async def _blank(tx: Transaction, table: Table, field: str, nos: list[int]) -> None:
    """Empties what a field was in one table of intervals."""
    name = table.name.removesuffix("_was")
    if name == "link":
        kinds = [role.link.value for role in ROLES if role.name == field]
        ends = or_(in_list(table.c.from_no, _nos), in_list(table.c.to_no, _nos))
        await tx.run(delete(table).where(ends, table.c.kind.in_(kinds)), nos=nos)
    elif name == "text":
        await tx.run(delete(table).where(in_list(table.c.no, _nos), table.c.field == field.upper()), nos=nos)
    elif FIELD_OF_CHILD.get(name) == field:
        await tx.run(delete(table).where(in_list(table.c.no, _nos)), nos=nos)
    else:
        columns = [c for c in table.columns if field_of(name, c.name) == field and c.name not in ("from_seq", "to_seq")]
        columns += [c for c in table.columns if c.name == "cvr" and field == "identifiers"]
        if columns and name not in FIELD_OF_CHILD:
            empty = {c.name: emptied(c.name, nullable=bool(c.nullable)) for c in columns}
            await tx.run(update(table).where(in_list(table.c.no, _nos)).values(**empty), nos=nos)


async def _mend_names(tx: Transaction, nos: list[int], words: Words) -> None:
    """Names of other things that were composed of it, as they were, and the order that followed from them."""
    for name, columns in _NAMED_WAS.items():
        table = t.WAS[name]
        rows = await tx.rows(
            select(table.c.no, table.c.from_seq, *(table.c[column] for column in columns)).where(in_list(table.c.no, _nos)), nos=nos
        )
        for no, from_seq, *texts in rows:
            for column, text in zip(columns, texts, strict=True):
                if words.in_text(text):
                    mended = without(text, words)
                    more = {"sort_name": sort_key(mended)} if name == "entity" else {}
                    where = (table.c.no == no, table.c.from_seq == from_seq, table.c[column] == text)
                    await tx.run(update(table).where(*where).values({column: mended, **more}))
    for end, order in (("from_no", "from_sort"), ("to_no", "to_sort")):
        sort = select(t.entity.c.sort_name).where(t.entity.c.no == _LINK_WAS.c[end]).scalar_subquery()
        await tx.run(update(_LINK_WAS).where(in_list(_LINK_WAS.c[end], _nos)).values({order: func.coalesce(sort, "")}), nos=nos)


def without(text: str, words: Words) -> str:
    """A text with an ellipsis for each word; nothing but that when a word stands there in another spelling."""
    for word in sorted(words.exact, key=len, reverse=True):
        text = text.replace(word, "…")
    return "…" if words.in_text(text) else text
