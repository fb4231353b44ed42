"""The links as one question sees them: some kinds, since some date, and not through everything.

Things stand in two classes. What stands between others (a grant, an agreement, an event) is passed within a step, as an edge with data;
everything else is where a step ends. A thing that was itself asked for (`asked`) is always of the second class.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, islice
from math import inf

from hub.errors import OverLimit
from hub.query.graph.hubs import HUB, Around
from hub.query.graph.links import BETWEEN_BIT, CODE, GROUP_SHIFT, Links, Row

MOST_LOOKED_AT = 250_000
"""Links that one question may look at: some tens of milliseconds."""

MANY = 64
"""A row with more links is first asked as a whole whether any of them counts."""

Entry = tuple[int, int]
"""The key of a link (see links.py) and the thing that it leads to."""


class Lens:
    """Looks at the links for one question.

    `asked` says of each thing that was asked for whether it is of a kind that stands between others. `avoid` and `max_degree` keep things
    out of the middle of a way, never out of its ends. `since` is an order key of dates (hub/domain/dates.py): what was over before is
    left out.
    """

    def __init__(
        self,
        links: Links,
        asked: Mapping[int, bool],
        *,
        kinds: Iterable[str] | None = None,
        since: int = 0,
        avoid: Iterable[int] = (),
        max_degree: int | None = None,
        most: int = MOST_LOOKED_AT,
    ) -> None:
        self.links, self.asked = links, frozenset(asked)
        self._codes = None if kinds is None else sorted({CODE[kind] for kind in kinds})
        self._since = since
        self._avoid, self._max_degree = frozenset(avoid) - self.asked, max_degree
        self._plain = self._codes is None and not since
        self._as_ends = frozenset(no for no, between in asked.items() if between)
        self.everything = self._plain and not self._as_ends
        self._most, self._looked_at = most, 0

    # --- Neighbours ---------------------------------------------------------------------------------------------------------------------

    def ends(self, no: int) -> Sequence[int]:
        """The things to which links lead at once; one that two links lead to stands there twice."""
        if self.everything:
            return self.links.ends(no)
        row = self.links.row(no)
        found = self._part(row, row.low, row.middle)
        if self._as_ends:
            return [*found, *(one for one in self._part(row, row.middle, row.high) if one in self._as_ends)]
        return found

    def between(self, no: int) -> Sequence[int]:
        """The things between a thing and others, in the same way."""
        if self.everything:
            return self.links.between(no)
        row = self.links.row(no)
        found = self._part(row, row.middle, row.high)
        return [one for one in found if one not in self._as_ends] if self._as_ends else found

    def entries(self, no: int) -> Iterable[Entry]:
        """The links of a thing in the order of their keys."""
        return chain.from_iterable(zip(keys, things, strict=True) for keys, things in self.columns(no))

    def columns(self, no: int, most: int | None = None) -> Iterator[tuple[Sequence[int], Sequence[int]]]:
        """The same in parts: keys, and the things that they lead to; at most so many of each kind."""
        row = self.links.row(no)
        if self._plain and (most is None or row.high - row.low <= most):
            yield row.keys[row.low : row.high], row.neighbours[row.low : row.high]
            return
        place = row.low
        while place < row.high:
            stop = bisect_left(row.keys, ((row.keys[place] >> GROUP_SHIFT) + 1) << GROUP_SHIFT, place, row.high)
            if self._plain:
                cut = stop if most is None else min(stop, place + most)
                yield row.keys[place:cut], row.neighbours[place:cut]
            else:
                seen = list(islice((nth for nth in range(place, stop) if self._sees(row, nth)), most))
                yield [row.keys[nth] for nth in seen], [row.neighbours[nth] for nth in seen]
            place = stop

    def ties(self, things: Iterable[int], among: AbstractSet[int], most: float = inf) -> tuple[list[tuple[int, int, int]], list[int]]:
        """The links from some things to others among these: one end, the other, the key.

        Things with more than `most` links are not looked at, but told beside.
        """
        links, found, large = self.links, list[tuple[int, int, int]](), list[int]()
        offsets, neighbours, keys, delta, known = links.offsets, links.neighbours, links.keys, links.delta, len(links.middles)
        for no in things:
            if not self._plain or no in delta or no >= known:
                if links.degree(no) > most:
                    large.append(no)
                else:
                    found += [(no, other, key) for key, other in self.entries(no) if other in among]
                continue
            low, high = offsets[no], offsets[no + 1]
            if high - low > most:
                large.append(no)
            elif high - low <= MANY or not among.isdisjoint(neighbours[low:high]):
                for place in range(low, high):
                    other = neighbours[place]
                    if other in among:
                        found.append((no, other, keys[place]))
        return found, large

    def look_at(self, things: Iterable[int]) -> bool:
        """Whether the links of so many things may still be looked at; they count if so."""
        size = sum(map(self.links.degree, things))
        if self._looked_at + size > self._most:
            return False
        self._looked_at += size
        return True

    def insist(self, things: Iterable[int]) -> None:
        """The same, or OverLimit."""
        if not self.look_at(things):
            told = f"More than {self._most:,} links would have to be looked at. Ask for fewer steps, name `linkKinds`,"
            raise OverLimit(f"{told} or keep the hubs out (`maxDegree`, `avoid`).")

    # --- The middle of ways -------------------------------------------------------------------------------------------------------------

    def open(self, things: set[int]) -> set[int]:
        """Those of these things that a way may lead through, or end at."""
        if self._avoid:
            things = things - self._avoid
        if self._max_degree is None:
            return things
        degree, most = self.links.degree, self._max_degree
        return {no for no in things if degree(no) <= most or no in self.asked}

    def step(self, no: int) -> set[int]:
        """The things that are one step away."""
        found = set(self.ends(no))
        for one in self.open(set(self.between(no))):
            found.update(self.ends(one))
        found.discard(no)
        return self.open(found)

    def near(self, no: int, things: set[int]) -> set[int]:
        """Those of these things that are one step away, found from the side that has fewer links."""
        degree, mine, theirs = self.links.degree, self.links.degree(no), 0
        for one in things:
            theirs += degree(one)
            if theirs > mine:
                return self.step(no) & things
        return {one for one in things if no in self.step(one)}

    def around(self, no: int) -> Around:
        """What is one step from a thing, remembered for hubs; only for a lens that sees everything."""
        known = self.links.hubs.get(no)
        if known is not None:
            return known
        at_once, between = self.links.ends(no), frozenset(self.links.between(no))
        ends, over_between = set(at_once), 0
        for one in between:
            behind = self.links.ends(one)
            over_between += len(behind)
            ends.update(behind)
        made = Around(frozenset(ends), between, len(at_once), over_between)
        return self.links.hubs.put(no, made) if self.links.degree(no) >= HUB else made

    # --- Some of a row ------------------------------------------------------------------------------------------------------------------

    def _part(self, row: Row, low: int, high: int) -> Sequence[int]:
        if self._plain:
            return row.neighbours[low:high]
        return [row.neighbours[place] for place in self._places(row, low, high)]

    def _places(self, row: Row, low: int, high: int) -> Iterator[int]:
        if low == high:
            return
        if self._codes is None:
            yield from (place for place in range(low, high) if row.ended[place] >= self._since)
            return
        bit = row.keys[low] & BETWEEN_BIT
        for code in self._codes:
            start = bisect_left(row.keys, bit | code << GROUP_SHIFT, low, high)
            stop = bisect_left(row.keys, bit | (code + 1) << GROUP_SHIFT, start, high)
            yield from (place for place in range(start, stop) if row.ended[place] >= self._since)

    def _sees(self, row: Row, place: int) -> bool:
        code = (row.keys[place] & ~BETWEEN_BIT) >> GROUP_SHIFT
        return (self._codes is None or code in self._codes) and row.ended[place] >= self._since
