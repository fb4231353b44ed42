"""Initiatives like one: the same themes and words, elsewhere. Candidates come from the index in memory, their words from the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from hub.domain.ids import EntityKind
from hub.domain.likeness import likeness, theme_weight, words_of
from hub.errors import BadArgument, QueryError
from hub.query.index.axes import Classes
from hub.query.index.index import Index
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.level import Level, Objects, Walk
from hub.query.plan.load import LIKENESS, Load
from hub.query.plan.page import page_size
from hub.query.plan.shape import Row
from hub.query.plan.statement import KEYS
from hub.store.engine import in_list
from hub.store.tables import entity, entity_theme

if TYPE_CHECKING:
    from graphql import FieldNode

    from hub.query.plan.arguments import Arguments
    from hub.query.plan.compile import Compiler

MOST_CANDIDATES = 2_000
"""So many are looked at, those with the rarest theme first; the newest of them when there are more."""
MOST_READ = 60
"""Of so many the words are read."""


class SimilarLevel(Level):
    """The initiatives that are like others, by the number of those."""

    def __init__(self, arguments: Arguments, things: Objects, path: tuple[str, ...], node: FieldNode) -> None:
        super().__init__()
        self.row = Row()
        self._arguments, self._things, self._path, self._node = arguments, things, path, node

    def estimate(self, ask: Ask, parents: int) -> Load:
        rows = self._first(ask) * parents
        return Load(rows, parents * LIKENESS) + self._things.estimate(ask, rows)

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        assert ask.index is not None
        first = self._first(ask)
        rows = yield from self.query(ask, "themes", lambda: _THEMES, {"keys": keys}, told=False)
        themes: dict[int, set[int]] = {}
        for no, theme_no in rows:
            themes.setdefault(no, set()).add(theme_no)
        near = {key: nearest(ask.index, key, themes.get(key, set())) for key in keys}
        known = yield from self._texts(ask, [*keys, *(no for found in near.values() for no in found)])
        picked = {key: self._ranked(key, found, known)[:first] for key, found in near.items()}
        nos = sorted({no for found in picked.values() for no in found})
        things = (yield from self._things.run(ask, nos)) if nos else {}
        return {key: [things[no] for no in found] for key, found in picked.items()}

    def _ranked(self, key: int, found: Mapping[int, list[int]], known: Mapping[int, Any]) -> list[int]:
        """The candidates elsewhere, the most alike first."""
        area, words = known[key]
        scores = {
            no: likeness(shared, words, known[no][1])
            for no, shared in found.items()
            if no in known and (area is None or known[no][0] != area)
        }
        return sorted(scores, key=lambda no: (-scores[no], no))

    def _texts(self, ask: Ask, nos: list[int]) -> Walk:
        """Area and words, by number."""
        rows = yield from self.query(ask, "texts", lambda: _TEXTS, {"keys": sorted(set(nos))}, told=False)
        return {no: (area, words_of(name, summary)) for no, area, name, summary in rows}

    def _first(self, ask: Ask) -> int:
        try:
            return page_size(self._arguments.read(ask.variables), ask.max_page)[0]
        except QueryError as error:
            raise Refused(error, self._path, self._node) from None


def nearest(index: Index, no: int, themes: set[int]) -> dict[int, list[int]]:
    """The initiatives that share the rarest themes with one: their numbers, with the weights of the themes that they share."""
    every, axis = index.of_kind(EntityKind.INITIATIVE), index.axes[entity_theme.c.theme_no]
    assert isinstance(axis, Classes)
    having = sorted(((len(hits), one, hits) for one in themes if (hits := axis.any_of([one]) & every)), key=lambda found: found[:2])
    shared: dict[int, list[int]] = {}
    for size, _, hits in having:
        weight = theme_weight(len(every), size)
        for other in reversed(hits):
            if other in shared:
                shared[other].append(weight)
            elif other != no and len(shared) < MOST_CANDIDATES:
                shared[other] = [weight]
    kept = sorted(shared, key=lambda other: (-sum(shared[other]), other))[:MOST_READ]
    return {other: shared[other] for other in kept}


_THEMES: Select[Any] = select(entity_theme.c.no, entity_theme.c.theme_no).where(in_list(entity_theme.c.no, KEYS), entity_theme.c.direct)
_TEXTS: Select[Any] = select(entity.c.no, entity.c.area_no, entity.c.name, entity.c.summary).where(in_list(entity.c.no, KEYS))


def compile_similar(
    compiler: Compiler, arguments: Arguments, same: list[FieldNode], path: tuple[str, ...], things: Objects
) -> SimilarLevel:
    """The level of one `similar` field. Raises Refused within a reading of the past."""
    if compiler.past:
        raise Refused(BadArgument("`similar` knows the present only: ask it outside `asOf`."), path, same[0])
    compiler.indexed = True
    return SimilarLevel(arguments, things, path, same[0])
