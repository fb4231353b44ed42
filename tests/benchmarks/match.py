"""How often proposals are right, by score: `python -m tests.benchmarks.match`, on real data beside the checkout.

The recipients of the 360Giving grants, as four files write them; their identifiers are hidden from the matcher and
tell the truth afterwards.
Weights were chosen on half A. Half B was measured afterwards with the same weights, and its errors were read then; no weight was changed
after that, so B stands as the figure to quote, but it is spent: whoever tunes again needs other data to report on.
The clubs (tax register) and companies (company register) were measured once, with the same weights, and never tuned on.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from hub.domain.match import Facts, Proposal
from hub.harvest.match.propose import MOST_EACH, THRESHOLD, propose
from tests.benchmarks.truth import Mentions, clubs_and_companies, grant_recipients

BANDS = (0.05, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.001)
AIMS = {"precision": 0.95, "recall": 0.6, "pairs_a_second": 5_000}


@dataclass(frozen=True, slots=True)
class Measured:
    """What a share of the proposals came to. Precision is over pairs whose truth is known; `unknown` ones are in the queue all the same."""

    right: int
    wrong: int
    unknown: int
    true_pairs: int

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.true_pairs, 1)

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} ({self.right} right, {self.wrong} wrong), recall {self.recall:.3f} of {self.true_pairs}, "
            f"queue {self.right + self.wrong + self.unknown} ({self.unknown} of unknown truth)"
        )


@dataclass(frozen=True, slots=True)
class Run:
    """All proposals down to the lowest band, of which `kept` are what the matcher proposes by default; and how fast it was."""

    mentions: Mentions
    proposals: list[Proposal]
    kept: list[Proposal]
    compared: int
    seconds: float

    @property
    def pairs_a_second(self) -> float:
        return self.compared / self.seconds

    def measured(self, proposals: Iterable[Proposal], half: str | None = None) -> Measured:
        """Proposals against the truth, of one half (`A`, `B`) or of both."""
        inside = _inside(self.mentions, half)
        told = Counter(self.mentions.truth(p.left, p.right) for p in proposals if inside((p.left, p.right)))
        return Measured(told[True], told[False], told[None], sum(map(inside, self.mentions.true_pairs)))


def _inside(mentions: Mentions, half: str | None) -> Callable[[tuple[int, int]], bool]:
    return lambda pair: half is None or half_of(mentions, pair) == half


def half_of(mentions: Mentions, pair: tuple[int, int]) -> str:
    """Which half a pair is in: by a hash of who its left side really is, so that all spellings of one organization stay together."""
    return "AB"[blake2b(min(mentions.who[pair[0]]).encode()).digest()[0] % 2]


def run(mentions: Mentions) -> Run:
    """Proposes, once as by default and timed, once down to the lowest band. The matcher is given no identifier."""
    assert not any(facts.strong or facts.weak for facts in mentions.facts)
    began = time.process_time()
    found = propose(mentions.facts)
    seconds = time.process_time() - began
    return Run(mentions, propose(mentions.facts, threshold=BANDS[0]).proposals, found.proposals, found.compared, seconds)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def show(title: str, done: Run, halves: Iterable[str | None]) -> None:
    say(f"\n{title}: {len(done.mentions.facts):,} things, {len(done.mentions.true_pairs)} true pairs")
    say(f"  {done.compared:,} pairs compared in {done.seconds:.1f} s of one core: {done.pairs_a_second:,.0f} a second")
    say(f"  queue at {THRESHOLD}: {len(done.kept)} proposals, at most {MOST_EACH} a thing")
    for half in halves:
        say(f"  {'all' if half is None else 'half ' + half}: {done.measured(done.kept, half)}")
        for low, high in pairwise(BANDS):
            band = [p for p in done.proposals if low <= p.per_mille / 1000 < high]
            told = done.measured(band, half)
            say(f"    {low:.2f} to {min(high, 1):.2f}: {told.right:4} right {told.wrong:4} wrong {told.unknown:4} unknown")


def show_wrong(done: Run) -> None:
    """The proposals that the identifiers call wrong, so that everybody can judge them."""
    named: dict[int, Facts] = {facts.no: facts for facts in done.mentions.facts}
    for p in done.kept:
        if done.mentions.truth(p.left, p.right) is False:
            sides = (f"{named[no].names[0]} [{' '.join(sorted(done.mentions.identifiers[no]))}]" for no in (p.left, p.right))
            say(f"  wrong by identifier, half {half_of(done.mentions, (p.left, p.right))}, {p.per_mille}: {' | '.join(sides)}")


def main() -> None:
    grants = run(grant_recipients())
    show("Recipients of grants (360Giving)", grants, ("A", "B", None))
    show_wrong(grants)
    say(f"\nAims at the default threshold: {AIMS}")
    for half in ("A", "B"):
        told = grants.measured(grants.kept, half)
        met = {"precision": told.precision >= AIMS["precision"], "recall": told.recall >= AIMS["recall"]}
        say(f"  half {half}: " + ", ".join(f"{name} {'reached' if yes else 'NOT reached'}" for name, yes in met.items()))
    show("Clubs and companies, never tuned on", run(clubs_and_companies()), (None,))


if __name__ == "__main__":
    main()
