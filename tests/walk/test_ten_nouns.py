"""The illustrative collection walks the corridor, and every one of the ten nouns is answered with its own fields, on a mixed list too."""

from __future__ import annotations

import pytest

from hub.domain.source import RunOutcome
from hub.store.store import Store
from hub.store.verify import verify
from tests.walk.test_one_record import DEMO, ask, walk

pytestmark = pytest.mark.asyncio


async def test_the_whole_collection_is_answered_noun_by_noun(store: Store) -> None:
    assert await walk(store, DEMO / "samskabelse") is RunOutcome.PUBLISHED
    found = ask(
        store,
        """{
          opportunities(filter: {states: [OPEN], types: [FUNDING]}, orderBy: {by: CLOSES}) {
            totalCount nodes { name closesAt amount { amount } by { name } initiative { name } } }
          closed: opportunities(filter: {states: [CLOSED]}) { nodes { name state fundings { nodes { name recipient { name } } } } }
          events(first: 3) { nodes { name startsAt venue { name } organizer { name } } }
          all: events(filter: {startsAt: {}}, first: 1) { totalCount nodes { name startsAt } }
          venues(filter: {minCapacity: 100}) { nodes { name terms owner { name } events { totalCount } } }
          agreements(filter: {validOn: "2026-11"}) { totalCount nodes { name(lang: "en") parties { nodes { name } } } }
          evaluations(filter: {outcomes: [DID_NOT_WORK]}) { nodes { of { kind name } findings evaluator { name } } }
          initiatives(filter: {hasEvaluation: true}) { totalCount nodes { name evaluations { nodes { outcome } } } }
          stories(first: 1) { nodes { name about { nodes { kind name } } } }
          discussions { nodes { name about { nodes { kind name ... on Initiative { status } ... on Venue { terms }
            ... on Opportunity { state closesAt } ... on Evaluation { outcome } ... on Event { startsAt } } } } }
        }""",
    )
    assert [one["name"] for one in found["opportunities"]["nodes"]][:2] == ["Prøv det af: forsøgspulje 2027", "Næsbys borgerpulje 2027"]
    assert {"Hegn og Hjerte 2023", "Næsbys borgerpulje 2025"} == {one["name"] for one in found["closed"]["nodes"]}
    assert sum(len(one["fundings"]["nodes"]) for one in found["closed"]["nodes"]) == 3
    assert [one["startsAt"] for one in found["events"]["nodes"]] == ["2026-12-05T23:00:00Z", "2027-01-11T15:00:00Z", "2027-01-12T16:00:00Z"]
    assert (found["all"]["totalCount"], found["all"]["nodes"][0]["startsAt"]) == (16, "2026-05-03T09:00:00Z")
    assert "Forsamlingshuset i Heltborg" in [one["name"] for one in found["venues"]["nodes"]]
    assert "Agreement between Engelauget på Mols and Syddjurs Kommune, 2021" in [one["name"] for one in found["agreements"]["nodes"]]
    assert found["evaluations"]["nodes"][0]["of"] == {"kind": "INITIATIVE", "name": "Ravnevagten på festivalen"}
    assert found["initiatives"]["totalCount"] == 6
    kinds = {about["kind"] for one in found["discussions"]["nodes"] for about in one["about"]["nodes"]}
    assert kinds >= {"INITIATIVE", "VENUE", "OPPORTUNITY", "EVALUATION", "EVENT", "AGREEMENT", "STORY", "FUNDING", "ORGANIZATION"}


async def test_a_harvest_of_all_nouns_leaves_a_sound_database_and_a_second_one_changes_nothing(store: Store, database) -> None:
    await walk(store, DEMO / "samskabelse")
    before = ask(store, "{ changes(first: 1) { pageInfo { endCursor } } sources { nodes { entityCount } } }")
    assert [check for check in verify(database) if check.broken] == []
    assert await walk(store, DEMO / "samskabelse") is RunOutcome.PUBLISHED
    assert ask(store, "{ changes(first: 1) { pageInfo { endCursor } } sources { nodes { entityCount } } }") == before
