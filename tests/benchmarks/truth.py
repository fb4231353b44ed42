"""Real things that several sources name, with who they really are: the matcher is given `facts` alone."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from pathlib import Path

from hub.domain.ids import EntityKind
from hub.domain.match import Facts

REALDATA = Path(__file__).parents[3] / "shared" / "realdata"
_SAME = ("dual-registered", "organisation-company-links")
"""Published lists that say which numbers are one organization. Mergers and re-registrations say who follows whom, which is not that."""


@dataclass
class Mentions:
    """Things by position; `who` are the names of the true clusters that each is in. `comparable`: whether a pair may be judged at all."""

    facts: list[Facts]
    identifiers: list[frozenset[str]]
    who: list[frozenset[str]]
    comparable: Callable[[frozenset[str], frozenset[str]], bool]
    judged: Callable[[int, int], bool] = field(default=lambda _one, _other: True)

    def truth(self, one: int, other: int) -> bool | None:
        """Whether two are the same; None where the identifiers cannot tell."""
        if self.who[one] & self.who[other]:
            return True
        return False if self.comparable(self.identifiers[one], self.identifiers[other]) else None

    @cached_property
    def true_pairs(self) -> frozenset[tuple[int, int]]:
        """All pairs that are the same, smaller position first."""
        members = defaultdict[str, list[int]](list)
        for position, names in enumerate(self.who):
            for name in names:
                members[name].append(position)
        return frozenset(pair for group in members.values() for pair in combinations(group, 2) if self.judged(*pair))


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
        self._parent.update(dict.fromkeys(names[1:], names[0]))


def plain(identifier: str) -> str:
    """An identifier without the zeros that some sources put before numbers of charities and companies."""
    text = identifier.strip().upper()
    prefix, number = text[:7], text[7:]
    return prefix + number.lstrip("0") if prefix in ("GB-COH-", "GB-CHC-") else text


def register(identifier: str) -> str:
    return identifier.rpartition("-")[0]


def _facts(no: int, name: str, postcode: str, website: str = "") -> Facts:
    code = "".join(postcode.upper().split())
    places = {code: postcode, code[:-3]: code[:-3]} if len(code) >= 5 else {}
    return Facts(no, EntityKind.ORGANIZATION, (name,), places, websites=(website,) if website else ())


# --- Grants ------------------------------------------------------------------------------------------------------------------------


def grant_recipients() -> Mentions:
    """Each way in which one file of grants writes a recipient (name, postcode, website) is a thing; its numbers are the truth.

    Two things are different when both have a number of one register and not the same; with numbers of different registers nobody knows.
    """
    same, mentions = Same(), defaultdict[tuple[str, str, str, str], set[str]](set)
    for name in _SAME:
        with (REALDATA / "uk-charity-links" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                same.join((plain(row["org_id_a"]), plain(row["org_id_b"])))
    for file_name, recipient, registered in _recipients():
        numbers = {plain(recipient["id"])}
        numbers |= {plain(f"{scheme}-{recipient[key]}") for key, scheme in _NUMBERS.items() if recipient.get(key)}
        same.join(numbers)
        for linked in registered:
            same.join(map(plain, linked))
        name, postcode, website = ((recipient.get(key) or "").strip() for key in ("name", "postalCode", "url"))
        mentions[file_name, name, postcode.upper(), website] |= numbers
    facts = [_facts(no, name, postcode, website) for no, (_, name, postcode, website) in enumerate(mentions)]
    identifiers = [frozenset(numbers) for numbers in mentions.values()]
    who = [frozenset(map(same.name, numbers)) for numbers in identifiers]
    return Mentions(facts, identifiers, who, lambda one, other: bool(set(map(register, one)) & set(map(register, other))))


_NUMBERS = {"charityNumber": "GB-CHC", "companyNumber": "GB-COH"}


def _recipients() -> Iterator[tuple[str, dict[str, str], list[list[str]]]]:
    for path in sorted((REALDATA / "uk-360giving").glob("a*.json")):
        for grant in json.loads(path.read_text("utf-8"))["grants"]:
            infos = grant.get("additional_data", {}).get("recipientOrgInfos") or []
            for recipient in grant.get("recipientOrganization", ()):
                yield path.name, recipient, [info["orgIDs"] for info in infos]


# --- Clubs -------------------------------------------------------------------------------------------------------------------------


def clubs_and_companies() -> Mentions:
    """Sports clubs of the tax register and the companies that some of them are; only pairs of a club and a company are judged.

    How the list of who is which company was made is not told; if names helped, it flatters whoever compares names. A club that the register
    has twice is one company in one of its entries only, so the other counts as wrong.
    """
    with (REALDATA / "uk-sports-clubs" / "casc_company_house.csv").open(encoding="utf-8-sig", newline="") as file:
        pairs = list(csv.DictReader(file))
    clubs: dict[str, tuple[str, str]] = {row["casc_orgid"]: (row["casc_name"], row["casc_postcode"]) for row in pairs}
    with (REALDATA / "uk-sports-clubs" / "cascs.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["active"] == "True":
                clubs.setdefault(row["id"], (row["name"], row["postcode"]))
    companies = {row["ch_orgid"]: (row["ch_name"], row["ch_postcode"]) for row in pairs}
    same = Same()
    for row in pairs:
        same.join((row["casc_orgid"], row["ch_orgid"]))
    things = [*clubs.items(), *companies.items()]
    facts = [_facts(no, name, postcode) for no, (_, (name, postcode)) in enumerate(things)]
    identifiers = [frozenset((one,)) for one, _ in things]
    who = [frozenset((same.name(one),)) for one, _ in things]
    first_company = len(clubs)

    def across(one: int, other: int) -> bool:
        return one < first_company <= other

    def known(one: frozenset[str], other: frozenset[str]) -> bool:
        return {register(min(one)), register(min(other))} == {"GB-CASC", "GB-COH"}

    return Mentions(facts, identifiers, who, known, across)
