"""The change feed, page by page: its cursors are numbers of changes and serve any filter, until compaction has passed them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from sqlalchemy import Select, bindparam, func, or_, select

from hub.domain.change import GONE
from hub.errors import BadCursor, CursorExpired
from hub.query import cursor
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.filters import condition
from hub.query.plan.level import Walk
from hub.query.plan.lists import LIMIT, ListShape
from hub.query.plan.page import Asked, Pages, cursor_keys
from hub.query.plan.statement import ROOT
from hub.store.tables import change, change_floor, entity

FLOOR = "floor"
_MARK = cursor.fingerprint("Query.changes", None, None)
_FLOOR = select(func.coalesce(func.max(change_floor.c.seq), 0))


def place_of(text: str) -> tuple[int, int]:
    """The place of a cursor: the floor of its day, and the number of its change. Raises BadCursor."""
    floor, seq = cursor.decode(text, _MARK, 2)
    if not (isinstance(floor, int) and isinstance(seq, int) and 0 <= floor <= seq < 2**62):
        raise BadCursor("This cursor is damaged. Take one that `changes` told.")
    return floor, seq


def cursor_of(place: tuple[int, int]) -> str:
    """The cursor of a place."""
    return cursor.encode(_MARK, place)


class FeedPages(Pages):
    """The page of a feed.

    A cursor holds the floor of its day beside its number: who began to read below a floor goes on below it; who stands below one that
    rose since then has missed changes.
    """

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        asked = self.asked(ask)
        rows = yield from self.query(ask, FLOOR, lambda: _FLOOR, {})
        floor = ask.binds[FLOOR] = rows[0][0]
        if asked.shape.after and asked.values["a1"] < floor != asked.values["a0"]:
            told = (
                "Changes after this cursor are no longer kept, for later ones of the same things superseded them. Begin again without it:"
            )
            error = CursorExpired(f"{told} the feed still holds the newest change of everything that is, or was.")
            raise Refused(error, self.where.path, self.where.node)
        return (yield from super().run(ask, keys))

    def _mark(self, given: Mapping[str, Any]) -> str:  # noqa: ARG002 - the same whatever is asked
        return cursor.fingerprint(self.where.name, None, None)

    def _keys(self, text: str, mark: str, count: int, letter: str) -> dict[str, Any]:
        return cursor_keys(text, mark, count + 1, letter)

    def _cursors(self, ask: Ask, asked: Asked) -> Callable[[tuple[Any, ...]], str]:
        floor, at = ask.binds[FLOOR], len(self.row.columns) + 1
        return lambda row: cursor.encode(asked.mark, (floor, row[at]))

    def _build(self, shape: ListShape) -> Select[Any]:
        places = count()
        meets = condition(self.noun.filters, shape.filter, places)
        found = select(ROOT, *self.row.columns, change.c.seq).where(condition(self.many.arguments, shape.arguments, places))
        if shape.after:
            found = found.where(change.c.seq > bindparam("a1"))
        if shape.filter:
            here = select(entity.c.no).where(entity.c.no == change.c.no, meets).correlate(change).exists()
            found = found.where(or_(change.c.type.in_([str(one) for one in GONE]), here))
        return found.order_by(change.c.seq).limit(LIMIT)
