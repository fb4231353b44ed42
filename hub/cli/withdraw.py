"""`samgraf withdraw`: takes a thing, an item of a source or one field out, for good, and reports what was erased."""

from __future__ import annotations

import asyncio
import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.progress import console, print_table
from hub.curation import withdraw as curation
from hub.domain.withdrawal import WithdrawalReason
from hub.errors import ConfigError
from hub.settings import load
from hub.store.engine import path_of
from hub.store.store import open_store
from hub.store.tombstones import file_of, key_of
from hub.telemetry import configure

if TYPE_CHECKING:
    from hub.curation.withdraw import Preview, What
    from hub.settings import Settings
    from hub.store.erasure import Report


def register(app: typer.Typer) -> None:
    app.command()(withdraw)


def withdraw(
    entity: Annotated[str | None, typer.Argument(help="Any id of the thing, such as org_…")] = None,
    *,
    record: Annotated[tuple[str, str] | None, typer.Option(help="Instead: one item, by source and its key there.")] = None,
    field: Annotated[str | None, typer.Option(help="Only this field of the thing, by its name in the graph.")] = None,
    reason: Annotated[WithdrawalReason | None, typer.Option(help="Why.", case_sensitive=False)] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    finish: Annotated[bool, typer.Option("--finish", help="Only erase what is hidden, and words of old reports; `serve` does.")] = False,
) -> None:
    """Take something out for good: hidden at once, erased everywhere, left out of every later harvest.

    Cannot be undone. Needs SAMGRAF_WITHDRAWAL_KEY. Shows first what will be erased, and asks.
    """
    settings = load()
    configure("WARNING")
    secret = settings.withdrawal_key.get_secret_value()
    if finish:
        print_reports(asyncio.run(run_finish(settings, secret)))
        return
    key_of(secret)
    what = chosen(entity, record, field)
    if reason is None:
        raise ConfigError(f"say why with --reason: {', '.join(WithdrawalReason)}.")
    show(asyncio.run(run_preview(settings, what)))
    if not yes and not typer.confirm("Erase all of this? It cannot be undone"):
        console.print("Nothing was changed.")
        raise typer.Exit(1)
    print_reports(asyncio.run(run_withdraw(settings, what, reason, secret)))
    console.print(f"It is remembered in the database and in {file_of(path_of(settings.database_url))}; keep a copy of that file elsewhere.")


def chosen(entity: str | None, record: tuple[str, str] | None, field: str | None) -> What:
    """What the arguments name. Raises ConfigError when they name nothing, or two things."""
    if record is not None and entity is None and field is None:
        return curation.item(*record)
    if entity is None or record is not None:
        raise ConfigError("name one thing: `samgraf withdraw ENTITY`, `… ENTITY --field NAME` or `… --record SOURCE KEY`.")
    return curation.thing(entity) if field is None else curation.field_of(entity, field)


async def run_preview(settings: Settings, what: What) -> Preview:
    async with await open_store(settings.database_url) as store:
        return await curation.preview(store, what)


async def run_withdraw(settings: Settings, what: What, reason: WithdrawalReason, secret: str) -> list[Report]:
    async with await open_store(settings.database_url) as store:
        return await curation.withdraw(store, what, reason=reason, by=getpass.getuser(), secret=secret)


async def run_finish(settings: Settings, secret: str) -> list[Report]:
    async with await open_store(settings.database_url) as store:
        await curation.forget_words(store, settings.report_days)
        return await curation.finish(store, secret)


def show(what: Preview) -> None:
    """What would go."""
    console.print(f"{what.scope.value.title()}: {', '.join(what.names[:5]) or 'nothing that is public'}")
    rows = [("claims", what.claims), ("rows of items", what.rows), ("items of which nothing stays", what.items)]
    print_table("Will be erased", ("what", "number"), [*rows, ("claims about others that lose a reference", what.mentioned_by)])
    if what.alike:
        console.print(f"Alike, and left alone: {', '.join(what.alike[:10])}. Withdraw them as well if they are meant.")


def print_reports(reports: list[Report]) -> None:
    """What was erased where, in numbers only."""
    if not reports:
        console.print("Nothing was waiting to be erased.")
    for one in reports:
        console.print(f"Withdrawal {one.job}: {one.scope}, {one.reason}")
        print_table("Erased", ("what", "number"), list(one.erased.items()))
        if one.shared:
            console.print(
                f"{one.shared} of the documents held other items too; those stay, but are not read again before the next harvest."
            )
        if one.elsewhere:
            console.print(
                f"Up to {one.elsewhere} claims about other things hold its words; look at them with a search and withdraw fields."
            )
        if one.left:
            console.print(f"{one.left} of its words still stand in the file, in what is said of other things.")
        if one.copies:
            console.print(f"Older copies beside the database still hold it: {', '.join(one.copies)}. Delete them.")
        console.print("Back-ups of before today hold it until they are deleted; `samgraf restore` takes it out of them again.")
