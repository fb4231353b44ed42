"""Decisions by the door: each is read, logged and can be taken back; the log tells when somebody touched it."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from hub.curation import contribute
from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.store import decisions
from hub.store.store import Store
from hub.store.verify import verify
from tests.curation.desk import People, codes, harvested
from tests.harvest.tiny import organization

pytestmark = pytest.mark.asyncio
READ = "{ initiatives { nodes { id name summary version } } organizations { nodes { id name version confirmed } } }"


async def latest(people: People) -> str:
    return str((await people.ask("mia", "{ decisions { id } }"))["decisions"][0]["id"])


async def test_an_edit_a_rejection_and_an_acceptance_are_taken_back(people: People) -> None:
    one = (await people.tell("mia", "registerInitiative", 'input: {name: "Laug", summary: "Først"}'))["entity"]["id"]
    await people.tell("mia", "updateInitiative", f'id: "{one}", input: {{summary: "Så"}}')
    await people.tell("ada", "updateInitiative", f'id: "{one}", input: {{name: "Lauget"}}')
    undone = await people.decide("mia", "undo", 'decision: "decision_2"')
    assert undone["decision"] == {
        "id": "decision_2",
        "kind": "CONTRIBUTED",
        "by": people.names["mia"],
        "undone": True,
        "entities": [{"id": one}],
    }
    seen = (await people.ask("anybody", READ))["initiatives"]["nodes"]
    assert [(thing["name"], thing["summary"]) for thing in seen] == [("Lauget", "Først")], "what came later stays"
    assert codes(await people.decide("mia", "undo", 'decision: "decision_2"')) == [("decision", "ALREADY_DECIDED")]
    await people.tell("anna", "updateInitiative", f'id: "{one}", input: {{summary: "Annas"}}')
    await people.decide("mia", "decide", 'input: {item: "contribution_4", verdict: REJECT, reason: "Nej"}')
    await people.decide("ada", "undo", f'decision: "{await latest(people)}"')
    await people.decide("ada", "decide", 'input: {item: "contribution_4", verdict: ACCEPT}')
    assert (await people.ask("anybody", READ))["initiatives"]["nodes"][0]["summary"] == "Annas"
    await people.decide("ada", "undo", f'decision: "{await latest(people)}"')
    assert (await people.ask("anybody", READ))["initiatives"]["nodes"][0]["summary"] == "Først"
    waits = await people.decide("ada", "decide", 'input: {item: "contribution_4", verdict: ACCEPT}')
    assert waits["problems"] == [], "it waits again"


async def test_s19_undo_of_everything_gives_the_beginning(people: People) -> None:
    await harvested(people.store, organization("o", "Foreningen"), organization("p", "Kommunen"))
    before = await people.ask("anybody", READ)
    first, second = [thing["id"] for thing in before["organizations"]["nodes"]]
    await people.decide("ada", "confirmOrganization", f'id: "{first}"')
    await people.join("olga", speaks_for=(first,))
    await people.tell("olga", "updateOrganization", f'id: "{first}", input: {{name: "Os", summary: null, themes: ["nature"]}}')
    await people.tell("mia", "updateOrganization", f'id: "{first}", input: {{name: "Dem", website: "https://o.example/"}}')
    told = await people.tell("mia", "registerInitiative", f'input: {{name: "Laug", lead: "{first}", partners: ["{second}"]}}')
    one = told["entity"]["id"]
    await people.tell("mia", "link", f'input: {{from: "{second}", kind: PART_OF, to: "{first}"}}')
    links = await people.ask("anybody", f'{{ initiative(id: "{one}") {{ links {{ nodes {{ id }} }} }} }}')
    await people.decide("mia", "unlink", f'link: "{links["initiative"]["links"]["nodes"][0]["id"]}", reason: "x"')
    await people.tell("mia", "retire", f'id: "{one}"')
    assert await people.ask("anybody", READ) != before
    decisions = (await people.ask("mia", "{ decisions { id undone } }"))["decisions"]
    assert len(decisions) == 7
    for each in (decisions[3], decisions[0], decisions[6], *decisions[1:3], *decisions[4:6]):
        assert (await people.decide("mia", "undo", f'decision: "{each["id"]}"'))["problems"] == []
    assert await people.ask("anybody", READ) == before
    assert all(one["undone"] for one in (await people.ask("mia", "{ decisions { undone } }"))["decisions"])


async def test_decisions_are_read_by_thing_and_by_id(people: People) -> None:
    one = (await people.tell("mia", "offerVenue", 'input: {name: "Salen"}'))["entity"]["id"]
    await people.tell("mia", "offerVenue", 'input: {name: "Hallen"}')
    await people.tell("mia", "retire", f'id: "{one}", reason: "Revet ned"')
    of_it = f'decisions(of: "{one}") {{ id kind reason by entities {{ id }} }}'
    asked = f'{{ {of_it} node(id: "decision_1") {{ ... on Decision {{ at undone }} }} }}'
    seen = await people.ask("anna", asked)
    by = people.names["mia"]
    assert seen["decisions"] == [
        {"id": "decision_3", "kind": "CONTRIBUTED", "reason": "Revet ned", "by": by, "entities": []},
        {"id": "decision_1", "kind": "CONTRIBUTED", "reason": None, "by": by, "entities": []},
    ]
    assert seen["node"]["undone"] is False
    assert (await people.whole("anybody", asked))["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_only_who_made_a_decision_or_moderates_takes_it_back(people: People) -> None:
    await people.tell("mia", "registerInitiative", 'input: {name: "Laug"}')
    assert codes(await people.decide("anna", "undo", 'decision: "decision_1"')) == [("decision", "NOT_FOUND")]
    assert codes(await people.decide("mia", "undo", 'decision: "decision_9"')) == [("decision", "NOT_FOUND")]
    assert (await people.decide("ada", "undo", 'decision: "decision_1"'))["problems"] == []


def checks(store: Store) -> dict[str, Any]:
    return {check.name: check.broken for check in verify(store.path)}


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE audit SET by = 'key:sg_other' WHERE no = 2",
        "UPDATE audit SET detail = '{}' WHERE no = 2",
        "DELETE FROM audit WHERE no = 2",
        "UPDATE audit SET no = 99 WHERE no = 2",
    ],
)
async def test_s23_verify_finds_the_first_entry_of_the_log_that_was_touched(people: People, database: Path, deed: str) -> None:
    for n in range(3):
        await people.tell("mia", "registerInitiative", f'input: {{name: "Laug {n}"}}')
    assert set(checks(people.store).values()) == {None}
    with sqlite3.connect(database) as tampering:
        tampering.execute(deed)
    tampering.close()
    assert str(checks(people.store)["log of what people did"]).startswith("entry 2 of the log")


async def test_the_log_tells_who_did_what_and_holds_nobodys_words(people: People, database: Path) -> None:
    await people.tell("anna", "registerInitiative", 'input: {name: "Hemmeligt ord"}')
    await people.decide("mia", "decide", 'input: {item: "contribution_1", verdict: REJECT, reason: "Hemmelig grund"}')
    await people.decide("mia", "undo", 'decision: "decision_1"')
    with sqlite3.connect(database) as reading:
        rows = reading.execute("SELECT by, action, subject, detail FROM audit ORDER BY no").fetchall()
    reading.close()
    names = people.names
    deeds = [row[:2] for row in rows if row[1] != "KEY"]
    assert deeds == [(names["anna"], "registerInitiative"), (names["mia"], "REJECTED"), (names["mia"], "UNDO")]
    assert [row[0] for row in rows if row[1] == "KEY"] == ["cli"] * len(names), "keys that were made are told, too"
    assert "emmelig" not in str(rows)


async def test_s19_after_a_split_an_edit_stays_with_the_id_that_it_was_made_on(people: People) -> None:
    await harvested(people.store, organization("a", "Foreningen"), key="alpha")
    await harvested(people.store, organization("b", "Foreningen b"), key="beta")
    first, second = (mint(EntityKind.ORGANIZATION, key, one) for key, one in (("alpha", "a"), ("beta", "b")))
    await people.store.write(lambda tx: decisions.decide(tx, "SAME", first, second, by="cli", at=now()))
    told = await people.tell("mia", "updateOrganization", f'id: "{second}", input: {{name: "Byens forening"}}')
    assert told["entity"]["name"] == "Byens forening"
    one_thing = await people.ask("anybody", f'{{ a: organization(id: "{first}") {{ name }} b: organization(id: "{second}") {{ name }} }}')
    assert one_thing == {"a": {"name": "Byens forening"}, "b": {"name": "Byens forening"}}
    undone = await people.decide("mia", "undo", 'decision: "decision_1"')
    assert (undone["decision"]["kind"], {one["id"] for one in undone["decision"]["entities"]}) == ("SAME", {first, second})
    seen = await people.ask("anybody", f'{{ a: organization(id: "{first}") {{ name }} b: organization(id: "{second}") {{ name }} }}')
    assert seen == {"a": {"name": "Foreningen"}, "b": {"name": "Byens forening"}}


async def test_a_thing_can_be_linked_only_so_often(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contribute, "MOST_LINKS", 2)
    ids = [(await people.tell("mia", "offerVenue", f'input: {{name: "Sal {n}"}}'))["entity"]["id"] for n in range(4)]
    told = [await people.tell("mia", "link", f'input: {{from: "{ids[0]}", kind: MENTIONS, to: "{one}"}}') for one in ids[1:]]
    assert [codes(one) for one in told] == [[], [], [("input", "TOO_LONG")]]
