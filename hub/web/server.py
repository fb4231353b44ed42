"""The HTTP server: uvicorn, which waits for nobody for ever and leaves within seconds when it is told to.

A connection that sends no whole head, or no whole body, in time is told 408 and closed; one too many is told 503. When a signal says stop,
every open stream is told first (`OpenStreams.closing` of hub/web/door.py), so that sockets and event streams end by their own protocols
before connections are cut.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from hub.web.socket import LARGEST_MESSAGE

if TYPE_CHECKING:
    import socket

    from starlette.applications import Starlette

    from hub.settings import Settings

STOP_SECONDS = 8
BACKLOG = 1024
_TOO_SLOW = b"Your request took too long to arrive.\n"


class TimedProtocol(HttpToolsProtocol):
    """A connection with a deadline for each head, each body, and each pause in which its client reads nothing; `timed` sets them."""

    head_seconds = 10.0
    body_seconds = 30.0
    drain_seconds = 60.0
    _draining: asyncio.TimerHandle | None = None
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait(self.head_seconds)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._wait(self.head_seconds)

    def on_headers_complete(self) -> None:
        self._wait(self.body_seconds)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._wait(None)
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._wait(None)
        super().handle_websocket_upgrade()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._draining = self.loop.call_later(self.drain_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        self._drained()
        super().resume_writing()

    def _drained(self) -> None:
        if self._draining is not None:
            self._draining.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        self._drained()
        self._wait(None)
        super().connection_lost(exc)

    def _wait(self, seconds: float | None) -> None:
        """Waits so long from now on; None: for as long as it takes."""
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = None if seconds is None else self.loop.call_later(seconds, self._too_slow)

    def _too_slow(self) -> None:
        if self.transport.is_closing():
            return
        cycle: Any = self.cycle  # None before the first request
        if cycle is None or cycle.response_complete or not cycle.response_started:
            head = b"HTTP/1.1 408 Request Timeout\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
            self.transport.write(head + b"content-length: %d\r\n\r\n%b" % (len(_TOO_SLOW), _TOO_SLOW))
        self.transport.close()


def timed(settings: Settings) -> type[TimedProtocol]:
    """The protocol with the deadlines of these settings."""
    return type("Timed", (TimedProtocol,), {name: getattr(settings, name) for name in ("head_seconds", "body_seconds", "drain_seconds")})


class Server(uvicorn.Server):
    """A server that says first that it is about to close."""

    def __init__(self, config: uvicorn.Config, closing: asyncio.Event) -> None:
        super().__init__(config)
        self._closing = closing

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._closing.set()
        await super().shutdown(sockets)


def server(app: Starlette, settings: Settings) -> Server:
    """What serves an application, until a signal says stop; then at most STOP_SECONDS more."""
    options: dict[str, Any] = {
        "http": timed(settings), "ws": "websockets-sansio", "ws_max_size": LARGEST_MESSAGE, "ws_per_message_deflate": False,
        "limit_concurrency": settings.max_connections, "backlog": BACKLOG, "timeout_graceful_shutdown": STOP_SECONDS,
        "server_header": False, "proxy_headers": False, "lifespan": "off", "log_level": "warning",
    }  # fmt: skip
    return Server(uvicorn.Config(app, **options), app.state.door.open.closing)


async def answer_requests(app: Starlette, listener: socket.socket, settings: Settings) -> None:
    """Serves over a socket that is already bound."""
    await server(app, settings).serve(sockets=[listener])
