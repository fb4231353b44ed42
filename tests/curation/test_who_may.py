"""Who may tell and decide what: the matrix of roles over every mutation, own words, own sources, and four eyes."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLNonNull

from hub.domain.viewer import Viewer, ViewerRole
from hub.query.permissions import Rule, allows, declare, rule_of
from schema.build import schema
from schema.permissions import RULES
from tests.curation.desk import People, codes, harvested
from tests.harvest.tiny import CVR, organization

GRAPH = schema._schema
assert GRAPH.mutation_type is not None
MUTATIONS = GRAPH.mutation_type
ROLES = {
    "anybody": ViewerRole.READER, "reader": ViewerRole.READER, "anna": ViewerRole.CONTRIBUTOR, "mia": ViewerRole.MODERATOR,
    "ada": ViewerRole.ADMIN,
}  # fmt: skip


def some(kind: Any) -> str:
    """Some value of a type, with what it needs and nothing more."""
    if isinstance(kind, GraphQLNonNull):
        return some(kind.of_type)
    if isinstance(kind, GraphQLInputObjectType):
        needed = {name: field for name, field in kind.fields.items() if isinstance(field.type, GraphQLNonNull)}
        return "{" + ", ".join(f"{name}: {some(field.type)}" for name, field in needed.items()) + "}"
    return next(iter(kind.values)) if isinstance(kind, GraphQLEnumType) else '"x"'


def document(name: str) -> str:
    """A mutation with whatever it must be given, of things that there are not."""
    needed = {one: made for one, made in MUTATIONS.fields[name].args.items() if isinstance(made.type, GraphQLNonNull)}
    return f"mutation {{ {name}({', '.join(f'{one}: {some(made.type)}' for one, made in needed.items())}) {{ problems {{ code }} }} }}"


@pytest.mark.asyncio
async def test_a73_every_mutation_is_for_whom_its_rule_says(people: People) -> None:
    for name in MUTATIONS.fields:
        rule = rule_of(MUTATIONS, name)
        assert (rule is Rule.PUBLIC) == (name == "reportProblem"), f"{name}: anybody may report a problem, and nothing else"
        for who, role in ROLES.items():
            answer = await people.whole(who, document(name))
            if allows(rule, Viewer(role=role)):
                assert answer["data"][name]["problems"], f"{name} by {who}: of things that there are not, something is to be mended"
            else:
                assert (answer["data"], answer["errors"][0]["extensions"]["code"]) == (None, "FORBIDDEN"), f"{name} by {who}"


def test_a73_a_mutation_without_a_rule_fails_the_build() -> None:
    with pytest.raises(LookupError, match=r"lacks a rule for \['Mutation.evaluate'\]"):
        declare(GRAPH, {name: rule for name, rule in RULES.items() if name != "Mutation.evaluate"})
    declare(GRAPH, RULES)


def test_a73_the_rules_of_mutations_mean_what_they_say() -> None:
    def told(rule: Rule) -> list[str]:
        return [role.value for role in ViewerRole if allows(rule, Viewer(role=role))]

    assert told(Rule.CONTRIBUTORS) == ["CONTRIBUTOR", "MODERATOR", "ADMIN"]
    assert told(Rule.MODERATORS) == ["MODERATOR", "ADMIN"]
    assert not allows(Rule.MODERATORS, Viewer(role=ViewerRole.CONTRIBUTOR, sources=("alpha",)))
    of_an_area = Viewer(role=ViewerRole.MODERATOR, areas=("dk-kommune-0461",))
    told_of_an_area = {rule for rule in Rule if allows(rule, of_an_area)}
    assert told_of_an_area == {Rule.PUBLIC, Rule.KEEPERS, Rule.CONTRIBUTORS}, "what asks for a moderator and looks at no area is not theirs"


@pytest.mark.asyncio
async def test_a74_a_contributor_of_one_source_edits_nothing_of_another(people: People) -> None:
    await people.join("alma", sources=("alpha",))
    await harvested(people.store, organization("a", "Alphas"), key="alpha")
    await harvested(people.store, organization("b", "Betas"), key="beta")
    listed = await people.ask("anybody", "{ organizations { nodes { id name } } }")
    ids = {one["name"]: one["id"] for one in listed["organizations"]["nodes"]}
    mine = await people.tell("alma", "updateOrganization", f'id: "{ids["Alphas"]}", input: {{name: "Alpha"}}')
    assert (mine["state"], mine["entity"]["name"]) == ("PUBLIC", "Alpha")
    for mutation, given in (
        ("updateOrganization", f'id: "{ids["Betas"]}", input: {{name: "Beta"}}'),
        ("link", f'input: {{from: "{ids["Betas"]}", kind: MEMBER_OF, to: "{ids["Alphas"]}"}}'),
    ):
        refused = await people.tell("alma", mutation, given)
        assert (codes(refused), refused["state"]) == ([("", "NOT_ALLOWED")], None)
    new = await people.tell("alma", "registerOrganization", 'input: {name: "Ny"}')
    assert new["state"] == "WAITING", "what no source of hers speaks of yet is anybody's word"
    waits = await people.tell("anna", "updateOrganization", f'id: "{ids["Betas"]}", input: {{name: "Beta"}}')
    assert (waits["state"], waits["entity"]["name"]) == ("WAITING", "Betas")
    decided = await people.decide("alma", "decide", 'input: {item: "contribution_3", verdict: ACCEPT}')
    assert codes(decided) == [("item", "NOT_FOUND")], "what she may not decide looks like what there is not"
    assert codes(await people.decide("alma", "decide", 'input: {item: "contribution_2", verdict: ACCEPT}')) == [("item", "NOT_FOUND")]


@pytest.mark.asyncio
async def test_a76_nobody_approves_their_own_contribution(people: People) -> None:
    await people.join("alma", sources=("alpha",))
    await harvested(people.store, organization("a", "Alphas"), key="alpha")
    one = (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"][0]["id"]
    await people.tell("anna", "updateOrganization", f'id: "{one}", input: {{name: "Annas"}}')
    accepted = await people.whole("anna", 'mutation { decide(input: {item: "contribution_1", verdict: ACCEPT}) { problems { code } } }')
    assert accepted["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    await people.promote("anna")
    own = await people.decide("anna", "decide", 'input: {item: "contribution_1", verdict: ACCEPT}')
    assert codes(own) == [("item", "OWN_CONTRIBUTION")], "not even as a moderator"
    assert (await people.decide("alma", "decide", 'input: {item: "contribution_1", verdict: ACCEPT}'))["problems"] == []
    again = await people.decide("mia", "decide", 'input: {item: "contribution_1", verdict: REJECT}')
    assert codes(again) == [("item", "ALREADY_DECIDED")]


@pytest.mark.asyncio
async def test_a76_a_flood_of_contributions_fills_only_its_own_queue(people: People) -> None:
    for n in range(20):
        assert (await people.tell("anna", "registerInitiative", f'input: {{name: "Nummer {n}"}}'))["state"] == "WAITING"
    full = await people.tell("anna", "registerInitiative", 'input: {name: "En til"}')
    assert codes(full) == [("", "QUEUE_FULL")]
    assert (await people.tell("bo", "registerInitiative", 'input: {name: "Bos"}'))["state"] == "WAITING"


@pytest.mark.asyncio
async def test_a_confirmed_organizations_word_about_itself_is_public_at_once_and_wins(people: People) -> None:
    await harvested(people.store, organization("o", "Foreningen", organization_type="NETWORK"))
    one = (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"][0]["id"]
    await people.join("olga", speaks_for=(one,))
    edit = f'id: "{one}", input: {{name: "Vores forening"}}'
    assert (await people.tell("olga", "updateOrganization", edit))["state"] == "WAITING", "nobody confirmed it yet"
    assert (await people.decide("ada", "confirmOrganization", f'id: "{one}"'))["decision"]["kind"] == "CONFIRMED"
    told = await people.tell("olga", "updateOrganization", edit)
    assert (told["state"], told["entity"]["name"]) == ("PUBLIC", "Vores forening")
    await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{name: "Mias navn", organizationType: UMBRELLA}}')
    asked = f'{{ organization(id: "{one}") {{ name organizationType origins(fields: ["name"]) {{ rule others {{ value }} }} }} }}'
    seen = (await people.ask("anybody", asked))["organization"]
    assert (seen["name"], seen["organizationType"]) == ("Vores forening", "UMBRELLA")
    assert seen["origins"] == [{"rule": "CONFIRMED", "others": [{"value": "Mias navn"}, {"value": "Foreningen"}]}]
    await people.join("tina", sources=("tiny",))
    assert (await people.tell("tina", "retire", f'id: "{one}"'))["entity"]["name"] == "Vores forening", "its own word is its own"
    assert codes(await people.tell("tina", "retire", f'id: "{one}"')) == [("id", "NOTHING_LOCAL")]
    event = f'input: {{name: "Fest", startsAt: "2027-06-01T18:00:00Z", organizer: "{one}"}}'
    assert (await people.tell("olga", "announceEvent", event))["state"] == "PUBLIC", "it answers for what it organizes"
    other = await people.tell("olga", "registerInitiative", 'input: {name: "Noget andet"}')
    assert other["state"] == "WAITING"


@pytest.mark.asyncio
async def test_a74_nobody_becomes_one_with_what_is_not_theirs_by_saying_its_number(people: People) -> None:
    await harvested(people.store, organization("o", "Lille"), organization("p", "Anden"), key="alpha")
    await harvested(people.store, organization("s", "Stor", cvr=CVR, url="https://stor.example/"), key="beta")
    listed = await people.ask("anybody", "{ organizations { nodes { id name } } }")
    ids = {one["name"]: one["id"] for one in listed["organizations"]["nodes"]}
    await people.join("olga", speaks_for=(ids["Lille"],))
    await people.join("alma", sources=("alpha",))
    await people.join("dora", sources=("alpha", "beta"))
    await people.decide("mia", "confirmOrganization", f'id: "{ids["Lille"]}"')

    async def states(who: str, one: str) -> list[str]:
        said = f'cvr: "{CVR}"', f'identifiers: [{{scheme: "DK-CVR", value: "{CVR}"}}]', 'url: "https://stor.example/"', 'summary: "Ny"'
        return [(await people.tell(who, "updateOrganization", f'id: "{ids[one]}", input: {{{word}}}'))["state"] for word in said]

    for who in ("olga", "alma"):
        assert await states(who, "Lille") == ["WAITING"] * 3 + ["PUBLIC"], "whose number it is is for another pair of eyes"
    assert (await people.ask("anybody", "{ organizations { totalCount } }"))["organizations"]["totalCount"] == 3
    assert await states("dora", "Anden") == ["PUBLIC"] * 4, "who keeps the sources of both may say that they are one"


@pytest.mark.asyncio
async def test_g11_a_mutation_comes_by_post_and_from_no_foreign_page(people: People) -> None:
    told = 'mutation { registerInitiative(input: {name: "Laug"}) { state } }'
    key = {"authorization": f"Bearer {people.keys['mia']}"}
    answer = await people.client.get("/graphql", params={"query": told}, headers=key)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    for headers in (key, {}):
        answer = await people.client.post("/graphql", json={"query": told}, headers=headers | {"origin": "https://evil.example"})
        assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (await people.ask("anybody", "{ initiatives { totalCount } }"))["initiatives"]["totalCount"] == 0


@pytest.mark.asyncio
async def test_a_write_costs_and_counts_like_any_answer(people: People) -> None:
    answer = await people.whole("mia", 'mutation { registerInitiative(input: {name: "Laug"}) { entity { name } } }')
    assert answer["extensions"]["cost"]["requested"] >= 300
    assert answer["extensions"]["cost"]["remaining"] < 1_000_000
    assert answer["extensions"]["version"] == "1"
