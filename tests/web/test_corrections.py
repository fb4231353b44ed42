"""What others say differently about the records of a source, as a file for whoever keeps its list."""

from __future__ import annotations

import csv
import io
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select

from hub.domain.dates import now
from hub.domain.viewer import ViewerRole
from hub.query import corrections
from hub.store import decisions
from hub.store import tables as t
from hub.store.decisions import UNLINK, VALUE
from hub.store.store import Store
from hub.web.corrections import COLUMNS
from tests.curation.desk import People, harvested
from tests.harvest.tiny import initiative, organization
from tests.web.applied import applied

pytestmark = pytest.mark.asyncio
CVR, OTHER = "10150817", "13585628"


@pytest_asyncio.fixture
async def people(store: Store):
    app = applied(store, limits_mode="warn")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub") as client:
        made = People(store, client, app.state.door.who)
        await made.join("keeper", sources=("tiny",))
        await made.join("another", sources=("second",))
        await made.join("mia", ViewerRole.MODERATOR)
        yield made


async def told(people: People, who: str = "keeper", kind: str = "json", key: str = "tiny") -> Any:
    answer = await people.client.get(f"/sources/{key}/corrections.{kind}", headers={"authorization": f"Bearer {people.keys[who]}"})
    assert answer.status_code == 200, answer.text
    return answer.json() if kind == "json" else answer.content


async def ids(people: People, *names: str) -> list[str]:
    rows = await people.store.write(lambda tx: tx.rows(select(t.entity.c.name, t.entity.c.id)))
    return [dict(rows)[name] for name in names]


async def lists(people: People) -> None:
    """Two lists that speak of two organizations, and one of an initiative with its lead."""
    second = [organization("b1", "Alfa Laug", cvr=CVR, url="https://b.example/"), organization("b2", "Beta", cvr=OTHER)]
    await harvested(people.store, *second, key="second")
    tiny = [
        organization("a1", "Alfa", cvr=CVR, url="https://a.example/", themes=["nature"]), organization("a2", "Beta", cvr=OTHER),
        initiative("i1", "Vandrelaug", lead="a1"), organization("a3", "Alene"),
    ]  # fmt: skip
    await harvested(people.store, *tiny)


async def test_what_another_source_says_and_wins_with_is_told_with_since_when(people: People) -> None:
    await lists(people)
    found = await told(people)
    assert [(one["sourceId"], one["field"], one["ownValue"], one["standingValue"], one["bySource"], one["rule"]) for one in found] == [
        ("a1", "name.da", "Alfa", "Alfa Laug", "second", "STEADIEST"),
        ("a1", "url", "https://a.example/", "https://b.example/", "second", "STEADIEST"),
    ]
    assert all(one["since"][:4] == now()[:4] and tuple(one) == COLUMNS for one in found)
    assert await told(people, "another", key="second") == [], "who wins has nothing to mend"


async def test_what_people_say_and_decide_is_told_without_who(people: People) -> None:
    await lists(people)
    alone, alfa, trail = await ids(people, "Alene", "Alfa Laug", "Vandrelaug")
    await people.tell("mia", "updateOrganization", f'id: "{alone}", input: {{name: "Aldrig alene", summary: "Nyt"}}')
    may, june = "2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"
    cleared = {"field": "url", "value": None, "by": "mia@example.org", "at": may}
    cut = {"field": "LEADS", "by": "mia@example.org", "at": june}
    await people.store.write(lambda tx: decisions.decide(tx, VALUE, alfa, **cleared))
    await people.store.write(lambda tx: decisions.decide(tx, UNLINK, alfa, trail, **cut))
    found = await told(people)
    here = [one for one in found if one["bySource"] == "local"]
    assert [(one["sourceId"], one["field"], one["standingValue"], one["rule"]) for one in here] == [
        ("a1", "url", None, "DECIDED"),
        ("a3", "name.da", "Aldrig alene", "TRUST"),
        ("i1", "lead", None, "DECIDED"),
    ]
    by_field = {(one["sourceId"], one["field"]): one["since"] for one in found}
    assert (by_field["a1", "url"], by_field["i1", "lead"]) == (may, june)
    assert by_field["a3", "name.da"][:10] == now()[:10]
    assert "mia" not in str(found)
    assert people.names["mia"] not in str(found)


async def test_an_edge_that_another_takes_the_place_of_is_told(people: People) -> None:
    await lists(people)
    beta, trail = await ids(people, "Beta", "Vandrelaug")
    await people.tell("mia", "updateInitiative", f'id: "{trail}", input: {{lead: "{beta}"}}')
    (alfa,) = await ids(people, "Alfa Laug")
    (lead,) = [one for one in await told(people) if one["field"] == "lead"]
    assert (lead["sourceId"], lead["ownValue"], lead["standingValue"], lead["bySource"], lead["rule"]) == (
        "i1",
        alfa,
        beta,
        "local",
        "TRUST",
    )
    assert lead["since"][:10] == now()[:10]


async def test_the_file_opens_in_a_spreadsheet_and_runs_nothing(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = ['=cmd|"/c calc"!A1', "+1", "-1", "@SUM(A1)", "\tx"]
    await harvested(people.store, *(organization(f"b{no}", f"B{no}", url=f"https://{no}.example/") for no in range(5)), key="second")
    await harvested(people.store, *(organization(f"={no}", name) for no, name in enumerate(evil)))
    monkeypatch.setattr(corrections, "BATCH", 2)
    for one in await ids(people, *evil):
        await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{name: "Rettet, \\"pænt\\""}}')
    body = await told(people, kind="csv")
    assert body.startswith(b"\xef\xbb\xbfsourceId,entity,field,ownValue,standingValue,since,bySource,rule\r\n")
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert sorted((row["sourceId"], row["ownValue"]) for row in rows) == sorted((f"'={no}", f"'{name}") for no, name in enumerate(evil))
    assert {row["standingValue"] for row in rows} == {'Rettet, "pænt"'}


async def test_corrections_are_for_whoever_looks_after_the_source(people: People) -> None:
    await lists(people)
    for who, key, status in (("another", "tiny", 403), ("another", "hemmelig", 403), ("mia", "hemmelig", 404), ("mia", "tiny", 200)):
        headers = {"authorization": f"Bearer {people.keys[who]}"}
        assert (await people.client.get(f"/sources/{key}/corrections.csv", headers=headers)).status_code == status, (who, key)
    assert (await people.client.get("/sources/tiny/corrections.csv")).status_code == 401
    other = await people.client.get("/sources/tiny/corrections.xml", headers=headers)
    assert (other.status_code, other.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")
