"""What pages of other sites may do: read what everybody may read, and send a key only when their site is listed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from hub.settings import Settings
from hub.store.store import Store
from tests.web.applied import applied

LISTED = "https://forum.example.org"
QUESTION = {"query": "{ viewer { role } }"}

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def client(store: Store) -> AsyncIterator[httpx.AsyncClient]:
    settings = Settings(origins=LISTED)
    app = applied(store, settings)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub") as opened:
        yield opened


@pytest.mark.parametrize(("origin", "told"), [(LISTED, LISTED), ("https://elsewhere.example.com", "*"), ("null", "*")])
async def test_p01_every_page_may_read_and_never_with_credentials(client: httpx.AsyncClient, origin: str, told: str) -> None:
    for answer in (
        await client.post("/graphql", json=QUESTION, headers={"origin": origin}),
        await client.get("/graphql", params=QUESTION, headers={"origin": origin}),
        await client.post("/graphql", json={}, headers={"origin": origin}),
        await client.get("/schema.graphql", headers={"origin": origin}),
    ):
        assert answer.headers["access-control-allow-origin"] == told
        assert "access-control-allow-credentials" not in answer.headers
        assert "Origin" in answer.headers["vary"]


@pytest.mark.parametrize(("origin", "may_send_a_key"), [(LISTED, True), ("https://elsewhere.example.com", False), ("null", False)])
async def test_p01_a_preflight_lets_a_key_through_from_listed_sites_alone(
    client: httpx.AsyncClient, origin: str, may_send_a_key: bool
) -> None:
    asked = {"origin": origin, "access-control-request-method": "POST", "access-control-request-headers": "Content-Type, Authorization"}
    answer = await client.options("/graphql", headers=asked)
    allowed = answer.headers["access-control-allow-headers"].split(", ")
    assert answer.status_code == 204
    assert "content-type" in allowed
    assert ("authorization" in allowed) is may_send_a_key
    assert "access-control-allow-credentials" not in answer.headers


async def test_g13_no_cookie_is_set_and_none_is_needed(client: httpx.AsyncClient) -> None:
    answer = await client.get("/graphql", params=QUESTION, headers={"cookie": "session=somebody"})
    assert answer.json()["data"] == {"viewer": {"role": "READER"}}
    assert "set-cookie" not in answer.headers
