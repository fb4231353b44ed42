"""Server-sent events: "distinct connections mode" of graphql-sse (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md).

A request that accepts `text/event-stream` is answered by an event `next` for each answer, then `complete`; queries are answered so as well.
What is wrong with the HTTP request is told by its status, what is wrong with the operation by a `next` with errors. A comment every
15 seconds keeps proxies from cutting a silent stream.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import orjson
from starlette.responses import Response

from hub.errors import Unauthenticated
from hub.query.answer import Answer, error_of
from hub.web.request import VARIES, left

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from hub.context import Context
    from hub.web.door import Door
    from hub.web.request import Asked

HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no", "Vary": VARIES}
HEARTBEAT, COMPLETE = b":\n\n", b"event: complete\ndata:\n\n"


async def event_stream(request: Request, asked: Asked, door: Door, context: Context) -> EventStream:
    """The answer to a request that accepts an event stream. Raises SamgrafError."""
    counted, shown = contextlib.ExitStack(), request.headers.get("authorization")
    if not await door.subscribes(asked, context):
        return EventStream(once(door, asked, context, "sse" if request.method == "POST" else "get"), door, context, shown, counted)
    counted.enter_context(door.open.one("event streams", context.client, door.limits(context).subscriptions))
    return EventStream(door.follow(asked, context, "sse"), door, context, shown, counted)


async def once(door: Door, asked: Asked, context: Context, via: str) -> AsyncGenerator[Answer, None]:
    """The one answer of a query."""
    yield await door.answer(asked, context, via)


class EventStream(Response):
    """A response that lasts until its answers, its client, the welcome of its client or the hub come to an end."""

    def __init__(
        self, answers: AsyncGenerator[Answer, None], door: Door, context: Context, shown: str | None, counted: contextlib.ExitStack
    ) -> None:
        super().__init__(headers=HEADERS, media_type="text/event-stream")
        del self.headers["content-length"]
        self._answers, self._door, self._context, self._shown, self._counted = answers, door, context, shown, counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        with self._counted:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            tasks = [asyncio.create_task(self._tell(send)), asyncio.create_task(left(receive))]
            try:
                await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    async def _tell(self, send: Send) -> None:
        ending = asyncio.create_task(self._ended())
        waiting: asyncio.Task[Answer | None] | None = None
        try:
            while not ending.done():
                waiting = waiting or asyncio.create_task(_next(self._answers))
                await asyncio.wait({waiting, ending}, timeout=self._door.settings.heartbeat_seconds, return_when="FIRST_COMPLETED")
                if not waiting.done():
                    if not ending.done():
                        await _send(send, HEARTBEAT)
                    continue
                answer, waiting = waiting.result(), None
                if answer is None:
                    break
                await _send(send, b"event: next\ndata: %b\n\n" % answer.body)
            else:
                await _send(send, ending.result())
            await _send(send, COMPLETE, more=False)
        finally:
            ending.cancel()
            if waiting is not None:
                waiting.cancel()
                await asyncio.gather(waiting, return_exceptions=True)
            await self._answers.aclose()

    async def _ended(self) -> bytes:
        """The last words to a client, once the hub stops or the client is no longer welcome."""
        stops = asyncio.create_task(self._door.open.closing.wait())
        unwelcome = asyncio.create_task(self._door.until_unwelcome(self._context, self._shown))
        try:
            await asyncio.wait({stops, unwelcome}, return_when=asyncio.FIRST_COMPLETED)
            if not unwelcome.done():
                return b""
            error = error_of("The key of this stream opens nothing any more.", Unauthenticated.code)
            return b"event: next\ndata: %b\n\n" % orjson.dumps({"errors": [error]})
        finally:
            stops.cancel()
            unwelcome.cancel()


async def _next(answers: AsyncGenerator[Answer, None]) -> Answer | None:
    return await anext(answers, None)


async def _send(send: Send, body: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})
