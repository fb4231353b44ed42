"""Random histories on a real store: whatever came in whatever order, the graph is what its claims and decisions say, and the past stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.harvest.look import graph, rows
from tests.store.histories import (
    DECISIONS,
    JUDGEMENTS,
    KEYS,
    OPINIONS,
    PAGES,
    SECRET,
    STEPS,
    WITH_WITHDRAWALS,
    WITHDRAWALS,
    Harvest,
    Hub,
    Look,
    Rebuild,
    Step,
    Withdraw,
    run,
)
from tests.store.laws import about, as_of, broken, elsewhere, present, said, version


@pytest.fixture(scope="module", autouse=True)
def _key() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)
        yield


_short = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
_few = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
_long = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
_HISTORY = st.lists(STEPS, min_size=1, max_size=7)
_WITH_WITHDRAWALS = st.lists(WITH_WITHDRAWALS, min_size=1, max_size=8)
_BEGINNING = st.tuples(*(st.builds(Harvest, st.just(key), PAGES) for key in KEYS))


def lawful_at_every_step(template: Path, history: list[Step]) -> None:
    """Laws hold after each step, and afterwards every version still tells what was visible then."""

    async def story(hub: Hub) -> None:
        past: dict[int, dict[str, list[Any]]] = {}
        for step in history:
            await hub.play(step)
            assert broken(hub.path) == {}
            assert hub.gone.came_back(hub.path) == []
            if isinstance(step, Withdraw):
                past = {seq: forgotten(hub, seq, then) for seq, then in past.items()}
            past[version(hub.path)] = present(hub.path)
        for seq, then in past.items():
            assert as_of(hub.path, seq) == then

    run(template, story)


def forgotten(hub: Hub, seq: int, then: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """A version of before a withdrawal: what was erased is gone from it, what is not concerned is as it was."""
    now = as_of(hub.path, seq)
    assert elsewhere(now, hub.gone.touched) == elsewhere(then, hub.gone.touched)
    assert about(now, hub.gone.erased) == []
    return now


def the_same_when_read_again(template: Path, history: list[Step]) -> None:
    """What was read piece by piece is what reading everything at once, or deriving it from the records, gives."""

    async def story(hub: Hub) -> None:
        for step in history:
            await hub.play(step)
        lived, told = graph(hub.path), rows(hub.path, "SELECT * FROM change")
        await hub.read_all_again()
        assert graph(hub.path) == lived
        for key in KEYS:
            await hub.play(Rebuild(key))
        assert graph(hub.path) == lived
        assert rows(hub.path, "SELECT * FROM change") == told

    run(template, story)


def the_same_in_every_order(template: Path, noise: list[Step], last: tuple[Harvest, ...], judged: list[Any], orders: Any) -> None:
    """The same last words and decisions give the same readings in every order, also after a life of something else."""
    seen = []
    for before in ([], noise):
        facts = list(orders.draw(st.permutations(last)))

        async def story(hub: Hub, before: list[Step] = before, facts: list[Harvest] = facts) -> None:
            for step in before:
                await hub.play(step)
            for step in [*facts, *last, *last]:  # a miss hides, the second retires; an answer that is held is let through
                await hub.play(step)
                await hub.play(Look(step.source, release=True))
            while hub.standing:
                await hub.undo(hub.standing[0])
            for step in judged:
                await hub.play(step)
            await hub.forget_since_when()
            seen.append(said(hub.path))

        run(template, story)
    assert seen[0] == seen[1]


def the_same_either_way(template: Path, history: list[Step], pair: tuple[Withdraw, Any]) -> None:
    """Two steps about different things may change places."""
    seen = []
    for steps in (pair, pair[::-1]):

        async def story(hub: Hub, steps: tuple[Any, ...] = steps) -> None:
            for step in history:
                await hub.play(step)
            if not await hub.about_one_thing(*pair):
                for step in steps:
                    await hub.play(step)
            seen.append(said(hub.path))
            assert broken(hub.path) == {}

        run(template, story)
    assert seen[0] == seen[1]


def undone_to_the_beginning(template: Path, history: list[Step], decided: list[Any], orders: Any) -> None:
    """Decisions taken back, in any order, leave everything exactly as it was before them."""

    async def story(hub: Hub) -> None:
        for step in history:
            await hub.play(step)
        before = graph(hub.path)
        made = [one for step in decided if (one := await hub.decide(step)) is not None]
        for one in orders.draw(st.permutations(made)):
            await hub.undo(one)
        assert graph(hub.path) == before
        assert broken(hub.path) == {}

    run(template, story)


@_short
@given(history=_HISTORY)
def test_laws_hold_after_every_step_and_every_version_tells_what_was_then(template, history):
    lawful_at_every_step(template, history)


def test_an_edge_that_goes_while_its_other_end_gets_another_name_is_told_of_once(template):
    grant = {"id": "g1", "kind": "grant", "recipient": "Gilde", "funder": "Fond", "cvr": "10150817", "amount": 100, "purpose": "Foder"}
    same = {"id": "o1", "kind": "organization", "name": "Laug", "cvr": "10150817"}
    more = tuple({"id": key, "kind": "organization", "name": key} for key in ("o2", "o3"))  # without them the harvest would be held
    lawful_at_every_step(template, [Harvest("a", (grant, *more)), Harvest("b", (same,)), Harvest("a", more)])


@_few
@given(beginning=_BEGINNING, history=_WITH_WITHDRAWALS)
def test_what_was_withdrawn_is_gone_from_every_version_and_never_comes_back(template, beginning, history):
    lawful_at_every_step(template, [*beginning, *history])


@_few
@given(beginning=_BEGINNING, history=_WITH_WITHDRAWALS)
def test_what_was_read_piece_by_piece_is_what_a_rebuild_gives_also_after_withdrawals(template, beginning, history):
    the_same_when_read_again(template, [*beginning, *history])


@_few
@given(beginning=_BEGINNING, pair=st.tuples(WITHDRAWALS, st.one_of(WITHDRAWALS, OPINIONS)))
def test_withdrawals_and_decisions_about_different_things_give_the_same_in_either_order(template, beginning, pair):
    the_same_either_way(template, list(beginning), pair)


@_short
@given(history=_HISTORY)
def test_what_was_read_piece_by_piece_is_what_a_rebuild_gives(template, history):
    the_same_when_read_again(template, history)


@_short
@given(noise=st.lists(STEPS, max_size=6), last=_BEGINNING, judged=st.lists(DECISIONS, max_size=3), orders=st.data())
def test_the_same_last_words_give_the_same_readings_whatever_came_before(template, noise, last, judged, orders):
    the_same_in_every_order(template, noise, last, judged, orders)


@_short
@given(history=_BEGINNING, decided=st.lists(DECISIONS, max_size=5), orders=st.data())
def test_s18_decisions_taken_back_in_any_order_leave_everything_as_it_was(template, history, decided, orders):
    undone_to_the_beginning(template, list(history), decided, orders)


@_short
@given(pages=_BEGINNING, judged=st.lists(JUDGEMENTS, min_size=2, max_size=6, unique=True), orders=st.data())
def test_s21_contradictory_decisions_give_the_same_whatever_their_order(template, pages, judged, orders):
    seen = []
    for mixed in (judged, orders.draw(st.permutations(judged))):

        async def story(hub: Hub, mixed: list[Any] = mixed) -> None:
            for step in [*pages, *mixed]:
                await hub.play(step)
            seen.append(said(hub.path))

        run(template, story)
    assert seen[0] == seen[1]


@pytest.mark.slow
@pytest.mark.timeout(1800)
@_long
@given(history=st.lists(STEPS, min_size=1, max_size=16))
def test_long_histories_are_lawful(template, history):
    lawful_at_every_step(template, history)
    the_same_when_read_again(template, history)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@_long
@given(beginning=_BEGINNING, history=st.lists(WITH_WITHDRAWALS, min_size=1, max_size=14), pair=st.tuples(WITHDRAWALS, WITHDRAWALS))
def test_long_histories_with_withdrawals_are_lawful(template, beginning, history, pair):
    lawful_at_every_step(template, [*beginning, *history])
    the_same_when_read_again(template, [*beginning, *history])
    the_same_either_way(template, [*beginning, *history], pair)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@_long
@given(noise=st.lists(STEPS, max_size=12), last=_BEGINNING, decided=st.lists(DECISIONS, max_size=6), orders=st.data())
def test_long_histories_end_in_what_is_said_last(template, noise, last, decided, orders):
    the_same_in_every_order(template, noise, last, decided, orders)
    undone_to_the_beginning(template, [*noise, *last], decided, orders)
