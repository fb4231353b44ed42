"""`samgraf mentions`: reads the pages that were said to mention something here, and tells what they say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.progress import console
from hub.settings import load
from hub.store.store import open_store
from hub.telemetry import configure
from hub.visit.pages import read_mentions

if TYPE_CHECKING:
    from collections import Counter

    from hub.settings import Settings


def register(app: typer.Typer) -> None:
    app.command(name="mentions")(mentions_command)


def mentions_command(quiet: Annotated[bool, typer.Option("--quiet", help="No summary, only the log.")] = False) -> None:
    """Read the pages that other sites said mention something here (Webmention), and tell what they say.

    `serve` starts this when one waits; by hand it does the same once.
    """
    settings = load()
    if quiet:
        configure(settings.log_level)
    counts = asyncio.run(run_mentions(settings))
    if not quiet:
        told = ", ".join(f"{number:,} {state.lower()}" for state, number in sorted(counts.items())) or "none waits"
        console.print(f"Pages that mention something here: {told}.")


async def run_mentions(settings: Settings) -> Counter[str]:
    async with await open_store(settings.database_url) as store:
        return await read_mentions(store, settings)
