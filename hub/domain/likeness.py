"""How alike two initiatives are: themes that few share count most, words of name and summary count beside them."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from hub.domain.collation import fold

WORDS_WEIGHT = 4_000
"""What having all words in common counts, where sharing a theme with one in a thousand counts 10,000."""
_SHORT = 3


def theme_weight(of_all: int, having: int) -> int:
    """What sharing a theme counts that so many of all have.

    >>> theme_weight(1023, 1), theme_weight(1023, 512)
    (10000, 1000)
    """
    return round(1000 * log2((of_all + 1) / having))


def words_of(*texts: str | None) -> frozenset[str]:
    """The words of texts that tell something: folded, longer than three letters."""
    return frozenset(word for text in texts if text for word in fold(text).split() if len(word) > _SHORT)


def likeness(shared: Iterable[int], one: frozenset[str], other: frozenset[str]) -> int:
    """How alike two things are that share themes of these weights and have these words."""
    either = len(one | other)
    return sum(shared) + (WORDS_WEIGHT * len(one & other) // either if either else 0)
