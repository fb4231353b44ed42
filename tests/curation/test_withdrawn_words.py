"""What was told here is withdrawn like everything else: to the bytes, also what still waits and what was taken back."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from hub.curation import withdraw
from hub.domain.withdrawal import WithdrawalReason
from tests.curation.desk import SECRET, People, codes

pytestmark = pytest.mark.asyncio


async def test_s22_a_withdrawal_finds_every_contribution(people: People, database: Path) -> None:
    one = (await people.tell("mia", "registerOrganization", 'input: {name: "Forsvundnesen", summary: "Førstesetning"}'))["entity"]["id"]
    await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{summary: "Andensetning"}}')
    await people.tell("anna", "updateOrganization", f'id: "{one}", input: {{summary: "Ventesetning"}}')
    await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{description: "Fortrydesetning"}}')
    await people.decide("mia", "undo", 'decision: "decision_3"')
    await people.tell("mia", "registerOrganization", 'input: {name: "Blivende"}')
    reports = await withdraw.withdraw(people.store, withdraw.thing(one), reason=WithdrawalReason.PERSONAL_DATA, by="mia", secret=SECRET)
    assert [report.left for report in reports] == [0]
    await people.store.checkpoint()
    kept = await asyncio.to_thread(database.read_bytes)
    for word in ("Forsvundnesen", "Førstesetning", "Andensetning", "Ventesetning", "Fortrydesetning"):
        assert word.encode() not in kept, word
    assert b"Blivende" in kept
    assert codes(await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{name: "Igen"}}')) == [("id", "NOT_FOUND")]
    await people.decide("mia", "decide", 'input: {item: "contribution_3", verdict: ACCEPT}')
    assert (await people.ask("anybody", "{ organizations { nodes { name } } }"))["organizations"]["nodes"] == [{"name": "Blivende"}]


async def test_s22_a_withdrawn_field_stays_away_from_later_edits(people: People) -> None:
    one = (await people.tell("mia", "registerOrganization", 'input: {name: "Lauget", summary: "Hemmeligt", url: "https://l.example/"}'))[
        "entity"
    ]["id"]
    field = withdraw.field_of(one, "summary")
    await withdraw.withdraw(people.store, field, reason=WithdrawalReason.PERSONAL_DATA, by="mia", secret=SECRET)
    await people.tell("mia", "updateOrganization", f'id: "{one}", input: {{website: "https://lauget.example/"}}')
    seen = await people.ask("anybody", f'{{ organization(id: "{one}") {{ name summary url website }} }}')
    assert seen["organization"] == {"name": "Lauget", "summary": None, "url": "https://l.example/", "website": "https://lauget.example/"}
