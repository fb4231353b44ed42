"""Lists of entities over the index in memory: exact totals, pages and facets at a cost that hardly grows with the graph.

Few hits are sorted in memory. Of many, the order is walked until a page is full: stretch by stretch where the index has these, else along
the database, asking the bitmap about each. Either way the rows of a page are then read by their numbers. Where there is no index just now,
or for the past, the database does it all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nlargest, nsmallest
from typing import Any

from pyroaring import BitMap
from sqlalchemy import Column, Select, bindparam, select

from hub.query.index.groups import counts_of
from hub.query.index.index import Index
from hub.query.index.keys import Keys, Order
from hub.query.index.names import Names
from hub.query.index.places import distances
from hub.query.noun import Many, Noun
from hub.query.place import POSITIONS
from hub.query.plan import relevance
from hub.query.plan.ask import Ask
from hub.query.plan.hits import Hits
from hub.query.plan.level import Walk
from hub.query.plan.lists import LIMIT, ListShape, between, keys_of
from hub.query.plan.lists import Keys as OrderKeys
from hub.query.plan.page import Asked, Facets, Pages
from hub.query.plan.statement import home, own_no, tables_of, values_of
from hub.query.plan.statistics import Statistics
from hub.store.engine import in_list
from hub.store.tables import entity, entity_area, entity_theme

FEW_HITS = 4_000
"""So many hits are sorted in memory at most, as long as walking the order may be quicker."""
STRIDES = 4
"""So many strides the order is walked, each four times as far as the last, before all hits are sorted after all."""
PICKED = "picked"


def is_held(noun: Noun, many: Many) -> bool:
    """Whether the index knows the lists of a field: all of a kind, or those that are classed by the parent."""
    classes = (entity_area.c.area_no, entity_theme.c.theme_no)
    return noun.kind is not None and all(any(way.parent is one for one in classes) for way in many.ways.values())


def strides(share: float, fetch: int) -> list[int]:
    """How far to walk: at first twice as far as it takes to meet a page of hits, when so large a share of all are hits."""
    first = max(fetch, min(int(2 * fetch / share) + 1, 2_000)) if share else fetch
    return [first * 4**nth for nth in range(STRIDES)]


class HeldPages(Pages):
    """The pages of all entities of a kind, or of those in an area or a theme."""

    def _find(self, ask: Ask, asked: Asked, keys: list[Any]) -> Walk:
        if ask.index is None:
            return (yield from super()._find(ask, asked, keys))
        hits = Hits(self, self.noun, ask.index, asked.values)
        found = yield from hits.of(ask, asked.shape)
        of_parent = {key: self._within(ask.index, key, found) for key in keys}
        totals = {key: len(mine) for key, mine in of_parent.items()} if self.wants_total else {}
        groups: dict[Any, list[tuple[Any, ...]]] = {}
        fetch = self.fetched(asked)
        if relevance.is_ranked(asked):
            groups = yield from relevance.groups(self, ask, asked, of_parent)
        elif fetch and not (asked.shape.filter or asked.shape.usual or self.many.ways):  # the order of the database is the list
            groups = {keys[0]: (yield from self._rows(ask, asked, None, keys, fetch))}
        elif fetch:
            picked = {}
            for key, mine in of_parent.items():
                picked[key] = yield from self._pick(ask, asked, mine, fetch)
            rows = yield from self._rows_of(ask, asked, picked)
            groups = {key: [(key, *rows[no]) for no in nos] for key, nos in picked.items()}
        facets = yield from self._held_facets(ask, asked, hits, found, of_parent)
        return groups, totals, facets

    def _within(self, index: Index, key: Any, found: BitMap) -> BitMap:
        """The hits that belong to a parent; the root has all."""
        way = next(iter(self.many.ways.values()), None)
        if way is None:
            return found
        assert isinstance(way.parent, Column)
        return found & index.any_of(way.parent, [key])

    # --- A page -------------------------------------------------------------------------------------------------------------------------

    def _pick(self, ask: Ask, asked: Asked, hits: BitMap, fetch: int) -> Walk:
        """The numbers of a page's rows, in the order in which they are read."""
        assert ask.index is not None
        order = keys_of(self.noun, asked.shape.order)
        first = order.columns[0]
        if len(hits) > FEW_HITS and isinstance(first, Column) and not isinstance(ask.index.axes[first], Keys):
            found: list[int] = []
            shape, values = ListShape(asked.shape.order, backward=asked.shape.backward), dict(asked.values)
            shape = shape._replace(after=asked.shape.after, before=asked.shape.before)
            for stride in strides(len(hits) / max(len(ask.index.of_kind(str(self.noun.kind))), 1), fetch):
                walked = self.query(ask, ("walk", shape), lambda of=shape: self._walk(order, of), {**values, "limit": stride}, told=False)
                rows = yield from walked
                found += [row[-1] for row in rows if row[-1] in hits]
                if len(found) >= fetch or len(rows) < stride:
                    return found[:fetch]
                behind = "b" if shape.backward else "a"
                values.update({f"{behind}{place}": key for place, key in enumerate(rows[-1])})
                shape = shape._replace(before=True) if shape.backward else shape._replace(after=True)
        return self._sorted(ask, asked, order, hits, fetch)

    def _walk(self, order: OrderKeys, shape: ListShape) -> Select[Any]:
        """The order keys of the next stride; the last is the number."""
        used = tables_of(*order.columns)
        found = select(*order.columns).select_from(home(self.noun, used)).where(between(order, shape))
        if self.noun.table not in used:
            found = found.where(entity.c.kind == str(self.noun.kind))
        return found.order_by(*order.sorting(order.columns, backward=shape.backward)).limit(LIMIT)

    def _sorted(self, ask: Ask, asked: Asked, order: OrderKeys, hits: BitMap, fetch: int) -> list[int]:
        """The page out of all hits, sorted in memory."""
        assert ask.index is not None
        column, down = order.columns[0], order.down != asked.shape.backward
        axis = ask.index.axes[column] if isinstance(column, Column) else None
        assert axis is None or isinstance(axis, Order | Names)
        bounds: list[tuple[bool, tuple[Any, Any]]] = []
        for letter, given, above in (("a", asked.shape.after, not order.down), ("b", asked.shape.before, order.down)):
            if given:
                key = asked.values[f"{letter}0"]
                bounds.append((above, (key if axis is None else axis.mark(key), asked.values[f"{letter}1"])))
        parts: Iterable[BitMap] = [hits]
        if isinstance(axis, Keys):
            parts = axis.parts(hits, down=down, begin=next((mark[0] for above, mark in bounds if above is not down), None))
        take, found = (nlargest if down else nsmallest), list[int]()
        for part in parts:
            pairs = list(self._with_keys(ask.index, asked, axis, part))
            for above, mark in bounds:
                pairs = [pair for pair in pairs if (pair > mark if above else pair < mark)]
            if down:
                pairs.reverse()  # where many keys are equal, the largest come first, and hardly any has to give way
            found += [no for _, no in take(fetch - len(found), pairs)]
            if len(found) >= fetch:
                break
        return found

    def _with_keys(self, index: Index, asked: Asked, axis: Order | Names | None, hits: BitMap) -> Iterable[tuple[Any, int]]:
        """The hits, each with the key that they are sorted by; without an axis that is how far away they are."""
        if axis is not None:
            return zip(axis.keys(hits), hits.to_array(), strict=True)
        assert asked.near is not None
        return zip(map(int, distances(index, POSITIONS, asked.near[:2], asked.near[2], hits)), hits.to_array(), strict=True)

    def _rows_of(self, ask: Ask, asked: Asked, picked: Mapping[Any, list[int]]) -> Walk:
        """The rows of all pages by number, each without its parent: the columns, then the order keys."""
        order = keys_of(self.noun, asked.shape.order)
        nos = sorted({no for one in picked.values() for no in one})
        rows = yield from self.query(ask, (PICKED, asked.shape.order), lambda: self._picked(order), {**asked.values, PICKED: nos})
        return {row[0]: row[1:] for row in rows}

    def _picked(self, order: OrderKeys) -> Select[Any]:
        columns = (*self.row.columns, *order.columns)
        used = tables_of(*columns)
        no = own_no(self.noun, used)
        return select(no, *columns).select_from(home(self.noun, used)).where(in_list(no, bindparam(PICKED)))

    # --- Facets -------------------------------------------------------------------------------------------------------------------------

    def _held_facets(self, ask: Ask, asked: Asked, hits: Hits, found: BitMap, of_parent: Mapping[Any, BitMap]) -> Walk:
        """For each `facets` and `statistics` field: its answer by parent; `found` are the hits of all parents together."""
        assert ask.index is not None
        answers: list[dict[Any, Any]] = []
        keys = list(of_parent)
        for facets in self.counted:
            if isinstance(facets, Statistics):
                answers.append((yield from facets.run_over(ask, of_parent, self._arguments.read(ask.variables).get("filter"))))
                continue
            first, dimensions = self.asked_facets(ask, facets)
            counted = []
            for name in dimensions:
                by = self.noun.dimensions[name]
                if by.held is None:
                    unpaged = asked.shape._replace(order=None, after=False, before=False, backward=False)
                    counted.append((yield from self._facet(ask, facets, name, first, (asked, unpaged, keys))))
                    continue
                free = any(leaf == by.leaf for leaf, _ in asked.shape.filter)
                mine = (yield from hits.of(ask, asked.shape, (by.leaf,))) if free else found
                buckets = {}
                for key in keys:
                    buckets[key] = yield from self._buckets(
                        ask, facets, name, self._within(ask.index, key, mine) if free else of_parent[key], first
                    )
                counted.append((name, buckets))
            answers.append(facets.shape(counted, keys, ask, ()))
        return answers

    def _buckets(self, ask: Ask, facets: Facets, name: str, hits: BitMap, first: int) -> Walk:
        """The most frequent values of one dimension: value, count, labels; frequent first, then by value."""
        assert ask.index is not None
        by = self.noun.dimensions[name]
        counts = counts_of(ask.index, by, hits) if first else {}
        if len(counts) > first:
            least = sorted(counts.values(), reverse=True)[first - 1]
            counts = {value: count for value, count in counts.items() if count >= least}
        labels = [label for bind in facets.labels if (label := facets.label(by.label, bind)) is not None]
        told: dict[Any, tuple[Any, ...]] = {value: (value,) for value in counts}
        if by.named is not None and counts:
            shape, values = ("named", name, facets.labels), {"keys": list(counts)}
            rows = yield from self.query(ask, shape, lambda: values_of(by, labels), values, told=False)
            told = {no: shown for no, *shown in rows}
        ranked = sorted((-count, *told[value]) for value, count in counts.items() if value in told)[:first]
        shown = [(f"{by.prefix}{value}", -count, words) for count, value, *words in ranked]
        return [(value, count, *(words or [value] * len(facets.labels))) for value, count, words in shown]
