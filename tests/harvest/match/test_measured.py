"""What the benchmark measures on real grants and clubs must not get worse. The figures are those that were reached, not those aimed at."""

from __future__ import annotations

import pytest

from tests.benchmarks.match import AIMS, Run, interval, run
from tests.benchmarks.truth import REALDATA, grant_recipients

pytestmark = pytest.mark.skipif(not REALDATA.is_dir(), reason="shared/realdata is not beside the checkout")


@pytest.fixture(scope="module")
def grants() -> Run:
    return run(grant_recipients())


@pytest.mark.slow
def test_recipients_of_grants_are_matched_as_well_as_they_were_which_is_below_the_aim_in_precision(grants: Run) -> None:
    told = grants.measured(grants.kept)
    assert told.precision >= 0.91  # aim 0.95: 5 of 62 are wrong by identifier
    assert told.recall >= AIMS["recall"]


@pytest.mark.slow
def test_a_recipient_is_found_in_the_register_as_well_as_it_was_which_is_below_the_aims() -> None:
    done = run(grant_recipients(with_register=True))
    tuned, held_out = done.measured(done.kept, held_out=False), done.measured(done.kept, held_out=True)
    assert tuned.precision >= 0.88
    assert tuned.recall >= 0.54
    assert held_out.precision >= 0.81  # 31 of 178 are wrong by identifier
    assert held_out.recall >= 0.45


def test_a_share_is_told_with_how_far_it_may_be_off() -> None:
    assert interval(19, 23) == "0.63 to 0.93"
    assert interval(0, 0) == "0.00 to 0.79"
    assert interval(9_500, 10_000) == "0.95 to 0.95"
