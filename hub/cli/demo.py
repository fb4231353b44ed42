"""`samgraf demo`: real data in, one graph out, one command, no network."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from sqlalchemy import func, select

import hub
from hub.cli.harvest import harvest_sources
from hub.cli.progress import console, print_table
from hub.cli.serve import listen
from hub.cli.workers import run_loop
from hub.domain.ids import EntityKind
from hub.domain.nouns import plural
from hub.harvest.sources import Configured, load_sources
from hub.sdk.discover import connector_for
from hub.settings import load
from hub.store import sources as books
from hub.store import tables as t
from hub.store.engine import prepared
from hub.store.migrations import migrate

if TYPE_CHECKING:
    import socket

    from hub.harvest.pipeline import RunReport
    from hub.main import Hub
    from hub.settings import Settings
    from hub.store.engine import Plan

PACKAGED = Path(hub.__file__).parent / "data" / "demo"
LARGE, FIRST_ROWS = "berlin-grants", 12_000
QUESTIONS = PACKAGED / "questions"


def register(app: typer.Typer) -> None:
    app.command()(demo)


def demo(
    data: Annotated[Path, typer.Option(help="The SQLite file; made when it is not there.")] = Path("samgraf-demo.db"),
    port: Annotated[int | None, typer.Option(help="Port to listen on.", min=1, max=65535)] = None,
    full: Annotated[bool, typer.Option("--full", help=f"All 73,436 grants of Berlin instead of the first {FIRST_ROWS:,}.")] = False,
    once: Annotated[bool, typer.Option("--once", help="Stop after the summary.")] = False,
) -> None:
    """Harvest the packaged sources, show what is known, and answer questions about it.

    Real grants of Berlin and Flensburg, a culture night, an invented Danish collection, and a small association with its website, news,
    calendar and blog; no network. The second time only what changed is harvested.
    """
    settings = load(database_url=f"sqlite:///{data}", sources=PACKAGED, port=port)
    listener = None if once else listen(settings.host, settings.port)
    began = time.monotonic()
    migrate(settings.database_url)
    run_loop(run(settings, full=full, began=began, listener=listener))


async def run(settings: Settings, *, full: bool, began: float, listener: socket.socket | None) -> None:
    """Harvests, sums up, and serves unless there is nothing to listen on."""
    from hub.main import open_hub  # noqa: PLC0415 - the other commands need not build a schema
    from hub.web.server import answer_requests  # noqa: PLC0415

    async with open_hub(settings) as hub:
        known = await hub.store.read(books.known_sources())
        chosen = [limited(one, full=full, known=known) for one in load_sources(PACKAGED).values()]
        reports = await harvest_sources(hub.store, settings, chosen)
        await summarize(hub, reports, time.monotonic() - began)
        if listener is not None:
            show_questions(f"http://{settings.host}:{settings.port}/graphql")
            await answer_requests(hub.application(), listener, settings)


def limited(one: Configured, *, full: bool, known: dict[str, books.KnownSource]) -> Configured:
    """The large source cut to its first rows, unless all of it is wanted or there already."""
    source = one.source
    whole = one.connector.digest
    if source.key != LARGE or full or (source.key in known and known[source.key].digest == whole):
        return one
    cut = dataclasses.replace(source, settings={**source.settings, "limit": FIRST_ROWS}, digest=f"{source.digest}-first-{FIRST_ROWS}")
    return dataclasses.replace(one, source=cut, connector=connector_for(cut))


async def summarize(hub: Hub, reports: list[RunReport], seconds: float) -> None:
    """What is known now, and what was done for it."""
    counted = await hub.store.read(counts())
    print_table("What the graph knows", ("", "number"), counted)
    rows = [
        (
            r.source,
            "unchanged" if r.skipped else r.outcome.value.lower(),
            None if r.skipped else r.counts.fetched,
            r.counts.problems,
            r.counts.quarantined,
            r.reason,
        )
        for r in reports
    ]
    print_table("Sources", ("source", "run", "items", "problems", "quarantined", ""), rows)
    console.print(f"Done in {seconds:.1f} seconds. Everything is in {hub.store.path}.")


def counts() -> Plan[list[tuple[str, int]]]:
    """Entities by kind, links, claims and problems."""
    by_kind = prepared(select(t.entity.c.kind, func.count()).group_by(t.entity.c.kind).order_by(t.entity.c.kind))
    rows = yield by_kind.sql, by_kind.bind({})
    told = [(plural(EntityKind(kind)), int(number)) for kind, number in rows]
    for name, table in (
        ("links", t.link),
        ("claims", t.claim),
        ("records", t.record),
        ("problems", t.problem),
        ("quarantined", t.quarantine),
        ("areas", t.area),
    ):
        statement = prepared(select(func.count()).select_from(table))
        rows = yield statement.sql, statement.bind({})
        told.append((name, int(rows[0][0])))
    return told


def show_questions(address: str) -> None:
    """Where to ask, and three questions to paste."""
    console.print(f"\nAsk at [bold]{address}[/bold] (GraphiQL in a browser). Three questions to paste:\n")
    for file in sorted(QUESTIONS.glob("*.graphql")):
        console.print(file.read_text("utf-8"), soft_wrap=True, markup=False)
    console.print("Ctrl-C stops. `samgraf --help` shows the other commands.")
