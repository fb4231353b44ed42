"""Who is the same: ids are joined by strong identifiers and by decisions, never by names; pure, and the order of arrival never matters.

An edge joins two ids of one kind. Edges are taken strongest first; one that would bring two ids together that a person decided DIFFERENT is
skipped and shown. A value that identifies too much (two ids of one source, more than MOST_JOINED ids) identifies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from hub.domain.ids import EntityKind

MOST_JOINED = 20
"""More ids than this are not joined by one value: it is a placeholder that nobody has listed yet."""

_NAMED = 3
SAME_DECIDED, LAST_WORD = 3, 0
"""The strengths of an edge that a person drew, and of one that only the last words of somebody silent draw."""

PLACEHOLDERS = frozenset(
    {
        "",
        "-",
        "--",
        "'",
        "?",
        "0",
        "n/a",
        "na",
        "none",
        "null",
        "nan",
        "unknown",
        "ukendt",
        "ingen",
        "keine",
        "kein",
        "ohne",
        "entfällt",
        "nn",
        "test",
    }
)
_SAME_DIGIT = re.compile(r"([0-9])\1*")
_COUNTING = "01234567890123456789"
_CVR = re.compile(r"[1-9][0-9]{7}")
_QID = re.compile(r"Q[1-9][0-9]{0,11}")


def is_cvr(value: str) -> bool:
    """Whether a Danish CVR number passes its check (modulus 11 over 8 digits).

    >>> is_cvr("10150817"), is_cvr("12345678")
    (True, False)
    """
    weights = (2, 7, 6, 5, 4, 3, 2, 1)
    return _CVR.fullmatch(value) is not None and sum(int(digit) * weight for digit, weight in zip(value, weights, strict=True)) % 11 == 0


def is_lei(value: str) -> bool:
    """Whether a Legal Entity Identifier passes its check (ISO 17442: modulus 97 over letters as numbers)."""
    return re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", value) is not None and int("".join(str(int(c, 36)) for c in value)) % 97 == 1


def is_registered(value: str) -> bool:
    """Whether a value names a register and a number in it: "Charlottenburg VR 9361"."""
    return re.search(r"[^\W\d_]{3}", value) is not None and _number_counts(value)


def _number_counts(value: str) -> bool:
    digits = "".join(re.findall(r"[0-9]+", value)).lstrip("0")
    return len(digits) >= 1 and not (len(digits) > 3 and (_SAME_DIGIT.fullmatch(digits) or digits in _COUNTING))


def _is_number(least: int, most: int, prefix: str = "") -> re.Pattern[str]:
    return re.compile(rf"(?:{prefix})[0-9]{{{least},{most}}}")


_ORGANIZATION_CHECKS: Mapping[str, re.Pattern[str]] = {
    "GB-CHC": _is_number(6, 8),
    "GB-COH": _is_number(6, 8, "|[A-Z]{2}"),
    "GB-SC": _is_number(5, 6, "|SC"),
    "GB-NIC": _is_number(5, 7, "|NIC?"),
    "US-EIN": re.compile(r"[0-9]{2}-?[0-9]{7}"),
    "SE-ON": re.compile(r"[0-9]{6}-?[0-9]{4}"),
    "NO-BRC": _is_number(9, 9),
    "XI-ROR": re.compile(r"(?:https://ror\.org/)?0[a-z0-9]{8}"),
}
_REGISTERS = frozenset({"DE-VR", "DE-HRB", "DE-HRA", "DE-GNR", "DE-PR", "DE-CR"})
_QID_SCHEMES = frozenset({"WIKIDATA", "XI-WIKIDATA"})
_PAGES = frozenset({EntityKind.EVENT, EntityKind.STORY, EntityKind.DISCUSSION})


def is_strong(kind: EntityKind, scheme: str, value: str) -> bool:
    """Whether an identifier alone says who a thing of this kind is: its scheme is made for that, and the value passes the scheme's check.

    A German register number (DE-VR, DE-HRB …) has to name its register: a number alone is given by every court.
    A URL identifies a page-like thing only.
    """
    if value.strip().lower() in PLACEHOLDERS or not _number_or_letters(value):
        return False
    if scheme in _QID_SCHEMES:
        return _QID.fullmatch(value) is not None
    if scheme == "URL":
        return kind in _PAGES
    if kind is not EntityKind.ORGANIZATION:
        return False
    if scheme == "DK-CVR":
        return is_cvr(value)
    if scheme == "XI-LEI":
        return is_lei(value)
    if scheme in _REGISTERS:
        return is_registered(value)
    check = _ORGANIZATION_CHECKS.get(scheme)
    return check is not None and check.fullmatch(value) is not None and _number_counts(value)


def _number_or_letters(value: str) -> bool:
    return any(c.isalnum() for c in value)


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Two ids that are said to be one thing; `key` says why: `DK-CVR:12345678`, or a decision's id."""

    left: str
    right: str
    strength: int
    key: str


@dataclass(frozen=True, slots=True)
class TooWide:
    """A value that identifies nothing, for it would join ids that are not one."""

    key: str
    ids: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        more = f" and {len(self.ids) - _NAMED} more" if len(self.ids) > _NAMED else ""
        return (
            f"{self.key} joins nothing: {self.reason} ({', '.join(self.ids[:_NAMED])}{more}). Correct it at its source, or leave it out in "
            f"the mapping; those that are one thing all the same are joined by `samgraf matches`."
        )


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """An edge that was skipped, and the decisions DIFFERENT, by id, that stopped it."""

    edge: Edge
    by: tuple[str, ...]

    def __str__(self) -> str:
        edge, stopped = self.edge, " and ".join(self.by)
        decided = edge.strength == SAME_DECIDED
        back = f"Take back what is wrong with `samgraf matches undo {edge.key if decided else self.by[0]}`"
        back += f", or `samgraf matches undo {self.by[0]}`." if decided else ", or have the value corrected at its source."
        return f"{edge.key} says that {edge.left} and {edge.right} are one, but {stopped} keeps them apart. {back}"


@dataclass(frozen=True, slots=True)
class Clusters:
    """The canonical id of each id, and the edges that a person's DIFFERENT stopped."""

    canonical: Mapping[str, str]
    skipped: tuple[Edge, ...]


def edges_of(value: str, holders: Mapping[str, str]) -> tuple[list[Edge], TooWide | None]:
    """The edges of one strong identifier `SCHEME:VALUE` between the ids that carry it (id -> source), or why it has none."""
    ids = tuple(sorted(holders))
    if len(ids) > MOST_JOINED:
        return [], TooWide(value, ids, f"{len(ids)} things carry it: a placeholder")
    if len(set(holders.values())) < len(ids):
        return [], TooWide(value, ids, "two things of one source carry it")
    return [Edge(left, right, 2, value) for n, left in enumerate(ids) for right in ids[n + 1 :]], None


def clusters(
    published: Mapping[str, int | None],
    edges: Iterable[Edge],
    different: Iterable[tuple[str, str]],
    speaking: AbstractSet[str] = frozenset(),
) -> Clusters:
    """Joins ids by edges. `published` has every id with the number by which it was first published (None: not yet).

    `speaking` are the ids of which somebody speaks now: an edge of the strength LAST_WORD never brings two of them together.
    Canonical is the member that was published first; among unpublished ones the smallest id.
    """
    group: dict[str, set[str]] = {one: {one} for one in published}
    apart: dict[str, set[str]] = {}
    for left, right in different:
        apart.setdefault(left, set()).add(right)
        apart.setdefault(right, set()).add(left)
    skipped: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (-e.strength, e.key, e.left, e.right)):
        one, other = group[edge.left], group[edge.right]
        if one is other or (edge.strength == LAST_WORD and one & speaking and other & speaking):
            continue
        if any(apart[member] & other for member in one if member in apart):
            skipped.append(edge)
            continue
        one |= other
        group.update(dict.fromkeys(other, one))
    return Clusters({one: _first(group[one], published) for one in published}, tuple(skipped))


def led_on(ways: Iterable[tuple[str, str]], speaking: AbstractSet[str]) -> dict[str, str]:
    """Where canonical ids lead whose items were corrected to another kind, of (before, now) pairs; `speaking` are spoken of themselves.

    What is spoken of stays where it is. Of several ways the one to something that is spoken of counts, then the smallest id.

    >>> led_on([("ini_a", "org_a"), ("org_b", "ini_b")], {"org_a", "org_b"})
    {'ini_a': 'org_a'}
    """
    found: dict[str, list[str]] = {}
    for one, other in ways:
        if one not in speaking:
            found.setdefault(one, []).append(other)
    ends = {one: [other for other in others if other in speaking or other not in found] for one, others in found.items()}
    return {one: min(others, key=lambda other: (other not in speaking, other)) for one, others in ends.items() if others}


def contradictions(joined: Clusters, different: Iterable[tuple[str, str, str]]) -> list[Contradiction]:
    """The skipped edges with what stopped each, of decisions DIFFERENT (id, left, right); those of somebody silent are left out."""
    one, said = joined.canonical, sorted(different)
    found = []
    for edge in sorted(joined.skipped):
        ends = {one[edge.left], one[edge.right]}
        by = tuple(decision for decision, left, right in said if {one[left], one[right]} == ends)
        if edge.strength != LAST_WORD:
            found.append(Contradiction(edge, by))
    return found


def _first(members: Iterable[str], published: Mapping[str, int | None]) -> str:
    def order(one: str) -> tuple[bool, int, str]:
        seq = published[one]
        return (seq is None, seq or 0, one)

    return min(members, key=order)


def kinds_agree(ids: Sequence[str]) -> bool:
    """Whether ids are all of one kind: only then may they be the same."""
    return len({one.partition("_")[0] for one in ids}) == 1
