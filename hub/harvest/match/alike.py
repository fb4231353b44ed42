"""What two names have in common, word by word: the same, misspelled, run together, or initials. Words weigh as much as they tell."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz.fuzz import ratio

from hub.harvest.match.names import Name
from hub.harvest.match.rarity import Rarity

ALIKE_SPELLING = 84.0
"""From this ratio (0 to 100) on two words of at least four letters are one word misspelled."""

IN_BRACKETS, INITIALS = 0.4, 0.8
ESTABLISHED, LONGEST_ENDING = 2, 3


@dataclass(slots=True)
class Alike:
    """`same`, `left_only`, `right_only` are sums of what words tell; `short` is a short form and what it may be short for.

    `known` are words taken for one word misspelled although other names have each of them: Harwell and Hanwell; with what they tell.
    """

    same: float
    shared: list[str]
    left: list[str]
    right: list[str]
    left_only: float = 0.0
    right_only: float = 0.0
    short: tuple[str, str] | None = None
    known: list[tuple[float, str, str]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The part of everything that is the same, from 0 to 1."""
        whole = self.same + self.left_only + self.right_only
        return self.same / whole if whole else 0.0


def compare(one: Name, other: Name, rarity: Rarity) -> Alike:
    """Two names, word by word."""
    of = rarity.of_word
    left = [word for word in one.words if word not in other.words]
    right = [word for word in other.words if word not in one.words]
    shared = [word for word in one.words if word in other.words]
    alike = Alike(sum(map(of, shared)), shared, left, right)
    if left and right:
        if one.joined == other.joined:
            return Alike(max(sum(map(of, one.words)), sum(map(of, other.words))), list(one.words), [], [])
        _misspelled(alike, rarity)
        _run_together(alike, left, right, rarity)
        _run_together(alike, right, left, rarity)
    both = bool(left and right)  # then what stands in brackets tells them apart: (Dorset), (Kent)
    alike.left_only = sum(of(word) * (IN_BRACKETS if word in one.aside and not both else 1.0) for word in left)
    alike.right_only = sum(of(word) * (IN_BRACKETS if word in other.aside and not both else 1.0) for word in right)
    return alike


def _misspelled(alike: Alike, rarity: Rarity) -> None:
    for word in [word for word in alike.left if len(word) > 3 and word.isalpha()]:
        rest = [(ratio(word, candidate, score_cutoff=ALIKE_SPELLING), candidate) for candidate in alike.right if len(candidate) > 3]
        if rest and (best := max(rest))[0]:
            alike.left.remove(word)
            alike.right.remove(best[1])
            alike.shared.append(word)
            tells = min(rarity.of_word(word), rarity.of_word(best[1]))
            alike.same += tells * (best[0] / 100) ** 2
            if min(rarity.words[word], rarity.words[best[1]]) >= ESTABLISHED and not _inflected(word, best[1]):
                alike.known.append((tells, word, best[1]))


def _inflected(one: str, other: str) -> bool:
    """Whether one word is the other with an ending: group, groups."""
    return abs(len(one) - len(other)) <= LONGEST_ENDING and (one.startswith(other) or other.startswith(one))


def _run_together(alike: Alike, ones: list[str], others: list[str], rarity: Rarity) -> None:
    """Takes out words of one side that are several of the other's, run together ("kulturverein") or as initials ("YES")."""
    for word in [word for word in ones if len(word) > 2]:
        for start in range(len(others) - 1):
            run = next(
                (
                    others[start:end]
                    for end in range(start + 2, min(start + 6, len(others)) + 1)
                    if word in ("".join(others[start:end]), "".join(part[0] for part in others[start:end]))
                ),
                None,
            )
            if run is not None:
                initials = len(word) == len(run)
                if initials:
                    alike.short = (word.upper(), " ".join(run))
                ones.remove(word)
                del others[start : start + len(run)]
                alike.shared.append(word)
                alike.same += rarity.of_word(word) * (INITIALS if initials else 1.0)
                break
