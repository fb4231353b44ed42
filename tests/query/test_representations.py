"""`_entities`: a gateway names things of ours, and is told of each by itself whether it is one. G17 of the attacks, part by part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
import pytest

from hub.domain.ids import EntityKind
from hub.domain.limits import ANONYMOUS
from hub.query.keys import KEYS
from tests.query.conftest import NOW, Asker
from tests.query.rows import Rows

QUESTION = "query ($of: [_Any!]!) { _entities(representations: $of) { __typename ... on Entity { id name canonicalId } } }"
FORMER, NUMBER = "ini_former", "10150817"


@pytest.fixture
def ask(rows: Rows, asker: Callable[..., Asker]) -> Asker:
    """Thirty initiatives, one of which had another id before, and three organizations, two of which have one number."""
    nos = rows.things(EntityKind.INITIATIVE, 30, "Laug {}")
    rows.add("member", no=900, id=FORMER, kind="INITIATIVE", source_no=1, source_id="x", canonical_no=nos[0], published_seq=1)
    rows.things(EntityKind.ORGANIZATION, 1, "Forening {}", cvr=NUMBER)
    rows.things(EntityKind.ORGANIZATION, 2, "Afdeling {}", cvr="10000009")
    rows.done()
    return asker()


def ids(ask: Asker, what: str) -> list[str]:
    return [one["id"] for one in ask(f"{{ {what}(first: 100) {{ nodes {{ id }} }} }}")[what]["nodes"]]


def entities(ask: Asker, *given: Any) -> tuple[list[Any], list[tuple[Any, str]]]:
    """The names of what was found, or null, and the errors: place and code."""
    answer = ask.answer(QUESTION, {"of": list(given)})
    assert all(error["path"][0] == "_entities" and error["locations"] for error in answer.get("errors", ()))
    errors = [(error["path"][1], error["extensions"]["code"]) for error in answer.get("errors", ())]
    return [one and one.get("name", one["__typename"]) for one in answer["data"]["_entities"]], errors


def initiative(one: Any) -> dict[str, Any]:
    return {"__typename": "Initiative", "id": one}


def test_things_come_back_in_the_order_of_their_references(ask: Asker) -> None:
    wanted = [*reversed(ids(ask, "initiatives")), *ids(ask, "organizations")]
    found = ask(QUESTION, {"of": [{"__typename": "Entity", "id": one} for one in wanted]})["_entities"]
    assert [one["id"] for one in found] == wanted
    assert {one["__typename"] for one in found} == {"Initiative", "Organization"}


def test_a_former_id_answers_with_the_id_that_was_asked_and_tells_the_survivor(ask: Asker) -> None:
    survivor = ask(f'{{ initiative(id: "{FORMER}") {{ canonicalId }} }}')["initiative"]["canonicalId"]
    found = ask(QUESTION, {"of": [initiative(FORMER), initiative(survivor)]})["_entities"]
    assert [(one["id"], one["canonicalId"]) for one in found] == [(FORMER, survivor), (survivor, survivor)]
    assert survivor != FORMER


def test_an_organization_is_found_by_its_number_and_an_area_by_its_code(ask: Asker) -> None:
    question = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organization { cvr name } ... on Area { code name } } }"
    given = [{"__typename": "Organization", "cvr": NUMBER}, {"__typename": "Area", "code": "dk-kommune-0461"}]
    assert ask(question, {"of": given})["_entities"] == [
        {"cvr": NUMBER, "name": "Forening 31"},
        {"code": "dk-kommune-0461", "name": "Odense"},
    ]


def test_a_number_that_two_organizations_have_tells_neither(ask: Asker) -> None:
    assert entities(ask, {"__typename": "Organization", "cvr": "10000009"}) == ([None], [])


def test_what_there_is_none_of_is_null_without_an_error(ask: Asker) -> None:
    other = ids(ask, "organizations")[0]
    nothing = [
        initiative("ini_nothing"), initiative(other), initiative(""), {"__typename": "Theme", "id": other},
        {"__typename": "Area", "code": "nowhere"}, {"__typename": "Organization", "cvr": "99999999"}, initiative("area_dk"),
    ]  # fmt: skip
    assert entities(ask, *nothing) == ([None] * len(nothing), [])


@pytest.mark.parametrize("type_name", KEYS)
def test_every_type_with_a_key_is_answered(ask: Asker, type_name: str) -> None:
    assert entities(ask, *({"__typename": type_name, key: "nothing"} for key in KEYS[type_name])) == ([None] * len(KEYS[type_name]), [])


def test_a_hundred_references_cost_as_many_statements_as_one_of_each_type(ask: Asker) -> None:
    some = [initiative(one) for one in ids(ask, "initiatives")]
    others = [{"__typename": "Organization", "id": one} for one in ids(ask, "organizations")]
    ask(QUESTION, {"of": [some[0], others[0]]})
    for_two = ask.statements
    ask(QUESTION, {"of": [*some, *others, *some, *others, *some]})
    assert ask.statements == for_two == 2


def test_a_reference_may_be_written_in_the_document(ask: Asker) -> None:
    literal = '_entities(representations: [{__typename: "Initiative", id: $id}, {__typename: "Area", id: "area_dk"}])'
    found = ask(f"query ($id: ID!) {{ {literal} {{ __typename ... on Initiative {{ id }} }} }}", {"id": FORMER})["_entities"]
    assert found == [{"__typename": "Initiative", "id": FORMER}, {"__typename": "Area"}]


def test_none_is_an_empty_list(ask: Asker) -> None:
    assert entities(ask) == ([], [])


def test_a_reference_to_an_earlier_version_is_answered_as_of_then_and_one_to_no_version_by_itself(ask: Asker) -> None:
    names, errors = entities(ask, initiative(f"{FORMER}@0"), initiative(f"{FORMER}@77"), initiative(f"{FORMER}@x"))
    assert names[0] == "Laug 1"
    assert names[1:] == [None, None]
    assert errors == [(1, "BAD_REPRESENTATION"), (2, "BAD_REPRESENTATION")]


# --- G17 --------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [101, 3_000])
def test_g17_more_references_than_the_cap_are_refused_whole_and_told_the_cap(ask: Asker, count: int) -> None:
    variables = {"of": [initiative(FORMER)] * count}
    answer = orjson.loads(ask.answers.answer_here(QUESTION, None, variables, now=NOW, limits=ANONYMOUS).body)
    code, message = answer["errors"][0]["extensions"]["code"], answer["errors"][0]["message"]
    assert (answer["data"], code) == (None, "OVER_LIMIT")
    assert "100" in message
    assert str(count) in message
    assert ask.reader.statements == []


def test_g17_as_many_references_as_the_cap_are_answered(ask: Asker) -> None:
    assert entities(ask, *[initiative(FORMER)] * 100) == (["Laug 1"] * 100, [])


@pytest.mark.parametrize("type_name", ["Money", "PageInfo", "Query", "Provenance", "Node", "_Service", "Nothing", "", "x" * 5_000])
def test_g17_a_type_that_is_foreign_or_has_no_key_is_an_error_of_its_own(ask: Asker, type_name: str) -> None:
    assert entities(ask, initiative(FORMER), {"__typename": type_name, "id": FORMER}) == (["Laug 1", None], [(1, "BAD_REPRESENTATION")])


@pytest.mark.parametrize(
    "smuggled",
    [{"name": "SMUGGLED"}, {"canonicalId": "SMUGGLED"}, {"kind": "VENUE"}, {"self": 1}, {"cvr": NUMBER}, {"__proto__": {}}, {"ID": "x"}],
)
def test_g17_a_field_that_is_no_key_is_refused_and_never_comes_back(ask: Asker, smuggled: dict[str, Any]) -> None:
    answer = ask.answer(QUESTION, {"of": [{**initiative(FORMER), **smuggled}, initiative(FORMER)]})
    assert [one and one["name"] for one in answer["data"]["_entities"]] == [None, "Laug 1"]
    assert [error["path"] for error in answer["errors"]] == [["_entities", 0]]
    assert "SMUGGLED" not in str(answer)


@pytest.mark.parametrize("given", [42, 4.5, "ini_x", True, False, [], [[]], {}, {"id": FORMER}, {"__typename": 7, "id": FORMER}])
def test_g17_what_is_no_object_with_a_type_is_an_error_of_its_own(ask: Asker, given: Any) -> None:
    assert entities(ask, given, initiative(FORMER)) == ([None, "Laug 1"], [(0, "BAD_REPRESENTATION")])


@pytest.mark.parametrize("key", [None, 42, True, [FORMER], {"id": FORMER}, "x" * 201])
def test_g17_a_key_that_is_no_short_string_is_an_error_of_its_own(ask: Asker, key: Any) -> None:
    assert entities(ask, initiative(FORMER), initiative(key)) == (["Laug 1", None], [(1, "BAD_REPRESENTATION")])


@pytest.mark.parametrize("given", [{"__typename": "Initiative"}, {"__typename": "Area", "id": "area_dk", "code": "dk"}])
def test_g17_no_key_and_two_keys_are_errors_of_their_own(ask: Asker, given: Any) -> None:
    assert entities(ask, given, initiative(FORMER)) == ([None, "Laug 1"], [(0, "BAD_REPRESENTATION")])


def test_g17_an_error_tells_what_was_expected_and_nothing_of_the_inside(ask: Asker) -> None:
    errors = ask.answer(QUESTION, {"of": [42, {"__typename": "Initiative", "nothing": 1}, {"__typename": "Money", "id": "x"}]})["errors"]
    said = [error["message"] for error in errors]
    assert "is an object with `__typename` and a key" in said[0]
    assert "holds `__typename` and `id`" in said[1]
    assert "`nothing`" in said[1]
    assert "not a type of this graph that has a key" in said[2]
    assert not any(word in str(errors) for word in ("Traceback", "attribute", "hub.", "self", "argument", "dict"))


def test_g17_a_null_among_the_references_is_refused_by_validation(ask: Asker) -> None:
    assert ask.answer(QUESTION, {"of": [None]})["errors"][0]["extensions"]["code"] == "VALIDATION"


def test_g17_rows_below_references_count_against_what_an_answer_may_hold(rows: Rows, asker: Callable[..., Asker]) -> None:
    rows.done()
    question = "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Initiative { links(first: 100) { nodes { id } } } } }"
    code, _ = asker(max_rows=5_000).refusal(question, {"of": [initiative("ini_nothing")] * 60})
    assert code == "OVER_LIMIT"


def test_a75_what_is_not_for_everybody_is_no_more_so_below_a_reference(ask: Asker) -> None:
    below = "... on Source { runs(first: 1) { nodes { problems(first: 1) { nodes { message } } } } }"
    question = f"query ($of: [_Any!]!) {{ _entities(representations: $of) {{ {below} }} }}"
    for there in ("source_rows", "source_nobody"):
        code, message = ask.refusal(question, {"of": [{"__typename": "Source", "id": there}]})
        assert code == "FORBIDDEN", message


# --- The subgraph -----------------------------------------------------------------------------------------------------------------------


def test_the_service_tells_its_schema_without_reading_anything(ask: Asker) -> None:
    from schema.federation import subgraph

    assert ask("{ _service { sdl } }") == {"_service": {"sdl": subgraph()}}
    assert ask.reader.statements == []


def test_references_and_other_roots_are_answered_in_one_question(ask: Asker) -> None:
    question = "query ($of: [_Any!]!) { b: _entities(representations: $of) { __typename } a: viewer { role } s: _service { __typename } }"
    answer = ask.answer(question, {"of": [42, initiative(FORMER)]})
    data = {"b": [None, {"__typename": "Initiative"}], "a": {"role": "READER"}, "s": {"__typename": "_Service"}}
    assert list(answer["data"].items()) == list(data.items())
    assert [error["path"] for error in answer["errors"]] == [["b", 0]]
