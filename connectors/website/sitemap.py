"""Sitemaps: an XML list of pages or of further sitemaps, sometimes gzipped, sometimes plain lines."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from hub.domain.document import Document
from hub.errors import SourceChanged
from hub.sdk.html import safe_url

_MOST_BYTES: Final = 52_428_800
"""50 MiB: what the protocol (sitemaps.org) allows; the fetcher has its own cap."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Addresses of pages, and of sitemaps that list more."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def read_sitemap(document: Document) -> Sitemap:
    """What a sitemap lists, relative addresses resolved, in its order and each once. Raises SourceChanged when it is none."""
    body = _inflated(document)
    text = body.decode("utf-8", errors="replace").strip("\ufeff \t\r\n")
    if not text.startswith("<"):
        lines = [safe_url(line) for line in text.splitlines()]
        if not lines or not all(lines):
            raise SourceChanged(f"{document.url[:200]}: neither an XML sitemap nor a list of addresses")
        return Sitemap(pages=tuple(dict.fromkeys(line for line in lines if line)))
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, RecursionError) as error:
        raise SourceChanged(f"{document.url[:200]}: a sitemap was expected, and this is no readable XML ({str(error)[:150]})") from None
    kind = _bare(root.tag)
    if kind not in ("urlset", "sitemapindex"):
        raise SourceChanged(f"{document.url[:200]}: a sitemap was expected, and this is <{kind[:40]}>")
    listed = [safe_url(loc.text, document.url) for entry in root for loc in entry if _bare(loc.tag) == "loc"]
    found = tuple(dict.fromkeys(url for url in listed if url))
    return Sitemap(sitemaps=found) if kind == "sitemapindex" else Sitemap(pages=found)


def _bare(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _inflated(document: Document) -> bytes:
    if not document.body.startswith(b"\x1f\x8b"):
        return document.body
    machine = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        body = machine.decompress(document.body, _MOST_BYTES)
    except zlib.error as error:
        raise SourceChanged(f"{document.url[:200]}: a gzipped sitemap that cannot be unpacked ({error})") from None
    if not machine.eof:
        raise SourceChanged(f"{document.url[:200]}: a gzipped sitemap that is cut short, or larger than {_MOST_BYTES:,} bytes")
    return body
