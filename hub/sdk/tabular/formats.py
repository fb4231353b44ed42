"""Which format a document is in, and the one door to all readers."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

from hub.domain.document import Document
from hub.errors import SourceChanged
from hub.sdk.row import Unreadable
from hub.sdk.tabular.delimited import read_delimited
from hub.sdk.tabular.sheets import read_sheet
from hub.sdk.tabular.table import Item, Table
from hub.sdk.tabular.text import decode
from hub.sdk.tabular.trees import read_geojson, read_json, read_lines, read_xml

Format = Literal["csv", "tsv", "xlsx", "xls", "ods", "json", "jsonl", "geojson", "xml"]
FORMATS: Final[tuple[Format, ...]] = ("csv", "tsv", "xlsx", "xls", "ods", "json", "jsonl", "geojson", "xml")
_ALSO: Final[dict[str, Format]] = {"ndjson": "jsonl", "jl": "jsonl", "jsonld": "json", "topojson": "json", "gml": "xml", "rdf": "xml"}
_EXTENSIONS: Final[dict[str, Format]] = {**{name: name for name in FORMATS}, **_ALSO}
_MEDIA_TYPES: Final[tuple[tuple[str, Format], ...]] = (
    ("tab-separated", "tsv"), ("csv", "csv"), ("spreadsheetml", "xlsx"), ("ms-excel", "xls"), ("opendocument.spreadsheet", "ods"),
    ("geo+json", "geojson"), ("ndjson", "jsonl"), ("json", "json"), ("xml", "xml"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is written, as far as its mapping says so; None is found out."""

    format: Format | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | int | None = None
    header_row: int | None = None
    root: str | None = None


def read(document: Document, how: Reading, wanted: Collection[str] = ()) -> Table | Iterator[Item | Unreadable]:
    """The document as a flat table, or as the items of a tree. `wanted` are columns that the header must have.

    Raises: SourceChanged when the document is not what its mapping or its name says, TooLarge.
    """
    kind = guess_format(document, how.format)
    if kind in ("xlsx", "xls", "ods"):
        return read_sheet(document.body, sheet=how.sheet, header_row=how.header_row, wanted=wanted)
    if kind == "xml":
        return read_xml(document.body, how.root)
    decoded = decode(document, how.encoding)
    if kind == "json":
        return read_json(decoded, how.root)
    if kind == "geojson":
        return read_geojson(decoded)
    if kind == "jsonl":
        return read_lines(decoded)
    delimiter = how.delimiter or ("\t" if kind == "tsv" else None)
    return read_delimited(decoded, delimiter=delimiter, header_row=how.header_row, wanted=wanted)


def guess_format(document: Document, said: Format | None = None) -> Format:
    """The format by what the bytes begin with, then by the file's name, then by the media type, then by the first mark.

    `said` wins, except that a workbook is a workbook. Raises SourceChanged for a web page in place of a table.
    """
    head = document.body[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if document.body.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return said if said in ("xlsx", "xls", "ods") else "xlsx"
    if head[:200].lower().startswith((b"<!doctype html", b"<html")) and said != "xml":
        raise SourceChanged(f"{shown(document.url)} answered with a web page where a table was expected: has the file moved?")
    if said is None or said in ("xlsx", "xls", "ods"):
        said = _by_name(document) or _by_mark(head)
    return said if said not in ("xlsx", "xls", "ods") else _by_mark(head)


def format_of_name(path: str) -> Format | None:
    """The format that the name of a file promises."""
    return _EXTENSIONS.get(path.rpartition("/")[2].rpartition(".")[2].casefold())


def is_flat(kind: Format) -> bool:
    """Whether a format has columns, not trees."""
    return kind in ("csv", "tsv", "xlsx", "xls", "ods")


def _by_name(document: Document) -> Format | None:
    media_type = document.media_type.casefold()
    return format_of_name(urlsplit(document.url).path) or next((kind for word, kind in _MEDIA_TYPES if word in media_type), None)


def _by_mark(head: bytes) -> Format:
    if head.startswith((b"{", b"[")):
        return "json"
    return "xml" if head.startswith(b"<") else "csv"


def shown(url: str) -> str:
    """An address as a message shows it: without its query, which may hold a key."""
    return url.partition("?")[0][:200]
