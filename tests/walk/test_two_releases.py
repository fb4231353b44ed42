"""Two releases of one data set whose codes mean something else each time: nobody becomes somebody else because of it.

Both are cut from the real grants of Berlin. The second gives every dictionary other codes, as Berlin did between its releases (the
dictionaries of its earlier release were not kept, so that one cannot be decoded), loses some rows, has new ones and corrects some.
"""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

import pytest

import hub
from hub.harvest.fetch import Fetcher
from hub.harvest.pace import Pace
from hub.harvest.pipeline import RunReport, harvest
from hub.harvest.sources import load_source
from hub.store.archive import Remembered
from hub.store.store import Store
from tests.harvest.look import rows

BERLIN = Path(hub.__file__).parent / "data" / "demo" / "berlin-grants"
CODED = ("geber", "politikbereich", "plz", "name", "zweck", "empfaengertyp", "empfaengerid")
Table = list[dict[str, str]]


def table(path: Path) -> Table:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def put(path: Path, found: Table) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys())
        writer.writeheader()
        writer.writerows(found)


def release(folder: Path, grants: Table, *, seed: int | None) -> None:
    """Writes a release with the dictionaries that it needs; with a `seed` under other codes."""
    grants = [dict(grant) for grant in grants]
    for column in CODED:
        words = {line["id"]: line["label"] for line in table(BERLIN / f"dict_{column}.csv")}
        codes = {code: code for code in words}
        if seed is not None:
            others = sorted(words)
            random.Random(f"{seed} {column}").shuffle(others)
            codes = dict(zip(sorted(words), others, strict=True))
        put(folder / f"dict_{column}.csv", [{"id": codes[code], "label": label} for code, label in words.items()])
        for grant in grants:
            grant[column] = codes.get(grant[column], grant[column])
    put(folder / "grants.csv", grants)


async def go(store: Store, folder: Path) -> RunReport:
    one = load_source(folder / "source.toml")
    async with Fetcher(one.source, user_agent="test", pace=Pace(0), validators=Remembered(store, one.source.key)) as fetcher:
        return await harvest(store, one.source, one.connector, fetcher)


@pytest.mark.asyncio
@pytest.mark.slow
async def test_no_organization_becomes_another_because_a_code_changed(store: Store, database: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(BERLIN, tmp_path / "berlin-grants"))
    every = table(BERLIN / "grants.csv")[:400]
    release(folder, every[:350], seed=None)
    first = await go(store, folder)
    known = dict(rows(database, "SELECT id, name FROM entity WHERE kind = 'ORGANIZATION'"))
    keys = {key for (key,) in rows(database, "SELECT key FROM record WHERE state = 'live'")}
    assert first.counts.created == len(keys)

    release(folder, every[30:], seed=2017)
    second = await go(store, folder)
    now = dict(rows(database, "SELECT id, name FROM entity WHERE kind = 'ORGANIZATION'"))
    kept = {key for (key,) in rows(database, "SELECT key FROM record WHERE state = 'live'")}
    assert {one: now[one] for one in known.keys() & now.keys()} == {one: known[one] for one in known.keys() & now.keys()}
    assert (second.counts.created, second.counts.updated) == (len(kept - keys), 0)
    assert second.counts.retired == 0  # missed once: hidden, and may come back
    assert len(rows(database, "SELECT 1 FROM record WHERE state = 'hidden'")) == len(keys - kept)
    assert "MERGED" not in {kind for (kind,) in rows(database, "SELECT type FROM change")}
    by_name = rows(database, "SELECT name FROM entity WHERE kind = 'ORGANIZATION' AND id NOT IN (SELECT id FROM change WHERE run_no = 1)")
    assert not {name for (name,) in by_name} & {known[one] for one in known.keys() - now.keys()}

    release(folder, every[30:], seed=2018)
    third = await go(store, folder)
    assert (third.counts.created, third.counts.updated, third.counts.retired) == (0, 0, len(keys - kept))  # missed twice: retired
    assert len(rows(database, "SELECT 1 FROM record WHERE state = 'retired'")) == len(keys - kept)
