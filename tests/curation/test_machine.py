"""People contribute, decide and take back while harvests come: nothing is lost, and taking back everything gives the beginning."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Awaitable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from hub.curation import withdraw
from hub.curation.desk import Desk
from hub.domain.ids import EntityKind, mint
from hub.domain.viewer import Viewer, ViewerRole
from hub.settings import Settings
from hub.store import audit
from hub.store import tables as t
from hub.store.store import Store, open_store
from tests.curation.desk import SECRET, harvested
from tests.harvest.tiny import organization

T = TypeVar("T")
HARVESTED = mint(EntityKind.ORGANIZATION, "tiny", "o")
STRANGERS = [Viewer(ViewerRole.CONTRIBUTOR, name=f"key:stranger{n}") for n in range(2)]
MODERATORS = [Viewer(ViewerRole.MODERATOR, name=f"key:moderator{n}") for n in range(2)]
WORDS = strategies.sampled_from(["en", "to", "tre", None])


@dataclass
class Told:
    """One contribution as the model knows it; `order` is when it began to stand, `decision` the one by which it stands or does not."""

    id: str
    thing: str
    by: str
    field: str
    word: str | None
    state: str
    order: int = 0
    decision: str | None = None


class Telling(RuleBasedStateMachine):
    """One harvested organization and those that people tell of."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.template, self.folder / "samgraf.db")
        self.runner = asyncio.Runner()
        self.store: Store = self.run(open_store(f"sqlite:///{self.folder / 'samgraf.db'}", readers=1))
        self.desk = Desk(self.store, Settings(most_waiting=1_000, withdrawal_key=SECRET))
        self.told: list[Told] = []
        self.versions: dict[str, str] = {HARVESTED: "0"}
        self.name, self.moves = "", 0
        self.names: dict[str, str] = {}
        self.gone: list[str] = []

    def run(self, what: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await what

        return self.runner.run(awaited())

    def perform(self, mutation: str, viewer: Viewer, **given: Any) -> Any:
        return self.run(self.desk.perform(mutation, given, viewer))

    def rows(self, statement: Any) -> Any:
        return self.run(self.store.write(lambda tx: tx.rows(statement)))

    def keep(self, done: Any, thing: str, viewer: Viewer, field: str, word: str | None) -> None:
        assert done["problems"] == []
        made = Told(f"contribution_{len(self.told) + 1}", thing, viewer.name, field, word, done["state"], 0, done["decision"])
        assert made.state == ("PUBLIC" if viewer in MODERATORS else "WAITING")
        self.told.append(made)
        if made.state == "PUBLIC":
            self.stands(made)

    def stands(self, one: Told) -> None:
        self.moves += 1
        one.state, one.order = "PUBLIC", self.moves

    @initialize()
    def begin(self) -> None:
        self.harvest("Foreningen")

    @rule(name=strategies.sampled_from(["Foreningen", "Foreningen i byen"]))
    def harvest(self, name: str) -> None:
        self.run(harvested(self.store, organization("o", name)))
        self.name = name

    @rule(viewer=strategies.sampled_from(STRANGERS + MODERATORS), field=strategies.sampled_from(["summary", "website"]), word=WORDS)
    def tell(self, viewer: Viewer, field: str, word: str | None) -> None:
        value = f"https://{word}.example/" if field == "website" and word else word
        self.keep(self.perform("updateOrganization", viewer, id=HARVESTED, input={field: value}), HARVESTED, viewer, field, value)

    @rule(viewer=strategies.sampled_from(MODERATORS), word=WORDS)
    def tell_with_an_old_version(self, viewer: Viewer, word: str | None) -> None:
        since = self.versions[HARVESTED]
        changed = [one for one in self.told if one.thing == HARVESTED and one.field == "summary"]
        done = self.perform("updateOrganization", viewer, id=HARVESTED, input={"summary": word, "baseVersion": since})
        if done["problems"]:
            assert [one["code"] for one in done["problems"]] in (["CONFLICT"], ["BAD_VERSION"])
            assert changed, "nobody said anything of it"
        else:
            self.keep(done, HARVESTED, viewer, "summary", word)
        self.remember()

    def remember(self) -> None:
        """Somebody reads the present version, to edit later."""
        self.versions.update(self.rows(select(t.entity.c.id, t.entity.c.version)))

    @rule(viewer=strategies.sampled_from(STRANGERS + MODERATORS))
    def register(self, viewer: Viewer) -> None:
        external = str(len(self.told))
        done = self.perform("registerOrganization", viewer, input={"name": f"Ny {external}", "summary": "ny", "externalId": external})
        thing = mint(EntityKind.ORGANIZATION, "local", f"{viewer.name}:{external}")
        self.keep(done, thing, viewer, "summary", "ny")
        self.names[thing] = f"Ny {external}"

    def public(self) -> list[str]:
        """The things that people told of and that everybody reads."""
        return sorted({one.thing for one in self.told if one.state == "PUBLIC" and one.thing != HARVESTED})

    @precondition(lambda self: self.public())
    @rule(data=strategies.data(), viewer=strategies.sampled_from(MODERATORS))
    def withdraw(self, data: Any, viewer: Viewer) -> None:
        thing = data.draw(strategies.sampled_from(self.public()))
        done = self.perform("withdraw", viewer, input={"entity": thing, "reason": "OTHER"})
        assert (done["problems"], done["state"]) == ([], "HIDDEN")
        for one in self.told:
            if one.thing == thing:
                if one.decision is not None:
                    self.gone.append(one.decision)
                one.state, one.decision = "WITHDRAWN", None
        again = {"name": self.names[thing]}
        assert [one["code"] for one in self.perform("registerOrganization", viewer, input=again)["problems"]] == ["WITHDRAWN"]

    @precondition(lambda self: self.gone)
    @rule()
    def erase(self) -> None:
        self.run(withdraw.finish(self.store, SECRET))
        for decision in self.gone:
            assert self.perform("undo", MODERATORS[0], decision=decision)["problems"], "what was withdrawn is not taken back"

    @precondition(lambda self: self.public() and self.name)
    @rule(data=strategies.data(), viewer=strategies.sampled_from(MODERATORS))
    def join_and_part(self, data: Any, viewer: Viewer) -> None:
        thing = data.draw(strategies.sampled_from(self.public()))
        done = self.perform("decideMatch", viewer, input={"left": HARVESTED, "right": thing, "decision": "SAME"})
        assert done["problems"] == []
        assert self.rows(select(t.member.c.canonical_no).where(t.member.c.id.in_([HARVESTED, thing])).distinct())[1:] == []
        assert self.perform("undo", viewer, decision=done["decision"])["problems"] == []

    @precondition(lambda self: any(one.state == "WAITING" for one in self.told))
    @rule(viewer=strategies.sampled_from(MODERATORS), accept=strategies.booleans(), data=strategies.data())
    def decide(self, viewer: Viewer, accept: bool, data: Any) -> None:
        one = data.draw(strategies.sampled_from([one for one in self.told if one.state == "WAITING"]))
        done = self.perform("decide", viewer, input={"item": one.id, "verdict": "ACCEPT" if accept else "REJECT"})
        assert done["problems"] == []
        one.state, one.decision = "REJECTED", done["decision"]
        if accept:
            self.stands(one)

    @precondition(lambda self: any(one.decision for one in self.told))
    @rule(data=strategies.data())
    def undo(self, data: Any) -> None:
        self.take_back(data.draw(strategies.sampled_from([one for one in self.told if one.decision])))

    def take_back(self, one: Told) -> None:
        assert self.perform("undo", MODERATORS[0], decision=one.decision)["problems"] == []
        assert self.perform("undo", MODERATORS[0], decision=one.decision)["problems"], "only once"
        stranger = any(one.by == viewer.name for viewer in STRANGERS)
        one.state, one.decision = "WAITING" if stranger else "REJECTED", None

    @invariant()
    def everything_that_stands_is_read(self) -> None:
        found = {
            one: (name, summary, website)
            for one, name, summary, website in self.rows(
                select(t.entity.c.id, t.entity.c.name, t.entity.c.summary, t.organization.c.website).join(
                    t.organization, t.organization.c.no == t.entity.c.no
                )
            )
        }
        standing = [one for one in self.told if one.state == "PUBLIC"]
        wanted = {HARVESTED: (self.name, None, None)} if self.name else {}
        wanted |= {one.thing: (self.names[one.thing], "ny", None) for one in standing if one.thing != HARVESTED}
        for one in sorted(standing, key=lambda one: one.order):
            if one.thing == HARVESTED:
                name, summary, website = wanted[HARVESTED]
                wanted[HARVESTED] = (name, one.word, website) if one.field == "summary" else (name, summary, one.word)
        assert found == wanted

    @invariant()
    def the_log_stands(self) -> None:
        assert audit.broken(self.rows(audit.ENTRIES)) is None

    def teardown(self) -> None:
        for one in [one for one in self.told if one.decision]:
            self.take_back(one)
        assert [tuple(row) for row in self.rows(select(t.entity.c.id, t.entity.c.name, t.entity.c.summary, t.entity.c.version))] == (
            [(HARVESTED, self.name, None, "0")] if self.name else []
        )
        assert self.rows(select(t.link.c.no)) == []
        self.run(self.store.close())
        self.runner.close()
        shutil.rmtree(self.folder)


def machine(template: Path, examples: int, steps: int) -> None:
    given = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(type("Telling", (Telling,), {"template": template}), settings=given)  # type: ignore[no-untyped-call]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)


def test_taking_back_everything_gives_the_beginning(template: Path) -> None:
    machine(template, 6, 10)


@pytest.mark.slow
def test_taking_back_everything_gives_the_beginning_for_long(template: Path) -> None:
    machine(template, 30, 20)
