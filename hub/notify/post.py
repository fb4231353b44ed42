"""The one way from the hub to a receiver: https, checked addresses, no redirects, one deadline, and nothing believed of the answer."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import httpx

from hub.errors import BadArgument, BlockedAddress
from hub.harvest.guard import GuardedNetwork, Resolver, checked, resolve, transport
from hub.harvest.pace import retry_after

MOST_READ: Final = 1_000
BODY_SECONDS: Final = 2.0
LONGEST_URL: Final = 2_000
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_ASKS_TO_WAIT: Final = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Reply:
    """What a receiver answered: its status, the beginning of its body, and the seconds that it asks us to wait."""

    status: int
    body: bytes
    wait: float | None

    @property
    def taken(self) -> bool:
        return 200 <= self.status < 300


class NotSent(Exception):
    """There was no answer. The message is for the owner of the watch, and tells nothing of the network that the hub stands in."""


def receiver(url: str, *, loopback: bool = False) -> str:
    """The address of a receiver, when messages may go there. Raises BadArgument. `loopback` is for tests."""
    try:
        parsed = checked(url, loopback=loopback)
    except BlockedAddress as error:
        raise BadArgument(f"`url`: {error}") from None
    if parsed.scheme != "https" and not loopback:
        raise BadArgument("`url` must begin with https:// so that nobody on the way reads or changes what is told.")
    if len(url) > LONGEST_URL or parsed.fragment:
        raise BadArgument(f"`url` has at most {LONGEST_URL} characters, and no `#`.")
    return str(parsed)


class Poster:
    """Sends messages; used as an async context manager."""

    def __init__(self, user_agent: str, seconds: float, connections: int, *, resolver: Resolver = resolve, loopback: bool = False) -> None:
        self._seconds, self._loopback = seconds, loopback
        self._client = httpx.AsyncClient(
            transport=transport(GuardedNetwork(resolver=resolver, loopback=loopback), connections),
            trust_env=False,
            follow_redirects=False,
            timeout=seconds,
            headers={"User-Agent": user_agent, "Accept-Encoding": "identity"},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._client.aclose()

    async def send(self, url: str, body: bytes, headers: dict[str, str]) -> Reply:
        """Sends a body once. Raises NotSent."""
        try:
            receiver(url, loopback=self._loopback)
            request = self._client.build_request("POST", url, content=body, headers={"Content-Type": "application/json", **headers})
            async with asyncio.timeout(self._seconds):
                answer = await self._client.send(request, stream=True)
            try:
                return Reply(answer.status_code, await _beginning(answer), _wait(answer))
            finally:
                await answer.aclose()
        except BlockedAddress:
            raise NotSent("its name leads to an address that is not on the open internet") from None
        except BadArgument as error:
            raise NotSent(str(error)) from None
        except (TimeoutError, httpx.TimeoutException):
            raise NotSent(f"no answer within {self._seconds:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, UnicodeError, OSError) as error:
            raise NotSent(f"no answer ({type(error).__name__})") from None
        finally:
            self._client.cookies.clear()


def why_not(reply: Reply) -> str:
    """Why an answer does not take a message."""
    if reply.status in _REDIRECTS:
        return f"HTTP {reply.status}: redirects are not followed; leave a watch on the address itself"
    return f"HTTP {reply.status}"


async def _beginning(answer: httpx.Response) -> bytes:
    """What comes of a body in a moment; its status alone says whether a message was taken."""
    found = b""
    with contextlib.suppress(TimeoutError, httpx.HTTPError, httpx.StreamError):
        async with asyncio.timeout(BODY_SECONDS):
            async for part in answer.aiter_raw():
                found += part
                if len(found) >= MOST_READ:
                    break
    return found[:MOST_READ]


def _wait(answer: httpx.Response) -> float | None:
    return retry_after(answer.headers.get("retry-after")) if answer.status_code in _ASKS_TO_WAIT else None
