"""`samgraf confirm`, `samgraf mail`, keys for areas, and what `serve` does beside its answers."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from hub.cli.errands import run_errands
from hub.cli.serve import CHORES, do_when_due, run
from hub.settings import Settings
from hub.store import confirmations, mentions, outbox
from hub.store import tables as t
from hub.store.confirmations import CHECKING, PENDING
from hub.store.speaking import Way
from hub.store.store import Store
from tests.cli.conftest import Run
from tests.curation.desk import harvested
from tests.harvest.tiny import organization

AT, LATE = "2026-11-20T12:00:00Z", "2096-01-01T00:00:00Z"


@pytest.mark.usefixtures("migrated")
def test_the_commands_say_what_they_did_and_what_is_missing(samgraf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "0 letters went out. In the outbox: nothing." in samgraf("mail").out
    assert "0 websites looked at" in samgraf("confirm").out
    assert "SAMGRAF_OPERATOR_MAIL" in samgraf("mail", "--try").err
    monkeypatch.setenv("SAMGRAF_OPERATOR_MAIL", "drift@hub.example")
    assert "To: drift@hub.example" in samgraf("mail", "--try").out
    said = " ".join(samgraf("doctor").out.split())
    assert "SAMGRAF_MAIL_HOST is not set" in said
    monkeypatch.setenv("SAMGRAF_MAIL_HOST", "127.0.0.1")
    refused = samgraf("serve")
    assert (refused.code, "SAMGRAF_MAIL_FROM" in refused.err) == (2, True)
    monkeypatch.setenv("SAMGRAF_MAIL_FROM", "graf@hub.example")
    monkeypatch.setenv("SAMGRAF_MAIL_PORT", "1")
    assert "did not take it" in samgraf("mail", "--try").err
    monkeypatch.setenv("SAMGRAF_MAIL_FROM", "graf@hub.example\nBcc: x@evil.example")
    assert "SAMGRAF_MAIL_FROM" in samgraf("mail").err


@pytest.mark.usefixtures("migrated")
def test_a_key_for_an_area_says_so_and_is_only_for_who_can_use_it(samgraf: Run) -> None:
    done = samgraf("key", "create", "--role", "moderator", "--area", "dk-kommune-0461", "--area", "dk-kommune-0101")
    assert "for dk-kommune-0101, dk-kommune-0461" in done.err
    (one,) = json.loads(samgraf("key", "list", "--json").out)
    assert one["areas"] == ["dk-kommune-0101", "dk-kommune-0461"]
    rotated = samgraf("key", "rotate", one["prefix"])
    assert "dk-kommune-0461" in rotated.err
    assert "There is no area 'odense'" in samgraf("key", "create", "--role", "contributor", "--area", "odense").err
    for role in ("reader", "admin", "gateway"):
        assert "Areas are for contributors" in samgraf("key", "create", "--role", role, "--area", "dk-kommune-0461").err


@pytest.mark.asyncio
async def test_beside_the_answers_mail_goes_out_and_a_process_looks_at_websites(
    store: Store, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    await harvested(store, organization("l", "Engelauget", contact="kontakt@laug.example"))
    given: Any = {"by": "sub:x", "at": AT, "until": LATE}

    async def job(tx: Any) -> None:
        no = await confirmations.add(tx, 1, Way.MAIL, state=PENDING, token=None, **given)
        await outbox.put(tx, outbox.CONFIRMATION, AT, no)
        await confirmations.add(tx, 1, Way.WEBSITE, state=CHECKING, token="samgraf-x", **given)

    await store.write(job)
    monkeypatch.setattr("hub.cli.errands.FIRST_SECONDS", 0.05)
    given_settings = Settings(database_url=store.url, sources=Path("nowhere"))
    beside = [asyncio.create_task(one) for one in (run_errands(given_settings), do_when_due(given_settings, "confirmations"))]
    rows: list[tuple[Any, ...]] = []
    for _ in range(400):
        rows = await store.write(lambda tx: tx.rows(t.confirmation.select().where(t.confirmation.c.way == "WEBSITE")))
        if rows[0][6] == "PENDING":
            break
        await asyncio.sleep(0.05)
    for one in beside:
        one.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    assert (rows[0][6], rows[0][10]) == ("PENDING", "NO_WEBSITE"), "another process looked, and found that there is none"
    assert "/confirm/" in capsys.readouterr().out


@pytest.mark.parametrize(("harvest", "more"), [(True, {"harvest"}), (False, set())])
@pytest.mark.asyncio
async def test_pages_that_mention_something_are_read_beside_the_answers_whoever_harvests(
    store: Store, monkeypatch: pytest.MonkeyPatch, harvest: bool, more: set[str]
) -> None:
    """A chore of its own, begun only when a page waits: neither a harvest nor `--no-harvest` holds it back."""
    begun: set[str] = set()

    async def noted(_: Settings, name: str) -> None:
        begun.add(name)

    async def one_round(*_: object) -> None:
        await asyncio.sleep(0.01)

    monkeypatch.setattr("hub.cli.serve.do_when_due", noted)
    monkeypatch.setattr("hub.cli.serve.run_errands", one_round)
    monkeypatch.setattr("hub.cli.serve.answer", one_round)
    settings = Settings(database_url=store.url)
    await run(settings, None, harvest=harvest)  # type: ignore[arg-type]
    assert begun == {"withdrawals", "confirmations", "mentions"} | more

    await harvested(store, organization("l", "Engelauget", contact="kontakt@laug.example"))
    chore = CHORES["mentions"]
    assert not await chore.due(settings)
    (thing,) = (await store.write(lambda tx: tx.rows(select(t.entity.c.id))))[0]
    await store.write(lambda tx: mentions.ask(tx, "http://127.0.0.1/side", "127.0.0.1", thing, at=AT, most=10))
    assert await chore.due(settings)
    monkeypatch.undo()
    reading = asyncio.create_task(do_when_due(settings, "mentions"))
    for _ in range(400):
        if not await chore.due(settings):
            break
        await asyncio.sleep(0.05)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert not await chore.due(settings), "another process read it, and found that its address is none of the open internet"
