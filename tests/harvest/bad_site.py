"""A site on this machine that misbehaves in every way that sites do: one function for each path."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from hub.domain.document import Document
from hub.domain.source import Licence, LicenceState, Source
from hub.errors import SourceError
from hub.harvest.fetch import Fetcher, FetchLimits
from hub.harvest.pace import Pace

Send = Callable[[bytes], Awaitable[None]]
QUICK = FetchLimits(seconds=5, bytes=1_000_000, retries=3, backoff_seconds=0.001, patience_seconds=2)


@dataclass
class Asked:
    path: str
    headers: dict[str, str]


@dataclass
class Site:
    """Answers by path; a `bytes` answer is sent as it is, a function sends for itself; `log` is what was asked."""

    answers: dict[str, Any] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
            asked = Asked(head[0].split(" ")[1], headers)
            self.log.append(asked)
            answer = self.answers.get(asked.path, page(b"", status="404 Not Found"))

            async def send(data: bytes) -> None:
                writer.write(data)
                await writer.drain()

            await (send(answer) if isinstance(answer, bytes) else answer(send, asked))
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


def page(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def redirect(to: str, status: str = "302 Found") -> bytes:
    return page(b"", f"Location: {to}", status=status)


def bomb(megabytes: int = 64) -> bytes:
    machine = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([machine.compress(bytes(1_000_000)) for _ in range(megabytes)] + [machine.flush()])


def zipped(body: bytes) -> bytes:
    return page(gzip.compress(body), "Content-Encoding: gzip")


async def endless(send: Send, asked: Asked) -> None:
    await send(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        await send(b"x" * 65_536)


async def slow_body(send: Send, asked: Asked) -> None:
    await send(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        await send(b"x")
        await asyncio.sleep(0.05)


async def silent(send: Send, asked: Asked) -> None:
    await asyncio.sleep(3)


def by_turns(*answers: bytes) -> Callable[[Send, Asked], Awaitable[None]]:
    """The first answer, then the second …; the last one stays."""
    left = list(answers)

    async def answer(send: Send, asked: Asked) -> None:
        await send(left.pop(0) if len(left) > 1 else left[0])

    return answer


@asynccontextmanager
async def site() -> AsyncIterator[Site]:
    """A running site without a page; set its `answers`."""
    it = Site()
    server = await asyncio.start_server(it.serve, "127.0.0.1", 0, limit=1_000_000)
    it.port = server.sockets[0].getsockname()[1]
    try:
        yield it
    finally:
        server.close()


def source(url: str | None = None, folder: str | None = None) -> Source:
    return Source(
        key="klub", name="Klub", connector="website", licence=Licence("CC0", LicenceState.KNOWN), url=url, folder=folder, language="da"
    )


def fetcher(url: str | None = None, **settings: Any) -> Fetcher:
    settings = {"user_agent": "Samgraf/0.1 (+https://samgraf.example)", "limits": QUICK, "pace": Pace(0), "loopback": True} | settings
    return Fetcher(source(url, settings.pop("folder", None)), **settings)


def bad_robots_get(robots: Any, path: str = "/") -> tuple[Document | SourceError, list[str]]:
    """What one get gives on a site with this robots.txt, and what the site was asked for."""

    async def walk() -> tuple[Document | SourceError, list[str]]:
        async with site() as it, fetcher(it.url) as web:
            it.answers = {"/robots.txt": robots, path: page(b"ok")}
            try:
                return await web.get(path), it.paths()
            except SourceError as error:
                return error, it.paths()

    return asyncio.run(walk())
