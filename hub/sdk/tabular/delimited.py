"""CSV and its kin: titles above the header, headers in the middle, rows of a wrong width, a quote that nobody closed."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

import clevercsv

from hub.errors import SourceChanged
from hub.sdk.row import Unreadable
from hub.sdk.tabular.table import LOOKED_AT, MOST_RAW, Table, find_header, names_of
from hub.sdk.tabular.text import Decoded

_DELIMITERS: Final = ",;\t|"
_SAMPLE_LINES: Final = 60
_SAMPLE_CHARACTERS: Final = 20_000
_MOST_LINES_READ_TWICE: Final = 200_000


def read_delimited(decoded: Decoded, *, delimiter: str | None, header_row: int | None, wanted: Collection[str]) -> Table:
    """A delimited text as a table. `header_row` counts from 1; 0 says that there is none: columns are `column 1` and so on."""
    delimiter = delimiter or guess_delimiter(decoded.text)
    first = list(islice(_Records(decoded, delimiter).cells(), max(LOOKED_AT, header_row or 0)))
    cells, ends_at = [row for row, _ in first], [line for _, line in first]
    if header_row == 0 or not first:
        width = Counter(map(len, cells)).most_common(1)[0][0] if cells else 0
        return Table(names_of([""] * width), _Records(decoded, delimiter).rows(width, []))
    if header_row and header_row > len(first):
        raise SourceChanged(f"the header was expected in row {header_row}, but there are {len(first)} rows")
    index = header_row - 1 if header_row else find_header(cells, wanted)
    names = names_of(cells[index])
    return Table(names, _Records(decoded, delimiter, behind_line=ends_at[index]).rows(len(names), cells[index]))


def guess_delimiter(text: str) -> str:
    """The delimiter that cuts most of the first lines into one width; clevercsv is asked only when that settles nothing."""
    sample = text[:_SAMPLE_CHARACTERS]
    best, best_score = "", (0.0, 0)
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _SAMPLE_LINES) if any(row)]
        except csv.Error:
            continue
        rows = rows[:-1] if len(rows) > 2 else rows  # the sample may end within a row
        width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (1, 0)
        share = count / len(rows) if rows else 0.0
        if width > 1 and share >= 0.8 and (round(share, 1), width) > best_score:
            best, best_score = delimiter, (round(share, 1), width)
    return best or _asked(sample[:10_000])


def _asked(sample: str) -> str:
    try:
        found = clevercsv.Sniffer().sniff(sample, delimiters=list(_DELIMITERS))
    except (clevercsv.Error, ValueError, RecursionError):
        return ","
    delimiter = found.delimiter if found is not None else None
    return delimiter if delimiter and delimiter in _DELIMITERS else ","


class _Lines:
    """The physical lines of a text; it knows which of them made the row at hand, and can hand lines out again."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._again: list[str] = []
        self.taken: list[str] = []
        self.number = 0
        self.read_twice = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        try:
            line = self._again.pop() if self._again else next(self._lines)
        except StopIteration:
            self.ended = True  # asked for within a row, this means that a quote is still open
            raise
        self.taken.append(line)
        self.number += 1
        return line

    def give_back_all_but_the_first(self) -> None:
        rest = self.taken[1:]
        self.read_twice += len(rest)
        self.ended = False
        if rest and self.read_twice <= _MOST_LINES_READ_TWICE:
            self._again.extend(reversed(rest))
            self.number -= len(rest)
            del self.taken[1:]


class _Records:
    """The rows of a text as the csv module cuts them, with a second chance after a quote that was not closed."""

    def __init__(self, decoded: Decoded, delimiter: str, behind_line: int = 0) -> None:
        self._decoded = decoded
        self._lines = _Lines(decoded.text.replace("\x00", ""))
        self._delimiter = delimiter
        for _ in islice(self._lines, behind_line):
            pass

    def cells(self) -> Iterator[tuple[list[str], int]]:
        """Every row that is not blank, whatever its width, with the number of its last line; what the csv module refuses is left out."""
        for cells in self.rows(None, []):
            if not isinstance(cells, Unreadable):
                yield cells, self._lines.number

    def rows(self, width: int | None, header: list[str]) -> Iterator[list[str] | Unreadable]:
        """Rows of `width` cells; blank rows and repetitions of the header are passed over, all others are Unreadable."""
        lines, taken, broken = self._lines, self._lines.taken, self._decoded.broken
        while True:
            taken.clear()
            try:
                for cells in csv.reader(lines, delimiter=self._delimiter):
                    if width is not None and len(cells) != width:
                        _fit(cells, width)
                    if (len(cells) == width or width is None) and not (lines.ended or (broken and _undecodable(cells))):
                        if any(cells) and cells != header:
                            yield cells
                    elif any(cells):
                        yield self._unreadable(self._why(cells, width))
                    taken.clear()
                return
            except csv.Error as error:
                yield self._unreadable(str(error))

    def _why(self, cells: list[str], width: int | None) -> str:
        if _undecodable(cells):
            return f"it holds bytes that are not {self._decoded.encoding}"
        if self._lines.ended:
            return "it opens a quote that is never closed"
        return f"{len(cells)} cells where {width} were expected"

    def _unreadable(self, reason: str) -> Unreadable:
        """The first line of the row at hand; the others are read again, for a quote that nobody closed may have swallowed rows."""
        self._lines.give_back_all_but_the_first()
        taken = self._lines.taken
        raw = self._decoded.raw("".join(taken)[:MOST_RAW])
        return Unreadable(f"line {self._lines.number - len(taken) + 1}", reason, raw)


def _fit(cells: list[str], width: int) -> None:
    """Cuts or adds empty cells at the end where nothing but empty cells stands: spreadsheets count those as they like."""
    if len(cells) > width and not any(cells[width:]):
        del cells[width:]
    elif cells and not cells[-1] and any(cells):
        cells.extend([""] * (width - len(cells)))


def _undecodable(cells: list[str]) -> bool:
    return any("\udc80" <= char <= "\udcff" for cell in cells if not cell.isascii() for char in cell)
