"""`samgraf confirm`, `samgraf mail`, and the mail that `serve` sends beside its answers.

A website is looked at by a process of its own, which `serve` starts when one waits: what answers never goes to other people's sites. Mail
is handed over by `serve` itself, for it goes to one server that the operator named, or to its console.
"""

from __future__ import annotations

import asyncio
from secrets import token_hex
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.progress import console
from hub.domain.dates import now
from hub.errors import BadArgument, StoreError
from hub.mail import letters
from hub.mail.post import Post, shown
from hub.mail.server import sender
from hub.settings import load
from hub.store import outbox
from hub.store.store import open_store
from hub.telemetry import configure, log

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from hub.settings import Settings

DELIVER_EVERY_SECONDS = 5.0
TROUBLE_EVERY_SECONDS = 3600.0
FIRST_SECONDS = 5.0


def register(app: typer.Typer) -> None:
    app.command()(confirm)
    app.command()(mail)


# --- Commands ----------------------------------------------------------------------------------------------------------------------


def confirm(quiet: Annotated[bool, typer.Option("--quiet", help="Only the log.")] = False) -> None:
    """Look at the websites on which somebody was to show that they may speak for an organization.

    `serve` starts this when one waits; by hand it does the same once.
    """
    settings = load()
    if quiet:
        configure(settings.log_level)
    looked, proven = asyncio.run(run_confirm(settings))
    if not quiet:
        console.print(f"{looked} websites looked at, {proven} of them showed the token.")


async def run_confirm(settings: Settings) -> tuple[int, int]:
    from hub.harvest.proof import fetcher_of, look_at_websites  # noqa: PLC0415 - `serve` reads this file and never fetches

    async with await open_store(settings.database_url, 1) as store:
        return await look_at_websites(store, fetcher_of(settings))


def mail(
    attempt: Annotated[bool, typer.Option("--try", help="Send a letter to SAMGRAF_OPERATOR_MAIL, and say what became of it.")] = False,
) -> None:
    """Send the mail that waits, as `serve` does all the time; without a mail server it is printed here."""
    settings = load()
    if attempt:
        asyncio.run(run_try(settings))
    else:
        gone, found = asyncio.run(run_mail(settings))
        told = ", ".join(f"{number} {state.lower().replace('_', ' ')}" for state, number in sorted(found.items()))
        console.print(f"{gone} letters went out. In the outbox: {told or 'nothing'}.")


async def run_try(settings: Settings) -> None:
    if not settings.operator_mail:
        raise BadArgument("Set SAMGRAF_OPERATOR_MAIL to the address that the letter should go to.")
    made = letters.letter(settings, letters.trial(settings), settings.operator_mail, message_id=token_hex(16), at=now())
    outcome = await (sender(settings) or shown)(made)
    if outcome.code is not None:
        raise BadArgument(
            f"The mail server {settings.mail_host}:{settings.mail_port} did not take it: {outcome.code}. Check SAMGRAF_MAIL_…."
        )
    console.print("It was taken." if settings.mail_host else "It was printed, for SAMGRAF_MAIL_HOST is not set.")


async def run_mail(settings: Settings) -> tuple[int, dict[str, int]]:
    async with await open_store(settings.database_url, 1) as store:
        gone = await Post(store, settings, sender(settings)).deliver()
        return gone, await store.read(outbox.counts())


# --- Beside the answers ------------------------------------------------------------------------------------------------------------


async def run_errands(settings: Settings) -> None:
    """Until cancelled: delivers, and looks for trouble. A store that does not answer is asked again."""
    async with await open_store(settings.database_url, 1) as store:
        post = Post(store, settings, sender(settings))
        async with asyncio.TaskGroup() as errands:
            errands.create_task(every(DELIVER_EVERY_SECONDS, post.deliver))
            errands.create_task(every(TROUBLE_EVERY_SECONDS, post.look_for_trouble))


async def every(seconds: float, errand: Callable[[], Awaitable[object]]) -> None:
    """Runs an errand again and again, with a pause after each time; the first one lets the hub begin to answer."""
    await asyncio.sleep(min(seconds, FIRST_SECONDS))
    while True:
        try:
            await errand()
        except StoreError as error:
            log("mail").warning("errand-put-off", why=str(error))
        await asyncio.sleep(seconds)
