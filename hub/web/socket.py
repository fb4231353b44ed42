"""`/graphql` as a WebSocket that speaks graphql-transport-ws (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md).

    connection_init → connection_ack, then for each operation: subscribe → next … → complete, or error
    closed by us: 1009 too long · 1012 the hub stops · 4400 malformed · 4401 not begun · 4403 key refused or revoked
                  4406 another protocol · 4408 no connection_init in time · 4409 an id twice · 4429 begun twice, or too many sockets

What is wrong with one operation is an `error` for its id, and the others live on; what is wrong with a message closes the socket.
Queries are answered here as well, within the same limits as elsewhere.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import orjson
from starlette.websockets import WebSocketDisconnect

from hub.errors import AccessError, BadRequest, SamgrafError, StoreError, TooManyStreams
from hub.query.answer import error_of
from hub.telemetry import log
from hub.web.client import client_of
from hub.web.request import as_asked

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from hub.context import Context
    from hub.query.answer import Answer
    from hub.web.door import Door
    from hub.web.request import Asked

PROTOCOL = "graphql-transport-ws"
LARGEST_MESSAGE = 64_000
LONGEST_ID = 128
LONGEST_REASON = 123
"""Bytes that a close frame has room for (RFC 6455, 5.5)."""
MOST_WAITING = 20
"""Sockets of one address that have not begun yet."""
CLOSE_SECONDS = 5.0


class Close(Exception):
    """Ends a socket with a code of the protocol."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


class Left(Exception):
    """The client has gone."""


async def socket(websocket: WebSocket) -> None:
    """One socket, from its handshake to its end."""
    if PROTOCOL not in websocket.scope["subprotocols"]:
        await websocket.accept()
        await websocket.close(4406, f"Subprotocol not acceptable: speak {PROTOCOL}")
        return
    await websocket.accept(PROTOCOL)
    await Conversation(websocket, websocket.app.state.door).run()


class Conversation:
    """What is said over one socket."""

    def __init__(self, websocket: WebSocket, door: Door) -> None:
        self._websocket, self._door = websocket, door
        self._context: Context | None = None
        self._shown: str | None = None
        self._begun = asyncio.Event()
        self._counted = contextlib.ExitStack()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._group = asyncio.TaskGroup()

    async def run(self) -> None:
        """Talks until one side ends it; afterwards nothing of it runs any more."""
        ends: list[BaseException] = []
        try:
            with self._counted:
                async with self._group:
                    for part in (self._listen(), self._begin_in_time(), self._check(), self._stop()):
                        self._group.create_task(part)
        except* (Close, Left) as found:
            ends = list(found.exceptions)
        except* TimeoutError:
            ends = [Left()]  # it has taken nothing for a while
        except* Exception as found:  # noqa: BLE001 - whatever happens, the client is told
            log("web").exception("socket-failed", error=found.exceptions[0])
            ends = [Close(1011, "The hub stumbled; connect again.")]
        close = next((end for end in ends if isinstance(end, Close)), None)
        if close is not None:
            with contextlib.suppress(OSError, RuntimeError, WebSocketDisconnect):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self._websocket.close(close.code, close.reason.encode()[:LONGEST_REASON].decode(errors="ignore"))

    # --- What goes on beside the messages ---

    async def _begin_in_time(self) -> None:
        """Waits for the client to begin, then gives a sign of life every so often."""
        settings = self._door.settings
        with self._room("new sockets", client_of(self._websocket, self._door.settings.trusted_proxies), MOST_WAITING):
            try:
                async with asyncio.timeout(settings.socket_init_seconds):  # wait_for of Python 3.11 may swallow a cancellation
                    await self._begun.wait()
            except TimeoutError:
                raise Close(4408, "Connection initialisation timeout") from None
        while True:
            await asyncio.sleep(settings.heartbeat_seconds)
            await self._send(b'{"type":"ping"}')

    async def _check(self) -> None:
        await self._begun.wait()
        assert self._context is not None
        await self._door.until_unwelcome(self._context, self._shown)
        raise Close(4403, "Forbidden: the key of this socket opens nothing any more")

    async def _stop(self) -> None:
        await self._door.open.closing.wait()
        raise Close(1012, "The hub stops; connect again")

    def _room(self, what: str, client: str, most: int) -> contextlib.ExitStack:
        """Room for one more of a client's sockets. Raises Close."""
        room = contextlib.ExitStack()
        try:
            room.enter_context(self._door.open.one(what, client, most))
        except TooManyStreams as error:
            raise Close(4429, str(error)) from None
        return room

    # --- What comes in ---

    async def _listen(self) -> None:
        while True:
            message = await self._websocket.receive()
            if message["type"] == "websocket.disconnect":
                raise Left
            await self._take(read(message.get("text")))

    async def _take(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "connection_init":
                await self._begin(message.get("payload"))
            case "ping":
                await self._send(orjson.dumps({"type": "pong", **({"payload": message["payload"]} if "payload" in message else {})}))
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(id_of(message), message.get("payload"))
            case "complete":
                task = self._running.pop(id_of(message), None)
                if task is not None:
                    task.cancel()
            case other:
                raise Close(4400, f"Unexpected type of message: {str(other)[:40]!r}")

    async def _begin(self, payload: Any) -> None:
        if self._context is not None:
            raise Close(4429, "Too many initialisation requests")
        if payload is not None and not isinstance(payload, dict):
            raise Close(4400, "The payload of connection_init must be an object")
        shown = {name.lower(): value for name, value in (payload or {}).items()}.get("authorization")
        if shown is not None and not isinstance(shown, str):
            raise Close(4400, "`authorization` must be a string")
        try:
            context = await self._door.admit(self._websocket, shown)
        except AccessError as error:
            raise Close(4403, f"Forbidden: {error}") from None
        except SamgrafError as error:
            raise Close(1013 if isinstance(error, StoreError) else 4400, str(error)) from None
        self._context, self._shown = context, self._websocket.headers.get("authorization") if shown is None else shown
        self._counted.enter_context(self._room("sockets", context.client, self._door.limits(context).sockets))
        self._begun.set()
        await self._send(b'{"type":"connection_ack"}')

    async def _subscribe(self, id_: str, payload: Any) -> None:
        try:
            asked = as_asked(payload)
        except BadRequest as error:
            raise Close(4400, str(error)) from None
        if self._context is None:
            raise Close(4401, "Unauthorized: begin with connection_init")
        if id_ in self._running:
            raise Close(4409, f"Subscriber for {id_[:60]} already exists")
        most = self._door.limits(self._context).subscriptions
        if len(self._running) >= most:
            told = f"This socket carries {most} operations already, the most for you. Complete one first."
            await self._refuse(id_, TooManyStreams(told))
            return
        self._running[id_] = self._group.create_task(self._answer(id_, asked, self._context))

    # --- What goes out ---

    async def _answer(self, id_: str, asked: Asked, context: Context) -> None:
        try:
            if not await self._door.subscribes(asked, context):
                answer = await self._door.answer(asked, context, "socket")
                await self._tell(id_, answer, last=True, refused=not answer.ok)
                return
            async with contextlib.aclosing(self._door.follow(asked, context, "socket")) as events:
                async for answer in events:
                    await self._tell(id_, answer, last=answer.code is not None, refused=answer.code is not None)
        except SamgrafError as error:
            self._over(id_)
            await self._refuse(id_, error)
        finally:
            self._over(id_)

    def _over(self, id_: str) -> None:
        """Frees the id of the operation that runs now; another one may have it already."""
        if self._running.get(id_) is asyncio.current_task():
            del self._running[id_]

    async def _tell(self, id_: str, answer: Answer, *, last: bool, refused: bool) -> None:
        """An answer; the `last` one ends its operation, as errors when the operation was `refused`."""
        name = orjson.dumps(id_)
        if last:
            self._over(id_)
        if refused:
            errors = orjson.dumps(orjson.loads(answer.body)["errors"])
            await self._send(b'{"id":%b,"type":"error","payload":%b}' % (name, errors))
            return
        await self._send(b'{"id":%b,"type":"next","payload":%b}' % (name, answer.body))
        if last:
            await self._send(b'{"id":%b,"type":"complete"}' % name)

    async def _refuse(self, id_: str, error: SamgrafError) -> None:
        await self._send(orjson.dumps({"id": id_, "type": "error", "payload": [error_of(str(error), error.code)]}))

    async def _send(self, message: bytes) -> None:
        """Raises TimeoutError when the client takes nothing, Left when it has gone."""
        try:
            async with asyncio.timeout(self._door.settings.drain_seconds):
                await self._websocket.send_text(message.decode())
        except TimeoutError:
            raise
        except (OSError, RuntimeError, WebSocketDisconnect):
            raise Left from None


def read(text: str | None) -> dict[str, Any]:
    """A message. Raises Close."""
    if text is None:
        raise Close(4400, "Send text, not bytes")
    if len(text) > LARGEST_MESSAGE:
        raise Close(1009, f"A message may have {LARGEST_MESSAGE} bytes")
    try:
        found = orjson.loads(text)
    except (ValueError, RecursionError):
        raise Close(4400, "The message is not JSON") from None
    if not isinstance(found, dict):
        raise Close(4400, "The message must be an object")
    return found


def id_of(message: dict[str, Any]) -> str:
    """The id of an operation. Raises Close."""
    found = message.get("id")
    if not isinstance(found, str) or not 0 < len(found) <= LONGEST_ID:
        raise Close(4400, f"`id` must be a string of 1 to {LONGEST_ID} characters")
    return found
