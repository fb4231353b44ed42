"""Everything within some steps of a thing, drawn up to a limit and counted beyond it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, zip_longest

from hub.query.graph.hubs import HUB
from hub.query.graph.lens import MANY, Lens
from hub.query.graph.links import BETWEEN_BIT, GROUP_SHIFT, link_no

MOST_COUNTED = 100_000
"""Links that are looked at to tell how much there is."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn: the numbers of things, nearest first, and of the links between them; and how many there are in whole."""

    nodes: list[int]
    links: list[int]
    total_nodes: int
    total_links: int


def network(lens: Lens, start: int, depth: int, limit: int) -> Drawn:
    """Everything within `depth` steps of a thing, at most `limit` things of it.

    The links are those over which one gets there: every link that has an end less than `depth` steps away, and those of what stands
    between. Step by step, and within a step in turn for each kind of link, the most certain and newest come first.
    The totals are exact as long as no more links than `lens` allows have to be looked at; else they tell of what was counted until then.
    """
    drawing, count = _Drawing(lens, start, depth, limit), _Count(lens, start)
    for step in range(1, depth + 1):
        drawing.widen()
        count.widen(last=step == depth)
        if count.over and drawing.full():
            break
    links = drawing.links()
    return Drawn(list(drawing.steps), links, max(count.nodes, len(drawing.steps)), max(count.links, len(links)))


class _Count:
    """How much there is, counted step by step."""

    def __init__(self, lens: Lens, start: int) -> None:
        self._lens, self._rim, self._seen, self._passed, self._left = lens, {start}, {start}, set[int](), set[int]()
        self.nodes, self.links, self.over = 1, 0, False

    def widen(self, *, last: bool) -> None:
        """One step further, unless there is too much to look at. Of the last step, the largest hub is counted without being gathered."""
        lens, rim = self._lens, self._rim
        hub = max(rim, key=lens.links.degree, default=None) if last and lens.everything else None
        if hub is not None and lens.links.degree(hub) < HUB:
            hub = None
        rim = rim - {hub}
        self.over = self.over or not lens.look_at(rim)
        if self.over:
            return
        new, between, links = set[int](), set[int](), 0
        for no in rim:
            ends = lens.ends(no)
            links += len(ends) - sum(map(self._left.__contains__, ends))
            self._left.add(no)
            new.update(ends)
            between.update(lens.between(no))
        between -= self._passed
        self.over = not lens.look_at(between)
        if self.over:
            return
        for no in between:
            ends = lens.ends(no)
            links += len(ends)
            new.update(ends)
        self._rim = new - self._seen
        self._seen |= self._rim
        self._passed |= between
        self.nodes, self.links = len(self._seen) + len(self._passed), self.links + links
        if hub is not None:
            self._add_hub(hub)

    def _add_hub(self, hub: int) -> None:
        """Counts what only the hub leads to."""
        around, lens = self._lens.around(hub), self._lens
        passed = self._passed & around.between
        self.nodes += len(around.ends) - len(self._seen & around.ends) + len(around.between) - len(passed)
        self.links += around.at_once - sum(lens.ends(no).count(hub) for no in self._left)
        self.links += around.over_between - sum(len(lens.ends(no)) for no in passed)


class _Drawing:
    """What is drawn. `steps` says of each thing after how many steps it was met, in the order in which they were drawn."""

    def __init__(self, lens: Lens, start: int, depth: int, limit: int) -> None:
        self._lens, self._depth, self._limit = lens, depth, limit
        self._rim, self._between = [start], set[int]()
        self.steps = {start: 0}

    def full(self) -> bool:
        return len(self.steps) >= self._limit

    def widen(self) -> None:
        """One step further, as far as there is room."""
        if self.full() or not self._rim:
            return
        steps, limit, step = self.steps, self._limit, self.steps[self._rim[0]] + 1
        rim: list[int] = []
        behind = self._behind()
        for key in _in_turn(sorted([key for key, no in behind.items() if no not in steps])):
            no = behind[key]
            if no in steps:
                continue
            if len(steps) >= limit:
                break
            steps[no] = step
            if not key & BETWEEN_BIT:
                rim.append(no)
                continue
            self._between.add(no)
            for other in self._lens.ends(no):
                if other not in steps and len(steps) < limit:
                    steps[other] = step
                    rim.append(other)
        self._rim = rim

    def _behind(self) -> dict[int, int]:
        """What the links of the rim lead to, by their keys. A key that two of the rim share leads to what is drawn already."""
        found: dict[int, int] = {}
        for no in self._rim:
            for keys, things in self._lens.columns(no, 2 * self._limit):  # each at most by two links, and the half of them may be drawn
                found.update(zip(keys, things, strict=True))
        return found

    def links(self) -> list[int]:
        """The links between what is drawn, in the order in which it was drawn.

        One gets further by those of what is less than the last step away, and of what stands between: these are looked through. Of two
        things with more links than there are things drawn, the one with fewer is looked through; of one, the other.
        """
        lens, degree = self._lens, self._lens.links.degree
        drawn, most = set(self.steps), max(MANY, len(self.steps))
        inner = {no for no, step in self.steps.items() if step < self._depth or no in self._between}
        ties, large = lens.ties(inner, drawn, most)
        if large:
            hubs = set(large)
            more, others = lens.ties(drawn - inner, hubs, most)
            ties += more
            large = sorted(large + others, key=lambda no: (degree(no), no))
            for nth, no in enumerate(large, 1):
                larger = set(large[nth:]) if no in hubs else hubs.intersection(large[nth:])
                ties += lens.ties((no,), larger)[0] if larger else []
        places = {no: place for place, no in enumerate(self.steps)}
        found: set[tuple[int, int, int]] = set()
        for no, other, key in ties:
            if no == other or (no in self._between and other in self._between):
                continue
            one, two = places[no], places[other]
            found.add((one, two, key & ~BETWEEN_BIT) if one > two else (two, one, key & ~BETWEEN_BIT))
        return [link_no(key) for _, _, key in sorted(found)]


def _in_turn(keys: list[int]) -> Iterator[int]:
    """Sorted keys, one of each kind of link in turn."""
    kinds, start = list[list[int]](), 0
    while start < len(keys):
        stop = bisect_left(keys, ((keys[start] >> GROUP_SHIFT) + 1) << GROUP_SHIFT, start)
        kinds.append(keys[start:stop])
        start = stop
    return (key for key in chain.from_iterable(zip_longest(*kinds)) if key is not None)
