"""Which client a request comes from: the address by which it is metered when it shows no key.

The address of the peer counts. Only a proxy that the operator names (SAMGRAF_TRUSTED_PROXIES) may say that it speaks for somebody else;
of all that X-Forwarded-For tells, the right-most address that is no such proxy is believed, for whatever stands left of it can be forged.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

Networks: TypeAlias = Sequence[IPv4Network | IPv6Network]
MOST_HOPS = 20
HOST_BITS = 64
"""An IPv6 client owns a /64: addresses within it are free to change."""
NOBODY = "ip:unknown"


def client_of(connection: HTTPConnection, trusted: Networks) -> str:
    """The client of a connection, as a key of the meter."""
    peer = connection.client.host if connection.client else None
    return key_of(peer, connection.headers.getlist("x-forwarded-for"), trusted) if trusted else _key_of_peer(peer)


@lru_cache(maxsize=4_096)
def _key_of_peer(peer: str | None) -> str:
    return key_of(peer, (), ())


def key_of(peer: str | None, forwarded: Sequence[str], trusted: Networks) -> str:
    """The key of whoever stands behind a peer.

    >>> key_of("192.0.2.1", ["203.0.113.9"], [])
    'ip:192.0.2.1'
    >>> key_of("10.0.0.1", ["6.6.6.6, 203.0.113.9"], [ip_network("10.0.0.0/8")])
    'ip:203.0.113.9'
    >>> key_of("2001:db8::1:2:3:4", [], [])
    'ip:2001:db8::/64'
    """
    found = address(peer or "")
    if found is None:
        return NOBODY
    hops = ",".join(forwarded).rsplit(",", MOST_HOPS)[-MOST_HOPS:]
    while hops and any(found in network for network in trusted):
        told = address(hops.pop())
        if told is None:
            break  # the proxy itself is the last that we know of
        found = told
    if isinstance(found, IPv6Address):
        return f"ip:{ip_network((found, HOST_BITS), strict=False)}"
    return f"ip:{found}"


def address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, with or without port and brackets; None for anything else."""
    text = text.strip()[:60]
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
