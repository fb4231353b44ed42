"""From the input of a mutation to a patch: every name is checked by itself, so that all that is wrong is told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select

from hub.curation.inputs import APART, WHEN, is_text, may_be_none, type_of
from hub.curation.problems import Problem, Problems
from hub.domain import wire
from hub.domain.claim import UNITED_FIELDS, Address, Identifier, Location, Money, When
from hub.domain.contribution import Patch, Referred
from hub.domain.identity import is_strong
from hub.domain.ids import EntityKind
from hub.domain.link import ROLE, Role
from hub.domain.money import to_minor
from hub.domain.nouns import CLAIM_TYPES
from hub.domain.spelling import snake
from hub.store import tables as t
from hub.store.codes import Codes, learn
from hub.store.engine import in_list
from hub.store.writer import Transaction

MOST_ITEMS = 50
LONGEST = {"name": 300, "summary": 1_000, "description": 50_000, "text": 200_000, "findings": 50_000}
LONG = 2_000
_LANGUAGE = re.compile(r"[a-z]{2,8}")
_TARGETS = (
    select(t.member.c.id, t.member.c.kind)
    .join(t.entity, t.entity.c.no == t.member.c.canonical_no)
    .where(in_list(t.member.c.id, bindparam("ids")))
)
Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of the thing already, where a part of a value needs the rest of it."""

    when: Mapping[str, Any] | None = None
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads one input. `tells` gathers what is wrong."""

    kind: EntityKind
    given: Given
    lang: str
    values: dict[str, Any] = field(default_factory=dict)
    references: dict[str, list[Referred]] = field(default_factory=dict)
    tells: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, message: str, *path: str) -> None:
        self.tells.append(Problem(("input", *path), code, message))

    def read(self, before: Before) -> None:
        for name, value in self.given.items():
            role = ROLE.get((self.kind, snake(name))) if type_of(name) in ("ID", "[ID!]") else None
            if role is not None:
                self._role(name, role, value)
            elif name not in APART and self._short(name, value):
                self._field(name, snake(name), value)
        if "cvr" in self.given:
            self._cvr(self.given["cvr"], before)
        if any(name in self.given for name in WHEN):
            self._when(before.when)

    def _short(self, name: str, value: Any) -> bool:
        most = LONGEST.get(name, LONG)
        if isinstance(value, list) and len(value) > MOST_ITEMS:
            self.wrong("TOO_LONG", f"{len(value)} items; {MOST_ITEMS} is the most.", name)
            return False
        texts = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else [value]
        texts = [text for one in texts for text in (one.values() if isinstance(one, dict) else (one,)) if isinstance(text, str)]
        if any(len(text) > most for text in texts):
            self.wrong("TOO_LONG", f"{max(map(len, texts)):,} letters; {most:,} is the most.", name)
            return False
        return True

    def _field(self, name: str, own: str, value: Any) -> None:
        if value is None and not may_be_none(self.kind, own):
            self.wrong("NULL_NOT_ALLOWED", "It cannot be known to be none; leave it out, or say UNKNOWN where there is that.", name)
            return
        try:
            if value is None:
                said: Any = () if own in UNITED_FIELDS else None
            else:
                said = {self.lang: value} if is_text(own) else _made(type_of(name), value)
            if own == "name" and said is None:
                raise ValueError("a thing cannot be known to have no name")
            self._keep(own, said)
        except ValueError as error:
            self.wrong("INVALID", f"{error}.", name)

    def _keep(self, own: str, value: Any) -> None:
        claim = CLAIM_TYPES[self.kind](source_id="-", **{own: value})
        self.values |= wire.values(claim, whole=False)

    def _role(self, name: str, role: Role, value: Any) -> None:
        ids = value if isinstance(value, list) else [] if value is None else [value]
        if len(ids) > MOST_ITEMS:
            self.wrong("TOO_LONG", f"{len(ids)} things; {MOST_ITEMS} is the most. Add more with `link`.", name)
        else:
            self.references[role.name] = [(f"id:{one}", None, None, None) for one in dict.fromkeys(ids)]

    def _cvr(self, cvr: str | None, before: Before) -> None:
        named = self.values.get("identifiers", before.identifiers)
        others = [Identifier(scheme, value) for scheme, value in named if scheme != "DK-CVR"]
        if cvr is not None and not is_strong(self.kind, "DK-CVR", cvr):
            self.wrong("INVALID", f"{cvr[:20]!r} is no CVR number: eight digits, the last of which checks the others.", "cvr")
        else:
            self._keep("identifiers", (*others, *([Identifier("DK-CVR", cvr)] if cvr else ())))

    def _when(self, known: Mapping[str, Any] | None) -> None:
        told = {**(known or {}), **{snake(name): self.given[name] for name in WHEN if name in self.given}}
        if told.get("starts_at") is None:
            self.wrong("REQUIRED", "Say when it starts.", "startsAt")
            return
        try:
            self._keep("when", When(told["starts_at"], told.get("ends_at"), bool(told.get("all_day")), told.get("timezone")))
        except ValueError as error:
            self.wrong("INVALID", f"{error}.", "endsAt" if "endsAt" in self.given else "startsAt")


def _made(sdl: str, value: Any) -> Any:
    """A value as claims have it. Raises ValueError."""
    if sdl == "MoneyInput":
        return Money(to_minor(value["amount"], value["currency"]), value["currency"])
    if sdl == "LocationInput":
        return Location(value["latitude"], value["longitude"])
    if sdl == "AddressInput":
        return Address(value.get("street"), value.get("postcode"), value.get("locality"), value.get("country") or "DK")
    if sdl == "[IdentifierInput!]":
        return tuple(Identifier(one["scheme"], one["value"]) for one in value)
    return tuple(value) if isinstance(value, list) else value


async def read_patch(tx: Transaction, kind: EntityKind, given: Given, *, lang: str, before: Before) -> Patch:
    """The patch of an input. Raises Problems with everything that is wrong."""
    told = str(given.get("lang") or lang).partition("-")[0].lower()
    reader = _Reader(kind, given, told)
    if not _LANGUAGE.fullmatch(told):
        reader.wrong("INVALID", f"{told[:20]!r} is no language (BCP 47), such as da or en.", "lang")
    reader.read(before)
    await _check_codes(tx, reader)
    await _check_targets(tx, reader)
    if reader.tells:
        raise Problems(reader.tells)
    return Patch(reader.values, reader.references)


async def _check_codes(tx: Transaction, reader: _Reader) -> None:
    codes = Codes({}, {})
    await learn(tx, codes, [reader.values])
    for name, known, code in (("area", codes.areas, "UNKNOWN_AREA"), ("serves", codes.areas, "UNKNOWN_AREA"), ("themes", codes.themes, "")):
        said = reader.given.get(name) or ()
        for place, one in enumerate([said] if isinstance(said, str) else said):
            if name in reader.values and one not in known:
                where = (name,) if name == "area" else (name, str(place))
                reader.wrong(code or "UNKNOWN_THEME", f"There is no {name.removesuffix('s')} {one[:60]!r}; ask `{name}` for them.", *where)


async def _check_targets(tx: Transaction, reader: _Reader) -> None:
    wanted = sorted({key.removeprefix("id:") for said in reader.references.values() for key, *_ in said})
    kinds: dict[str, str] = dict(await tx.rows(_TARGETS, ids=wanted))
    for name in reader.given:
        role = ROLE.get((reader.kind, snake(name)))
        for key, *_ in reader.references.get(role.name, ()) if role is not None else ():
            one = key.removeprefix("id:")
            if one not in kinds:
                reader.wrong("NOT_FOUND", f"There is nothing with the id {one[:60]!r}.", name)
            elif role is not None and role.target not in (None, kinds[one]):
                reader.wrong("WRONG_KIND", f"{one[:60]} is of kind {kinds[one]}; one of kind {role.target} is expected.", name)
