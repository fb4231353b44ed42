"""Back-ups: the same answers afterwards, and nothing that was withdrawn meanwhile."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from hub.curation import withdraw as curation
from hub.domain.withdrawal import WithdrawalReason
from hub.errors import ConfigError, StoreError, StoreUnavailable, StoreVersion
from hub.store import tables as t
from hub.store.backup import back_up, manifest_of, restore
from hub.store.store import open_store
from hub.store.tombstones import file_of
from hub.store.verify import verify
from tests.curation.planted import NAME, ORGANIZATION, PERSONAL, SECRET, planted, put, site, traces, walk
from tests.curation.planted import items as items_of_today
from tests.differential.given import Planned, canonical, nasty_database
from tests.queries.test_gallery import QUESTIONS, Gallery

pytestmark = pytest.mark.asyncio
# ruff: noqa: ASYNC240 - a test may wait for its own small files


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMGRAF_WITHDRAWAL_KEY", SECRET)


ABOUT_ONE = "query($id: ID!) { node(id: $id) { id ... on Entity { name origins { field value rule } provenance { totalCount } } } }"


def broken(database: Path) -> list[str]:
    return [f"{check.name}: {check.broken}" for check in verify(database) if check.broken]


@pytest.mark.slow
async def test_s25_fifty_questions_have_the_same_answers_after_a_restore(template: Path, tmp_path: Path) -> None:
    def answers(database: Path) -> dict[str, str]:
        asked = Gallery.__new__(Gallery)
        asked.planned = asked.naive = Planned(database)  # type: ignore[assignment]
        try:
            told = {name: canonical(asked.ask(name)[0]) for name in QUESTIONS}
            for one in ids[:: max(len(ids) // 20, 1)]:
                told[one] = canonical(asked.planned.answer(ABOUT_ONE, {"id": one}))
                assert '"errors"' not in told[one]
            return told
        finally:
            asked.planned.reader.close()

    database = nasty_database(template, tmp_path)
    connection = sqlite3.connect(database)
    ids = [one for (one,) in connection.execute("SELECT id FROM entity ORDER BY no")]
    connection.close()
    before = answers(database)
    assert len(before) >= 50
    back_up(database, tmp_path / "copy.db")
    connection = sqlite3.connect(database)
    connection.execute("DELETE FROM text")
    connection.commit()
    connection.close()
    assert answers(database) != before
    done = await restore(tmp_path / "copy.db", f"sqlite:///{database}", "")
    assert answers(database) == before
    assert (done.withdrawn, done.aside is not None) == (0, True)


async def test_s22_withdrawn_after_the_back_up_it_does_not_come_back_with_it(database: Path, tmp_path: Path) -> None:
    async with await open_store(f"sqlite:///{database}") as store:
        where = await planted(store)
        back_up(database, tmp_path / "old.db")
        await curation.withdraw(store, curation.thing(ORGANIZATION), reason=WithdrawalReason.SAFETY, by="test", secret=SECRET)
    assert traces(tmp_path / "old.db") == set(PERSONAL)
    for lost in (False, True):  # the database itself may be gone; the file of tombstones beside it is enough
        if lost:
            database.unlink()
        with pytest.raises(ConfigError, match="SAMGRAF_WITHDRAWAL_KEY is not set"):
            await restore(tmp_path / "old.db", f"sqlite:///{database}", "")
        done = await restore(tmp_path / "old.db", f"sqlite:///{database}", SECRET)
        assert done.withdrawn >= 1
        assert traces(database) == set()
        assert broken(database) == []
    async with await open_store(f"sqlite:///{database}") as store:
        put(where, items_of_today(note="again"))
        await walk(store, where)
        await walk(store, site(items_of_today()), "elsewhere")
    assert traces(database) == set()


async def test_one_field_that_was_withdrawn_stays_out_of_an_older_back_up(database: Path, tmp_path: Path) -> None:
    async with await open_store(f"sqlite:///{database}") as store:
        await planted(store)
        back_up(database, tmp_path / "old.db")
        what = curation.field_of(ORGANIZATION, "contact")
        await curation.withdraw(store, what, reason=WithdrawalReason.PERSONAL_DATA, by="test", secret=SECRET)
        gone = set(PERSONAL) - traces(database)
    assert len(gone) >= 3
    await restore(tmp_path / "old.db", f"sqlite:///{database}", SECRET)
    assert traces(database) & gone == set()
    assert NAME in traces(database)


async def test_a_back_up_is_one_sound_file_and_never_overwrites(database: Path, tmp_path: Path) -> None:
    told: list[int] = []
    async with await open_store(f"sqlite:///{database}") as store:
        await planted(store)
        manifest = back_up(database, tmp_path / "copy.db", lambda _step, done, _total: told.append(done))
    assert told
    assert json.loads(manifest_of(tmp_path / "copy.db").read_text())["change"] == manifest.change > 0
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.db", "copy.db.json"]
    assert broken(tmp_path / "copy.db") == []
    with pytest.raises(StoreError, match="is there already"):
        back_up(database, tmp_path / "copy.db")


async def test_s11_a_back_up_with_flipped_bytes_or_from_the_future_is_refused_and_nothing_changes(database: Path, tmp_path: Path) -> None:
    back_up(database, tmp_path / "good.db")
    before = database.read_bytes()
    for name, change, error, said in (
        ("flipped", lambda file: flip(file, 5000), StoreUnavailable, "is damaged"),
        ("short", lambda file: file.write_bytes(file.read_bytes()[:-4096]), StoreUnavailable, "is damaged"),
        ("bare", lambda file: manifest_of(file).unlink(), StoreUnavailable, "bring both"),
        ("newer", lambda file: manifest(file, version="9999"), StoreVersion, "newer than this program"),
        ("prose", lambda file: manifest_of(file).write_text("hello"), StoreUnavailable, "no manifest"),
    ):
        file = tmp_path / f"{name}.db"
        shutil.copy(tmp_path / "good.db", file)
        shutil.copy(manifest_of(tmp_path / "good.db"), manifest_of(file))
        change(file)
        with pytest.raises(error, match=said):
            await restore(file, f"sqlite:///{database}", SECRET)
        assert database.read_bytes() == before
    assert not list(tmp_path.glob("*.restoring*"))


async def test_a_database_that_somebody_has_open_is_not_replaced(database: Path, tmp_path: Path) -> None:
    back_up(database, tmp_path / "copy.db")
    async with await open_store(f"sqlite:///{database}"):
        with pytest.raises(StoreUnavailable, match="Stop `samgraf serve`"):
            await restore(tmp_path / "copy.db", f"sqlite:///{database}", SECRET)


async def test_verify_tells_the_first_broken_thing_and_the_way_out(database: Path, tmp_path: Path) -> None:
    async with await open_store(f"sqlite:///{database}") as store:
        await planted(store)
    assert broken(database) == []
    for name, sql, said in (
        ("words", "UPDATE search SET name = 'other' WHERE rowid = 1", "word index: .*samgraf rebuild"),
        ("lost", "DELETE FROM search WHERE rowid = 1", "word index: there are"),
        ("field", "UPDATE initiative SET lead_no = NULL", "to-one fields and links: `lead` of ini_"),
        ("link", "UPDATE link SET contested = 1 WHERE kind = 'GIVES'", "to-one fields and links: `funder`"),
        ("canonical", "UPDATE member SET canonical_no = 99999 WHERE no = 1", "canonical ids"),
        ("feed", "UPDATE entity SET seq = 99999 WHERE no = 1", "feed of changes"),
        ("reference", "UPDATE claim SET run_no = 4711 WHERE no = 1", "references between tables: row .* of claim .*samgraf restore"),
    ):
        copy = Path(shutil.copy(database, tmp_path / f"{name}.db"))
        connection = sqlite3.connect(copy)
        connection.execute(sql)
        connection.commit()
        connection.close()
        [told] = broken(copy)
        assert re.search(said, told), told


async def test_s11_a_database_with_flipped_bytes_is_told_with_restore_as_the_way_out(database: Path, tmp_path: Path) -> None:
    async with await open_store(f"sqlite:///{database}") as store:
        await planted(store)
        await store.checkpoint()
    size, refused = database.stat().st_size, 0
    for place in range(0, size, size // 12):
        copy = Path(shutil.copy(database, tmp_path / f"at-{place}.db"))
        for offset in range(0, 64, 4):
            flip(copy, place // 4096 * 4096 + offset)
        try:
            told = broken(copy)
        except StoreError as error:
            told = [str(error)]
        refused += bool(told)
        assert all("samgraf restore" in one or "samgraf rebuild" in one or "samgraf migrate" in one for one in told), told
    assert refused >= 6


async def test_verify_sees_a_tombstone_that_the_database_does_not_know(database: Path) -> None:
    async with await open_store(f"sqlite:///{database}") as store:
        await planted(store)
        await curation.withdraw(store, curation.thing(ORGANIZATION), reason=WithdrawalReason.OTHER, by="test", secret=SECRET)
        await store.write(lambda tx: tx.run(t.tombstone.delete()))
    assert file_of(database).is_file()
    assert ["withdrawals" in one and "samgraf restore" in one for one in broken(database)] == [True]


def flip(file: Path, place: int) -> None:
    with file.open("rb+") as stream:
        stream.seek(place)
        byte = stream.read(1)
        stream.seek(place)
        stream.write(bytes([byte[0] ^ 0xFF]) if byte else b"")


def manifest(file: Path, **changes: object) -> None:
    said = json.loads(manifest_of(file).read_text())
    manifest_of(file).write_text(json.dumps(said | changes))
