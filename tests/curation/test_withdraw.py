"""What was withdrawn is nowhere, to the bytes of the file, and comes back by no harvest."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from hub.curation import withdraw as curation
from hub.domain.ids import EntityKind, mint
from hub.domain.source import RunOutcome, SourcePolicy
from hub.domain.withdrawal import WithdrawalReason
from hub.errors import ConfigError, StoreError
from hub.harvest.rebuild import rebuild
from hub.store import erasure, publication
from hub.store import tables as t
from hub.store.erasure import Report
from hub.store.store import Store, open_store
from hub.store.tombstones import file_of
from tests.curation.planted import (
    NAME,
    ORGANIZATION,
    PERSONAL,
    SECRET,
    SUMMARY,
    Telling,
    grants,
    items,
    person,
    planted,
    put,
    site,
    traces,
    walk,
)
from tests.harvest import tiny

pytestmark = pytest.mark.asyncio


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)


async def withdraw(store: Store, what: curation.What, **more: Any) -> Report:
    said: dict[str, Any] = {"reason": WithdrawalReason.PERSONAL_DATA, "by": "test", "secret": SECRET, **more}
    return (await curation.withdraw(store, what, **said))[0]


async def rows(store: Store, sql: str) -> list[tuple[Any, ...]]:
    def plan() -> Any:
        return (yield sql, ())

    found: list[tuple[Any, ...]] = await store.read(plan())
    return found


async def names(store: Store) -> list[str]:
    return [name for (name,) in await rows(store, "SELECT name FROM entity ORDER BY name")]


async def test_s22_a_thing_that_was_withdrawn_leaves_no_byte(store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    await planted(store)
    capsys.readouterr()
    assert NAME in await names(store)
    report = await withdraw(store, curation.thing(ORGANIZATION))
    assert traces(store.path) == set()
    assert traces(file_of(store.path)) == set()
    told = str(dataclasses.asdict(report)) + "".join(capsys.readouterr())
    assert not [value for value in PERSONAL if value in told]
    assert (report.left, report.elsewhere) == (0, 0)
    assert report.erased["claims"] >= 3
    assert report.erased["documents"] >= 3
    assert not [name for name in await names(store) if NAME in name]


async def test_what_is_withdrawn_disappears_in_one_line_of_the_feed_and_from_the_past(store: Store) -> None:
    await planted(store)
    await withdraw(store, curation.thing(ORGANIZATION))
    chief = "(SELECT canonical_no FROM member WHERE id = '" + ORGANIZATION + "')"
    assert await rows(store, f"SELECT type, fields FROM change WHERE no = {chief} ORDER BY seq DESC LIMIT 1") == [("WITHDRAWN", None)]
    assert await rows(store, f"SELECT count(*) FROM change WHERE no = {chief} AND type = 'WITHDRAWN'") == [(1,)]
    for table in ("entity_was", "text_was", "identifier_was", "organization_was"):
        assert await rows(store, f"SELECT count(*) FROM {table} WHERE no = {chief}") == [(0,)]
    assert await rows(store, f"SELECT count(*) FROM link WHERE from_no = {chief} OR to_no = {chief}") == [(0,)]


async def test_what_others_say_of_other_things_stays(store: Store) -> None:
    await planted(store)
    before = await names(store)
    await withdraw(store, curation.thing(ORGANIZATION))
    after = await names(store)
    assert len(after) == len(before) - 1
    assert {"Vandløbslauget", "Åløb Sogneråd", "Kulturpuljen"} <= set(after)
    assert len(await rows(store, "SELECT no FROM funding")) == 3


async def test_s22_harvested_again_it_does_not_come_back(store: Store) -> None:
    where = await planted(store)
    await withdraw(store, curation.thing(ORGANIZATION))
    there = await names(store)
    assert await rows(store, "SELECT count(*) FROM quarantine") == [(0,)]
    for changes in ({}, {"note": "udlagt fra Storgade igen"}, {"name": f"{NAME} II"}, {"kind": "poison"}, {"kind": "broken"}):
        put(where, items(**changes))
        await walk(store, where)
        await walk(store, site(grants()), "grants")
        assert (changes, traces(store.path), await names(store)) == (changes, set(), there)


async def test_under_another_id_it_is_known_by_its_number_its_address_and_its_name_with_its_place(store: Store) -> None:
    await planted(store)
    await withdraw(store, curation.thing(ORGANIZATION))
    there = await names(store)
    for number, keep in enumerate((("cvr",), ("website",), ("name", "area"))):
        other = {**person(), "id": f"N{number}", "name": "Somebody", "raw": "Somebody", "summary": {"da": "who"}, "code": "k2"}
        for field in {"cvr", "website", "area", "email", "phone", "role", "note"} - set(keep):
            other.pop(field, None)
        if "name" in keep:
            other.update(name=NAME, raw=NAME)
        assert (await walk(store, site([other, tiny.organization("O9", "Naboen")]), f"third-{number}")).counts.created == 1
        assert set(await names(store)) == {*there, "Naboen"}
    assert traces(store.path) == set()


async def test_another_thing_of_the_same_name_elsewhere_is_left_alone(store: Store) -> None:
    await planted(store)
    await withdraw(store, curation.thing(ORGANIZATION))
    await walk(store, site([tiny.organization("N1", NAME, area="dk-kommune-0751")]), "third")
    assert NAME in await names(store)


async def test_an_unchanged_item_that_was_emptied_is_known_again_and_writes_nothing(store: Store) -> None:
    where = await planted(store)
    await withdraw(store, curation.thing(ORGANIZATION))
    put(where, items())
    report = await walk(store, where)
    assert (report.counts.created, report.counts.updated, report.skipped) == (0, 0, False)
    again = await walk(store, site(grants()), "grants")
    assert (again.counts.created, again.counts.updated) == (0, 0)


async def test_a_rebuild_does_not_bring_it_back_and_keeps_the_rest(store: Store) -> None:
    await planted(store)
    await withdraw(store, curation.thing(ORGANIZATION))
    there = await names(store)
    for key in ("tiny", "grants"):
        source = tiny.source(key)
        await rebuild(store, source, Telling(source, version=2))
    assert await names(store) == there
    assert traces(store.path) == set()


async def test_one_field_goes_and_the_rest_stays(store: Store) -> None:
    where = await planted(store)
    report = await withdraw(store, curation.field_of(ORGANIZATION, "summary"))
    assert report.left == 0
    assert SUMMARY not in traces(store.path)
    for changes in ({}, {"email": "ny@fjordbo.example"}):
        put(where, items(**changes))
        await walk(store, where)
        [(summary, email, website)] = await rows(
            store, f"SELECT summary, contact_email, website FROM entity JOIN organization USING (no) WHERE name = '{NAME}'"
        )
        assert (summary, website) == (None, "https://fjordbo.example/gunhild")
        assert email == changes.get("email", "gunhild@fjordbo.example")
        assert SUMMARY not in traces(store.path)
    feed = await rows(store, "SELECT fields FROM change WHERE type = 'WITHDRAWN'")
    assert feed == [('["summary"]',)]


async def test_one_record_goes_and_what_another_source_says_stays(store: Store) -> None:
    where = await planted(store)
    await withdraw(store, curation.item("tiny", "O1"))
    assert SUMMARY not in traces(store.path)
    assert NAME in await names(store)  # the grants' own words
    put(where, items(note="changed"))
    await walk(store, where)
    assert await rows(store, f"SELECT summary FROM entity WHERE name = '{NAME}'") == [(None,)]
    assert {SUMMARY, "changed"} & traces(store.path) == set()


@pytest.mark.parametrize("kind", ["poison", "broken"])
async def test_an_item_that_could_never_be_read_goes_with_its_bytes_and_stays_away(store: Store, kind: str) -> None:
    page = [person(kind=kind), tiny.organization("O2", "Naboen")]
    await walk(store, site(page))
    assert await rows(store, "SELECT key, instr(CAST(raw AS TEXT), 'gunhild') > 0 FROM quarantine") == [("O1", 1)]
    report = await withdraw(store, curation.item("tiny", "O1"))
    assert report.erased["quarantined items"] == 1
    assert traces(store.path) == set()
    await walk(store, site([page[0], tiny.organization("O2", "Naboen igen")]))
    assert (traces(store.path), await rows(store, "SELECT key FROM quarantine")) == (set(), [])
    await walk(store, site([person(), tiny.organization("O2", "Naboen")]))
    assert (traces(store.path), await names(store)) == (set(), ["Naboen"])


async def test_what_waits_in_a_held_run_and_in_the_queue_of_proposals_is_withdrawn_too(store: Store) -> None:
    await planted(store)
    pair = "SELECT min(no), max(no) FROM member WHERE kind = 'ORGANIZATION' AND source_id IN ('O1', 'O2')"
    reasons = json.dumps([["NAME", 1, [NAME]]])
    [(left, right)] = await rows(store, pair)
    await store.write(lambda tx: tx.many(t.match.insert(), [(1, "match_1", "ORGANIZATION", left, right, 900, reasons, "2026", None)]))
    held = await walk(store, site([{**person(), "id": "P1"}, tiny.organization("P2", "Naboen")]), "late", policy=SourcePolicy.REVIEW)
    assert held.outcome is RunOutcome.HELD
    await withdraw(store, curation.thing(ORGANIZATION))
    assert traces(store.path) == set()
    await publication.release(store, held.run, "test")
    assert "Naboen" in await names(store)
    assert traces(store.path) == set()


async def test_killed_between_hiding_and_erasing_it_is_hidden_and_finished_later(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    async with await open_store(f"sqlite:///{database}") as store:
        await planted(store)
        monkeypatch.setattr(erasure, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            await withdraw(store, curation.thing(ORGANIZATION))
        monkeypatch.undo()
        assert NAME not in await names(store)
        assert NAME in traces(store.path)
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)
    async with await open_store(f"sqlite:///{database}") as store:
        assert await erasure.unfinished(store) == [1]
        [report] = await curation.finish(store, SECRET)
        assert report.erased["claims"] >= 3
        assert traces(store.path) == set()
        assert await curation.finish(store, SECRET) == []


async def test_a_withdrawal_that_comes_while_a_harvest_is_on_its_way_is_respected(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    where = await planted(store)
    put(where, items(note="on its way"))
    from hub.harvest import intake

    flush = intake.Intake.flush

    async def withdrawn_meanwhile(self: intake.Intake) -> None:
        monkeypatch.setattr(intake.Intake, "flush", flush)
        await withdraw(store, curation.thing(ORGANIZATION))
        await flush(self)

    monkeypatch.setattr(intake.Intake, "flush", withdrawn_meanwhile)
    await walk(store, where)
    assert traces(store.path) == set()
    assert NAME not in await names(store)


async def test_without_a_key_nothing_is_withdrawn_and_nothing_harvested_past_a_tombstone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = await planted(store)
    with pytest.raises(ConfigError, match=r"SAMGRAF_WITHDRAWAL_KEY is not set.*openssl rand"):
        await withdraw(store, curation.thing(ORGANIZATION), secret="")
    assert NAME in await names(store)
    await withdraw(store, curation.thing(ORGANIZATION))
    for wrong, said in (("", "not set"), ("another", "not the one")):
        monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", wrong)
        put(where, items(note=wrong))
        with pytest.raises(ConfigError, match=said):
            await walk(store, where)
    with pytest.raises(ConfigError, match="not the one"):
        await withdraw(store, curation.thing(mint(EntityKind.ORGANIZATION, "tiny", "O2")), secret="another")


async def test_what_is_not_there_is_refused_in_a_sentence(store: Store) -> None:
    await planted(store)
    for what, said in (
        (curation.thing("org_nobody"), "nothing with the id"),
        (curation.field_of(ORGANIZATION, "shoeSize"), "no field 'shoe_size'. There are: area, contact"),
        (curation.item("tiny", "O77"), "no record 'O77'"),
    ):
        with pytest.raises(StoreError, match=said):
            await withdraw(store, what)
