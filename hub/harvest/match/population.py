"""All things of one kind, ready to be compared: all with all, or those that changed with whoever they might be.

What a word or a place tells follows from how many have it, so even one changed thing needs all the others: to be read and counted, but
not to be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from hub.domain.match import Facts, Proposal
from hub.harvest.match.blocking import candidates, candidates_of, index
from hub.harvest.match.rarity import learn, prepare
from hub.harvest.match.rivals import LEAST_RIVAL, among_rivals
from hub.harvest.match.score import Score, score

MOST_REASONS = 6
Pair = tuple[int, int]
Report = Callable[[str, int, int | None], None]


class Population:
    """Things of one kind. Costs: some 130 microseconds a thing to make ready, 100 a pair to compare; each pair is compared once."""

    def __init__(self, group: Sequence[Facts]) -> None:
        self.group = group
        self.things = [prepare(facts) for facts in group]
        self.rarity = learn(self.things)
        self.compared = 0
        self._index = index(self.things, self.rarity)
        self._positions = {facts.no: position for position, facts in enumerate(group)}
        self._scores: dict[Pair, Score | None] = {}

    def all(self, threshold: float, decided: Collection[Pair], report: Report | None = None) -> list[Proposal]:
        """Every pair that reaches the threshold."""
        pairs = list(candidates(self._index, len(self.things), self.rarity))
        kind = self.group[0].kind.value.lower()
        scores: dict[Pair, Score] = {}
        for done, pair in enumerate(pairs):
            if report is not None and done % 2_000 == 0:
                report(kind, done, len(pairs))
            told = self._score(pair)
            if told is not None and told.value >= min(threshold, LEAST_RIVAL):
                scores[pair] = told
        if report is not None:
            report(kind, len(pairs), len(pairs))
        return self._proposals(scores, threshold, decided)

    def of(self, nos: Iterable[int], threshold: float, decided: Collection[Pair]) -> list[Proposal]:
        """The pairs of which one end is among these numbers; a number that is nobody's has none."""
        chosen = {self._positions[no] for no in nos if no in self._positions}
        scores = self._fits(chosen)
        partners = {position for pair in scores for position in pair} - chosen
        rivals = self._fits(partners)  # whom else their partners fit
        found = self._proposals({**rivals, **scores}, threshold, decided)
        mine = {self.group[position].no for position in chosen}
        return [proposal for proposal in found if proposal.left in mine or proposal.right in mine]

    def _fits(self, chosen: Iterable[int]) -> dict[Pair, Score]:
        fits = {}
        for one in chosen:
            for other in candidates_of(one, self.things[one], self._index, self.rarity):
                pair = (min(one, other), max(one, other))
                if pair not in self._scores:
                    self._scores[pair] = self._score(pair)
                told = self._scores[pair]
                if told is not None and told.value >= LEAST_RIVAL:
                    fits[pair] = told
        return fits

    def _score(self, pair: Pair) -> Score | None:
        """Compares two, the one with the smaller number first, so that their order in the group does not matter."""
        self.compared += 1
        one, other = sorted((self.things[pair[0]], self.things[pair[1]]), key=lambda thing: thing.facts.no)
        return score(one, other, self.rarity)

    def _proposals(self, scores: dict[Pair, Score], threshold: float, decided: Collection[Pair]) -> list[Proposal]:
        found = []
        for (one, other), told in among_rivals(self.things, scores).items():
            left, right = sorted((self.group[one].no, self.group[other].no))
            if told.value >= threshold and (left, right) not in decided:
                found.append(Proposal(self.group[one].kind, left, right, round(told.value * 1000), told.reasons[:MOST_REASONS]))
        return found
