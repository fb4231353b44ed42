"""A feed as Atom (RFC 4287), page by page (RFC 5005, "paged feeds"). Everything in it is plain text; no HTML of anybody is passed on."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from hub.web.feeds.words import Addresses, News, Wanted, clean, lines_of, link, page_of, sources_of

MEDIA_TYPE = "application/atom+xml"


def write(news: News, wanted: Wanted, at: Addresses, updated: str) -> bytes:
    """The document; `updated` is when the hub last learned of anything, for a feed without entries."""
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", **({"xml:lang": wanted.spoken} if wanted.spoken else {})})
    _text(feed, "id", at.name_of(wanted))
    _text(feed, "title", f"{news.title} · {at.host}" if news.title else at.host)
    _text(feed, "updated", max((entry["updatedAt"] for entry in news.entries), default=updated))
    pages = {"self": at.feed(wanted, wanted.after), "first": at.feed(wanted)} | ({"next": at.feed(wanted, news.next)} if news.next else {})
    for rel, href in pages.items():
        SubElement(feed, "link", {"rel": rel, "type": MEDIA_TYPE, "href": href})
    SubElement(feed, "link", {"rel": "alternate", "href": f"{at.base}/"})
    _text(SubElement(feed, "author"), "name", at.host)
    SubElement(feed, "generator", {"uri": at.base}).text = "Samgraf"
    for entry in news.entries:
        _entry(SubElement(feed, "entry"), entry, at)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(feed, "unicode").encode()


def _entry(made: Element, entry: dict[str, Any], at: Addresses) -> None:
    _text(made, "id", at.name(entry["id"]))
    _text(made, "title", entry["name"])
    _text(made, "updated", entry["updatedAt"])
    _text(made, "published", entry["firstSeenAt"])
    SubElement(made, "link", {"rel": "alternate", "href": clean(page_of(entry))})
    for source in sources_of(entry):
        author = SubElement(made, "author")
        _text(author, "name", source["name"])
        if uri := link(source["url"]):
            _text(author, "uri", uri)
        if licence := link(source["licence"]["url"]):
            SubElement(made, "link", {"rel": "license", "href": clean(licence), "title": clean(source["licence"]["name"])})
    SubElement(made, "category", {"term": entry["kind"], "scheme": f"{at.base}/kinds"})
    for theme in entry["themes"]:
        SubElement(made, "category", {"term": theme["key"], "label": clean(theme["label"]), "scheme": f"{at.base}/themes"})
    if summary := lines_of(entry):
        _text(made, "summary", summary)
    _text(made, "rights", entry["attribution"])


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = clean(text)
