"""Withdrawals that are asked for through the door: who waits, who hides at once, and that nothing is left of it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from pathlib import Path

import httpx
import pytest

from hub.cli import serve
from hub.curation import withdraw as curation
from hub.domain.withdrawal import WithdrawalReason
from hub.settings import Settings
from hub.store.store import Store
from tests.curation.desk import SECRET, People, codes
from tests.curation.planted import NAME, ORGANIZATION, PERSONAL, items, planted, put, traces, walk
from tests.harvest.look import rows
from tests.web.applied import applied

pytestmark = pytest.mark.asyncio
WITHDRAWAL = "state version problems { path code message }"
THING = f'{{ organization(id: "{ORGANIZATION}") {{ name }} }}'


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)


async def ask(people: People, who: str, more: str = "", entity: str = ORGANIZATION) -> tuple[str, list[tuple[str, str]]]:
    done = await people.tell(who, "withdraw", f'input: {{entity: "{entity}", reason: PERSONAL_DATA{more}}}', WITHDRAWAL)
    return done["state"], codes(done)


async def test_s22_what_is_withdrawn_by_a_mutation_is_nowhere_and_stays_away(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    where = await planted(people.store)
    about = f'input: {{entity: "{ORGANIZATION}", message: "Jeg er {NAME}, slet det"}}'
    url = (await people.tell("anybody", "reportProblem", about, "followUrl"))["followUrl"]
    neighbour = (await people.ask("mia", "{ organizations { nodes { id name } } }"))["organizations"]["nodes"]
    other = next(thing["id"] for thing in neighbour if NAME not in thing["name"])
    await people.tell("anybody", "reportProblem", f'input: {{entity: "{other}", message: "Kender {NAME}"}}', "followUrl")
    await people.tell("anna", "updateOrganization", f'id: "{ORGANIZATION}", input: {{summary: "Om {NAME}"}}')
    assert await ask(people, "anna", f', note: "{NAME} vil det"') == ("REQUESTED", [])
    assert await ask(people, "anna") == ("REQUESTED", []), "asked again it is the same request"
    assert (await people.ask("anybody", THING))["organization"] is not None
    (item,) = (await people.ask("mia", "{ queue(types: [WITHDRAWAL]) { nodes { id report } } }"))["queue"]["nodes"]
    decide = f'input: {{item: "{item["id"]}", verdict: ACCEPT, reason: "Ja"}}'
    done = await people.decide("mia", "decide", decide)
    assert done["problems"] == []
    assert await ask(people, "anna") == ("HIDDEN", [])
    assert (await people.ask("mia", THING))["organization"] is None
    waits = (await people.ask("mia", "{ queue { nodes { itemType entities { id } } } }"))["queue"]["nodes"]
    assert [one for one in waits if one["itemType"] == "REPORT"] == [{"itemType": "REPORT", "entities": [{"id": other}]}]
    refused = await people.decide("mia", "undo", f'decision: "{done["decision"]["id"]}"')
    assert codes(refused) == [("decision", "NOT_ALLOWED")]
    assert "cannot be taken back" in refused["problems"][0]["message"]
    assert await curation.something_to_finish(people.store, 90)
    capsys.readouterr()
    (erased,) = await curation.finish(people.store, SECRET)
    assert (erased.left, erased.erased["reports"], erased.erased["requests"]) == (0, 2, 1)
    assert traces(people.store.path) == set()
    assert await ask(people, "anna") == ("ERASED", [])
    assert not await curation.something_to_finish(people.store, 90)
    assert not [value for value in PERSONAL if value in "".join(capsys.readouterr())]
    seen = (await people.client.get(httpx.URL(url).path, headers={"accept": "application/json"})).json()
    assert (seen["state"], seen["answer"]) == ("WITHDRAWN", None)
    put(where, items())
    await walk(people.store, where)
    assert traces(people.store.path) == set()
    everything = (
        "{ changes(first: 100) { nodes { type fields entity { name } } } decisions { kind reason } organizations { nodes { name } } }"
    )
    told = json.dumps(await people.ask("mia", everything), ensure_ascii=False)
    assert not [value for value in PERSONAL if value in told]
    assert codes(await people.decide("ada", "undo", f'decision: "{done["decision"]["id"]}"')) == [("decision", "NOT_ALLOWED")]


async def test_who_may_hide_at_once_and_who_has_to_wait(people: People) -> None:
    ids = [(await people.tell("mia", "registerOrganization", f'input: {{name: "Forening {n}"}}'))["entity"]["id"] for n in range(3)]
    await people.decide("ada", "confirmOrganization", f'id: "{ids[0]}"')
    await people.join("olga", speaks_for=(ids[0],))
    assert await ask(people, "olga", entity=ids[1]) == ("REQUESTED", [])
    assert await ask(people, "olga", ', field: "summary"', ids[0]) == ("HIDDEN", [])
    assert await ask(people, "olga", entity=ids[0]) == ("HIDDEN", []), "a confirmed organization about itself"
    assert await ask(people, "mia", entity=ids[1]) == ("HIDDEN", []), "a moderator, also where somebody asked before"
    assert await ask(people, "olga", entity=ids[1]) == ("HIDDEN", [])
    assert await ask(people, "anna", entity=ids[1]) == ("REQUESTED", [("entity", "NOT_FOUND")]), "of what others asked she hears nothing"
    assert await ask(people, "anna", entity=ids[2]) == ("REQUESTED", [])
    await people.promote("anna")
    (item,) = (await people.ask("mia", "{ queue { nodes { id } } }"))["queue"]["nodes"]
    own = await people.decide("anna", "decide", f'input: {{item: "{item["id"]}", verdict: ACCEPT}}')
    assert codes(own) == [("item", "OWN_CONTRIBUTION")]
    no = await people.decide("mia", "decide", f'input: {{item: "{item["id"]}", verdict: REJECT, reason: "Nej"}}')
    assert (await people.ask("mia", "{ queue { totalCount } }"))["queue"]["totalCount"] == 0
    assert codes(await people.decide("mia", "undo", f'decision: "{no["decision"]["id"]}"')) == []
    assert (await people.ask("mia", "{ queue { nodes { id } } }"))["queue"]["nodes"] == [item]
    refused = await people.whole("anybody", f'mutation {{ withdraw(input: {{entity: "{ids[2]}", reason: OTHER}}) {{ state }} }}')
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_one_record_or_one_field_goes_alone(people: People) -> None:
    await planted(people.store)
    asked = f'{{ organization(id: "{ORGANIZATION}") {{ name summary website provenance {{ nodes {{ id source {{ id }} }} }} }} }}'
    seen = (await people.ask("mia", asked))["organization"]
    record = next(one["id"] for one in seen["provenance"]["nodes"] if one["source"]["id"] == "source_grants")
    await people.join("gerd", sources=("grants",))
    assert await ask(people, "anna", f', sourceRecord: "{record}", field: "name"') == ("REQUESTED", [("field", "INVALID")])
    assert await ask(people, "anna", ', sourceRecord: "prov_99999"') == ("REQUESTED", [("sourceRecord", "NOT_FOUND")])
    assert await ask(people, "anna", ', field: "startsAt"') == ("REQUESTED", [("field", "INVALID")])
    assert await ask(people, "anna", f', sourceRecord: "{record}"') == ("REQUESTED", [])
    assert await ask(people, "anna", ', field: "website"') == ("REQUESTED", [])
    await people.tell("bo", "reportProblem", f'input: {{entity: "{ORGANIZATION}", field: "website", message: "Væk"}}', "followUrl")
    asked_of_gerd = "{ queue { nodes { id itemType fields { field } } } }"
    hers = next(item for item in (await people.ask("gerd", asked_of_gerd))["queue"]["nodes"] if item["itemType"] == "WITHDRAWAL")
    fields = [item["fields"] for item in (await people.ask("mia", asked_of_gerd))["queue"]["nodes"] if item["id"] != hers["id"]]
    assert fields == [[{"field": "website"}]] * 2
    assert (await people.decide("gerd", "decide", f'input: {{item: "{hers["id"]}", verdict: ACCEPT}}'))["problems"] == []
    assert await ask(people, "mia", ', field: "website"') == ("HIDDEN", [])
    assert (await people.ask("mia", "{ queue { totalCount } }"))["queue"]["totalCount"] == 0, "what anna asked is done"
    after = (await people.ask("mia", asked))["organization"]
    assert (after["summary"], after["website"]) == (seen["summary"], None)
    assert "source_grants" not in [one["source"]["id"] for one in after["provenance"]["nodes"]]
    assert [one.scope for one in await curation.finish(people.store, SECRET)] == ["RECORD", "FIELD"]
    assert await ask(people, "anna", f', sourceRecord: "{record}"') == ("ERASED", [])


async def test_what_is_hidden_is_erased_by_a_process_that_the_server_starts(people: People) -> None:
    one = (await people.tell("mia", "registerOrganization", 'input: {name: "Forsvundnesen"}'))["entity"]["id"]
    settings = Settings(database_url=people.store.url)
    assert not await serve.something_to_erase(settings)
    assert await ask(people, "mia", entity=one) == ("HIDDEN", [])
    assert await serve.something_to_erase(settings)
    task = asyncio.create_task(serve.do_when_due(settings, "withdrawals"))
    async with asyncio.timeout(60):
        while (await ask(people, "mia", entity=one))[0] != "ERASED":  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.1)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert b"Forsvundnesen" not in people.store.path.read_bytes()


async def test_without_its_key_a_hub_takes_requests_and_hides_nothing(store: Store, people: People, database: Path) -> None:
    one = (await people.tell("mia", "registerOrganization", 'input: {name: "Foreningen"}'))["entity"]["id"]
    app = applied(store, withdrawal_key="", limits_mode="warn")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub") as client:
        without = People(store, client, people.who, people.keys, people.names)
        assert await ask(without, "anna", entity=one) == ("REQUESTED", [])
        assert await ask(without, "mia", entity=one) == ("REQUESTED", [("input", "NOT_READY")])
    assert rows(database, "SELECT by, state FROM withdrawal_request") == [(people.names["anna"], "REQUESTED")], "whole or not at all"


async def test_the_command_erases_what_was_asked_for_too(people: People) -> None:
    one = (await people.tell("mia", "registerOrganization", 'input: {name: "Foreningen"}'))["entity"]["id"]
    assert await ask(people, "anna", entity=one) == ("REQUESTED", [])
    said = {"reason": WithdrawalReason.OTHER, "by": "cli", "secret": SECRET}
    await curation.withdraw(people.store, curation.thing(one), **said)  # type: ignore[arg-type]
    assert await ask(people, "anna", entity=one) == ("ERASED", [])
