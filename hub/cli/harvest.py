"""`samgraf harvest`, `rehearse`, `rebuild`: from sites to the graph, and from what was kept to the graph."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import TYPE_CHECKING, Annotated

import orjson
import typer

from hub.cli.progress import bars, console, follow, print_table
from hub.domain.source import RunOutcome
from hub.errors import ConfigError
from hub.harvest.fetch import Fetcher, FetchLimits
from hub.harvest.pace import Pace
from hub.harvest.pipeline import RunReport, harvest
from hub.harvest.proposals import refresh
from hub.harvest.rebuild import rebuild as rebuild_all
from hub.harvest.rehearse import rehearse as rehearse_one
from hub.harvest.schedule import due, sole_harvester
from hub.harvest.sources import Configured, load_each, load_sources
from hub.settings import load
from hub.store.archive import Remembered
from hub.store.publication import publish_released
from hub.store.recognition import last_change
from hub.store.release import released
from hub.store.store import open_store
from hub.telemetry import configure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hub.settings import Settings
    from hub.store.store import Store


def register(app: typer.Typer) -> None:
    app.command(name="harvest")(harvest_command)
    app.command()(rehearse)
    app.command()(rebuild)


def harvest_command(
    sources: Annotated[list[str] | None, typer.Argument(help="Keys of sources; all when none is named.")] = None,
    due_only: Annotated[bool, typer.Option("--due", help="Only those whose time has come.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No bars and no table, only the log.")] = False,
) -> None:
    """Fetch sources and publish what they say.

    One source that fails stops no other; a run that was killed goes on where it was. Exit code 0 when every source was published
    or nothing was due, else 2, with a line for each source that was not.
    """
    settings = load()
    if quiet:
        configure(settings.log_level)
    configured, faults = load_each(settings.sources)
    for key in sources or ():
        named(configured, faults, key, settings)
    reports = asyncio.run(harvest_named(settings, configured, sources or list(configured), due_only=due_only, quiet=quiet))
    if not quiet:
        print_reports(reports)
    told = [] if sources else [str(fault) for fault in faults.values()]
    told += [
        f"{report.source}: run {report.run} is {report.outcome.value.lower()}: {report.reason}"
        for report in reports
        if report.outcome is not RunOutcome.PUBLISHED
    ]
    for line in told:
        print(f"samgraf: {line}", file=sys.stderr)
    if told:
        raise typer.Exit(2)


async def harvest_named(
    settings: Settings, configured: Mapping[str, Configured], keys: Sequence[str], *, due_only: bool, quiet: bool
) -> list[RunReport]:
    """Harvests the sources with these keys, or of these what is due."""
    chosen = [configured[key] for key in keys]
    async with await open_store(settings.database_url) as store:
        if due_only:
            waiting = await due(store, [one.source for one in chosen])
            chosen = [one for one in chosen if one.source.key in waiting]
        waits = bool(chosen) or bool(await store.write(released))
        return await harvest_sources(store, settings, chosen, quiet=quiet) if waits else []


def named(configured: Mapping[str, Configured], faults: Mapping[str, ConfigError], key: str, settings: Settings) -> Configured:
    """The source of that key. Raises ConfigError when there is none, or its file is wrong."""
    if key in faults:
        raise faults[key]
    if key not in configured:
        raise ConfigError(f"there is no source {key!r} in {settings.sources}; there are: {', '.join(configured) or 'none'}.")
    return configured[key]


async def harvest_sources(store: Store, settings: Settings, chosen: Sequence[Configured], *, quiet: bool = False) -> list[RunReport]:
    """Publishes what people released, harvests one source after the other, each with a bar, then looks for pairs among what changed.

    Raises: StoreError when another process harvests already.
    """
    pace = Pace(settings.pace_seconds)
    limits = FetchLimits(seconds=settings.fetch_seconds, bytes=settings.fetch_bytes)
    reports = []
    began, since = time.monotonic(), await store.read(last_change())
    async with sole_harvester(store):
        with bars(quiet=quiet) as progress:
            await publish_released(store, follow(progress, "released"))
            for one in chosen:
                fetcher = Fetcher(
                    one.source,
                    user_agent=settings.user_agent,
                    limits=limits,
                    pace=pace,
                    validators=Remembered(store, one.source.key),
                    mirror=one.mirror,
                )
                async with fetcher:
                    told = follow(progress, one.source.key)
                    reports.append(await harvest(store, one.source, one.connector, fetcher, told, document_days=settings.document_days))
        await refresh(store, since, time.monotonic() - began)
    return reports


def print_reports(reports: Sequence[RunReport]) -> None:
    """One line a run: what it did."""
    if not reports:
        console.print("Nothing to harvest: no source is due.")
        return
    rows = [
        (r.source, r.run, r.outcome.value, r.counts.fetched, r.counts.created, r.counts.updated, r.counts.unchanged, r.counts.retired,
         r.counts.quarantined, r.counts.problems)
        for r in reports
    ]  # fmt: skip
    columns = ("source", "run", "outcome", "items", "new", "changed", "same", "retired", "quarantined", "problems")
    print_table("Harvest", columns, rows)


def rehearse(
    source: Annotated[str, typer.Argument(help="The key of a source.")],
    document: Annotated[
        str | None, typer.Argument(help="The first characters of a kept document's hash; the newest ones without it.")
    ] = None,
    limit: Annotated[int, typer.Option(help="Most items to show.", min=1, max=100_000)] = 20,
) -> None:
    """Parse and map kept documents again and show the claims as JSON lines; nothing is written.

    For trying a new mapping: change the source file, rehearse, harvest.
    """
    settings = load()
    asyncio.run(print_rehearsal(settings, source, document, limit))


async def print_rehearsal(settings: Settings, key: str, document: str | None, limit: int) -> None:
    one = named(*load_each(settings.sources), key, settings)
    async with await open_store(settings.database_url) as store:
        shown = 0
        async for item in rehearse_one(store, one.source, one.connector, document):
            print(orjson.dumps(item, option=orjson.OPT_NON_STR_KEYS).decode())
            shown += 1
            if shown >= limit:
                break
    if not shown:
        console.print(f"Nothing of {key} is kept that could be read again; harvest it first.")


def rebuild() -> None:
    """Derive all entities again from the kept records, with the present mappings.

    Gives the same entities, links and ids as the harvests did, unless a mapping has changed. Readers see the old ones until then.
    """
    settings = load()
    asyncio.run(run_rebuild(settings))


async def run_rebuild(settings: Settings) -> None:
    configured = load_sources(settings.sources)
    async with await open_store(settings.database_url) as store, sole_harvester(store):
        with bars() as progress:
            reports = [await rebuild_all(store, one.source, one.connector, follow(progress, one.source.key)) for one in configured.values()]
    console.print(f"{len(reports)} sources read again from their records.")
