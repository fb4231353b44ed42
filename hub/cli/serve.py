"""`samgraf serve`: answer questions, and start a harvest (always a process of its own) when a source is due."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from hub.cli.workers import look_after_workers, run_loop
from hub.errors import ConfigError
from hub.settings import load
from hub.telemetry import configure, log, supervise

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from hub.settings import Settings

DUE_EVERY_SECONDS = 60


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
    given = {"host": host, "port": port, "workers": workers}
    settings = load().model_copy(update={key: value for key, value in given.items() if value is not None})
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
    """Serves until a signal says stop, in this process or in several; closes in reverse order."""
    async with background_harvest(settings) if harvest else contextlib.nullcontext():
        if settings.workers > 1:
            await look_after_workers(answer, settings, listener)
        else:
            await answer(settings, listener)


async def answer(settings: Settings, listener: socket.socket) -> None:
    """Answers in this process."""
    from hub.main import open_hub  # noqa: PLC0415 - the other commands need not build a schema
    from hub.web.server import answer_requests  # noqa: PLC0415

    async with open_hub(settings) as hub:
        await answer_requests(hub.application(), listener, settings)


@contextlib.asynccontextmanager
async def background_harvest(settings: Settings) -> AsyncIterator[None]:
    """While open: every minute a process harvests what is due. A harvest that fails is logged and tried again the next time."""
    task = asyncio.create_task(supervise("harvest", lambda: harvest_when_due(settings)))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def harvest_when_due(settings: Settings) -> None:
    environment = {**os.environ, "SAMGRAF_DATABASE_URL": settings.database_url, "SAMGRAF_SOURCES": str(settings.sources)}
    while True:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "hub.cli", "harvest", "--due", "--quiet", env=environment, stdin=asyncio.subprocess.DEVNULL
        )
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            process.terminate()
            await process.wait()
            raise
        if code:
            log("harvest").warning("harvest ended early", exit_code=code)
        await asyncio.sleep(DUE_EVERY_SECONDS)
