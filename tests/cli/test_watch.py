"""`samgraf watch` and what `samgraf doctor` says of watches."""

from __future__ import annotations

import asyncio

import pytest

from hub.store import watches as books
from hub.store.store import open_store
from hub.store.watches import Wish
from hub.store.writer import Transaction
from tests.cli.conftest import Run

AT = "2026-01-01T00:00:00Z"
URL = "https://forum.example/hook?token=abc"


async def paused() -> None:
    async def job(tx: Transaction) -> None:
        one = await books.keep(tx, "watch_1", "sg_aaaaaaaa", Wish(URL, ["EVENT"], None, None), at=AT, most=9, most_of_key=9)
        await books.failed(tx, one, None, "HTTP 500", later=AT, pause=True)

    async with await open_store("sqlite:///samgraf.db") as store:
        await store.write(job)


@pytest.mark.usefixtures("migrated")
def test_an_operator_sees_resumes_and_removes_watches_and_is_told_of_those_that_are_paused(
    samgraf: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "POST /watches" in samgraf("watch", "list").out
    asyncio.run(paused())
    doctor = samgraf("doctor")
    assert (doctor.code, "SAMGRAF_WEBHOOK_KEY is not set, so nobody is told" in " ".join(doctor.out.split())) == (2, True)
    monkeypatch.setenv("SAMGRAF_WEBHOOK_KEY", "a short key")
    short = samgraf("doctor")
    assert (short.code, "SAMGRAF_WEBHOOK_KEY" in short.err, "a short key" in short.err) == (2, True, False)
    monkeypatch.setenv("SAMGRAF_WEBHOOK_KEY", "the long key of which those of all watches are made")
    doctor = samgraf("doctor")
    assert (doctor.code, "1 paused; `samgraf watch list` tells why" in " ".join(doctor.out.split())) == (0, True)
    assert "the long key" not in doctor.out
    listed = samgraf("watch", "list").out
    for word in ("watch_1", "sg_aaaaaaaa", "forum.example", "paused", "HTTP 500"):
        assert word in listed
    assert "token=abc" not in listed
    assert samgraf("watch", "resume", "watch_1").code == 0
    assert "verifying" in samgraf("watch", "list").out, "it was never told, so its receiver has to prove itself first"
    again = samgraf("watch", "resume", "watch_1")
    assert (again.code, "only a paused watch is resumed" in again.err) == (2, True)
    assert samgraf("watch", "remove", "watch_1").code == 0
    gone = samgraf("watch", "remove", "watch_1")
    assert (gone.code, "There is no watch 'watch_1'" in gone.err) == (2, True)
