"""Axes: one column of many things, held so that a condition on it is a bitmap and an order by it an array. Pure: no database here.

Things are known by their number (`no`). A value that is missing is None in what comes in; it never meets a condition. An axis is filled
in batches, then sealed; from then on it is never changed: `changed` makes the next one, which shares with it whatever stayed as it was
(all of it, where nothing changed). So whoever reads one version of the graph goes on reading it while others have gone on to the next.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, Self

from pyroaring import BitMap

Pairs = Sequence[tuple[int, Any]]
FEW = 8
"""With more hits than so many for each value, values are counted bitmap by bitmap, else hit by hit."""
_WIDER = {"B": "H", "H": "i"}
_MOST = {"B": 2**8 - 1, "H": 2**16 - 1, "i": 2**31 - 1}


class Axis(Protocol):
    """What all axes of one value a thing can do."""

    def fill(self, nos: Sequence[int], column: Sequence[Any]) -> None:
        """Takes a batch: numbers, upwards and above those of all batches before, and the value of each."""

    def seal(self) -> None:
        """Everything is filled in."""

    def changed(self, gone: BitMap, pairs: Pairs) -> Self:
        """The axis without the things that are gone, and with these values."""


class Values:
    """One of few values a thing, such as a status: a bitmap for each value, and by number the place of the value."""

    def __init__(self) -> None:
        self.bits: dict[Any, BitMap] = {}
        self.values: list[Any] = [None]
        self.codes: dict[Any, int] = {None: 0}
        self.of = array("B")
        """By number of a thing, the place of its value in `values`; as narrow as these allow."""
        self._filling: dict[Any, array[int]] = {}

    def fill(self, nos: Sequence[int], column: Sequence[Any]) -> None:
        met = set(column)
        if met == {None}:
            return
        for value in met:
            self._code(value)
        put_all(self.of, nos, list(map(self.codes.__getitem__, column)), 0)
        file_all(self._filling, met, nos, column)

    def seal(self) -> None:
        self.bits, self._filling = {value: packed(some) for value, some in self._filling.items() if value is not None}, {}

    def changed(self, gone: BitMap, pairs: Pairs) -> Values:
        leaving = [no for no in gone if no < len(self.of) and self.of[no]]
        coming = [(no, value) for no, value in pairs if value is not None]
        if not leaving and not coming:
            return self
        made = Values()
        made.bits, made.of = dict(self.bits), self.of[:]
        made.values, made.codes = self.values, self.codes  # these only grow, so they may be shared
        own = Own(made.bits)
        for no in leaving:
            own.bitmap(made.values[made.of[no]]).discard(no)
            made.of[no] = 0
        grow(made.of, max((no for no, _ in coming), default=0), 0)
        for no, value in coming:
            code = made._code(value)
            made.of[no] = code
            own.bitmap(value).add(no)
        own.tidy()
        return made

    def _code(self, value: Any) -> int:
        code = self.codes.get(value)
        if code is None:
            self.values.append(value)
            code = self.codes[value] = len(self.values) - 1
        if code > _MOST[self.of.typecode]:
            self.of = array(_WIDER[self.of.typecode], self.of)
            return self._code(value)
        return code

    def any_of(self, values: Iterable[Any]) -> BitMap:
        """The things that have one of these values; not to be written to, for it may be the axis' own bitmap."""
        return _union(self.bits, values)

    def counts(self, hits: BitMap) -> dict[Any, int]:
        """How many of the hits have each value; a value that none has is absent."""
        if len(hits) > FEW * len(self.bits):
            return intersected(self.bits, hits)
        counts = Counter(map(self.of.__getitem__, within(hits, self.of).to_array()))
        return {self.values[code]: count for code, count in counts.items() if code}

    def groups(self, hits: BitMap) -> dict[Any, BitMap]:
        """The hits that have each value; a value that none has is absent."""
        if len(hits) > FEW * len(self.bits) or len(self.bits) == 1:
            return shared(self.bits, hits)
        found = grouped(self.of, within(hits, self.of))
        return {self.values[code]: some for code, some in found.items() if code}


class Classes:
    """Any number of values a thing, such as its themes: a bitmap for each value."""

    def __init__(self) -> None:
        self.bits: dict[Any, BitMap] = {}
        self._filling: dict[Any, array[int]] = {}

    def file(self, value: Any, nos: Sequence[int]) -> None:
        """Takes a batch of things that have a value."""
        self._filling.setdefault(value, array("I")).extend(nos)

    def seal(self) -> None:
        self.bits, self._filling = {value: packed(some) for value, some in self._filling.items()}, {}

    def changed(self, gone: BitMap, pairs: Pairs) -> Classes:
        left = [value for value, bits in self.bits.items() if bits.intersect(gone)] if gone else []
        if not left and not pairs:
            return self
        made = Classes()
        made.bits = dict(self.bits)
        own = Own(made.bits)
        for value in left:
            own.bitmap(value).difference_update(gone)
        for no, value in pairs:
            own.bitmap(value).add(no)
        own.tidy()
        return made

    def any_of(self, values: Iterable[Any]) -> BitMap:
        """The things that have one of these values."""
        return _union(self.bits, values)

    def counts(self, hits: BitMap) -> dict[Any, int]:
        """How many of the hits have each value; a value that none has is absent."""
        return intersected(self.bits, hits)

    def groups(self, hits: BitMap) -> dict[Any, BitMap]:
        """The hits that have each value; a value that none has is absent."""
        return shared(self.bits, hits)


class Own:
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


def grow(of: array[int], last: int, missing: int) -> None:
    """Makes room for all numbers up to `last`."""
    short = last + 1 - len(of)
    if short > 0:
        of.extend(array(of.typecode, [missing]) * short)


def put_all(of: array[int], nos: Sequence[int], values: Sequence[int], missing: int) -> None:
    """Writes what stands for each number, which go upwards; room is made for all."""
    grow(of, nos[-1], missing)
    if nos[-1] - nos[0] == len(nos) - 1:
        of[nos[0] : nos[-1] + 1] = array(of.typecode, values)
        return
    for no, value in zip(nos, values, strict=True):
        of[no] = value


def file_all(filed: dict[Any, array[int]], met: set[Any], nos: Sequence[int], column: Sequence[Any]) -> None:
    """Files numbers under their values; `met` are all of these."""
    for value in met:
        filed.setdefault(value, array("I"))
    if len(met) == 1:
        filed[column[0]].extend(nos)
        return
    put = {value: filed[value].append for value in met}
    for no, value in zip(nos, column, strict=True):
        put[value](no)


def packed(nos: array[int]) -> BitMap:
    """The bitmap of some numbers, in as little room as it needs."""
    made = BitMap(nos)
    made.run_optimize()
    made.shrink_to_fit()
    return made


def within(hits: BitMap, of: Sequence[Any]) -> BitMap:
    """The hits that an array by number reaches; the others have no value in it."""
    return hits & BitMap(range(len(of))) if hits and hits.max() >= len(of) else hits


def grouped(of: Sequence[int], hits: BitMap) -> dict[int, BitMap]:
    """The hits by what stands for them in an array."""
    nos: dict[int, list[int]] = {}
    numbers = hits.to_array()
    for no, value in zip(numbers, map(of.__getitem__, numbers), strict=True):
        nos.setdefault(value, []).append(no)
    return {value: BitMap(some) for value, some in nos.items()}


def _union(bits: Mapping[Any, BitMap], values: Iterable[Any]) -> BitMap:
    found = [bits[value] for value in values if value in bits]
    return found[0] if len(found) == 1 else BitMap.union(BitMap(), *found)


def intersected(bits: Mapping[Any, BitMap], hits: BitMap) -> dict[Any, int]:
    """How many of the hits each bitmap has; one that has none is absent."""
    return {value: count for value, one in bits.items() if (count := one.intersection_cardinality(hits))}


def shared(bits: Mapping[Any, BitMap], hits: BitMap) -> dict[Any, BitMap]:
    """The hits that each bitmap has; one that has none is absent."""
    return {value: found for value, one in bits.items() if (found := one & hits)}
