"""Where a piece of somebody's HTML leads, and what it calls itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from hub.sdk.html import html_text, plain, safe_url, shorten

_MOST_HTML: Final = 1_000_000
_MOST_LINKS: Final = 2_000
_LEADING: Final = (("a[href], area[href]", "href"), ("blockquote[cite], q[cite]", "cite"))
LONGEST_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title, its language (primary subtag) where it tells one, and where it leads, each address once."""

    title: str
    language: str | None
    links: tuple[str, ...]


def read_page(html: str, address: str | None = None) -> Page:
    """A page as it was served at `address`. Only the first million characters and the first 2,000 links are looked at."""
    tree = LexborHTMLParser(html[:_MOST_HTML])
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "") if root is not None else ""
    base = tree.css_first("base[href]")
    start = safe_url(base.attributes.get("href"), address) or address if base is not None else address
    return Page(_title(tree), _primary(language), _links(tree, start))


def links_of(html: str, address: str | None = None) -> tuple[str, ...]:
    """Where a piece of HTML leads."""
    return _links(LexborHTMLParser(html[:_MOST_HTML]), address)


def _links(tree: LexborHTMLParser, base: str | None) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for selector, name in _LEADING:
        for node in tree.css(selector):
            url = safe_url(node.attributes.get(name), base)
            if url is not None and len(found) < _MOST_LINKS:
                found[url] = None
    return tuple(found)


def _title(tree: LexborHTMLParser) -> str:
    shared = tree.css_first('meta[property="og:title"]')
    said = (shared.attributes.get("content") or "") if shared is not None else ""
    for selector in ("title", "h1"):
        node = tree.css_first(selector) if not said.strip() else None
        said = node.text() if node is not None else said
    return shorten(plain(html_text(said)), LONGEST_TITLE)


def _primary(language: str) -> str | None:
    primary = language.strip().partition("-")[0].lower()
    return primary if primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3 else None
