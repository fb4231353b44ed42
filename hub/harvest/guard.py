"""Where the harvester may go: which addresses are public, which URLs are well-formed, and a way to the network that checks both.

A name is resolved once, every address that it has is checked, and the connection goes to a checked address: there is no second look-up
that could be rebound. Redirects pass through the same door. `ipaddress.is_global` alone is not enough: it lets 224.0.0.1, ::127.0.0.1,
64:ff9b::7f00:1, 2002:7f00:1::, fec0::1 and 3fff::1 through, so the table is our own.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final

import httpcore
import httpx

from hub.errors import BlockedAddress

Resolver = Callable[[str, int], Awaitable[list[str]]]
"""The addresses of a name, as texts. Raises OSError when it has none."""

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

# fmt: off
_CLOSED_V4: Final = tuple(ip_network(network) for network in (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
    "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
))
# fmt: on
_OPEN_V6: Final = ip_network("2000::/3")  # what IANA gives out as global unicast; everything else is closed
_CLOSED_V6: Final = tuple(ip_network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64: Final = IPv6Network("64:ff9b::/96")  # on a network without IPv4 every name may resolve to these: the address inside counts
_PORTS: Final = frozenset({80, 443})
_USER_INFO: Final = re.compile(r"//[^/?#]*@")
_LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_MOST_ADDRESSES: Final = 20
_CONNECT_SECONDS: Final = 10.0


def is_public(address: str) -> bool:
    """Whether an address lies on the open internet. Zone ids, and what is no address, do not.

    >>> is_public("91.198.174.192"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip in _NAT64:
            return _is_public_v4(IPv4Address(int(ip) & 0xFFFF_FFFF))
        return ip.scope_id is None and ip in _OPEN_V6 and not any(ip in network for network in _CLOSED_V6)
    return _is_public_v4(ip)


def _is_public_v4(ip: IPv4Address) -> bool:
    return not any(ip in network for network in _CLOSED_V4)


def shown(url: httpx.URL | str) -> str:
    """An address as messages may tell it: without query and user info (keys travel there) and not too long."""
    text, question, _ = _USER_INFO.sub("//…@", str(url)[:10_000]).partition("?")
    return text[:200] + ("…" if len(text) > 200 else "") + ("?…" if question else "")


def checked(url: str | httpx.URL, *, loopback: bool = False) -> httpx.URL:
    """The URL, parsed once for all, when the harvester may ask for it: http(s), ports 80 and 443, no user info, no tricks.

    Raises: BlockedAddress. The address behind the name is checked later, when it is known.
    """
    text = str(url)
    if any(mark.isspace() or not mark.isprintable() or mark == "\\" for mark in text):
        raise BlockedAddress(
            f"{shown(text)!r}: blanks, control characters and backslashes are not followed; write the address without them"
        )
    try:
        parsed = httpx.URL(text)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise BlockedAddress(f"{shown(text)!r} is no address: {error}") from None
    if parsed.scheme not in ("http", "https") or not parsed.host:
        raise BlockedAddress(f"{shown(text)!r}: only http and https addresses are fetched")
    if parsed.userinfo or _USER_INFO.match(text.partition(":")[2]):
        raise BlockedAddress(f"https://{parsed.host}/…: an address with a name or password in it is not fetched")
    if "%" in parsed.host or (parsed.port not in (None, *_PORTS) and not (loopback and parsed.host in _LOOPBACK_NAMES)):
        raise BlockedAddress(f"{shown(text)}: only ports 80 and 443 of ordinary hosts are asked")
    return parsed


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name as the system knows them; numbers in every spelling become plain addresses here."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Connects to public addresses only. `loopback` also lets 127.0.0.0/8 and ::1 in: for tests, never by default."""

    def __init__(
        self, *, resolver: Resolver = resolve, loopback: bool = False, network: httpcore.AsyncNetworkBackend | None = None
    ) -> None:
        self._resolve = resolver
        self._loopback = loopback
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to a checked address of `host`; a name with even one closed address is refused (DNS rebinding)."""
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in await self.addresses(host, port):
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def addresses(self, host: str, port: int) -> list[str]:
        """Every address of a name, checked. Raises BlockedAddress for one that is not public, ConnectError for none."""
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"the name {host[:100]} does not resolve") from error
        for address in found:
            if not (is_public(address) or (self._loopback and ip_address(address.partition("%")[0]).is_loopback)):
                raise BlockedAddress(f"{host[:100]} leads to {address}, which is not on the open internet; such addresses are never asked")
        return found[:_MOST_ADDRESSES]

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - the signature is httpcore's
        socket_options: Iterable[SocketOption] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        raise BlockedAddress(f"the socket {path[:100]} is no site")

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)


@cache
def _authorities() -> ssl.SSLContext:
    """Who may vouch for a site: certifi's list, read once for all sources of a process, for it takes 30 ms."""
    return httpx.create_ssl_context(trust_env=False)


def transport(network: GuardedNetwork, connections: int = 8) -> httpx.AsyncHTTPTransport:
    """An httpx transport whose every connection goes through `network`; no proxy, no setting from the environment."""
    context = _authorities()
    guarded = httpx.AsyncHTTPTransport(verify=context, trust_env=False)
    guarded._pool = httpcore.AsyncConnectionPool(  # noqa: SLF001 - httpx 0.28 has no public way; pinned by tests/harvest/test_guard.py
        ssl_context=context, max_connections=connections, max_keepalive_connections=4, keepalive_expiry=15, network_backend=network
    )
    return guarded
