"""Areas: what somebody may tell at once and decide because it lies in an area of theirs, and nothing beside it."""

from __future__ import annotations

import pytest
import pytest_asyncio

from hub.domain.viewer import ViewerRole
from tests.curation.desk import People, codes, harvested
from tests.harvest.tiny import CVR, organization

ODENSE, COPENHAGEN, REGION = "dk-kommune-0461", "dk-kommune-0101", "dk-region-1083"
pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def ids(people: People) -> dict[str, str]:
    """Otto tells of Odense, Regitze of the region around it, Mona moderates Odense; three associations, one of them nowhere."""
    await people.join("otto", areas=(ODENSE,))
    await people.join("regitze", areas=(REGION,))
    await people.join("mona", ViewerRole.MODERATOR, areas=(ODENSE,))
    await harvested(
        people.store,
        organization("o", "Odenses", area=ODENSE),
        organization("k", "Københavns", area=COPENHAGEN, cvr=CVR),
        organization("n", "Ingens"),
    )
    listed = await people.ask("anybody", "{ organizations { nodes { id name } } }")
    return {one["name"]: one["id"] for one in listed["organizations"]["nodes"]}


async def test_a73_a_contributors_word_about_what_lies_in_their_area_is_public_at_once(people: People, ids: dict[str, str]) -> None:
    async def state(who: str, mutation: str, given: str) -> str:
        return str((await people.tell(who, mutation, given))["state"])

    def update(name: str, more: str = "") -> str:
        return f'id: "{ids[name]}", input: {{summary: "Ny"{more}}}'

    assert await state("otto", "updateOrganization", update("Odenses")) == "PUBLIC"
    assert await state("regitze", "updateOrganization", update("Odenses")) == "PUBLIC", "any level beneath"
    for name in ("Københavns", "Ingens"):
        assert await state("otto", "updateOrganization", update(name)) == "WAITING", "elsewhere it is a stranger's word"
    assert await state("otto", "updateOrganization", update("Odenses", f', area: "{COPENHAGEN}"')) == "WAITING", "it is not moved away"
    assert await state("regitze", "updateOrganization", update("Ingens", f', area: "{ODENSE}"')) == "WAITING", "nor to them"
    for who, area, told in (
        ("otto", ODENSE, "PUBLIC"),
        ("otto", REGION, "WAITING"),
        ("regitze", REGION, "PUBLIC"),
        ("otto", "", "WAITING"),
    ):
        given = f', area: "{area}"' if area else ""
        assert await state(who, "registerInitiative", f'input: {{name: "Laug {who}{area}"{given}}}') == told
    told = f'input: {{name: "Samme", area: "{ODENSE}", cvr: "{CVR}"}}'
    assert await state("otto", "registerOrganization", told) == "WAITING", "by its number it is one that lies elsewhere"
    assert (await people.ask("anybody", "{ organizations { totalCount } }"))["organizations"]["totalCount"] == 3
    assert await state("otto", "link", f'input: {{from: "{ids["Odenses"]}", kind: MEMBER_OF, to: "{ids["Københavns"]}"}}') == "PUBLIC"
    viewer = (await people.ask("otto", "{ viewer { areas } }"))["viewer"]
    assert viewer == {"areas": [ODENSE]}


async def test_a74_a_moderator_of_an_area_sees_and_decides_what_lies_there(people: People, ids: dict[str, str]) -> None:
    for name in ("Odenses", "Københavns", "Ingens"):
        await people.tell("anna", "updateOrganization", f'id: "{ids[name]}", input: {{summary: "Om {name}"}}')
    await people.tell("anna", "updateOrganization", f'id: "{ids["Ingens"]}", input: {{area: "{ODENSE}"}}')
    for area in (f', area: "{ODENSE}"', f', area: "{COPENHAGEN}"', ""):
        await people.tell("anna", "offerVenue", f'input: {{name: "Sal"{area}}}')
    asked = "{ queue { totalCount nodes { id } } }"
    seen = (await people.ask("mona", asked))["queue"]
    assert [one["id"] for one in seen["nodes"]] == ["contribution_1", "contribution_5"], "its own area counts, not the one that is said"
    assert seen["totalCount"] == 2
    assert (await people.ask("mia", asked))["queue"]["totalCount"] == 7
    assert (await people.whole("otto", asked))["errors"][0]["extensions"]["code"] == "FORBIDDEN", "who tells of an area does not moderate"
    verdict = 'input: {{item: "contribution_{0}", verdict: ACCEPT}}'
    for no in (2, 3, 4, 6, 7):
        assert codes(await people.decide("mona", "decide", verdict.format(no))) == [("item", "NOT_FOUND")]
    for no in (1, 5):
        assert (await people.decide("mona", "decide", verdict.format(no)))["problems"] == []
    await people.decide("mia", "decide", verdict.format(2))
    made = (await people.ask("mona", "{ decisions { id kind } }"))["decisions"]
    assert [one["kind"] for one in made] == ["ACCEPTED"] * 3
    undone = [codes(await people.decide("mona", "undo", f'decision: "{one["id"]}"')) for one in made]
    assert undone == [[("decision", "NOT_FOUND")], [], []], "also what another decided, where it is theirs"


async def test_a74_a_moderator_of_an_area_is_a_stranger_elsewhere(people: People, ids: dict[str, str]) -> None:
    here, away = (f'id: "{ids[name]}", input: {{summary: "Ny"}}' for name in ("Odenses", "Københavns"))
    assert (await people.tell("mona", "updateOrganization", here))["state"] == "PUBLIC"
    assert (await people.tell("mona", "updateOrganization", away))["state"] == "WAITING"
    await people.tell("mia", "link", f'input: {{from: "{ids["Københavns"]}", kind: MEMBER_OF, to: "{ids["Ingens"]}"}}')
    await people.tell("mia", "link", f'input: {{from: "{ids["Odenses"]}", kind: MEMBER_OF, to: "{ids["Ingens"]}"}}')
    links = await people.ask("anybody", f'{{ organization(id: "{ids["Ingens"]}") {{ links {{ nodes {{ id from {{ name }} }} }} }} }}')
    refused = {
        one["from"]["name"]: codes(await people.decide("mona", "unlink", f'link: "{one["id"]}", reason: "nej"'))
        for one in links["organization"]["links"]["nodes"]
    }
    assert refused == {"Københavns": [("link", "NOT_ALLOWED")], "Odenses": []}
    confirmed = {name: codes(await people.decide("mona", "confirmOrganization", f'id: "{one}"')) for name, one in ids.items()}
    assert confirmed == {"Odenses": [], "Københavns": [("id", "NOT_ALLOWED")], "Ingens": [("id", "NOT_ALLOWED")]}
    accepted = f'input: {{name: "Samme", area: "{ODENSE}", cvr: "{CVR}"}}'
    await people.tell("anna", "registerOrganization", accepted)
    assert codes(await people.decide("mona", "decide", 'input: {item: "contribution_5", verdict: ACCEPT}')) == [("item", "NOT_FOUND")]


async def test_a74_reports_and_pairs_are_for_who_moderates_where_they_lie(people: People, ids: dict[str, str]) -> None:
    for one in ids.values():
        await people.tell("anybody", "reportProblem", f'input: {{entity: "{one}", message: "Forkert"}}', "problems { code }")
    listed = (await people.ask("mona", "{ queue { nodes { id itemType entities { name } } } }"))["queue"]["nodes"]
    assert [(one["itemType"], one["entities"]) for one in listed] == [("REPORT", [{"name": "Odenses"}])]
    no = int(listed[0]["id"].rpartition("_")[2])
    for other in {1, 2, 3} - {no}:
        assert codes(await people.decide("mona", "decide", f'input: {{item: "report_{other}", verdict: ACCEPT}}')) == [
            ("item", "NOT_FOUND")
        ]
    assert codes(await people.decide("mona", "decide", f'input: {{item: "report_{no}", verdict: ACCEPT}}')) == []
    pair = f'input: {{left: "{ids["Odenses"]}", right: "{ids["Københavns"]}", decision: DIFFERENT}}'
    assert codes(await people.decide("mona", "decideMatch", pair)) == [("right", "NOT_ALLOWED")], "one of them lies elsewhere"
    asked = f'input: {{entity: "{ids["Odenses"]}", reason: OTHER}}'
    assert (await people.tell("mona", "withdraw", asked, "state problems { code }"))["state"] == "REQUESTED", (
        "what cannot be taken back waits"
    )
    seen = (await people.ask("mona", "{ queue(types: [WITHDRAWAL]) { totalCount } }"))["queue"]["totalCount"]
    assert seen == 0


async def test_a_key_for_an_area_confirms_what_lies_there(people: People, ids: dict[str, str]) -> None:
    await people.join("olga", speaks_for=(ids["Odenses"],))
    edit = f'id: "{ids["Odenses"]}", input: {{name: "Vores navn"}}'
    assert (await people.tell("olga", "updateOrganization", edit))["state"] == "WAITING"
    assert codes(await people.decide("otto", "confirmOrganization", f'id: "{ids["Ingens"]}"')) == [("id", "NOT_ALLOWED")]
    made = await people.decide("otto", "confirmOrganization", f'id: "{ids["Odenses"]}"')
    assert (made["decision"]["kind"], made["decision"]["by"]) == ("CONFIRMED", people.names["otto"])
    assert (await people.decide("otto", "confirmOrganization", f'id: "{ids["Odenses"]}"'))["decision"] == made["decision"], "once is enough"
    assert (await people.tell("olga", "updateOrganization", edit))["entity"]["name"] == "Vores navn"
    speaks = "{ viewer { speaksFor { name } } }"
    assert (await people.ask("olga", speaks))["viewer"]["speaksFor"] == [{"name": "Vores navn"}]
    assert (await people.ask("otto", speaks))["viewer"]["speaksFor"] == [], "to confirm is not to speak"
    await people.decide("mia", "undo", f'decision: "{made["decision"]["id"]}"')
    assert (await people.ask("olga", speaks))["viewer"]["speaksFor"] == []
    again = await people.decide("otto", "confirmOrganization", f'id: "{ids["Odenses"]}"')
    assert codes(again) == [("id", "NOT_ALLOWED")], "what a moderator took back is for moderators"
