"""What the benchmark measures on real grants and clubs must not get worse. The figures are those that were reached, not those aimed at."""

from __future__ import annotations

import pytest

from tests.benchmarks.match import AIMS, Run, run
from tests.benchmarks.truth import REALDATA, clubs_and_companies, grant_recipients

pytestmark = pytest.mark.skipif(not REALDATA.is_dir(), reason="shared/realdata is not beside the checkout")


@pytest.fixture(scope="module")
def grants() -> Run:
    return run(grant_recipients())


def test_the_half_that_the_weights_were_chosen_on_reaches_the_aims(grants: Run) -> None:
    told = grants.measured(grants.kept, "A")
    assert told.precision >= AIMS["precision"] - 0.01
    assert told.recall >= AIMS["recall"]


def test_the_other_half_stays_as_good_as_it_was_found_which_is_below_the_aims(grants: Run) -> None:
    told = grants.measured(grants.kept, "B")
    assert told.precision >= 0.82  # aim 0.95: 4 of 23 are wrong by identifier
    assert told.recall >= 0.57  # aim 0.6: 19 of 33


def test_pairs_are_compared_faster_than_the_aim(grants: Run) -> None:
    assert grants.pairs_a_second >= AIMS["pairs_a_second"] * 0.8


@pytest.mark.slow
def test_clubs_and_companies_that_nobody_tuned_on_stay_as_good() -> None:
    done = run(clubs_and_companies())
    told = done.measured(done.kept)
    assert told.precision >= 0.91
    assert told.recall >= 0.83
