"""Whether a source has begun to mean something else: how often each field is said and how large its numbers are, before and after.

A profile counts; it holds no words of the source but the names of fields that nobody reads. Numbers are counted in steps of an eighth of a
doubling, dates by their year, so profiles add up and a median is right within 5 %.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hub.domain.ids import EntityKind

FEWEST = 20
"""Of fewer items, on either side, nothing is concluded."""

MOST_LEFT = 500
MOSTLY, NEARLY_NONE = 0.5, 0.05
JUMP, JUMP_YEARS = 20, 30
SHOWN_SHARE, SHOWN_FACTOR, SHOWN_YEARS = 0.1, 3, 5
"""From these differences on a person is shown them; from those above on a run is held."""

Traits = tuple[EntityKind, tuple[str, ...], tuple[tuple[str, int], ...]]
"""Of one claim: its kind, what it says something about, and the step of each of its numbers."""

_ONE, _STEPS = 4_000, 8


def traits(kind: EntityKind, values: Mapping[str, Any], roles: Iterable[str]) -> Traits:
    """What a claim says something about: `values` are JSON values, as they are kept. An explicit "none" says nothing here.

    >>> traits(EntityKind.FUNDING, {"amount": {"minor": 100, "currency": "DKK"}, "awarded_on": "2019-07", "purpose": None}, ["funder"])
    (<EntityKind.FUNDING: 'FUNDING'>, ('amount', 'amount in DKK', 'awarded_on', 'funder'), (('amount', 4053), ('awarded_on', 2019)))
    """
    said: list[str] = []
    numbers: list[tuple[str, int]] = []
    for name, value in values.items():
        if value is None or value == []:
            continue
        said.append(name)
        if type(value) is dict:
            if "minor" in value:
                said.append(f"{name} in {value['currency']}")
                numbers.append((name, _step(value["minor"])))
        elif type(value) is int or type(value) is float:
            numbers.append((name, _step(value)))
        elif _is_date(name) and value[:4].isdigit():
            numbers.append((name, int(value[:4])))
    said += sorted(set(roles))
    return kind, tuple(said), tuple(numbers)


def _is_date(name: str) -> bool:
    return name.endswith(("_on", "_at", "_date"))


def _step(number: float) -> int:
    """The step of a number: 0 is its own, negative numbers mirror positive ones."""
    if number == 0:
        return 0
    step = max(1, _ONE + round(_STEPS * math.log2(abs(number))))
    return step if number > 0 else -step


def _number(step: int) -> float:
    return math.copysign(2 ** ((abs(step) - _ONE) / _STEPS), step) if step else 0.0


@dataclass(slots=True)
class OfKind:
    """The claims of one kind: how many, how often each field is said, and its numbers by step."""

    count: int = 0
    said: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, Counter[int]] = field(default_factory=dict)

    def add(self, said: Iterable[str], numbers: Iterable[tuple[str, int]], times: int = 1) -> None:
        """Counts a claim, or `times` alike."""
        self.count += times
        for name in said:
            self.said[name] += times
        for name, step in numbers:
            self.numbers.setdefault(name, Counter())[step] += times

    def median(self, name: str) -> float | None:
        """The middle of a field's numbers (of a date: its year); None for fewer than FEWEST."""
        steps = self.numbers.get(name, Counter())
        total, passed = steps.total(), 0
        if total < FEWEST:
            return None
        for step in sorted(steps):
            passed += steps[step]
            if passed * 2 >= total:
                return float(step) if _is_date(name) else _number(step)
        return None


@dataclass(slots=True)
class Profile:
    """What the items of a run say, in numbers. `read` items were read anew; of these, `left` counts the fields that nobody reads."""

    items: int = 0
    read: int = 0
    left: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, OfKind] = field(default_factory=dict)

    def add(self, claims: Mapping[Traits, int]) -> None:
        """Counts claims: how many there are of each traits."""
        for (kind, said, numbers), times in claims.items():
            self.kinds.setdefault(kind.value, OfKind()).add(said, numbers, times)

    def leave(self, names: Iterable[str], times: int = 1) -> None:
        """Counts fields that nobody reads; where every item has its own, only the first MOST_LEFT."""
        for name in names:
            if name in self.left or len(self.left) < MOST_LEFT:
                self.left[name] += times

    def plus(self, other: Profile, share: float) -> Profile:
        """This one with a share of another: what it was for items that have not changed."""
        whole = Profile(self.items + round(other.items * share), self.read, self.left + Counter(dict.fromkeys(other.left, 1)))
        for profile, part in ((self, 1.0), (other, share)):
            for name, of in profile.kinds.items():
                mine = whole.kinds.setdefault(name, OfKind())
                mine.count += round(of.count * part)
                mine.said.update({one: round(n * part) for one, n in of.said.items()})
                for one, steps in of.numbers.items():
                    mine.numbers.setdefault(one, Counter()).update({step: round(n * part) for step, n in steps.items()})
        return whole

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values."""
        kinds = {
            kind: {"count": of.count, "said": dict(of.said), "numbers": {name: list(steps.items()) for name, steps in of.numbers.items()}}
            for kind, of in self.kinds.items()
        }
        return {"items": self.items, "read": self.read, "left": dict(self.left), "kinds": kinds}


def from_json(said: Mapping[str, Any]) -> Profile:
    """The profile that was kept."""
    kinds = {
        kind: OfKind(of["count"], Counter(of["said"]), {name: Counter(dict(steps)) for name, steps in of["numbers"].items()})
        for kind, of in said["kinds"].items()
    }
    return Profile(said["items"], said["read"], Counter(said["left"]), kinds)


# --- Two profiles ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Difference:
    """One line for a person: what of which kind was how, and is how now. `holds`: enough for a run to wait."""

    kind: str
    field: str
    before: str
    after: str
    holds: bool

    def __str__(self) -> str:
        return f"{self.kind} {self.field}: {self.before} before, {self.after} now".lstrip()


def differences(before: Profile, after: Profile) -> list[Difference]:
    """What differs enough to be shown, the grave first; nothing is concluded from fewer than FEWEST items."""
    if before.items < FEWEST or after.items < FEWEST:
        return []
    found = [*_unread(before, after)]
    for kind in sorted({*before.kinds, *after.kinds}):
        was, now = before.kinds.get(kind, OfKind()), after.kinds.get(kind, OfKind())
        found += _shares(kind, [("claims", was.count, now.count)], before.items, after.items)
        if was.count >= FEWEST and now.count >= FEWEST:
            names = sorted({*was.said, *now.said})
            found += _shares(kind, [(name, was.said[name], now.said[name]) for name in names], was.count, now.count)
            found += _medians(kind, was, now)
    return sorted(found, key=lambda one: not one.holds)


def reason(found: Sequence[Difference]) -> str | None:
    """Why a run has to wait for a person, or None; the first three of what holds it."""
    grave = [one for one in found if one.holds]
    more = f"; and {len(grave) - 3} more" if len(grave) > 3 else ""
    return "the source says something else than before: " + "; ".join(map(str, grave[:3])) + more if grave else None


def _unread(before: Profile, after: Profile) -> Iterable[Difference]:
    for name, count in sorted(after.left.items()):
        if name not in before.left and count >= FEWEST and after.read:
            share = f"in {min(count / after.read, 1):.0%} of {after.read:,} items, and nobody reads it"
            yield Difference("", f"field {name[:80]!r}", "not there", share, count >= MOSTLY * after.read)


def _shares(kind: str, counts: Iterable[tuple[str, int, int]], items_before: int, items_after: int) -> Iterable[Difference]:
    for name, was, now in counts:
        share_was, share_now = min(was / items_before, 1), min(now / items_after, 1)
        gone = share_was >= MOSTLY and share_now <= NEARLY_NONE
        if gone or abs(share_now - share_was) >= SHOWN_SHARE:
            yield Difference(kind, name, f"{share_was:.0%} of {items_before:,}", f"{share_now:.0%} of {items_after:,}", gone)


def _medians(kind: str, was: OfKind, now: OfKind) -> Iterable[Difference]:
    for name in sorted({*was.numbers} & {*now.numbers}):
        before, after = was.median(name), now.median(name)
        if before is None or after is None:
            continue
        if _is_date(name):
            years = abs(after - before)
            if years >= SHOWN_YEARS:
                yield Difference(kind, name, f"median {before:.0f}", f"median {after:.0f}", years > JUMP_YEARS)
        elif (factor := _factor(before, after)) >= SHOWN_FACTOR:
            unit = " in minor units" if any(one.startswith(f"{name} in ") for one in now.said) else ""
            yield Difference(kind, name, f"median about {_rounded(before)}{unit}", f"about {_rounded(after)}", factor > JUMP)


def _rounded(number: float) -> str:
    """A number with its two first digits, as a person reads it."""
    digits = 1 - math.floor(math.log10(abs(number))) if number else 0
    return f"{round(number, digits):,.{max(digits, 0)}f}"


def _factor(before: float, after: float) -> float:
    """By how much two medians differ, either way; another sign counts as the sum of both."""
    one, other = max(abs(before), 1.0), max(abs(after), 1.0)
    return one + other if before * after < 0 else max(one / other, other / one)
