"""What surrounds a plan: ids, languages, introspection, refusals with their codes, one version and one deadline."""

from __future__ import annotations

import asyncio
import re
import time

import orjson
import pytest

from hub.domain.ids import EntityKind, mint
from hub.domain.limits import GATEWAY
from hub.domain.viewer import Viewer, ViewerRole
from hub.query.question import Question
from tests.query.conftest import NOW

INI = mint(EntityKind.INITIATIVE, "rows", "1")
ORG = mint(EntityKind.ORGANIZATION, "rows", "2")


@pytest.fixture
def ask(rows, asker):
    """An initiative with a former id and words in three languages, and an organization."""
    no = rows.things(EntityKind.INITIATIVE, 1, "Kogræsserlaug")[0]
    rows.things(EntityKind.ORGANIZATION, 1, "Kommunen")
    for lang, value in (("da", "Kogræsserlaug"), ("en", "Grazing guild")):
        rows.add("text", no=no, field="NAME", lang=lang, value=value)
    for number, one in ((900, "ini_former"), (901, "ini_earlier")):
        rows.add("member", no=number, id=one, kind="INITIATIVE", source_no=1, source_id=one, canonical_no=no, published_seq=1)
    rows.add("identifier", member_no=1, scheme="X", value="1", no=1, strong=True)
    rows.add("identifier", member_no=2, scheme="X", value="both", no=2, strong=True)
    rows.add("identifier", member_no=1, scheme="X", value="both", no=1, strong=True)
    rows.connection.execute("UPDATE entity SET url = 'https://example.org/' WHERE no IN (1, 2)")
    rows.add("change", seq=7, at=NOW, type="CREATED", no=no, id=INI, kind="INITIATIVE")
    rows.done()
    return asker()


def test_a_former_id_answers_as_asked_and_tells_the_one_to_keep(ask):
    found = ask('{ initiative(id: "ini_former") { id canonicalId formerIds permalink } }')["initiative"]
    assert found == {
        "id": "ini_former",
        "canonicalId": INI,
        "formerIds": ["ini_earlier", "ini_former"],
        "permalink": f"https://hub.example/e/{INI}",
    }


def test_an_id_of_another_kind_is_no_initiative(ask):
    assert ask(f'{{ initiative(id: "{ORG}") {{ name }} organization(id: "{ORG}") {{ name }} }}') == {
        "initiative": None,
        "organization": {"name": "Kommunen"},
    }


def test_nodes_come_in_the_order_asked_with_nulls_between(ask):
    ids = ["theme_nature", "ini_former", "nonsense", INI, "area_dk", "source_rows", "run_1", "run_01", "prov_1", ORG, ""]
    found = ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", {"ids": ids})["nodes"]
    assert [one and one["id"] for one in found] == [
        "theme_nature",
        "ini_former",
        None,
        INI,
        "area_dk",
        "source_rows",
        None,
        None,
        None,
        ORG,
        None,
    ]
    assert [one["__typename"] for one in found if one] == ["Theme", "Initiative", "Initiative", "Area", "Source", "Organization"]


def test_more_than_a_hundred_nodes_are_refused(ask):
    assert ask.refusal("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 101})[0] == "OVER_LIMIT"


@pytest.mark.parametrize(
    ("by", "found"),
    [
        ('{id: "ini_former"}', "ini_former"),
        ('{identifier: {scheme: "X", value: "1"}}', INI),
        ('{identifier: {scheme: "X", value: "both"}}', None),
        ('{identifier: {scheme: "Y", value: "1"}}', None),
        ('{url: "https://example.org/"}', INI),
        ('{url: "https://example.org/other"}', None),
        ('{id: "area_dk"}', None),
    ],
)
def test_an_entity_is_found_by_one_of_its_names(ask, by, found):
    answer = ask(f'{{ entity(by: {by}) {{ id }} entities(by: [{by}, {{id: "nobody"}}]) {{ id }} }}')
    assert answer == {"entity": found and {"id": found}, "entities": [found and {"id": found}, None]}


@pytest.mark.parametrize("by", ["{}", "{id: null}", '{id: "x", url: "https://example.org/"}'])
def test_an_entity_is_asked_for_by_exactly_one_name(ask, by):
    assert ask.refusal(f"{{ entity(by: {by}) {{ id }} }}")[0] == "VALIDATION"


@pytest.mark.parametrize(
    ("lang", "request_lang", "name"),
    [
        ("", None, "Kogræsserlaug"),
        ("", "en", "Grazing guild"),
        ("", "fr", "Kogræsserlaug"),
        ('(lang: "EN-gb")', None, "Grazing guild"),
        ('(lang: "da")', "en", "Kogræsserlaug"),
        ("(lang: null)", "en", "Grazing guild"),
        ('(lang: "")', "en", "Kogræsserlaug"),
    ],
)
def test_words_come_in_the_language_of_the_field_then_of_the_request(ask, lang, request_lang, name):
    assert ask(f'{{ initiative(id: "{INI}") {{ name{lang} }} }}', lang=request_lang) == {"initiative": {"name": name}}


def test_one_text_may_be_asked_for_in_several_languages(ask):
    question = f'query ($l: String) {{ initiative(id: "{INI}") {{ da: name(lang: "da") en: name(lang: "en") any: name(lang: $l) }} }}'
    assert ask(question, {"l": "en"})["initiative"] == {"da": "Kogræsserlaug", "en": "Grazing guild", "any": "Grazing guild"}


@pytest.mark.parametrize("field", ["name", "image { alt%s }"])
def test_a_language_tag_that_is_no_tag_is_refused(ask, field):
    field = field % f'(lang: "{"x" * 36}")' if "%" in field else f'{field}(lang: "{"x" * 36}")'
    assert ask.refusal(f'{{ initiative(id: "{INI}") {{ {field} }} }}')[0] == "BAD_ARGUMENT"


def test_introspection_and_data_stand_beside_each_other_in_order(ask):
    answer = ask.answer(
        '{ a: __type(name: "Theme") { ...T } initiatives { totalCount } __schema { queryType { ...T } } __typename } '
        "fragment T on __Type { name }"
    )
    assert list(answer["data"]) == ["a", "initiatives", "__schema", "__typename"]
    assert answer["data"]["a"] == {"name": "Theme"}
    assert answer["data"]["__schema"] == {"queryType": {"name": "Query"}}
    assert answer["extensions"] == {"version": "7"}


def test_introspection_alone_reads_nothing_and_takes_variables(ask):
    question = "query ($n: String!) { __type(name: $n) { name } }"
    assert ask.answer(question, {"n": "Area"}) == {"data": {"__type": {"name": "Area"}}}
    assert ask.answer(question, {"n": "Nothing"}) == {"data": {"__type": None}}
    assert ask.reader.statements == []


def test_skip_and_include_make_plans_of_their_own(ask):
    fields = "id @include(if: $a) kind @skip(if: $b) ... @include(if: $a) { version }"
    question = f'query ($a: Boolean!, $b: Boolean = true) {{ initiative(id: "{INI}") {{ {fields} }} }}'
    assert ask(question, {"a": True}) == {"initiative": {"id": INI, "version": "1"}}
    assert ask(question, {"a": False}) == {"initiative": {}}
    assert ask(question, {"a": False, "b": False}) == {"initiative": {"kind": "INITIATIVE"}}


@pytest.mark.parametrize(
    ("question", "variables", "code"),
    [
        ("{", None, "SYNTAX"),
        ("", None, "SYNTAX"),
        ("{ " + "viewer { role } " * 4000 + "}", None, "TOO_MANY_TOKENS"),
        (" " * (GATEWAY.characters + 1), None, "TOO_LONG"),
        ("{ nothing }", None, "VALIDATION"),
        ("mutation { nothing }", None, "VALIDATION"),
        ("query A { viewer { role } } query B { viewer { role } }", None, "VALIDATION"),
        ("query ($a: Int!) { initiatives(first: $a) { totalCount } }", {}, "VALIDATION"),
        ("query ($a: Int) { initiatives(first: $a) { totalCount } }", {"a": "one"}, "VALIDATION"),
        ("{ initiatives(first: -1) { totalCount } }", None, "BAD_ARGUMENT"),
        ("{ area { name } }", None, "BAD_ARGUMENT"),
        (
            "query ($d: OrderDirection = ASC) { initiatives(orderBy: {by: NAME, direction: $d}) { totalCount } }",
            {"d": None},
            "BAD_ARGUMENT",
        ),
        ('{ area(id: "area_dk", code: "dk") { name } }', None, "BAD_ARGUMENT"),
        ('{ initiatives(after: "x") { totalCount } }', None, "BAD_CURSOR"),
        ("{ initiatives(first: 101) { totalCount } }", None, "OVER_LIMIT"),
        ("{ " + "viewer { role } " * 81 + "}", None, "TOO_MANY_ROOT_FIELDS"),
        ('{ initiatives { nodes { origins(fields: ["nosuch"]) { field } } } }', None, "BAD_ARGUMENT"),
    ],
)  # fmt: skip
def test_a_refusal_has_a_code(ask, question, variables, code):
    assert ask.refusal(question, variables)[0] == code


def test_a_request_that_could_not_be_run_has_no_data_at_all(ask):
    answer = ask.answers.answer_here("{ nothing }", now=NOW)
    assert (answer.ok, "data" in orjson.loads(answer.body)) == (False, False)
    answer = ask.answers.answer_here("{ initiatives(first: -1) { totalCount } }", now=NOW)
    assert (answer.ok, orjson.loads(answer.body)["data"]) == (True, None)


def test_fragments_that_fan_out_are_refused_at_once(ask):
    fans = " ".join(f"fragment F{place} on Query {{ ...F{place + 1} a{place}: viewer {{ ...G }} ...F{place + 1} }}" for place in range(30))
    question = f"{{ ...F0 }} {fans} fragment F30 on Query {{ __typename }} fragment G on Viewer {{ role }}"
    assert ask.refusal(question)[0] == "TOO_MANY_ALIASES"


def test_an_operation_is_chosen_by_its_name(ask):
    answer = ask.answer("query A { a: __typename } query B { b: __typename }", operation="B")
    assert answer["data"] == {"b": "Query"}


def test_g30_an_inner_fault_says_nothing_about_the_inside(ask, monkeypatch):
    monkeypatch.setattr("hub.query.plan.plan.Plan.run", lambda *_: 1 / 0)
    error = ask.answer("{ viewer { role } }")["errors"][0]
    assert error["extensions"]["code"] == "INTERNAL"
    assert re.fullmatch("[0-9a-f]{16}", error["extensions"]["id"])
    assert "zero" not in error["message"]


def test_an_answer_stops_at_its_deadline(rows, asker):
    rows.things(EntityKind.FUNDING, 30_000)
    rows.done()
    words = ", ".join('{text: "thing"}' for _ in range(20))
    ask = asker(query_seconds=0.1)
    assert ask.refusal(f"{{ fundings(filter: {{or: [{words}]}}) {{ totalCount facets {{ buckets {{ value }} }} }} }}")[0] == "TIMEOUT"
    assert ask("{ fundings { pageInfo { hasNextPage } } }") == {"fundings": {"pageInfo": {"hasNextPage": True}}}


def test_v12_what_somebody_asked_who_left_ends_within_moments(rows, asker):
    rows.things(EntityKind.FUNDING, 30_000)
    rows.done()
    words = ", ".join('{text: "thing"}' for _ in range(20))
    question = f"{{ fundings(filter: {{or: [{words}]}}) {{ totalCount facets {{ buckets {{ value }} }} }} }}"

    async def leave():
        await asyncio.sleep(0.05)

    async def asked():
        answers, began = asker(query_seconds=20).answers, time.monotonic()
        answer = await answers.answer(Question(question, viewer=Viewer(ViewerRole.GATEWAY), now=NOW), leave)
        left_after = time.monotonic() - began
        again = await answers.answer(Question("{ fundings { pageInfo { hasNextPage } } }", now=NOW))
        answers.reader.close()  # waits for whatever is still read
        return answer, again, left_after, time.monotonic() - began

    answer, again, left_after, free_after = asyncio.run(asked())
    assert (answer.code, again.code) == ("LEFT", None)
    assert left_after < free_after < 2


def test_many_may_ask_at_once(ask):
    async def all_together():
        question = f'query ($n: Int) {{ initiatives(first: $n) {{ nodes {{ name }} }} entity(by: {{id: "{INI}"}}) {{ name }} }}'
        asked = [ask.answers.answer(Question(question, None, {"n": n % 3}, lang="en", now=NOW)) for n in range(60)]
        return await asyncio.gather(*asked)

    answers = asyncio.run(all_together())
    assert {answer.version for answer in answers} == {"7"}
    assert {orjson.loads(answer.body)["data"]["entity"]["name"] for answer in answers} == {"Grazing guild"}


def test_ages_are_told_from_the_instant_of_the_request(ask):
    assert ask('{ source(id: "source_rows") { lagSeconds lastSuccessAt } }')["source"] == {
        "lagSeconds": 90,
        "lastSuccessAt": "2026-01-01T00:00:00Z",
    }


def test_what_is_asked_twice_is_answered_once(ask):
    question = f'{{ initiative(id: "{INI}") {{ a: name a: name ... on Entity {{ a: name area {{ name }} }} area {{ code }} }} }}'
    assert ask(question) == {"initiative": {"a": "Kogræsserlaug", "area": None}}
