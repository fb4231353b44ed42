"""Anybody reports a problem, follows it by a secret address, and is answered; its words stand nowhere else, and do not stay."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import Any

import httpx
import pytest

from hub.curation import withdraw as curation
from hub.store.store import Store
from tests.curation.desk import DECISION, People, codes
from tests.harvest.look import rows
from tests.web.applied import applied

pytestmark = pytest.mark.asyncio
REPORT = "followUrl problems { path code }"
QUEUE = "{ queue { nodes { id itemType report entities { name } fields { field value provenance { source { name } } } } } }"


async def told(people: People, name: str = "Lauget") -> str:
    """A thing to report about."""
    made: str = (await people.tell("mia", "registerOrganization", f'input: {{name: "{name}", summary: "Gammelt"}}'))["entity"]["id"]
    return made


async def report(people: People, thing: str, message: str, who: str = "anybody", field: str | None = None) -> Any:
    given = {"input": {"entity": thing, "message": message} | ({"field": field} if field else {})}
    asked = f"mutation ($input: ReportInput!) {{ reportProblem(input: $input) {{ {REPORT} }} }}"
    return (await people.ask(who, asked, given))["reportProblem"]


async def follow(people: People, url: str, **headers: str) -> httpx.Response:
    return await people.client.get(httpx.URL(url).raw_path.decode(), headers=headers)


async def test_a_report_is_followed_from_its_beginning_to_its_answer(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    one = await told(people)
    done = await report(people, one, "  Teksten\x00 er \u202eforkert\x1b[31m:\n<b>Hansen</b> ", field="summary")
    assert done["problems"] == []
    url = done["followUrl"]
    secret = url.rpartition("/")[2]
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/reports/[\w-]{43}", url)
    page = await follow(people, url, **{"accept-language": "da"})
    assert (page.status_code, page.headers["content-language"]) == (200, "da")
    assert "Venter på, at nogen ser på den" in page.text
    for header, value in {"cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex"}.items():
        assert page.headers[header].startswith(value)
    (item,) = (await people.ask("mia", QUEUE))["queue"]["nodes"]
    assert (item["itemType"], item["report"]) == ("REPORT", "Teksten er forkert[31m:\n<b>Hansen</b>")
    assert item["fields"] == [{"field": "summary", "value": "Gammelt", "provenance": {"source": {"name": "Told here"}}}]
    decide = f'input: {{item: "{item["id"]}", verdict: ACCEPT, reason: "Rettet, tak <3"}}'
    decided = await people.decide("mia", "decide", decide)
    assert (decided["decision"]["kind"], decided["decision"]["entities"]) == ("ACCEPTED", [{"id": one}])
    assert codes(await people.decide("ada", "decide", decide)) == [("item", "ALREADY_DECIDED")]
    page = await follow(people, url, **{"accept-language": "en-GB"})
    assert "It was dealt with" in page.text
    assert "Rettet, tak &lt;3" in page.text
    assert "Hansen" not in page.text, "what was reported is not repeated"
    told_to_programs = (await follow(people, url, accept="application/json")).json()
    assert (told_to_programs["state"], told_to_programs["answer"]) == ("DEALT_WITH", "Rettet, tak <3")
    reasons = (await people.ask("anna", "{ decisions { reason } }"))["decisions"]
    assert {one["reason"] for one in reasons} == {None}, "it is for the reporter"
    assert await people.decide("ada", "undo", f'decision: "{decided["decision"]["id"]}"')
    assert (await follow(people, url, accept="application/json")).json()["state"] == "OPEN"
    assert (await people.ask("mia", QUEUE))["queue"]["nodes"] == [item]
    everything = str([rows(people.store.path, f"SELECT * FROM {table}") for table in ("report", "audit", "decision", "receipt")])
    assert secret not in everything, "only its hash is kept"
    assert rows(people.store.path, "SELECT digest FROM report") == [(sha256(secret.encode()).digest(),)]
    assert "Hansen" not in str(rows(people.store.path, "SELECT * FROM audit"))
    assert "127.0.0.1" not in everything, "no address is kept"
    said = "".join(capsys.readouterr())
    assert secret not in said
    assert "Hansen" not in said


async def test_an_address_that_there_is_not_tells_nothing(people: People) -> None:
    for secret in ("a" * 43, "a", "a" * 3_000, "%C3%B8" * 43, "%00" * 43):
        page = await people.client.get(f"/reports/{secret}")
        assert (page.status_code, page.headers["cache-control"]) == (404, "no-store"), secret
        assert "Der er ingen henvendelse" in page.text
    assert (await people.client.get(f"/reports/{'a' * 43}", headers={"accept": "application/json"})).json()["state"] is None


@pytest.mark.parametrize(
    ("hub", "wish", "spoken"), [("en", "", "en"), ("en", "fr", "en"), ("en", "da", "da"), ("da", "fr", "da"), ("da", "en", "en")]
)
async def test_a_page_speaks_as_its_reader_wishes_or_as_the_mail_of_the_hub(store: Store, hub: str, wish: str, spoken: str) -> None:
    transport = httpx.ASGITransport(app=applied(store, mail_language=hub))
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:
        for path in (f"/reports/{'a' * 43}", f"/confirm/{'a' * 43}"):
            page = await client.get(path, headers={"accept-language": wish})
            assert (page.status_code, page.headers["content-language"], f'lang="{spoken}"' in page.text) == (404, spoken, True), path


async def test_what_is_wrong_with_a_report_is_told(people: People) -> None:
    one = await told(people)
    for given, problem in (
        ((one, "x" * 2_001), ("message", "TOO_LONG")),
        ((one, " \x00\u202e "), ("message", "REQUIRED")),
        (("org_nowhere", "x"), ("entity", "NOT_FOUND")),
    ):
        done = await report(people, *given, who="bo")
        assert ([(p["path"][-1], p["code"]) for p in done["problems"]], done["followUrl"]) == ([problem], None)
    assert (await report(people, one, "x", field="startsAt"))["problems"][0]["code"] == "INVALID"
    assert rows(people.store.path, "SELECT count(*) FROM report") == [(0,)]


async def test_a76_a_flood_of_reports_is_stopped_by_client_and_in_all(store: Store, people: People) -> None:
    one = await told(people)
    app = applied(store, reports_hour=3, most_reports=4, limits_mode="warn", trusted_proxies=["127.0.0.1/32"])
    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 5))
    asked = f'reportProblem(input: {{entity: "{one}", message: "Spam"}}) {{ {REPORT} }}'
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as client:

        async def flood(address: str, count: int) -> httpx.Response:
            aliases = " ".join(f"r{n}: {asked}" for n in range(count))
            return await client.post("/graphql", json={"query": f"mutation {{ {aliases} }}"}, headers={"x-forwarded-for": address})

        refused = await flood("192.0.2.1", 4)
        assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
        assert int(refused.headers["retry-after"]) > 60
        assert rows(store.path, "SELECT count(*) FROM report") == [(0,)], "aliases are counted before any of them is done"
        assert (await flood("192.0.2.1", 1)).status_code == 429, "the whole hour is spent"
        assert len((await flood("192.0.2.2", 3)).json()["data"]) == 3, "of another client nothing is taken"
        done = (await flood("192.0.2.3", 2)).json()["data"]
        assert [[p["code"] for p in done[name]["problems"]] for name in ("r0", "r1")] == [[], ["QUEUE_FULL"]]
    assert "192.0.2" not in str(rows(store.path, "SELECT * FROM report") + rows(store.path, "SELECT * FROM audit"))


async def test_a76_nobody_decides_what_they_reported_themselves(people: People) -> None:
    await report(people, await told(people), "Mit eget", who="mia")
    decide = 'input: {item: "report_1", verdict: REJECT}'
    assert codes(await people.decide("mia", "decide", decide)) == [("item", "OWN_CONTRIBUTION")]
    assert (await people.tell("ada", "decide", decide, DECISION))["decision"]["kind"] == "REJECTED"


async def test_the_words_of_a_decided_report_go_after_their_days(people: People) -> None:
    one = await told(people)
    url = (await report(people, one, "Forgængeligt"))["followUrl"]
    done = await people.decide("mia", "decide", 'input: {item: "report_1", verdict: REJECT, reason: "Svaret"}')
    assert not await curation.something_to_finish(people.store, 1)
    with_words = await people.store.write(lambda tx: tx._connection.execute("UPDATE report SET decided_at = '2026-01-01T00:00:00Z'"))
    assert with_words.rowcount == 1
    assert await curation.something_to_finish(people.store, 1)
    assert await curation.forget_words(people.store, 1) == 1
    assert not await curation.something_to_finish(people.store, 1)
    seen = (await follow(people, url, accept="application/json")).json()
    assert (seen["state"], seen["answer"]) == ("DISMISSED", None)
    assert "Forgængeligt" not in json.dumps(rows(people.store.path, "SELECT message, answer FROM report"))
    assert codes(await people.decide("mia", "undo", f'decision: "{done["decision"]["id"]}"')) == [("decision", "NOT_ALLOWED")]
