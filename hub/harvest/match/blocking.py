"""Candidates: pairs that share something rare. Near linear: a key that too many share joins nobody, and each thing meets few.

Keys are rare words, common words together with a place, a narrow place, an address, a website, a weak identifier, the name run together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hub.harvest.match.rarity import Rarity, Thing

WIDEST_KEY = 40
"""More things than this behind one key are not compared because of it."""

WIDEST_PLACE = 6
"""A place alone brings things together only when hardly anybody else is there."""

MOST_MET = 50
"""Most others that one thing is compared with: those with whom it shares the rarest."""

_WORDS, _PLACES = 5, 3


Key = tuple[str, ...]
Index = dict[Key, list[int]]
"""Positions of the things that have a key."""


def index(things: Sequence[Thing], rarity: Rarity) -> Index:
    """Who has which key. Costs: some 40 microseconds a thing."""
    holders: defaultdict[Key, list[int]] = defaultdict(list)
    for position, thing in enumerate(things):
        for key in keys(thing, rarity):
            holders[key].append(position)
    return dict(holders)


def candidates(holders: Index, size: int, rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Pairs of positions among `size` things, the smaller first, each once."""
    met: list[dict[int, float]] = [{} for _ in range(size)]
    for key, group in holders.items():
        if _joins(key, group):
            told = rarity.of_count(len(group))
            for place, left in enumerate(group):
                for right in group[place + 1 :]:
                    met[left][right] = met[left].get(right, 0.0) + told
    yield from _fewest(met)


def candidates_of(position: int, thing: Thing, holders: Index, rarity: Rarity) -> list[int]:
    """Whom one thing is compared with, the likeliest first: at least those with whom `candidates` pairs it."""
    met: defaultdict[int, float] = defaultdict(float)
    for key in keys(thing, rarity):
        group = holders.get(key, [])
        if _joins(key, group):
            told = rarity.of_count(len(group))
            for other in group:
                met[other] += told
    met.pop(position, None)
    return sorted(met, key=lambda other: (-met[other], -other))[:MOST_MET]


def _joins(key: Key, group: list[int]) -> bool:
    return 1 < len(group) <= (WIDEST_PLACE if key[0] == "place" else WIDEST_KEY)


def _fewest(met: list[dict[int, float]]) -> Iterator[tuple[int, int]]:
    """Each pair that is among the best MOST_MET of one of its ends."""
    others: list[list[tuple[float, int]]] = [[] for _ in met]
    for left, rights in enumerate(met):
        for right, told in rights.items():
            others[left].append((told, right))
            others[right].append((told, left))
    crowded = {}
    for one, ranked in enumerate(others):
        if len(ranked) > MOST_MET:
            ranked.sort(reverse=True)
            crowded[one] = {other for _, other in ranked[:MOST_MET]}
    for left, rights in enumerate(met):
        for right in rights:
            if (left not in crowded or right in crowded[left]) and (right not in crowded or left in crowded[right]):
                yield left, right


def keys(thing: Thing, rarity: Rarity) -> set[Key]:
    """What a thing is looked up by."""
    found: set[Key] = set()
    places = sorted(thing.facts.places, key=lambda place: (rarity.places[place], place))[:_PLACES]
    for name in thing.names:
        rarest = sorted(name.words, key=lambda word: (rarity.words[word], word))[:_WORDS]
        found.update(("word", word) for word in rarest)
        found.update(("both", word, place) for word in rarest for place in places)
        found.update(("pair", *sorted((one, other))) for index, one in enumerate(rarest) for other in rarest[index + 1 :])
        found.add(("joined", name.joined[:10]))
        if len(name.initials) > 2:
            found.add(("word", name.initials))
    found.update(("place", place) for place in places[:1])
    if thing.facts.point is not None:
        found.add(("place", cell(thing.facts.point)))
    if thing.facts.address_key is not None:
        found.add(("address", thing.facts.address_key))
    found.update(("site", domain) for domain in thing.domains)
    found.update(("identifier", scheme, value) for scheme, value in thing.facts.weak)
    return found


def cell(point: tuple[float, float]) -> str:
    """A square of about a kilometre."""
    return f"{point[0]:.2f},{point[1]:.2f}"
