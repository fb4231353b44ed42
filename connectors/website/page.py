"""A page as served: what it is called, and the nodes that its markup holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from connectors.website.jsonld import read_block
from connectors.website.nodes import Node, page_of, plain_node, top_nodes, types_of
from hub.domain.document import Document
from hub.sdk.html import html_text, safe_url
from hub.sdk.row import Unreadable

_MOST_BLOCKS: Final = 500
_MOST_NODES: Final = 3_000
_MOST_RAW: Final = 100_000


@dataclass(slots=True)
class Page:
    """`url` is the page's own idea of its address (canonical link) where that is on the same host, `names` are all its addresses."""

    url: str
    names: frozenset[str]
    language: str | None = None
    title: str | None = None
    description: str | None = None
    image: str | None = None
    nodes: list[Node] = field(default_factory=list)
    broken: list[Unreadable] = field(default_factory=list)


def read_page(document: Document) -> Page:
    """Everything that the page says in JSON-LD, microdata and Open Graph; what cannot be read stands in `broken` with its reason."""
    text = document.text()
    html = LexborHTMLParser(text)
    served = page_of(document.url)
    url = _canonical(html, served)
    root = html.css_first("html")
    language = (root.attributes.get("lang") or "") if root else ""
    page = Page(url=url, names=frozenset({served, url}), language=language.strip()[:20] or None)
    _json_ld(page, html, _base(html, served))
    if "itemscope" in text:
        _microdata(page, text)
    _describe(page, html, text)
    page.nodes = page.nodes[:_MOST_NODES]
    return page


def _canonical(html: LexborHTMLParser, served: str) -> str:
    link = html.css_first("link[rel=canonical]")
    address = safe_url(link.attributes.get("href"), served) if link else None
    named = page_of(address) if address else served
    return named if urlsplit(named).netloc == urlsplit(served).netloc else served


def _base(html: LexborHTMLParser, served: str) -> str:
    base = html.css_first("base[href]")
    return (safe_url(base.attributes.get("href"), served) if base else None) or served


def _json_ld(page: Page, html: LexborHTMLParser, base: str) -> None:
    scripts = [
        one for one in html.css("script") if (one.attributes.get("type") or "").lower().partition(";")[0].strip() == "application/ld+json"
    ]
    for number, script in enumerate(scripts[:_MOST_BLOCKS], start=1):
        raw = script.text(deep=True)
        try:
            for value in read_block(raw):
                page.nodes.extend(top_nodes(plain_node(value, base)))
        except ValueError as error:
            raw_bytes = raw[:_MOST_RAW].encode("utf-8", errors="replace")
            page.broken.append(Unreadable(f"{page.url}#json-ld-{number}", f"JSON-LD block {number}: {error}", raw_bytes))


def _microdata(page: Page, text: str) -> None:
    for item in _extracted(page, text, "microdata"):
        page.nodes.extend(top_nodes(plain_node(_as_node(item), page.url)))


def _as_node(item: Any, depth: int = 0) -> Any:
    """A microdata item in the form of JSON-LD."""
    if isinstance(item, list):
        return [_as_node(one, depth + 1) for one in item]
    if not isinstance(item, dict) or depth > 20:
        return item if not isinstance(item, dict) else None
    node: Node = {name: _as_node(value, depth + 1) for name, value in item.get("properties", {}).items()}
    node["@type"] = types_of(item.get("type", []))
    if isinstance(item.get("id"), str):
        node["@id"] = item["id"]
    return node


def _extracted(page: Page, text: str, syntax: str) -> list[Any]:
    """What extruct finds of one syntax; a page that it cannot read is a counted problem, not an exception."""
    import extruct  # noqa: PLC0415 - half a second to import (RDF comes with it), and most pages need none of it

    try:
        found = extruct.extract(text, base_url=page.url, syntaxes=[syntax], errors="ignore")
        return list(found.get(syntax, []))
    except Exception as error:  # noqa: BLE001 - somebody else's parser on somebody else's page
        page.broken.append(Unreadable(f"{page.url}#{syntax}", f"{syntax}: {type(error).__name__}: {str(error)[:150]}", b""))
        return []


def _describe(page: Page, html: LexborHTMLParser, text: str) -> None:
    """Title, description and image: Open Graph, then what the page has for search engines."""
    graph: dict[str, str] = {}
    if "og:" in text:
        for found in _extracted(page, text, "opengraph"):
            for name, value in found.get("properties", []):
                graph.setdefault(name, value if isinstance(value, str) else "")
    title, description = html.css_first("title"), html.css_first('meta[name="description"]')
    page.title = html_text(graph.get("og:title") or (title.text() if title else ""), 300) or None
    page.description = (
        html_text(graph.get("og:description") or ((description.attributes.get("content") or "") if description else ""), 2_000) or None
    )
    page.image = safe_url(graph.get("og:image"), page.url)
