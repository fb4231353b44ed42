"""`samgraf serve`: answer questions, and start a harvest (always a process of its own) when a source is due."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.errands import run_errands
from hub.cli.workers import look_after_workers, run_loop
from hub.curation import withdraw as curation
from hub.errors import ConfigError
from hub.mail.server import sender
from hub.settings import Settings, load
from hub.store import confirmations, mentions
from hub.store.store import open_store
from hub.telemetry import configure, log, supervise

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping


def register(app: typer.Typer) -> None:
    app.command()(serve)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on (SAMGRAF_HOST).")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on (SAMGRAF_PORT).", min=1, max=65535)] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that answer, on one database (SAMGRAF_WORKERS).", min=1, max=64)] = None,
    harvest: Annotated[bool, typer.Option(help="Start a harvest process when a source is due.")] = True,
) -> None:
    """Answer questions at /graphql.

    The database must be migrated (`samgraf migrate`). Stop with Ctrl-C: running answers end first, within ten seconds.
    """
    settings = load(host=host, port=port, workers=workers)
    sender(settings)  # half a mail server refuses to start
    configure(settings.log_level)
    listener = listen(settings.host, settings.port)
    run_loop(run(settings, listener, harvest=harvest))


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, taken before anything else is opened. Raises ConfigError when it is not to be had."""
    listener = None
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        # Connections inherit it. Without it a small answer waits 40 ms, for its head and body are two writes.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind((host, port))
    except OSError as error:
        if listener is not None:
            listener.close()
        raise ConfigError(
            f"cannot listen on {host}:{port}: {error.strerror or error}; choose another port with --port or SAMGRAF_PORT."
        ) from None
    return listener


async def run(settings: Settings, listener: socket.socket, *, harvest: bool) -> None:
    """Serves until a signal says stop, in this process or in several; closes in reverse order.

    Whoever harvests: what is hidden is erased soon after, and websites and pages that wait are looked at.
    """
    chores = [name for name in CHORES if harvest or name != "harvest"]
    # Mail goes out from this process: to the one server that the operator named, or to this console.
    beside = {name: partial(do_when_due, settings, name) for name in chores} | {"mail": partial(run_errands, settings)}
    async with in_the_background(beside):
        if settings.workers > 1:
            await look_after_workers(answer, settings, listener)
        else:
            await answer(settings, listener)


async def answer(settings: Settings, listener: socket.socket) -> None:
    """Answers in this process."""
    from hub.main import open_hub  # noqa: PLC0415 - the other commands need not build a schema
    from hub.notify.teller import Teller  # noqa: PLC0415
    from hub.web.server import answer_requests  # noqa: PLC0415

    async with open_hub(settings) as hub, in_the_background({"watches": Teller(hub.store, hub.answers, settings).run}):
        await answer_requests(hub.application(), listener, settings)


@dataclass(frozen=True, slots=True)
class Chore:
    """What a process of its own does now and then: the command, how often it is looked whether there is something to do, and how."""

    command: tuple[str, ...]
    every_seconds: float
    due: Callable[[Settings], Awaitable[bool]]


async def _always(_: Settings) -> bool:
    return True  # the command looks itself


async def something_to_erase(settings: Settings) -> bool:
    """Whether something is hidden and has still to be erased, or words of old reports have to go."""
    async with await open_store(settings.database_url, readers=1) as store:
        return await curation.something_to_finish(store, settings.report_days)


async def a_website_to_look_at(settings: Settings) -> bool:
    """Whether somebody waits for a look at the website of an organization."""
    async with await open_store(settings.database_url, readers=1) as store:
        return bool(await store.read(confirmations.to_check()))


async def a_page_to_read(settings: Settings) -> bool:
    """Whether a page waits that was said to mention something here."""
    async with await open_store(settings.database_url, readers=1) as store:
        return await store.read(mentions.any_page())


CHORES = {
    "harvest": Chore(("harvest", "--due", "--quiet"), 60, _always),
    "withdrawals": Chore(("withdraw", "--finish"), 20, something_to_erase),
    "confirmations": Chore(("confirm", "--quiet"), 5, a_website_to_look_at),
    "mentions": Chore(("mentions", "--quiet"), 20, a_page_to_read),
}


@contextlib.asynccontextmanager
async def in_the_background(work: Mapping[str, Callable[[], Awaitable[None]]]) -> AsyncIterator[None]:
    """While open, these things are done beside, each by its name. One that breaks is logged and begins again."""
    tasks = [asyncio.create_task(supervise(name, does)) for name, does in work.items()]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def do_when_due(settings: Settings, name: str) -> None:
    """One chore, for ever, each time in a process of its own; what fails is logged and tried again the next time."""
    chore, nowhere = CHORES[name], asyncio.subprocess.DEVNULL
    environment = {**os.environ, "SAMGRAF_DATABASE_URL": settings.database_url, "SAMGRAF_SOURCES": str(settings.sources)}
    while True:
        if await chore.due(settings):
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "hub.cli", *chore.command, env=environment, stdin=nowhere, stdout=nowhere
            )
            try:
                code = await process.wait()
            except asyncio.CancelledError:
                process.terminate()
                await process.wait()
                raise
            if code:
                log("harvest").warning("ended early", chore=name, exit_code=code)
        await asyncio.sleep(chore.every_seconds)
