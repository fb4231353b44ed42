"""What people tell one process of a hub is told at once to whoever follows another."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest

from hub.auth import keys
from hub.domain.dates import now
from hub.domain.viewer import ViewerRole
from hub.store import keys as books
from hub.store import watches
from hub.store.store import open_store
from hub.store.watches import Wish
from tests.curation.desk import People
from tests.notify.conftest import eventually
from tests.web.applied import applied
from tests.web.followed import Followed
from tests.web.talk import streaming, talking

pytestmark = pytest.mark.asyncio
CHANGES = "subscription { changes { type entityId fields entity { name } run { id } } }"
SECONDS = 2.0
"""The other process looks 20 times a second; the rest is for a machine that is busy."""


async def test_contributions_decisions_and_their_undoing_reach_the_followers_of_another_process_within_moments(hub: Followed) -> None:
    async with await open_store(f"sqlite:///{hub.database}", readers=1) as store:
        app = applied(store, limits_mode="warn")
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub") as client:
            people = People(store, client, app.state.door.who)
            await people.join("bo")
            await people.join("mia", ViewerRole.MODERATOR)
            async with talking(hub.socket) as socket, streaming(hub.url, CHANGES) as stream:
                await socket.subscribe("1", CHANGES)
                await asyncio.sleep(0.3)

                async def heard(type_: str, id_: str) -> dict[str, Any]:
                    """The next change, as both followers are told it."""
                    began = time.monotonic()
                    [by_socket], (_, by_stream) = await asyncio.gather(socket.events(1), stream.event())
                    assert time.monotonic() - began < SECONDS
                    assert by_socket == by_stream["data"]["changes"]
                    assert (by_socket["type"], by_socket["entityId"], by_socket["run"]) == (type_, id_, None), "no harvest, but a person"
                    found: dict[str, Any] = by_socket
                    return found

                one = (await people.tell("mia", "registerOrganization", 'input: {name: "Ålaug"}'))["entity"]["id"]
                assert (await heard("CREATED", one))["entity"] == {"name": "Ålaug"}
                await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{name: "Ålauget"}}')
                edited = await heard("UPDATED", one)
                assert edited["entity"] == {"name": "Ålauget"}
                assert "name" in edited["fields"]
                [decision, *_] = (await people.ask("mia", f'{{ decisions(of: "{one}") {{ id kind }} }}'))["decisions"]
                await people.decide("mia", "undo", f'decision: "{decision["id"]}"')
                assert (await heard("UPDATED", one))["entity"] == {"name": "Ålaug"}
                waiting = await people.tell("bo", "registerOrganization", 'input: {name: "Bos kreds"}', "state")
                assert waiting["state"] == "WAITING"
                [item] = (await people.ask("mia", "{ queue { nodes { id } } }"))["queue"]["nodes"]
                accepted = await people.decide("mia", "decide", f'input: {{item: "{item["id"]}", verdict: ACCEPT}}')
                two = accepted["decision"]["entities"][0]["id"]
                assert (await heard("CREATED", two))["entity"] == {"name": "Bos kreds"}
                await people.decide("mia", "undo", f'decision: "{accepted["decision"]["id"]}"')
                assert (await heard("HIDDEN", two))["entity"] is None


async def test_a_running_hub_tells_watches_and_never_asks_its_own_machine(hub: Followed) -> None:
    """A watch that got past the door by some way is refused once more where the connection is made."""
    async with await open_store(f"sqlite:///{hub.database}", readers=1) as store:
        made, wish = keys.make(), Wish("https://localhost/hook", None, None, None)
        rights = books.Rights(ViewerRole.CONTRIBUTOR)
        await store.write(lambda tx: books.keep(tx, made.prefix, made.digest, rights, at=now(), until=None, most=99))
        await store.write(lambda tx: watches.keep(tx, "watch_of_nobody", made.prefix, wish, at=now(), most=9, most_of_key=9))

        async def tried() -> str | None:
            return (await store.read(watches.watches(now())))[0].why

        assert await eventually(tried) == "its name leads to an address that is not on the open internet"
