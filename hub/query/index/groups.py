"""Hits by the values of a dimension: how many, or which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyroaring import BitMap

from hub.query.held import CutOf
from hub.query.index.axes import Classes, Keys, Values
from hub.query.index.index import Index
from hub.query.noun import Dimension
from hub.store.tables import MISSING_LAST


def counts_of(index: Index, by: Dimension, hits: BitMap) -> dict[Any, int]:
    """How many of the hits have each value of a dimension, as the index knows the values; a value that none has is absent."""
    if isinstance(by.held, CutOf):
        counts: dict[int, int] = {}
        for cut in _cuts(index, by.held, hits):
            counts[cut] = counts.get(cut, 0) + 1
        counts.pop(MISSING_LAST // by.held.divisor, None)
        return {cut_text(cut): count for cut, count in counts.items()}
    return _axis(index, by).counts(hits)


def groups_of(index: Index, by: Dimension, hits: BitMap) -> Mapping[Any, BitMap]:
    """The hits that have each value of a dimension."""
    if isinstance(by.held, CutOf):
        cuts: dict[int, list[int]] = {}
        for no, cut in zip(hits, _cuts(index, by.held, hits), strict=True):
            cuts.setdefault(cut, []).append(no)
        cuts.pop(MISSING_LAST // by.held.divisor, None)
        return {cut_text(cut): BitMap(nos) for cut, nos in cuts.items()}
    return _axis(index, by).groups(hits)


def _cuts(index: Index, held: CutOf, hits: BitMap) -> list[int]:
    axis = index.axes[held.column]
    assert isinstance(axis, Keys)
    return [key // held.divisor for key in map(axis.of.__getitem__, hits)]


def _axis(index: Index, by: Dimension) -> Values | Classes:
    assert by.held is not None
    assert not isinstance(by.held, CutOf)
    axis = index.axes[by.held]
    assert isinstance(axis, Values | Classes)
    return axis


def cut_text(cut: int) -> str:
    """A year or a month as it is shown: 2026, 2026-11."""
    digits = f"{cut:04}"
    return digits if len(digits) == 4 else f"{digits[:4]}-{digits[4:]}"
