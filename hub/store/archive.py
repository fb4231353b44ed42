"""Documents, sealed by their hash before anybody reads them: kept for days, the newest of each address for as long as it is the newest."""

from __future__ import annotations

import html
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import bindparam, delete, func, insert, null, select, update

from hub.domain.document import Document
from hub.domain.withdrawal import Words
from hub.errors import StoreError
from hub.store import tables as t
from hub.store.engine import Plan, in_list, prepared, upsert
from hub.store.store import Store
from hub.store.writer import Transaction

_LEVEL = 6
_fetch, _document = t.fetch, t.document
_META = (_fetch.c.url, _fetch.c.hash, _fetch.c.fetched_at, _fetch.c.etag, _fetch.c.last_modified, _fetch.c.parts)
_BODY = (_document.c.media_type, _document.c.charset, _document.c.body)
_KEPT = select(*_META, *_BODY).select_from(_fetch.join(_document, _document.c.hash == _fetch.c.hash))
_OF_NO = _KEPT.where(_fetch.c.no == bindparam("fetch"))
_OF_URL = (
    _KEPT.select_from(t.source)
    .where(t.source.c.key == bindparam("source"), _fetch.c.source_no == t.source.c.no, _fetch.c.url == bindparam("url"))
    .order_by(_fetch.c.no.desc())
    .limit(1)
)
_OF_HASH = _KEPT.where(_fetch.c.hash == bindparam("hash")).order_by(_fetch.c.no.desc()).limit(1)
_OF_RUN = select(_fetch.c.no, _fetch.c.url, _fetch.c.hash, _fetch.c.parts).where(_fetch.c.run_no == bindparam("run")).order_by(_fetch.c.no)
_NEXT = select(func.coalesce(func.max(_fetch.c.no), 0) + 1)
_SEAL, _NOTE = upsert(_document, ("hash",)), insert(_fetch)
_NOT_PARSED = update(_fetch).where(_fetch.c.run_no == bindparam("run"), ~in_list(_fetch.c.no, bindparam("nos"))).values(parts=null())
_PARTS = update(_fetch).where(_fetch.c.no == bindparam("fetch")).values(parts=bindparam("read_with"))


def pack(body: bytes) -> bytes:
    """Bytes as they are kept. Costs: a second for 20 MB, so whoever answers others meanwhile does it in a thread."""
    return zlib.compress(body, _LEVEL)


async def seal(tx: Transaction, source_no: int, run_no: int, document: Document, packed: bytes | None = None) -> int:
    """Keeps the bytes and notes where and when they came from; the number of the note. `packed` is what `pack` made of them."""
    packed = pack(document.body) if packed is None else packed
    await tx.many(_SEAL, [(document.hash, document.media_type, document.charset, len(document.body), packed)])
    no = int(await tx.value(_NEXT))
    note = (no, source_no, run_no, document.url, document.hash, document.fetched_at, document.etag, document.last_modified, None)
    await tx.many(_NOTE, [note])
    return no


async def yielded(tx: Transaction, fetch_no: int, parts: Mapping[str, Document]) -> None:
    """Notes that a document is one of a run's, to be parsed, and which others it is read with."""
    await tx.run(_PARTS, fetch=fetch_no, read_with=json.dumps({name: part.hash for name, part in sorted(parts.items())}))


async def only_yielded(tx: Transaction, run_no: int, notes: list[int]) -> None:
    """Notes that nothing else of a run is to be parsed: what was yielded before it was killed may have changed meanwhile."""
    await tx.run(_NOT_PARSED, run=run_no, nos=notes)


def of_run(run_no: int) -> Plan[list[tuple[int, str, str, str | None]]]:
    """Everything that a run fetched, in order: note, address, hash, and the parts as JSON where it is to be parsed."""
    compiled = prepared(_OF_RUN)
    rows = yield compiled.sql, compiled.bind({"run": run_no})
    return [(no, url, digest, parts) for no, url, digest, parts in rows]


def document(fetch_no: int) -> Plan[Document]:
    """A kept document with its parts. Raises StoreError when its days are over."""
    compiled = prepared(_OF_NO)
    rows = yield compiled.sql, compiled.bind({"fetch": fetch_no})
    found = yield from _whole(rows)
    if found is None:
        raise StoreError(f"Document {fetch_no} is no longer kept; harvest its source again.")
    return found


def body(fetch_no: int) -> Plan[bytes | None]:
    """The bytes of a kept document; None when its days are over."""
    compiled = prepared(_OF_NO)
    rows = yield compiled.sql, compiled.bind({"fetch": fetch_no})
    return zlib.decompress(rows[0][-1]) if rows and rows[0][-1] is not None else None


def may_hold(raw: bytes, words: Words) -> bool:
    """Whether bytes hold one of the words, however they are written (JSON, HTML); what is no text may hold anything."""
    if b"\x00" in raw[:4096]:
        return True
    text = Document("", raw, "").text()
    spellings = {text, html.unescape(text)}
    if "\\u" in text or "\\/" in text:
        spellings.add(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\\/", "/").replace('\\"', '"'))
    return any(words.in_text(one) for one in spellings)


_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def by_hash(prefix: str) -> Plan[Document | None]:
    """The newest kept document whose hash is, or begins with, `prefix` (at least six characters); None when there is none."""
    hashes = yield "SELECT hash FROM document WHERE hash >= ? AND hash < ? AND body IS NOT NULL LIMIT 2", (prefix, prefix + "g")
    if len(hashes) != 1 or len(prefix) < 6:
        return None
    compiled = prepared(_OF_HASH)
    rows = yield compiled.sql, compiled.bind({"hash": hashes[0][0]})
    return (yield from _whole(rows))


def newest(source: str, url: str) -> Plan[Document | None]:
    """The newest kept document of an address, as one source fetched it."""
    compiled = prepared(_OF_URL)
    rows = yield compiled.sql, compiled.bind({"source": source, "url": url})
    return (yield from _whole(rows))


def _whole(rows: list[tuple[object, ...]]) -> Plan[Document | None]:
    """The document of a row with its parts; None when there is no row, or no body any more."""
    found = _document_of(rows[0]) if rows else None
    if found is None:
        return None
    compiled, parts = prepared(_OF_HASH), {}
    for name, digest in json.loads(str(rows[0][5] or "{}")).items():
        part_rows = yield compiled.sql, compiled.bind({"hash": digest})
        part = _document_of(part_rows[0]) if part_rows else None
        if part is None:
            return None
        parts[name] = part
    return replace(found, parts=parts) if parts else found


def _document_of(row: tuple[object, ...]) -> Document | None:
    url, _, fetched_at, etag, last_modified, _, media_type, charset, body = row
    if not isinstance(body, bytes):
        return None
    known = {"media_type": str(media_type), "charset": charset, "etag": etag, "last_modified": last_modified}
    return Document(str(url), zlib.decompress(body), str(fetched_at), **known)  # type: ignore[arg-type]


class Remembered:
    """What a Fetcher asks, so that a site can answer "not modified": the newest kept document of an address, with its validators."""

    def __init__(self, store: Store, source: str) -> None:
        self._store, self._source = store, source

    async def lookup(self, url: str) -> tuple[str | None, str | None, Document] | None:
        """ETag, Last-Modified and the document; None when nothing is kept."""
        found = await self._store.read(newest(self._source, url))
        return (found.etag, found.last_modified, found) if found else None


# --- Withdrawal --------------------------------------------------------------------------------------------------------------------

_NO_NOTES = delete(_fetch).where(in_list(_fetch.c.hash, bindparam("hashes")))
_NO_BODIES = delete(_document).where(in_list(_document.c.hash, bindparam("hashes")))


_ADDRESSES = select(_fetch.c.url).where(_fetch.c.source_no == bindparam("source"), in_list(_fetch.c.hash, bindparam("hashes")))
_SAME_ADDRESS = (
    select(_fetch.c.hash)
    .distinct()
    .where(
        _fetch.c.source_no == bindparam("source"),
        _fetch.c.url.in_(_ADDRESSES.correlate(None)),
    )
)


async def same_addresses(tx: Transaction, source_no: int, hashes: list[str]) -> list[str]:
    """The hashes of all that a source ever served where it served these, and these."""
    return sorted({*hashes, *(digest for (digest,) in await tx.rows(_SAME_ADDRESS, source=source_no, hashes=hashes))})


async def forget(tx: Transaction, hashes: list[str]) -> tuple[int, int]:
    """Erases documents with the notes where they came from; how many notes and documents."""
    return await tx.run(_NO_NOTES, hashes=hashes), await tx.run(_NO_BODIES, hashes=hashes)


# --- Expiry ------------------------------------------------------------------------------------------------------------------------

_later = _fetch.alias("later")
_NEWEST = select(func.max(_later.c.no)).group_by(_later.c.source_no, _later.c.url)
_UNFINISHED = select(t.run.c.no).where(t.run.c.ended_at.is_(None))
_OLD_NOTES = delete(_fetch).where(
    _fetch.c.fetched_at < bindparam("before"),
    _fetch.c.no.not_in(_NEWEST),
    _fetch.c.run_no.not_in(_UNFINISHED),
)
_EXPIRED = update(_document).where(_document.c.body.is_not(None), _document.c.hash.not_in(select(_fetch.c.hash))).values(body=None)


async def expire(tx: Transaction, before: str) -> int:
    """Lets go of the bodies of documents fetched before an instant, but for the newest of each address; how many went."""
    await tx.run(_OLD_NOTES, before=before)
    return await tx.run(_EXPIRED)
