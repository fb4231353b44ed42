"""Where a plan is walked: in the event loop, or in a reader's thread."""

from __future__ import annotations

import asyncio
import time

import pytest

from hub.domain.dates import now
from hub.query.plan.pace import EVERY, FAR_TOO_SLOW, MOST_QUICK_RUNS, QUICK_RUNS, SLOW_SECONDS, WAITED_SECONDS, Pace
from hub.query.plan.plan import Answered
from hub.query.question import Question

QUICK, SLOW = SLOW_SECONDS / 4, SLOW_SECONDS * 2
QUESTION = "{ viewer { role } }"


def run(pace: Pace, times: int, cpu: float = QUICK, waited: float = 0.0) -> None:
    for _ in range(times):
        pace.note(cpu, waited)


@pytest.fixture
def ask(rows, asker):
    rows.done()
    return asker()


@pytest.fixture
def entered() -> Pace:
    """The pace of a plan that is in the event loop."""
    pace = Pace(stays=False)
    run(pace, QUICK_RUNS)
    assert not pace.slow
    return pace


def test_a_plan_enters_the_loop_after_quick_runs_in_a_row():
    pace = Pace(stays=False)
    run(pace, QUICK_RUNS - 1)
    run(pace, 1, SLOW)
    run(pace, QUICK_RUNS - 1)
    assert pace.slow
    run(pace, 1)
    assert not pace.slow


def test_one_slow_run_in_many_leaves_a_plan_in_the_loop(entered: Pace):
    for _ in range(20):
        run(entered, 1, SLOW)
        run(entered, EVERY)
        assert not entered.slow


def test_two_slow_runs_close_together_send_a_plan_to_a_thread(entered: Pace):
    run(entered, 1, SLOW)
    run(entered, EVERY // 2)
    run(entered, 1, SLOW)
    assert entered.slow


def test_a_run_that_is_far_too_slow_sends_a_plan_to_a_thread_at_once(entered: Pace):
    run(entered, 1, SLOW_SECONDS * FAR_TOO_SLOW * 1.1)
    assert entered.slow


def test_a_busy_machine_keeps_no_plan_out_of_the_loop(entered: Pace):
    run(entered, 100, QUICK, WAITED_SECONDS / 2)
    assert not entered.slow


def test_a_plan_that_waits_for_long_leaves_the_loop(entered: Pace):
    run(entered, 2, QUICK, WAITED_SECONDS * 2)
    assert entered.slow


def test_the_way_back_into_the_loop_gets_longer_every_time(entered: Pace):
    wanted = QUICK_RUNS
    for _ in range(20):
        run(entered, 2, SLOW)
        wanted = min(2 * wanted, MOST_QUICK_RUNS)
        run(entered, wanted - 1)
        assert entered.slow
        run(entered, 1)
        assert not entered.slow


def test_a_plan_that_is_often_slow_is_hardly_ever_walked_in_the_loop():
    pace, slow_in_loop = Pace(stays=False), 0
    for nth in range(20_000):
        cpu = SLOW if nth % 30 == 0 else QUICK
        slow_in_loop += cpu == SLOW and not pace.slow
        pace.note(cpu, 0.0)
    assert slow_in_loop == 2


def test_a_plan_that_may_wait_for_the_memory_never_enters_the_loop():
    pace = Pace(stays=True)
    run(pace, 10 * QUICK_RUNS)
    assert pace.slow


def test_a_run_that_built_its_statements_tells_nothing_of_the_next(ask):
    plan = ask.answers.prepare(Question(QUESTION)).plan
    for _ in range(QUICK_RUNS):
        plan.note(Answered({}, "0", QUICK, 0.0, compiled=False))
    plan.note(Answered({}, "0", 1.0, 0.0, compiled=True))
    assert not plan.slow


def test_a_quick_plan_is_walked_in_the_loop_while_the_clock_on_the_wall_runs_away(ask, monkeypatch):
    clock = iter(range(10**6))
    monkeypatch.setattr("hub.query.plan.plan.perf_counter", lambda: next(clock) * WAITED_SECONDS / 2)
    question = '{ initiative(id: "nothing") { name } }'

    async def ask_often() -> None:
        for _ in range(QUICK_RUNS + 2):
            await ask.answers.answer(Question(question))

    asyncio.run(ask_often())
    assert not ask.answers.prepare(Question(question)).plan.slow


def test_a_run_tells_apart_what_it_worked_and_what_it_waited(ask):
    answers = ask.answers
    ready = answers.prepare(Question('{ initiative(id: "nothing") { name } }'))

    def waiting(walk):
        statement = next(walk)
        while True:
            time.sleep(0.03)
            try:
                statement = walk.send((yield statement))
            except StopIteration as done:
                return done.value

    told = answers.reader.run_here(waiting(ready.plan.run(answers.ask(ready, None, now()))), 10)
    assert told.waited > 0.03
    assert 0 < told.cpu < 0.03
