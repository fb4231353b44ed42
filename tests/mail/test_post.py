"""The post against mail servers that misbehave: nothing is lost, nothing is sent twice knowingly, and nobody's address is told to a log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hub.domain.source import SourcePolicy
from hub.errors import ConfigError, SourceUnreachable
from hub.harvest.pipeline import harvest
from hub.mail import letters
from hub.mail.post import Post
from hub.mail.server import sender
from hub.settings import Settings
from hub.store import confirmations, outbox
from hub.store import tables as t
from hub.store.confirmations import PENDING
from hub.store.speaking import Way
from hub.store.store import Store
from hub.telemetry import configure
from tests.curation.desk import harvested
from tests.harvest.tiny import Site, Tiny, organization, source
from tests.mail.servers import MailServer, self_signed, serving

pytestmark = pytest.mark.asyncio
AT, LATE = "2026-11-20T12:00:00Z", "2096-01-01T00:00:00Z"
ADDRESS = "kontakt@laug.example"


def settings(port: int, **changed: Any) -> Settings:
    given = {"mail_host": "127.0.0.1", "mail_port": port, "mail_from": "graf@hub.example", "mail_security": "none", "mail_seconds": 1.0}
    return Settings(**(given | changed))


async def asked(store: Store, contact: str = ADDRESS) -> None:
    """Somebody asks to speak for an association, and a letter waits."""
    await harvested(store, organization("l", "Engelauget", contact=contact))

    async def job(tx: Any) -> None:
        member = await tx.value(t.member.select().with_only_columns(t.member.c.no).where(t.member.c.kind == "ORGANIZATION"))
        no = await confirmations.add(tx, member, Way.MAIL, by="sub:x", at=AT, until=LATE, state=PENDING, token=None)
        await outbox.put(tx, outbox.CONFIRMATION, AT, no)

    await store.write(job)


async def deliver(store: Store, given: Settings) -> int:
    return await Post(store, given, sender(given)).deliver()


async def row(store: Store) -> tuple[str, int, str | None]:
    """State, attempts and failure of the one letter."""
    ((*_, state, attempts, _, failure, _),) = await store.write(lambda tx: tx.rows(t.outbox.select()))
    return state, attempts, failure


async def make_due(store: Store) -> None:
    await store.write(lambda tx: tx.run(t.outbox.update().values(next_at=AT)))


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("", ("SENT", 1, None)),
        ("refuse", ("GIVEN_UP", 1, "SMTP 550")),
        ("not_now", ("WAITING", 1, "SMTP 451")),
        ("hang", ("WAITING", 1, "SMTPReadTimeoutError")),
        ("drop", ("WAITING", 1, "SMTPServerDisconnected")),
        ("drop_quit", ("SENT", 1, None)),
    ],
)
async def test_what_becomes_of_a_letter(
    store: Store, capsys: pytest.CaptureFixture[str], mode: str, expected: tuple[str, int, str]
) -> None:
    configure("INFO")
    await asked(store)
    async with serving(MailServer(mode)) as server:
        given = settings(server.port, mail_seconds=0.3 if mode == "hang" else 5.0)
        assert await deliver(store, given) == int(expected[0] == "SENT")
        state, attempts, failure = await row(store)
        assert (state, attempts) == expected[:2]
        assert failure == expected[2] or (mode == "hang" and failure == "TimeoutError")
        assert server.rcpts == [ADDRESS]
        assert await deliver(store, given) == 0, "not again before its time"
        assert len(server.rcpts) == 1
        if state == "WAITING":
            server.mode = ""
            await make_due(store)
            assert (await deliver(store, given), (await row(store))[:2]) == (1, ("SENT", 2))
            assert len({one["Message-ID"] for one in server.taken}) == 1, "also after it was dropped it is one letter"
            await make_due(store)
            assert await deliver(store, given) == 0
    said = capsys.readouterr()
    assert (mode in ("", "drop_quit")) == ("not-sent" not in said.err)
    assert "laug.example" not in said.err + said.out


async def test_a_letter_that_a_killed_process_was_sending_goes_out_when_its_time_is_over(store: Store) -> None:
    await asked(store)
    async with serving(MailServer()) as server:
        given = settings(server.port)
        await store.write(Post(store, given, None)._take)  # and then it was killed
        assert await deliver(store, given) == 0, "another process may still be sending it"
        await make_due(store)
        assert (await deliver(store, given), len(server.taken)) == (1, 1)


async def test_a_letter_that_kills_whoever_sends_it_is_given_up(store: Store) -> None:
    await asked(store)
    given = settings(1, mail_tries=2)
    for _ in range(2):
        await store.write(Post(store, given, None)._take)
        await make_due(store)
    assert (await deliver(store, given), (await row(store))[0]) == (0, "GIVEN_UP")


async def test_a_letter_is_given_up_after_so_many_tries(store: Store) -> None:
    await asked(store)
    async with serving(MailServer("not_now")) as server:
        for _ in range(5):
            await deliver(store, settings(server.port, mail_tries=3))
            await make_due(store)
        assert (len(server.rcpts), await row(store)) == (3, ("GIVEN_UP", 3, "SMTP 451"))
    ((*_, failure, _),) = await store.write(lambda tx: tx.rows(t.confirmation.select()))
    assert failure == "NOT_DELIVERED", "whoever asks again is told"
    assert await deliver(store, settings(1, mail_tries=3)) == 0


async def test_a_letter_about_what_is_gone_or_over_is_not_sent(store: Store) -> None:
    await asked(store)
    for _ in range(2):
        await harvested(store, organization("other", "Andre"))
    async with serving(MailServer()) as server:
        assert await deliver(store, settings(server.port)) == 0
        assert (server.rcpts, (await row(store))[2]) == ([], "NOTHING_TO_SEND")


async def test_no_password_and_no_letter_go_where_nobody_vouches_for_the_server(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, file = self_signed(tmp_path)
    account = {"mail_seconds": 10, "mail_security": "starttls", "mail_user": "hub", "mail_password": "right"}
    await asked(store)
    async with serving(MailServer()) as open_server:
        await deliver(store, settings(open_server.port, **account))
        assert (open_server.rcpts, (await row(store))[2]) == ([], "no STARTTLS")
    async with serving(MailServer(), certificate=certificate) as server:
        await make_due(store)
        await deliver(store, settings(server.port, **account))
        assert (server.rcpts, (await row(store))[0]) == ([], "WAITING")
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
        await make_due(store)
        await deliver(store, settings(server.port, **account | {"mail_password": "wrong"}))
        assert (await row(store))[2] == "SMTP 535", "a wrong password is mended by an operator, so it waits"
        await make_due(store)
        assert await deliver(store, settings(server.port, **account)) == 1
    async with serving(MailServer(), certificate=certificate, at_once=True) as server:
        await store.write(lambda tx: tx.run(t.outbox.update().values(state="WAITING", next_at=AT)))
        assert await deliver(store, settings(server.port, mail_seconds=10, mail_security="tls")) == 1


async def test_half_a_mail_server_refuses_to_start() -> None:
    assert sender(Settings()) is None
    with pytest.raises(ConfigError, match="SAMGRAF_MAIL_FROM"):
        sender(Settings(mail_host="mail.example"))
    with pytest.raises(ConfigError, match="in the open"):
        sender(Settings(mail_host="mail.example", mail_from="graf@hub.example", mail_security="none", mail_user="hub"))


async def test_without_a_mail_server_a_letter_is_printed_with_its_link(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    await asked(store)
    assert await deliver(store, Settings(base_url="https://hub.example", mail_language="en")) == 1
    said = capsys.readouterr().out
    for part in (f"To: {ADDRESS}", "Subject: May they speak for you", "https://hub.example/confirm/", "Engelauget"):
        assert part in said


@pytest.mark.parametrize("evil", ["a@b.example\r\nBcc: x@evil.example", "a@b.example, x@evil.example", "a@b.example\x00", "nobody"])
async def test_nothing_gets_into_a_header_that_is_no_address(store: Store, evil: str) -> None:
    words = letters.trial(Settings())
    with pytest.raises(ValueError, match=r".*"):
        letters.letter(Settings(), words, evil, message_id="1", at=AT)
    name = "Laug\r\nBcc: x@evil.example\r\n\r\n\u202eNew body"
    told = letters.confirmation(Settings(), name=name, who="key:sg_a", note="a\nb", link="https://hub/confirm/s", until=AT)
    made = letters.letter(Settings(), told, ADDRESS, message_id="1", at=AT).as_bytes()
    assert b"\nBcc:" not in made.replace(b"\r", b"")
    assert "\u202e" not in told.text


async def test_an_address_with_danish_letters_in_its_domain_is_written_to(store: Store) -> None:
    await asked(store, "kontakt@æblelaug.example")
    async with serving(MailServer()) as server:
        assert await deliver(store, settings(server.port)) == 1
        assert server.rcpts == ["kontakt@xn--blelaug-lxa.example"]


async def test_an_operator_is_told_of_trouble_once_a_day(store: Store) -> None:
    one = source("broken", shrink_percent=100)
    site = Site([])
    site.pages["https://tiny.example/index.json"] = SourceUnreachable("gone")  # type: ignore[assignment]
    for _ in range(2):
        await harvest(store, one, Tiny(one), site)
    async with serving(MailServer()) as server:
        given = settings(server.port, operator_mail="drift@hub.example", alert_failures=3, mail_language="en")
        post = Post(store, given, sender(given))
        await post.look_for_trouble()
        assert await post.deliver() == 0, "twice is not yet trouble"
        await harvest(store, one, Tiny(one), site)
        careful = source("careful", policy=SourcePolicy.REVIEW)
        held = await harvest(store, careful, Tiny(careful), Site([organization("c", "Careful")]))
        for _ in range(3):
            await post.look_for_trouble()
        assert await post.deliver() == 1
        (letter,) = server.taken
        assert letter["To"] == "drift@hub.example"
        for told in ("Source broken failed 3 times", f"Run {held.run} of careful waits"):
            assert told in letter.get_content()
        yesterday = t.outbox.update().values(at="2026-01-01T00:00:00Z")
        await store.write(lambda tx: tx.run(yesterday))
        await post.look_for_trouble()
        assert await post.deliver() == 1, "and again the next day"
