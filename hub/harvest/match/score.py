"""How likely two things are one: each piece of evidence is points for or against, with a reason; their sum becomes a score of 0 to 1.

Points are log odds: +2.2 makes 90 % of even chances, -2.2 makes 10 %. What is not known says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from hub.domain.match import Facts, Reason
from hub.harvest.match.alike import Alike, compare
from hub.harvest.match.names import DIRECTIONS, SUPPORTERS, Name, forms_clash
from hub.harvest.match.rarity import Rarity, Thing
from hub.harvest.match.weights import BEFORE, WEIGHTS

NEAR_KM, FAR_KM = 0.3, 25.0

_HARDLY_TYPES = frozenset({None, "OTHER", "UNKNOWN"})
_ALIKE_TYPES = frozenset({"ASSOCIATION", "UMBRELLA", "NETWORK", "INFORMAL_GROUP", "VOLUNTEER_CENTRE", "LOCAL_COUNCIL"})
_MOST_NAMES = 3

Piece = tuple[str, float, Reason | None]
"""A row of the table of weights, how much of it there is, and what to tell a person."""


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
    weighed = [(WEIGHTS[row] * amount, reason) for row, amount, reason in pieces(one, other, rarity)]
    points = BEFORE + sum(weight for weight, _ in weighed)
    told = sorted((piece for piece in weighed if piece[1] is not None), key=lambda piece: -abs(piece[0]))
    return Score(1 / (1 + math.exp(-points)), tuple(reason for _, reason in told if reason is not None))


def pieces(one: Thing, other: Thing, rarity: Rarity) -> list[Piece]:
    """All evidence about two things, not yet weighed."""
    return [*_names(one, other, rarity), *_place(one, other, rarity), *_rest(one, other, rarity)]


def identifiers_clash(one: Thing, other: Thing) -> bool:
    """Whether both have a number of one strong register and not the same."""
    left, right = one.facts.strong, other.facts.strong
    if not left or not right or left & right:
        return False
    return bool({scheme for scheme, _ in left} & {scheme for scheme, _ in right})


# --- Names -------------------------------------------------------------------------------------------------------------------------


def _names(one: Thing, other: Thing, rarity: Rarity) -> list[Piece]:
    """The pieces of the two names that fit best."""
    best: list[Piece] = []
    most = -math.inf
    for left in one.names[:_MOST_NAMES]:
        for right in other.names[:_MOST_NAMES]:
            found = list(_name(left, right, compare(left, right, rarity)))
            if (points := sum(WEIGHTS[row] * amount for row, amount, _ in found)) > most:
                best, most = found, points
    return best


def _name(one: Name, other: Name, alike: Alike) -> Iterator[Piece]:
    yield "RARE_WORDS", min(alike.same, 2.0), None
    yield "SHARED_WORDS", alike.share, _fits(one, other, alike)
    if alike.short is not None:
        whole = len(one.words) == 1 or len(other.words) == 1
        yield "ONLY_INITIALS", float(whole), Reason("SHORT_FORM", True, alike.short)
    for tells, left, right in alike.known:
        yield "KNOWN_WORDS", tells, Reason("KNOWN_WORDS", False, (left, right))
    if alike.left and alike.right:
        words = (" ".join(alike.left), " ".join(alike.right))
        yield "OTHER_WORDS", min(alike.left_only, alike.right_only), Reason("OTHER_WORDS", False, words)
        if one.numbers and other.numbers and not one.numbers & other.numbers:
            yield "OTHER_NUMBERS", 1.0, Reason("OTHER_NUMBERS", False, (" ".join(sorted(one.numbers)), " ".join(sorted(other.numbers))))
    elif alike.left or alike.right:
        yield "MORE_WORDS", alike.left_only + alike.right_only, Reason("ONE_HAS_MORE_WORDS", False, (" ".join(alike.left or alike.right),))
    yield from _parts(alike)
    if forms_clash(one, other):
        yield "OTHER_FORM", 1.0, Reason("OTHER_FORM", False, (" ".join(sorted(one.forms)), " ".join(sorted(other.forms))))


def _fits(one: Name, other: Name, alike: Alike) -> Reason | None:
    if alike.share > 0.999:
        spelled = one.words == other.words
        return Reason("SAME_NAME", True, (one.text,)) if spelled else Reason("SAME_BUT_FOR_SPELLING", True, (one.text, other.text))
    return Reason("SHARED_WORDS", True, (", ".join(alike.shared),)) if alike.shared else None


def _parts(alike: Alike) -> Iterator[Piece]:
    """Words that only one name has and that make it another thing: a part of the region, or those who support it."""
    extra = [*alike.left, *alike.right]
    if directions := [word for word in extra if word in DIRECTIONS]:
        yield "OTHER_PART", 1.0, Reason("OTHER_PART", False, (" ".join(directions),))
    if supporters := [word for word in extra if word in SUPPORTERS]:
        yield "SUPPORTERS", 1.0, Reason("SUPPORTERS", False, (" ".join(supporters),))


# --- Places ------------------------------------------------------------------------------------------------------------------------


def _place(one: Thing, other: Thing, rarity: Rarity) -> list[Piece]:
    """The narrower the place that both have, the more it tells; to have none of the other's narrow places speaks against."""
    if one.facts.point is not None and other.facts.point is not None:
        apart = kilometres(one.facts.point, other.facts.point)
        if apart <= NEAR_KM:
            return [("SAME_PLACE", 0.9, Reason("NEAR", True, (f"{apart:.1f}",)))]
        if apart >= FAR_KM:
            return [("FAR", 1.0, Reason("NEAR", False, (f"{apart:.0f}",)))]
    left, right = one.facts.places, other.facts.places
    if not left or not right:
        return []
    tells = {place: rarity.of_count(rarity.places[place]) for place in {**left, **right}}
    shared = max((place for place in left if place in right), key=lambda place: tells[place], default=None)
    if shared is None:
        return [("FAR", 1.0, Reason("FAR", False))]
    narrow = min(max(tells[place] for place in left), max(tells[place] for place in right))
    part = min(max((tells[shared] / narrow - 0.4) / 0.6, 0.0), 1.0) if narrow else 1.0
    if part == 0.0:
        return [("FAR", 1.0, Reason("FAR", False))]
    nearer = WEIGHTS["SAME_PLACE"] * tells[shared] * part > -WEIGHTS["FAR"] * (1 - part)
    return [("SAME_PLACE", tells[shared] * part, Reason("SAME_PLACE", True, (left[shared],)) if nearer else None), ("FAR", 1 - part, None)]


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
        yield "SAME_ADDRESS", 1.0, Reason("SAME_ADDRESS", True, (str(one.address),))
    else:
        yield "OTHER_ADDRESS", 1.0, Reason("OTHER_ADDRESS", False, (str(one.address), str(other.address)))


# --- The rest ----------------------------------------------------------------------------------------------------------------------


def _rest(one: Thing, other: Thing, rarity: Rarity) -> list[Piece]:
    """Addresses, websites, weak identifiers, what they belong to, their types."""
    found: list[Piece] = list(_address(one.facts, other.facts))
    if one.domains and other.domains:
        common = one.domains & other.domains
        if common:
            domain = min(common, key=lambda host: (rarity.domains[host], host))
            found.append(("SAME_WEBSITE", rarity.of_count(max(rarity.domains[domain] - 1, 1)), Reason("SAME_WEBSITE", True, (domain,))))
        else:
            found.append(("OTHER_WEBSITE", 1.0, Reason("OTHER_WEBSITE", False, (min(one.domains), min(other.domains)))))
    for scheme, value in sorted(one.facts.weak & other.facts.weak)[:1]:
        found.append(
            (
                "SAME_IDENTIFIER",
                rarity.of_count(max(rarity.identifiers[scheme, value] - 1, 1)),
                Reason("SAME_IDENTIFIER", True, (scheme, value)),
            )
        )
    ties = sorted(tie for tie in one.facts.ties if tie in other.facts.ties)
    if ties:
        rarest = min(ties, key=lambda tie: rarity.ties[tie])
        found.append(("SAME_TIE", rarity.of_count(rarity.ties[rarest]), Reason("SAME_TIE", True, (one.facts.ties[rarest],))))
    left, right = one.facts.type, other.facts.type
    if left != right and not {left, right} & _HARDLY_TYPES and not {left, right} <= _ALIKE_TYPES:
        found.append(("OTHER_TYPE", 1.0, Reason("OTHER_TYPE", False, (str(left), str(right)))))
    return found
