"""When one thing fits two that are not the same: it is at most one of them, so neither proposal is as good as it looks alone.

A charity that was registered anew stands in its register twice under one name; a grant to that name was to one of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from hub.domain.match import Reason
from hub.harvest.match.rarity import Thing
from hub.harvest.match.score import Score, identifiers_clash

LEAST_RIVAL = 0.2
"""A fit that is worse than this takes nothing from another."""

TOLD_FROM = 0.9
"""A rival is told of when it takes at least a tenth."""

RIVAL = Reason("RIVAL", False)
"""Without a name: it would be that of a third one, and stay in the proposal when that one is withdrawn."""

Pair = tuple[int, int]


def among_rivals(things: Sequence[Thing], scores: Mapping[Pair, Score]) -> dict[Pair, Score]:
    """The scores, each lowered by the rivals that either end has: others that it fits, and that are not the same by a strong identifier.

    `scores` by positions in `things`. With odds o and those of the rivals r, the chance o / (1 + o) becomes o / (1 + o + r).
    """
    fits: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for (one, other), told in scores.items():
        if told.value >= LEAST_RIVAL:
            fits[one].append((other, told.value / (1 - told.value)))
            fits[other].append((one, told.value / (1 - told.value)))
    found = {}
    for (one, other), told in scores.items():
        rivals = _rivals(things, fits[one], other) + _rivals(things, fits[other], one)
        found[one, other] = _lowered(told, rivals) if rivals else told
    return found


def _rivals(things: Sequence[Thing], fits: list[tuple[int, float]], chosen: int) -> float:
    """The odds of all that clash with the chosen one."""
    if len(fits) < 2 or not things[chosen].facts.strong:
        return 0.0
    return sum(odds for other, odds in fits if other != chosen and identifiers_clash(things[chosen], things[other]))


def _lowered(told: Score, rivals: float) -> Score:
    odds = told.value / (1 - told.value)
    value = odds / (1 + odds + rivals)
    if value > told.value * TOLD_FROM:
        return Score(value, told.reasons)
    return Score(value, (RIVAL, *told.reasons))
