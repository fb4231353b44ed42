"""The second step of a withdrawal: what was hidden is erased everywhere, to the bytes of the file.

    documents   bodies that hold it, and the notes where they came from     (other items of the same body stay known, unread)
    tables      claims, records, references, decisions, quarantine, problems, changes, ids made of its words
    indexes     both word indexes are merged, so that no old segment is left
    file        write-ahead log emptied; rewritten whole only if a word is still found in it

`secure_delete` writes zeros over what is deleted. Each step can be repeated, so a job that was killed goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import BindParameter, Select, and_, bindparam, delete, func, null, or_, select, update

from hub.domain.dates import now
from hub.domain.withdrawal import WithdrawalScope, Words, id_mark, pseudonym, record_mark, tombstone
from hub.store import archive, reports, requests, search
from hub.store import tables as t
from hub.store.claims import ERASED_ROW, WITHDRAWN
from hub.store.engine import Plan, in_list, prepared
from hub.store.store import Store
from hub.store.withdrawal import Target
from hub.store.writer import Transaction

EMPTY = '{"references":[],"values":{}}'
HIDDEN, ERASED, DONE = "hidden", "erased", "done"
LOOKED_FOR = 40
"""Words that are looked for in the claims of other things, and in the bytes of the file; the longest ones."""


@dataclass(slots=True)
class Report:
    """What was erased where, in numbers, by place.

    `shared` documents also held other items; `elsewhere` claims about other things still hold its words; `left` words were still found in
    the file's bytes afterwards; `copies` are files beside the database that may still hold it.
    """

    job: int
    scope: str
    reason: str
    erased: dict[str, int] = field(default_factory=dict)
    shared: int = 0
    elsewhere: int = 0
    left: int = 0
    copies: list[str] = field(default_factory=list)


_w = t.withdrawal
_nos: BindParameter[Any] = bindparam("nos")
_JOBS = select(_w.c.no, _w.c.scope, _w.c.reason, _w.c.phase, _w.c.target, _w.c.report).where(_w.c.phase != DONE).order_by(_w.c.no)
_HIDDEN = select(_w.c.reason, _w.c.by).where(_w.c.phase == HIDDEN).order_by(_w.c.no)
_UNFINISHED = select(_w.c.no).where(_w.c.phase != DONE).order_by(_w.c.no)
_END = update(_w).where(_w.c.no == bindparam("job")).values(phase=bindparam("to"), target=None, report=bindparam("told"))
_DONE = update(_w).where(_w.c.no == bindparam("job")).values(phase=DONE, report=bindparam("told"), ended_at=bindparam("at"))


async def hidden(store: Store) -> list[tuple[str, str]]:
    """Reason of, and who asked for, each withdrawal that is hidden and not erased yet, the oldest first."""
    return [(reason, by) for reason, by in await store.read(_all(_HIDDEN))]


async def unfinished(store: Store) -> list[int]:
    """The jobs that were hidden but not erased to the end."""
    return [no for (no,) in await store.read(_all(_UNFINISHED))]


def _all(statement: Select[Any]) -> Plan[list[tuple[Any, ...]]]:
    rows = yield prepared(statement).sql, prepared(statement).bind({})
    return list(rows)


async def finish(store: Store, key: bytes) -> list[Report]:
    """Erases what is hidden, job by job; the reports of those that were not done yet."""
    reports = []
    for no, scope, reason, phase, kept, told in await store.write(lambda tx: tx.rows(_JOBS)):
        report = Report(no, scope, reason, *_told(told))
        words: tuple[str, ...] = ()
        if phase == HIDDEN:
            target = Target(**{**orjson.loads(kept), "scope": WithdrawalScope(scope)})
            words = Words.of(sorted(target.words, key=len)[-LOOKED_FOR:]).exact
            found = await _documents(store, target)
            await store.write(lambda tx, one=target, docs=found, told=report: _erase(tx, key, one, docs, told))  # type: ignore[misc]
        report.left = await _clean_file(store, words, certain=phase == HIDDEN and not report.elsewhere)
        report.copies = sorted(path.name for path in copies_of(store.path))
        at, summary = now(), _summary(report)
        await store.write(lambda tx, no=no, at=at, summary=summary: tx.run(_DONE, job=no, at=at, told=summary))  # type: ignore[misc]
        reports.append(report)
    return reports


def _told(summary: str | None) -> tuple[dict[str, int], int, int]:
    said = orjson.loads(summary) if summary else {}
    return said.get("erased", {}), said.get("shared", 0), said.get("elsewhere", 0)


def _summary(report: Report) -> str:
    return orjson.dumps({"erased": report.erased, "shared": report.shared, "elsewhere": report.elsewhere, "left": report.left}).decode()


def copies_of(path: Path) -> Iterator[Path]:
    """Files beside the database that look like older copies of it: what was withdrawn is still in them."""
    aside = (f"{path.name}.before-", f"{path.name}.damaged-")
    return (
        other for other in path.absolute().parent.iterdir() if other.name.startswith(aside) and not other.name.endswith(("-wal", "-shm"))
    )


# --- Documents ---------------------------------------------------------------------------------------------------------------------

_f, _r = t.fetch, t.record
_HASHES = select(_r.c.document_hash).where(in_list(_r.c.no, _nos), _r.c.document_hash.is_not(None))
_ADDRESSES = select(_f.c.source_no, _f.c.url).where(_f.c.hash.in_(_HASHES)).distinct()
_SAME_ADDRESS = select(_f.c.hash).where(_f.c.source_no == bindparam("source"), _f.c.url == bindparam("url"))
_UNREAD = select(t.quarantine.c.document_hash).where(
    in_list(t.quarantine.c.source_no, _nos), t.quarantine.c.key == bindparam("key"), t.quarantine.c.document_hash.is_not(None)
)
_FETCHED = select(_f.c.no, _f.c.hash, _f.c.parts).where(in_list(_f.c.source_no, _nos)).order_by(_f.c.no)


async def _documents(store: Store, target: Target) -> list[str]:
    """The hashes of all documents that hold it.

    Those that its records came from, other copies of their addresses, and whatever else of the same sources has one of its words in it, or
    cannot be looked into.
    """

    async def known(tx: Transaction) -> tuple[set[str], list[tuple[int, str]]]:
        found = {digest for (digest,) in await tx.rows(_HASHES, nos=target.records)}
        if target.scope is WithdrawalScope.RECORD:
            found.update(digest for (digest,) in await tx.rows(_UNREAD, nos=target.sources, key=target.id))
        for source, url in await tx.rows(_ADDRESSES, nos=target.records):
            found.update(digest for (digest,) in await tx.rows(_SAME_ADDRESS, source=source, url=url))
        return found, [(no, digest) for no, digest, _ in await tx.rows(_FETCHED, nos=target.sources)]

    found, fetched = await store.write(known)
    words, seen = Words.of(target.words), set(found)
    for no, digest in fetched:
        if digest in seen:
            continue
        seen.add(digest)
        body = await store.read(archive.body(no))
        if body is not None and archive.may_hold(body, words):
            found.add(digest)
    return sorted(found)


# --- Tables ------------------------------------------------------------------------------------------------------------------------

_hashes: BindParameter[Any] = bindparam("hashes")
_c, _m, _q, _p = t.claim, t.member, t.quarantine, t.problem
_SHARED = select(func.count(_r.c.document_hash.distinct())).where(in_list(_r.c.document_hash, _hashes), ~in_list(_r.c.no, _nos))
_CLAIMS = select(_c.c.no, _c.c.hash).where(in_list(_c.c.no, _nos), _c.c.state == WITHDRAWN)
_EMPTY_CLAIM = (
    update(_c)
    .where(_c.c.no == bindparam("claim"))
    .values(hash=bindparam("known_by"), data=bindparam("said"), raw=null(), since_fields=null())
)
_NO_REFERENCES = delete(t.reference).where(in_list(t.reference.c.claim_no, _nos))
_RECORDS = (
    select(_r.c.no, _r.c.key, _r.c.hash, _r.c.url, t.source.c.key, _r.c.source_no)
    .join(t.source, t.source.c.no == _r.c.source_no)
    .where(in_list(_r.c.no, _nos), _r.c.row != ERASED_ROW)
)
_EMPTY_RECORD = (
    update(_r)
    .where(_r.c.no == bindparam("record"))
    .values(key=bindparam("k"), hash=bindparam("h"), row=bindparam("r"), url=bindparam("u"), document_hash=null())
)
_MEMBERS = (
    select(_m.c.no, _m.c.kind, _m.c.source_id, t.source.c.key).join(t.source, t.source.c.no == _m.c.source_no).where(in_list(_m.c.no, _nos))
)
_SILENT = select(_m.c.no).where(in_list(_m.c.no, _nos), ~select(_c.c.no).where(_c.c.member_no == _m.c.no, _c.c.state != WITHDRAWN).exists())
_ANOTHER_ID = update(_m).where(_m.c.no == bindparam("member")).values(source_id=bindparam("name"))
_MEMBERS_NEAR = select(_c.c.member_no).where(in_list(_c.c.no, _nos)).distinct()
_SICK = select(_q.c.no, _q.c.source_no, _q.c.key, _q.c.reason, _q.c.raw).where(in_list(_q.c.source_no, _nos))
_CURE = delete(_q).where(in_list(_q.c.no, _nos))
_RUNS = select(t.run.c.no, t.run.c.reason).where(in_list(t.run.c.source_no, _nos), t.run.c.reason.is_not(None))
_SILENCE = update(t.run).where(in_list(t.run.c.no, _nos)).values(reason="(erased by a withdrawal)")
_PROBLEMS = (
    select(_p.c.no, _p.c.record, _p.c.message, _p.c.field).join(t.run, t.run.c.no == _p.c.run_no).where(in_list(t.run.c.source_no, _nos))
)
_NO_PROBLEM = delete(_p).where(in_list(_p.c.no, _nos))
_UNTOLD = update(t.change).where(in_list(t.change.c.no, _nos), t.change.c.fields.is_not(None)).values(fields=None)
_d = t.decision
_UNREASONED = update(_d).where(or_(in_list(_d.c.left_no, _nos), in_list(_d.c.right_no, _nos))).values(value=None, reason=None)
_REASONS = select(_d.c.no, _d.c.reason).where(in_list(_d.c.left_no, _nos), _d.c.reason.is_not(None))
_NO_REASON = update(_d).where(in_list(_d.c.no, _nos)).values(reason=None)
_UNVALUED = update(_d).where(and_(in_list(_d.c.left_no, _nos), _d.c.field == bindparam("name"))).values(value=None, reason=None)


async def _erase(tx: Transaction, key: bytes, target: Target, documents: list[str], report: Report) -> None:
    """All tables in one transaction; the words themselves are gone with it."""
    done, words = report.erased, Words.of(target.words)
    report.shared = int(await tx.value(_SHARED, hashes=documents or ["-"], nos=target.records or [0]))
    done["fetch notes"], done["documents"] = await archive.forget(tx, documents)
    old_keys = await _records(tx, key, target, words, done)
    await _sayings(tx, key, target, words, done)
    await _quotations(tx, target, old_keys, words, done)
    await _wishes(tx, target, report.job, words, done)
    report.elsewhere = await _still_said(tx, words)
    await search.optimize(tx)
    await tx.run(_END, job=report.job, to=ERASED, told=_summary(report))


async def _records(tx: Transaction, key: bytes, target: Target, words: Words, done: dict[str, int]) -> set[tuple[int, str]]:
    """Rows go; an item of which claims stay is known again by a keyed hash. The keys that the items had."""
    gone, rows, keys = set(target.gone), [], set()
    for no, name, digest, url, source, source_no in await tx.rows(_RECORDS, nos=target.records):
        keys.add((source_no, name))
        telling = no in gone or words.in_text(name)
        address = None if no in gone or words.in_text(url) else url
        rows.append((pseudonym(key, record_mark(source, name)) if telling else name, tombstone(key, digest), ERASED_ROW, address, no))
    await tx.many(_EMPTY_RECORD, rows)
    done["rows of records"] = len(rows)
    return keys


async def _sayings(tx: Transaction, key: bytes, target: Target, words: Words, done: dict[str, int]) -> None:
    """What claims said, what persons decided, and the sources' own ids where they tell who it was."""
    whole = target.scope is not WithdrawalScope.FIELD
    claims = await tx.rows(_CLAIMS, nos=target.claims) if whole else []
    await tx.many(_EMPTY_CLAIM, [(tombstone(key, digest), EMPTY, no) for no, digest in claims])
    done["claims"] = len(target.claims)
    nos = [no for no, _ in claims]
    done["references"] = await tx.run(_NO_REFERENCES, nos=nos)
    silent = {no for (no,) in await tx.rows(_SILENT, nos=target.members)} if whole else set()
    near = {no for (no,) in await tx.rows(_MEMBERS_NEAR, nos=target.others)}
    ids = []
    for no, kind, source_id, source in await tx.rows(_MEMBERS, nos=sorted(silent | near)):
        if no in silent or words.in_text(source_id):
            ids.append((pseudonym(key, id_mark(source, kind, source_id)), no))
    await tx.many(_ANOTHER_ID, ids)
    done["ids of sources"] = len(ids)
    if target.scope is WithdrawalScope.FIELD:
        done["decisions"] = await tx.run(_UNVALUED, nos=target.members, name=target.field)
    else:
        done["decisions"] = await tx.run(_UNREASONED, nos=sorted(silent))
        done["changes"] = await tx.run(_UNTOLD, nos=sorted(silent))


async def _quotations(tx: Transaction, target: Target, keys: set[tuple[int, str]], words: Words, done: dict[str, int]) -> None:
    """What waits in quarantine, and what runs had to say about it."""
    if target.scope is WithdrawalScope.RECORD:
        keys = keys | {(source, target.id) for source in target.sources}
    names = {name for _, name in keys}
    sick = [
        no
        for no, source, name, reason, raw in await tx.rows(_SICK, nos=target.sources)
        if (source, name) in keys or words.in_text(name) or words.in_text(reason) or archive.may_hold(raw, words)
    ]
    done["quarantined items"] = await tx.run(_CURE, nos=sick)
    told = [
        no
        for no, record, message, field_name in await tx.rows(_PROBLEMS, nos=target.sources)
        if record in names or any(words.in_text(text) for text in (record, message, field_name))
    ]
    done["problems"] = await tx.run(_NO_PROBLEM, nos=told)
    ends = [no for no, reason in await tx.rows(_RUNS, nos=target.sources) if words.in_text(reason)]
    done["reasons of runs"] = await tx.run(_SILENCE, nos=ends)


async def _wishes(tx: Transaction, target: Target, job: int, words: Words, done: dict[str, int]) -> None:
    """What people reported of it, were answered, said when they asked for the withdrawal and when they decided about it."""
    record = target.scope is WithdrawalScope.RECORD
    about = [no for (no,) in await tx.rows(_SILENT, nos=target.members)] if record else target.members
    whole = target.scope is not WithdrawalScope.FIELD
    done["reports"] = await reports.erase(tx, about, target.field, words, whole=whole)
    done["requests"] = await requests.erase(tx, about if whole else [], job)
    quoting = [no for no, reason in await tx.rows(_REASONS, nos=target.members) if words.in_text(reason)]
    done["reasons of decisions"] = await tx.run(_NO_REASON, nos=quoting)


_QUOTING = select(func.count()).select_from(_c).where(_c.c.state != WITHDRAWN, func.instr(_c.c.data, bindparam("word")) > 0)


async def _still_said(tx: Transaction, words: Words) -> int:
    """Claims about other things that hold one of the longer words: somebody has to look at them."""
    longest = sorted((word for word in words.exact if len(word) > 5), key=len)[-LOOKED_FOR:]
    return max([int(await tx.value(_QUOTING, word=orjson.dumps(word).decode()[1:-1])) for word in longest], default=0)


# --- File --------------------------------------------------------------------------------------------------------------------------


async def _clean_file(store: Store, words: tuple[str, ...], *, certain: bool) -> int:
    """Empties the write-ahead log; rewrites the file when a word is still in its free space. The words that are still found."""
    await store.checkpoint()
    if certain and not found_in(store.path, words):
        return 0
    await store.vacuum()
    await store.checkpoint()
    return found_in(store.path, words)


def found_in(path: Path, words: tuple[str, ...]) -> int:
    """How many of the words stand in the bytes of a database file or of its log."""
    wanted = {word.encode() for word in words}
    found: set[bytes] = set()
    longest = max((len(word) for word in wanted), default=1)
    for file in (path, path.with_name(f"{path.name}-wal")):
        if wanted and file.is_file():
            with file.open("rb") as stream:
                tail = b""
                while block := stream.read(1 << 22):
                    found.update(word for word in wanted - found if word in tail + block)
                    tail = block[-longest:]
    return len(found)
