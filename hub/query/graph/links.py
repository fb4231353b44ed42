"""All links of the graph as flat arrays of integers, with what changed since beside them. Pure: no database here.

For each thing a row of neighbours, one for each link, in the order of their keys. A key is one integer:

    bit 62       the neighbour stands between others (a grant, an agreement, an event)
    57 to 61     the kind of the link, by its place in LinkKind
    50 to 56     127 less its confidence in percent
    28 to 49     the inverse of its date
     0 to 27     the inverse of its number

So the neighbours of one kind stand together, the most certain and newest first, and a row is cut at any place by bisection.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from hub.domain.dates import order_key, range_end
from hub.domain.link import LinkKind
from hub.errors import OverLimit
from hub.query.graph.hubs import Hubs

BETWEEN_BIT = 1 << 62
GROUP_SHIFT, CONFIDENCE_SHIFT, DATE_SHIFT = 57, 50, 28
MOST_CONFIDENT, LAST_DATE, LAST_NO = 127, (1 << 22) - 1, (1 << 28) - 1
FOREVER = 2**31 - 1
CODE: Mapping[str, int] = {kind.value: code for code, kind in enumerate(LinkKind)}

LEAST_DELTA, DELTA_SHARE = 1_000, 8
"""The rows that changed may be so many, or one in so many of all things, before everything is read anew."""


class Link(NamedTuple):
    """A link as it is kept; dates are partial. `moment` is the date of the thing between others that it leads to, where there is one."""

    no: int
    kind: str
    from_no: int
    to_no: int
    since: str | None
    until: str | None
    confidence: int
    moment: str | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Its key, the bit of the neighbour left out; and the last day on which it may have held, as yyyymmdd.

        That is its own `until`, or the day on which the grant that it leads to was awarded.
        """
        key, ended = _place(self.kind, self.confidence, self.since, self.until, self.moment)
        return key - self.no, ended


@lru_cache(maxsize=8_192)
def _place(kind: str, confidence: int, since: str | None, until: str | None, moment: str | None) -> tuple[int, int]:
    """The same for a link whose number is 0."""
    date = _packed(since or moment or until)
    key = CODE[kind] << GROUP_SHIFT | MOST_CONFIDENT - confidence << CONFIDENCE_SHIFT | LAST_DATE - date << DATE_SHIFT | LAST_NO
    return key, min(_last_day(until), _last_day(moment))


def _packed(text: str | None) -> int:
    """A partial date in 22 bits, in the order of dates; 0 for none."""
    key = order_key(text) if text else 0
    return min(key // 10_000, 8191) << 9 | key // 100 % 100 << 5 | key % 100


def _last_day(text: str | None) -> int:
    return range_end(text) if text else FOREVER


def link_no(key: int) -> int:
    """The number of the link that a key stands for."""
    return LAST_NO - (key & LAST_NO)


class Row(NamedTuple):
    """The links of one thing, from `low` up to `high` in these arrays; from `middle` on, the neighbours stand between others."""

    neighbours: array[int]
    keys: array[int]
    ended: array[int]
    low: int
    middle: int
    high: int


Columns = tuple["array[int]", "array[int]", "array[int]"]
"""Neighbours, keys and last days of one thing."""
_NOTHING: Columns = (array("i"), array("q"), array("i"))


@dataclass(frozen=True, slots=True)
class Links:
    """The links that nobody contests. A value: renewing makes another one, which shares the flat arrays.

    The row of thing `no` lies from `offsets[no]` to `offsets[no + 1]`, unless it stands in `delta`; from `middles[no]` on, the neighbours
    stand between others. `hubs` remembers what is around things that have very many links (hubs.py).
    """

    offsets: array[int]
    middles: array[int]
    neighbours: array[int]
    keys: array[int]
    ended: array[int]
    delta: Mapping[int, Columns] = field(default_factory=dict)
    hubs: Hubs = field(default_factory=Hubs)

    def ends(self, no: int) -> array[int]:
        """The neighbours of a thing that do not stand between others, one for each link."""
        if no in self.delta:
            neighbours, keys, _ = self.delta[no]
            return neighbours[: bisect_left(keys, BETWEEN_BIT)]
        return self.neighbours[self.offsets[no] : self.middles[no]] if no < len(self.middles) else _NOTHING[0]

    def between(self, no: int) -> array[int]:
        """Those that do."""
        if no in self.delta:
            neighbours, keys, _ = self.delta[no]
            return neighbours[bisect_left(keys, BETWEEN_BIT) :]
        return self.neighbours[self.middles[no] : self.offsets[no + 1]] if no < len(self.middles) else _NOTHING[0]

    def row(self, no: int) -> Row:
        """The links of a thing; an empty row when there are none, or no such thing."""
        if no in self.delta:
            neighbours, keys, ended = self.delta[no]
            return Row(neighbours, keys, ended, 0, bisect_left(keys, BETWEEN_BIT), len(keys))
        if no < len(self.middles):
            return Row(self.neighbours, self.keys, self.ended, self.offsets[no], self.middles[no], self.offsets[no + 1])
        return Row(*_NOTHING, 0, 0, 0)

    def degree(self, no: int) -> int:
        """How many links a thing has, of whatever kind and date."""
        if no in self.delta:
            return len(self.delta[no][1])
        return self.offsets[no + 1] - self.offsets[no] if no < len(self.middles) else 0

    def renewed(self, touched: Sequence[int], found: Iterable[Link], between: Mapping[int, str | None]) -> Links | None:
        """The links as they are when all links of `touched` are those that were `found`; None when too much has changed.

        `between` are the things between others among their ends.
        """
        rows = _Rows(self)
        for no in touched:
            rows.clear(no)
        for link in found:
            rows.add(link, between)
        if len(rows.changed) > max(LEAST_DELTA, len(self.offsets) // DELTA_SHARE):
            return None
        return replace(self, delta=rows.changed, hubs=self.hubs.without(rows.own))


class _Rows:
    """Rows while they change; those of `links` stay as they are."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self.changed: dict[int, Columns] = dict(links.delta)
        self.own: set[int] = set()

    def clear(self, no: int) -> None:
        """Takes a thing's links out of its row and of those of its neighbours."""
        neighbours, keys, _, low, _, high = self._links.row(no) if no not in self.own else self._row(no)
        for place in range(low, high):
            if neighbours[place] != no:
                self._drop(neighbours[place], keys[place])
        self.changed[no] = (array("i"), array("q"), array("i"))
        self.own.add(no)

    def add(self, link: Link, between: Mapping[int, str | None]) -> None:
        """Puts a link into the rows of both its ends; one that is there already stays."""
        key, ended = link.place
        for no, other in ((link.from_no, link.to_no), (link.to_no, link.from_no)):
            neighbours, keys, ends = self._columns(no)
            mine = key | BETWEEN_BIT if other in between else key
            place = bisect_left(keys, mine)
            if place == len(keys) or keys[place] != mine:
                neighbours.insert(place, other)
                keys.insert(place, mine)
                ends.insert(place, ended)

    def _drop(self, no: int, key: int) -> None:
        """Takes out the link of a key; what the other end is by the bit, does not matter."""
        columns = self._columns(no)
        for one in (key & ~BETWEEN_BIT, key | BETWEEN_BIT):
            place = bisect_left(columns[1], one)
            if place < len(columns[1]) and columns[1][place] == one:
                for column in columns:
                    del column[place]

    def _row(self, no: int) -> Row:
        neighbours, keys, ended = self.changed[no]
        return Row(neighbours, keys, ended, 0, 0, len(keys))

    def _columns(self, no: int) -> Columns:
        """The arrays of a thing, copied before they change."""
        if no not in self.own:
            neighbours, keys, ended, low, _, high = self._links.row(no)
            self.changed[no] = (neighbours[low:high], keys[low:high], ended[low:high])
            self.own.add(no)
        return self.changed[no]


class Gathering:
    """Links that come in batches, in any order, and become flat arrays at the end. `between` are the things between others."""

    def __init__(self, between: Mapping[int, str | None]) -> None:
        self._between = between
        self._from, self._to, self._keys, self._ended = array("i"), array("i"), array("q"), array("i")

    def add(self, links: Iterable[Link]) -> None:
        """Takes more links. Raises OverLimit beyond 268 million."""
        for link in links:
            if link.no > LAST_NO:
                raise OverLimit(f"The graph has more than {LAST_NO} links, which is more than can be walked in memory.")
            no, kind, from_no, to_no, since, until, confidence, moment = link
            key, ended = _place(kind, confidence, since, until, moment)
            self._from.append(from_no)
            self._to.append(to_no)
            self._keys.append(key - no)
            self._ended.append(ended)

    def links(self) -> Links:
        """All of them, as flat arrays."""
        things = max(max(self._from, default=-1), max(self._to, default=-1)) + 1
        offsets = array("q", bytes(8 * (things + 1)))
        for ends in (self._from, self._to):
            for no in ends:
                offsets[no + 1] += 1
        for no in range(things):
            offsets[no + 1] += offsets[no]
        size = 2 * len(self._keys)
        made = Links(offsets, array("q"), array("i", bytes(4 * size)), array("q", bytes(8 * size)), array("i", bytes(4 * size)))
        free = offsets[:-1]
        order = array("I", sorted(range(len(self._keys)), key=self._keys.__getitem__))
        self._file(made, order, free, between=False)
        made.middles.extend(free)
        self._file(made, order, free, between=True)
        return made

    def _file(self, made: Links, order: Sequence[int], free: array[int], *, between: bool) -> None:
        """Files links under both ends: those whose neighbour stands between others, or those whose neighbour does not."""
        stands, bit = bytearray(len(free)), BETWEEN_BIT if between else 0
        for no in self._between:
            if no < len(stands):
                stands[no] = True
        neighbours, filed = made.neighbours, array("I", bytes(4 * len(made.keys)))
        starts, ends = self._from, self._to
        for nth in order:
            start, end = starts[nth], ends[nth]
            if stands[end] == between:
                place = free[start]
                free[start] = place + 1
                neighbours[place], filed[place] = end, nth + 1
            if stands[start] == between:
                place = free[end]
                free[end] = place + 1
                neighbours[place], filed[place] = start, nth + 1
        keys, ended = self._keys, self._ended
        for place, nth in enumerate(filed):
            if nth:
                made.keys[place], made.ended[place] = keys[nth - 1] | bit, ended[nth - 1]
