"""Where the harvester may go. No packet leaves the machine: names are resolved by a table, connections are counted by a fake network."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx
import pytest

from hub.errors import BlockedAddress
from hub.harvest.guard import GuardedNetwork, checked, is_public, resolve, shown, transport

CLOSED_V4 = (
    "127.0.0.1 127.255.255.254 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 192.168.255.255 169.254.169.254 169.254.0.1 "
    "100.64.0.1 100.127.255.255 0.0.0.0 0.1.2.3 255.255.255.255 224.0.0.1 239.255.255.255 240.0.0.1 192.0.0.1 192.0.2.1 198.18.0.1 "
    "198.51.100.7 203.0.113.9 192.88.99.1"
)
CLOSED_V6 = (
    "::1 :: fc00::1 fdff::1 fe80::1 febf::1 fe80::1%eth0 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe "
    "64:ff9b:1::1 2002:7f00:1:: 2002:a9fe:a9fe:: fec0::1 ff02::1 ff0e::1 2001::1 2001:db8::1 3fff::1 100::1 5f00::1 2606:4700::1111%eth0"
)


class Wire(httpcore.AsyncNetworkBackend):
    """Counts what would have been connected."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        self.connected.append(host)
        return httpcore.AsyncMockStream([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"])


def names(table: dict[str, list[str]]) -> Any:
    async def lookup(host: str, port: int) -> list[str]:
        asked.append(host)
        return table[host]

    asked: list[str] = []
    lookup.asked = asked  # type: ignore[attr-defined]
    return lookup


async def _fetch(url: str, network: GuardedNetwork) -> httpx.Response:
    async with httpx.AsyncClient(transport=transport(network), trust_env=False) as client:
        return await client.get(url)


@pytest.mark.parametrize("address", (CLOSED_V4 + " " + CLOSED_V6).split())
def test_an_address_inside_is_not_public_and_never_connected_to(address: str) -> None:
    assert not is_public(address)
    wire = Wire()
    with pytest.raises(BlockedAddress, match="open internet"):
        asyncio.run(_fetch("http://inside.example/", GuardedNetwork(resolver=names({"inside.example": [address]}), network=wire)))
    assert wire.connected == []


@pytest.mark.parametrize("address", ["91.198.174.192", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::808:808"])
def test_an_address_on_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "127.0.0.1", "localhost", "localhost."])
def test_every_spelling_of_this_machine_is_refused_once_it_is_resolved(host: str) -> None:
    wire = Wire()
    with pytest.raises((BlockedAddress, httpx.ConnectError)):
        asyncio.run(_fetch(str(checked(f"http://{host}/")), GuardedNetwork(resolver=resolve, network=wire)))
    assert wire.connected == []


def test_a_name_with_one_public_and_one_private_address_is_refused() -> None:
    wire = Wire()
    both = names({"both.example": ["91.198.174.192", "10.0.0.1"]})
    with pytest.raises(BlockedAddress):
        asyncio.run(_fetch("http://both.example/", GuardedNetwork(resolver=both, network=wire)))
    assert wire.connected == []


def test_a_name_is_resolved_once_and_the_checked_address_is_connected_to() -> None:
    wire, table = Wire(), names({"site.example": ["91.198.174.192"]})
    answer = asyncio.run(_fetch("http://site.example/", GuardedNetwork(resolver=table, network=wire)))
    assert answer.text == "ok"
    assert (table.asked, wire.connected) == (["site.example"], ["91.198.174.192"])


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    wire = Wire()
    asyncio.run(_fetch("http://site.example/", GuardedNetwork(resolver=names({"site.example": ["91.198.174.192"]}), network=wire)))
    assert wire.connected == ["91.198.174.192"]


def test_loopback_opens_by_an_explicit_setting_and_opens_nothing_else() -> None:
    wire = Wire()
    network = GuardedNetwork(resolver=names({"here.example": ["127.0.0.1"], "lan.example": ["192.168.1.1"]}), loopback=True, network=wire)
    asyncio.run(_fetch("http://here.example/", network))
    with pytest.raises(BlockedAddress):
        asyncio.run(_fetch("http://lan.example/", network))
    assert wire.connected == ["127.0.0.1"]


def test_a_unix_socket_is_no_site() -> None:
    with pytest.raises(BlockedAddress):
        asyncio.run(GuardedNetwork().connect_unix_socket("/run/docker.sock"))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://site.example/",
        "gopher://site.example/",
        "https://site.example:8080/",
        "http://site.example:22/",
        "http://127.0.0.1:8000/",
        "https://anna:kode@site.example/",
        "https://anna@site.example/",
        "https://@site.example/",
        "https://site.example\\@127.0.0.1/",
        "https://site.example/a b",
        "https://site.example/\r\nX-Evil: 1",
        " https://site.example/",
        "https://[fe80::1%25eth0]/",
        "https://[::1",
        "https:///path",
        "//site.example/",
        "https://１２７.０.０.１/",
        "",
    ],
)
def test_a_url_that_plays_tricks_is_refused_before_anything_is_looked_up(url: str) -> None:
    with pytest.raises(BlockedAddress):
        checked(url)


def test_what_stands_after_a_hash_is_no_host() -> None:
    assert checked("http://site.example#@127.0.0.1/").host == "site.example"


def test_a_port_opens_for_loopback_only() -> None:
    assert checked("http://127.0.0.1:8000/", loopback=True).port == 8000
    with pytest.raises(BlockedAddress):
        checked("http://site.example:8000/", loopback=True)


def test_a_message_never_tells_a_query() -> None:
    assert shown("https://site.example/a?key=secret") == "https://site.example/a?…"
    for url in ("https://anna:kode@site.example/", "ftp://anna:kode@site.example/", "https://anna:kode@site.example/a b"):
        with pytest.raises(BlockedAddress) as refusal:
            checked(url)
        assert "kode" not in str(refusal.value)
