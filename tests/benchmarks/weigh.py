"""Chooses the weights of names anew, on the tuning part alone: `python -m tests.benchmarks.weigh` prints what to put into the table.

A logistic fit in plain Python: points are log odds, pulled a little towards those of now. Pairs of one and the same name that are two by
number are left out, since no weight could tell them apart. Weights of places, websites and identifiers stay: the tuning part has too few.
"""

from __future__ import annotations

import math
import sys

from hub.harvest.match.blocking import candidates, index
from hub.harvest.match.rarity import learn, prepare
from hub.harvest.match.score import identifiers_clash, pieces
from hub.harvest.match.weights import BEFORE, WEIGHTS
from tests.benchmarks.truth import Mentions, grant_recipients

FITTED = (
    "SHARED_WORDS", "RARE_WORDS", "ONLY_INITIALS", "KNOWN_WORDS", "OTHER_WORDS", "MORE_WORDS", "OTHER_PART", "SUPPORTERS", "OTHER_FORM",
)  # fmt: skip
STEPS, PULL = 15, 0.5
_HOPELESS = -7.0

Row = tuple[bool, float, list[float]]
"""Whether a pair is one thing, the points of what is not fitted, and how much there is of what is."""


def rows(mentions: Mentions) -> list[Row]:
    """The tuning part: pairs of a grant's recipient whose truth is known and that could be proposed at all."""
    things = [prepare(facts) for facts in mentions.facts]
    rarity = learn(things)
    found: list[Row] = []
    for one, other in candidates(index(things, rarity), len(things), rarity):
        truth = mentions.truth(one, other) if min(one, other) < mentions.recipients and not mentions.held_out(one, other) else None
        if truth is None or identifiers_clash(things[one], things[other]):
            continue
        amounts, fixed = dict.fromkeys(FITTED, 0.0), 0.0
        for row, amount, _ in pieces(things[one], things[other], rarity):
            if row in amounts:
                amounts[row] += amount
            else:
                fixed += WEIGHTS[row] * amount
        points = BEFORE + fixed + sum(WEIGHTS[row] * amount for row, amount in amounts.items())
        if points > _HOPELESS and (truth or amounts["SHARED_WORDS"] < 0.999 or amounts["KNOWN_WORDS"]):
            found.append((truth, fixed, list(amounts.values())))
    return found


def fit(data: list[Row]) -> list[float]:
    """The points before any evidence, then those of FITTED: Newton's method on the log loss."""
    start = [BEFORE, *(WEIGHTS[row] for row in FITTED)]
    weights, size = list(start), len(start)
    for _ in range(STEPS):
        slope = [PULL * (now - then) for now, then in zip(weights, start, strict=True)]
        bend = [[PULL * (row == column) for column in range(size)] for row in range(size)]
        for truth, fixed, amounts in data:
            given = [1.0, *amounts]
            chance = 1 / (1 + math.exp(-max(min(fixed + sum(map(float.__mul__, weights, given)), 30.0), -30.0)))
            present = [place for place, amount in enumerate(given) if amount]
            for place in present:
                slope[place] += (chance - truth) * given[place]
                for column in present:
                    bend[place][column] += chance * (1 - chance) * given[place] * given[column]
        weights = [weight - step for weight, step in zip(weights, _solved(bend, slope), strict=True)]
    return weights


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss and Jordan, without pivots: the matrix is positive definite."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for place, line in enumerate(rows):
        rows[place] = mine = [value / line[place] for value in line]
        for other in range(len(rows)):
            if other != place and (factor := rows[other][place]):
                rows[other] = [value - factor * its for value, its in zip(rows[other], mine, strict=True)]
    return [line[-1] for line in rows]


def main() -> None:
    data = rows(grant_recipients(with_register=True))
    sys.stdout.write(f"{len(data)} pairs, of which {sum(truth for truth, *_ in data)} are one thing\n")
    for name, weight in zip(("BEFORE", *FITTED), fit(data), strict=True):
        sys.stdout.write(f"{name:14} {weight:+.1f}   (now {WEIGHTS.get(name, BEFORE):+.1f})\n")


if __name__ == "__main__":
    main()
