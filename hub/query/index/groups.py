"""Hits by the values of a dimension: how many, or which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from typing import Any

from pyroaring import BitMap

from hub.query.held import CutOf
from hub.query.index.axes import FEW, Classes, Values, intersected, shared
from hub.query.index.index import Index
from hub.query.index.keys import Order
from hub.query.index.references import References
from hub.query.noun import Dimension


def counts_of(index: Index, by: Dimension, hits: BitMap, among: Container[Any] | None = None) -> dict[Any, int]:
    """How many of the hits have each value of a dimension, as the index knows the values; a value that none has is absent.

    `among`: only these values are wanted; others may be told all the same.
    """
    if isinstance(by.held, CutOf):
        axis, divisor = _order(index, by.held), by.held.divisor
        cuts = axis.cuts(divisor)
        if len(hits) > FEW * len(cuts):
            return intersected({cut_text(cut): some for cut, some in cuts.items()}, hits)
        counts = Counter(map(divisor.__rfloordiv__, axis.keys(hits)))
        counts.pop(axis.missing // divisor, None)
        return {cut_text(cut): count for cut, count in counts.items()}
    held = _axis(index, by)
    if among is not None and not isinstance(held, References) and len(hits) > FEW * len(held.bits):
        return intersected({value: bits for value, bits in held.bits.items() if value in among}, hits)
    return held.counts(hits)


def groups_of(index: Index, by: Dimension, hits: BitMap) -> Mapping[Any, BitMap]:
    """The hits that have each value of a dimension."""
    if isinstance(by.held, CutOf):
        return {cut_text(cut): some for cut, some in shared(_order(index, by.held).cuts(by.held.divisor), hits).items()}
    return _axis(index, by).groups(hits)


def _order(index: Index, held: CutOf) -> Order:
    axis = index.axes[held.column]
    assert isinstance(axis, Order)
    return axis


def _axis(index: Index, by: Dimension) -> Values | Classes | References:
    assert by.held is not None
    assert not isinstance(by.held, CutOf)
    axis = index.axes[by.held]
    assert isinstance(axis, Values | Classes | References)
    return axis


def cut_text(cut: int) -> str:
    """A year or a month as it is shown: 2026, 2026-11."""
    digits = f"{cut:04}"
    return digits if len(digits) == 4 else f"{digits[:4]}-{digits[4:]}"
