"""An axis of numbers of other things: who leads, who gave; as many values as there are things, so no bitmap is kept for each."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress
from typing import Any

from pyroaring import BitMap

from hub.query.index.axes import Own, Pairs, grouped, grow, put_all, within

NOTHING = -1
LEAST_CHANGED, CHANGED_SHARE = 1_000, 8
"""So many values whose things changed, or one in so many of all, are kept apart before all are filed anew."""


class References:
    """The number of one other thing a thing. Both ways are flat: `of` by thing; the things filed by value, those of one value together."""

    def __init__(self) -> None:
        self.of = array("i")
        """By number of a thing, its value, or NOTHING."""
        self._values, self._starts, self._things = array("i"), array("I"), array("I")
        """The values upwards; where the things of each start in `_things`, and at the end its length."""
        self._changed: Mapping[Any, BitMap] = {}
        """The things of values that changed since all were filed."""

    def fill(self, nos: Sequence[int], column: Sequence[Any]) -> None:
        absent = column.count(None)
        if absent < len(column):
            put_all(self.of, nos, [NOTHING if value is None else value for value in column] if absent else column, NOTHING)

    def seal(self) -> None:
        of = self.of
        ordered = list(compress(range(len(of)), map(NOTHING.__ne__, of)))
        ordered.sort(key=of.__getitem__)
        self._values, self._starts, self._things, before = array("i"), array("I"), array("I", ordered), NOTHING
        for place, value in enumerate(map(of.__getitem__, ordered)):
            if value != before:
                self._values.append(value)
                self._starts.append(place)
                before = value
        self._starts.append(len(ordered))
        self._changed = {}

    def changed(self, gone: BitMap, pairs: Pairs) -> References:
        leaving = [no for no in gone if no < len(self.of) and self.of[no] != NOTHING]
        coming = [(no, value) for no, value in pairs if value is not None]
        if not leaving and not coming:
            return self
        made = References()
        made._values, made._starts, made._things = self._values, self._starts, self._things
        made.of = self.of[:]
        grow(made.of, max((no for no, _ in coming), default=0), NOTHING)
        changed = dict(self._changed)
        for value in {self.of[no] for no in leaving} | {value for _, value in coming}:
            changed.setdefault(value, self._filed(value))
        own = Own(changed)
        for no in leaving:
            own.bitmap(made.of[no]).discard(no)
            made.of[no] = NOTHING
        for no, value in coming:
            own.bitmap(value).add(no)
            made.of[no] = value
        made._changed = changed
        if len(changed) > max(LEAST_CHANGED, len(made._values) // CHANGED_SHARE):
            made.seal()
        return made

    def any_of(self, values: Iterable[Any]) -> BitMap:
        """The things that have one of these values."""
        found = [self._changed[value] if value in self._changed else self._filed(value) for value in values]
        return BitMap.union(BitMap(), *found)

    def counts(self, hits: BitMap) -> dict[Any, int]:
        """How many of the hits have each value; a value that none has is absent."""
        counts: dict[int, int] = Counter(map(self.of.__getitem__, within(hits, self.of).to_array()))
        counts.pop(NOTHING, None)
        return counts

    def groups(self, hits: BitMap) -> dict[Any, BitMap]:
        """The hits that have each value; a value that none has is absent."""
        found = grouped(self.of, within(hits, self.of))
        found.pop(NOTHING, None)
        return found

    def _filed(self, value: int) -> BitMap:
        place = bisect_left(self._values, value)
        if place == len(self._values) or self._values[place] != value:
            return BitMap()
        return BitMap(self._things[self._starts[place] : self._starts[place + 1]])
