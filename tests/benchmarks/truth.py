"""Real things that several sources name, with who they really are: the matcher is given `facts` alone.

Truth comes from published numbers, never from names. What is left out, and why:
- The list of which sports club is which company was made by matching names, as its authors say: it cannot tell how good names are matched.
- The old and new ids of sports clubs are hashes of name and postcode.
- Register numbers beside the grants of Berlin have so many slips that most pairs of one name in one street are two by number.
- Grants of US foundations, of Hamburg and of Flensburg carry no number of whom they name.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from itertools import combinations
from pathlib import Path

from hub.domain.ids import EntityKind
from hub.domain.match import Facts

REALDATA = Path(__file__).parents[3] / "shared" / "realdata"
_LINKS = REALDATA / "uk-charity-links"
_SAME = ("dual-registered", "organisation-company-links")
"""Published lists that say which numbers are one organization."""
_SUCCESSION = ("mergers", "reregistrations")
"""Published lists that say who took over from whom: whether both are one is for a person, so such a pair is neither right nor wrong."""
_LAST_COMPANY = 20_000_000
"""Companies House has not given out a number of eight digits above this: such a one is a slip of the publisher, and no number."""
SPLIT = "second split"
"""Seeds the hash by which organizations are for tuning or held out."""


@dataclass
class Mentions:
    """Things by position; `who` are the names of the true clusters that each is in, `line` those with whoever came before or after.

    The first `recipients` are of grants; the others, if any, are of a register.
    """

    facts: list[Facts]
    identifiers: list[frozenset[str]]
    who: list[frozenset[str]]
    line: list[frozenset[str]]
    recipients: int

    def truth(self, one: int, other: int) -> bool | None:
        """Whether two are the same; None where the numbers cannot tell: of different registers, or one took over from the other."""
        if self.who[one] & self.who[other]:
            return True
        if self.line[one] & self.line[other]:
            return None
        return False if set(map(register, self.identifiers[one])) & set(map(register, self.identifiers[other])) else None

    def held_out(self, one: int, other: int) -> bool:
        """Whether a pair is never looked at while weights are chosen: by a hash of whoever it is, all spellings of one together."""
        both = (self.line[one] & self.line[other]) or (self.line[one] | self.line[other])
        return blake2b(f"{SPLIT} {min(both, default='')}".encode()).digest()[0] % 2 == 1

    @cached_property
    def true_pairs(self) -> frozenset[tuple[int, int]]:
        """All pairs that are the same, smaller position first."""
        members = defaultdict[str, list[int]](list)
        for position, names in enumerate(self.who):
            for name in names:
                members[name].append(position)
        return frozenset(pair for group in members.values() for pair in combinations(group, 2))


class Same:
    """Identifiers that are one thing."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def name(self, one: str) -> str:
        while (above := self._parent.get(one, one)) != one:
            one = above
        return one

    def join(self, identifiers: Iterable[str]) -> None:
        names = sorted({self.name(one) for one in identifiers})
        self._parent.update(dict.fromkeys(names[1:], *names[:1]))


def plain(identifier: str) -> str:
    """An identifier without the zeros that some sources put before numbers: `GB-COH-IP032202` is `GB-COH-IP32202`."""
    scheme, _, number = identifier.strip().upper().rpartition("-")
    return f"{scheme}-{_ZEROS.sub(lambda found: found[1], number)}" if scheme in ("GB-COH", "GB-CHC", "GB-SC") else f"{scheme}-{number}"


_ZEROS = re.compile(r"^([A-Z]*)0+(?=[0-9])")


def register(identifier: str) -> str:
    return identifier.rpartition("-")[0]


def _numbers(identifiers: Iterable[str]) -> frozenset[str]:
    """The identifiers that can be in their register."""
    return frozenset(
        one for one in map(plain, identifiers) if not (one.startswith("GB-COH-") and one[7:].isdigit() and int(one[7:]) > _LAST_COMPANY)
    )


def _facts(no: int, name: str, postcode: str, website: str) -> Facts:
    code = "".join(postcode.upper().split())
    places = {code: postcode, code[:-3]: code[:-3]} if len(code) >= 5 else {}
    return Facts(no, EntityKind.ORGANIZATION, (name,), places, websites=(website,) if website else ())


def _rows(*names: str) -> Iterator[dict[str, str]]:
    for name in names:
        with (_LINKS / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)


# --- British organizations ---------------------------------------------------------------------------------------------------------

Mention = tuple[str, str, str, str]
"""The file of grants, and what it writes: name, postcode, website."""


def grant_recipients(*, with_register: bool = False) -> Mentions:
    """Each way in which one file of grants writes a recipient (name, postcode, website) is a thing; its numbers are the truth.

    `with_register` adds each charity that lists of the registers name (mergers, branches, two countries, companies), with its numbers, as
    a register has them, and without a place; thousands are branches of one federation. The grants' own numbers stay hidden.
    Two things are different when both have a number of one register and not the same; with numbers of different registers nobody knows.
    """
    same, line, mentions = Same(), Same(), defaultdict[Mention, set[str]](set)
    for row in _rows(*_SAME):
        same.join((plain(row["org_id_a"]), plain(row["org_id_b"])))
    for file_name, recipient, registered in _recipients():
        numbers = _numbers([recipient["id"], *(f"{scheme}-{recipient[key]}" for key, scheme in _SCHEMES.items() if recipient.get(key))])
        same.join(numbers)
        for linked in registered:
            same.join(map(plain, linked))
        name, postcode, website = ((recipient.get(key) or "").strip() for key in ("name", "postalCode", "url"))
        mentions[file_name, name, postcode.upper(), website] |= numbers
    for row in _rows(*_SUCCESSION):
        line.join((same.name(plain(row["org_id_a"])), same.name(plain(row["org_id_b"]))))
    facts = [_facts(no, name, postcode, website) for no, (_, name, postcode, website) in enumerate(mentions)]
    identifiers = [frozenset(numbers) for numbers in mentions.values()]
    if with_register:
        for number, names in _registered(same).items():
            strong = frozenset({(register(number), number)})
            facts.append(Facts(len(facts), EntityKind.ORGANIZATION, tuple(names), strong=strong))
            identifiers.append(frozenset({number}))
    who = [frozenset(map(same.name, numbers)) for numbers in identifiers]
    return Mentions(facts, identifiers, who, [frozenset(map(line.name, names)) for names in who], len(mentions))


_SCHEMES = {"charityNumber": "GB-CHC", "companyNumber": "GB-COH"}


def _recipients() -> Iterator[tuple[str, dict[str, str], list[list[str]]]]:
    for path in sorted((REALDATA / "uk-360giving").glob("a*.json")):
        for grant in json.loads(path.read_text("utf-8"))["grants"]:
            infos = grant.get("additional_data", {}).get("recipientOrgInfos") or []
            for recipient in grant.get("recipientOrganization", ()):
                yield path.name, recipient, [info["orgIDs"] for info in infos]


def _registered(same: Same) -> dict[str, list[str]]:
    """The names that lists of the registers give, by number; numbers that are one organization go together."""
    names = defaultdict[str, list[str]](list)
    for file, side, column in _NAMED:
        for row in _rows(file):
            if row.get(_PARTS.get(column, ""), "0") != "0":  # a charity inside another, under the number of that one
                continue
            known = names[same.name(plain(row[f"org_id_{side}"]))]
            for name in (row[column] or row.get("org_name", "")).split("  "):
                if name.strip() and name.strip() not in known:
                    known.append(name.strip())
    return {number: known for number, known in names.items() if known}


_NAMED = (
    ("parent-links", "b", "org_name_a"),  # the columns of names are the other way round than those of numbers
    ("mergers", "a", "org_name_a"), ("mergers", "b", "org_name_b"), ("dual-registered", "b", "org_name_b"),
    ("reregistrations", "b", "org_name"), ("organisation-company-links", "a", "org_name"),
)  # fmt: skip
_PARTS = {"org_name_a": "transferor_subno", "org_name_b": "transferee_subno"}
