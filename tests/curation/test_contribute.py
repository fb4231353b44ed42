"""Contributions by the door: what is told is kept, read at once, waits or is refused, and never done twice."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLList, GraphQLNonNull

from hub.curation.desk import NEW, more
from hub.curation.inputs import INPUTS, TELLING
from hub.curation.withdraw import field_of, thing, withdraw
from hub.domain.ids import EntityKind
from hub.domain.withdrawal import WithdrawalReason
from schema.build import schema
from tests.curation.desk import SECRET, People, codes, harvested
from tests.harvest.tiny import organization

pytestmark = pytest.mark.asyncio
CVR = "10150817"


async def organization_of(people: People, name: str = "Foreningen", more: str = "") -> str:
    told = await people.tell("mia", "registerOrganization", f'input: {{name: "{name}"{more}}}')
    return str(told["entity"]["id"])


async def test_a_moderators_word_is_public_and_read_at_once(people: People) -> None:
    told = await people.tell("mia", "registerInitiative", 'input: {name: "Kogræsserlaug Æbelø", summary: "Køer på engen", status: ACTIVE}')
    assert (told["state"], told["problems"], told["version"]) == ("PUBLIC", [], "1")
    one = told["entity"]["id"]
    asked = f'{{ initiative(id: "{one}") {{ name summary status version attribution provenance {{ nodes {{ source {{ id }} }} }} }} }}'
    seen = (await people.ask("anybody", asked))["initiative"]
    assert (seen["name"], seen["summary"], seen["status"], seen["version"]) == ("Kogræsserlaug Æbelø", "Køer på engen", "ACTIVE", "1")
    assert [record["source"]["id"] for record in seen["provenance"]["nodes"]] == ["source_local"]
    assert "CC0-1.0" in seen["attribution"]
    found = await people.ask("anybody", '{ search(text: "kogræsserlaug") { nodes { id } } }')
    assert found["search"]["nodes"] == [{"id": one}]


async def test_a_payload_is_answered_like_any_question(people: People) -> None:
    lead = await organization_of(people)
    asked = "... on Payload { version } __typename entity { kind ... on Initiative { lead { name } partners { totalCount } } }"
    told = await people.tell("mia", "registerInitiative", f'input: {{name: "Laug", lead: "{lead}", partners: ["{lead}"]}}', asked)
    assert told["__typename"] == "EntityPayload"
    assert told["entity"] == {"kind": "INITIATIVE", "lead": {"name": "Foreningen"}, "partners": {"totalCount": 1}}


async def test_several_mutations_of_one_request_are_done_in_their_order(people: People) -> None:
    document = """mutation { a: registerVenue: offerVenue(input: {name: "Salen"}) { entity { name } } }"""
    assert "errors" in await people.whole("mia", document)
    document = """mutation {
      a: offerVenue(input: {name: "Salen", externalId: "v"}) { version entity { id name } }
      b: offerVenue(input: {name: "Den store sal", externalId: "v"}) { version entity { id name } }
    }"""
    told = await people.ask("mia", document)
    assert told["a"]["entity"] == told["b"]["entity"], "all payloads are of one version, after all that was done"
    assert (told["a"]["version"], told["b"]["version"], told["b"]["entity"]["name"]) == ("1", "2", "Den store sal")


async def test_a_strangers_word_waits_and_is_read_once_somebody_has_looked(people: People) -> None:
    told = await people.tell("anna", "registerInitiative", 'input: {name: "Natteravne"}')
    assert (told["state"], told["entity"], told["version"]) == ("WAITING", None, None)
    assert (await people.ask("anybody", "{ initiatives { totalCount } }"))["initiatives"]["totalCount"] == 0
    done = await people.decide("mia", "decide", 'input: {item: "contribution_1", verdict: ACCEPT}')
    assert done["problems"] == []
    assert (done["decision"]["kind"], done["decision"]["by"]) == ("ACCEPTED", people.names["mia"])
    seen = await people.ask("anybody", "{ initiatives { nodes { name } } }")
    assert seen["initiatives"]["nodes"] == [{"name": "Natteravne"}]


async def test_an_edit_names_only_what_it_sets_and_null_says_known_to_be_none(people: People) -> None:
    told = await people.tell("mia", "offerVenue", 'input: {name: "Salen", capacity: 40, url: "https://sal.example/", summary: "Stor"}')
    one = told["entity"]["id"]
    asked = 'entity { name(lang: "en") summary url ... on Venue { capacity } } problems { code }'
    edit = f'id: "{one}", input: {{url: null, lang: "en", name: "The hall"}}'
    seen = await people.tell("mia", "updateVenue", edit, asked)
    assert seen["entity"] == {"name": "The hall", "summary": "Stor", "url": None, "capacity": 40}
    origins = await people.ask("anybody", f'{{ venue(id: "{one}") {{ origins(fields: ["url"]) {{ value rule }} }} }}')
    assert origins["venue"]["origins"] == [{"value": None, "rule": "ONLY_ONE"}]


async def test_an_edit_of_what_a_source_says_wins_and_survives_the_next_harvest(people: People) -> None:
    await harvested(people.store, organization("o", "Foreningen", organization_type="ASSOCIATION"))
    one = (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"][0]["id"]
    told = await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{name: "Foreningen i byen"}}')
    assert told["entity"] == {"id": one, "name": "Foreningen i byen"}
    await harvested(people.store, organization("o", "Foreningen af 1900", organization_type="NETWORK"))
    seen = await people.ask("anybody", f'{{ organization(id: "{one}") {{ name organizationType version }} }}')
    assert seen["organization"] == {"name": "Foreningen i byen", "organizationType": "NETWORK", "version": "1"}
    fresh = await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{name: "Foreningen", baseVersion: "1"}}')
    assert fresh["problems"] == [], "a harvest never makes an edit stale"


async def test_a_stale_edit_conflicts_and_both_sides_are_told(people: People) -> None:
    one = await organization_of(people)
    await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{name: "Mias forening", baseVersion: "1"}}')
    stale = await people.tell("ada", "updateOrganization", f'id: "{one}", input: {{name: "Adas forening", baseVersion: "1"}}')
    assert (codes(stale), stale["state"]) == ([("name", "CONFLICT")], None)
    assert "Mias forening" in stale["problems"][0]["message"]
    assert "Adas forening" in stale["problems"][0]["message"]
    other = await people.tell("ada", "updateOrganization", f'id: "{one}", input: {{website: "https://f.example/", baseVersion: "1"}}')
    assert (other["problems"], other["entity"]["name"]) == ([], "Mias forening"), "what nobody else touched is no conflict"
    wrong = await people.tell("ada", "updateOrganization", f'id: "{one}", input: {{name: "X", baseVersion: "99"}}')
    assert codes(wrong) == [("baseVersion", "BAD_VERSION")]


async def test_the_same_key_gets_the_same_answer_and_does_nothing_twice(people: People) -> None:
    given = 'input: {name: "Lystfiskerne", idempotencyKey: "k1"}'
    first = await people.tell("mia", "registerOrganization", given)
    assert await people.tell("mia", "registerOrganization", given) == first
    assert (await people.ask("anybody", "{ organizations { totalCount } }"))["organizations"]["totalCount"] == 1
    other = await people.tell("mia", "registerOrganization", 'input: {name: "Andre", idempotencyKey: "k1"}')
    assert codes(other) == [("idempotencyKey", "IDEMPOTENCY_KEY_REUSED")]
    hers = await people.tell("ada", "registerOrganization", given)
    assert hers["entity"]["id"] != first["entity"]["id"], "keys are everybody's own"


async def test_an_external_id_is_told_on_and_never_made_twice(people: People) -> None:
    first = await people.tell("mia", "announceEvent", 'input: {name: "Fest", externalId: "42", startsAt: "2027-06-01T18:00:00Z"}')
    again = await people.tell("mia", "announceEvent", 'input: {name: "Sommerfest", externalId: "42"}')
    assert (again["entity"]["id"], again["entity"]["name"]) == (first["entity"]["id"], "Sommerfest")
    await people.tell("anna", "registerInitiative", 'input: {name: "Laug", externalId: "42"}')
    waits = await people.tell("anna", "registerInitiative", 'input: {name: "Laug", externalId: "42"}')
    assert codes(waits) == [("externalId", "ALREADY_WAITING")]


async def test_all_that_is_wrong_is_told_at_once_and_nothing_is_written(people: People) -> None:
    given = """input: {summary: "x", area: "dk-kommune-9999", themes: ["nature", "no-such"], lead: "org_nothing", url: "https://x.example/",
               startedOn: "2020", status: null, location: {latitude: 95, longitude: 0}}"""
    told = await people.tell("mia", "registerInitiative", given)
    assert codes(told) == [("name", "REQUIRED")]
    told = await people.tell("mia", "registerInitiative", given.replace("summary", 'name: "Laug", summary'))
    assert sorted(codes(told)) == [
        ("1", "UNKNOWN_THEME"), ("area", "UNKNOWN_AREA"), ("lead", "NOT_FOUND"), ("location", "INVALID"), ("status", "NULL_NOT_ALLOWED"),
    ]  # fmt: skip
    venue = (await people.tell("mia", "offerVenue", 'input: {name: "Salen"}'))["entity"]["id"]
    for given, wrong in (
        ('name: "A", cvr: "12345678"', ("cvr", "INVALID")),
        (f'name: "A", partOf: "{venue}"', ("partOf", "WRONG_KIND")),
        (f'name: "{"a" * 301}"', ("name", "TOO_LONG")),
        ('name: " "', ("name", "INVALID")),
        ('name: "A", lang: "!"', ("lang", "INVALID")),
        (f'name: "A", memberOf: [{", ".join(["1"] * 51)}]', ("memberOf", "TOO_LONG")),
    ):
        told = await people.tell("mia", "registerOrganization", f"input: {{{given}}}")
        assert codes(told) == [wrong], given
    ends = 'input: {name: "Fest", startsAt: "2027-06-01T18:00:00Z", endsAt: "2027-06-01T17:00:00Z"}'
    assert codes(await people.tell("mia", "announceEvent", ends)) == [("endsAt", "INVALID")]
    money = 'input: {amount: {amount: "1.005", currency: "DKK"}}'
    assert codes(await people.tell("mia", "recordFunding", money)) == [("amount", "INVALID")]
    assert codes(await people.tell("mia", "updateVenue", f'id: "{venue}", input: {{}}')) == [("input", "NOTHING_SAID")]
    assert codes(await people.tell("mia", "updateVenue", 'id: "ven_x", input: {name: "A"}')) == [("id", "NOT_FOUND")]
    assert codes(await people.tell("mia", "updateEvent", f'id: "{venue}", input: {{name: "A"}}')) == [("id", "WRONG_KIND")]
    counts = await people.ask("anybody", "{ organizations { totalCount } initiatives { totalCount } events { totalCount } }")
    assert counts == {name: {"totalCount": 0} for name in counts}


async def test_take_up_link_unlink_and_retire(people: People) -> None:
    example = (await people.tell("mia", "registerInitiative", 'input: {name: "Ørredvagter"}'))["entity"]["id"]
    asked = "state entity { id ... on Initiative { adaptedFrom { id } } } problems { path code }"
    taken = await people.tell("mia", "takeUp", f'initiative: "{example}", input: {{name: "Ørredvagter i Odense"}}', asked)
    assert taken["entity"]["adaptedFrom"] == {"id": example}
    lead = await organization_of(people)
    one = taken["entity"]["id"]
    linked = await people.tell("mia", "link", f'input: {{from: "{lead}", kind: LEADS, to: "{one}", since: "2020"}}')
    assert (linked["problems"], linked["entity"]["id"]) == ([], one)
    asked = f'{{ initiative(id: "{one}") {{ lead {{ id }} adaptedFrom {{ id }} links(kinds: [LEADS]) {{ nodes {{ id since }} }} }} }}'
    seen = (await people.ask("anybody", asked))["initiative"]
    assert (seen["lead"], seen["adaptedFrom"], seen["links"]["nodes"][0]["since"]) == ({"id": lead}, {"id": example}, "2020")
    wrong = await people.tell("mia", "link", f'input: {{from: "{one}", kind: LEADS, to: "{lead}"}}')
    assert codes(wrong) == [("kind", "WRONG_KIND")]
    cut = await people.decide("mia", "unlink", f'link: "{seen["links"]["nodes"][0]["id"]}", reason: "De holdt op"')
    assert {thing["id"] for thing in cut["decision"]["entities"]} == {lead, one}
    assert (await people.ask("anybody", asked))["initiative"]["lead"] is None
    gone = await people.tell("mia", "retire", f'id: "{one}", reason: "Slut"')
    assert (gone["entity"], gone["state"]) == (None, "PUBLIC")
    assert (await people.ask("anybody", asked))["initiative"] is None


async def test_retire_takes_back_only_what_was_told_here(people: People) -> None:
    await harvested(people.store, organization("o", "Foreningen"))
    one = (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"][0]["id"]
    assert codes(await people.tell("mia", "retire", f'id: "{one}"')) == [("id", "NOTHING_LOCAL")]
    await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{name: "Andet"}}')
    assert (await people.tell("mia", "retire", f'id: "{one}"'))["entity"] == {"id": one, "name": "Foreningen"}


async def test_an_event_and_a_number_are_completed_from_what_is_known(people: People) -> None:
    told = await people.tell("mia", "announceEvent", 'input: {name: "Fest", startsAt: "2027-06-01T18:00:00Z"}')
    one, asked = told["entity"]["id"], "entity { ... on Event { startsAt endsAt } }"
    seen = await people.tell("mia", "updateEvent", f'id: "{one}", input: {{endsAt: "2027-06-01T22:00:00Z"}}', asked)
    assert seen["entity"] == {"startsAt": "2027-06-01T18:00:00Z", "endsAt": "2027-06-01T22:00:00Z"}
    org = await organization_of(people, more=', identifiers: [{scheme: "DK-PNR", value: "1003388394"}]')
    asked = "entity { identifiers { scheme } ... on Organization { cvr } }"
    seen = await people.tell("mia", "updateOrganization", f'id: "{org}", input: {{cvr: "{CVR}"}}', asked)
    assert seen["entity"] == {"cvr": CVR, "identifiers": [{"scheme": "DK-CVR"}, {"scheme": "DK-PNR"}]}


async def test_a_null_takes_nothing_back_that_a_source_says(people: People) -> None:
    page = [organization("o", "Foreningen"), {"id": "i", "kind": "initiative", "name": "Laug", "lead": "o"}]
    await harvested(people.store, *page)
    one = (await people.ask("anybody", "{ initiatives { nodes { id } } }"))["initiatives"]["nodes"][0]["id"]
    assert codes(await people.tell("mia", "updateInitiative", f'id: "{one}", input: {{lead: null}}')) == [("lead", "SAID_BY_OTHERS")]


# --- Every noun --------------------------------------------------------------------------------------------------------------------

THINGS = {"Organization": "org", "Initiative": "ini", "Venue": "ven", "Opportunity": "opp"}
TARGETS = {"initiative": "ini", "adaptedFrom": "ini", "venue": "ven", "within": "opp", "about": "ini", "of": "ini"}
SAMPLES = {
    "area": '"dk-kommune-0461"', "serves": '["dk-kommune-0461"]', "themes": '["nature"]', "cvr": f'"{CVR}"', "lang": '"da"',
    "location": "{latitude: 55.4, longitude: 10.4}", "address": '{street: "Vej 1", postcode: "5000"}', "startsAt": '"2027-06-01T18:00:00Z"',
    "endsAt": '"2027-06-01T20:00:00Z"', "identifiers": '[{scheme: "XX", value: "1"}]',
    "amount": '{amount: "12.50", currency: "DKK"}', "cost": '{amount: "12.50", currency: "DKK"}',
}  # fmt: skip


def sample(name: str, kind: Any, ids: dict[str, str]) -> str:
    """Some value of a field of an input."""
    if name in SAMPLES:
        return SAMPLES[name]
    listed = isinstance(kind, GraphQLList)
    kind = kind.of_type.of_type if listed and isinstance(kind.of_type, GraphQLNonNull) else kind
    if kind.name == "ID":
        value = f'"{ids[TARGETS.get(name, "org")]}"'
    elif isinstance(kind, GraphQLEnumType):
        value = list(kind.values)[-1]
    else:
        value = {"String": '"ord"', "Url": f'"https://{name}.example/"', "PartialDate": '"2026-05"', "DateTime": '"2026-05-01T12:00:00Z"',
                 "Boolean": "true", "Int": "7", "Float": "2.5"}[kind.name]  # fmt: skip
    return f"[{value}]" if listed else value


async def things(people: People) -> dict[str, str]:
    made = {"org": await organization_of(people, "Et")}
    for key, mutation in (("ini", "registerInitiative"), ("ven", "offerVenue"), ("opp", "postOpportunity")):
        made[key] = (await people.tell("mia", mutation, 'input: {name: "To"}'))["entity"]["id"]
    return made


@pytest.mark.parametrize("kind", list(EntityKind), ids=str)
async def test_every_field_of_every_noun_can_be_told_and_told_of_as_none(people: People, kind: EntityKind) -> None:
    made = schema._schema.type_map[f"{kind.capitalize()}Input"]
    assert isinstance(made, GraphQLInputObjectType)
    ids = await things(people)
    names = [name for name in INPUTS[kind] if name not in TELLING]
    given = {name: sample(name, made.fields[name].type, ids) for name in names}
    told = await people.tell("mia", NEW[kind], "input: {" + ", ".join(f"{name}: {value}" for name, value in given.items()) + "}")
    assert (told["problems"], told["state"]) == ([], "PUBLIC")
    one = told["entity"]["id"]
    asked = f'{{ node(id: "{one}") {{ ... on Entity {{ origins {{ field }} links {{ nodes {{ kind }} }} }} }} }}'
    seen = await people.ask("anybody", asked)
    fields = {origin["field"] for origin in seen["node"]["origins"]}
    apart = {"lang", "startsAt", "endsAt", "allDay", "cvr"}
    assert fields >= {name for name in names if name not in apart and "ID" not in str(made.fields[name].type)}
    roles = [name for name in names if str(made.fields[name].type) in ("ID", "[ID!]")]
    assert len(seen["node"]["links"]["nodes"]) == len(roles)
    nulls = ", ".join(f"{name}: null" for name in names if name not in ("name", "lang", "startsAt"))
    emptied = await people.tell("mia", more(kind), f'id: "{one}", input: {{{nulls}}}')
    if emptied["problems"]:
        assert {code for _, code in codes(emptied)} == {"NULL_NOT_ALLOWED"}
        bad = {name for name, _ in codes(emptied)}
        nulls = ", ".join(f"{name}: null" for name in names if name not in {"name", "lang", "startsAt", *bad})
        emptied = await people.tell("mia", more(kind), f'id: "{one}", input: {{{nulls}}}')
    assert emptied["problems"] == []
    asked = f'{{ node(id: "{one}") {{ ... on Entity {{ links {{ nodes {{ kind }} }} area {{ code }} url }} }} }}'
    left = await people.ask("anybody", asked)
    assert left["node"] == {"links": {"nodes": []}, "area": None, "url": None}


# --- Many at once ------------------------------------------------------------------------------------------------------------------


async def test_sixteen_writers_at_once_lose_nothing(people: People) -> None:
    one = await organization_of(people)

    async def write(n: int) -> list[Any]:
        mine = await people.tell("mia", "offerVenue", f'input: {{name: "Sal {n}", owner: "{one}", idempotencyKey: "w{n}"}}')
        retry = await people.tell("mia", "offerVenue", f'input: {{name: "Sal {n}", owner: "{one}", idempotencyKey: "w{n}"}}')
        edit = await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{lang: "l{chr(97 + n)}", summary: "Ord {n}"}}')
        assert mine["entity"]["id"] == retry["entity"]["id"]
        return [mine["problems"], edit["problems"]]

    assert await asyncio.gather(*(write(n) for n in range(16))) == [[[], []]] * 16
    asked = f'organization(id: "{one}") {{ texts(fields: [SUMMARY]) {{ value }} venues {{ totalCount }} }}'
    seen = await people.ask("anybody", f"{{ venues(first: 50) {{ totalCount }} {asked} }}")
    assert (seen["venues"]["totalCount"], seen["organization"]["venues"]["totalCount"]) == (16, 16)
    assert sorted(text["value"] for text in seen["organization"]["texts"]) == sorted(f"Ord {n}" for n in range(16))


async def test_what_was_withdrawn_is_not_told_again(people: People) -> None:
    """A whole thing is known by its register number or its name and place, a field by the thing that it was withdrawn of."""
    said: Any = {"reason": WithdrawalReason.PERSONAL_DATA, "by": "test", "secret": SECRET}
    one = await organization_of(people, "Nattens Ravne", f', cvr: "{CVR}"')
    other = await organization_of(people, "Sangkoret")
    await people.tell("mia", "updateOrganization", f'id: "{other}", input: {{summary: "Ring til Karen"}}')
    await withdraw(people.store, thing(one), **said)
    await withdraw(people.store, field_of(other, "summary"), **said)
    again = await people.tell("mia", "registerOrganization", f'input: {{name: "Natteravnene", cvr: "{CVR}"}}')
    assert (again["entity"], codes(again)) == (None, [("input", "WITHDRAWN")])
    assert "Ravne" not in str(again)
    again = await people.tell("mia", "updateOrganization", f'id: "{other}", input: {{summary: "Ring til Karen"}}')
    assert codes(again) == [("summary", "WITHDRAWN")]
    more = await people.tell("mia", "updateOrganization", f'id: "{other}", input: {{website: "https://kor.example.org"}}')
    assert (more["state"], more["problems"]) == ("PUBLIC", [])


async def test_a_thing_that_was_withdrawn_is_not_taken_again_under_its_own_id(people: People) -> None:
    told = await people.tell("mia", "offerVenue", 'input: {name: "Salen", externalId: "v"}')
    await withdraw(people.store, thing(told["entity"]["id"]), reason=WithdrawalReason.OTHER, by="ada", secret=SECRET)
    again = await people.tell("mia", "offerVenue", 'input: {name: "Et andet navn", externalId: "v"}')
    assert codes(again) == [("input", "WITHDRAWN")]


async def test_an_edge_keeps_the_page_that_tells_of_it(people: People) -> None:
    a, b = [await organization_of(people, name) for name in ("Gammelt", "Nyt")]
    given = f'input: {{from: "{b}", kind: SUCCEEDS, to: "{a}", since: "2024", url: "https://avis.example/sammenlagt"}}'
    assert (await people.tell("mia", "link", given))["problems"] == []
    await people.tell("mia", "link", f'input: {{from: "{b}", kind: MENTIONS, to: "{a}"}}')
    asked = f'{{ organization(id: "{b}") {{ links(direction: OUT) {{ nodes {{ kind since url }} }} }} }}'
    assert (await people.ask("anybody", asked))["organization"]["links"]["nodes"] == [
        {"kind": "MENTIONS", "since": None, "url": None},
        {"kind": "SUCCEEDS", "since": "2024", "url": "https://avis.example/sammenlagt"},
    ]
    await people.tell("mia", "updateOrganization", f'id: "{b}", input: {{summary: "Efter sammenlægningen"}}')
    assert (await people.ask("anybody", asked))["organization"]["links"]["nodes"][1]["url"] == "https://avis.example/sammenlagt"
