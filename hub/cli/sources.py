"""`samgraf sources`: which sources there are and how they are."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

import typer

from hub.cli.progress import console, print_table
from hub.harvest.sources import load_each
from hub.settings import Settings, load
from hub.store import sources as books
from hub.store.store import open_store


def register(app: typer.Typer) -> None:
    app.command()(sources)


def sources() -> None:
    """Show every source: state, last success, lag, next run and counts.

    A source whose file is wrong is told on standard error, and the exit code is 2.
    """
    settings = load()
    known = asyncio.run(known_sources(settings))
    configured, faults = load_each(settings.sources)
    if not configured and not known and not faults:
        console.print(f"No sources yet: put a folder with a source.toml for each into {settings.sources}.")
        return
    rows: list[tuple[object, ...]] = []
    for key in sorted({*configured, *faults, *known}):
        one = known.get(key)
        missing = "(its file is wrong)" if key in faults else "(no file any more)"
        connector = configured[key].source.connector if key in configured else missing
        if one is None:
            rows.append((key, connector, "never harvested", "", "", "", None, None))
            continue
        state = one.state.value.lower() + (f", {one.failures} failures" if one.failures else "")
        rows.append(
            (
                key,
                connector,
                state,
                one.last_success_at or "never",
                lag(one.last_success_at),
                "when it is given" if key in configured and configured[key].source.delivered else one.next_run_at or "",
                one.item_count,
                one.entity_count,
            )
        )
    print_table("Sources", ("source", "connector", "state", "last success", "lag", "next run", "items", "entities"), rows)
    for fault in faults.values():
        print(f"samgraf: {fault}", file=sys.stderr)
    if faults:
        raise typer.Exit(2)


async def known_sources(settings: Settings) -> dict[str, books.KnownSource]:
    async with await open_store(settings.database_url) as store:
        return await store.read(books.known_sources())


def lag(since: str | None) -> str:
    """How long ago, in the largest unit that says enough."""
    if since is None:
        return ""
    seconds = int((datetime.now(UTC) - datetime.fromisoformat(since)).total_seconds())
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{max(seconds, 0)} s"
