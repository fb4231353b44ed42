"""A plain list at the root that is read page by page: `first` of it, `after` the last thing of the page before, by its id."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, select

from hub.errors import BadCursor, QueryError
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.level import Lists, Walk, row_load
from hub.query.plan.lists import LIMIT
from hub.query.plan.load import Load
from hub.query.plan.page import Where, page_size


class PagedLists(Lists):
    """The page of a list. An id that `after` names and that there is not is refused, for an empty page would look like the end."""

    def __init__(self, *given: Any, where: Where, past: bool) -> None:
        super().__init__(*given, past=past)
        self._where = where

    def _size(self, ask: Ask) -> int:
        """How many are asked for. Raises Refused."""
        try:
            size, _ = page_size({"first": self._arguments.read(ask.variables).get("first")}, ask.max_page)
        except QueryError as error:
            raise Refused(error, self._where.path, self._where.node) from None
        ask.largest = max(ask.largest, size)
        return size

    def estimate(self, ask: Ask, parents: int) -> Load:
        size = self._size(ask) * parents
        return Load(size) + row_load(self.row, ask, size)

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        given = self._arguments.read(ask.variables)
        if (last := given.get("after")) is not None and not (yield from self.query(ask, "last", self._last, {"last": last}, told=False)):
            error = BadCursor(f"`after` is the id of the last one that you have; there is none with the id {last[:60]!r}.")
            raise Refused(error, self._where.path, self._where.node)
        return (yield from self.read(ask, keys, given, limit=self._size(ask)))

    def _last(self) -> Select[Any]:
        assert self.relation.paged is not None
        return select(self.relation.paged).where(self.relation.paged == bindparam("last"))

    def _build(self, shape: Any) -> Select[Any]:
        return super()._build(shape).limit(LIMIT)
