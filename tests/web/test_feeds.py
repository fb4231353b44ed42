"""Feeds by the door: what is new in an area or theme, as Atom, JSON Feed and iCalendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import httpx
import pytest
from icalendar import Calendar
from sqlalchemy import select, update

from hub.curation.withdraw import thing, withdraw
from hub.domain.limits import ANONYMOUS, RoleLimits
from hub.domain.withdrawal import WithdrawalReason
from hub.settings import Settings
from hub.store import tables as t
from hub.store.store import Store
from hub.web.feeds.news import ENTRIES
from tests.curation.desk import SECRET, People, harvested
from tests.harvest.tiny import organization
from tests.web.applied import applied

pytestmark = pytest.mark.asyncio
ATOM = "{http://www.w3.org/2005/Atom}"
NASTY = "<script>alert(1)</script> & \u0000\u0001\ufffe 😀 ]]> æøå"
ODENSE, NATURE = "dk-kommune-0461", "nature"


def parsed(answer: httpx.Response) -> Any:
    """A feed as a reader takes it in; it must be well-formed to the letter."""
    assert answer.status_code == 200, answer.text
    fromstring(answer.content)
    found = feedparser.parse(answer.content)
    assert not found.bozo, found.get("bozo_exception")
    return found


async def titles(people: People, path: str) -> list[str]:
    return [entry.title for entry in parsed(await people.client.get(path)).entries]


async def test_what_is_told_here_stands_in_the_feeds_at_once_and_what_is_taken_back_vanishes(people: People) -> None:
    given = f'input: {{name: "Ålaug", area: "{ODENSE}", themes: ["streams"], summary: "En å"}}'
    told = await people.tell("mia", "registerInitiative", given)
    everywhere = ("/feeds/all", f"/feeds/areas/{ODENSE}", "/feeds/areas/dk", f"/feeds/themes/{NATURE}")
    for path in everywhere:
        assert await titles(people, f"{path}.atom") == ["Ålaug"], path
    assert await titles(people, "/feeds/areas/dk-kommune-0101.atom") == []
    assert await titles(people, "/feeds/areas/dk.atom?kind=INITIATIVE") == ["Ålaug"]
    assert await titles(people, "/feeds/areas/dk.atom?kind=STORY") == []
    found = parsed(await people.client.get("/feeds/all.atom?lang=en"))
    entry = found.entries[0]
    assert (entry.id, entry.summary, entry.author) == (f"tag:127.0.0.1,2026:{told['entity']['id']}", "En å", "Told here")
    assert {tag.term for tag in entry.tags} == {"INITIATIVE", "streams"}
    assert (entry.rights, entry.updated >= entry.published) == ("Source: Told here (CC0-1.0).", True)
    [item] = (await people.client.get("/feeds/all.json")).json()["items"]
    assert (item["id"], item["content_text"], item["_samgraf"]["kind"]) == (entry.id, "En å", "INITIATIVE")
    before = found.entries[0].id
    await people.tell("mia", "updateInitiative", f'id: "{told["entity"]["id"]}", input: {{name: "Ålauget"}}')
    again = parsed(await people.client.get("/feeds/all.atom")).entries
    assert [(one.id, one.title) for one in again] == [(before, "Ålauget")]
    await people.tell("mia", "retire", f'id: "{told["entity"]["id"]}"')
    for path in everywhere:
        assert await titles(people, f"{path}.atom") == []


async def test_any_text_makes_a_well_formed_feed_of_plain_text(people: People) -> None:
    await harvested(people.store, organization("1", NASTY, area=ODENSE))
    answer = await people.client.get("/feeds/all.atom")
    [title] = fromstring(answer.content).iterfind(f"{ATOM}entry/{ATOM}title")
    assert "".join((title.text or "").split()) == "<script>alert(1)</script>&😀]]>æøå"
    assert title.attrib == {}, "text, not html"
    assert parsed(answer).entries
    assert (await people.client.get("/feeds/all.json")).json()["items"][0]["title"].startswith("<script>")


async def test_a_feed_goes_on_page_by_page_and_leaves_nothing_out(people: People) -> None:
    count = 2 * ENTRIES + 3
    await harvested(people.store, *(organization(str(n), f"Forening {n}", area=ODENSE, themes=[NATURE]) for n in range(count)))
    for of_kind in ("", "?kind=ORGANIZATION"):
        seen, page = [], f"/feeds/areas/{ODENSE}.atom{of_kind}"
        while page:
            found = parsed(await people.client.get(page))
            seen += [entry.id for entry in found.entries]
            assert len(found.entries) <= ENTRIES
            page = next((one.href.removeprefix(Settings().base_url) for one in found.feed.links if one.rel == "next"), "")
            assert of_kind[1:] in page or not page
        assert (len(seen), len(set(seen))) == (count, count)


async def test_whoever_comes_back_is_told_whether_anything_is_new(people: People) -> None:
    await people.tell("mia", "registerOrganization", 'input: {name: "Alfa"}')
    first = await people.client.get("/feeds/all.atom")
    tag = {"if-none-match": f'W/"other", {first.headers["etag"]}'}
    same = await people.client.get("/feeds/all.atom", headers=tag)
    assert (same.status_code, same.content, same.headers["cache-control"]) == (304, b"", "public, max-age=5")
    assert (await people.client.get("/feeds/all.json", headers=tag)).status_code == 200, "another format is another thing"
    assert (await people.client.get("/feeds/all.atom?lang=de", headers=tag)).status_code == 200
    await people.store.write(lambda tx: tx.run(update(t.change).values(at="2026-01-01T00:00:00Z")))
    dated = await people.client.get("/feeds/all.atom")
    since = {"if-modified-since": dated.headers["last-modified"]}
    assert (await people.client.get("/feeds/all.atom", headers=since)).status_code == 304
    await people.tell("mia", "registerOrganization", 'input: {name: "Beta"}')
    for known in (tag, since):
        new = await people.client.get("/feeds/all.atom", headers=known)
        assert [entry.title for entry in parsed(new).entries] == ["Beta", "Alfa"]


async def test_the_events_of_an_area_are_a_calendar(people: People) -> None:
    venue = (await people.tell("mia", "offerVenue", 'input: {name: "Salen, 1. sal"}'))["entity"]["id"]
    for name, more in (
        ("Fælles, spisning", f'startsAt: "2999-05-01T16:00:00Z", venue: "{venue}"'),
        ("Dag", 'startsAt: "2999-06-01T00:00:00Z"'),
    ):
        told = await people.tell("mia", "announceEvent", f'input: {{name: "{name}", area: "{ODENSE}", {more}, eventStatus: SCHEDULED}}')
    await people.tell("mia", "updateEvent", f'id: "{told["entity"]["id"]}", input: {{allDay: true, eventStatus: CANCELLED}}')
    answer = await people.client.get("/feeds/areas/dk.ics")
    first, second = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (str(first["summary"]), str(first["location"]), str(first["status"])) == (
        "Fælles, spisning",
        "Salen, 1. sal, Odense",
        "CONFIRMED",
    )
    assert first.decoded("dtstart").isoformat() == "2999-05-01T16:00:00+00:00"
    assert (second.decoded("dtstart"), str(second["status"])) == (date(2999, 6, 1), "CANCELLED")
    assert str(second["uid"]) == f"{told['entity']['id']}@127.0.0.1"
    assert answer.headers["content-type"].startswith("text/calendar")
    told = {entry.title: entry.summary for entry in parsed(await people.client.get("/feeds/areas/dk.atom")).entries}
    assert told == {"Fælles, spisning": "2999-05-01 16:00, Odense", "Dag": "2999-06-01, Odense"}, "a reader is told when and where"
    assert Calendar.from_ical((await people.client.get("/feeds/areas/dk-kommune-0101.ics")).content).walk("VEVENT") == []


async def test_an_event_at_the_end_of_the_calendar_spoils_no_feed(people: People) -> None:
    """Midnight in Copenhagen after the last hour of year 9999 is no moment that Python has."""
    for name in ("Sidste", "Først"):
        given = f'input: {{name: "{name}", area: "{ODENSE}", startsAt: "2999-05-01T16:00:00Z", eventStatus: SCHEDULED}}'
        await people.tell("mia", "announceEvent", given)
    late = update(t.event).where(t.event.c.no == select(t.entity.c.no).where(t.entity.c.name == "Sidste").scalar_subquery())
    last = {"starts_at": "9999-12-31T23:30:00Z", "timezone": "Europe/Copenhagen"}
    await people.store.write(lambda tx: tx.run(late.values(**last)))
    assert sorted(await titles(people, "/feeds/areas/dk.atom")) == ["Først", "Sidste"]
    assert len((await people.client.get("/feeds/areas/dk.json")).json()["items"]) == 2
    answer = await people.client.get("/feeds/areas/dk.ics")
    assert {str(one["summary"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")} == {"Først", "Sidste"}


async def test_what_is_withdrawn_is_in_no_feed_and_in_no_memory_of_one(people: People) -> None:
    told = await people.tell("mia", "registerOrganization", 'input: {name: "Gunhilds kreds"}')
    assert await titles(people, "/feeds/all.atom") == ["Gunhilds kreds"]
    await withdraw(people.store, thing(told["entity"]["id"]), reason=WithdrawalReason.PERSONAL_DATA, by="test", secret=SECRET)
    assert await titles(people, "/feeds/all.atom") == []


REFUSED = [
    ("areas/nowhere.atom", 404, "NOT_FOUND"), ("areas/dk.rss", 404, "NOT_FOUND"), ("all", 404, "NOT_FOUND"),
    ("themes/a/b.atom", 404, "NOT_FOUND"), (f"areas/{'x' * 300}.json", 404, "NOT_FOUND"), ("all.atom?after=WzEsMl0", 400, "BAD_CURSOR"),
    (f"all.atom?after={'x' * 300}", 400, "BAD_ARGUMENT"), ("all.ics?after=x", 400, "BAD_ARGUMENT"),
    ("all.atom?lang=../da", 400, "BAD_ARGUMENT"), ("all.atom?kind=PERSON", 400, "BAD_ARGUMENT"),
    ("all.atom?lang=da&lang=de", 400, "BAD_REQUEST"),
    ("all.atom?first=99", 400, "BAD_REQUEST"),
]  # fmt: skip


async def test_a_feed_that_there_is_not_is_told_what_there_is(client: httpx.AsyncClient) -> None:
    for path, status, code in REFUSED:
        answer = await client.get(f"/feeds/{path}")
        assert (path, answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (path, status, code)


async def test_the_limits_of_a_client_hold_for_feeds(store: Store) -> None:
    app = applied(store, limits=RoleLimits(anonymous=replace(ANONYMOUS, requests_10s=2)))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://hub") as client:
        answers = [(await client.get("/feeds/all.atom")) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0
