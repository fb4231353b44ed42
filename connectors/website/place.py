"""Which of the nodes on a page are at home there, what their keys are, and what is said of those that live elsewhere.

A thing is read on its own page: a node whose `@id` (or, without one, whose `url`) is another page of the same site is only mentioned here,
so two pages never quarrel about one record. A thing of another site, or without any address, is a small row of its own: what it is called.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

from connectors.website.nodes import Node, page_of
from connectors.website.private import without_persons
from connectors.website.types import is_later, is_person, kind_of
from hub.domain.ids import EntityKind


class Place:
    """One page of a site. `names` are its addresses, `root` that of the site, `owner` the id of the site's owner where it is known."""

    def __init__(self, page: str, *, names: frozenset[str], root: str, owner: str | None = None, is_list: bool = False) -> None:
        self._page = page
        self._names = names | {page}
        self._root = page_of(root)
        self._owner = owner
        self._is_list = is_list
        self._host = urlsplit(self._root).netloc
        self._known: dict[str, Node] = {}
        self._found: dict[str, Node] = {}
        self.own: set[str] = set()
        """Keys of the rows that the page itself is about, in contrast to what it merely mentions."""

    def rows(self, tops: Sequence[Node]) -> Iterator[tuple[str, Node]]:
        """Key and cleaned data of every item, each key once; of two nodes with one key the first wins field by field."""
        self._known, self._found, self.own = {}, {}, set()
        for node in tops:
            if "@id" in node and len(node) > 2:
                _add(self._known, node["@id"], node)
        for top in tops:
            node = self._known.get(top.get("@id", ""), top)
            types = node.get("@type", [])
            if (kind_of(types) or is_later(types)) and (self._is_list or self._is_home(node)) and (cleaned := without_persons(node)):
                self.own.add(self._key(node))
                _add(self._found, self._key(node), self._linked(cleaned))
        yield from self._found.items()

    def _is_home(self, node: Node) -> bool:
        own = _id(node)
        where = self._in_site(own or node.get("url"))
        return where is None or where in self._names

    def _in_site(self, address: Any) -> str | None:
        """The page of this site that an address leads to; None when it leads elsewhere."""
        if not isinstance(address, str) or not address.strip():
            return None
        try:
            url = page_of(urljoin(self._page, address.strip()))
            return url if urlsplit(url).netloc == self._host else None
        except ValueError:
            return None

    def _key(self, node: Node) -> str:
        return _id(node) or f"{self._page}#{_label(node)}"

    def _linked(self, node: Node) -> Node:
        """The node with every thing inside of it that has a row of its own replaced by a mention with its `@key`."""
        linked: Node = {}
        for name, value in node.items():
            if isinstance(value, list):
                many = [self._mention(one) if isinstance(one, dict) else one for one in value]
                linked[name] = [one for one in many if one != {}]
            else:
                linked[name] = self._mention(value) if isinstance(value, dict) else value
        return {name: value for name, value in linked.items() if value not in ({}, [])}

    def _mention(self, node: Node) -> Node:
        known = self._known.get(node.get("@id", ""), node)
        own = _id(known)
        if is_person(known) or "person" in node.get("@id", "").lower():
            return {}
        kind = kind_of(known.get("@type", ()))
        if kind is None:
            return {"@id": own, "@key": own} if own and set(node) == {"@id"} else self._linked(node)
        short: Node = {name: known[name] for name in ("@id", "@type", "name", "url") if name in known and not isinstance(known[name], dict)}
        key = self._row_of(node, known, short, kind)
        return {**short, "@key": key} if key else short

    def _row_of(self, node: Node, known: Node, short: Node, kind: EntityKind) -> str | None:
        """The key of the row of a thing that is mentioned; makes the row where no page will. None: only a page is known."""
        own = _id(known)
        where = self._in_site(own or known.get("url"))
        if own:
            if where is None:
                _add(self._found, own, short)
            elif where in self._names and known is node and len(node) > len(short):
                self.own.add(own)
                _add(self._found, own, self._linked(node))
            return own
        if where is None and isinstance(known.get("name"), str):
            key = f"{self._root}#{_label(known)}"
            _add(self._found, key, short)
            return key
        return self._owner if where == self._root and kind is EntityKind.ORGANIZATION else None


def _add(nodes: dict[str, Node], key: str, node: Node) -> None:
    kept = nodes.setdefault(key, {})
    kept.update({name: value for name, value in node.items() if name not in kept})


def _id(node: Node) -> str | None:
    own = node.get("@id", "")
    return own if own.startswith(("http://", "https://", "urn:")) else None


def _label(node: Node) -> str:
    """What tells a node without an id from its neighbours: type, name, and for events the start."""
    name = node.get("name")
    name = name[0] if isinstance(name, list) and name else name
    name = name.get("@value") if isinstance(name, dict) else name
    start = node.get("startDate") if is_later(node.get("@type", ())) else None
    parts = [(node.get("@type") or ["Thing"])[0], str(name or "")[:200], str(start)[:40] if start else ""]
    return "=".join(part for part in parts if part)
