"""Each type of item that waits, in one list: decided, taken back, and for whom it is."""

from __future__ import annotations

from typing import Any

import pytest

from hub.domain.dates import now
from hub.domain.ids import EntityKind, mint
from hub.domain.match import Proposal, Reason
from hub.domain.source import RunOutcome
from hub.domain.viewer import ViewerRole
from hub.harvest.pipeline import harvest
from hub.store import matches, publication
from hub.store import tables as t
from hub.store.store import Store
from tests.curation.desk import People, codes, harvested
from tests.harvest.look import rows
from tests.harvest.tiny import CVR, Site, Tiny, organization, source

pytestmark = pytest.mark.asyncio
FIVE = [organization(str(n), f"Forening {n}") for n in range(5)]
ITEMS = "{ queue { totalCount nodes { id itemType since report run { outcome } match { id decision } entities { name } } } }"
SAME_NAME = (Reason("SAME_NAME", speaks_for=True, words=("Lauget",)),)


def one(key: str, name: str = "a") -> str:
    return mint(EntityKind.ORGANIZATION, key, name)


async def queue(people: People, who: str = "mia") -> list[dict[str, Any]]:
    found = (await people.ask(who, ITEMS))["queue"]
    assert found["totalCount"] == len(found["nodes"])
    nodes: list[dict[str, Any]] = found["nodes"]
    return nodes


async def say(people: People, who: str, item: str, verdict: str = "ACCEPT", reason: str = "Set") -> Any:
    return await people.decide(who, "decide", f'input: {{item: "{item}", verdict: {verdict}, reason: "{reason}"}}')


async def undo(people: People, done: Any, who: str = "mia") -> list[tuple[str, str]]:
    return codes(await people.decide(who, "undo", f'decision: "{done["decision"]["id"]}"'))


async def proposed(store: Store) -> None:
    """Lauget of alpha and Lauget of beta, proposed as one."""
    for key in ("alpha", "beta"):
        await harvested(store, organization("a", "Lauget"), key=key)
    nos = dict(await store.write(lambda tx: tx.rows(t.member.select().with_only_columns(t.member.c.id, t.member.c.no))))
    left, right = sorted((nos[one("alpha")], nos[one("beta")]))
    pair = Proposal(EntityKind.ORGANIZATION, left, right, 870, SAME_NAME)
    await store.write(lambda tx: matches.replace(tx, [pair], now()))


async def shrunk(store: Store, *page: dict[str, Any]) -> None:
    """A harvest in which most items are gone, so that it is held."""
    here = source("tiny")
    assert (await harvest(store, here, Tiny(here), Site(list(page)))).outcome is RunOutcome.HELD


async def test_everything_that_waits_is_one_list_by_age(people: People) -> None:
    await proposed(people.store)
    await harvested(people.store, *FIVE, key="gamma")
    await harvested(people.store, key="gamma")  # an empty answer is held
    await people.tell("anna", "updateOrganization", f'id: "{one("alpha")}", input: {{summary: "Annas"}}')
    await people.tell("anybody", "reportProblem", f'input: {{entity: "{one("beta")}", message: "Findes ikke"}}', "problems { code }")
    await people.tell("bo", "withdraw", f'input: {{entity: "{one("alpha")}", reason: OTHER, note: "Bos"}}', "state problems { code }")
    seen = await queue(people)
    assert {item["itemType"]: item["entities"] for item in seen} == {
        "CONTRIBUTION": [{"name": "Lauget"}], "REPORT": [{"name": "Lauget"}], "MATCH": [{"name": "Lauget"}] * 2, "RUN": [],
        "WITHDRAWAL": [{"name": "Lauget"}],
    }  # fmt: skip
    assert [item["since"] for item in seen] == sorted(item["since"] for item in seen)
    told = {item["itemType"]: (item["report"], item["run"]) for item in seen}
    assert told["REPORT"] == ("Findes ikke", None)
    assert told["WITHDRAWAL"] == ("OTHER: Bos", None)
    assert told["RUN"] == (None, {"outcome": "HELD"})
    two, after = [], "null"
    for _ in range(3):  # page by page
        asked = f"{{ queue(first: 2, after: {after}) {{ nodes {{ id }} pageInfo {{ endCursor }} }} }}"
        page = (await people.ask("mia", asked))["queue"]
        two += [item["id"] for item in page["nodes"]]
        after = f'"{page["pageInfo"]["endCursor"]}"'
    assert two == [item["id"] for item in seen]
    some = (await people.ask("mia", "{ queue(types: [RUN, REPORT]) { totalCount nodes { id } } }"))["queue"]
    assert (some["totalCount"], [node["id"] for node in some["nodes"]]) == (
        2,
        [i["id"] for i in seen if i["itemType"] in ("RUN", "REPORT")],
    )
    for item in seen:
        by_id = await people.ask("mia", f'{{ node(id: "{item["id"]}") {{ id ... on QueueItem {{ itemType }} }} }}')
        assert by_id["node"] == {"id": item["id"], "itemType": item["itemType"]}


async def test_a74_each_type_is_for_who_looks_after_what_it_is_about(people: People) -> None:
    await test_everything_that_waits_is_one_list_by_age(people)
    await people.join("alma", sources=("alpha",))
    await people.join("both", sources=("alpha", "beta"))
    await people.join("gerd", sources=("gamma",))
    assert [item["itemType"] for item in await queue(people, "alma")] == ["CONTRIBUTION"], "of the pair she keeps one side only"
    assert {item["itemType"] for item in await queue(people, "both")} == {"CONTRIBUTION", "REPORT", "MATCH"}
    assert [item["itemType"] for item in await queue(people, "gerd")] == ["RUN"]
    for item in await queue(people):
        if item["itemType"] != "CONTRIBUTION":
            assert codes(await say(people, "alma", item["id"])) == [("item", "NOT_FOUND")], item["itemType"]
    of_gamma = (await people.ask("mia", '{ queue(source: "source_gamma") { nodes { itemType } } }'))["queue"]["nodes"]
    assert of_gamma == [{"itemType": "RUN"}]


async def test_a_pair_is_decided_and_taken_back(people: People) -> None:
    await proposed(people.store)
    (item,) = await queue(people)
    both = f'{{ a: organization(id: "{one("alpha")}") {{ canonicalId }} b: organization(id: "{one("beta")}") {{ canonicalId }} }}'
    done = await say(people, "mia", item["id"])
    assert done["decision"]["kind"] == "SAME"
    seen = await people.ask("anybody", both)
    assert seen["a"] == seen["b"]
    assert await queue(people) == []
    assert codes(await say(people, "ada", item["id"])) == [("item", "NOT_FOUND")]
    assert await undo(people, done) == []
    assert await queue(people) == [item]
    done = await say(people, "ada", item["id"], "REJECT")
    assert (done["decision"]["kind"], await queue(people)) == ("DIFFERENT", [])


async def test_two_things_are_said_to_be_one_whether_proposed_or_not(people: People) -> None:
    await people.join("both", sources=("alpha", "beta"))
    await people.join("alma", sources=("alpha",))
    for key in ("alpha", "beta"):
        await harvested(people.store, organization("a", f"Lauget {key}"), key=key)
    venue = (await people.tell("mia", "offerVenue", 'input: {name: "Salen"}'))["entity"]["id"]
    given = f'input: {{left: "{one("alpha")}", right: "{one("beta")}", decision: SAME, idempotencyKey: "k"}}'
    assert codes(await people.decide("alma", "decideMatch", given)) == [("right", "NOT_ALLOWED")]
    done = await people.decide("both", "decideMatch", given)
    assert (done["decision"]["kind"], len(done["decision"]["entities"])) == ("SAME", 1)
    assert await people.decide("both", "decideMatch", given) == done, "a lost answer is asked for again"
    again = given.replace(', idempotencyKey: "k"', "")
    assert codes(await people.decide("mia", "decideMatch", again)) == [("decision", "ALREADY_DECIDED")]
    assert await undo(people, done, "both") == []
    assert codes(await people.decide("mia", "decideMatch", again.replace(one("beta"), venue))) == [("input", "WRONG_KIND")]
    assert codes(await people.decide("mia", "decideMatch", again.replace(one("beta"), one("alpha")))) == [("right", "INVALID")]
    assert codes(await people.decide("mia", "decideMatch", again.replace(one("beta"), "org_x"))) == [("right", "NOT_FOUND")]
    assert (await people.decide("mia", "decideMatch", again.replace("SAME", "UNSURE")))["decision"]["kind"] == "UNSURE"


async def test_what_a_number_made_one_is_parted_by_a_person(people: People) -> None:
    for key in ("alpha", "beta"):
        await harvested(people.store, organization("a", f"Lauget {key}", cvr=CVR), key=key)
    both = f'{{ a: organization(id: "{one("alpha")}") {{ name }} b: organization(id: "{one("beta")}") {{ name }} }}'
    seen = await people.ask("anybody", both)
    assert seen["a"] == seen["b"]
    given = f'input: {{left: "{one("alpha")}", right: "{one("beta")}", decision: DIFFERENT}}'
    done = await people.decide("mia", "decideMatch", given)
    assert (await people.ask("anybody", both)) == {"a": {"name": "Lauget alpha"}, "b": {"name": "Lauget beta"}}
    same = await people.decide("mia", "decideMatch", given.replace("DIFFERENT", "SAME"))
    assert codes(same) == [("decision", "ALREADY_DECIDED")]
    assert await undo(people, done) == []
    assert await people.ask("anybody", both) == seen


async def test_a_held_run_is_released_by_the_queue_and_published_by_a_process(people: People) -> None:
    await harvested(people.store, *FIVE)
    await harvested(people.store)
    (item,) = await queue(people)
    outcome = '{ node(id: "run_2") { ... on HarvestRun { outcome } } organizations { totalCount } }'
    done = await say(people, "mia", item["id"])
    assert done["decision"]["kind"] == "RELEASE"
    assert (await queue(people), (await people.ask("mia", outcome))["organizations"]["totalCount"]) == ([], 5)
    assert await undo(people, done) == []
    assert await queue(people) == [item], "as long as nobody has begun to publish it"
    done = await say(people, "mia", item["id"])
    assert [run.no for run in await publication.publish_released(people.store)] == [2]
    assert await people.ask("mia", outcome) == {"node": {"outcome": "PUBLISHED"}, "organizations": {"totalCount": 0}}
    assert await undo(people, done) == [("decision", "NOT_ALLOWED")]


async def test_a_discarded_run_is_taken_up_again_until_the_source_is_harvested_anew(people: People) -> None:
    await harvested(people.store, *FIVE)
    await shrunk(people.store, organization("0", "Nyt navn"), organization("ny", "Ny"))
    (item,) = await queue(people)
    held = rows(people.store.path, "SELECT state, current, count(*) FROM record GROUP BY state, current ORDER BY 1, 2")
    why = rows(people.store.path, "SELECT reason FROM run WHERE no = 2")
    done = await say(people, "mia", item["id"], "REJECT")
    assert (done["decision"]["kind"], await queue(people)) == ("DISCARD", [])
    assert rows(people.store.path, "SELECT state FROM source") == [("ACTIVE",)]
    assert await undo(people, done) == []
    assert [one | {"since": None} for one in await queue(people)] == [item | {"since": None}]  # it waits anew
    assert rows(people.store.path, "SELECT state, current, count(*) FROM record GROUP BY state, current ORDER BY 1, 2") == held
    assert rows(people.store.path, "SELECT reason FROM run WHERE no = 2") == why
    await say(people, "mia", item["id"])
    await publication.publish_released(people.store)
    names = (await people.ask("mia", "{ organizations { nodes { name } } }"))["organizations"]["nodes"]
    assert {thing["name"] for thing in names} == {"Ny", "Nyt navn"}
    await harvested(people.store)
    done = await say(people, "mia", "queued_run_3", "REJECT")
    await harvested(people.store, *FIVE)
    assert await undo(people, done) == [("decision", "NOT_ALLOWED")]


async def test_a_harvest_is_asked_for_by_who_looks_after_the_source_and_not_too_often(people: People) -> None:
    await people.join("alma", sources=("alpha",))
    await harvested(people.store, *FIVE, key="alpha")
    await harvested(people.store, *FIVE, key="beta")
    assert codes(await people.decide("alma", "requestHarvest", 'source: "source_alpha"')) == [("source", "TOO_SOON")]
    await people.store.write(lambda tx: tx.run(t.source.update().values(last_attempt_at="2026-01-01T00:00:00Z")))
    for other in ("source_beta", "source_local", "alpha", "source_nowhere"):
        assert codes(await people.decide("alma", "requestHarvest", f'source: "{other}"')) == [("source", "NOT_FOUND")], other
    done = await people.decide("alma", "requestHarvest", 'source: "source_alpha"')
    assert done["decision"]["kind"] == "HARVEST_REQUESTED"
    asked = rows(people.store.path, "SELECT key FROM source WHERE harvest_requested_at IS NOT NULL")
    assert asked == [("alpha",)]
    assert codes(await people.decide("mia", "requestHarvest", 'source: "source_alpha"')) == [("source", "ALREADY_WAITING")]
    assert await undo(people, done, "alma") == []
    assert rows(people.store.path, "SELECT key FROM source WHERE harvest_requested_at IS NOT NULL") == []
    refused = await people.whole("anna", 'mutation { requestHarvest(source: "source_alpha") { problems { code } } }')
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_decisions_are_read_page_by_page(people: People) -> None:
    for n in range(5):
        await people.tell("mia", "offerVenue", f'input: {{name: "Sal {n}"}}')
    page = (await people.ask("anna", "{ decisions(first: 2) { id } }"))["decisions"]
    assert [one["id"] for one in page] == ["decision_5", "decision_4"]
    rest = (await people.ask("anna", '{ decisions(first: 20, after: "decision_4") { id } }'))["decisions"]
    assert [one["id"] for one in rest] == ["decision_3", "decision_2", "decision_1"]
    assert (await people.ask("anna", '{ decisions(after: "decision_1") { id } }'))["decisions"] == []
    wrong = await people.whole("anna", '{ decisions(after: "decision_99") { id } }')
    assert wrong["errors"][0]["extensions"]["code"] == "BAD_CURSOR"
    await people.join("reader2", ViewerRole.READER)
    for who in ("anybody", "reader2"):
        assert (await people.ask(who, '{ node(id: "decision_1") { id } }'))["node"] is None
