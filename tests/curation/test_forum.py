"""A Discourse forum tells by its own webhook which of its threads are about what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from hub.curation.withdraw import thing, withdraw
from hub.domain.viewer import ViewerRole
from hub.domain.withdrawal import WithdrawalReason
from hub.errors import ConfigError
from hub.settings import Forum, Settings, load
from hub.store.store import Store
from tests.curation.desk import SECRET as WITHDRAWAL
from tests.curation.desk import People
from tests.curation.discourse import PERSON, SECRET, TEXT, Discourse, post, topic
from tests.web.applied import applied

pytestmark = pytest.mark.asyncio
ASKED = """{ discussions { nodes { id name url forum discussionState startedAt lastActivityAt replyCount
    about { nodes { name } } links { nodes { kind } } provenance { nodes { source { id } } } } } }"""


@pytest_asyncio.fixture
async def people(store: Store) -> AsyncIterator[People]:
    forum = {"url": "https://forum.example", "secret": SECRET, "name": "Klubforum"}
    forums = {"klub": Forum(**forum, trusted=True), "fremmed": Forum(**forum)}  # type: ignore[arg-type]
    app = applied(store, Settings(forums=forums, limits_mode="warn", withdrawal_key=WITHDRAWAL, most_waiting=2))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub") as client:
        made = People(store, client, app.state.door.who)
        await made.join("mia", ViewerRole.MODERATOR)
        yield made


async def things(people: People) -> tuple[str, str]:
    """The permalink of an organization, and the address of an initiative."""
    told = await people.tell("mia", "registerOrganization", 'input: {name: "Engelauget"}', "entity { permalink }")
    await people.tell("mia", "registerInitiative", 'input: {name: "Vandrelaug", url: "https://vandrelaug.example/"}')
    return told["entity"]["permalink"], "https://vandrelaug.example"


async def threads(people: People) -> list[dict[str, Any]]:
    return (await people.ask("anybody", ASKED))["discussions"]["nodes"]  # type: ignore[no-any-return]


async def test_a_thread_that_leads_to_things_here_is_a_discussion_of_them(people: People) -> None:
    forum, (permalink, address) = Discourse(people.client), await things(people)
    assert (await forum.send("topic_created", topic())).status_code == 204, "nobody knows yet what it is about"
    told = await forum.send("post_created", post(f"{permalink}?fra=forum", f"{address}#om", "https://andet.example/"))
    assert (told.status_code, told.json()["state"]) == (200, "PUBLIC")
    (thread,) = await threads(people)
    assert thread == {
        "id": told.json()["discussion"], "name": "Skal vi have et kogræsserlaug?", "forum": "Klubforum", "discussionState": "OPEN",
        "url": "https://forum.example/t/skal-vi-have-et-kograesserlaug/48", "startedAt": "2026-11-01T10:00:00Z", "lastActivityAt": None,
        "replyCount": 0, "about": {"nodes": [{"name": "Engelauget"}, {"name": "Vandrelaug"}]},
        "links": {"nodes": [{"kind": "DISCUSSES"}, {"kind": "DISCUSSES"}]}, "provenance": {"nodes": [{"source": {"id": "source_local"}}]},
    }  # fmt: skip
    edited = topic(title="Et kogræsserlaug?", slug="et-laug", closed=True, posts_count=5, last_posted_at="2026-11-03T08:00:00.000Z")
    assert (await forum.send("topic_edited", edited)).json()["discussion"] == thread["id"]
    (now,) = await threads(people)
    assert (now["name"], now["discussionState"], now["replyCount"], now["lastActivityAt"], now["url"]) == (
        "Et kogræsserlaug?", "CLOSED", 4, "2026-11-03T08:00:00Z", "https://forum.example/t/et-laug/48",
    )  # fmt: skip
    log = await people.ask("mia", "{ decisions { by kind } }")
    assert {(one["by"], one["kind"]) for one in log["decisions"] if "forum" in one["by"]} == {("forum:klub", "CONTRIBUTED")}
    raw = people.store.path.read_bytes() + people.store.path.with_name(f"{people.store.path.name}-wal").read_bytes()
    for secret in (str(PERSON["username"]), str(PERSON["name"]), TEXT, SECRET):
        assert secret.encode() not in raw


async def test_what_comes_twice_or_too_late_changes_nothing(people: People) -> None:
    forum, (permalink, address) = Discourse(people.client), await things(people)
    await forum.send("post_created", post(permalink), number=1)
    newer = post(address, updated_at="2026-11-02T10:00:00.456Z")
    assert (await forum.send("post_edited", newer, number=5)).status_code == 200
    for late in (post(permalink, updated_at="2026-11-02T10:00:00.111Z"), newer, post(permalink)):
        assert (await forum.send("post_edited", late, number=4)).status_code == 204
    assert (await forum.send("topic_edited", topic(title="Nyt"), number=9)).status_code == 200
    assert (await forum.send("topic_edited", topic(title="Gammelt"), number=8)).status_code == 204
    assert (await forum.send("topic_edited", topic(title="Nyt"), number=10)).status_code == 204, "nothing new"
    (thread,) = await threads(people)
    assert (thread["name"], thread["about"]) == ("Nyt", {"nodes": [{"name": "Vandrelaug"}]})


async def test_replies_are_counted_every_few_minutes_and_whispers_never(people: People, monkeypatch: pytest.MonkeyPatch) -> None:
    forum, (permalink, _) = Discourse(people.client), await things(people)
    reply = {"post_number": 4, "topic_posts_count": 4, "created_at": "2026-11-05T10:00:00.000Z"}
    assert (await forum.send("post_created", post(**reply))).status_code == 204, "of a thread that nobody knows"
    await forum.send("post_created", post(permalink))
    assert (await forum.send("post_created", post(**reply))).status_code == 204, "too soon"
    monkeypatch.setattr("hub.curation.forum.REPLY_SECONDS", 0)
    assert (await forum.send("post_created", post(**reply, post_type=4))).status_code == 204
    assert (await forum.send("post_created", post(**reply))).status_code == 200
    (thread,) = await threads(people)
    assert (thread["replyCount"], thread["lastActivityAt"]) == (3, "2026-11-05T10:00:00Z")


async def test_a_thread_that_is_destroyed_is_gone_and_comes_back_with_its_first_post_only(people: People) -> None:
    forum, (permalink, _) = Discourse(people.client), await things(people)
    await forum.send("post_created", post(permalink), number=1)
    assert (await forum.send("topic_destroyed", topic(deleted_at="2026-11-03T08:00:00.000Z"), number=2)).status_code == 200
    assert await threads(people) == []
    assert (await forum.send("post_edited", post(permalink, updated_at="2026-11-09T10:00:00.000Z"), number=1)).status_code == 204
    assert (await forum.send("topic_edited", topic(), number=3)).status_code == 204
    assert await threads(people) == []
    assert (await forum.send("post_recovered", post(permalink), number=4)).status_code == 200
    assert len(await threads(people)) == 1
    assert (await forum.send("topic_destroyed", topic(one=99), number=1)).status_code == 204
    assert (await forum.send("post_created", post(permalink, one=99), number=2)).status_code == 204, "it was destroyed before"


@pytest.mark.parametrize("told_before", [True, False])
async def test_a_thread_that_is_unlisted_is_not_told_until_it_is_listed_again(people: People, told_before: bool) -> None:
    forum, (permalink, _) = Discourse(people.client), await things(people)
    if told_before:
        await forum.send("post_created", post(permalink), number=1)
    await forum.send("topic_edited", topic(visible=False), number=2)
    assert await threads(people) == []
    assert (await forum.send("post_edited", post(permalink, updated_at="2026-11-02T10:00:00.000Z"), number=3)).status_code == 204
    assert await threads(people) == []
    assert (await forum.send("topic_edited", topic(), number=4)).status_code == 204
    assert (await forum.send("post_edited", post(permalink, updated_at="2026-11-03T10:00:00.000Z"), number=5)).status_code == 200
    assert len(await threads(people)) == 1


@pytest.mark.parametrize(
    "left", [("post_edited", {"updated_at": "2026-11-02T10:00:00.000Z"}), ("post_edited", {"hidden": True, "updated_at": "2026-12-01"}),
             ("post_destroyed", {"updated_at": "2026-12-01T00:00:00Z"})],
)  # fmt: skip
async def test_a_first_post_that_leads_nowhere_any_more_takes_its_thread_out(people: People, left: tuple[str, dict[str, Any]]) -> None:
    forum, (permalink, _) = Discourse(people.client), await things(people)
    await forum.send("post_created", post(permalink))
    links = [permalink] if left[1].get("hidden") or left[0] == "post_destroyed" else []
    assert (await forum.send(left[0], post(*links, **left[1]))).status_code == 200
    assert await threads(people) == []
    assert (await forum.send("topic_edited", topic())).status_code == 204


async def test_the_word_of_a_forum_that_is_not_trusted_waits_and_its_newer_word_takes_its_place(people: People) -> None:
    forum, (permalink, address) = Discourse(people.client, "fremmed"), await things(people)
    assert (await forum.send("post_created", post(permalink))).json() == {"discussion": None, "state": "WAITING"}
    assert (await forum.send("topic_edited", topic(title="Et laug?"))).json()["state"] == "WAITING"
    waits = (await people.ask("mia", "{ queue { nodes { id fields { field } } } }"))["queue"]["nodes"]
    assert [sorted(said["field"] for said in one["fields"]) for one in waits] == [
        ["about", "discussionState", "forum", "lastActivityAt", "name", "replyCount", "startedAt", "url"]
    ], "one thing waits, all that was told together"
    await people.decide("mia", "decide", f'input: {{item: "{waits[0]["id"]}", verdict: ACCEPT}}')
    (thread,) = await threads(people)
    assert (thread["name"], thread["about"]["nodes"]) == ("Et laug?", [{"name": "Engelauget"}])
    await forum.send("post_created", post(address, one=50))
    await forum.send("post_created", post(address, one=51))
    assert (await forum.send("post_created", post(address, one=52))).status_code == 429
    second = (await people.ask("mia", "{ queue { nodes { id } } }"))["queue"]["nodes"][0]
    await people.decide("mia", "decide", f'input: {{item: "{second["id"]}", verdict: REJECT}}')
    assert (await forum.send("post_edited", post(address, one=50, updated_at="2026-12-01T00:00:00Z"))).status_code == 204, "turned down"
    assert (await forum.send("topic_destroyed", topic())).status_code == 200, "what is no more is taken out, whoever let it in"
    assert await threads(people) == []


async def test_a_thread_that_was_withdrawn_is_not_taken_again(people: People) -> None:
    forum, (permalink, _) = Discourse(people.client), await things(people)
    told = (await forum.send("post_created", post(permalink))).json()["discussion"]
    await withdraw(people.store, thing(told), reason=WithdrawalReason.PERSONAL_DATA, by="ada", secret=WITHDRAWAL)
    again = await forum.send("post_edited", post(permalink, updated_at="2026-11-02T10:00:00.000Z"))
    assert again.status_code == 204, again.text
    assert await threads(people) == []


async def test_what_is_not_signed_or_no_event_of_a_thread_is_refused_or_passed_over(people: People) -> None:
    forum, (permalink, _) = Discourse(people.client), await things(people)
    for wrong in ("", "sha256=00", f"sha256={'0' * 64}", b"sha256=\xf8"):
        told = await forum.send("post_created", post(permalink), **{"X-Discourse-Event-Signature": wrong})
        assert (told.status_code, told.json()["errors"][0]["extensions"]["code"]) == (403, "FORBIDDEN")
    unknown = await Discourse(people.client, "ukendt").send("post_created", post(permalink))
    assert (unknown.status_code, unknown.json()) == (403, told.json()), "which forums there are is not told"
    for event in ("ping", "user_created", "post_liked", "topic_tags_changed"):
        assert (await forum.send(event, {})).status_code == 204
    assert (await forum.send("post_created", post(permalink, topic_archetype="private_message"))).status_code == 204
    assert (await forum.send("post_created", post(permalink), **{"X-Discourse-Instance": "https://andet.example"})).status_code == 400
    for broken in ({"topic_id": None}, {"topic_id": True}, {"updated_at": "yesterday"}):
        assert (await forum.send("post_created", post(permalink, **broken))).status_code == 400, broken
    assert (await forum.send("post_created", post(permalink, raw="x" * 1_000_001))).status_code == 413
    assert await threads(people) == []


async def test_a_wrong_setting_of_a_forum_is_told_without_its_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_FORUMS", '{"klub": {"url": "forum.example", "secret": "dette er en hemmelighed"}, "To": 1}')
    with pytest.raises(ConfigError) as told:
        load()
    assert "SAMGRAF_FORUMS__KLUB__URL" in str(told.value)
    assert "hemmelighed" not in str(told.value)
