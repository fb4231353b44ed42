"""Spreadsheets (xlsx, xls, ods) from bytes, never by file name: half of the `.xls` out there are something else.

A workbook is a zip that its publisher could fill with anything, so it is measured before a library unfolds it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from hub.errors import SourceChanged, TooLarge
from hub.sdk.row import Unreadable
from hub.sdk.tabular.table import LONGEST_FIELD, LOOKED_AT, Table, find_header, hint, names_of

MOST_ENTRIES: Final = 2_000
MOST_INFLATED: Final = 300_000_000
MOST_RATIO: Final = 200
MOST_CELLS: Final = 20_000_000
_SMALL: Final = 5_000_000
_MOST_BINARY: Final = 20_000_000
_CHUNK: Final = 1 << 16
_CELL: Final = re.compile(rb"""\sr=["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
_TAG: Final = re.compile(rb"<table:(table-row|table-cell|covered-table-cell)([^<>]{0,600})")
_TIMES: Final = re.compile(rb"number-(?:columns|rows)-repeated=[\"']([0-9]{1,9})")
_MOST_OPEN_DOCUMENT: Final = 100_000_000


def read_sheet(body: bytes, *, sheet: str | int | None, header_row: int | None, wanted: Collection[str]) -> Table:
    """One sheet of a workbook as a table: the first that has rows, or the one named or numbered (from 1) by `sheet`.

    Raises: SourceChanged for what is no workbook or has no such sheet, TooLarge for what would not fit into memory.
    """
    if body[:2] == b"PK":
        measure(body)
    elif len(body) > _MOST_BINARY:
        raise TooLarge(f"a binary workbook of {len(body):,} bytes; at most {_MOST_BINARY:,} are read")
    try:
        rows = _rows(_chosen(CalamineWorkbook.from_filelike(io.BytesIO(body)), sheet))
    except PasswordError:
        raise SourceChanged("the workbook asks for a password; ask its publisher for an open one") from None
    except (CalamineError, OSError, ValueError) as error:
        raise SourceChanged(f"this is no workbook that can be read ({str(error)[:100]})") from None
    lead = list(islice(rows, max(LOOKED_AT, header_row or 0)))
    if header_row == 0 or not lead:
        return Table(names_of([""] * (len(lead[0]) if lead else 0)), _checked(chain(lead, rows), []))
    if header_row and header_row > len(lead):
        raise SourceChanged(f"the header was expected in row {header_row}, but there are {len(lead)} rows")
    index = header_row - 1 if header_row else find_header(lead, wanted)
    return Table(names_of(lead[index]), _checked(chain(lead[index + 1 :], rows), lead[index]))


def measure(body: bytes) -> None:
    """Raises TooLarge for a zip with too many entries, an absurd ratio, or cells far apart; sizes are counted, not believed.

    Costs: one inflation of every entry, without keeping any.
    """
    try:
        entries = zipfile.ZipFile(io.BytesIO(body)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise SourceChanged(f"this is no workbook that can be read ({error})") from None
    if len(entries) > MOST_ENTRIES:
        raise TooLarge(f"a workbook of {len(entries):,} parts; at most {MOST_ENTRIES:,} are read")
    if any(entry.filename.endswith(".bin") and "worksheets" in entry.filename for entry in entries):
        raise SourceChanged("binary workbooks (xlsb) are not read; ask for xlsx or csv")
    total = 0
    for entry in entries:
        size, cells, kept, tail = 0, 0, bytearray(), b""
        last_column = last_row = 0
        for chunk in _inflated(body, entry):
            size += len(chunk)
            if total + size > MOST_INFLATED or (size > _SMALL and size > MOST_RATIO * max(entry.compress_size, 1)):
                raise TooLarge(f"{entry.filename[:60]!r} in the workbook unfolds from {entry.compress_size:,} to more than {size:,} bytes")
            for column, row in _CELL.findall(tail + chunk):
                last_column, last_row = max(last_column, _column_number(column)), max(last_row, int(row))
            tail = chunk[-50:]
            if entry.filename == "content.xml" and len(kept) < _MOST_OPEN_DOCUMENT:
                kept += chunk
        total += size
        cells = _promised(bytes(kept)) if kept else last_column * last_row
        if cells > MOST_CELLS or len(kept) >= _MOST_OPEN_DOCUMENT:
            raise TooLarge(f"{entry.filename[:60]!r} in the workbook spans more than {MOST_CELLS:,} cells")


def _inflated(body: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of an entry by its bytes, not by the size that its directory claims."""
    header = body[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30:
        raise SourceChanged("this is no workbook that can be read (cut short)")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = entry.header_offset + 30 + name_length + extra_length
    packed = memoryview(body)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise SourceChanged(f"the workbook is packed in a way that is not read (method {entry.compress_type})")
    unpacker, pending = zlib.decompressobj(-zlib.MAX_WBITS), bytes(packed)
    try:
        while pending and not unpacker.eof:
            chunk = unpacker.decompress(pending, _CHUNK * 16)
            pending = unpacker.unconsumed_tail
            yield chunk
    except zlib.error as error:
        raise SourceChanged(f"this is no workbook that can be read ({error})") from None


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _promised(content: bytes) -> int:
    """How many cells an OpenDocument sheet unfolds to. Empty repetitions up to the sheet's edge are normal and cost nothing."""
    widest = rows = times = width = last_value = 0
    for tag in _TAG.finditer(content):
        found = _TIMES.search(tag[2])
        count = int(found[1]) if found else 1
        if tag[1] == b"table-row":
            rows += times if last_value else 0
            times, width, last_value = count, 0, 0
            continue
        width += count
        if b"value" in tag[2]:
            last_value = width
            widest = max(widest, width)
    return widest * (rows + (times if last_value else 0))


def _chosen(book: CalamineWorkbook, sheet: str | int | None) -> CalamineSheet:
    names = book.sheet_names
    if isinstance(sheet, int):
        if not 1 <= sheet <= len(names):
            raise SourceChanged(f"no sheet {sheet}: the workbook has {len(names)} ({', '.join(names)[:200]})")
        return book.get_sheet_by_index(sheet - 1)
    if sheet is not None:
        if sheet not in names:
            raise SourceChanged(f"no sheet {sheet!r}{hint(sheet, names)} (there are: {', '.join(names)[:200]})")
        return book.get_sheet_by_name(sheet)
    for index in range(len(names)):
        found = book.get_sheet_by_index(index)
        if found.total_height:
            return found
    raise SourceChanged("the workbook has no sheet with rows")


def _rows(sheet: CalamineSheet) -> Iterator[list[Any]]:
    for cells in sheet.iter_rows():
        row = [_plain(cell) for cell in cells]
        if any(cell != "" for cell in row):
            yield row


def _plain(cell: Any) -> Any:
    """A cell as JSON can say it: whole numbers without `.0`, dates in ISO 8601."""
    if isinstance(cell, str | bool | int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else cell
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell) if isinstance(cell, timedelta) else ""


def _checked(rows: Iterator[list[Any]], header: list[Any]) -> Iterator[list[Any] | Unreadable]:
    for number, row in enumerate(rows, start=1):
        if any(isinstance(cell, str) and len(cell) > LONGEST_FIELD for cell in row):
            yield Unreadable(f"row {number} below the header", f"a cell is longer than {LONGEST_FIELD:,} characters", b"")
        elif row != header:
            yield row
