"""Who may speak for an organization: by a link in a mail, by its website, by its number; bounded, and taken back."""

from __future__ import annotations

import re
from dataclasses import replace
from email.message import EmailMessage
from functools import partial
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from hub.auth import keys
from hub.auth.who import Who
from hub.domain.dates import now
from hub.domain.viewer import Viewer, ViewerRole
from hub.harvest.fetch import Fetcher
from hub.harvest.proof import fetcher_of, look_at_websites
from hub.mail.post import Post
from hub.mail.server import Outcome
from hub.settings import Settings
from hub.store import confirmations, outbox
from hub.store import keys as books
from hub.store import tables as t
from tests.curation.desk import People, codes, harvested
from tests.harvest.bad_site import fetcher, page, redirect
from tests.harvest.bad_site import site as running_site
from tests.harvest.tiny import CVR, organization

pytestmark = pytest.mark.asyncio
ASKED = "state token file failure problems { path code message }"
SPEAKS = "{ viewer { speaksFor { name } } }"


class Letters:
    """A mail server that keeps what it is handed."""

    def __init__(self) -> None:
        self.kept: list[EmailMessage] = []

    async def __call__(self, message: EmailMessage) -> Outcome:
        self.kept.append(message)
        return Outcome()

    def links(self) -> list[str]:
        return [re.findall(r"http\S+(/confirm/\S+)", one.get_content())[0] for one in self.kept]


@pytest_asyncio.fixture
async def laug(people: People) -> str:
    """The id of an association with a role address."""
    await harvested(people.store, organization("l", "Engelauget <b>", contact="kontakt@laug.example", cvr=CVR))
    return str((await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"][0]["id"])


async def ask(people: People, who: str, one: str, by: str = "MAIL") -> Any:
    return await people.tell(who, "requestConfirmation", f'id: "{one}", by: {by}', ASKED)


async def delivered(people: People) -> Letters:
    letters = Letters()
    await Post(people.store, Settings(), letters).deliver()
    return letters


async def test_the_link_of_a_mail_lets_who_asked_speak_once_the_button_is_pressed(people: People, laug: str) -> None:
    edit = f'id: "{laug}", input: {{name: "Vores laug"}}'
    assert codes(await people.decide("anna", "confirmOrganization", f'id: "{laug}"')) == [("id", "NOT_ALLOWED")]
    assert (await ask(people, "anna", laug))["state"] == "SENT"
    letters = await delivered(people)
    (letter,), (link,) = letters.kept, letters.links()
    assert (letter["To"], letter["Auto-Submitted"]) == ("kontakt@laug.example", "auto-generated")
    assert "laug" not in str(letter["Subject"]).lower(), "what others wrote stands in no header"
    assert people.names["anna"] in letter.get_content()
    assert "Engelauget <b>" in letter.get_content()
    for lang, word in (("da", "Ja, de må tale for os"), ("en", "Yes, they may speak for us")):
        shown = await people.client.get(link, headers={"accept-language": lang})
        assert (shown.status_code, word in shown.text, shown.headers["cache-control"]) == (200, True, "no-store")
        assert "Engelauget &lt;b&gt;" in shown.text
        assert "form-action 'self'" in shown.headers["content-security-policy"]
    assert (await people.ask("anna", SPEAKS))["viewer"]["speaksFor"] == [], "opening the link says nothing yet"
    for _ in range(2):  # pressed twice, it is said once
        done = await people.client.post(link, headers={"accept-language": "en"})
        assert (done.status_code, "may now speak" in done.text, "<button>" in done.text) == (200, True, False)
    assert (await people.ask("anna", SPEAKS))["viewer"]["speaksFor"] == [{"name": "Engelauget <b>"}]
    assert (await people.tell("anna", "updateOrganization", edit))["entity"]["name"] == "Vores laug"
    assert (await people.tell("bo", "updateOrganization", edit))["state"] == "WAITING", "nobody else speaks for it"
    assert (await ask(people, "anna", laug))["state"] == "CONFIRMED"
    new, old = keys.make(), people.names["anna"].removeprefix("key:")
    end = {"at": now(), "overlap_until": "2096-01-01T00:00:00Z", "most": 100}
    await people.store.write(lambda tx: books.rotate(tx, old, new.prefix, new.digest, **end))
    people.keys["annas new key"] = new.text
    assert (await people.ask("annas new key", SPEAKS))["viewer"]["speaksFor"] == [{"name": "Vores laug"}]
    decided = f'{{ decisions(of: "{laug}") {{ id kind by reason }} organization(id: "{laug}") {{ confirmed }} }}'
    seen = await people.ask("mia", decided)
    (made,) = [one for one in seen["decisions"] if one["kind"] == "CONFIRMED"]
    assert (made["by"], made["reason"], seen["organization"]["confirmed"]) == (people.names["anna"], "MAIL", True)
    await people.decide("mia", "undo", f'decision: "{made["id"]}"')
    for who in ("anna", "annas new key"):
        assert (await people.ask(who, SPEAKS))["viewer"]["speaksFor"] == []
    assert codes(await ask(people, "anna", laug)) == [("id", "NOT_ALLOWED")], "what was taken back is a moderator's to give again"


async def test_a_secret_stands_nowhere_and_opens_nothing_when_it_is_over(people: People, laug: str) -> None:
    await ask(people, "anna", laug)
    letters = await delivered(people)
    (link,) = letters.links()
    secret = link.rpartition("/")[2].encode()
    assert len(secret) >= 43
    await people.store.checkpoint()
    kept = people.store.path.read_bytes()
    assert secret not in kept
    outbox = await people.store.write(lambda tx: tx.rows(t.outbox.select()))
    assert "laug" not in str(outbox), "no address waits anywhere"
    assert (await delivered(people)).kept == [], "what was sent is not sent again"
    for other in (link[:-1], "/confirm/" + "x" * 43, "/confirm/" + "x" * 5_000):
        assert (await people.client.post(other)).status_code == 404
    expire = t.confirmation.update().values(expires_at="2026-01-01T00:00:00Z")
    await people.store.write(lambda tx: tx.run(expire))
    for asks in (people.client.get, people.client.post):
        assert (await asks(link)).status_code == 404
    await people.store.write(lambda tx: tx.run(t.confirmation.update().values(expires_at="2096-01-01T00:00:00Z")))
    await people.store.write(lambda tx: tx.run(t.api_key.update().values(revoked_at="2026-01-01T00:00:00Z")))
    assert (await people.client.post(link)).status_code == 404, "whose key was revoked meanwhile does not get to speak"


async def test_an_organization_may_say_no_and_is_not_asked_again(people: People, laug: str) -> None:
    await ask(people, "anna", laug)
    (link,) = (await delivered(people)).links()
    said = await people.client.post(f"{link}?says=no", headers={"accept-language": "en"})
    assert (said.status_code, "may not speak" in said.text, "<button" in said.text) == (200, True, False)
    assert "may not speak" in (await people.client.post(link, headers={"accept-language": "en"})).text, "what was said stays"
    assert (await people.ask("anna", SPEAKS))["viewer"]["speaksFor"] == []
    for way in ("MAIL", "WEBSITE"):
        assert codes(await ask(people, "anna", laug, way)) == [("id", "NOT_ALLOWED")]
    assert (await ask(people, "bo", laug))["state"] == "SENT", "Bo is somebody else"


async def test_only_an_address_of_a_role_is_written_to(people: People) -> None:
    await harvested(people.store, organization("p", "Persons", contact="anna.jensen@laug.example"), organization("n", "Nothing"))
    for one in (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"]:
        assert codes(await ask(people, "anna", one["id"])) == [("by", "NOT_AVAILABLE")]
        assert codes(await ask(people, "anna", one["id"], "WEBSITE")) == [("by", "NOT_AVAILABLE")]
    assert (await delivered(people)).kept == []


async def test_a80_mails_that_ask_are_bounded_by_contributor_organization_and_day(people: People, laug: str) -> None:
    items = [organization(f"l{n}", f"Laug {n}", contact=f"kontakt@laug{n}.example") for n in range(6)]
    await harvested(people.store, *items, key="more")
    every = (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"]
    ids = [one["id"] for one in every if one["id"] != laug]
    for who in ("anna", "bo", "cecilie"):
        assert (await ask(people, who, laug))["state"] == "SENT"
    await people.join("dina")
    assert codes(await ask(people, "dina", laug)) == [("by", "RATE_LIMITED")], "three a day ask one organization"
    states = [(await ask(people, "anna", one))["state"] for one in ids]
    assert states == ["SENT"] * 4 + [None] * 2, "five a day by one contributor"
    refused = select(t.audit.c.by).where(t.audit.c.action == "CONFIRMATION_REFUSED").order_by(t.audit.c.no)
    rows = await people.store.write(lambda tx: tx.rows(refused))
    assert [by for (by,) in rows] == [people.names["dina"], people.names["anna"]], "noted once a day each"
    assert len((await delivered(people)).kept) == 7


async def test_an_organization_is_confirmed_by_what_its_website_shows(people: People) -> None:
    async with running_site() as site:
        website = f"{site.url}/"
        await harvested(people.store, organization("w", "Webs", website=website))
        one = (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"][0]["id"]
        first = await ask(people, "anna", one, "WEBSITE")
        assert (first["state"], first["file"]) == ("PENDING", f"{site.url}/.well-known/samgraf.txt")
        token, others = first["token"], (await ask(people, "bo", one, "WEBSITE"))["token"]
        assert token != others, "each contributor has a token of their own"

        async def look() -> tuple[int, int]:
            return await look_at_websites(people.store, fetcher)

        again = t.confirmation.update().values(asked_at=None)
        assert await look() == (0, 0), "nothing is looked at before somebody asks again"
        site.answers["/"] = page(f'<body><p>{token}</p><meta name="samgraf-verification" content="{token}"></body>'.encode())
        assert (await ask(people, "anna", one, "WEBSITE"))["state"] == "CHECKING"
        assert await look() == (1, 0), "what stands in the body of a page may be anybody's words"
        told = await ask(people, "anna", one, "WEBSITE")
        assert (told["state"], told["token"]) == ("PENDING", token)
        assert told["failure"] == "The token stands neither in the file nor on the page."
        assert await look() == (0, 0), "a site is not asked twice within a minute"
        shown = f'<head><meta name="samgraf-verification" content="{token}"></head>'
        elsewhere = f"http://localhost:{site.port}/its"
        site.answers |= {"/its": page(shown.encode()), "/": redirect(elsewhere)}
        await people.store.write(lambda tx: tx.run(again))
        await ask(people, "anna", one, "WEBSITE")
        assert await look() == (1, 0)
        assert (await ask(people, "anna", one, "WEBSITE"))["failure"] == "The address leads to another site."
        site.answers["/.well-known/samgraf.txt"] = page(f"# Samgraf\n{token}\n".encode())
        await people.store.write(lambda tx: tx.run(again))
        await ask(people, "anna", one, "WEBSITE")
        assert await look() == (1, 1)
        assert (await people.ask("anna", SPEAKS))["viewer"]["speaksFor"] == [{"name": "Webs"}]
        await people.store.write(lambda tx: tx.run(again))
        await ask(people, "bo", one, "WEBSITE")
        assert await look() == (1, 0), "another's token proves nothing for Bo"


async def test_a_website_that_nobody_foresaw_stops_no_other(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    def stumbles(website: str) -> Fetcher:
        if "wild" in website:
            raise ValueError("words of somebody else")
        return fetcher(website)

    async with running_site() as site:
        sites = {"wild": f"{site.url}/wild", "tame": f"{site.url}/tame"}
        await harvested(people.store, *(organization(name, name, website=address) for name, address in sites.items()))
        found = (await people.ask("anybody", "{ organizations { nodes { id name } } }"))["organizations"]["nodes"]
        ids = {one["name"]: one["id"] for one in found}
        for name in sites:
            token = (await ask(people, "anna", ids[name], "WEBSITE"))["token"]
            site.answers[f"/{name}"] = page(f'<head><meta name="samgraf-verification" content="{token}"></head>'.encode())
        for name in sites:
            await ask(people, "anna", ids[name], "WEBSITE")
        assert await look_at_websites(people.store, stumbles) == (2, 1)
    assert (await people.ask("anna", SPEAKS))["viewer"]["speaksFor"] == [{"name": "tame"}]
    assert (await ask(people, "anna", ids["wild"], "WEBSITE"))["failure"] == "The site did not answer with a page."
    told = "".join(capsys.readouterr())
    assert ("ValueError" in told, "words of somebody else" in told) == (True, False)


async def test_websites_are_asked_at_the_pace_of_the_settings() -> None:
    opened = fetcher_of(Settings(pace_seconds=7))
    first, second = opened("https://one.example/"), opened("https://two.example/")
    assert first._pace.seconds == 7
    assert first._pace is second._pace, "two websites may be on one host"


async def test_who_told_of_the_website_proves_nothing_with_it(people: People, laug: str) -> None:
    await people.tell("anna", "updateOrganization", f'id: "{laug}", input: {{website: "https://anna.example/"}}')
    await people.decide("mia", "decide", 'input: {item: "contribution_1", verdict: ACCEPT}')
    assert codes(await ask(people, "anna", laug, "WEBSITE")) == [("by", "NOT_ALLOWED")]
    assert (await ask(people, "bo", laug, "WEBSITE"))["state"] == "PENDING"


async def test_who_keeps_the_source_of_an_address_or_a_website_proves_nothing_with_it(people: People) -> None:
    said = {"contact": "kontakt@alma.example", "website": "https://alma.example/"}
    await harvested(people.store, organization("a", "Lauget", cvr=CVR, **said), key="alpha")
    await people.join("alma", sources=("alpha",))
    one = (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"][0]["id"]
    for way in ("MAIL", "WEBSITE"):
        assert codes(await ask(people, "alma", one, way)) == [("by", "NOT_ALLOWED")]
    assert (await ask(people, "bo", one))["state"] == "SENT", "of Bo it is nobody's own document"
    await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{website: "https://laug.example/"}}')
    assert (await ask(people, "alma", one, "WEBSITE"))["state"] == "PENDING", "the word of another won"
    assert codes(await ask(people, "alma", one)) == [("by", "NOT_ALLOWED")], "not about the address"


async def test_what_was_declined_is_remembered_and_no_other_request_gets_around_it(people: People, laug: str) -> None:
    await people.tell("mia", "updateOrganization", f'id: "{laug}", input: {{website: "https://laug.example/"}}')
    await ask(people, "anna", laug)
    await ask(people, "anna", laug, "WEBSITE")
    (link,) = (await delivered(people)).links()
    await people.client.post(f"{link}?says=no")
    [(website,)] = await people.store.write(lambda tx: tx.rows(select(t.confirmation.c.no).where(t.confirmation.c.way == "WEBSITE")))
    assert await people.store.write(lambda tx: confirmations.prove(tx, website, now())) is None, "the token would still be there"
    await people.store.write(lambda tx: outbox.forget(tx, "2999-01-01T00:00:00Z"))
    kept = await people.store.write(lambda tx: tx.rows(select(t.confirmation.c.state)))
    assert kept == [("DECLINED",)], "nobody asks again when the days are over"
    assert codes(await ask(people, "anna", laug)) == [("id", "NOT_ALLOWED")]


async def test_a_key_that_takes_the_place_of_another_inherits_what_it_was_refused_and_nothing_for_good(people: People, laug: str) -> None:
    await ask(people, "anna", laug)
    (link,) = (await delivered(people)).links()
    await people.client.post(f"{link}?says=no")
    old = people.names["anna"].removeprefix("key:")
    for turn in ("second", "third"):
        new = keys.make()
        turned = partial(
            books.rotate, old=old, prefix=new.prefix, digest=new.digest, at=now(), overlap_until="2096-01-01T00:00:00Z", most=99
        )
        known = await people.store.write(turned)
        assert known.rights.speaks_for == (), "what it speaks for hangs on the decision, not on the key"
        people.keys[turn], old = new.text, new.prefix
        assert codes(await ask(people, turn, laug)) == [("id", "NOT_ALLOWED")], "the no was said to who holds it"
    assert (await ask(people, "bo", laug))["state"] == "SENT"


async def test_who_confirmed_by_an_area_or_a_number_still_gets_to_speak_by_a_proof(people: People) -> None:
    await harvested(people.store, organization("l", "Lauget", contact="kontakt@laug.example", area="dk-kommune-0461"))
    one = (await people.ask("anybody", "{ organizations { nodes { id } } }"))["organizations"]["nodes"][0]["id"]
    await people.join("otto", areas=("dk-kommune-0461",))
    await people.decide("otto", "confirmOrganization", f'id: "{one}"')
    await ask(people, "otto", one)
    (link,) = (await delivered(people)).links()
    assert (await people.client.post(link)).status_code == 200
    assert (await people.ask("otto", SPEAKS))["viewer"]["speaksFor"] == [{"name": "Lauget"}]


async def test_a_token_with_the_number_of_an_organization_confirms_and_speaks_for_it(people: People, laug: str) -> None:
    board = Viewer(ViewerRole.CONTRIBUTOR, name="sub:login.example.org:4f1c", cvr=CVR)
    asks = {
        "Bearer board": board,
        "Bearer member": replace(board, name="sub:login.example.org:77aa"),
        "Bearer other": replace(board, cvr="1"),
    }

    class Tokens(Who):
        async def viewer(self, authorization: str | None) -> Viewer:
            return asks.get(str(authorization)) or await super().viewer(authorization)

    people.keys.update({token.removeprefix("Bearer "): token.removeprefix("Bearer ") for token in asks})
    app = people.client._transport.app  # type: ignore[attr-defined]
    app.state.door = replace(app.state.door, who=Tokens(people.store, Settings()))
    edit = f'id: "{laug}", input: {{name: "Vores laug"}}'
    assert codes(await people.decide("other", "confirmOrganization", f'id: "{laug}"')) == [("id", "NOT_ALLOWED")]
    made = await people.decide("board", "confirmOrganization", f'id: "{laug}"')
    assert made["decision"]["by"] == board.name
    assert (await people.tell("board", "updateOrganization", edit))["entity"]["name"] == "Vores laug"
    assert (await people.ask("member", SPEAKS))["viewer"]["speaksFor"] == [{"name": "Vores laug"}], "each token that vouches for it"
    assert (await people.ask("other", SPEAKS))["viewer"]["speaksFor"] == []
    assert codes(await ask(people, "other", laug)) == [("id", "NOT_AVAILABLE")], "without a key for names it would be forgotten"
    await people.decide("mia", "undo", f'decision: "{made["decision"]["id"]}"')
    assert codes(await people.decide("member", "confirmOrganization", f'id: "{laug}"')) == [("id", "NOT_ALLOWED")]
