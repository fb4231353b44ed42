"""`samgraf watch`: who is told of changes by webhooks; for operators. People leave watches at `/watches` of a running hub."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.progress import console, print_table
from hub.domain.dates import now
from hub.errors import BadArgument
from hub.harvest.guard import shown
from hub.settings import load
from hub.store import watches as books
from hub.store.decisions import OPERATOR
from hub.store.store import open_store
from hub.store.watches import KeptWatch, WatchState

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hub.store.writer import Transaction

Which = Annotated[str, typer.Argument(metavar="WATCH", help="Its id, as `samgraf watch list` shows it.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="See, resume and remove watches, by which the hub tells others of changes.", no_args_is_help=True)
    group.command(name="list")(show)
    group.command(name="resume")(resume)
    group.command(name="remove")(remove)
    app.add_typer(group, name="watch")


def show() -> None:
    """Show all watches: whose they are, where they lead, how far they are told, and what stands in the way."""

    async def read() -> list[KeptWatch]:
        async with await open_store(load().database_url) as store:
            return await store.read(books.watches(now()))

    found = asyncio.run(read())
    if not found:
        console.print("No watches yet: whoever has a key leaves one with `POST /watches`.")
        return
    rows = [(one.id, one.key, shown(one.url), one.state.lower(), one.told_at or "never", str(one.failures), one.why or "") for one in found]
    print_table("Watches", ("watch", "key", "address", "state", "last told", "failures", "why"), rows)


def resume(watch: Which) -> None:
    """Let a paused watch go on where it stands."""

    async def job(tx: Transaction, one: KeptWatch) -> None:
        if one.state is not WatchState.PAUSED:
            raise BadArgument(f"{one.id} is {one.state.lower()}; only a paused watch is resumed.")
        await books.resume(tx, one, now())

    change(watch, job)
    console.print(f"{watch} goes on.")


def remove(watch: Which) -> None:
    """Take a watch out; its receiver is told nothing any more. It cannot be undone."""
    change(watch, lambda tx, one: books.remove(tx, one, by=OPERATOR, at=now()))
    console.print(f"{watch} is removed.")


def change(watch: str, what: Callable[[Transaction, KeptWatch], Awaitable[None]]) -> None:
    """Changes one watch. Raises BadArgument when there is none."""

    async def job(tx: Transaction) -> None:
        one = await books.by_id(tx, watch, now())
        if one is None:
            raise BadArgument(f"There is no watch {watch[:60]!r}. `samgraf watch list` shows all.")
        await what(tx, one)

    async def write() -> None:
        async with await open_store(load().database_url) as store:
            await store.write(job)

    asyncio.run(write())
