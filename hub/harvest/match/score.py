"""How likely two things are one: each piece of evidence is points for or against, with a reason; their sum becomes a score of 0 to 1.

Points are log odds: +2.2 makes 90 % of even chances, -2.2 makes 10 %. What is not known says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from hub.domain.match import Facts, Reason
from hub.harvest.match.alike import Alike, compare
from hub.harvest.match.names import Name, forms_clash
from hub.harvest.match.rarity import Rarity, Thing

BEFORE = -2.5
"""Points before any evidence: most pairs that share a rare word are two things."""

NAME_OF_ALL, NAME_OF_HALF = 4.0, 0.0
OTHER_ON_BOTH_SIDES, RARE_WORDS = -2.5, 1.5
SAME_PLACE, FAR, NEAR_KM, FAR_KM = 2.5, -3.0, 0.3, 25.0
SAME_WEBSITE, OTHER_WEBSITE = 3.5, -0.3
SAME_ADDRESS, OTHER_ADDRESS = 2.0, -2.0
SAME_IDENTIFIER, SAME_TIE = 4.0, 1.5
OTHER_FORM, OTHER_NUMBERS, OTHER_TYPE = -1.5, -3.0, -1.0

_HARDLY_TYPES = frozenset({None, "OTHER", "UNKNOWN"})
_ALIKE_TYPES = frozenset({"ASSOCIATION", "UMBRELLA", "NETWORK", "INFORMAL_GROUP", "VOLUNTEER_CENTRE", "LOCAL_COUNCIL"})
_MOST_NAMES = 3

Piece = tuple[float, Reason | None]


class Score(NamedTuple):
    """From 0 to 1, with what speaks for it and against it, the weightiest first."""

    value: float
    reasons: tuple[Reason, ...]


def score(one: Thing, other: Thing, rarity: Rarity) -> Score | None:
    """How likely two things of one kind are the same; None when a strong identifier says that they are not.

    Costs: some 15 microseconds.
    """
    if identifiers_clash(one, other):
        return None
    pieces = _names(one, other, rarity)
    pieces += _place(one, other, rarity)
    pieces += _rest(one, other, rarity)
    points = BEFORE + sum(weight for weight, _ in pieces)
    told = sorted((piece for piece in pieces if piece[1] is not None), key=lambda piece: -abs(piece[0]))
    return Score(1 / (1 + math.exp(-points)), tuple(reason for _, reason in told if reason is not None))


def identifiers_clash(one: Thing, other: Thing) -> bool:
    """Whether both have a number of one strong register and not the same."""
    left, right = one.facts.strong, other.facts.strong
    if not left or not right or left & right:
        return False
    return bool({scheme for scheme, _ in left} & {scheme for scheme, _ in right})


# --- Names -------------------------------------------------------------------------------------------------------------------------


def _names(one: Thing, other: Thing, rarity: Rarity) -> list[Piece]:
    """The pieces of the two names that fit best."""
    best: list[Piece] = [(NAME_OF_HALF - 4.0, None)]
    most = -math.inf
    for left in one.names[:_MOST_NAMES]:
        for right in other.names[:_MOST_NAMES]:
            pieces = list(_name(left, right, compare(left, right, rarity)))
            if (points := sum(weight for weight, _ in pieces)) > most:
                best, most = pieces, points
    return best


def _name(one: Name, other: Name, alike: Alike) -> Iterator[Piece]:
    share = alike.share
    weight = NAME_OF_HALF + (NAME_OF_ALL - NAME_OF_HALF) * (2 * share - 1) + RARE_WORDS * (min(alike.same, 2.0) - 1)
    if share > 0.999:
        spelled = one.words == other.words
        yield weight, Reason("SAME_NAME", True, (one.text,)) if spelled else Reason("SAME_BUT_FOR_SPELLING", True, (one.text, other.text))
    elif alike.shared:
        yield weight, Reason("SHARED_WORDS", weight > 0, (", ".join(alike.shared),))
    else:
        yield weight, None
    if alike.short is not None:
        yield 0.0, Reason("SHORT_FORM", True, alike.short)
    if alike.left and alike.right:
        yield (
            OTHER_ON_BOTH_SIDES * min(alike.left_only, alike.right_only),
            Reason("OTHER_WORDS", False, (" ".join(alike.left), " ".join(alike.right))),
        )
        if one.numbers and other.numbers and not one.numbers & other.numbers:
            yield OTHER_NUMBERS, Reason("OTHER_NUMBERS", False, (" ".join(sorted(one.numbers)), " ".join(sorted(other.numbers))))
    elif alike.left or alike.right:
        yield 0.0, Reason("ONE_HAS_MORE_WORDS", False, (" ".join(alike.left or alike.right),))
    if forms_clash(one, other):
        yield OTHER_FORM, Reason("OTHER_FORM", False, (" ".join(sorted(one.forms)), " ".join(sorted(other.forms))))


# --- Places ------------------------------------------------------------------------------------------------------------------------


def _place(one: Thing, other: Thing, rarity: Rarity) -> list[Piece]:
    """The narrower the place that both have, the more it tells; to have none of the other's narrow places speaks against."""
    if one.facts.point is not None and other.facts.point is not None:
        apart = kilometres(one.facts.point, other.facts.point)
        if apart <= NEAR_KM:
            return [(SAME_PLACE * 0.9, Reason("NEAR", True, (f"{apart:.1f}",)))]
        if apart >= FAR_KM:
            return [(FAR, Reason("NEAR", False, (f"{apart:.0f}",)))]
    left, right = one.facts.places, other.facts.places
    if not left or not right:
        return []
    tells = {place: rarity.of_count(rarity.places[place]) for place in {**left, **right}}
    shared = max((place for place in left if place in right), key=lambda place: tells[place], default=None)
    if shared is None:
        return [(FAR, Reason("FAR", False))]
    narrow = min(max(tells[place] for place in left), max(tells[place] for place in right))
    part = min(max((tells[shared] / narrow - 0.4) / 0.6, 0.0), 1.0) if narrow else 1.0
    weight = FAR + (SAME_PLACE * tells[shared] - FAR) * part
    if part == 0.0:
        return [(weight, Reason("FAR", False))]
    return [(weight, Reason("SAME_PLACE", True, (left[shared],)) if weight > 0 else None)]


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points in degrees, on a plane: good enough to tell near from far."""
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)


def _address(one: Facts, other: Facts) -> Iterator[Piece]:
    """A house may hold several rooms, so that one address alone is not one thing."""
    if one.address_key is None or other.address_key is None:
        return
    if one.address_key == other.address_key:
        yield SAME_ADDRESS, Reason("SAME_ADDRESS", True, (str(one.address),))
    else:
        yield OTHER_ADDRESS, Reason("OTHER_ADDRESS", False, (str(one.address), str(other.address)))


# --- The rest ----------------------------------------------------------------------------------------------------------------------


def _rest(one: Thing, other: Thing, rarity: Rarity) -> list[Piece]:
    """Addresses, websites, weak identifiers, what they belong to, their types."""
    pieces: list[Piece] = list(_address(one.facts, other.facts))
    if one.domains and other.domains:
        common = one.domains & other.domains
        if common:
            domain = min(common, key=lambda host: (rarity.domains[host], host))
            weight = SAME_WEBSITE * rarity.of_count(max(rarity.domains[domain] - 1, 1))
            pieces.append((weight, Reason("SAME_WEBSITE", True, (domain,))))
        else:
            pieces.append((OTHER_WEBSITE, Reason("OTHER_WEBSITE", False, (min(one.domains), min(other.domains)))))
    for scheme, value in sorted(one.facts.weak & other.facts.weak)[:1]:
        weight = SAME_IDENTIFIER * rarity.of_count(max(rarity.identifiers[scheme, value] - 1, 1))
        pieces.append((weight, Reason("SAME_IDENTIFIER", True, (scheme, value))))
    ties = sorted(tie for tie in one.facts.ties if tie in other.facts.ties)
    if ties:
        rarest = min(ties, key=lambda tie: rarity.ties[tie])
        pieces.append((SAME_TIE * rarity.of_count(rarity.ties[rarest]), Reason("SAME_TIE", True, (one.facts.ties[rarest],))))
    left, right = one.facts.type, other.facts.type
    if left != right and not {left, right} & _HARDLY_TYPES and not {left, right} <= _ALIKE_TYPES:
        pieces.append((OTHER_TYPE, Reason("OTHER_TYPE", False, (str(left), str(right)))))
    return pieces
