"""What was and what happened, of things that were really harvested."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hub.domain.ids import EntityKind, mint
from hub.harvest.pipeline import harvest
from hub.query.plan.ask import Ask
from hub.store.store import Store
from tests.harvest.tiny import CVR, Site, Tiny, grant, initiative, organization, source
from tests.query.conftest import Asker

pytestmark = pytest.mark.asyncio
A, B = (mint(EntityKind.ORGANIZATION, key, "o") for key in ("a", "b"))
HISTORY = (
    "query ($id: ID!, $field: String!) { organization(id: $id) { history(field: $field) { nodes { value until provenance { url } } } } }"
)
FEED = "{ changes { nodes { type entityId into fields entity { id name } run { id } } } }"


async def go(store: Store, key: str, *page: dict[str, object]) -> None:
    one = source(key, shrink_percent=100)
    await harvest(store, one, Tiny(one), Site(list(page)))


async def test_a_field_tells_what_it_was_and_by_which_record(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Kolauget"))
    await go(store, "a", organization("o", "Kolauget på Mols"))
    await go(store, "a", organization("o", "Kolauget på Mols", area="dk-kommune-0706"))
    versions = Asker(database)(HISTORY, {"id": A, "field": "name"})["organization"]["history"]["nodes"]
    assert [(one["value"], one["until"] is None, one["provenance"]["url"]) for one in versions] == [
        ("Kolauget på Mols", True, "https://tiny.example/o"),
        ("Kolauget", False, "https://tiny.example/o"),
    ]


async def test_a_field_that_nobody_spoke_of_has_no_history(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Kolauget"))
    assert Asker(database)(HISTORY, {"id": A, "field": "url"}) == {"organization": {"history": {"nodes": []}}}


async def test_the_feed_tells_of_a_merger_and_what_became_of_both(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Foreningen"))
    await go(store, "b", organization("o", "Foreningen i byen"))
    await go(store, "b", organization("o", "Foreningen i byen", cvr=CVR))
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    told = Asker(database)(FEED)["changes"]["nodes"]
    assert [(one["type"], one["entityId"], one["into"]) for one in told if one["type"] in ("CREATED", "MERGED")] == [
        ("CREATED", A, None),
        ("CREATED", B, None),
        ("MERGED", B, A),
    ]
    merged = next(one for one in told if one["type"] == "MERGED")
    assert merged["entity"] is None
    assert {field for one in told if one["type"] == "UPDATED" for field in one["fields"]} >= {"cvr", "identifiers"}


async def test_s20_an_id_of_before_a_merge_answers_with_the_survivor_and_says_so(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Foreningen", cvr=CVR))
    await go(store, "b", organization("o", "Foreningen i byen"))
    await go(store, "b", organization("o", "Foreningen i byen", cvr=CVR))
    question = "query ($id: ID!) { organization(id: $id) { id canonicalId formerIds name } }"
    for one in (A, B):
        told = {"id": one, "canonicalId": A, "formerIds": [B], "name": "Foreningen"}
        assert Asker(database)(question, {"id": one}) == {"organization": told}


EVERYTHING = """
    organizations(orderBy: {by: UPDATED}) { totalCount facets { dimension buckets { value label count } }
      nodes { id name kind updatedAt formerIds texts { field lang value } identifiers { scheme value } area { code } themes { key }
        attribution parts { nodes { id } } initiatives { nodes { id name lead { id name } } } fundingReceived { nodes { id } } } }
    initiatives(filter: {not: {themes: ["nature"]}}) { totalCount nodes { id name status themes { key } partners { nodes { id } } } }
    fundings { totalCount nodes { id name amount { amount } funder { name } recipient { id name } } }
    entity(by: {id: "%s"}) { id canonicalId name }
"""


async def test_any_version_is_read_later_as_it_was_read_then(store: Store, database: Path) -> None:
    ask, then = Asker(database), []
    lead = initiative("i", "Engen", lead="o", themes=["culture"])
    steps: list[tuple[str, list[dict[str, Any]]]] = [
        ("a", [organization("o", "Foreningen", area="dk-kommune-0461"), lead]),
        ("b", [organization("o", "Foreningen i byen"), grant("g", "Fonden", "Modtageren")]),
        ("b", [organization("o", "Foreningen i byen", cvr=CVR), grant("g", "Fonden", "Modtageren", amount=300)]),
        ("a", [organization("o", "Foreningen", cvr=CVR), {**lead, "name": "Engen ved åen", "themes": ["nature"]}]),
        ("a", [organization("o", "Foreningen på Fyn"), lead]),
        ("b", [organization("o", "Den anden")]),
        ("b", [organization("o", "Den anden")]),
    ]
    for key, page in steps:
        await go(store, key, *page)
        answer = ask.answer("{" + EVERYTHING % B + "}")
        then.append((answer["extensions"]["version"], answer["data"]))
    for version, data in then:
        found = ask(f'{{ asOf(version: "{version}") {{ {EVERYTHING % B} }} }}')["asOf"]
        assert json.loads(json.dumps(found).replace(f"@{version}", "")) == data, version


async def test_an_id_of_a_version_leads_to_the_thing_as_it_was_then(store: Store, database: Path) -> None:
    ask, field = Asker(database), "{ id name initiatives { nodes { id name lead { id } } } }"
    names = ["Foreningen", "Foreningen på Fyn", "Foreningen på Mols"]
    for name in names:
        await go(store, "a", organization("o", name), initiative("i", f"Engen ({name})", lead="o"))
    newest = int(ask.answer("{ organizations { totalCount } }")["extensions"]["version"])
    ids = [*(f"{A}@{version}" for version in range(newest + 1)), A]
    *then, now = ask(f"{{ nodes(ids: {json.dumps(ids)}) {{ ... on Organization {field} }} }}")["nodes"]
    for version, one in enumerate(then):
        within = ask(f'{{ asOf(version: "{version}") {{ entity(by: {{id: "{A}@{version}"}}) {{ ... on Organization {field} }} }} }}')
        assert one == within["asOf"]["entity"], version
    assert then[0] is None
    assert {one["name"] for one in then[1:]} == set(names)
    assert json.loads(json.dumps(then[-1]).replace(f"@{newest}", "")) == now
    assert ask(f'{{ organization(id: "{A}@{newest - 1}") {field} }}')["organization"] == then[-2]


async def test_a_version_has_its_price_also_by_an_id(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Foreningen"))
    ask = Asker(database, max_rows=1000)
    question = '{ organization(id: "%s") { parts(first: 100) { nodes { parts(first: 4) { nodes { id } } } } } }'
    assert ask(question % A)["organization"] == {"parts": {"nodes": []}}
    assert "may need 2000 rows" in ask.answer(question % f"{A}@1")["errors"][0]["message"]


async def test_a_language_is_kept_for_what_is_read_by_an_id_of_a_version(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Foreningen", summary={"da": "Kort.", "de": "Kurz."}))
    await go(store, "a", organization("o", "Den anden"))
    two = '{ one: node(id: $id) { ... on Entity { summary(lang: "de") } } two: node(id: $id) { ... on Entity { summary } } }'
    found = Asker(database)(f"query ($id: ID!) {two}", {"id": f"{A}@1"})
    assert found == {"one": {"summary": "Kurz."}, "two": {"summary": "Kort."}}


async def test_a_moment_leads_to_the_version_of_that_time(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Foreningen"))
    ask = Asker(database)
    assert ask('{ asOf(time: "2020-01-01T00:00:00Z") { at version organizations { totalCount } } }')["asOf"] == {
        "at": "2020-01-01T00:00:00Z",
        "version": "0",
        "organizations": {"totalCount": 0},
    }
    assert ask('{ asOf(time: "2100-01-01T00:00:00Z") { version } }')["asOf"]["version"] == "1"


async def test_a_reading_of_the_past_never_runs_in_the_event_loop(store: Store, database: Path) -> None:
    await go(store, "a", organization("o", "Foreningen"))
    ask, question = Asker(database), '{ asOf(version: "1") { version } }'
    for _ in range(40):
        ask(question)
    assert all(plan.slow for plan in ask.answers._documents.get(question)._plans._kept.values())
    by_id = "query ($id: ID!) { node(id: $id) { id } }"
    ask(by_id, {"id": A})
    (plan,) = ask.answers._documents.get(by_id)._plans._kept.values()
    assert [plan.reads_past(Ask({"id": one}, None, "", "", 100, 100)) for one in (A, f"{A}@1")] == [False, True]
