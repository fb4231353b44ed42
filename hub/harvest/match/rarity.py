"""How much a word, a place or a website tells: the fewer things share it, the more. Learned from the things themselves.

0 is what everything has, 1 is what only one thing has.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from hub.domain.match import Facts
from hub.harvest.match.names import COMMON, Name, names_in, normalize
from hub.harvest.match.websites import domains

MOST_FOR_A_COMMON_WORD = 0.35


@dataclass(frozen=True, slots=True)
class Thing:
    """Facts, made ready to be compared."""

    facts: Facts
    names: tuple[Name, ...]
    domains: frozenset[str]


@dataclass(slots=True)
class Rarity:
    """Counts over all things of one kind."""

    size: int = 0
    words: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    domains: Counter[str] = field(default_factory=Counter)
    ties: Counter[str] = field(default_factory=Counter)
    identifiers: Counter[tuple[str, str]] = field(default_factory=Counter)
    _known: dict[str, float] = field(default_factory=dict)

    def add(self, thing: Thing) -> None:
        """Counts one thing."""
        self.size += 1
        self.words.update({word for name in thing.names for word in name.words})
        self.places.update(thing.facts.places.keys())
        self.domains.update(thing.domains)
        self.ties.update(thing.facts.ties.keys())
        self.identifiers.update(thing.facts.weak)

    def of_word(self, word: str) -> float:
        """What a word tells."""
        known = self._known.get(word)
        if known is None:
            known = max(self.of_count(self.words[word]), 0.05)
            known = self._known[word] = min(known, MOST_FOR_A_COMMON_WORD) if word in COMMON or len(word) == 1 else known
        return known

    def of_count(self, count: int) -> float:
        """What something tells that so many things share. In a small set nothing is as rare as it looks."""
        size = max(self.size, 50)
        return max(0.0, 1.0 - math.log(max(count, 1)) / math.log(size))


def prepare(facts: Facts) -> Thing:
    """Facts made ready; names that come to the same words are one."""
    texts = dict.fromkeys(part for text in facts.names for part in names_in(text))
    names = {name.words: name for name in map(normalize, texts) if name.words}
    return Thing(facts, tuple(names.values()), domains(facts.websites))


def learn(things: Iterable[Thing]) -> Rarity:
    """The rarity of everything that these things have."""
    rarity = Rarity()
    for thing in things:
        rarity.add(thing)
    return rarity
