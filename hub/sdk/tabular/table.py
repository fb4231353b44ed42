"""What the readers hand on: a flat table with a header, and what every reader does alike (headers, hints, caps)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from hub.errors import SourceChanged
from hub.sdk.row import Unreadable

MOST_COLUMNS: Final = 2_000
LONGEST_FIELD: Final = 131_072
"""The cap of the csv module; a longer cell makes its row unreadable in every format."""
MOST_RAW: Final = 100_000
LOOKED_AT: Final = 30
"""The header is looked for in so many first rows; above it may stand titles and totals."""

Item = dict[str, Any]
"""One item of a tree, or one row by its column names."""


@dataclass(frozen=True, slots=True)
class Table:
    """A flat table: the names of its columns, and rows of exactly as many cells (text, numbers, true and false; "" is empty)."""

    names: tuple[str, ...]
    rows: Iterator[list[Any] | Unreadable]


def tidy(name: object) -> str:
    """A column name as a mapping writes it: no byte order mark, every white space (line breaks, U+0085, U+00A0) as one space."""
    return " ".join(str(name).replace("\ufeff", "").replace("\u200b", "").split())


def names_of(cells: Sequence[object]) -> tuple[str, ...]:
    """Column names of a header row: empty ones are called by their position, repeated ones are numbered."""
    if len(cells) > MOST_COLUMNS:
        raise SourceChanged(f"the table has {len(cells):,} columns; at most {MOST_COLUMNS:,} are read")
    names: list[str] = []
    taken: set[str] = set()
    for position, cell in enumerate(cells, start=1):
        name = tidy(cell) or f"column {position}"
        unique, again = name, 2
        while unique in taken:
            unique, again = f"{name} ({again})", again + 1
        taken.add(unique)
        names.append(unique)
    return tuple(names)


def find_header(rows: Sequence[Sequence[object]], wanted: Collection[str]) -> int:
    """The index of the header among the first rows: the first that has every wanted column, else the first that is nearly full.

    Titles, totals and blank lines above it are how spreadsheets are published.
    """
    if wanted:
        for index, row in enumerate(rows):
            if set(names_of(row[:MOST_COLUMNS])).issuperset(wanted):
                return index
    filled = [sum(1 for cell in row if str(cell).strip()) for row in rows]
    most = max(filled, default=0)
    return next((index for index, count in enumerate(filled) if count and count >= 0.7 * most), 0)


def check_columns(names: Collection[str], wanted: Collection[str], place: str) -> None:
    """Raises SourceChanged when a wanted column is not there, with what there is instead and what was probably meant."""
    missing = [name for name in wanted if name not in names]
    if missing:
        there = ", ".join(list(names)[:40]) + (" …" if len(names) > 40 else "")
        raise SourceChanged(
            f"{place}: no column {missing[0]!r}{hint(missing[0], names)} (there are: {there}). Correct the mapping of the source."
        )


def hint(word: str, known: Collection[str]) -> str:
    """`, did you mean 'navn'?`, or nothing when no known word is near."""
    folded = {name.casefold(): name for name in known}
    meant = get_close_matches(word.casefold(), folded, n=1)
    return f", did you mean {folded[meant[0]]!r}?" if meant else ""
