"""Watches from the door to the receiver: left, proven, told in order, and told again until they are taken."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update
from standardwebhooks import Webhook, WebhookVerificationError

from hub.curation.withdraw import thing, withdraw
from hub.domain.dates import now
from hub.domain.withdrawal import WithdrawalReason
from hub.notify import message, sign
from hub.notify.teller import ENDED
from hub.store import keys as books
from hub.store import tables as t
from tests.curation.desk import SECRET
from tests.house.files import HOUSE
from tests.notify.conftest import Hub, eventually, telling
from tests.notify.receiver import Receiver

pytestmark = pytest.mark.asyncio
AT = "2026-01-01T00:00:00Z"


async def test_what_people_do_here_is_told_in_order_signed_and_without_a_word_of_it(hub: Hub) -> None:
    async with Receiver() as receiver, telling(hub):
        watch = await hub.leave("bo", receiver)
        await hub.until("bo", watch["id"], "ACTIVE")
        one = await hub.say("Gunhilds kreds")
        await hub.tell("mia", "updateOrganization", f'id: "{one}", input: {{summary: "Om Gunhild"}}')
        waits = await hub.tell("bo", "registerOrganization", 'input: {name: "Bos kreds"}')
        [queued] = (await hub.ask("mia", "{ queue { nodes { id } } }"))["queue"]["nodes"]
        await hub.tell("mia", "decide", f'input: {{item: "{queued["id"]}", verdict: ACCEPT}}', "problems { code }")
        changes = await receiver.until_told(3)
        await withdraw(hub.store, thing(one), reason=WithdrawalReason.PERSONAL_DATA, by="test", secret=SECRET)
        changes = await receiver.until_told(4)
    assert [(one["type"], one["kind"]) for one in changes] == [
        ("CREATED", "ORGANIZATION"), ("UPDATED", "ORGANIZATION"), ("CREATED", "ORGANIZATION"), ("WITHDRAWN", "ORGANIZATION"),
    ]  # fmt: skip
    assert waits["state"] == "WAITING"
    assert (changes[1]["entityId"], changes[3]["entityId"], changes[3]["fields"]) == (one, one, [])
    assert "summary" in changes[1]["fields"]
    versions = [int(change["version"]) for change in changes]
    assert versions == sorted(set(versions))
    for got in (*receiver.challenges, *receiver.got):
        Webhook(watch["secret"]).verify(got.body, got.headers)
        assert b"unhild" not in got.body
        assert b"kreds" not in got.body
    with pytest.raises(WebhookVerificationError):
        Webhook(watch["secret"]).verify(got.body + b" ", got.headers)
    assert "secret" not in await hub.watch("bo", watch["id"])
    assert await asyncio.to_thread(nowhere, watch["secret"].removeprefix("whsec_"), hub.store.path), "no secret stands in the database"
    asked = await hub.ask("bo", f'{{ changes(after: "{changes[2]["cursor"]}") {{ nodes {{ type }} }} }}')
    assert asked["changes"]["nodes"] == [{"type": "WITHDRAWN"}], "its cursors are those of the query"


async def test_what_is_not_taken_is_sent_again_byte_for_byte_before_anything_newer_and_holds_nobody_up(hub: Hub) -> None:
    async with Receiver(500, "close", "hang") as bad, Receiver() as good, telling(hub):
        bad.does.append(("redirect", good.url))
        watch, _ = await hub.leave("bo", bad), await hub.leave("bo", good, kinds=["ORGANIZATION"])
        await hub.until("bo", watch["id"], "ACTIVE")
        ids = [await hub.say("Et")]
        await bad.until(lambda: len(bad.got) >= 3)
        ids.append(await hub.say("To"))
        began = asyncio.get_running_loop().time()
        assert [one["entityId"] for one in await good.until_told(2)] == ids
        assert asyncio.get_running_loop().time() - began < 0.35, "less than the time that the other one hangs"
        paused = await hub.until("bo", watch["id"], "PAUSED")
        assert (paused["failures"], paused["why"]) == (4, "HTTP 302: redirects are not followed; leave a watch on the address itself")
        resumed = await hub.watches("bo", "POST", f"/{watch['id']}/resume")
        assert (resumed.status_code, resumed.json()["state"]) == (200, "ACTIVE")
        assert [one["entityId"] for one in await bad.until_told(2)] == ids
    assert len({(one.id, one.body) for one in bad.got[:5]}) == 1, "the same message, five times"
    assert len(good.got) == len({one.id for one in good.got}), "nobody was sent to by a redirect"
    assert (await hub.watch("bo", watch["id"]))["failures"] == 0


async def test_a_hub_that_stops_between_sending_and_writing_sends_the_same_again(hub: Hub) -> None:
    async with Receiver() as receiver:
        watch = await hub.leave("bo", receiver)
        stopped = asyncio.Event()
        async with telling(hub):
            await hub.until("bo", watch["id"], "ACTIVE")
            receiver.does.append(lambda: stopped.set() or "hang")  # it has come whole, and is never answered
            one = await hub.say("Et")
            await asyncio.wait_for(stopped.wait(), 10)
        assert (await hub.watch("bo", watch["id"]))["failures"] == 0, "nothing was written of it"
        async with telling(hub):
            await receiver.until(lambda: len(receiver.got) == 2)
    first, again = receiver.got
    assert (first.id, first.body) == (again.id, again.body)
    assert [change["entityId"] for change in again.changes] == [one]


@pytest.mark.slow
async def test_a_hub_that_is_killed_between_sending_and_writing_sends_the_same_again_and_loses_nothing(hub: Hub) -> None:
    async with Receiver() as receiver:
        watch = await hub.leave("bo", receiver)
        async with telling(hub):
            await hub.until("bo", watch["id"], "ACTIVE")
        ids = [await hub.say("Et"), await hub.say("To")]
        victim = subprocess.Popen([sys.executable, "-m", "tests.notify.victim", str(hub.store.path)])  # noqa: ASYNC220
        receiver.does.append(lambda: os.kill(victim.pid, signal.SIGKILL))  # it has come whole, and is never answered
        await receiver.until(lambda: len(receiver.got) == 1, 60)
        assert await asyncio.to_thread(victim.wait, 10) == -signal.SIGKILL
        async with telling(hub):
            await receiver.until(lambda: len(receiver.got) == 2)
            await hub.say("Tre")
            await receiver.until(lambda: len(receiver.got) == 3)
    first, again, later = receiver.got
    assert (first.id, first.body) == (again.id, again.body)
    assert [one["entityId"] for one in again.changes] == ids
    assert len(later.changes) == 1


async def test_a_receiver_that_is_gone_and_a_key_that_was_revoked_are_told_no_more(hub: Hub) -> None:
    async with Receiver(410) as gone, Receiver() as stays, telling(hub):
        one, two = await hub.leave("bo", gone), await hub.leave("mia", stays)
        await hub.until("mia", two["id"], "ACTIVE")
        await hub.until("bo", one["id"], "ACTIVE")
        await hub.say("Et")
        await stays.until_told(1)

        async def removed() -> bool:
            return not (await hub.watches("bo")).json()["watches"]

        await eventually(removed)
        prefix, rotated = hub.names["mia"].removeprefix("key:"), "sg_aaaaaaaa"
        await hub.store.write(lambda tx: books.rotate(tx, prefix, rotated, b"x", at=now(), overlap_until=now(), most=9))
        await hub.tell("bo", "registerOrganization", 'input: {name: "To"}')
        assert (await row_of(hub, two["id"]))[:2] == ("ACTIVE", rotated), "whose key was changed for another is told on"
        await hub.store.write(lambda tx: books.revoke(tx, rotated, at=now()))

        async def stopped() -> bool:
            return await row_of(hub, two["id"]) == ("STOPPED", rotated, ENDED)

        await eventually(stopped)
    log = await hub.store.write(lambda tx: tx.rows(t.audit.select().where(t.audit.c.action.like("WATCH%")).order_by(t.audit.c.no)))
    assert [(by, action, subject) for _, _, by, action, subject, *_ in log] == [
        (hub.names["bo"], "WATCH", one["id"]), (hub.names["mia"], "WATCH", two["id"]), ("receiver", "WATCH_REMOVED", one["id"]),
    ]  # fmt: skip
    assert len(stays.got) == 1


def nowhere(secret: str, database: Path) -> bool:
    """Whether a secret stands neither as text nor as bytes in a database and its log."""
    files = [database, database.with_name(f"{database.name}-wal")]
    held = b"".join(file.read_bytes() for file in files if file.exists())
    return secret.encode() not in held and b64decode(secret) not in held


async def row_of(hub: Hub, id_: str) -> tuple[str, str, str]:
    """State, key and why of a watch, whose key may open nothing any more."""
    asked = select(t.watch.c.state, t.watch.c.key, t.watch.c.why).where(t.watch.c.id == id_)
    [row] = await hub.store.write(lambda tx: tx.rows(asked))
    return row


async def test_nobody_can_aim_the_hub_at_a_stranger(hub: Hub) -> None:
    words = (lambda body: b"", lambda body: body, lambda body: json.dumps({"challenge": "guess"}).encode())
    for word in words:
        async with Receiver(word=word) as stranger, telling(hub):
            watch = await hub.leave("bo", stranger)
            await hub.say("Et")
            paused = await hub.until("bo", watch["id"], "PAUSED")
            assert (len(stranger.challenges), stranger.got) == (4, [])
            assert "the answer was not the word of the challenge" in paused["why"]
            assert (await hub.watches("bo", "DELETE", f"/{watch['id']}")).status_code == 204
    async with (
        Receiver(word=lambda body: json.dumps({"challenge": json.loads(body)["data"]["challenge"]}).encode()) as willing,
        telling(hub),
    ):
        watch = await hub.leave("bo", willing)
        await hub.until("bo", watch["id"], "ACTIVE")


async def test_kinds_a_filter_and_a_cursor_say_what_is_told(hub: Hub) -> None:
    first = await hub.say("Et")
    begin = (await hub.ask("bo", "{ changes(first: 1) { nodes { cursor } } }"))["changes"]["nodes"][0]["cursor"]
    second = await hub.say("To")
    async with Receiver() as all_since, Receiver() as some, telling(hub):
        await hub.leave("bo", all_since, after=begin)
        watch = await hub.leave("bo", some, kinds=["VENUE"], filter={"areas": ["dk-kommune-0461"]})
        await hub.until("bo", watch["id"], "ACTIVE")
        await hub.tell("mia", "offerVenue", 'input: {name: "Salen"}')
        here = await hub.tell("mia", "offerVenue", 'input: {name: "Hallen", area: "dk-kommune-0461"}')
        told = await all_since.until_told(3)
        assert [one["entityId"] for one in await some.until_told(1)] == [here["entity"]["id"]]
    assert told[0]["entityId"] == second != first


async def test_changes_that_are_no_longer_kept_are_told_as_lost(hub: Hub) -> None:
    await hub.say("Et")
    async with Receiver() as receiver:
        watch = await hub.leave("bo", receiver)
        async with telling(hub):
            await hub.until("bo", watch["id"], "ACTIVE")
        await hub.say("To")
        newest = max(seq for (seq,) in await hub.store.write(lambda tx: tx.rows(t.change.select().with_only_columns(t.change.c.seq))))
        await hub.store.write(lambda tx: tx.many(t.change_floor.insert(), [(newest, AT)]))
        async with telling(hub):
            await receiver.until(lambda: bool(receiver.got))
            await hub.say("Tre")
            await receiver.until_told(1)
    assert [one.told["type"] for one in receiver.got] == ["changes.lost", "changes"]
    assert receiver.got[0].told["data"] == {"watch": watch["id"], "version": str(newest)}


async def test_only_one_process_tells(hub: Hub) -> None:
    async with Receiver() as receiver, telling(hub), telling(hub):
        watch = await hub.leave("bo", receiver)
        await hub.until("bo", watch["id"], "ACTIVE")
        for name in ("Et", "To", "Tre"):
            await hub.say(name)
        await receiver.until_told(3)
        await asyncio.sleep(0.1)
    assert len(receiver.taken) == 3
    assert await hub.store.write(lambda tx: tx.rows(t.lease.select())) == [], "it is given back"


async def test_a_name_that_leads_into_a_private_network_is_never_asked(hub: Hub) -> None:
    async def rebound(host: str, port: int) -> list[str]:
        return ["10.0.0.7"]

    async with Receiver() as receiver, telling(hub, resolver=rebound):
        watch = await hub.leave("bo", receiver)
        await hub.store.write(lambda tx: tx.run(update(t.watch).values(url="https://hook.example/")))
        paused = await hub.until("bo", watch["id"], "PAUSED")
    assert paused["why"] == "its name leads to an address that is not on the open internet"
    assert receiver.challenges == []


async def test_the_receiver_of_the_readme_verifies_what_is_sent_and_refuses_what_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = sign.secret_of("key", "watch_1")
    monkeypatch.setenv("WATCH_SECRET", sign.shown(secret))
    names: dict[str, Any] = {}
    [program] = re.findall(r"(?s)~~~python\n(.*?)~~~", (HOUSE / "README.md").read_text("utf-8"))
    exec(program, names)
    sent = message.challenge("watch_1", "word", AT, (0, 0))
    headers = sign.headers(secret, sent.id, int(time.time()), sent.body)
    transport = httpx.ASGITransport(names["app"], raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://forum.example") as client:
        answer = await client.post("/hook", content=sent.body, headers=headers)
        assert message.answers("word", answer.content)
        assert (await client.post("/hook", content=sent.body + b" ", headers=headers)).status_code == 500
        old = sign.headers(secret, sent.id, int(time.time()) - 600, sent.body)
        assert (await client.post("/hook", content=sent.body, headers=old)).status_code == 500


REFUSED = [
    ({"url": "http://hook.example/"}, "BAD_ARGUMENT"), ({"url": "https://hook.example:8443/"}, "BAD_ARGUMENT"),
    ({"url": "https://bo:secret@hook.example/"}, "BAD_ARGUMENT"), ({"url": "https://127.0.0.1:9/"}, "BAD_ARGUMENT"),
    ({"url": "file:///etc/passwd"}, "BAD_ARGUMENT"), ({"url": f"https://hook.example/{'x' * 2000}"}, "BAD_ARGUMENT"),
    ({"url": "https://hook.example/#part"}, "BAD_ARGUMENT"), ({"url": 7}, "BAD_REQUEST"), ([], "BAD_REQUEST"), ({}, "BAD_REQUEST"),
    ({"url": "https://hook.example/", "secret": "mine"}, "BAD_REQUEST"),
    ({"url": "https://hook.example/", "kinds": "EVENT"}, "BAD_REQUEST"),
    ({"url": "https://hook.example/", "kinds": ["PERSON"]}, "BAD_ARGUMENT"),
    ({"url": "https://hook.example/", "filter": {"areaz": ["dk"]}}, "BAD_ARGUMENT"),
    ({"url": "https://hook.example/", "filter": {"near": {"latitude": 99, "longitude": 0, "withinKm": 1}}}, "BAD_ARGUMENT"),
    ({"url": "https://hook.example/", "filter": {"ids": ["x" * 90] * 90}}, "BAD_ARGUMENT"),
    *(({"url": "https://hook.example/", "filter": json.loads('{"not":' * n + "{}" + "}" * n)}, "BAD_ARGUMENT") for n in (240, 480)),
    ({"url": "https://hook.example/", "after": "WzEsMl0"}, "BAD_CURSOR"),
]  # fmt: skip


async def test_a_wish_that_cannot_be_met_is_told_why(hub: Hub) -> None:
    assert hub.app is not None
    hub.app.state.watches.loopback = False
    for told, code in REFUSED:
        answer = await hub.watches("bo", "POST", told=told)
        assert (told, answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (told, 400, code)
    assert (await hub.watches("bo")).json() == {"watches": []}
    assert (await hub.client.post("/watches", content=b"x" * 30_000)).status_code == 413


async def test_only_keys_leave_watches_each_so_many_and_nobody_sees_those_of_others(hub: Hub) -> None:
    await hub.join("cecilie")
    urls = [{"url": f"https://hook.example/{n}"} for n in range(6)]
    made = [(await hub.watches("bo", "POST", told=url)).json() for url in urls[:3]]
    assert "3 watches, the most for one key" in (await hub.watches("bo", "POST", told=urls[3])).text
    assert [(await hub.watches("mia", "POST", told=url)).status_code for url in urls[3:5]] == [201, 201]
    assert "keeps 5 watches" in (await hub.watches("cecilie", "POST", told=urls[5])).text
    assert len((await hub.watches("mia")).json()["watches"]) == 2
    for method, path in (("DELETE", f"/{made[0]['id']}"), ("POST", f"/{made[0]['id']}/resume"), ("DELETE", "/watch_x")):
        assert (await hub.watches("mia", method, path)).status_code == 404
    assert (await hub.watches("bo", "DELETE", f"/{made[0]['id']}")).status_code == 204
    assert "left this watch already" in (await hub.watches("bo", "POST", told=urls[1])).text
    assert (await hub.watches("anybody")).status_code == 403
