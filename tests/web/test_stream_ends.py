"""How streams end and what they leave behind: a hub in this very process, so that a test can look inside."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from starlette.applications import Starlette

from hub.auth import keys
from hub.auth.keys import MadeKey
from hub.cli.serve import listen
from hub.domain.dates import now
from hub.domain.limits import ANONYMOUS, RoleLimits
from hub.domain.viewer import ViewerRole
from hub.query.question import Question
from hub.settings import Settings
from hub.store import keys as books
from hub.store.keys import Rights
from hub.store.store import Store, open_store
from hub.web.door import Door
from hub.web.server import Server, server
from tests.web.applied import applied
from tests.web.followed import Followed, fill
from tests.web.talk import CHANGES, streaming, talking

pytestmark = pytest.mark.asyncio
SETTINGS = {"watch_seconds": 0.05, "recheck_seconds": 0.1, "heartbeat_seconds": 0.2, "key_cache_seconds": 0.1}
MANY = replace(ANONYMOUS, sockets=30, requests_10s=10_000, requests_minute=10_000, in_flight=100)


@dataclass(frozen=True)
class Here:
    app: Starlette
    url: str
    store: Store
    server: Server
    ends: asyncio.Task[None]

    @property
    def door(self) -> Door:
        door: Door = self.app.state.door
        return door

    @property
    def socket(self) -> str:
        return self.url.replace("http", "ws") + "/graphql"

    async def nothing_is_left(self, tasks: set[asyncio.Task[object]]) -> None:
        """Waits until no stream is open, and only tasks run that ran before."""
        for _ in range(150):
            open_ = [self.door.open.count(what) for what in ("sockets", "new sockets", "event streams")]
            more = asyncio.all_tasks() - tasks
            if not any(open_) and not more:
                return
            await asyncio.sleep(0.02)
        raise AssertionError(f"still open: {open_}, still running: {more}")


@pytest_asyncio.fixture
async def here(database: Path) -> AsyncIterator[Here]:
    await fill(database)
    settings = Settings(**SETTINGS, limits=RoleLimits(anonymous=MANY))
    async with await open_store(f"sqlite:///{database}", readers=2) as store:
        app = applied(store, settings)
        listener = listen("127.0.0.1", 0)
        served = server(app, settings)
        task = asyncio.create_task(served.serve(sockets=[listener]))
        for _ in range(500):
            if served.started:
                break
            await asyncio.sleep(0.01)
        yield Here(app, f"http://127.0.0.1:{listener.getsockname()[1]}", store, served, task)
        served.should_exit = True
        await task


async def test_g47_a_client_that_leaves_an_event_stream_leaves_nothing_behind(here: Here) -> None:
    before = asyncio.all_tasks()
    async with contextlib.AsyncExitStack() as opened:
        for _ in range(5):
            await opened.enter_async_context(streaming(here.url, CHANGES))
        assert here.door.open.count("event streams") == 5
        assert asyncio.all_tasks() - before
    await here.nothing_is_left(before)


async def test_g43_twenty_sockets_that_break_off_leave_nothing_behind(here: Here) -> None:
    before = asyncio.all_tasks()
    async with contextlib.AsyncExitStack() as opened:
        talks = [await opened.enter_async_context(talking(here.socket)) for _ in range(20)]
        for talk in talks:
            for number in range(5):
                await talk.subscribe(str(number), CHANGES if number else "subscription { harvest { step } }")
        await asyncio.sleep(0.3)
        assert here.door.open.count("sockets") == 20
        for talk in talks:
            talk.connection.transport.abort()
    await here.nothing_is_left(before)


async def new_key(store: Store) -> MadeKey:
    made = keys.make()
    rights = Rights(ViewerRole.CONTRIBUTOR, (), (), (), "a test")
    await store.write(lambda tx: books.keep(tx, made.prefix, made.digest, rights, at=now(), until=None, most=10))
    return made


async def test_g44_a_key_that_is_revoked_while_subscribed_is_cut_off(here: Here) -> None:
    made = await new_key(here.store)
    shown = f"Bearer {made.text}"
    async with (
        talking(here.socket) as anybody,
        talking(here.socket, begin=False) as told,
        talking(here.socket, authorization=shown) as headed,
        streaming(here.url, CHANGES, authorization=shown) as stream,
    ):
        await told.begin(authorization=shown)
        for talk in (anybody, told, headed):
            await talk.subscribe("role", "{ viewer { role } }")
            role = (await talk.hear())["payload"]["data"]["viewer"]["role"]
            assert role == ("READER" if talk is anybody else "CONTRIBUTOR")
            assert (await talk.hear())["type"] == "complete"
            await talk.subscribe("1", CHANGES)
        await asyncio.sleep(0.3)
        await here.store.write(lambda tx: books.revoke(tx, made.prefix, at=now()))
        assert (await told.closed(3))[0] == 4403
        assert (await headed.closed(3))[0] == 4403
        kind, answer = await stream.event(3)
        assert (kind, answer["errors"][0]["extensions"]["code"]) == ("next", "UNAUTHENTICATED")
        assert await stream.event() == ("complete", None)
        Followed(here.store.path).happen()
        await anybody.events(1)
    assert Settings().recheck_seconds + Settings().key_cache_seconds <= 30


async def test_a_key_that_opens_nothing_is_closed_with_4403(here: Here) -> None:
    for wrong in (f"Bearer {keys.make().text}", "Bearer nonsense", "Basic abc"):
        async with talking(here.socket, begin=False) as talk:
            await talk.say({"type": "connection_init", "payload": {"authorization": wrong}})
            assert (await talk.closed())[0] == 4403
        async with streaming(here.url, CHANGES, authorization=wrong) as stream:
            assert stream.response.status_code == 401


async def test_a_client_whose_place_is_no_longer_kept_is_told_so(here: Here) -> None:
    answer = await here.door.answers.answer(Question("{ changes(first: 1) { pageInfo { endCursor } } }"))
    old = answer.body.decode().split('"endCursor":"')[1].split('"')[0]
    Followed(here.store.path).write("INSERT INTO change_floor (seq, at) VALUES (20, '2026-11-26T12:00:00Z')")
    async with streaming(here.url, f'subscription {{ changes(after: "{old}") {{ cursor }} }}') as stream:
        kind, told = await stream.event()
        assert (kind, told["errors"][0]["extensions"]["code"]) == ("next", "CURSOR_EXPIRED")
        assert await stream.event() == ("complete", None)


async def test_a_stream_holds_no_reader_while_it_waits(here: Here) -> None:
    async with contextlib.AsyncExitStack() as opened:
        for _ in range(10):
            await opened.enter_async_context(streaming(here.url, CHANGES))
        await asyncio.sleep(0.3)
        assert not any(connection.in_transaction for connection in here.store.reader._all)
        answers = [here.door.answers.answer(Question(f"{{ a{n}: initiatives {{ totalCount }} }}")) for n in range(8)]
        assert {answer.code for answer in await asyncio.gather(*answers)} == {None}


async def test_v01_a_hub_that_stops_tells_open_streams_and_ends_within_ten_seconds(here: Here) -> None:
    async with talking(here.socket) as talk, streaming(here.url, CHANGES) as stream:
        await talk.subscribe("1", CHANGES)
        await asyncio.sleep(0.3)
        Followed(here.store.path).happen()
        await talk.events(1)
        await stream.event()
        here.server.should_exit = True  # what a signal does
        assert await stream.event() == ("complete", None)
        assert (await talk.closed())[0] == 1012
    async with asyncio.timeout(10):
        await here.ends
