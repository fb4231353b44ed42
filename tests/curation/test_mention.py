"""Webmention: a page of another site that mentions things here is read later, by a process of its own, and told as a story."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import httpx
import pytest
import pytest_asyncio
from sqlalchemy import select

from hub.curation import mention
from hub.curation.desk import Desk
from hub.curation.hear import tell
from hub.domain.ids import EntityKind
from hub.domain.viewer import Viewer, ViewerRole
from hub.harvest.fetch import FetchLimits
from hub.harvest.guard import checked
from hub.sdk.links import read_page
from hub.settings import Settings
from hub.store import mentions
from hub.store import tables as t
from hub.store.store import Store
from hub.visit import pages
from hub.visit.pages import read_mentions
from hub.web import mention as door
from tests.curation.desk import SECRET, People
from tests.harvest.bad_site import Site, bomb, endless, page, redirect, site, slow_body
from tests.web.applied import applied

pytestmark = pytest.mark.asyncio
STORIES = "{ stories { nodes { name url about { nodes { name } } publisher { name } } } }"
QUEUE = "{ queue { nodes { id fields { field value } } } }"
QUICK = FetchLimits(seconds=20, bytes=100_000, retries=0, backoff_seconds=0.001, patience_seconds=0.1)
HTML = "Content-Type: text/html; charset=utf-8"


@dataclass
class Mentioned:
    """A hub with an organization and an initiative, and a site with pages."""

    people: People
    settings: Settings
    site: Site
    org: str
    permalink: str

    async def send(self, source: str, target: str, **headers: str) -> httpx.Response:
        source = f"{self.site.url}{source}" if source.startswith("/") else source
        return await self.people.client.post("/webmention", data={"source": source, "target": target}, headers=headers)

    async def read(self, **more: Any) -> dict[str, int]:
        return dict(await read_mentions(self.people.store, self.settings, **({"limits": QUICK, "loopback": True} | more)))

    async def state(self, sent: httpx.Response) -> tuple[str, str | None]:
        told = (await self.people.client.get(sent.headers["location"].removeprefix(self.settings.base_url))).json()
        return told["state"], told["reason"]

    async def stories(self) -> list[dict[str, Any]]:
        return (await self.people.ask("anybody", STORIES))["stories"]["nodes"]  # type: ignore[no-any-return]

    def put(self, path: str, *links: str, title: str = "Et besøg hos lauget") -> None:
        body = "".join(f'<p>Se <a href="{link}">her</a></p>' for link in links)
        self.site.answers[path] = page(f'<html lang="da-DK"><title>{title}</title>{body}'.encode(), HTML)


@pytest_asyncio.fixture
async def mentioned(store: Store, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mentioned]:
    monkeypatch.setattr(door, "checked", partial(checked, loopback=True))
    settings = Settings(limits_mode="warn", withdrawal_key=SECRET, pace_seconds=0, most_mentions=60)  # type: ignore[arg-type]
    async with (
        site() as pages,
        httpx.AsyncClient(transport=httpx.ASGITransport(app=(app := applied(store, settings))), base_url="http://hub") as client,
    ):
        people = People(store, client, app.state.door.who)
        await people.join("mia", ViewerRole.MODERATOR)
        told = await people.tell("mia", "registerOrganization", 'input: {name: "Engelauget"}', "entity { id permalink }")
        await people.tell("mia", "registerInitiative", 'input: {name: "Vandrelaug", url: "https://vandrelaug.example/"}')
        yield Mentioned(people, settings, pages, told["entity"]["id"], told["entity"]["permalink"])


async def test_a_strangers_page_is_read_later_and_waits_for_somebody_to_look(mentioned: Mentioned) -> None:
    mentioned.put("/blog/1", mentioned.permalink, "https://vandrelaug.example#om")
    sent = await mentioned.send("/blog/1#top", mentioned.permalink)
    assert (sent.status_code, sent.headers["location"]) == (201, sent.json()["status"])
    assert (await mentioned.send("/blog/1", mentioned.permalink)).headers["location"] == sent.headers["location"], "it waits already"
    assert (await mentioned.send("/blog/1", "https://vandrelaug.example/")).status_code == 201
    assert (mentioned.site.log, await mentioned.state(sent)) == ([], ("WAITING", None)), "the web fetches nothing"
    assert await mentioned.read() == {"TOLD": 2, "GONE": 0}
    assert mentioned.site.paths() == ["/robots.txt", "/blog/1"]
    assert await mentioned.state(sent) == ("TOLD", None)
    assert await mentioned.stories() == []
    (waits,) = (await mentioned.people.ask("mia", QUEUE))["queue"]["nodes"]
    assert {one["field"]: one["value"] for one in waits["fields"]}["url"] == f"{mentioned.site.url}/blog/1"
    kept = await mentioned.people.store.write(lambda tx: tx.rows(select(t.mention.c.page, t.mention.c.host)))
    assert kept == [(None, None)] * 2, "its address stands where a withdrawal finds it, and nowhere else"
    await mentioned.send("/blog/1", mentioned.permalink)
    await mentioned.read()
    assert (await mentioned.people.ask("mia", QUEUE))["queue"]["nodes"] == [waits], "the same again changes nothing"
    await mentioned.people.decide("mia", "decide", f'input: {{item: "{waits["id"]}", verdict: ACCEPT}}')
    assert await mentioned.stories() == [
        {"name": "Et besøg hos lauget", "url": f"{mentioned.site.url}/blog/1", "publisher": None,
         "about": {"nodes": [{"name": "Engelauget"}, {"name": "Vandrelaug"}]}}
    ]  # fmt: skip


@pytest.mark.parametrize(
    "now",
    [
        pytest.param(page(b"", status="404 Not Found"), id="404"),
        pytest.param(page(b"", status="410 Gone"), id="410"),
        pytest.param(page(b"<p>Intet", HTML), id="no link"),
        pytest.param(page(b"%PDF", "Content-Type: application/pdf"), id="no page"),
    ],
)
async def test_a_page_that_is_gone_or_leads_here_no_more_takes_its_story_with_it(mentioned: Mentioned, now: bytes) -> None:
    await mentioned.people.tell("mia", "updateOrganization", f'id: "{mentioned.org}", input: {{website: "{mentioned.site.url}/"}}')
    await mentioned.people.decide("mia", "confirmOrganization", f'id: "{mentioned.org}"')
    mentioned.put("/nyt", mentioned.permalink, title="Nyt fra lauget")
    sent = await mentioned.send("/nyt", mentioned.permalink)
    await mentioned.read()
    (story,) = await mentioned.stories()
    assert (story["name"], story["publisher"]) == ("Nyt fra lauget", {"name": "Engelauget"}), "its own website: its word, at once"
    mentioned.site.answers["/nyt"] = page(b"", status="500 Down")
    await mentioned.send("/nyt", mentioned.permalink)
    await mentioned.read()
    assert (await mentioned.state(sent), len(await mentioned.stories())) == (("TOLD", "SOURCE_UNREACHABLE"), 1), "what stood stays"
    mentioned.site.answers["/nyt"] = now
    await mentioned.send("/nyt", mentioned.permalink)
    assert await mentioned.read() == {"GONE": 1}
    assert (await mentioned.state(sent))[0] == "GONE"
    assert await mentioned.stories() == []


async def test_a_page_elsewhere_is_not_the_word_of_an_organization(mentioned: Mentioned) -> None:
    await mentioned.people.tell("mia", "updateOrganization", f'id: "{mentioned.org}", input: {{website: "{mentioned.site.url}/lauget"}}')
    await mentioned.people.decide("mia", "confirmOrganization", f'id: "{mentioned.org}"')
    mentioned.put("/lauget-fake/x", mentioned.permalink)
    mentioned.put("/fremmed", mentioned.permalink)
    mentioned.site.answers["/lauget/omvej"] = redirect("/fremmed")
    for path in ("/lauget-fake/x", "/lauget/../fremmed", "/lauget/omvej"):
        await mentioned.send(path, mentioned.permalink)
    assert await mentioned.read() == {"TOLD": 3, "GONE": 0}
    assert await mentioned.stories() == []
    waits = (await mentioned.people.ask("mia", QUEUE))["queue"]["nodes"]
    assert len(waits) == 3
    await mentioned.people.decide("mia", "decide", f'input: {{item: "{waits[0]["id"]}", verdict: REJECT}}')
    await mentioned.send("/lauget-fake/x", mentioned.permalink)
    await mentioned.read()
    assert len((await mentioned.people.ask("mia", QUEUE))["queue"]["nodes"]) == 2, "what a person turned down is not told again"


@pytest.mark.parametrize(
    ("address", "website", "lies"),
    [
        ("https://x.example/laug/nyt", "https://x.example/laug/", True),
        ("https://x.example/l%C3%A5get/nyt", "https://www.x.example/låget", True),
        ("https://x.example/nyt", "https://x.example/?forening=7", False),
        ("https://x.example/laug/%2e%2e/andre", "https://x.example/laug", False),
        ("https://x.example/laug%2F..%2Fandre", "https://x.example/laug", False),
        ("https://x.example/laug/%252e%252e/andre", "https://x.example/laug", False),
        ("https://x.example/laug/..%5Candre", "https://x.example/laug", False),
    ],
)
async def test_an_address_lies_on_a_website_by_its_plain_path_alone(address: str, website: str, lies: bool) -> None:
    assert mention._within(address, website) is lies


async def test_pages_that_misbehave_end_with_a_reason_and_take_their_time_from_nobody(mentioned: Mentioned) -> None:
    inward = "http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::ffff:10.0.0.1]/", "ftp://x.example/"
    given = {
        "/endless": endless, "/bomb": page(bomb(1), "Content-Encoding: gzip", HTML), "/round": redirect("/round"),
        "/private": page(b"", status="403 Forbidden"), **{f"/in/{no}": redirect(to) for no, to in enumerate(inward)},
    }  # fmt: skip
    mentioned.site.answers |= given
    mentioned.put("/good", mentioned.permalink)
    sent = {path: await mentioned.send(path, mentioned.permalink) for path in (*given, "/good")}
    await mentioned.read()
    ended = {path: await mentioned.state(one) for path, one in sent.items()}
    assert ended.pop("/good") == ("TOLD", None)
    assert {state for state, _ in ended.values()} == {"REFUSED"}
    assert {path: reason for path, (_, reason) in ended.items()} == {
        "/endless": "TOO_LARGE", "/bomb": "TOO_LARGE", "/round": "SOURCE_UNREACHABLE",
        "/private": "SOURCE_REFUSED", **{f"/in/{no}": "BLOCKED_ADDRESS" for no in range(len(inward))},
    }  # fmt: skip
    mentioned.site.answers["/slow"] = slow_body
    slow = await mentioned.send("/slow", mentioned.permalink)
    await mentioned.read(limits=replace(QUICK, seconds=0.3))
    assert await mentioned.state(slow) == ("REFUSED", "SOURCE_UNREACHABLE")
    again = await mentioned.send("/good", mentioned.permalink)
    await mentioned.read(loopback=False)
    assert await mentioned.state(again) == ("TOLD", "BLOCKED_ADDRESS"), "without the switch of the tests, this machine is never asked"


async def test_what_is_no_webmention_is_refused_before_anything_waits(mentioned: Mentioned, monkeypatch: pytest.MonkeyPatch) -> None:
    client, there = mentioned.people.client, mentioned.permalink
    for source, target in (
        ("/x", "https://ukendt.example/"), ("/x", f"{there}x"), (there, there), ("ftp://x.example/", there), ("https://a:b@x.dk/", there),
        ("https://x.example:8080/", there), ("", there), ("https://x.example/" + "x" * 2_000, there), ("javascript:alert(1)", there),
    ):  # fmt: skip
        told = await mentioned.send(source, target)
        assert (told.status_code, told.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_ARGUMENT"), source
    assert (await client.post("/webmention", json={"source": "x", "target": there})).status_code == 415
    assert (await client.post("/webmention", content=b"source=" + b"x" * 20_000, headers={"content-type": door.FORM})).status_code == 413
    unknown = await client.get("/webmention/unknown")
    assert (unknown.status_code, unknown.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")
    assert (await client.get("/webmention")).status_code == 405
    monkeypatch.setattr(mentions, "MOST_OF_A_HOST", 2)
    codes = [(await mentioned.send(f"https://one.example/{no}", there)).status_code for no in range(3)]
    assert codes == [201, 201, 429], "no site fills the queue"
    monkeypatch.setattr(mentions, "MOST_OF_A_HOST", 100)
    codes = [(await mentioned.send(f"https://{no}.example/", there)).status_code for no in range(60)]
    assert codes.count(201) == 58, "and all together have a bound"
    assert (await mentioned.send("https://last.example/", there)).headers["retry-after"] == "600"


async def test_a80_all_sites_together_have_so_much_waiting_and_no_more(mentioned: Mentioned) -> None:
    people, mentioned.settings = mentioned.people, mentioned.settings.model_copy(update={"most_mentions": 3})
    others = [Viewer(ViewerRole.CONTRIBUTOR, name=f"site:{n}.example") for n in range(2)]
    desk = Desk(people.store, mentioned.settings)
    for viewer in others:
        given = {"name": viewer.name, "about": [mentioned.org]}
        await desk.hear(viewer, lambda room, given=given: tell(room, EntityKind.STORY, "x", given, action=mention.ACTION))  # type: ignore[misc]
    sent = []
    for path in ("/a", "/b"):
        mentioned.put(path, mentioned.permalink)
        sent.append(await mentioned.send(path, mentioned.permalink))
        await mentioned.read()
    assert [await mentioned.state(one) for one in sent] == [("TOLD", None), ("REFUSED", "QUEUE_FULL")], "whatever sites there are"
    waits = (await people.ask("mia", QUEUE))["queue"]["nodes"]
    await people.decide("mia", "decide", f'input: {{item: "{waits[0]["id"]}", verdict: ACCEPT}}')
    sent[1] = await mentioned.send("/b", mentioned.permalink)
    await mentioned.read()
    assert await mentioned.state(sent[1]) == ("TOLD", None)
    assert (await people.tell("mia", "registerInitiative", 'input: {name: "Nyt"}'))["state"] == "PUBLIC", "nobody else is held up"


async def test_what_was_turned_down_is_let_go_of_and_what_waits_or_stands_is_not(mentioned: Mentioned) -> None:
    sent = {}
    for path in ("/stands", "/waits", "/down"):
        mentioned.put(path, mentioned.permalink, title=path)
        sent[path] = await mentioned.send(path, mentioned.permalink)
        await mentioned.read()
    waits = (await mentioned.people.ask("mia", QUEUE))["queue"]["nodes"]
    items = {field["value"]: one["id"] for one in waits for field in one["fields"] if field["field"] == "url"}
    for path, verdict in (("/stands", "ACCEPT"), ("/down", "REJECT")):
        await mentioned.people.decide("mia", "decide", f'input: {{item: "{items[mentioned.site.url + path]}", verdict: {verdict}}}')
    await mentioned.people.store.write(lambda tx: mentions.forget(tx, "2999-01-01T00:00:00Z"))
    kept = await mentioned.people.store.write(lambda tx: tx.rows(select(t.mention.c.page_hash)))
    assert {one for (one,) in kept} == {mentions.hash_of(f"{mentioned.site.url}{path}") for path in ("/stands", "/waits")}


async def test_a_page_that_nobody_foresaw_stops_no_other(mentioned: Mentioned, monkeypatch: pytest.MonkeyPatch) -> None:
    mentioned.put("/a", mentioned.permalink, title="Sprænger")
    mentioned.put("/b", mentioned.permalink)

    def breaks(html: str, address: str | None) -> Any:
        if "Sprænger" in html:
            raise RuntimeError(html)
        return read_page(html, address)

    monkeypatch.setattr(pages, "read_page", breaks)
    sent = [await mentioned.send(path, mentioned.permalink) for path in ("/a", "/b")]
    await mentioned.read()
    assert [await mentioned.state(one) for one in sent] == [("REFUSED", "INTERNAL"), ("TOLD", None)]


async def test_a_client_sends_only_so_many_pages_a_minute(store: Store) -> None:
    app = applied(store, Settings())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub") as client:
        form = {"source": "https://x.example/", "target": "https://y.example/"}
        codes = [(await client.post("/webmention", data=form)).status_code for _ in range(22)]
    assert codes == [400] * 20 + [429] * 2
