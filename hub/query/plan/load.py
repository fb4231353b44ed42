"""What an answer asks of the hub, foreseen before anything is read: the rows of lists, and the cost.

One unit of cost is about one field of one row: 1 to 3 microseconds of CPU on a graph of 100,000 things (tests/benchmarks/scale.py). What is
counted over all hits has a weight of its own; there a unit is up to 7 for facets and words, up to 20 for groups and sums. Pages count as
full, for nobody knows better before reading; lists that have no page count as long as they usually are.
"""

from __future__ import annotations

from collections.abc import Iterable

LISTED = 3
"""Rows that a plain list (texts, themes, identifiers) has for one parent."""
LISTED_ROOT = 50
"""Rows of a plain list at the root."""
PAGE = 2
"""What a page costs without its rows."""
FACET = 200
"""What counting one dimension costs, of one parent or of many together, without its buckets."""
GROUPS, SUMS = 500, 1_000
"""What groups by one dimension cost, and sums of money by one, of one parent or of many together."""
WORDS = 300
"""What it costs to find the order of how well words fit."""
ORIGINS = 20
"""What it costs to read together again what all sources say of one thing, or how it changed."""
LIKENESS = 200
"""What it costs to compare a thing with its likes."""
STEP = 100
"""What one step away from a thing costs, in a walk through the graph."""
WRITE = 300
"""What one write costs: some 10 milliseconds of the one writer, and the log."""
INTROSPECTION = 100
"""What one field of the introspection costs."""


class Load:
    """Rows of lists and cost; loads are added up."""

    __slots__ = ("cost", "rows")

    def __init__(self, rows: int = 0, cost: int = 0) -> None:
        self.rows, self.cost = rows, cost

    def __add__(self, other: Load) -> Load:
        return Load(self.rows + other.rows, self.cost + other.cost)

    def times(self, factor: int) -> Load:
        """As much, so many times."""
        return Load(self.rows * factor, self.cost * factor)


def all_of(loads: Iterable[Load]) -> Load:
    """Everything together."""
    rows = cost = 0
    for one in loads:
        rows += one.rows
        cost += one.cost
    return Load(rows, cost)


def most_of(loads: Iterable[Load]) -> Load:
    """What the heaviest asks for, where only one of them comes true."""
    found = Load()
    for one in loads:
        found = Load(max(found.rows, one.rows), max(found.cost, one.cost))
    return found
