"""Everything within some steps of a thing, drawn up to a limit and counted beyond it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hub.query.graph.hubs import HUB
from hub.query.graph.lens import Entry, Lens
from hub.query.graph.links import BETWEEN_BIT, GROUP_SHIFT, link_no

MOST_COUNTED = 100_000
"""Links that are looked at to tell how much there is."""

MANY = 64
"""A row with more links is first asked as a whole whether any of them counts."""


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
        step = self.steps[self._rim[0]] + 1
        rim: list[int] = []
        for no, is_between in self._in_turn():
            if self.full():
                break
            if no in self.steps:
                continue
            self.steps[no] = step
            if not is_between:
                rim.append(no)
                continue
            self._between.add(no)
            for other in self._lens.ends(no):
                if other not in self.steps and not self.full():
                    self.steps[other] = step
                    rim.append(other)
        self._rim = rim

    def _in_turn(self) -> Iterator[tuple[int, bool]]:
        """The neighbours of the rim, one of each kind of link in turn, and whether they stand between others."""
        groups: dict[int, list[Entry]] = {}
        drawn, asked = self.steps, self._lens.asked
        for no in self._rim:
            for key, other in self._lens.entries(no, 2 * self._limit):  # each at most by two links, and the half of them may be drawn
                if other not in drawn:
                    mine = key & ~BETWEEN_BIT if other in asked else key
                    groups.setdefault(mine >> GROUP_SHIFT, []).append((mine, other))
        turns: list[Iterable[Entry]] = [sorted(groups[group]) for group in sorted(groups)]
        waiting = [iter(turn) for turn in turns]
        while waiting:
            for turn in list(waiting):
                entry = next(turn, None)
                if entry is None:
                    waiting.remove(turn)
                else:
                    yield entry[1], entry[0] & BETWEEN_BIT != 0

    def links(self) -> list[int]:
        """The links between what is drawn, in the order in which it was drawn; each is looked for at the end with fewer of them."""
        lens, degree = self._lens, self._lens.links.degree
        places = {no: place for place, no in enumerate(self.steps)}
        left = set(self.steps)
        found: list[tuple[int, int, int]] = []
        for size, no in sorted((degree(no), no) for no in self.steps):
            left.discard(no)
            if not left:
                break
            if size > MANY and left.isdisjoint(lens.ends(no)) and left.isdisjoint(lens.between(no)):
                continue
            for key, other in lens.entries(no):
                if other in left and self._leads(no, other):
                    near, far = sorted((places[no], places[other]))
                    found.append((far, near, key & ~BETWEEN_BIT))
        return [link_no(key) for _, _, key in sorted(found)]

    def _leads(self, one: int, other: int) -> bool:
        """Whether one gets further by a link between two drawn things."""
        if one in self._between or other in self._between:
            return not (one in self._between and other in self._between)
        return self.steps[one] < self._depth or self.steps[other] < self._depth
