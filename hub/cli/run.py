"""`samgraf run list`, `show`, `release`, `discard`: runs, and those that wait until a person has looked."""

from __future__ import annotations

import asyncio
import getpass
import re
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.progress import bars, console, follow, print_table
from hub.domain.source import RunOutcome
from hub.errors import ConfigError
from hub.harvest.schedule import sole_harvester
from hub.settings import load
from hub.store import held as looking
from hub.store import publication
from hub.store.store import open_store
from hub.telemetry import configure

if TYPE_CHECKING:
    from typing import Any

    from hub.settings import Settings
    from hub.store.held import Outlook
    from hub.store.runs import Run

RUN = Annotated[str, typer.Argument(metavar="RUN", help="The number of a run, such as 17 or run_17.")]


def register(app: typer.Typer) -> None:
    runs = typer.Typer(name="run", help="Runs, and those that are held until a person has looked.", no_args_is_help=True)
    for command in (show, release, discard):
        runs.command()(command)
    runs.command(name="list")(list_runs)
    app.add_typer(runs)


def number_of(run: str) -> int:
    """The number that was meant. Raises ConfigError."""
    found = re.fullmatch(r"(?:run_)?([0-9]{1,12})", run)
    if found is None:
        raise ConfigError(f"{run[:40]!r} is no run; write its number, such as 17. `samgraf run list` shows them.")
    return int(found[1])


def list_runs(
    held: Annotated[bool, typer.Option("--held", help="Only those that wait for a person.")] = False,
    limit: Annotated[int, typer.Option(help="Most runs to show.", min=1, max=10_000)] = 20,
) -> None:
    """Show the newest runs."""
    rows = asyncio.run(find_runs(load(), held=held, limit=limit))
    if not rows:
        console.print("No run is held." if held else "Nothing was ever harvested.")
        return
    print_table("Runs", ("run", "source", "outcome", "began", "items", ""), rows)


async def find_runs(settings: Settings, *, held: bool, limit: int) -> list[tuple[Any, ...]]:
    async with await open_store(settings.database_url) as store:
        return await store.write(lambda tx: looking.newest_runs(tx, held=held, limit=limit))


def show(run: RUN) -> None:
    """Show why a run is held, how its source differs from before, what it would create, change, hide and retire, and its problems."""
    number = number_of(run)
    print_outlook(asyncio.run(look_at(load(), number)))


async def look_at(settings: Settings, number: int) -> Outlook:
    async with await open_store(settings.database_url) as store:
        return await store.write(lambda tx: looking.outlook(tx, number))


def print_outlook(seen: Outlook) -> None:
    run = seen.run
    why = f": {seen.reason}" if seen.reason else ""
    console.print(f"Run {run.no} of {run.source} is {run.outcome.value.lower()}{why}", soft_wrap=True)
    if seen.differences:
        lines = [(one.kind, one.field, one.before, one.after, "holds the run" if one.holds else "") for one in seen.differences]
        print_table("Differs from the last complete run", ("kind", "field", "before", "now", ""), lines)
    if run.outcome is RunOutcome.HELD:
        counts = {"create": seen.create, "change": seen.change, "hide": seen.hide, "retire": seen.retire}
        print_table("Released, it would", ("", "items"), list(counts.items()))
        for way, steps in seen.shown.items():
            if steps:
                more = counts[way] - len(steps)
                title = f"Would {way}" + (f" (and {more:,} more)" if more else "")
                print_table(title, ("item", "name", "changed fields"), [(one.key, one.name, ", ".join(one.fields)) for one in steps])
        console.print(f"Publish it with `samgraf run release {run.no}`, or throw it away with `samgraf run discard {run.no}`.")
    if seen.problems:
        shown = f"Problems ({run.counts.problems:,} in all)"
        print_table(shown, ("code", "what", "item", "field"), seen.problems)


def release(run: RUN) -> None:
    """Publish a held run: a person has looked."""
    number = number_of(run)
    configure("WARNING")
    done = asyncio.run(run_release(load(), number))
    counts = done.counts
    told = f"{counts.created:,} new, {counts.updated:,} changed, {counts.retired:,} retired"
    console.print(f"Run {done.no} of {done.source} is public: {told}.")


async def run_release(settings: Settings, number: int) -> Run:
    async with await open_store(settings.database_url) as store, sole_harvester(store):
        with bars() as progress:
            return await publication.release(store, number, getpass.getuser(), follow(progress, f"run {number}"))


def discard(run: RUN) -> None:
    """Throw away what a held run brought; what is public stays as it is."""
    number = number_of(run)
    configure("WARNING")
    done = asyncio.run(run_discard(load(), number))
    console.print(f"Run {done.no} of {done.source} is discarded; what was public stays as it is.")


async def run_discard(settings: Settings, number: int) -> Run:
    async with await open_store(settings.database_url) as store, sole_harvester(store):
        return await publication.discard(store, number, getpass.getuser())
