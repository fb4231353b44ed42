"""The root `search`: things of any kind that words meet, best first, over the index in memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyroaring import BitMap

from hub.query import cursor
from hub.query.plan import relevance
from hub.query.plan.ask import Ask
from hub.query.plan.filters import FilterReader, names
from hub.query.plan.held import HeldPages
from hub.query.plan.hits import Hits
from hub.query.plan.level import Walk, met_by
from hub.query.plan.lists import ListShape
from hub.query.plan.page import Asked, cursor_keys, page_size
from hub.store.tables import entity


class SearchPages(HeldPages):
    """The page of a search."""

    def _read(self, given: Mapping[str, Any], most: int) -> Asked:
        size, _ = page_size(given, most)
        reader = FilterReader()
        shape = reader.read(self.noun.filters, given.get("filter"))
        values = {**names(reader.values), **relevance.values(given["text"]), "kinds": given.get("kinds")}
        mark = cursor.fingerprint(self.where.name, given["text"], [given.get("kinds"), given.get("filter")])
        if given.get("after") is not None:
            values.update(cursor_keys(given["after"], mark, 2, "a"))
        return Asked(size, ListShape((relevance.RELEVANCE, "ASC"), shape, after=given.get("after") is not None), values, mark)

    def _find(self, ask: Ask, asked: Asked, keys: list[Any]) -> Walk:
        assert ask.index is not None
        every = yield from met_by(self, ask, asked.values["words"])
        if asked.values["kinds"] is not None:
            every = every & ask.index.any_of(entity.c.kind, asked.values["kinds"])
        hits = Hits(self, self.noun, ask.index, asked.values, every)
        found = yield from hits.of(ask, asked.shape)
        of_key = dict[Any, BitMap]((key, found) for key in keys)
        rows = yield from relevance.groups(self, ask, asked, of_key)
        facets = yield from self._held_facets(ask, asked, hits, found, of_key)
        return rows, dict.fromkeys(keys, len(found)), facets
