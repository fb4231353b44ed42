"""From facts to proposals: candidates, scores, and the best few for each thing. Pure; nothing is merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hub.domain.ids import EntityKind
from hub.domain.match import Facts, Proposal
from hub.harvest.match.population import Population, Report

THRESHOLD = 0.5
"""The least score of a proposal."""

MOST_EACH = 5
"""Proposals that one thing may have."""


@dataclass(frozen=True, slots=True)
class Found:
    """The proposals, the best first, and how many pairs were compared for them."""

    proposals: list[Proposal]
    compared: int


def propose(
    things: Iterable[Facts],
    decided: Collection[tuple[int, int]] = frozenset(),
    *,
    threshold: float = THRESHOLD,
    most_each: int = MOST_EACH,
    report: Report | None = None,
) -> Found:
    """Pairs within one kind that may be the same, at most `most_each` a thing, none of those that are `decided` (smaller number first).

    Costs: some 20 microseconds a pair, at most MOST_MET / 2 pairs a thing.
    """
    by_kind: defaultdict[EntityKind, list[Facts]] = defaultdict(list)
    for facts in things:
        by_kind[facts.kind].append(facts)
    proposals: list[Proposal] = []
    compared = 0
    for group in by_kind.values():
        population = Population(group)
        proposals += best_of_each(population.all(threshold, decided, report), most_each)
        compared += population.compared
    return Found(sorted(proposals, key=_rank), compared)


def best_of_each(proposals: Iterable[Proposal], most: int) -> list[Proposal]:
    """The best proposals, so that nothing stands in more than `most` of them."""
    chosen: list[Proposal] = []
    count: defaultdict[int, int] = defaultdict(int)
    for proposal in sorted(proposals, key=_rank):
        if count[proposal.left] < most and count[proposal.right] < most:
            count[proposal.left] += 1
            count[proposal.right] += 1
            chosen.append(proposal)
    return chosen


def _rank(proposal: Proposal) -> tuple[int, int, int]:
    return -proposal.per_mille, proposal.left, proposal.right
