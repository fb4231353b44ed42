"""Axes: one column of many things, held so that a condition on it is a bitmap and an order by it an array. Pure: no database here.

Things are known by their number (`no`). A value that is missing is None in `Values`, MISSING_LAST in `Keys`; neither meets a condition.
An axis is never changed: `changed` makes the next one, which shares with it whatever stayed as it was. So whoever reads one version of the
graph goes on reading it while others have gone on to the next.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, Self

from pyroaring import BitMap

from hub.store.tables import MISSING_LAST

BUCKET = 4_096
"""About so many things share a bucket of a range; only the two buckets at its ends are looked into."""
Pairs = Sequence[tuple[int, Any]]


class Axis(Protocol):
    """What all axes can do."""

    def changed(self, gone: BitMap, pairs: Pairs) -> Self:
        """The axis without the things that are gone, and with these values."""


class Values:
    """One value a thing, such as a status or the number of a funder: a bitmap for each value."""

    def __init__(self) -> None:
        self.bits: dict[Any, BitMap] = {}
        self.values: list[Any] = [None]
        self.codes: dict[Any, int] = {None: 0}
        self.of = array("i")
        """By number of a thing, the place of its value in `values`."""

    def changed(self, gone: BitMap, pairs: Pairs) -> Values:
        made = Values()
        made.bits, made.of = dict(self.bits), self.of[:]
        made.values, made.codes = self.values, self.codes  # these only grow, so they may be shared
        own = _Own(made.bits)
        for no in gone:
            if no < len(made.of) and made.of[no]:
                own.bitmap(made.values[made.of[no]]).discard(no)
                made.of[no] = 0
        _grow(made.of, pairs, 0)
        added: dict[Any, list[int]] = {}
        for no, value in pairs:
            if value is not None:
                made.of[no] = made._code(value)
                added.setdefault(value, []).append(no)
        for value, nos in added.items():
            own.bitmap(value).update(nos)
        own.tidy()
        return made

    def _code(self, value: Any) -> int:
        code = self.codes.get(value)
        if code is None:
            self.values.append(value)
            code = self.codes[value] = len(self.values) - 1
        return code

    def any_of(self, values: Iterable[Any]) -> BitMap:
        """The things that have one of these values."""
        return _union(self.bits, values)

    def counts(self, hits: BitMap) -> dict[Any, int]:
        """How many of the hits have each value; a value that none has is absent."""
        if len(hits) > 8 * len(self.bits):
            return _intersected(self.bits, hits)
        counts: dict[int, int] = {}
        for code in map(self.of.__getitem__, hits):
            counts[code] = counts.get(code, 0) + 1
        return {self.values[code]: count for code, count in counts.items() if code}

    def groups(self, hits: BitMap) -> dict[Any, BitMap]:
        """The hits that have each value; a value that none has is absent."""
        if len(hits) > 8 * len(self.bits) or len(self.bits) == 1:
            return _shared(self.bits, hits)
        nos: dict[int, list[int]] = {}
        for no, code in zip(hits, map(self.of.__getitem__, hits), strict=True):
            nos.setdefault(code, []).append(no)
        return {self.values[code]: BitMap(some) for code, some in nos.items() if code}


class Classes:
    """Any number of values a thing, such as its themes: a bitmap for each value."""

    def __init__(self) -> None:
        self.bits: dict[Any, BitMap] = {}

    def changed(self, gone: BitMap, pairs: Pairs) -> Classes:
        made = Classes()
        made.bits = dict(self.bits)
        own = _Own(made.bits)
        if gone:
            for value in [value for value, bits in self.bits.items() if bits.intersect(gone)]:
                own.bitmap(value).difference_update(gone)
        added: dict[Any, list[int]] = {}
        for no, value in pairs:
            added.setdefault(value, []).append(no)
        for value, nos in added.items():
            own.bitmap(value).update(nos)
        own.tidy()
        return made

    def any_of(self, values: Iterable[Any]) -> BitMap:
        """The things that have one of these values."""
        return _union(self.bits, values)

    def counts(self, hits: BitMap) -> dict[Any, int]:
        """How many of the hits have each value; a value that none has is absent."""
        return _intersected(self.bits, hits)

    def groups(self, hits: BitMap) -> dict[Any, BitMap]:
        """The hits that have each value; a value that none has is absent."""
        return _shared(self.bits, hits)


class Keys:
    """One whole number a thing, by which lists are sorted and ranges are cut: an array of all, and a bitmap for each stretch of values."""

    def __init__(self) -> None:
        self.of = array("q")
        """By number of a thing, its key."""
        self._starts: list[int] = []
        self._bits: dict[int, BitMap] = {}
        self._count = 0

    def changed(self, gone: BitMap, pairs: Pairs) -> Keys:
        made = Keys()
        made.of, made._starts, made._bits, made._count = self.of[:], self._starts, dict(self._bits), self._count
        own = _Own(made._bits)
        for no in gone:
            if no < len(made.of) and made.of[no] != MISSING_LAST:
                own.bitmap(made._stretch(made.of[no])).discard(no)
                made.of[no] = MISSING_LAST
        _grow(made.of, pairs, MISSING_LAST)
        there = [(no, key) for no, key in pairs if key is not None and key != MISSING_LAST]
        for no, key in there:
            made.of[no] = key
        made._count += len(there)
        if made._count > 2 * sum(map(len, self._bits.values())):
            made._cut()
        else:
            for no, key in there:
                own.bitmap(made._stretch(key)).add(no)
        return made

    def between(self, first: int, last: int) -> BitMap:
        """The things whose key lies in this range, both ends included; a missing one never does."""
        if first > last or not self._starts:
            return BitMap()
        low, high = self._stretch(first), self._stretch(last)
        found = BitMap.union(BitMap(), *(self._bits[at] for at in range(low + 1, high) if at in self._bits))
        for at in {low, high} & self._bits.keys():
            found |= BitMap(no for no in self._bits[at] if first <= self.of[no] <= last)
        return found

    def _stretch(self, key: int) -> int:
        return max(bisect_right(self._starts, key) - 1, 0)

    def _cut(self) -> None:
        """Cuts the values into stretches anew; equal keys are never parted."""
        ordered = sorted((key, no) for no, key in enumerate(self.of) if key != MISSING_LAST)
        starts, stretches = list[int](), list[list[int]]()
        before: int | None = None
        for key, no in ordered:
            if not stretches or (len(stretches[-1]) >= BUCKET and key != before):
                starts.append(key)
                stretches.append([])
            stretches[-1].append(no)
            before = key
        self._starts, self._bits, self._count = starts, {at: BitMap(nos) for at, nos in enumerate(stretches)}, len(ordered)


class Names:
    """One text a thing by which lists are sorted."""

    def __init__(self) -> None:
        self.of: list[str] = []
        """By number of a thing, its text."""

    def changed(self, gone: BitMap, pairs: Pairs) -> Names:
        made = Names()
        made.of = self.of[:]
        _grow(made.of, pairs, "")
        for no in gone:
            if no < len(made.of):
                made.of[no] = ""
        for no, name in pairs:
            made.of[no] = name
        return made


class _Own:
    """Bitmaps that are shared with an older axis, and copied before they are written."""

    def __init__(self, bits: dict[Any, BitMap]) -> None:
        self._bits, self._written = bits, set[Any]()

    def bitmap(self, value: Any) -> BitMap:
        """The bitmap of a value, to be written."""
        if value not in self._written:
            self._written.add(value)
            self._bits[value] = BitMap(self._bits.get(value) or ())
        return self._bits[value]

    def tidy(self) -> None:
        """Forgets values that nothing has any more."""
        for value in self._written:
            if not self._bits[value]:
                del self._bits[value]


def _grow(of: Any, pairs: Pairs, missing: Any) -> None:
    """Makes room for all numbers."""
    short = max((no for no, _ in pairs), default=-1) + 1 - len(of)
    if short > 0:
        of.extend(array(of.typecode, [missing]) * short if isinstance(of, array) else [missing] * short)


def _union(bits: Mapping[Any, BitMap], values: Iterable[Any]) -> BitMap:
    return BitMap.union(BitMap(), *(bits[value] for value in values if value in bits))


def _intersected(bits: Mapping[Any, BitMap], hits: BitMap) -> dict[Any, int]:
    return {value: count for value, one in bits.items() if (count := one.intersection_cardinality(hits))}


def _shared(bits: Mapping[Any, BitMap], hits: BitMap) -> dict[Any, BitMap]:
    return {value: found for value, one in bits.items() if (found := one & hits)}
