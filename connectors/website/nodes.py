"""Nodes: JSON-LD and microdata in one plain form.

A node is a dictionary with `@type` (a list of bare schema.org names), often `@id` (absolute where it can be), and properties under their
bare names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from connectors.website.types import kind_of

Node = dict[str, Any]

_PREFIX: Final = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)")
_UNSTORABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_AS_IS: Final = "/%:@!$&'()*+,;=~-._?"
_DEEPEST, _LONGEST, _MOST, _LARGEST = 24, 50_000, 1_000, 2**53
_INSIDE: Final = ("mainEntity", "mainEntityOfPage", "about", "itemListElement", "item", "hasPart", "subjectOf")
"""Properties of a page or list under which the things themselves stand."""


def plain_node(value: Any, base: str, language: str | None = None, depth: int = 0) -> Any:
    """A JSON-LD value in plain form: bare names, absolute ids, storable text, nothing too deep, too long or too large for a row."""
    if depth > _DEEPEST:
        return None
    if isinstance(value, str):
        return _storable(value, _LONGEST)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return value if isfinite(value) and abs(value) <= _LARGEST else str(value)[:50]
    if isinstance(value, list):
        flat = [plain_node(one, base, language, depth + 1) for one in value[:_MOST]]
        return [one for one in flat if one is not None]
    return _plain_dict(value, base, language, depth) if isinstance(value, dict) else None


def _plain_dict(value: Mapping[str, Any], base: str, language: str | None, depth: int) -> Any:
    if "@value" in value:
        text = plain_node(value["@value"], base, None, depth + 1)
        return {"@value": text, "@language": _storable(value["@language"], 20)} if isinstance(value.get("@language"), str) else text
    for wrapper in ("@list", "@set"):
        if wrapper in value:
            return plain_node(value[wrapper], base, language, depth + 1)
    language = _context_language(value.get("@context")) or language
    node: Node = {}
    for written, one in list(value.items())[:_MOST]:
        if written == "@context":
            continue
        name = {"id": "@id", "type": "@type"}.get(written, _PREFIX.sub("", _storable(written, 200), count=1))
        plain = plain_node(one, base, None, depth + 1)
        if name == "@type":
            node[name] = types_of(plain)
        elif name == "@id":
            if isinstance(plain, str) and plain.strip():
                node[name] = _absolute_id(plain.strip(), base)
        elif plain is not None:
            node[name] = plain
    if language and "@type" in node and depth <= 2:
        node.setdefault("inLanguage", language)
    return node


def _storable(text: str, longest: int) -> str:
    return _UNSTORABLE.sub("\ufffd", text[:longest])


def types_of(value: Any) -> list[str]:
    """Bare names of types, whatever the way in which they are written."""
    many = value if isinstance(value, list) else [value]
    return [_PREFIX.sub("", one.strip(), count=1) for one in many[:20] if isinstance(one, str) and one.strip()]


def _context_language(context: Any) -> str | None:
    for one in context if isinstance(context, list) else [context]:
        if isinstance(one, dict) and isinstance(one.get("@language"), str):
            return _storable(one["@language"], 20)
    return None


def _absolute_id(value: str, base: str) -> str:
    if value.startswith("_:"):
        return value
    try:
        return urljoin(base, value)[:2_000]
    except ValueError:
        return f"_:{value[:200]}"


def top_nodes(value: Any) -> Iterator[Node]:
    """The nodes that stand for themselves: of lists and graphs, and inside of pages and lists of items."""
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            if "@graph" in one:
                waiting[:0] = [one["@graph"]]
            if one.get("@type"):
                yield one
            if not kind_of(one.get("@type", ())):
                waiting[:0] = [one[name] for name in _INSIDE if isinstance(one.get(name), dict | list)]


def page_of(address: str) -> str:
    """The page that an id or address stands on, in one spelling: no fragment, a path, host and path in ASCII.

    >>> page_of("https://Møn.example/sø#projekt")
    'https://xn--mn-lka.example/s%C3%B8'
    """
    address = address.partition("#")[0]
    try:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https"):
            return address
        host = parts.netloc.lower()
        host = host if host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError):
        return address
    return urlunsplit((parts.scheme, host, quote(parts.path or "/", _AS_IS), quote(parts.query, _AS_IS), ""))
