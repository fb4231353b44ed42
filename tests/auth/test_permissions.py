"""Who may ask for what: the matrix of roles over the whole schema, and that nothing private is told by another way, or by its absence."""

from __future__ import annotations

import asyncio
import statistics
from collections import deque
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

import orjson
import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    build_schema,
    get_named_type,
    is_composite_type,
    is_required_argument,
)

from hub.domain.ids import EntityKind, mint
from hub.domain.source import RunOutcome, SourcePolicy
from hub.domain.viewer import ANYBODY, Viewer, ViewerRole
from hub.harvest.pipeline import harvest
from hub.query.answers import Answers
from hub.query.permissions import Rule, allows, declare, rule_of
from hub.query.question import Question
from hub.settings import Settings
from hub.store import decisions
from schema.build import schema
from schema.permissions import RULES
from tests.harvest.tiny import Site, Tiny, organization, source

NOW = "2026-11-23T12:00:00Z"
GRAPH = schema._schema
VIEWERS = [Viewer(role=role, name=f"key:sg_{role.value.lower()}") for role in ViewerRole]
VIEWERS += [Viewer(role=role, sources=("alpha",), name=f"key:sg_{role.value.lower()}") for role in ViewerRole]
Ask = Callable[..., Any]


@pytest.fixture
def ask(store) -> Ask:
    """Asks as a viewer; the whole answer."""
    answers = Answers(GRAPH, store.reader, Settings())

    def asked(question: str, viewer: Viewer = ANYBODY, variables: dict[str, Any] | None = None) -> Any:
        return orjson.loads(answers.answer_here(question, None, variables, viewer=viewer, now=NOW).body)

    return asked


def code(answer: Any) -> str | None:
    return answer["errors"][0]["extensions"]["code"] if "errors" in answer else None


# --- A73: the matrix ---------------------------------------------------------------------------------------------------------------


def some(kind: GraphQLInputType) -> str:
    """Some value of an input type, as it stands in a document."""
    if isinstance(kind, GraphQLNonNull):
        return some(kind.of_type)
    if isinstance(kind, GraphQLList):
        return f"[{some(kind.of_type)}]"
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    if isinstance(kind, GraphQLInputObjectType):
        return f'{{id: "{mint(EntityKind.INITIATIVE, "a", "b")}"}}'
    return {"Int": "1", "Float": "1", "Boolean": "true"}.get(kind.name, '"x"')


def step(name: str, field: GraphQLField, below: str) -> str:
    """One field of a document, with whatever it must be given."""
    given = [f"{one}: {some(made.type)}" for one, made in field.args.items() if is_required_argument(made)]
    return name + (f"({', '.join(given)})" if given else "") + (f" {{ {below} }}" if below else "")


def ways() -> Iterator[tuple[str, Rule, str]]:
    """Every field of the root, and every field that is not for everybody by a shortest way: its name, its rule, a document."""
    met: set[str] = set()
    assert GRAPH.query_type is not None
    waiting: deque[tuple[Any, Callable[[str], str]]] = deque([(GRAPH.query_type, lambda below: f"{{ {below} }}")])
    while waiting:
        kind, around = waiting.popleft()
        if kind.name in met:
            continue
        met.add(kind.name)
        for name, field in getattr(kind, "fields", {}).items():
            target = get_named_type(field.type)
            rule = rule_of(kind, name)
            if kind is GRAPH.query_type or rule is not Rule.PUBLIC:
                yield f"{kind.name}.{name}", rule, around(step(name, field, "__typename" if is_composite_type(target) else ""))
            if is_composite_type(target):
                waiting.append((target, lambda below, name=name, field=field, around=around: around(step(name, field, below))))
        for one in GRAPH.get_possible_types(kind) if kind.name in ("Node", "Entity") else ():
            waiting.append((one, lambda below, one=one, around=around: around(f"... on {one.name} {{ {below} }}")))


WAYS = list(ways())


def test_a73_the_matrix_covers_every_root_and_what_is_not_for_everybody():
    assert {name for name, _, _ in WAYS} >= {f"Query.{name}" for name in GRAPH.query_type.fields}
    closed = {name for name, rule, _ in WAYS if rule is not Rule.PUBLIC}
    assert {"HarvestRun.problems", "HarvestProblem.message", "HarvestProblemEdge.node", "HarvestProblemConnection.nodes"} <= closed


@pytest.mark.parametrize(("name", "rule", "document"), WAYS, ids=[name for name, _, _ in WAYS])
def test_a73_every_role_may_ask_what_its_rule_says(ask, name, rule, document):
    told = {viewer: code(ask(document, viewer)) for viewer in (ANYBODY, *VIEWERS)}
    assert {viewer for viewer, one in told.items() if one == "FORBIDDEN"} == {viewer for viewer in told if not allows(rule, viewer)}
    assert set(told.values()) <= {None, "FORBIDDEN", "BAD_ARGUMENT"}


def test_a73_the_rules_mean_what_they_say():
    keepers = [viewer for viewer in VIEWERS if allows(Rule.KEEPERS, viewer)]
    told = sorted((viewer.role.value, bool(viewer.sources)) for viewer in keepers)
    assert told == [("ADMIN", False), ("ADMIN", True), ("CONTRIBUTOR", True), ("MODERATOR", False), ("MODERATOR", True)]
    assert all(allows(Rule.PUBLIC, viewer) for viewer in (ANYBODY, *VIEWERS))


def test_a73_a_type_or_a_question_without_a_rule_fails_the_build():
    sdl = "type Query { a: A b: [A!] } type A { c: Int secret: Int } type AConnection { nodes: [A] }"
    good = {"Query.a": Rule.PUBLIC, "Query.b": Rule.PUBLIC, "A": Rule.PUBLIC, "A.secret": Rule.KEEPERS}
    made = build_schema(sdl)
    with pytest.raises(LookupError, match=r"\['A', 'AConnection', 'Query.a', 'Query.b'\]"):
        declare(made, {})
    declare(made, good)
    kind = made.type_map["A"]
    assert (rule_of(kind, "c"), rule_of(kind, "__typename"), rule_of(kind, "secret")) == (Rule.PUBLIC, Rule.PUBLIC, Rule.KEEPERS)
    with pytest.raises(LookupError, match=r"lacks a rule for \['Query.b'\]"):
        declare(made, {name: rule for name, rule in good.items() if name != "Query.b"})
    with pytest.raises(LookupError, match=r"for nothing: \['A.gone', 'B'\]"):
        declare(made, good | {"A.gone": Rule.PUBLIC, "B": Rule.PUBLIC})
    with pytest.raises(LookupError, match=r"Query\.harvest"):
        declare(build_schema("type Query { harvest: Int }"), {"Query": Rule.PUBLIC})
    assert rule_of(build_schema(sdl).type_map["A"], "c") is Rule.KEEPERS, "what was never declared is not for everybody"
    assert "HarvestProblem" in RULES


# --- What went wrong ---------------------------------------------------------------------------------------------------------------

SOURCES = "{ sources { nodes { id runs { nodes { quarantinedCount problems { nodes { message record } } } } } } }"


async def go(store, key: str, word: str, **changes: Any) -> Any:
    """A harvest of one item that can be read, not without a problem, and one that cannot."""
    one = source(key=key, **changes)
    return await harvest(store, one, Tiny(one), Site([organization(word, f"{word} Forening"), {"id": "2", "kind": "poison"}]))


def met(answer: Any) -> dict[str, list[str]]:
    return {
        one["id"]: [problem["record"] for run in one["runs"]["nodes"] for problem in run["problems"]["nodes"]]
        for one in answer["data"]["sources"]["nodes"]
    }


@pytest.mark.asyncio
async def test_a74_what_went_wrong_is_for_those_who_look_after_the_source(store, ask):
    for key, word in (("alpha", "sorrel"), ("beta", "thistle")):
        await go(store, key, word)
    every = {"source_alpha": ["sorrel"], "source_beta": ["thistle"]}
    assert met(ask(SOURCES, Viewer(role=ViewerRole.MODERATOR))) == met(ask(SOURCES, Viewer(role=ViewerRole.ADMIN))) == every
    assert met(ask(SOURCES, Viewer(role=ViewerRole.CONTRIBUTOR, sources=("alpha",)))) == {**every, "source_beta": []}
    assert met(ask(SOURCES, Viewer(role=ViewerRole.CONTRIBUTOR, sources=("beta", "gone")))) == {**every, "source_alpha": []}
    for viewer in (ANYBODY, *(Viewer(role=role, sources=("alpha",)) for role in (ViewerRole.READER, ViewerRole.GATEWAY))):
        assert code(ask(SOURCES, viewer)) == "FORBIDDEN"
        assert "sorrel" not in str(ask(SOURCES, viewer))
    counts = ask("{ sources { nodes { runs { nodes { quarantinedCount } } } } }")["data"]["sources"]["nodes"]
    assert [one["runs"]["nodes"][0]["quarantinedCount"] for one in counts] == [1, 1], "that something went wrong, everybody sees"


@pytest.mark.asyncio
async def test_a75_the_same_rule_holds_on_every_way(store, ask):
    await go(store, "alpha", "sorrel")
    told = "problems { nodes { message } }"
    spread = '{ source(id: "source_alpha") { runs { ...R } } } fragment R on HarvestRunConnection { nodes { ...P } }'
    spread += f" fragment P on HarvestRun {{ ... {{ {told} }} }}"
    documents = [
        f'{{ node(id: "run_1") {{ ... on HarvestRun {{ {told} }} }} }}',
        f'{{ nodes(ids: ["run_1"]) {{ ... on HarvestRun {{ p: {told} }} }} }}',
        f'{{ source(id: "source_alpha") {{ runs {{ edges {{ node {{ {told} }} }} }} }} }}',
        f'{{ source(id: "source_alpha") {{ runs {{ nodes {{ source {{ runs {{ nodes {{ {told} }} }} }} }} }} }} }}',
        spread,
        '{ source(id: "source_alpha") { runs { nodes { problems { edges { __typename } } } } } }',
        "{ organizations { nodes { provenance { nodes { source { runs { nodes { problems { pageInfo { hasNextPage } } } } } } } } } }",
    ]
    for document in documents:
        answer = ask(document)
        assert code(answer) == "FORBIDDEN", document
        assert "sorrel" not in str(answer)
        assert answer["errors"][0]["path"][-1] in ("problems", "p")
        assert code(ask(document, Viewer(role=ViewerRole.MODERATOR))) is None, document
    left_out = (
        f'query($all: Boolean!) {{ node(id: "run_1") {{ ... on HarvestRun {{ id {told.replace("{", "@include(if: $all) {", 1)} }} }} }}'
    )
    assert ask(left_out, variables={"all": False})["data"] == {"node": {"id": "run_1"}}
    assert code(ask(left_out, variables={"all": True})) == "FORBIDDEN"


@pytest.mark.asyncio
@pytest.mark.parametrize("policy", [SourcePolicy.DISCOVERY, SourcePolicy.REVIEW])
async def test_a74_nothing_that_was_not_published_is_told_to_anybody(store, ask, policy):
    report = await go(store, "alpha", "sorrel", policy=policy)
    assert report.outcome is RunOutcome.HELD
    one = mint(EntityKind.ORGANIZATION, "alpha", "sorrel")
    documents = [
        "{ sources { nodes { name policy state entityCount runs { nodes { id outcome createdCount quarantinedCount coverage } } } } }",
        '{ search(text: "sorrel") { totalCount nodes { name } } organizations { totalCount } }',
        "{ organizations { nodes { name provenance { nodes { sourceId } } } } }",
        "{ changes { nodes { type } } matches { nodes { id } } }",
        f'{{ node(id: "{one}") {{ id }} entity(by: {{id: "{one}"}}) {{ name origins {{ value }} }} }}',
    ]
    for document in documents:
        answer = ask(document)
        assert "errors" not in answer, answer
        assert "sorrel" not in str(answer).lower()
    assert ask(documents[-1])["data"] == {"node": None, "entity": None}


# --- G19: what is private and what is missing --------------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_g19_what_is_there_but_private_is_told_as_what_is_missing(store, ask):
    await go(store, "alpha", "sorrel", policy=SourcePolicy.REVIEW)
    there, missing = (mint(EntityKind.ORGANIZATION, "alpha", one) for one in ("sorrel", "never"))
    documents = [
        "{ node(id: $) { id } }",
        "{ nodes(ids: [$]) { id } }",
        "{ entity(by: {id: $}) { name } }",
        "{ organization(id: $) { name } }",
    ]
    spent: dict[str, list[float]] = {there: [], missing: []}
    for document in documents:
        for round_ in range(60):
            for one in (there, missing) if round_ % 2 else (missing, there):
                began = perf_counter()
                answer = ask(document.replace("$", f'"{one}"'))
                if round_ >= 10:
                    spent[one].append(perf_counter() - began)
                assert list(answer["data"].values()) in ([None], [[None]])
    assert len(spent[there]) == 200
    private, none = (statistics.median(times) for times in spent.values())
    assert 0.7 < private / none < 1.4, (private, none)


@pytest.mark.asyncio
async def test_g19_a_refusal_says_the_same_whether_there_is_anything_or_not(store, ask):
    await go(store, "alpha", "sorrel")
    document = "query($id: ID!) { node(id: $id) { ... on HarvestRun { problems { nodes { message } } } } }"
    refusals = [ask(document, variables={"id": one}) for one in ("run_1", "run_99", "nonsense")]
    assert refusals[0] == refusals[1] == refusals[2]
    assert code(refusals[0]) == "FORBIDDEN"
    theirs = Viewer(role=ViewerRole.CONTRIBUTOR, sources=("beta",))
    nothing = ask("{ sources { nodes { runs { nodes { problems { nodes { message } pageInfo { hasNextPage } } } } } } }", theirs)
    (run,) = nothing["data"]["sources"]["nodes"][0]["runs"]["nodes"]
    assert run == {"problems": {"nodes": [], "pageInfo": {"hasNextPage": False}}}, "as if nothing had gone wrong"


# --- Who is asking -----------------------------------------------------------------------------------------------------------------


@pytest.mark.asyncio
async def test_everybody_is_told_who_they_are_whatever_was_answered_before(store):
    await go(store, "alpha", "sorrel")
    one = mint(EntityKind.ORGANIZATION, "alpha", "sorrel")
    await store.write(lambda tx: decisions.decide(tx, "CONFIRMED", one, by="key:sg_ada", at=NOW))
    answers = Answers(GRAPH, store.reader, Settings())
    question = "{ viewer { role scopes speaksFor { id name } areas __typename } }"
    anna = Viewer(ViewerRole.CONTRIBUTOR, ("documents",), (mint(EntityKind.ORGANIZATION, "alpha", "gone"), one), name="key:sg_anna")
    told = {"role": "CONTRIBUTOR", "scopes": ["documents"], "speaksFor": [{"id": one, "name": "sorrel Forening"}], "areas": []}
    told["__typename"] = "Viewer"
    nobody = {"role": "READER", "scopes": [], "speaksFor": [], "areas": [], "__typename": "Viewer"}
    for _ in range(30):  # first in threads, then in the event loop
        both = await asyncio.gather(*(answers.answer(Question(question, viewer=viewer, now=NOW)) for viewer in (anna, ANYBODY)))
        assert [orjson.loads(answer.body)["data"]["viewer"] for answer in both] == [told, nobody]
