"""The one transaction that turns claims into entities: everything that was touched is read together again, and only that.

    touched members → who is one thing now → read each → who refers to what moved → relations and names → write what differs

A reader sees all of it or nothing. An unchanged reading writes nothing; one that changed leaves its old rows as an interval and gets one
line in the change feed; a thing of which nobody speaks any more disappears into intervals.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, or_, select, union_all

from hub.domain.collation import sort_key
from hub.domain.identity import Contradiction, TooWide
from hub.domain.ids import EntityKind
from hub.domain.link import LinkKind
from hub.domain.naming import agreement_names, funding_names
from hub.domain.nouns import NAMED_BY_US
from hub.domain.reading import read
from hub.store import tables as t
from hub.store.clusters import Gathered, Member, SourceFacts, gather, gather_plain
from hub.store.codes import Codes, learn, load_sources
from hub.store.difference import Standing, Written
from hub.store.engine import in_list
from hub.store.picture import Picture, name, paint
from hub.store.relations import ANY_WAITING, End, Relations, bind, referrers, relate
from hub.store.upsert import load, write
from hub.store.writer import Transaction


@dataclass(frozen=True, slots=True)
class Books:
    """What every reading looks up: sources, and the areas and themes that claims named so far."""

    codes: Codes
    sources: dict[int, SourceFacts]


@dataclass(slots=True)
class Outcome:
    """What a reading did: numbers of entities, values that identify too much, and what people and sources say against one another."""

    created: int = 0
    updated: int = 0
    vanished: int = 0
    too_wide: list[TooWide] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)

    def add(self, written: Written) -> None:
        self.created += written.created
        self.updated += written.updated
        self.vanished += written.vanished


async def open_books(tx: Transaction) -> Books:
    """Good until a source, an area or a theme changes."""
    return Books(Codes({}, {}), await load_sources(tx))


async def read_together(tx: Transaction, books: Books, touched: Iterable[int], run_no: int | None, at: str) -> Outcome:
    """Reads the entities around the touched members again and writes what differs.

    Costs: about thirty statements whatever the number of members, and 200 to 400 microseconds a member.
    """
    outcome, wanted = Outcome(), set(touched)
    if not wanted:
        return outcome
    decisions = await _decisions(tx)
    waiting = await tx.value(ANY_WAITING) is not None
    while wanted:
        gathered = await gather(tx, books.sources, wanted, decided=decisions.about_sameness)
        outcome.too_wide += gathered.too_wide
        outcome.contradictions += gathered.contradictions
        before = Standing()
        await load(tx, before, {m.was_no for m in gathered.members.values() if m.published_seq is not None})
        wanted = await _Round(tx, books, gathered, before, decisions, waiting).read(outcome, run_no, at)
    return outcome


@dataclass(slots=True)
class _Round:
    """One round of reading; it is all there is, unless a reference that waited finds its target because of it."""

    tx: Transaction
    books: Books
    gathered: Gathered
    before: Standing
    decisions: Decisions
    waiting: bool

    async def read(self, outcome: Outcome, run_no: int | None, at: str) -> set[int]:
        """Reads and writes; the members whose references were bound because of it, and which have to be read after it."""
        tx, gathered = self.tx, self.gathered
        await self.add(await referrers(tx, self.moved()))
        await self.learn()
        self.believe()
        pictures = self.paint({})
        await self.add(await _named_after(tx, self.renamed(pictures)))
        await self.learn()
        self.believe()
        pictures |= self.paint(pictures)
        claims = [claim.no for member in gathered.members.values() for claim in member.claims]
        if self.waiting:
            await bind(tx, claims, ())
        relations, outside = await relate(tx, gathered, gathered.clusters(), cut=self.decisions.cuts)
        _settle(pictures, relations, outside)
        _name_the_nameless(pictures, relations, outside)
        written = await write(
            tx, gathered=gathered, before=self.before, pictures=pictures, relations=relations, outside=outside, run_no=run_no, at=at
        )
        outcome.add(written)
        return await bind(tx, claims, written.keys) if self.waiting else set()

    async def add(self, members: set[int]) -> None:
        """Takes in members that are to be read again because of others."""
        new = await gather_plain(self.tx, self.books.sources, members - self.gathered.members.keys(), self.gathered)
        await load(self.tx, self.before, {self.gathered.members[no].canonical_no for no in new})

    async def learn(self) -> None:
        """Looks up the codes that are named."""
        said = [claim.values for member in self.gathered.members.values() for claim in member.claims]
        said += [{name: value} for values in self.decisions.values.values() for name, (_, value) in values.items()]
        await learn(self.tx, self.books.codes, said)

    def believe(self) -> None:
        """Takes an organization's own word for no more than anybody's as long as it is not confirmed."""
        for members in self.gathered.clusters().values():
            if any(claim.own_word for member in members for claim in member.claims) and not self.confirmed(members):
                for member in members:
                    member.claims = [replace(claim, own_word=False) for claim in member.claims]

    def confirmed(self, members: list[Member]) -> bool:
        """Whether a person confirmed one of these, which are one thing; another kind only leads here: its decisions rest."""
        chief = next(member for member in members if member.no == member.canonical_no)
        return any(member.no in self.decisions.confirmed for member in members if member.kind is chief.kind)

    def moved(self) -> list[int]:
        """Members that lead to another entity than before, or to one for the first time, or to none now."""
        moved = []
        speaking = {no for no, members in self.gathered.clusters().items() if any(member.claims for member in members)}
        for member in self.gathered.members.values():
            was = member.was_no if member.was_no in self.before.entities else None
            now = member.canonical_no if member.canonical_no in speaking else None
            if was != now:
                moved.append(member.no)
        if moved and self.decisions.cuts:  # a "not so" about one of them holds for all that it is one with now
            around = {no for one in moved for no in (self.gathered.members[one].was_no, self.gathered.members[one].canonical_no)}
            return [m.no for m in self.gathered.members.values() if m.was_no in around or m.canonical_no in around]
        return moved

    def renamed(self, pictures: Mapping[int, Picture]) -> list[int]:
        """Entities that have another name than before."""
        old = self.before.entities
        return [
            no for no, picture in pictures.items() if picture.entity["name"] and no in old and old[no]["name"] != picture.entity["name"]
        ]

    def paint(self, done: Mapping[int, Picture]) -> dict[int, Picture]:
        """A picture for every cluster of which somebody speaks."""
        pictures: dict[int, Picture] = {}
        for no, members in self.gathered.clusters().items():
            claims = [claim for member in members for claim in member.claims]
            if not claims or no in done:
                continue
            chief = next(member for member in members if member.no == no)
            alike = [member.no for member in members if member.kind is chief.kind]  # another kind only leads here: its decisions rest
            said = [(when, name, value) for one in alike for name, (when, value) in self.decisions.values.get(one, {}).items()]
            decided = {name: value for _, name, value in sorted(said, key=itemgetter(0))}
            picture = paint(chief, members, read(claims, decided), self.books.codes, confirmed=self.confirmed(members))
            picture.children["entity_source"] = {(no, self.gathered.claim_sources[claim.no]) for claim in claims}
            if not picture.named and picture.kind not in NAMED_BY_US:
                name(picture, {"und": _by_identifier(members)})
            pictures[no] = picture
        return pictures


# --- Decisions ---------------------------------------------------------------------------------------------------------------------

_STANDING = (
    select(t.decision.c.no, t.decision.c.kind, t.decision.c.left_no, t.decision.c.field, t.decision.c.value)
    .where(t.decision.c.kind.in_(("VALUE", "CONFIRMED", "SAME", "DIFFERENT", "UNLINK")), t.decision.c.undone_at.is_(None))
    .order_by(t.decision.c.no)
)


@dataclass(slots=True)
class Decisions:
    """What persons decided: values by member and field with when, the latest counting; confirmed members; whether there are other kinds."""

    values: dict[int, dict[str, tuple[int, Any]]] = field(default_factory=dict)
    confirmed: set[int] = field(default_factory=set)
    about_sameness: bool = False
    cuts: bool = False


async def _decisions(tx: Transaction) -> Decisions:
    decisions = Decisions()
    for no, kind, member, column, value in await tx.rows(_STANDING):
        if kind == "CONFIRMED":
            decisions.confirmed.add(member)
        elif kind == "VALUE":
            decisions.values.setdefault(member, {})[column] = no, json.loads(value)
        elif kind == "UNLINK":
            decisions.cuts = True
        else:
            decisions.about_sameness = True
    return decisions


# --- Pictures ----------------------------------------------------------------------------------------------------------------------


def _settle(pictures: Mapping[int, Picture], relations: Mapping[int, Relations], outside: Mapping[int, End]) -> None:
    """Writes the winners of to-one fields into the nouns."""
    for no, picture in pictures.items():
        for role, target in relations[no].one.items():
            assert target in pictures or target in outside
            picture.noun[f"{role}_no"] = target


_DEPEND_ON_NAMES = union_all(
    select(t.funding.c.no).where(
        or_(in_list(t.funding.c.funder_no, bindparam("nos")), in_list(t.funding.c.recipient_no, bindparam("nos"))),
        t.funding.c.purpose.is_(None),
    ),
    select(t.link.c.to_no).where(in_list(t.link.c.from_no, bindparam("nos")), t.link.c.kind == LinkKind.PARTY_TO.value),
)


async def _named_after(tx: Transaction, renamed: list[int]) -> set[int]:
    """The fundings and agreements whose composed names may hold these names."""
    return {no for (no,) in await tx.rows(_DEPEND_ON_NAMES, nos=renamed)} if renamed else set()


def _name_the_nameless(pictures: Mapping[int, Picture], relations: Mapping[int, Relations], outside: Mapping[int, End]) -> None:
    """Fundings and agreements that nobody named are named after their ends."""
    for no, picture in pictures.items():
        if picture.named or picture.kind not in NAMED_BY_US:
            continue
        if picture.kind is EntityKind.AGREEMENT:
            parties = {edge.target for edge in relations[no].edges if edge.role.link is LinkKind.PARTY_TO}
            names = sorted((str(_name_of(one, pictures, outside)) for one in parties), key=lambda name: (sort_key(name), name))
            name(picture, agreement_names(names, picture.noun["valid_from"] or picture.noun["valid_to"]))
        else:
            ends = [_name_of(relations[no].one.get(role), pictures, outside) for role in ("funder", "recipient")]
            date = picture.noun["awarded_on"] or picture.noun["from_date"]
            name(picture, funding_names(picture.noun["funding_type"], ends[0], ends[1], date))


def _name_of(no: int | None, pictures: Mapping[int, Picture], outside: Mapping[int, End]) -> str | None:
    if no is None:
        return None
    return pictures[no].entity["name"] if no in pictures else outside[no].name


def _by_identifier(members: Iterable[Member]) -> str:
    """What to call a thing of which nobody says a name, whoever of those that speak of it came first."""
    speaking = [member for member in members if member.claims]
    identifiers = [pair for member in speaking for pair in member.identifiers]
    return " ".join(min(identifiers)) if identifiers else min(member.source_id for member in speaking)
