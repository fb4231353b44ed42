"""The one way from the hub to a site: guarded, polite, bounded, and honest about what happened.

    get → robots → turn at the host → ask (conditionally) → follow a redirect (through the same door) → a Document

Every failure is one line with a code: SourceUnreachable, SourceRefused, BlockedAddress, TooLarge.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol, Self
from urllib.parse import urljoin

import httpx

from hub.domain.dates import instant, now
from hub.domain.document import Document
from hub.domain.source import Source
from hub.errors import BlockedAddress, SourceGone, SourceRefused, SourceUnreachable
from hub.harvest.body import CutShortError, read_body
from hub.harvest.files import Folder, same_as_before
from hub.harvest.guard import GuardedNetwork, Resolver, checked, resolve, shown, transport
from hub.harvest.pace import Pace, backoff, retry_after
from hub.harvest.robots import MOST_BYTES, Rules
from hub.harvest.visit import Answer, Visit

_TRY_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})
_REFUSALS: Final = frozenset({401, 403, 407, 451, 455})
"""455 is what some firewalls answer to scripts: we go away, and keep what we had."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much one source may cost. `patience_seconds` is what a run waits in all because hosts ask for a pause.

    `seconds` is for one document, redirects and retries included; waiting for our turn and pauses that a host asks for do not count.
    """

    seconds: float = 60.0
    bytes: int = 20_000_000
    file_bytes: int = 500_000_000
    redirects: int = 5
    retries: int = 3
    backoff_seconds: float = 1.0
    patience_seconds: float = 300.0


class Validators(Protocol):
    """What the archive remembers about an address, so that a site can answer "not modified"."""

    async def lookup(self, url: str) -> tuple[str | None, str | None, Document] | None:
        """ETag, Last-Modified and the newest kept document of an address; None when there is none."""
        ...


class Fetcher:
    """The Fetcher of hub/sdk/connector.py for one run of one source; use it as an async context manager.

    `pace` may be shared by runs, so that two sources on one host are polite together. `credentials` are headers for the source's own
    origin; no other host gets them. `mirror` is a folder, below that of the source file, with the pages of `source.url`: then nothing
    goes over the network. `loopback` is for tests.
    """

    def __init__(
        self,
        source: Source,
        *,
        user_agent: str,
        limits: FetchLimits | None = None,
        pace: Pace | None = None,
        validators: Validators | None = None,
        credentials: Mapping[str, str] | None = None,
        mirror: str | None = None,
        resolver: Resolver = resolve,
        loopback: bool = False,
    ) -> None:
        self.redirects: dict[str, tuple[str, ...]] = {}
        """Where addresses led in this run: asked for → every hop, the last one answered."""
        self._source = source
        self._user_agent = user_agent
        self._limits = limits or FetchLimits()
        self._pace = pace or Pace(1.0)
        self._validators = validators
        self._credentials = dict(credentials or {})
        self._mirror = mirror
        self._loopback = loopback
        self._folder = source.folder and Folder(
            Path(source.folder), most_bytes=self._limits.file_bytes, url=source.url if mirror else None, mirror=mirror
        )
        self._network = transport(GuardedNetwork(resolver=resolver, loopback=loopback))
        self._client = httpx.AsyncClient(
            transport=self._network,
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(self._limits.seconds, connect=min(10.0, self._limits.seconds)),
            headers={"User-Agent": user_agent, "Accept-Encoding": "gzip, deflate"},
        )
        self._rules: dict[str, Rules] = {}
        self._patience = self._limits.patience_seconds
        self._closed_until: dict[str, datetime] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._client.aclose()

    async def get(self, url: str, *, accept: str | None = None) -> Document:
        """The document at an address; see the Protocol. Asks conditionally when `validators` know it."""
        if self._source.delivered and url == self._source.address:
            return await self._given(url)
        url = self._absolute(url).partition("#")[0]
        if url.startswith("file:") or self._mirror is not None:
            return await self._packaged(url)
        answer = await self._follow(checked(url, loopback=self._loopback), Visit(accept, self._limits.seconds))
        return await self._document(answer)

    def _absolute(self, url: str) -> str:
        if url.startswith("file:") or "://" in url[:20]:
            return url
        base = self._source.url
        try:
            return urljoin(base, url) if base and not base.startswith("file:") else f"file:{url}"
        except ValueError as error:
            raise BlockedAddress(f"{url[:200]!r} is no address: {error}") from None

    async def _given(self, url: str) -> Document:
        """What was given last, for a source whose document is delivered."""
        known = await self._validators.lookup(url) if self._validators else None
        if known is None:
            key = self._source.key
            raise SourceUnreachable(f"{key}: no document was given yet; send it with `curl -T FILE …/sources/{key}/document` and a key")
        return replace(known[2], unchanged=True)

    async def _packaged(self, url: str) -> Document:
        if not self._folder:
            raise BlockedAddress(f"{url[:200]}: this source has no folder to read files from")
        if self._mirror is not None and not url.startswith("file:"):
            await self._obey_robots(checked(url))
        document = await self._folder.read(url)
        known = await self._validators.lookup(url) if self._validators else None
        return same_as_before(document, known[2] if known else None)

    async def _follow(self, url: httpx.URL, visit: Visit) -> Answer:
        """The first answer that is no redirect. Every hop passes the guard and the robots.txt of its host."""
        first = str(url)
        while True:
            if not visit.robots:
                await self._obey_robots(url)
            visit.chain.append(str(url))
            answer = await self._ask(url, visit)
            if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                if len(visit.chain) > 1:
                    self.redirects[first] = tuple(visit.chain)
                return answer
            if len(visit.chain) > self._limits.redirects:
                hops = " → ".join(shown(hop) for hop in visit.chain)
                raise SourceUnreachable(f"{shown(first)}: more than {self._limits.redirects} redirects ({hops[:600]})")
            url = self._next(url, answer.headers["location"])

    def _next(self, url: httpx.URL, location: str) -> httpx.URL:
        try:
            target = url.join(location).copy_with(fragment=None)
        except (httpx.InvalidURL, ValueError) as error:
            raise BlockedAddress(f"{shown(url)}: redirects to what is no address ({error})") from None
        return checked(target, loopback=self._loopback)

    async def _ask(self, url: httpx.URL, visit: Visit) -> Answer:
        """One hop with its retries. Raises SourceUnreachable when all are used up or the host wants a longer pause than we have."""
        headers = await self._headers(url, visit)
        story, fault = shown(url), ""
        for attempt in range(self._limits.retries + 1):
            self._still_closed(url)
            await self._pace.turn(url.netloc.decode())
            pause: float | None = None
            try:
                async with visit.clock(story):
                    answer = await self._once(url, headers, cut=visit.robots)
            except (httpx.TransportError, httpx.StreamError, CutShortError) as error:
                fault = _reason(error)
            else:
                if answer.status not in _TRY_AGAIN:
                    return answer
                fault = f"HTTP {answer.status}"
                pause = retry_after(answer.headers.get("retry-after"))
            if pause is not None:
                await self._wait(url, pause, fault)
            elif attempt < self._limits.retries:
                async with visit.clock(story):
                    await asyncio.sleep(backoff(attempt, self._limits.backoff_seconds))
        raise SourceUnreachable(f"{story}: {fault}, {self._limits.retries + 1} times; it is tried again at the next harvest")

    async def _once(self, url: httpx.URL, headers: Mapping[str, str], *, cut: bool) -> Answer:
        try:
            async with self._client.stream("GET", url, headers=headers) as response:
                most = MOST_BYTES if cut else self._limits.bytes
                body = await read_body(response, most, cut=cut) if response.status_code == 200 else b""
                return Answer(url, response.status_code, response.headers, body)
        except (httpx.InvalidURL, UnicodeError) as error:  # httpx looks at Location too, though it is told not to follow
            raise BlockedAddress(f"{shown(url)}: redirects to what is no address ({error})") from None

    async def _headers(self, url: httpx.URL, visit: Visit) -> dict[str, str]:
        headers = {"Accept": visit.accept or "*/*"}
        base = self._source.url
        if self._credentials and base and _origin(url) == _origin(httpx.URL(base)):
            headers |= self._credentials
        known = None if visit.robots or not self._validators else await self._validators.lookup(str(url))
        if known:
            etag, last_modified, _ = known
            headers |= {"If-None-Match": etag} if etag else {}
            headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        return headers

    async def _wait(self, url: httpx.URL, seconds: float, fault: str) -> None:
        """Waits as the host asks, while this run has patience. Raises SourceUnreachable saying when to come back."""
        if seconds <= self._patience:
            self._patience -= seconds
            await asyncio.sleep(seconds)
            return
        until = datetime.now(UTC) + timedelta(seconds=seconds)
        self._closed_until[url.netloc.decode()] = until
        raise SourceUnreachable(f"{shown(url)}: {fault}, and the host asks us to come back later; next try after {instant(until)}")

    def _still_closed(self, url: httpx.URL) -> None:
        until = self._closed_until.get(url.netloc.decode())
        if until and until > datetime.now(UTC):
            raise SourceUnreachable(f"{shown(url)}: {url.host} asked us to come back later; next try after {instant(until)}")

    async def _obey_robots(self, url: httpx.URL) -> None:
        origin = _origin(url)
        if origin not in self._rules:
            self._rules[origin] = await self._read_robots(origin)
            self._pace.slow_down(url.netloc.decode(), 0.0 if self._mirror is not None else self._rules[origin].delay())
        if not self._rules[origin].allows(str(url)):
            raise SourceRefused(f"{shown(url)}: robots.txt of {url.host} asks robots to stay away from this address, and we do")

    async def _read_robots(self, origin: str) -> Rules:
        """The rules of a host: 4xx means that there are none; 5xx and silence mean that nobody may be asked for now (RFC 9309)."""
        url = f"{origin}/robots.txt"
        if self._mirror is not None and self._folder:
            try:
                return Rules((await self._folder.read(url)).text(), self._user_agent)
            except SourceUnreachable:
                return Rules.open()
        try:
            answer = await self._follow(
                checked(url, loopback=self._loopback), Visit("text/plain, */*;q=0.1", self._limits.seconds, robots=True)
            )
        except SourceUnreachable as error:
            raise SourceUnreachable(f"{error} (a host whose robots.txt cannot be read is not asked for anything else)") from None
        if answer.status == 200:
            return Rules(answer.body.decode("utf-8", errors="replace"), self._user_agent)
        if 400 <= answer.status < 500:
            return Rules.open()
        raise SourceUnreachable(f"{url}: HTTP {answer.status}; a host whose robots.txt cannot be read is not asked for anything else")

    async def _document(self, answer: Answer) -> Document:
        url, status = str(answer.url), answer.status
        if status == 304 and self._validators and (known := await self._validators.lookup(url)):
            return replace(known[2], unchanged=True, fetched_at=now())
        if status in _REFUSALS:
            raise SourceRefused(f"{shown(url)}: HTTP {status}; the site does not want to be read by us, or wants a key")
        if status in _GONE:
            raise SourceGone(f"{shown(url)}: HTTP {status}; there is no document at this address")
        if status != 200:
            raise SourceUnreachable(f"{shown(url)}: HTTP {status}; there is no document at this address")
        return answer.document()


def _origin(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode()}"


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {str(error)[:150]}" if str(error) else type(error).__name__
