"""Axes of the index against plain dictionaries, through any history of changes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from hub.query.index import axes
from hub.query.index.axes import Classes, Keys, Names, Values
from hub.store.tables import MISSING_LAST

NO = st.integers(0, 60)
STEPS = st.lists(st.tuples(st.sets(NO, max_size=12), st.dictionaries(NO, st.integers(-5, 9) | st.none(), max_size=20)), max_size=8)


def play(axis: Any, steps: list[tuple[set[int], dict[int, Any]]]) -> tuple[Any, dict[int, Any]]:
    """An axis and a dictionary after the same changes: what is put anew is gone first, as the index does it."""
    known: dict[int, Any] = {}
    for gone, put in steps:
        axis = axis.changed(BitMap(gone | put.keys()), list(put.items()))
        known = {no: value for no, value in known.items() if no not in gone} | put
    return axis, {no: value for no, value in known.items() if value is not None}


@settings(max_examples=60, deadline=None)
@given(STEPS, st.sets(st.integers(-5, 9), max_size=4), st.sets(NO, max_size=30))
def test_values_are_found_and_counted_as_in_a_dictionary(steps: Any, wanted: set[int], hits: set[int]) -> None:
    axis, known = play(Values(), steps)
    assert set(axis.any_of(wanted)) == {no for no, value in known.items() if value in wanted}
    told = {no for no in hits if no < len(axis.of)}
    assert axis.counts(BitMap(told)) == Counter(known[no] for no in told if no in known)


@settings(max_examples=60, deadline=None)
@given(STEPS, st.integers(-7, 10), st.integers(-7, 10), st.sampled_from([1, 3, 4_096]))
def test_a_range_of_keys_is_found_as_in_a_dictionary(steps: Any, first: int, last: int, bucket: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(axes, "BUCKET", bucket)
        axis, known = play(Keys(), steps)
        assert set(axis.between(first, last)) == {no for no, key in known.items() if first <= key <= last}
        assert {no: key for no, key in enumerate(axis.of) if key != MISSING_LAST} == known


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sets(NO, max_size=12), st.lists(st.tuples(NO, st.integers(0, 5)), max_size=30)), max_size=8), st.sets(NO))
def test_classes_are_found_and_counted_as_in_a_set_of_pairs(steps: Any, hits: set[int]) -> None:
    axis, known = Classes(), set[tuple[int, int]]()
    for gone, put in steps:
        touched = gone | {no for no, _ in put}
        axis = axis.changed(BitMap(touched), put)
        known = {pair for pair in known if pair[0] not in touched} | set(put)
    assert set(axis.any_of([1, 4])) == {no for no, value in known if value in (1, 4)}
    assert axis.counts(BitMap(hits)) == Counter(value for no, value in known if no in hits)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_an_axis_that_was_changed_still_tells_what_it_told(steps: Any) -> None:
    for first in (Values(), Keys()):
        axis: Any = first
        seen: list[tuple[Any, set[int]]] = []
        for gone, put in steps:
            axis = axis.changed(BitMap(gone | put.keys()), list(put.items()))
            seen.append((axis, told(axis)))
        assert [told(one) for one, _ in seen] == [then for _, then in seen]


def told(axis: Any) -> set[int]:
    return set(axis.any_of(range(-5, 10)) if isinstance(axis, Values) else axis.between(-5, 9))


def test_a_name_is_forgotten_and_set() -> None:
    axis = Names().changed(BitMap(), [(1, "a"), (3, "b")]).changed(BitMap([1]), [(4, "c")])
    assert axis.of == ["", "", "", "b", "c"]
