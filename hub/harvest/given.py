"""A document that somebody gives to the hub: what its bytes are, whatever it calls itself, and whether its source can be read from that.

    sheet  XLSX, ODS, XLS       json  JSON, GeoJSON, JSON Lines       xml       text  CSV, TSV

Only its first bytes and, of a packed one, its table of contents are looked at; it is read by a process of its own, later.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from typing import Final

from hub.errors import NotReadable, UnsupportedMedia

_ANYTHING: Final = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-www-form-urlencoded"})
"""What clients say that say nothing: `curl -T` sends no type, `curl -d` that of a form."""
_TYPES: Final = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {"sheet"},
    "application/vnd.oasis.opendocument.spreadsheet": {"sheet"},
    "application/vnd.ms-excel": {"sheet", "text"},  # what Windows calls a CSV file
    "application/zip": {"sheet"},
    "application/json": {"json"},
    "application/geo+json": {"json"},
    "application/x-ndjson": {"json"},
    "application/jsonl": {"json"},
    "application/xml": {"xml"},
    "text/xml": {"xml"},
    "text/csv": {"text"},
    "text/tab-separated-values": {"text"},
    "text/plain": {"text", "json", "xml"},
}
_WORKBOOKS: Final = frozenset({"xl/workbook.xml", "xl/workbook.bin", "content.xml"})
_OTHERS: Final = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x1f\x8b": "packed (gzip)",
}
_MARKED: Final = (b"\xff\xfe", b"\xfe\xff")
_HEAD: Final = 4_096
STORED: Final = {"sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "json": "application/json",
                 "xml": "application/xml", "text": "text/csv"}  # fmt: skip
"""The media type under which a document is kept that came without one."""


def media_type_of(declared: str, body: bytes, accepts: Collection[str]) -> str:
    """The media type under which a document is to be kept. Costs: the first bytes, and a table of contents.

    Raises: UnsupportedMedia for a type that its source is not read from, NotReadable for bytes that are not what they are said to be.
    """
    said = declared.partition(";")[0].strip().lower()
    if said not in _ANYTHING and said not in _TYPES:
        raise UnsupportedMedia(f"A document of type {said[:60]!r} is not taken; send one of: {', '.join(sorted(_TYPES))}; or no type.")
    found = _kind(body)
    if found not in accepts:
        raise UnsupportedMedia(f"This is {_words(found)}; the source is read from: {', '.join(sorted(map(_words, accepts)))}.")
    if said in _TYPES and found not in _TYPES[said]:
        raise NotReadable(f"It is said to be {said}, and is {_words(found)}. Send the right file, or its right type.")
    return STORED[found] if said in _ANYTHING or found == "sheet" else said


def _kind(body: bytes) -> str:
    """What bytes are. Raises NotReadable, UnsupportedMedia."""
    if not body.strip(b" \t\r\n\xef\xbb\xbf"):
        raise NotReadable("The document is empty. Nothing was kept; what was public stays.")
    head = body[:_HEAD]
    if head.startswith(b"PK\x03\x04"):
        return _packed(body)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "sheet"
    other = next((word for mark, word in _OTHERS.items() if head.startswith(mark)), None)
    if other is not None or (b"\x00" in head and not head.startswith(_MARKED)):
        raise UnsupportedMedia(f"This is {other or 'no text and no workbook'}, which no source is read from.")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise NotReadable("This is a web page, not a table: was it saved from a browser, or from behind a sign-in?")
    return "json" if text.startswith((b"{", b"[")) else "xml" if text.startswith(b"<") else "text"


def _packed(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as found:
            names = set(found.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise NotReadable("The workbook is cut short or damaged; open it, save it anew and send it again.") from None
    if names.isdisjoint(_WORKBOOKS):
        raise UnsupportedMedia("This is a packed file without a workbook in it; unpack it and send the table.")
    return "sheet"


def _words(kind: str) -> str:
    return {"sheet": "a workbook (XLSX, ODS, XLS)", "json": "JSON", "xml": "XML", "text": "text (CSV, TSV)"}[kind]
