"""Axes of the index against plain dictionaries, through any history of changes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyroaring import BitMap

from hub.query.index import keys, names, references
from hub.query.index.axes import Classes, Values
from hub.query.index.keys import Keys, Order
from hub.query.index.names import Names
from hub.query.index.references import References
from hub.store.tables import MISSING_LAST

NO = st.integers(0, 60)
STEPS = st.lists(st.tuples(st.sets(NO, max_size=12), st.dictionaries(NO, st.integers(-5, 9) | st.none(), max_size=20)), max_size=8)


def play(axis: Any, steps: list[tuple[set[int], dict[int, Any]]], *, filled: bool) -> tuple[Any, dict[int, Any]]:
    """An axis and a dictionary after the same changes: what is put anew is gone first, as the index does it.

    `filled`: what the first step puts is filled in, in two batches.
    """
    known: dict[int, Any] = {}
    if filled and steps:
        known, steps = dict(steps[0][1]), steps[1:]
        nos = sorted(known)
        for batch in (nos[: len(nos) // 3], nos[len(nos) // 3 :]):
            if batch:
                axis.fill(batch, [known[no] for no in batch])
        axis.seal()
    for gone, put in steps:
        axis = axis.changed(BitMap(gone | put.keys()), list(put.items()))
        known = {no: value for no, value in known.items() if no not in gone} | put
    return axis, {no: value for no, value in known.items() if value is not None}


@settings(max_examples=120, deadline=None)
@given(STEPS, st.sets(st.integers(0, 14), max_size=4), st.sets(NO, max_size=30), st.booleans(), st.booleans())
def test_values_are_found_counted_and_grouped_as_in_a_dictionary(
    steps: Any, wanted: set[int], hits: set[int], refer: bool, filled: bool
) -> None:
    steps = [(gone, {no: None if value is None else value + 5 for no, value in put.items()}) for gone, put in steps]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(references, "LEAST_CHANGED", 3)
        axis, known = play(References() if refer else Values(), steps, filled=filled)
    assert set(axis.any_of(wanted)) == {no for no, value in known.items() if value in wanted}
    assert axis.counts(BitMap(hits)) == Counter(known[no] for no in hits if no in known)
    assert {value: set(some) for value, some in axis.groups(BitMap(hits)).items()} == grouped(known, hits)


def grouped(known: dict[int, Any], hits: set[int]) -> dict[Any, set[int]]:
    found: dict[Any, set[int]] = {}
    for no in hits & known.keys():
        found.setdefault(known[no], set()).add(no)
    return found


def test_more_values_than_fit_a_byte_or_two_are_all_told_apart() -> None:
    axis = Values()
    axis.fill(range(200), [f"v{no}" for no in range(200)])
    axis.seal()
    assert axis.of.typecode == "B"
    narrow = axis
    axis = axis.changed(BitMap(), [(no, f"v{no}") for no in range(200, 70_000)])
    assert (narrow.of.typecode, axis.of.typecode) == ("B", "i")
    for no in (0, 199, 255, 256, 65_535, 65_536, 69_999):
        assert set(axis.any_of([f"v{no}"])) == {no}
        assert axis.counts(BitMap([no])) == {f"v{no}": 1}


@settings(max_examples=60, deadline=None)
@given(STEPS, st.integers(-7, 10), st.integers(-7, 10), st.sampled_from([1, 3, 4_096]), st.booleans(), st.sampled_from([1, 2**33]))
def test_a_range_of_keys_is_found_as_in_a_dictionary(steps: Any, first: int, last: int, bucket: int, filled: bool, scale: int) -> None:
    steps = [(gone, {no: None if key is None else max(key, 0) * scale + min(key, 0) for no, key in put.items()}) for gone, put in steps]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "BUCKET", bucket)
        axis, known = play(Keys(), steps, filled=filled)
        assert set(axis.between(first, last * scale)) == {no for no, key in known.items() if first <= key <= last * scale}
        assert {no: key for no, key in enumerate(axis.of) if key != axis.missing} == known


@settings(max_examples=60, deadline=None)
@given(STEPS, st.sets(NO, max_size=30), st.booleans(), st.none() | st.integers(-7, 10), st.booleans())
def test_hits_are_parted_in_the_order_of_their_keys(steps: Any, hits: set[int], down: bool, begin: int | None, filled: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "BUCKET", 3)
        patch.setattr(keys, "SORTED_AT_ONCE", 2)
        axis, known = play(Keys(), steps, filled=filled)
        hits = {no for no in hits if no < len(axis.of)}
        parts = [sorted(part, key=lambda no: (axis.of[no], no), reverse=down) for part in axis.parts(BitMap(hits), down=down, begin=begin)]
    found = [no for part in parts for no in part if begin is None or (axis.of[no] <= begin if down else axis.of[no] >= begin)]
    ordered = sorted(hits, key=lambda no: (known.get(no, axis.missing), no), reverse=down)
    assert found == [
        no for no in ordered if begin is None or (known.get(no, axis.missing) <= begin if down else known.get(no, axis.missing) >= begin)
    ]


@pytest.mark.parametrize("wide", [False, True])
def test_a_cursor_stands_between_keys_as_the_database_has_it(wide: bool) -> None:
    given = [5, None, 2**31 - 3, MISSING_LAST, -7] + [2**40] * wide
    axis = Order()
    axis.fill(range(len(given)), given)
    stored = [MISSING_LAST if key is None else key for key in given]
    for key in (-(2**50), -7, 0, 5, 6, 2**31 - 3, 2**31 - 2, 2**31 - 1, 2**31, 2**40, 2**61, MISSING_LAST):
        for no in range(7):
            expected = [at for at, mine in enumerate(stored) if (mine, at) > (key, no)]
            assert [at for at, mine in enumerate(axis.of) if (mine, at) > (axis.mark(key), no)] == expected
    assert axis.of.typecode == "iq"[wide]


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
    steps = [(gone, {no: None if value is None else abs(value) for no, value in put.items()}) for gone, put in steps]
    for first in (Values(), Keys(), References()):
        axis: Any = first
        seen: list[tuple[Any, set[int]]] = []
        for gone, put in steps:
            axis = axis.changed(BitMap(gone | put.keys()), list(put.items()))
            seen.append((axis, told(axis)))
        assert [told(one) for one, _ in seen] == [then for _, then in seen]


def told(axis: Any) -> set[int]:
    return set(axis.between(-5, 9) if isinstance(axis, Keys) else axis.any_of(range(10)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sets(NO, max_size=12), st.dictionaries(NO, st.text(max_size=3), max_size=9)), max_size=8), st.booleans())
def test_names_are_kept_and_sorted_as_in_a_dictionary(steps: Any, filled: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(names, "LEAST_CHANGED", 5)
        axis, known = play(Names(), steps, filled=filled)
    hits = BitMap(range(61))
    assert {no: text.decode() for no, text in zip(hits, axis.keys(hits), strict=True) if text} == {no: t for no, t in known.items() if t}
    assert sorted(known, key=lambda no: (axis.of(no), no)) == sorted(known, key=lambda no: (known[no], no))
    assert all((axis.of(no) > axis.mark("b")) == (text > "b") for no, text in known.items())


def test_what_changes_nothing_makes_no_new_axis() -> None:
    given: list[tuple[Any, Any]] = [(Values(), "a"), (References(), 4), (Keys(), 7), (Names(), "n")]
    for axis, value in given:
        axis.fill([2, 5], [value, value])
        axis.seal()
        assert axis.changed(BitMap([3, 900]), []) is axis
    classes = Classes()
    classes.file(1, [2, 5])
    classes.seal()
    assert classes.changed(BitMap([3, 900]), []) is classes
