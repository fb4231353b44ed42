"""One request over HTTP: what the GraphQL-over-HTTP specification asks for, and clear words for whoever does not follow it."""

from __future__ import annotations

from typing import Any

import httpx
import orjson
import pytest

GRAPHQL_JSON = "application/graphql-response+json"
QUESTION = '{ area(code: "dk-kommune-0461") { name } }'

pytestmark = pytest.mark.asyncio


def code(answer: httpx.Response) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


async def test_a_question_is_answered_by_post_and_by_get(client: httpx.AsyncClient) -> None:
    wanted = {"area": {"name": "Odense"}}
    by_post = await client.post("/graphql", json={"query": QUESTION})
    by_get = await client.get("/graphql", params={"query": QUESTION}, headers={"accept": GRAPHQL_JSON})
    assert (by_post.status_code, by_post.json()["data"]) == (200, wanted)
    assert (by_get.status_code, by_get.json()["data"]) == (200, wanted)
    assert by_post.headers["content-type"].startswith("application/json")
    assert by_get.headers["content-type"].startswith(GRAPHQL_JSON)


async def test_g34_variables_and_the_name_of_the_operation_count(client: httpx.AsyncClient) -> None:
    document = "query A($code: String!) { area(code: $code) { name } } query B { viewer { role } }"
    body = {"query": document, "operationName": "A", "variables": {"code": "dk-kommune-0751"}}
    assert (await client.post("/graphql", json=body)).json()["data"] == {"area": {"name": "Aarhus"}}
    unnamed = await client.post("/graphql", json={"query": document}, headers={"accept": GRAPHQL_JSON})
    assert unnamed.status_code == 400
    assert "data" not in unnamed.json() or unnamed.json()["data"] is None


async def test_the_language_of_the_request_is_the_default_of_every_text(client: httpx.AsyncClient) -> None:
    body = {"query": '{ area(code: "dk") { name danish: name(lang: "da") } }'}
    english = await client.post("/graphql", json=body, headers={"accept-language": "en-GB, da;q=0.5"})
    assert english.json()["data"]["area"] == {"name": "Denmark", "danish": "Danmark"}
    assert "Accept-Language" in english.headers["vary"]


@pytest.mark.parametrize(
    ("document", "wanted"),
    [("{ viewer { role }", "SYNTAX"), ("{ nothingOfTheKind }", "VALIDATION"), ("{ areas(first: x) { nodes { name } } }", "VALIDATION")],
)
async def test_a_wrong_document_has_a_code_and_the_status_of_its_media_type(client: httpx.AsyncClient, document: str, wanted: str) -> None:
    modern = await client.post("/graphql", json={"query": document}, headers={"accept": GRAPHQL_JSON})
    legacy = await client.post("/graphql", json={"query": document})
    assert (code(modern), code(legacy)) == (wanted, wanted)
    assert 400 <= modern.status_code < 500
    assert legacy.status_code == 200


async def test_a_question_that_fails_while_it_is_answered_was_still_a_good_request(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"query": '{ areas(after: "%%") { nodes { name } } }'}, headers={"accept": GRAPHQL_JSON})
    assert (answer.status_code, answer.json()["data"], code(answer)) == (200, None, "BAD_CURSOR")


@pytest.mark.parametrize(
    "body",
    [
        b"null", b"42", b'"text"', b"[]", b"{", b"", b"{}", b'{"query": 1}', b'{"query": ""}', b'{"query": "{a}", "variables": []}',
        b'{"query": "{a}", "operationName": {}}', b'{"query": "{a}", "variables": {"a": NaN}}', b'{"query": "\xff"}',
        b'{"query": "{a}", "variables": ' + b"[" * 90_000, b'{"query": "{a}", "extensions": "no"}',
    ],
)  # fmt: skip
async def test_g32_a_malformed_body_is_refused_in_one_clear_line(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/graphql", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert "Traceback" not in answer.text


async def test_g32_a_huge_integer_ends_in_a_clear_refusal(client: httpx.AsyncClient) -> None:
    content = b'{"query": "query($n: Int) { areas(first: $n) { nodes { name } } }", "variables": {"n": ' + b"9" * 5000 + b"}}"
    answer = await client.post("/graphql", content=content, headers={"content-type": "application/json", "accept": GRAPHQL_JSON})
    assert answer.status_code == 400
    assert answer.json()["errors"]


async def test_too_much_is_refused_before_it_is_read(client: httpx.AsyncClient) -> None:
    large = await client.post("/graphql", content=b" " * 100_001, headers={"content-type": "application/json"})
    assert large.status_code == 413
    long = await client.get("/graphql", params={"query": "{ viewer { role } }" + " " * 9000}, headers={"accept": GRAPHQL_JSON})
    assert (long.status_code, code(long)) == (400, "BAD_REQUEST")


async def test_g35_other_methods_and_media_types_are_told_what_is_served(client: httpx.AsyncClient) -> None:
    deleted = await client.delete("/graphql")
    assert (deleted.status_code, deleted.headers["allow"]) == (405, "GET, HEAD, POST")
    form = await client.post("/graphql", data={"query": QUESTION})
    assert (form.status_code, code(form)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    text = await client.post("/graphql", json={"query": QUESTION}, headers={"accept": "text/plain"})
    assert (text.status_code, code(text)) == (406, "NOT_ACCEPTABLE")


async def test_g11_a_mutation_by_get_is_told_to_come_by_post(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", params={"query": "mutation { anything }"}, headers={"accept": GRAPHQL_JSON})
    assert (answer.status_code, answer.headers["allow"], code(answer)) == (405, "POST", "WRONG_METHOD")
    named = {"query": "query A { viewer { role } } mutation B { anything }", "operationName": "A"}
    assert (await client.get("/graphql", params=named, headers={"accept": GRAPHQL_JSON})).status_code == 400


async def test_g31_a_wrong_name_is_not_answered_with_right_ones(client: httpx.AsyncClient) -> None:
    for question in ("{ initiativs { totalCount } }", "{ viewr { role } }", "{ initiatives(orderBy: {by: NAM}) { totalCount } }"):
        answer = await client.post("/graphql", json={"query": question}, headers={"accept": GRAPHQL_JSON})
        assert answer.status_code == 400
        assert "mean" not in answer.text


@pytest.mark.parametrize("name", ["key", "api_key", "access_token", "token"])
async def test_a71_a_key_in_the_address_is_refused_with_advice(client: httpx.AsyncClient, name: str) -> None:
    answer = await client.get("/graphql", params={"query": QUESTION, name: "sg_secret"}, headers={"accept": GRAPHQL_JSON})
    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert "Authorization: Bearer" in answer.text
    assert "sg_secret" not in answer.text


async def test_p07_an_address_has_only_parameters_that_are_served_and_each_once(client: httpx.AsyncClient) -> None:
    for more in ([("utm_source", "x")], [("query", QUESTION)]):
        answer = await client.get("/graphql", params=[("query", QUESTION), *more])
        assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    vary = (await client.get("/graphql", params={"query": QUESTION})).headers["vary"]
    assert {"Accept", "Accept-Language", "Authorization"} <= set(vary.split(", "))


@pytest.mark.parametrize(
    ("accepts", "wanted"),
    [
        ("application/json;q=0.9, application/graphql-response+json;q=0.5", "application/json"),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL_JSON),
        ("application/graphql-response+json;q=0, */*;q=0.1", "application/json"),
        ("application/*", "application/json"),
        ("", "application/json"),
    ],
)
async def test_g35_the_media_type_that_is_wanted_more_is_answered(client: httpx.AsyncClient, accepts: str, wanted: str) -> None:
    answer = await client.post("/graphql", json={"query": QUESTION}, headers={"accept": accepts})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, wanted)


@pytest.mark.parametrize("body", [[{"query": QUESTION}] * 50, [1, None, "text"], []])
async def test_g03_a_list_of_requests_is_refused(client: httpx.AsyncClient, body: list[object]) -> None:
    answer = await client.post("/graphql", json=body)
    assert (answer.status_code, code(answer)) == (400, "BAD_REQUEST")
    assert "lists of requests are not served" in answer.text


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/graphql", ""]
)
async def test_g12_only_json_is_read(client: httpx.AsyncClient, media: str) -> None:
    content = orjson.dumps({"query": QUESTION})
    answer = await client.post("/graphql", content=content, headers={"content-type": media} if media else {})
    assert (answer.status_code, code(answer)) == (415, "UNSUPPORTED_MEDIA_TYPE")
    assert "data" not in answer.json()


async def test_g33_half_of_a_surrogate_pair_is_no_text(client: httpx.AsyncClient) -> None:
    for body in (
        b'{"query": "{ area(code: \\"\\\\ud800\\") { name } }"}',
        b'{"query": "query($c: String!) { area(code: $c) { name } }", "variables": {"c": "\\ud800"}}',
    ):
        answer = await client.post("/graphql", content=body, headers={"content-type": "application/json", "accept": GRAPHQL_JSON})
        assert answer.status_code == 400
        orjson.loads(answer.content)


@pytest.mark.parametrize("name", ["C", "", " ", None])
async def test_g34_an_operation_is_meant_by_its_name_alone(client: httpx.AsyncClient, name: str | None) -> None:
    document = "query A { viewer { role } } query B { viewer { role } }"
    answer = await client.post("/graphql", json={"query": document, "operationName": name}, headers={"accept": GRAPHQL_JSON})
    assert (answer.status_code, code(answer)) == (400, "VALIDATION")


async def test_g49_defer_and_stream_are_not_served(client: httpx.AsyncClient) -> None:
    for document in ("{ ... @defer { viewer { role } } }", "{ sources { nodes @stream { name } } }"):
        answer = await client.post("/graphql", json={"query": document}, headers={"accept": GRAPHQL_JSON})
        assert (answer.status_code, code(answer)) == (400, "VALIDATION")


async def test_introspection_and_data_stand_side_by_side(client: httpx.AsyncClient) -> None:
    answer: dict[str, Any] = (await client.post("/graphql", json={"query": '{ __type(name: "Area") { name } ' + QUESTION[1:]})).json()
    assert answer["data"] == {"__type": {"name": "Area"}, "area": {"name": "Odense"}}


async def test_the_other_doors_open(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).json()["status"] == "ok"
    assert (await client.get("/ready")).status_code == 200
    assert "type Initiative" in (await client.get("/schema.graphql")).text
    assert (await client.get("/")).headers["location"] == "/graphiql"
    page = await client.get("/graphql", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert (await client.get("/nowhere")).status_code == 404
    assert page.headers["x-content-type-options"] == "nosniff"
