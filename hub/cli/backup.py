"""`samgraf backup`, `restore`, `verify`: a copy that can be trusted, and how to come back to it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from hub.cli.progress import bars, console, follow
from hub.settings import load
from hub.store import backup as store_backup
from hub.store.engine import path_of
from hub.store.verify import verify as look
from hub.telemetry import configure


def register(app: typer.Typer) -> None:
    for command in (backup, restore, verify):
        app.command()(command)


def backup(file: Annotated[Path, typer.Argument(help="Where to; FILE.json, its manifest, is written beside it.")]) -> None:
    """Copy the whole database, consistent even while others write."""
    settings = load()
    configure("WARNING")
    with bars() as progress:
        manifest = store_backup.back_up(path_of(settings.database_url), file, follow(progress, "backup"))
    console.print(
        f"{file}: {manifest.bytes:,} bytes, up to change {manifest.change:,}. Keep {store_backup.manifest_of(file).name} with it."
    )


def restore(file: Annotated[Path, typer.Argument(help="A file that `samgraf backup` made.")]) -> None:
    """Let a back-up take the place of the database; the old one is put aside.

    A damaged or newer one is refused. What was withdrawn after it was made is taken out again first. Nobody may have the database open.
    """
    settings = load()
    configure("WARNING")
    secret = settings.withdrawal_key.get_secret_value()
    with bars() as progress:
        done = asyncio.run(store_backup.restore(file, settings.database_url, secret, follow(progress, "restore")))
    console.print(f"{path_of(settings.database_url)} is the one of {done.manifest.made_at}, up to change {done.manifest.change:,}.")
    if done.withdrawn:
        console.print(f"{done.withdrawn} things that were withdrawn since then were taken out again.")
    console.print("API keys that were revoked since then stand again: look at `samgraf key list`.")
    if done.aside:
        console.print(f"The one of before is {done.aside}.")


def verify() -> None:
    """Look at the database from its pages to what it means, and tell the first thing that is broken.

    Exit code 0 when all is sound, else 2.
    """
    settings = load()
    configure("WARNING")
    for check in look(path_of(settings.database_url)):
        console.print(f"{check.name}: {check.broken or 'sound'}")
        if check.broken:
            raise typer.Exit(2)
