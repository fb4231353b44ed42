"""How often proposals are right, by score: `python -m tests.benchmarks.match`, on real data beside the checkout.

The recipients of the 360Giving grants, as four files write them; their identifiers are hidden from the matcher and tell the truth
afterwards. First among one another, then against charities of the register, which have numbers.
Weights were chosen on the tuning part (tests/benchmarks/weigh.py). Of the pairs of two recipients, either part has been read by whoever
tuned before (the former half B is spent), so they show what is reached and prove nothing. Of the pairs of a recipient and the register,
the held-out part was measured when all was done, and no weight was changed afterwards.
"""

from __future__ import annotations

import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from hub.domain.match import Facts, Proposal
from hub.harvest.match.propose import MOST_EACH, THRESHOLD, propose
from tests.benchmarks.truth import Mentions, grant_recipients

BANDS = (0.05, 0.25, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.001)
AIMS = {"precision": 0.95, "recall": 0.6, "pairs_a_second": 5_000}
PARTS = {"tuning": False, "held out": True, "all": None}


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
        known = self.right + self.wrong
        return (
            f"precision {self.precision:.3f} ({interval(self.right, known)}; {self.right} right, {self.wrong} wrong), "
            f"recall {self.recall:.3f} of {self.true_pairs} ({interval(self.right, self.true_pairs)}), "
            f"queue {known + self.unknown} ({self.unknown} of unknown truth)"
        )


def interval(hits: int, of: int) -> str:
    """Where a share lies with 95 % confidence, by Wilson: `0.71 to 0.92`; the fewer there are, the wider.

    >>> interval(19, 23)
    '0.63 to 0.93'
    """
    z, of = 1.96, max(of, 1)
    middle = (hits / of + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * math.sqrt(hits / of * (1 - hits / of) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return f"{max(middle - reach, 0):.2f} to {min(middle + reach, 1):.2f}"


@dataclass(frozen=True, slots=True)
class Run:
    """All proposals down to the lowest band, of which `kept` are what the matcher proposes by default; and how fast it was."""

    mentions: Mentions
    proposals: list[Proposal]
    compared: int
    seconds: float

    @property
    def kept(self) -> list[Proposal]:
        return [p for p in self.proposals if p.per_mille >= THRESHOLD * 1000]

    @property
    def pairs_a_second(self) -> float:
        return self.compared / self.seconds

    def measured(self, proposals: Iterable[Proposal], held_out: bool | None = None) -> Measured:
        """Proposals about a recipient against the truth: of the part held out, of the other, or of both."""
        inside = self._inside(held_out)
        told = Counter(self.mentions.truth(p.left, p.right) for p in proposals if inside((p.left, p.right)))
        return Measured(told[True], told[False], told[None], sum(map(inside, self.mentions.true_pairs)))

    def _inside(self, held_out: bool | None) -> Callable[[tuple[int, int]], bool]:
        """Pairs of two recipients, or of one and the register when that is there."""
        mentions = self.mentions
        registered = len(mentions.facts) > mentions.recipients

        def inside(pair: tuple[int, int]) -> bool:
            right_kind = min(pair) < mentions.recipients and (max(pair) >= mentions.recipients) == registered
            return right_kind and (held_out is None or mentions.held_out(*pair) == held_out)

        return inside


def run(mentions: Mentions) -> Run:
    """Proposes, timed. The matcher is given no identifier of a recipient."""
    assert not any(facts.strong or facts.weak for facts in mentions.facts[: mentions.recipients])
    began = time.process_time()
    found = propose(mentions.facts, threshold=BANDS[0])
    return Run(mentions, found.proposals, found.compared, time.process_time() - began)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def show(title: str, done: Run) -> None:
    say(f"\n{title}: {len(done.mentions.facts):,} things")
    say(f"  {done.compared:,} pairs compared in {done.seconds:.1f} s of one core: {done.pairs_a_second:,.0f} a second")
    say(f"  queue at {THRESHOLD}: {len(done.kept)} proposals, at most {MOST_EACH} a thing")
    for part, held_out in PARTS.items():
        told = done.measured(done.kept, held_out)
        say(f"  {part}: {told}")
        reached = {"precision": told.precision >= AIMS["precision"], "recall": told.recall >= AIMS["recall"]}
        say("    " + ", ".join(f"{name} {AIMS[name]} {'reached' if yes else 'NOT reached'}" for name, yes in reached.items()))
        for low, high in pairwise(BANDS):
            band = done.measured([p for p in done.proposals if low <= p.per_mille / 1000 < high], held_out)
            say(f"    {low:.2f} to {min(high, 1):.2f}: {band.right:4} right {band.wrong:4} wrong {band.unknown:4} unknown")


def show_wrong(done: Run) -> None:
    """The proposals of the tuning part that the identifiers call wrong, so that everybody can judge them."""
    named: dict[int, Facts] = {facts.no: facts for facts in done.mentions.facts}
    for p in done.kept:
        if done.measured([p], held_out=False).wrong:
            sides = (f"{named[no].names[0]} [{' '.join(sorted(done.mentions.identifiers[no]))}]" for no in (p.left, p.right))
            say(f"  wrong by identifier, {p.per_mille}: {' | '.join(sides)}")


def main() -> None:
    for title, with_register in (("Recipients of grants (360Giving)", False), ("Recipients of grants and charities of the register", True)):
        done = run(grant_recipients(with_register=with_register))
        show(title, done)
        show_wrong(done)


if __name__ == "__main__":
    main()
