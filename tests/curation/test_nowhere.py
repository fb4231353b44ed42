"""What was withdrawn stands in no answer, and in no feed but as a line that it went."""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

import pytest

from hub.curation import withdraw as curation
from hub.domain.viewer import Viewer, ViewerRole
from hub.store.store import Store
from tests.curation.planted import NAME, ORGANIZATION, PERSONAL, SECRET, planted
from tests.curation.test_withdraw import rows, withdraw
from tests.query.conftest import Asker

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)


SEARCH = '{ organizations(filter: {text: "Gunhild Fjordbo"}) { totalCount } initiatives(filter: {text: "Gunhild"}) { totalCount } }'
EVERYWHERE = """query ($id: ID!, $then: String!) {
    entity(by: {id: $id}) { id } node(id: $id) { id }
    changes(first: 100) { nodes { type entityId fields entity { id name } } }
    sources(first: 3) { nodes { runs(first: 5) { nodes { problems(first: 5) { nodes { message record } } } } } }
    organizations(first: 20) { nodes { name formerIds origins { field value raw }
      history(field: "name", first: 5) { nodes { value } } provenance(first: 5) { nodes { sourceId } } } }
    asOf(version: $then) { entity(by: {id: $id}) { id }
      organizations(first: 20) { nodes { name history(field: "name", first: 5) { nodes { value } } } } }
}"""


async def test_s22_no_answer_tells_of_it_now_or_then_and_the_feed_says_only_that_it_went(store: Store, database: Path) -> None:
    await planted(store)
    ask = Asker(database)
    ask.viewer = Viewer(role=ViewerRole.MODERATOR)  # who sees most sees nothing of it either
    then = ask('{ asOf(time: "2999-01-01T00:00:00Z") { version } }')["asOf"]["version"]
    before = ask.answer(EVERYWHERE, {"id": ORGANIZATION, "then": then})
    assert NAME in json.dumps(before, ensure_ascii=False)
    assert ask(SEARCH)["organizations"]["totalCount"] >= 1
    await withdraw(store, curation.thing(ORGANIZATION))
    after = ask.answer(EVERYWHERE, {"id": ORGANIZATION, "then": then})
    assert "errors" not in after, after["errors"]
    assert not [value for value in PERSONAL if value in json.dumps(after, ensure_ascii=False)]
    assert (after["data"]["entity"], after["data"]["node"], after["data"]["asOf"]["entity"]) == (None, None, None)
    assert ask(SEARCH) == {"organizations": {"totalCount": 0}, "initiatives": {"totalCount": 0}}
    feed = [(one["type"], one["fields"]) for one in after["data"]["changes"]["nodes"] if one["entityId"] == ORGANIZATION]
    assert feed[-1] == ("WITHDRAWN", [])
    plain = {blake2b(value.encode(), digest_size=16).digest() for value in PERSONAL}
    stones = {digest for (digest,) in await rows(store, "SELECT hash FROM tombstone")}
    assert stones
    assert stones.isdisjoint(plain)
