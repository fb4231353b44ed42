"""Which pages are read, in which order, and what may be concluded from what was not there."""

from __future__ import annotations

import asyncio
import gzip
from typing import Any

import pytest

from connectors.website.sitemap import read_sitemap
from hub.domain.document import Document
from hub.domain.source import CoverageKind
from hub.errors import SourceChanged, SourceError, SourceUnreachable
from tests.connectors.website.reading import SITE, website


class Pages:
    """A site in a dictionary: path → body; everything else is not there."""

    def __init__(self, pages: dict[str, str | bytes]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def get(self, url: str, *, accept: str | None = None) -> Document:
        self.asked.append(url.removeprefix(SITE))
        body = self.pages.get(url.removeprefix(SITE))
        if body is None:
            raise SourceUnreachable(f"{url}: HTTP 404")
        body = body if isinstance(body, bytes) else body.encode()
        media_type = "text/html" if not url.endswith((".xml", ".gz", ".txt", "json")) else "application/xml"
        return Document(url=url, body=body, fetched_at="2026-11-23T12:00:00Z", media_type=media_type)


def urlset(*paths: str, tag: str = "urlset") -> str:
    entries = "".join(f"<url><loc>{path if '://' in path else SITE + path}</loc></url>" for path in paths)
    return f'<?xml version="1.0"?><{tag} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{tag}>'


def fetched(pages: dict[str, str | bytes], **settings: Any) -> tuple[list[str], CoverageKind, list[str]]:
    """Paths of the documents, the coverage, and what was asked for."""

    async def walk() -> tuple[list[str], CoverageKind, list[str]]:
        connector, site = website(**settings), Pages(pages)
        found = [document.url.removeprefix(SITE) async for document in connector.fetch(site, None)]
        return found, connector.coverage(), site.asked

    return asyncio.run(walk())


FOUR = {"": "<html>", "a": "<html>", "b": "<html>", "c": "<html>"}


def test_the_sitemap_says_which_pages_there_are() -> None:
    paths, coverage, _ = fetched(FOUR | {"sitemap.xml": urlset("b", "a", "", "b#x")})
    assert (paths, coverage) == (["", "b", "a"], CoverageKind.EVERYTHING)


def test_a_sitemap_of_sitemaps_is_followed_also_gzipped_and_in_circles() -> None:
    index = urlset("one.xml", "two.xml.gz", "sitemap.xml", "one.xml", tag="sitemapindex")
    paths, coverage, _ = fetched(FOUR | {"sitemap.xml": index, "one.xml": urlset("a"), "two.xml.gz": gzip.compress(urlset("b").encode())})
    assert (paths, coverage) == (["", "a", "b"], CoverageKind.EVERYTHING)


@pytest.mark.parametrize(
    ("pages", "settings"),
    [
        (FOUR | {"sitemap.xml": urlset("a", "gone", "b")}, {}),
        (FOUR | {"sitemap.xml": urlset("a", "b", "c")}, {"max_pages": 2}),
        (FOUR | {"sitemap.xml": urlset("gone.xml", tag="sitemapindex")}, {}),
        (
            FOUR
            | {"sitemap.xml": urlset(*(f"p{n}.xml" for n in range(300)), tag="sitemapindex")}
            | {f"p{n}.xml": urlset() for n in range(300)},
            {},
        ),
        (FOUR, {"start": ["/a", "/b"]}),
    ],
    ids=["a page is missing", "too many pages", "a sitemap is missing", "too many sitemaps", "start pages only"],
)
def test_what_was_not_read_whole_retires_nothing(pages: dict[str, str | bytes], settings: dict[str, Any]) -> None:
    paths, coverage, _ = fetched(pages, **settings)
    assert paths
    assert coverage is CoverageKind.NOTHING


def test_start_pages_are_everything_when_the_source_says_so() -> None:
    assert fetched(FOUR, start=["/a", "b", "/a"], complete=True)[:2] == (["a", "b"], CoverageKind.EVERYTHING)
    assert fetched({"a": "<html>"}, start=["/a", "/b"], complete=True)[:2] == (["a"], CoverageKind.NOTHING)


def test_other_hosts_files_and_unwanted_paths_are_not_asked_for() -> None:
    sitemap = urlset("a", "doc.pdf", "https://other.example/x", "intern/x", "projekter/y", "javascript:alert(1)")
    paths, coverage, asked = fetched({"projekter/y": "<html>", "sitemap.xml": sitemap}, include=["/projekter/*"], exclude=["/intern/*"])
    assert (paths, coverage) == (["projekter/y"], CoverageKind.EVERYTHING)
    assert asked == ["sitemap.xml", "projekter/y"]


def test_a_site_that_is_down_is_an_error_and_not_asked_for_every_page() -> None:
    with pytest.raises(SourceError):
        fetched({"sitemap.xml": urlset(*(f"p{n}" for n in range(400)))})


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Soft 404</body></html>",
        b"<urlset><url>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><urlset>&a;</urlset>',
        b"\x1f\x8b\x08broken",
        gzip.compress(b"<urlset/>" * 100, mtime=0)[:-20],
        b"hello\nworld",
    ],
)
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(SourceChanged):
        read_sitemap(Document(url=SITE + "sitemap.xml", body=body, fetched_at="2026-11-23T12:00:00Z"))


def test_a_plain_list_of_addresses_is_a_sitemap_too() -> None:
    listed = read_sitemap(Document(url=SITE + "sitemap.txt", body=f"{SITE}a\n{SITE}b\n".encode(), fetched_at="2026-11-23T12:00:00Z"))
    assert listed.pages == (SITE + "a", SITE + "b")
