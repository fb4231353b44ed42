"""The shortest ways from one thing to another: searched from both ends at once, told in one steady order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hub.query.graph.lens import Lens
from hub.query.graph.links import link_no

FEW = 200
"""So many things are looked at one by one, before a row is read as a whole."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way. `length` counts steps; `nodes` are its things from end to end, `links` those that prove it, in the same order."""

    length: int
    nodes: list[int]
    links: list[int]


def paths(lens: Lens, start: int, end: int, most_steps: int, first: int) -> list[Way]:
    """At most `first` of the shortest ways; none when there is none of at most so many steps.

    Two ways are different when they lead over different things, those between others left aside. First come those through the things with
    the fewest links, compared thing by thing from the start.
    Raises: OverLimit when too many links would have to be looked at.
    """
    if start == end:
        return [Way(0, [start], [])]
    near, far = _Side(lens, start), _Side(lens, end)
    while near.rim.isdisjoint(far.rim):
        if near.steps + far.steps >= most_steps or not near.rim or not far.rim:
            return []
        (near if near.cost <= far.cost else far).widen()
    levels = _narrowed(lens, near, near.rim & far.rim) + far.levels[-2::-1]
    found: list[Way] = []
    for things in _walks(lens, levels, [start]):
        found.append(_way(lens, things))
        if len(found) == first:
            break
    return found


class _Side:
    """What can be reached from one end, step by step."""

    def __init__(self, lens: Lens, no: int) -> None:
        self._lens, self._seen, self._passed = lens, {no}, set[int]()
        self.levels = [{no}]

    @property
    def steps(self) -> int:
        return len(self.levels) - 1

    @property
    def rim(self) -> set[int]:
        """What is exactly so many steps away."""
        return self.levels[-1]

    @property
    def cost(self) -> int:
        """The links that the next step has to look at, those behind grants left aside."""
        return sum(map(self._lens.links.degree, self.rim))

    def widen(self) -> None:
        """One step further."""
        lens = self._lens
        lens.insist(self.rim)
        new, between = set[int](), set[int]()
        for no in self.rim:
            new.update(lens.ends(no))
            between.update(lens.between(no))
        between = lens.open(between - self._passed)
        self._passed |= between
        lens.insist(between)
        for no in between:
            new.update(lens.ends(no))
        new = lens.open(new - self._seen)
        self._seen |= new
        self.levels.append(new)


def _narrowed(lens: Lens, near: _Side, met: set[int]) -> list[set[int]]:
    """The levels of one side without what does not lead to where the sides met."""
    levels = [met]
    for level in near.levels[-2::-1]:
        good = levels[-1]
        few, many = sorted((level, good), key=lambda things: sum(map(lens.links.degree, things)))
        lens.insist(few)
        pairs = ((no, lens.near(no, many)) for no in few)
        levels.append({no for no, found in pairs if found} if few is level else set().union(*(found for _, found in pairs)))
    return levels[::-1]


def _walks(lens: Lens, levels: list[set[int]], walked: list[int]) -> Iterator[list[int]]:
    """All ways through the levels, each of which has its next thing in reach; in their order."""
    if len(walked) == len(levels):
        yield walked
        return
    degree = lens.links.degree
    for no in sorted(lens.near(walked[-1], levels[len(walked)]), key=lambda one: (degree(one), one)):
        yield from _walks(lens, levels, [*walked, no])


def _way(lens: Lens, things: list[int]) -> Way:
    nodes, links = [things[0]], list[int]()
    for one, other in pairwise(things):
        between, proof = prove(lens, one, other)
        nodes += [*between, other]
        links += proof
    return Way(len(things) - 1, nodes, links)


def prove(lens: Lens, one: int, other: int) -> tuple[list[int], list[int]]:
    """What stands between two things that are a step apart (at most one thing), and the links of that step.

    A link that leads there at once comes first; else the grant, agreement or event with the first link to that of the two which has fewer:
    by kind, certainty, date.
    """
    degree = lens.links.degree
    here, there = sorted((one, other), key=lambda no: (degree(no), no))
    key = next((key for key, no in lens.entries(here) if no == there), None)
    if key is not None:
        return [], [link_no(key)]
    shared = _shared(lens, here, there)
    key, between = next((key, no) for key, no in lens.entries(here) if no in shared)
    onwards = next(key for key, no in lens.entries(between) if no == there)
    links = [link_no(key), link_no(onwards)]
    return [between], links if here == one else links[::-1]


def _shared(lens: Lens, here: int, there: int) -> set[int]:
    """What stands between two things, of which `here` has fewer links."""
    mine = lens.open(set(lens.between(here)))
    if len(mine) < FEW:
        return {no for no in mine if there in lens.ends(no)}
    return mine.intersection(lens.between(there))
