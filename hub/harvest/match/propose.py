"""From facts to proposals: candidates, scores, and the best few for each thing. Pure; nothing is merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from hub.domain.ids import EntityKind
from hub.domain.match import Facts, Proposal
from hub.harvest.match.blocking import candidates
from hub.harvest.match.rarity import learn, prepare
from hub.harvest.match.score import Score, score

THRESHOLD = 0.5
"""The least score of a proposal."""

MOST_EACH = 5
"""Proposals that one thing may have."""

MOST_REASONS = 6
Report = Callable[[str, int, int | None], None]


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
    for kind, group in by_kind.items():
        found = _within(kind, group, decided, threshold, report)
        proposals += best_of_each(found.proposals, most_each)
        compared += found.compared
    return Found(sorted(proposals, key=_rank), compared)


def _within(kind: EntityKind, group: list[Facts], decided: Collection[tuple[int, int]], threshold: float, report: Report | None) -> Found:
    things = [prepare(facts) for facts in group]
    rarity = learn(things)
    pairs = list(candidates(things, rarity))
    proposals: list[Proposal] = []
    for done, (one, other) in enumerate(pairs):
        if report is not None and done % 2_000 == 0:
            report(kind.value.lower(), done, len(pairs))
        left, right = sorted((things[one], things[other]), key=lambda thing: thing.facts.no)
        if (left.facts.no, right.facts.no) in decided:
            continue
        told = score(left, right, rarity)
        if told is not None and told.value >= threshold:
            proposals.append(_proposal(kind, left.facts.no, right.facts.no, told))
    if report is not None:
        report(kind.value.lower(), len(pairs), len(pairs))
    return Found(proposals, len(pairs))


def _proposal(kind: EntityKind, left: int, right: int, told: Score) -> Proposal:
    return Proposal(kind, left, right, round(told.value * 1000), told.reasons[:MOST_REASONS])


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
