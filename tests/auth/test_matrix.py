"""The matrix of roles (A73, A74, A75): every field of the root by everybody, and that what one may not see is nowhere, at whatever door."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy
from typing import Any

import httpx
import pytest
import pytest_asyncio
from graphql import GraphQLObjectType, build_schema, get_named_type, is_composite_type

from hub.domain.ids import EntityKind, mint
from hub.domain.source import SourcePolicy
from hub.harvest.pipeline import harvest
from hub.store.store import open_store
from schema.build import sdl
from tests.auth.matrix import ALL, CONTRIBUTORS, EVERYBODY, KEEPERS, ODENSE, Doors
from tests.auth.test_permissions import step
from tests.curation.desk import SECRET, People
from tests.curation.test_who_may import document as mutation
from tests.harvest.tiny import Site, Tiny, organization, source
from tests.web.applied import applied

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROMISE = build_schema(sdl())
CLOSED = {
    "Query.queue": KEEPERS,
    "Query.decisions": CONTRIBUTORS,
    "Mutation.reportProblem": ALL,
    **dict.fromkeys(("Mutation.decide", "Mutation.decideMatch", "Mutation.requestHarvest"), KEEPERS),
}
"""Questions that are not for everybody, mutations that are not for all contributors: a new one is entered here on purpose."""
ALPHA, HELD = mint(EntityKind.ORGANIZATION, "alpha", "sorrel"), mint(EntityKind.ORGANIZATION, "gamma", "thistle")
PLANTED = {
    "hemmeligt_felt": {"contributor of alpha", "moderator", "admin"},
    "Om Odenses": {"contributor of alpha", "moderator in Odense", "moderator", "admin"},
    "Hemmelig sal": {"moderator in Odense", "moderator", "admin"},
    "Hemmelig ø": {"moderator in Copenhagen", "moderator", "admin"},
    "Tidselforening": set[str](),
}
"""What is not for everybody, with those who may see it: what a problem tells, what waits about a thing and about new ones, a held run."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def doors(template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Doors]:
    """One hub for all: two public sources, one with a problem, one that is held, and three contributions that wait."""
    path = copy(template, tmp_path_factory.mktemp("matrix") / "samgraf.db")
    async with await open_store(f"sqlite:///{path}", readers=2) as store:
        app = applied(store, limits_mode="warn", withdrawal_key=SECRET)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://hub") as client:
            people = People(store, client, app.state.door.who)
            for who, (role, rights) in EVERYBODY.items():
                if who != "anybody":
                    await people.join(who, role, **rights)
            await people.join("anna", EVERYBODY["contributor"][0])
            for key, name, policy in (
                ("alpha", "sorrel", SourcePolicy.AUTOMATIC),
                ("beta", "clover", SourcePolicy.AUTOMATIC),
                ("gamma", "thistle", SourcePolicy.REVIEW),
            ):
                one = source(key, policy=policy)
                told = organization(name, {"alpha": "Odenses", "gamma": "Tidselforening"}.get(key, "Kløver"), area=ODENSE)
                await harvest(store, one, Tiny(one), Site([told | ({"hemmeligt_felt": 1} if key == "alpha" else {})]))
            await people.tell("anna", "updateOrganization", f'id: "{ALPHA}", input: {{summary: "Om Odenses"}}')
            await people.tell("anna", "offerVenue", f'input: {{name: "Hemmelig sal", area: "{ODENSE}"}}')
            await people.tell("anna", "offerVenue", 'input: {name: "Hemmelig ø", area: "dk-kommune-0101"}')
            yield Doors(people)


def code(text: str) -> str | None:
    """The code of the first error of an answer, by whatever door it came."""
    found = re.search(r'"extensions":\{"code":"([A-Z_]+)"', text)
    return found[1] if found else None


def roots() -> list[tuple[str, str]]:
    """Every question and mutation of the printed schema with a document that asks for it and nothing that there is."""
    questions, mutations = PROMISE.query_type, PROMISE.mutation_type
    assert isinstance(questions, GraphQLObjectType)
    assert isinstance(mutations, GraphQLObjectType)
    found = [(f"Mutation.{name}", mutation(name)) for name in mutations.fields]
    for name, field in questions.fields.items():
        below = "__typename" if is_composite_type(get_named_type(field.type)) else ""
        found.append((f"Query.{name}", f"{{ {step(name, field, below)} }}"))
    return found


async def test_a73_every_field_of_the_root_is_for_whom_the_matrix_says(doors: Doors) -> None:
    for name, document in roots():
        usual = ALL if name.startswith("Query.") else CONTRIBUTORS
        asked = ALL if name in CLOSED else {"contributor"} | (ALL - usual or {"anybody"})  # the weakest of those who may, and all others
        told = {who for who in asked if code(await doors.post(who, document)) != "FORBIDDEN"}
        assert told == CLOSED.get(name, usual) & asked, name
    assert set(CLOSED) <= {name for name, _ in roots()}


async def test_a75_what_is_closed_is_closed_at_every_door(doors: Doors) -> None:
    closed = {
        "{ queue { totalCount } }": KEEPERS,
        "{ decisions { id } }": CONTRIBUTORS,
        '{ node(id: "run_1") { ... on HarvestRun { problems { nodes { message } } } } }': KEEPERS,
    }
    write = 'mutation { retire(id: "x") { state } }'
    for who in ALL:
        for document, open_to in closed.items():
            codes = {code(await door(who, document)) for door in (doors.get, doors.events, doors.socket)}
            assert codes == ({None} if who in open_to else {"FORBIDDEN"}), (who, document)
        by_door = [code(await door(who, write)) for door in (doors.post, doors.events, doors.socket)]
        assert by_door == [None if who in CONTRIBUTORS else "FORBIDDEN"] * 3, who
        assert code(await doors.get(who, write)) == "WRONG_METHOD", who


OF_ALL = (
    "id kind name summary description url texts { value } provenance { nodes { sourceId } } origins { value raw others { value } } "
    'history(field: "summary") { nodes { value } } links { nodes { id } } area { code } attribution version'
)
REP = '{{__typename: "Organization", id: "{}"}}'
QUESTIONS = (
    f'{{ entities(by: [{{id: "{ALPHA}"}}, {{id: "{HELD}"}}]) {{ {OF_ALL} }} }}',
    f'{{ nodes(ids: ["{ALPHA}", "{HELD}", "contribution_1", "contribution_2", "run_3", "decision_1"]) {{ __typename id }} }}',
    "{ organizations { totalCount nodes { name summary description } facets(dimensions: [AREA]) { buckets { count } } } }",
    "{ venues { totalCount nodes { name } } }",
    '{ search(text: "hemmelig") { totalCount nodes { name summary } } }',
    '{ search(text: "tidselforening") { totalCount nodes { name } } }',
    '{ search(text: "Om Odenses") { totalCount edges { snippet node { name summary } } } }',
    "{ changes(first: 100) { nodes { type entityId fields entity { name summary } } } }",
    "{ sources { nodes { id runs { nodes { outcome quarantinedCount } } } } matches { nodes { left { name } } } }",
    '{ asOf(version: "1") { organizations { nodes { name summary } } venues { nodes { name } } } }',
    f"{{ _entities(representations: [{REP.format(ALPHA)}, {REP.format(HELD)}]) {{ ... on Organization {{ name summary }} }} }}",
)
"""As much as everybody may ask for, at once."""
MORE = (
    "{ queue { nodes { id entities { name } fields { value raw } } } }",
    "{ decisions { id reason entities { name } } }",
    "{ sources { nodes { runs { nodes { problems { nodes { message record } } } } } } }",
)
"""What some may ask for."""


async def test_a74_what_one_may_not_see_is_nowhere(doors: Doors) -> None:
    seen: dict[str, set[str]] = {word: set() for word in PLANTED}
    for who in ALL:
        for document in (*QUESTIONS, *MORE):
            text = await doors.post(who, document)
            assert code(text) in (None, "FORBIDDEN"), (who, document, text)
            for word in PLANTED:
                if word in text:
                    seen[word].add(who)
    assert seen == PLANTED


@pytest.mark.parametrize("door", ["get", "events", "socket"])
async def test_a75_at_every_door_the_same_is_told_and_nothing_more(doors: Doors, door: str) -> None:
    for who in ("anybody", "moderator in Copenhagen"):
        for document in QUESTIONS:
            there, here = await doors.post(who, document), await getattr(doors, door)(who, document)
            data = json.loads(there)["data"]
            found = next(one for one in map(answered, here.splitlines()) if one is not None)
            assert found["data"] == data, (who, document)
            assert not [word for word in PLANTED if word in here]


def answered(line: str) -> Any:
    """The answer that stands in a line of a body, an event or a message."""
    text = line.removeprefix("data: ")
    if not text.startswith("{"):
        return None
    told = json.loads(text)
    told = told.get("payload", told)
    return told if isinstance(told, dict) and "data" in told else None


async def test_a75_whoever_follows_is_told_nothing_that_was_not_published(doors: Doors) -> None:
    first = json.loads(await doors.post("anybody", "{ changes(first: 1) { edges { cursor } } }"))["data"]["changes"]["edges"][0]["cursor"]
    document = f'subscription {{ changes(after: "{first}") {{ type entityId fields entity {{ name summary }} }} }}'
    for who in ("anybody", "contributor of beta", "moderator"):
        told = await doors.socket(who, document)
        assert '"type":"next"' in told, told
        assert not [word for word in PLANTED if word in told]


@pytest.mark.parametrize("feed", ["all.atom", "all.json", "areas/dk.atom?lang=da", "areas/dk-kommune-0461.json", "all.ics"])
async def test_a75_feeds_tell_everybody_the_same_and_nothing_that_was_not_published(doors: Doors, feed: str) -> None:
    told = set()
    for who in EVERYBODY:
        sent = {"authorization": f"Bearer {doors.people.keys[who]}"} if who in doors.people.keys else {}
        answer = await doors.people.client.get(f"/feeds/{feed}", headers=sent)
        assert answer.status_code == 200, answer.text
        told.add(answer.text)
        assert not [word for word in PLANTED if word in answer.text], who
    assert len(told) == 1


async def test_a74_there_is_no_other_door(doors: Doors) -> None:
    """Pages, exports and feeds that come later are entered in the matrix, or refused here."""
    app: Any = doors.people.client._transport.app  # type: ignore[attr-defined]
    ways = {route.path for route in app.routes}
    known = {
        "/graphql",
        "/documents",
        "/confirm/{secret}",
        "/reports/{secret}",
        "/graphiql",
        "/schema.graphql",
        "/health",
        "/ready",
        "/metrics",
        "/",
        "/assets",
    }
    of_sources = {"/sources/{key}/document", "/sources/{key}/runs/{run}", "/sources/{key}/corrections.{kind}"}
    known |= of_sources | {"/hooks/discourse/{forum}", "/webmention", "/webmention/{id}"}  # played by tests/web and tests/curation
    known |= {"/watches", "/watches/{id}", "/watches/{id}/resume"}  # played by tests/notify
    known.add("/feeds/{path:path}")  # played above
    assert ways <= known
    for path in ("/health", "/ready", "/metrics", "/schema.graphql"):
        text = (await doors.people.client.get(path)).text
        assert not [word for word in PLANTED if word in text], path
