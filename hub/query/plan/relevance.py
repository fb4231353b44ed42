"""Pages by relevance: the hits are ranked in memory, best first, and the rows of the page are read by their numbers.

Of more than MOST_FITTED hits, only those that are met in their name are told how well they fit; the others follow by number.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nlargest, nsmallest
from typing import TYPE_CHECKING, Any, NamedTuple

from pyroaring import BitMap
from sqlalchemy import Select, bindparam, select

from hub.errors import BadCursor
from hub.query import search
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.level import Level, Walk, met_by
from hub.query.plan.shape import Row
from hub.query.plan.statement import home, own_no, tables_of
from hub.query.snippet import finder, snippet
from hub.store.engine import in_list
from hub.store.words import asked_words, expression

if TYPE_CHECKING:
    from hub.query.plan.page import Asked, Pages

MOST_FITTED = 10_000
RELEVANCE, TYPED = "RELEVANCE", "typed"
"""The order, and the value that holds what was typed."""
Score = tuple[int, int]
"""The order keys of a hit: its score in thousandths, negative so that the best come first; its number."""


class Scores(NamedTuple):
    """How well hits fit, in thousandths: what is `told` of each; 1 for the others in `flat`, 0 for the rest."""

    told: dict[int, int]
    flat: BitMap


def values(typed: str) -> dict[str, Any]:
    """What the statements of a list bind that is searched by these words. Raises OverLimit."""
    words = asked_words(typed)
    return {TYPED: typed, "words": expression(words), "names": expression(words, names=True), **search.name_bounds(typed)}


def typed_in(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The values of a filter that has words at its top; none otherwise."""
    typed = (given or {}).get("text")
    return {} if typed is None else values(typed)


def is_ranked(asked: Asked) -> bool:
    return asked.shape.order is not None and asked.shape.order[0] == RELEVANCE


def groups(level: Pages, ask: Ask, asked: Asked, hits: Mapping[Any, BitMap]) -> Walk:
    """The rows of the page of each parent out of its hits: parent, columns, score, number."""
    fetch = level.fetched(asked)
    if not fetch:
        return {}
    every = BitMap().union(*hits.values()) if hits else BitMap()
    scores = yield from _scores(level, ask, asked, every)
    picked = {key: _page(level, asked, scores, mine, fetch) for key, mine in hits.items()}
    nos = sorted({no for page in picked.values() for _, no in page})
    rows = yield from level.query(ask, "ranked", lambda: _rows(level), {"nos": nos})
    columns = {row[0]: row[1:] for row in rows}
    return {key: [(key, *columns[score[1]], *score) for score in page] for key, page in picked.items()}


def _scores(level: Level, ask: Ask, asked: Asked, hits: BitMap) -> Walk:
    """How well the hits fit."""
    wanted, flat, told = hits, BitMap(), dict[int, int]()
    if len(hits) > MOST_FITTED:
        wanted = hits & (yield from met_by(level, ask, asked.values["names"]))
    if len(wanted) > MOST_FITTED:
        flat = wanted
    else:
        rows = yield from level.query(ask, "fitting", search.fitting, {**asked.values, "nos": list(wanted)}, told=False)
        told = {no: min(fit, search.FITTING) for no, fit in rows}
    if asked.values["from"]:
        for no, whole in (yield from level.query(ask, "named", search.named_so, dict(asked.values), told=False)):
            if no in hits:
                told[no] = told.get(no, int(no in flat)) + (search.NAMED if whole else search.BEGINS)
    return Scores(told, flat)


def _page(level: Pages, asked: Asked, fits: Scores, hits: BitMap, fetch: int) -> list[Score]:
    """The page: out of the hits that are told apart, and out of as many of the others as it may hold, which follow by number."""
    assert asked.shape.order is not None
    down = asked.shape.order[1] == "DESC"
    scores = [(-score, no) for no, score in fits.told.items() if no in hits]
    rest = hits - BitMap(fits.told)
    tiers = {-1: rest & fits.flat, 0: rest - fits.flat}
    for letter, given, above in (("a", asked.shape.after, not down), ("b", asked.shape.before, down)):
        if given:
            mark = (asked.values[f"{letter}0"], asked.values[f"{letter}1"])
            if type(mark[0]) is not int or type(mark[1]) is not int:
                error = BadCursor("This cursor is damaged; ask for the first page again, without it.")
                raise Refused(error, level.where.path, level.where.node)
            scores = [score for score in scores if (score > mark if above else score < mark)]
            tiers = {score: _beyond(tier, score, mark, above=above) for score, tier in tiers.items()}
    last = down != asked.shape.backward
    for score, tier in tiers.items():
        scores += [(score, no) for no in (tier[-fetch:] if last else tier[:fetch])]
    return (nlargest if last else nsmallest)(fetch, scores)


def _beyond(tier: BitMap, score: int, mark: Score, *, above: bool) -> BitMap:
    """Those of the things of one score that lie beyond a cursor."""
    if score != mark[0]:
        return tier if (score > mark[0]) == above else BitMap()
    last = tier.max() if tier else -1
    no = min(max(mark[1], -1), last + 1)
    return tier & (BitMap(range(no + 1, last + 1)) if above else BitMap(range(no)))


def _rows(level: Pages) -> Select[Any]:
    columns = level.row.columns
    used = tables_of(*columns)
    no = own_no(level.noun, used)
    return select(no, *columns).select_from(home(level.noun, used)).where(in_list(no, bindparam("nos")))


class Snippets(Level):
    """What the things on a page say around the first word that was searched for, by number; nothing where no words were."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self.row, self._pages = Row(), pages

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        typed = self._pages.asked(ask).values.get(TYPED)
        if typed is None:
            return {}
        texts: dict[int, list[tuple[str, str, str]]] = {}
        for no, *text in (yield from self.query(ask, None, lambda: search.TEXTS, {"nos": keys})):
            texts.setdefault(no, []).append(tuple(text))
        meets = finder(typed)
        return {no: snippet(meets, mine, ask.lang) for no, mine in texts.items()}
