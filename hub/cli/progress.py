"""What a person sees of long work: a bar for each source, and tables."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

console = Console(highlight=False, width=None if sys.stdout.isatty() else 240)


def bars(*, quiet: bool = False) -> Progress:
    """Progress bars on a terminal; elsewhere they are silent, so that logs stay readable."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description:<28}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[step]}"),
        TimeElapsedColumn(),
        console=console,
        disable=quiet or not sys.stdout.isatty(),
    )


def follow(progress: Progress, name: str) -> Callable[[str, int, int | None], None]:
    """A report function (step, done, total) that moves one bar."""
    task = progress.add_task(name, total=None, step="")

    def report(step: str, done: int, total: int | None) -> None:
        progress.update(task, completed=done, total=total, step=step)

    return report


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table on standard output, numbers to the right; only its last column wraps, and in a file or pipe nothing does."""
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    ready = [[("" if cell is None else f"{cell:,}" if isinstance(cell, int) else str(cell)) for cell in row] for row in rows]
    for index, column in enumerate(columns):
        numeric = (
            bool(ready) and all(row[index].replace(",", "").isdigit() or not row[index] for row in ready) and any(r[index] for r in ready)
        )
        last = index == len(columns) - 1
        table.add_column(column, justify="right" if numeric else "left", no_wrap=not last, overflow="fold" if last else "ellipsis")
    for row in ready:
        table.add_row(*(escape(cell) for cell in row))
    console.print(table)
    console.print()
