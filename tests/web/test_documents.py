"""Documents that are registered once and asked by their id, and Apollo's handshake by hash."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from hub.domain.viewer import Viewer, ViewerRole
from hub.errors import BadArgument, Forbidden
from hub.query.answers import Answers
from hub.settings import Settings
from hub.store import trusted
from hub.store.store import Store
from hub.web.documents import Documents, Memory
from schema.federation import served
from tests.web.applied import applied

GRAPHQL_JSON = "application/graphql-response+json"
NAME = "query Name($code: String!) { area(code: $code) { name } }"
ID = "sha256:" + hashlib.sha256(NAME.encode()).hexdigest()
ODENSE = {"code": "dk-kommune-0461"}
KEY = Viewer(ViewerRole.CONTRIBUTOR, ("documents",), name="key:sg_test")

pytestmark = pytest.mark.asyncio


def code(answer: httpx.Response) -> str:
    return str(answer.json()["errors"][0]["extensions"]["code"])


@pytest_asyncio.fixture
async def open_client(store: Store) -> AsyncIterator[object]:
    """Opens a client on a hub with these settings."""
    clients: list[httpx.AsyncClient] = []

    def opened(**settings: object) -> httpx.AsyncClient:
        made = Settings().model_copy(update=settings)
        app = applied(store, made)
        clients.append(httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub", headers={"accept": GRAPHQL_JSON}))
        return clients[-1]

    yield opened
    for client in clients:
        await client.aclose()


async def registered(store: Store, name: str = ID, body: str = NAME) -> int:
    checked = {trusted.check_id(name, body): body}
    return await store.write(lambda tx: trusted.register(tx, checked, by="test", at="2026-01-01T00:00:00Z"))


async def test_a_registered_document_is_asked_by_its_id_with_post_and_get(store: Store, client: httpx.AsyncClient) -> None:
    assert await registered(store) == 1
    assert await registered(store) == 0
    by_post = await client.post("/graphql", json={"documentId": ID, "variables": ODENSE})
    by_get = await client.get("/graphql", params={"documentId": ID, "variables": '{"code": "dk-kommune-0461"}'})
    assert by_post.json()["data"] == by_get.json()["data"] == {"area": {"name": "Odense"}}
    assert by_get.headers["cache-control"] == "public, max-age=5"
    again = await client.get(by_get.url.raw_path.decode(), headers={"if-none-match": by_get.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_only_what_a_registered_document_answers_may_be_kept_by_caches(store: Store, client: httpx.AsyncClient) -> None:
    free = await client.get("/graphql", params={"query": '{ area(code: "dk") { name } }'})
    assert free.headers["cache-control"] == "no-cache"
    await registered(store)
    wrong = await client.get("/graphql", params={"documentId": ID, "variables": "{}"})
    assert (code(wrong), wrong.headers["cache-control"]) == ("VALIDATION", "no-cache")


async def test_an_unknown_id_is_404_and_says_how_to_register(client: httpx.AsyncClient) -> None:
    answer = await client.post("/graphql", json={"documentId": "sha256:" + "0" * 64})
    assert (answer.status_code, code(answer)) == (404, "UNKNOWN_DOCUMENT")
    assert "samgraf documents register" in answer.text


async def test_an_id_never_changes_its_meaning(store: Store) -> None:
    await registered(store, "relay:42")
    with pytest.raises(BadArgument, match="another document"):
        await registered(store, "relay:42", "{ viewer { role } }")


@pytest.mark.parametrize("name", ["sha256:" + "1" * 64, "2" * 64, "with space", "", "x" * 201])
async def test_g14_a_hash_that_is_not_that_of_its_document_is_refused(name: str) -> None:
    with pytest.raises(BadArgument):
        trusted.check_id(name, NAME)


async def test_g14_a_hub_may_answer_registered_documents_only(store: Store, open_client) -> None:  # type: ignore[no-untyped-def]
    client = open_client(documents="registered")
    await registered(store)
    refused = await client.post("/graphql", json={"query": "{ viewer { role } }"})
    assert (refused.status_code, code(refused)) == (403, "FORBIDDEN")
    for body in ({"documentId": ID}, {"query": NAME}):
        assert (await client.post("/graphql", json=body | {"variables": ODENSE})).json()["data"] == {"area": {"name": "Odense"}}


async def test_the_handshake_by_hash_is_that_of_apollo(open_client) -> None:  # type: ignore[no-untyped-def]
    client = open_client(documents="apq")
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": ID.removeprefix("sha256:")}}
    first = await client.post("/graphql", json={"extensions": extensions, "variables": ODENSE})
    assert (code(first), first.json()["errors"][0]["message"]) == ("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
    wrong = await client.post("/graphql", json={"query": NAME + " ", "extensions": extensions, "variables": ODENSE})
    assert (wrong.status_code, code(wrong)) == (400, "BAD_REQUEST")
    both = await client.post("/graphql", json={"query": NAME, "extensions": extensions, "variables": ODENSE})
    alone = await client.post("/graphql", json={"extensions": extensions, "variables": ODENSE})
    assert both.json()["data"] == alone.json()["data"] == {"area": {"name": "Odense"}}


async def test_the_handshake_is_refused_where_it_is_not_wanted(client: httpx.AsyncClient) -> None:
    extensions = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
    answer = await client.post("/graphql", json={"extensions": extensions})
    assert (code(answer), answer.json()["errors"][0]["message"]) == ("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")


async def test_g14_a_flood_of_documents_pushes_out_the_oldest_and_nothing_else() -> None:
    memory = Memory(most=10_000)
    for number in range(1_000):
        memory.put(str(number), "x" * 100, 0.0)
    assert sum(memory.get(str(number), 0.0) is not None for number in range(1_000)) == 100
    assert memory.get("999", 0.0) is not None


async def test_registering_over_http_takes_a_key_with_its_scope(client: httpx.AsyncClient) -> None:
    answer = await client.post("/documents", json={ID: NAME})
    assert (answer.status_code, code(answer)) == (403, "FORBIDDEN")


async def test_who_leaves_before_the_body_is_whole_is_no_fault_of_the_hub(store: Store) -> None:
    """A client whose line breaks: the body begins, and then there is nobody any more."""
    app = applied(store)

    async def status(path: str, content_type: str) -> int:
        coming = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return next(coming)

        async def send(message: Any) -> None:
            sent.append(message)

        head = [(b"host", b"hub"), (b"content-type", content_type.encode())]
        request = {"type": "http", "http_version": "1.1", "method": "POST", "scheme": "http", "path": path, "raw_path": path.encode()}
        await app(request | {"query_string": b"", "headers": head, "client": ("127.0.0.1", 1), "server": ("hub", 80)}, receive, send)
        return int(sent[0]["status"])

    for path in ("/graphql", "/watches", "/documents", "/hooks/discourse/forum", "/webmention"):
        form = "application/x-www-form-urlencoded" if path == "/webmention" else "application/json"
        assert await status(path, form) == 400, path


async def test_documents_that_the_schema_cannot_answer_are_not_registered(store: Store) -> None:
    settings = Settings()
    documents = Documents(Answers(served(), store.reader, settings), store, settings)
    with pytest.raises(Forbidden):
        await documents.register({ID: NAME}, Viewer())
    with pytest.raises(BadArgument, match="Nothing was registered"):
        await documents.register({ID: NAME, "other": "{ nothing }"}, KEY)
    assert await store.read(trusted.listed()) == []
    assert await documents.register({ID: NAME}, KEY) == 1
    assert [one.by for one in await store.read(trusted.listed())] == ["key:sg_test"]
