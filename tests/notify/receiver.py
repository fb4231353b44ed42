"""A receiver of messages that can misbehave, on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

CHALLENGE = "watch.challenge"


@dataclass(frozen=True, slots=True)
class Got:
    """One message as it came."""

    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def told(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def changes(self) -> list[dict[str, Any]]:
        return list(self.told["data"].get("changes", ()))


class Receiver:
    """Answers the challenge, then each message by what stands in `does`, then 200.

    `does` holds statuses, "hang", "close", ("redirect", address), or functions that are called when a message has come whole.
    """

    def __init__(self, *does: Any, word: Callable[[bytes], bytes] | None = None) -> None:
        self.does = deque(does)
        self.got: list[Got] = []
        self.challenges: list[Got] = []
        self._statuses: list[int] = []
        self._talks: set[asyncio.Task[Any]] = set()
        self._word = word or (lambda body: json.loads(body)["data"]["challenge"].encode())
        self._came = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._talks:
            task.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def until(self, enough: Callable[[], bool], seconds: float = 10) -> None:
        """Waits until what has come is enough."""
        async with asyncio.timeout(seconds), self._came:
            await self._came.wait_for(enough)

    async def until_told(self, changes: int) -> list[dict[str, Any]]:
        """The changes of the messages that were taken, once there are so many."""
        await self.until(lambda: len(self.taken) >= changes)
        return self.taken

    @property
    def taken(self) -> list[dict[str, Any]]:
        return [change for one in self.accepted for change in one.changes]

    @property
    def accepted(self) -> list[Got]:
        return [one for one, status in zip(self.got, self._statuses, strict=False) if status == 200]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        with contextlib.closing(writer), contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode().split("\r\n")[1:]
                headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
                body = await reader.readexactly(int(headers["content-length"]))
                if not await self._answer(Got(headers, body), writer):
                    break

    async def _answer(self, one: Got, writer: asyncio.StreamWriter) -> bool:
        if one.told["type"] == CHALLENGE:
            self.challenges.append(one)
            await self._tell(writer, 200, self._word(one.body))
            return True
        does: Any = self.does.popleft() if self.does else 200
        if callable(does):
            does = does() or 200
        async with self._came:
            self.got.append(one)
            self._statuses.append(does if isinstance(does, int) else 0)
            self._came.notify_all()
        if does == "hang":
            await asyncio.sleep(30)
        if does in ("close", "hang"):
            return False
        if isinstance(does, tuple):
            await self._tell(writer, 302, b"", f"Location: {does[1]}\r\n")
        else:
            await self._tell(writer, does, b"")
        return True

    async def _tell(self, writer: asyncio.StreamWriter, status: int, body: bytes, more: str = "") -> None:
        writer.write(f"HTTP/1.1 {status} Said\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body)
        await writer.drain()
