"""Axes of whole numbers: `Order` for what lists are only sorted by, `Keys` for what is also cut by a range."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import Any, Self

from pyroaring import BitMap

from hub.query.index.axes import Own, Pairs, grow, packed, put_all
from hub.store.tables import MISSING_LAST

BUCKET = 4_096
"""About so many things share a bucket of a range; only the two buckets at its ends are looked into."""
SORTED_AT_ONCE = 256
"""So many hits are sorted at once; of more, stretch by stretch, until a page is full."""
NARROW_MISSING = 2**31 - 1
NARROW = range(-(2**31), NARROW_MISSING - 1)
"""Keys that need 32 bits only. The last but one is left free: it stands for a cursor between these and a missing one."""


class Order:
    """One whole number a thing: an array by number, of 32 bits while all keys allow it."""

    def __init__(self) -> None:
        self.of = array("i")
        """By number of a thing, its key, or `missing`."""
        self.known_cuts: dict[int, dict[int, BitMap]] = {}
        """For each divisor that was asked for, the things by what is left of their keys."""

    @property
    def missing(self) -> int:
        """What stands in `of` for no key: it comes last."""
        return NARROW_MISSING if self.of.typecode == "i" else MISSING_LAST

    def mark(self, key: Any) -> Any:
        """A key of the database, such as one in a cursor, as it compares with those in `of`."""
        if self.of.typecode != "i" or not isinstance(key, int) or key < NARROW.stop:
            return key
        return NARROW_MISSING if key == MISSING_LAST else NARROW.stop

    def keys(self, hits: BitMap) -> Iterable[int]:
        """The key of each hit."""
        return map(self.of.__getitem__, hits.to_array())

    def fill(self, nos: Sequence[int], column: Sequence[Any]) -> None:
        keys = [MISSING_LAST if key is None else key for key in column] if None in column else column
        absent = keys.count(MISSING_LAST)
        self.widen([key for key in keys if key != MISSING_LAST] if absent else keys)
        missing = self.missing
        if absent and missing != MISSING_LAST:
            keys = [missing if key == MISSING_LAST else key for key in keys]
        put_all(self.of, nos, keys, missing)

    def seal(self) -> None:
        """Everything is filled in."""

    def changed(self, gone: BitMap, pairs: Pairs) -> Self:
        there = [(no, key) for no, key in pairs if key is not None and key != MISSING_LAST]
        leaving = [no for no in gone if no < len(self.of) and self.of[no] != self.missing]
        if not there and not leaving and (not pairs or max(no for no, _ in pairs) < len(self.of)):
            return self
        made = type(self)()
        made.of = self.of[:]
        made.widen([key for _, key in there])
        for no in leaving:
            made.of[no] = made.missing
        grow(made.of, max((no for no, _ in pairs), default=0), made.missing)
        for no, key in there:
            made.of[no] = key
        made.known_cuts = {divisor: _recut(cuts, divisor, self.of, leaving, there) for divisor, cuts in self.known_cuts.copy().items()}
        made.follow(self, leaving, there)
        return made

    def having(self, hits: BitMap) -> BitMap:
        """The hits that have a key."""
        nos = hits.to_array()
        return BitMap(array("I", compress(nos, map(self.missing.__ne__, map(self.of.__getitem__, nos)))))

    def cuts(self, divisor: int) -> Mapping[int, BitMap]:
        """The things by their keys without the digits that a divisor cuts off; made when it is first asked for, then kept up."""
        known = self.known_cuts.get(divisor)
        if known is None:
            nos = list(compress(range(len(self.of)), map(self.missing.__ne__, self.of)))
            filed: dict[int, array[int]] = {}
            for no, cut in zip(nos, map(divisor.__rfloordiv__, map(self.of.__getitem__, nos)), strict=True):
                filed.setdefault(cut, array("I")).append(no)
            known = self.known_cuts[divisor] = {cut: packed(some) for cut, some in filed.items()}
        return known

    def follow(self, before: Self, leaving: Sequence[int], there: Pairs) -> None:
        """What else has to be as it is now."""

    def widen(self, keys: Sequence[int]) -> None:
        """Makes the array one of 64 bits, once a key needs them."""
        if self.of.typecode == "i" and keys and not (min(keys) >= NARROW.start and max(keys) < NARROW.stop):
            self.of = array("q", [MISSING_LAST if key == NARROW_MISSING else key for key in self.of])


def _recut(cuts: dict[int, BitMap], divisor: int, before: array[int], leaving: Sequence[int], there: Pairs) -> dict[int, BitMap]:
    """The same things by cuts, after some have left and some have come."""
    made = dict(cuts)
    own = Own(made)
    for no in leaving:
        own.bitmap(before[no] // divisor).discard(no)
    for no, key in there:
        own.bitmap(key // divisor).add(no)
    own.tidy()
    return made


class Keys(Order):
    """The same with a bitmap for each stretch of keys, so that a range is a bitmap too."""

    def __init__(self) -> None:
        super().__init__()
        self._starts: list[int] = []
        self._bits: dict[int, BitMap] = {}
        self._count = 0

    def between(self, first: int, last: int) -> BitMap:
        """The things whose key lies in this range, both ends included; a missing one never does."""
        if first > last or not self._starts:
            return BitMap()
        low, high = self._stretch(first), self._stretch(last)
        found = BitMap.union(BitMap(), *(self._bits[at] for at in range(low + 1, high) if at in self._bits))
        of = self.of
        for at in {low, high} & self._bits.keys():
            mine = self._bits[at].to_array()
            found |= BitMap([no for no, key in zip(mine, map(of.__getitem__, mine), strict=True) if first <= key <= last])
        return found

    def having(self, hits: BitMap) -> BitMap:
        return hits & self._known

    def parts(self, hits: BitMap, *, down: bool, begin: int | None = None) -> Iterator[BitMap]:
        """The hits in parts, each wholly ahead of the next when keys are read up or `down`; a page begins at the key `begin`.

        What lies before that may be among them. Costs: the stretches that are looked into, whatever the number of hits.
        """
        if len(hits) <= SORTED_AT_ONCE or not self._starts:
            yield hits
            return
        last, absent = len(self._starts) - 1, hits - self._known
        if down and absent:
            yield absent
        first = self._stretch(begin) if begin is not None else last if down else 0
        for at in range(first, -1, -1) if down else range(first, last + 1):
            if at in self._bits and (found := hits & self._bits[at]):
                yield found
        if not down and absent:
            yield absent

    @cached_property
    def _known(self) -> BitMap:
        """All that have a key."""
        return BitMap.union(BitMap(), *self._bits.values())

    def seal(self) -> None:
        self._cut()

    def follow(self, before: Self, leaving: Sequence[int], there: Pairs) -> None:
        self._starts, self._bits = before._starts, dict(before._bits)
        self._count = before._count + len(there)
        if self._count > 2 * sum(map(len, self._bits.values())):
            self._cut()
            return
        own = Own(self._bits)
        for no in leaving:
            own.bitmap(self._stretch(before.of[no])).discard(no)
        for no, key in there:
            own.bitmap(self._stretch(key)).add(no)

    def _stretch(self, key: int) -> int:
        return max(bisect_right(self._starts, key) - 1, 0)

    def _cut(self) -> None:
        """Cuts the keys into stretches anew; equal keys are never parted."""
        of, missing = self.of, self.missing
        ordered = list(compress(range(len(of)), map(missing.__ne__, of)))
        ordered.sort(key=of.__getitem__)
        self._starts, self._bits, self._count = [], {}, len(ordered)
        begin = 0
        while begin < len(ordered):
            end = min(begin + BUCKET, len(ordered))
            last = of[ordered[end - 1]]
            while end < len(ordered) and of[ordered[end]] == last:
                end += 1
            self._bits[len(self._starts)] = packed(array("I", sorted(ordered[begin:end])))
            self._starts.append(of[ordered[begin]])
            begin = end
