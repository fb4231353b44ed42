"""Packaged files: `file:` addresses, and a website that is read from a folder."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from hub.domain.document import Document
from hub.errors import BlockedAddress, SourceRefused, SourceUnreachable, TooLarge
from hub.harvest.fetch import FetchLimits
from tests.harvest.bad_site import fetcher
from tests.harvest.test_fetch import Kept


async def _no_name(host: str, port: int) -> list[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.csv").write_text("outside")
    inside = tmp_path / "klub"
    (inside / "site" / "projekter").mkdir(parents=True)
    (inside / "tilskud.csv").write_text("navn;beløb\n")
    (inside / "site" / "index.html").write_text("forside")
    (inside / "site" / "robots.txt").write_text("User-agent: *\nDisallow: /intern/\nCrawl-delay: 30\n")
    (inside / "site" / "projekter" / "sø side.html").write_text("projekt")
    (inside / "link.csv").symlink_to(tmp_path / "secret.csv")
    (inside / "loop.csv").symlink_to(inside / "loop.csv")
    (inside / "up").symlink_to(tmp_path)
    return inside


def read(folder: Path, address: str, url: str | None = None, **settings: object) -> Document:
    async def walk() -> Document:
        async with fetcher(url, folder=str(folder), resolver=_no_name, loopback=False, **settings) as web:
            return await web.get(address)

    return asyncio.run(walk())


@pytest.mark.parametrize("address", ["file:tilskud.csv", "tilskud.csv"])
def test_a_file_beside_the_source_file_is_read(folder: Path, address: str) -> None:
    document = read(folder, address)
    assert (document.url, document.media_type, document.text()) == ("file:tilskud.csv", "text/csv", "navn;beløb\n")


@pytest.mark.parametrize(
    "address",
    [
        "file:../secret.csv",
        "file:site/../../secret.csv",
        "file:%2e%2e/secret.csv",
        "file:/etc/passwd",
        "file:///etc/passwd",
        "file://host/secret.csv",
        "file:link.csv",
        "file:up/secret.csv",
        "file:C:/secret.csv",
        "file:..\\secret.csv",
        "file:a%00b",
        "file:",
        "file:tilskud.csv?x",
    ],
)
def test_nothing_outside_of_the_folder_is_read(folder: Path, address: str) -> None:
    with pytest.raises(BlockedAddress):
        read(folder, address)


@pytest.mark.parametrize("address", ["file:nothing.csv", "file:site", "file:loop.csv", "file:" + "a" * 5000])
def test_a_missing_file_is_told_without_telling_where_the_folder_is(folder: Path, address: str) -> None:
    with pytest.raises(SourceUnreachable) as refusal:
        read(folder, address)
    assert str(folder) not in str(refusal.value)


def test_a_file_over_the_limit_is_refused(folder: Path) -> None:
    with pytest.raises(TooLarge):
        read(folder, "file:tilskud.csv", limits=FetchLimits(file_bytes=3))


def test_a_source_without_a_folder_has_no_files() -> None:
    async def walk() -> None:
        async with fetcher() as web:
            await web.get("file:tilskud.csv")

    with pytest.raises(BlockedAddress):
        asyncio.run(walk())


def test_a_file_with_the_same_bytes_is_unchanged(folder: Path) -> None:
    kept = read(folder, "file:tilskud.csv")
    assert read(folder, "file:tilskud.csv", validators=Kept(kept)).unchanged
    (folder / "tilskud.csv").write_text("andet")
    assert not read(folder, "file:tilskud.csv", validators=Kept(kept)).unchanged


SITE = "https://klub.example/"


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (SITE, "forside"),
        ("https://klub.example", "forside"),
        (SITE + "projekter/s%C3%B8%20side.html", "projekt"),
        ("/index.html", "forside"),
    ],
)
def test_a_mirrored_site_is_read_from_its_folder_under_its_own_address(folder: Path, address: str, text: str) -> None:
    document = read(folder, address, SITE, mirror="site")
    assert document.text() == text
    assert document.url.startswith("https://klub.example")


def test_a_mirrored_site_has_its_robots_and_no_pace(folder: Path) -> None:
    with pytest.raises(SourceRefused):
        read(folder, "/intern/x", SITE, mirror="site")


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/",
        "http://klub.example/",
        SITE + "?page=2",
        SITE + "../secret.csv",
        SITE + "%2e%2e/tilskud.csv",
        "//[::1/x",
        SITE + "a b",
    ],
)
def test_a_mirrored_site_never_goes_over_the_network_nor_out_of_its_folder(folder: Path, address: str) -> None:
    with pytest.raises((BlockedAddress, SourceUnreachable)):
        read(folder, address, SITE, mirror="site")
