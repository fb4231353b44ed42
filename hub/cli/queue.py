"""`samgraf queue`: what waits for somebody to decide."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.progress import console, print_table
from hub.settings import load
from hub.store import queue as books
from hub.store.store import open_store

if TYPE_CHECKING:
    from hub.settings import Settings


def register(app: typer.Typer) -> None:
    app.command()(queue)


def queue(limit: Annotated[int, typer.Option(help="Most to show.", min=1, max=100_000)] = 20) -> None:
    """Show what waits, the oldest first: contributions, reports, pairs, held runs, withdrawals.

    Decide it in the graph (`queue`, `decide`), or with `samgraf run` and `samgraf matches`. Words of people are not shown here.
    """
    rows = asyncio.run(read_queue(load(), limit))
    if not rows:
        console.print("Nothing waits.")
        return
    print_table("What waits", ("item", "type", "since", "about"), rows)


async def read_queue(settings: Settings, limit: int) -> list[tuple[str, ...]]:
    async with await open_store(settings.database_url, readers=1) as store:
        return await store.read(books.oldest(limit))
