"""Random histories: what sources say one after the other, what people decide about it, and a hub on which all of it happens."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from hub.curation import withdraw as curation
from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.domain.source import Source, SourcePolicy
from hub.domain.withdrawal import WithdrawalReason
from hub.errors import BadArgument, StoreError
from hub.harvest.pipeline import RunReport, harvest
from hub.harvest.rebuild import rebuild
from hub.store import decisions
from hub.store.publication import discard, release
from hub.store.reading import open_books, read_together
from hub.store.store import Store, open_store
from hub.store.withdrawal import Target
from tests.harvest.look import rows
from tests.harvest.tiny import CVR, Site, Tiny, source
from tests.store.gone import Gone, mates

CVR_TOO = "25313763"
LANGUAGES, TRUST = {"a": "da", "b": "de", "c": "en"}, {"a": 50, "b": 50, "c": 60}
KEYS = tuple(LANGUAGES)
SECRET = "what was withdrawn stays withdrawn"
KINDS = {"o": EntityKind.ORGANIZATION, "i": EntityKind.INITIATIVE, "g": EntityKind.FUNDING}

# --- What may happen -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Harvest:
    """A source says these items, all of them; `held`: a person has to look first."""

    source: str
    page: tuple[dict[str, Any], ...]
    held: bool = False


@dataclass(frozen=True)
class Look:
    """A person looks at what a source's newest held run brought."""

    source: str
    release: bool


@dataclass(frozen=True)
class Decide:
    """A person decides about `left` and `right`, each (source, item)."""

    kind: str
    left: tuple[str, str]
    right: tuple[str, str] | None = None
    field: str | None = None
    value: Any = None


@dataclass(frozen=True)
class Undo:
    """A person takes back one of the decisions that stand, counted from the first."""

    which: int


@dataclass(frozen=True)
class Rebuild:
    """Everything of a source is read again; `anew`: by another version of its connector, so that every item is mapped again."""

    source: str
    anew: bool = False


@dataclass(frozen=True)
class Withdraw:
    """A person withdraws (source, item): the thing and all that anybody says of it, the item alone, or one field of the thing."""

    scope: str
    what: tuple[str, str]
    field: str | None = None


Step = Harvest | Look | Decide | Undo | Rebuild | Withdraw
_ORGANIZATIONS, _INITIATIVES = ("o1", "o2", "o3"), ("i1", "i2")
_maybe = st.sampled_from


def _optional(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


_WORDS = _optional(
    name=_maybe(["Alfa", "Beta", "Ålaug"]),
    lang=_maybe(["da", "de", "en"]),
    area=_maybe(["dk-kommune-0461", "dk-kommune-0751", None]),
    summary=_maybe([None, {"da": "Køer"}, {"de": "Kühe", "en": "Cows"}]),
    themes=_maybe([[], ["grazing"], ["nature"]]),
    url=_maybe(["https://one.example/", None]),
)
_ORGANIZATION = _optional(cvr=_maybe([CVR, CVR, CVR_TOO, "keine"]), organization_type=_maybe(["ASSOCIATION", "NETWORK"]))
_INITIATIVE = _optional(status=_maybe(["ACTIVE", "ENDED"]), lead=_maybe(["o1", "o2", "o9"]), partner_cvr=_maybe([CVR, CVR_TOO]))
_GRANT = _optional(purpose=_maybe(["Hegn", "Foder"]), cvr=_maybe([CVR, CVR_TOO]), amount=_maybe([100, 200]))


def _item(kind: str, ones: Sequence[str], *fields: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    parts = st.tuples(st.sampled_from(ones), *fields)
    return parts.map(lambda found: {"id": found[0], "kind": kind} | {key: value for part in found[1:] for key, value in part.items()})


_ENDS = st.fixed_dictionaries({"funder": _maybe(["Fond", "Pulje"]), "recipient": _maybe(["Laug", "Gilde"])})
_ITEM = st.one_of(
    _item("organization", _ORGANIZATIONS, _WORDS, _ORGANIZATION),
    _item("initiative", _INITIATIVES, _WORDS, _INITIATIVE),
    _item("initiative", (*_INITIATIVES, "o1"), _WORDS, _INITIATIVE),  # what was an organization may turn out to be an initiative
    _item("grant", ("g1", "g2"), _ENDS, _GRANT),
)
PAGES = st.lists(_ITEM, max_size=5, unique_by=lambda item: item["id"]).map(tuple)
_source = st.sampled_from(KEYS)
_organization = st.tuples(_source, st.sampled_from((*_ORGANIZATIONS, "funder Fond", "recipient Laug")))
_initiative = st.tuples(_source, st.sampled_from(_INITIATIVES))
_VALUES = st.one_of(
    st.tuples(st.just("name"), st.sampled_from([{"da": "Sandt"}, {"en": "True"}])),
    st.tuples(st.just("summary"), st.sampled_from([{"da": "Sådan"}, None])),
    st.tuples(st.just("area"), st.sampled_from(["dk-kommune-0751", None])),
)
JUDGEMENTS = st.one_of(
    st.builds(Decide, st.sampled_from(["SAME", "SAME", "DIFFERENT"]), _organization, _organization),
    st.builds(Decide, st.sampled_from(["SAME", "DIFFERENT"]), _initiative, _initiative),
)
OPINIONS = st.one_of(
    st.builds(lambda left, said: Decide("VALUE", left, field=said[0], value=said[1]), st.one_of(_organization, _initiative), _VALUES),
    st.builds(lambda left, right, kind: Decide("UNLINK", left, right, kind), _organization, _initiative, _maybe(["LEADS", "PARTNER_OF"])),
)
DECISIONS = st.one_of(JUDGEMENTS, OPINIONS)
_things, _fields = st.one_of(_organization, _initiative), _maybe(["name", "summary", "area", "url", "identifiers", "lead"])
WITHDRAWALS = st.one_of(
    st.builds(Withdraw, st.just("thing"), _things),
    st.builds(Withdraw, st.just("item"), st.tuples(_source, _maybe([*_ORGANIZATIONS, *_INITIATIVES, "g1", "g2"]))),
    st.builds(Withdraw, st.just("field"), _things, _fields),
)
STEPS = st.one_of(
    st.builds(Harvest, _source, PAGES),
    st.builds(Harvest, _source, PAGES),
    st.builds(Harvest, _source, PAGES, st.just(value=True)),
    st.builds(Look, _source, st.booleans()),
    DECISIONS,
    st.builds(Undo, st.integers(0, 5)),
    st.builds(Rebuild, _source, st.booleans()),
)
WITH_WITHDRAWALS = st.one_of(STEPS, STEPS, STEPS, WITHDRAWALS)


# --- A hub on which it happens -------------------------------------------------------------------------------------------------------


@dataclass
class Hub:
    """A store of its own, the decisions that stand in it, and what was withdrawn from it."""

    store: Store
    path: Path
    standing: list[str] = field(default_factory=list)
    held: dict[str, int] = field(default_factory=dict)
    gone: Gone = field(default_factory=Gone)
    versions: int = 1

    async def play(self, step: Step) -> None:
        """Lets a step happen; one that is about what is not there does nothing."""
        if isinstance(step, Harvest):
            report = await self.harvest(step)
            self.held.pop(step.source, None)
            if report.outcome.value == "HELD":
                self.held[step.source] = report.run
        elif isinstance(step, Look):
            if (run := self.held.pop(step.source, None)) is not None:
                await (release if step.release else discard)(self.store, run, by="anna")
        elif isinstance(step, Undo):
            if self.standing:
                await self.undo(self.standing[step.which % len(self.standing)])
        elif isinstance(step, Decide):
            await self.decide(step)
        elif isinstance(step, Withdraw):
            await self.withdraw(step)
        elif self.known(step.source):
            self.versions += step.anew
            await rebuild(self.store, described(step.source), Tiny(described(step.source), version=self.versions))

    async def harvest(self, step: Harvest) -> RunReport:
        one = described(step.source, held=step.held)
        return await harvest(self.store, one, Tiny(one, version=self.versions), Site(list(step.page)))

    async def target(self, step: Withdraw) -> Target | None:
        """What a withdrawal would be about; None when that is not there."""
        try:
            return await self.store.write(described_as(step))
        except StoreError:
            return None

    async def about_one_thing(self, one: Withdraw, other: Withdraw | Decide) -> bool:
        """Whether two steps are about things that are one, or that one of them is made of."""
        sets = []
        for step in (one, other):
            if isinstance(step, Withdraw):
                target = await self.target(step)
                members = [*target.members, *target.neighbours] if target else []
            else:
                named = json.dumps([an_id(end) for end in (step.left, step.right) if end])
                members = [no for (no,) in rows(self.path, "SELECT no FROM member WHERE id IN (SELECT value FROM json_each(?))", named)]
            sets.append({no for row in mates(self.path, members) for no in row[:2]})
        return not sets[0].isdisjoint(sets[1])

    async def withdraw(self, step: Withdraw) -> None:
        target = await self.target(step)
        if target is None:
            return
        self.gone.remember(self.path, step, target)
        await curation.withdraw(self.store, described_as(step), reason=WithdrawalReason.OTHER, by="anna", secret=SECRET)

    async def decide(self, step: Decide) -> str | None:
        """Writes a decision; its id, or None when it is about nothing."""
        left, right = an_id(step.left), an_id(step.right) if step.right else None
        given = {"field": step.field, "value": step.value, "by": "anna", "at": now()}
        try:
            made = await self.store.write(lambda tx: decisions.decide(tx, step.kind, left, right, **given))  # type: ignore[arg-type]
        except BadArgument:
            return None
        self.standing.append(made)
        return made

    async def undo(self, decision: str) -> None:
        self.standing.remove(decision)
        await self.store.write(lambda tx: decisions.undo(tx, decision, at=now()))

    def known(self, key: str) -> bool:
        return bool(rows(self.path, "SELECT 1 FROM source WHERE key = ?", key))

    async def read_all_again(self) -> None:
        """Reads everything together anew, as if all of it had been touched."""
        nos = [no for (no,) in rows(self.path, "SELECT no FROM member")]

        async def job(tx: Any) -> None:
            await read_together(tx, await open_books(tx), nos, None, now())

        await self.store.write(job)

    async def forget_since_when(self) -> None:
        """Makes every claim as old as every other, so that only what is said counts, and not since when."""

        async def job(tx: Any) -> None:
            await tx._connection.execute_fetchall("UPDATE claim SET since_run = 0, since_fields = NULL")

        await self.store.write(job)
        await self.read_all_again()


def described(key: str, *, held: bool = False) -> Source:
    policy = SourcePolicy.REVIEW if held else SourcePolicy.AUTOMATIC
    return source(key, language=LANGUAGES[key], trust=TRUST[key], shrink_percent=100, policy=policy)


def described_as(step: Withdraw) -> curation.What:
    if step.scope == "item":
        return curation.item(*step.what)
    return curation.field_of(an_id(step.what), step.field) if step.field else curation.thing(an_id(step.what))


def an_id(one: tuple[str, str]) -> str:
    key, item = one
    return mint(KINDS.get(item[0] if item[1:].isdigit() else "o", EntityKind.ORGANIZATION), key, item)


def run(template: Path, story: Callable[[Hub], Coroutine[Any, Any, None]]) -> None:
    """Tells a story on a fresh hub."""

    async def told() -> None:
        with TemporaryDirectory() as folder:
            path = Path(shutil.copy(template, Path(folder) / "hub.db"))
            async with await open_store(f"sqlite:///{path}", readers=1) as store:
                await story(Hub(store, path))

    asyncio.run(told())
