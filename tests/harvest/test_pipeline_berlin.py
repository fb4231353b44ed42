"""Real grants of Berlin: nothing is joined that is not one, and forty funders stay forty."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hub.domain.source import RunOutcome
from hub.harvest.fetch import Fetcher
from hub.harvest.pipeline import harvest
from hub.harvest.sources import load_source
from hub.store.archive import Remembered
from tests.harvest.look import rows, sound

pytestmark = pytest.mark.asyncio
DEMO = Path(__file__).parents[2] / "hub" / "data" / "demo" / "berlin-grants"
LARGEST = "248"
"""The code of the recipient with most grants of its kind in the first release (AWO, Kreisverband Südost)."""


async def harvested(store, folder):
    one = load_source(folder / "source.toml")
    async with Fetcher(one.source, user_agent="test", validators=Remembered(store, one.source.key), mirror=one.mirror) as web:
        return await harvest(store, one.source, one.connector, web)


def part(folder: Path, lines: int) -> Path:
    """A copy of the source with its first grants and all those of one large recipient."""
    copy = folder / "berlin-grants"
    shutil.copytree(DEMO, copy)
    header, *grants = (DEMO / "grants.csv").read_text("utf-8").splitlines()
    chosen = [line for n, line in enumerate(grants) if n < lines or line.split(",")[5] == LARGEST]
    (copy / "grants.csv").write_text("\n".join([header, *chosen]) + "\n", "utf-8")
    return copy


def joins_nothing_wrong(database):
    assert rows(database, "SELECT count(*) FROM member WHERE canonical_no <> no")[0] == (0,)
    several = "SELECT no FROM identifier GROUP BY no, scheme HAVING count(DISTINCT value) > 1"
    assert rows(database, several) == []
    assert rows(database, "SELECT max(n) FROM (SELECT count(DISTINCT kind) AS n FROM member GROUP BY canonical_no)")[0] == (1,)
    assert rows(database, "SELECT count(*) FROM identifier WHERE strong")[0] == (0,)
    assert sound(database)


async def test_the_first_grants_and_a_large_recipient(store, database, tmp_path):
    report = await harvested(store, part(tmp_path, 1200))
    assert (report.outcome, report.counts.quarantined) == (RunOutcome.PUBLISHED, 0)
    joins_nothing_wrong(database)
    fundings = rows(database, "SELECT count(*) FROM funding")[0][0]
    assert fundings == report.counts.created
    assert rows(database, "SELECT count(*) FROM link WHERE kind = 'GIVES'")[0] == (fundings,)
    funders = rows(database, "SELECT count(DISTINCT funder_no) FROM funding")[0][0]
    assert funders <= 40
    assert (
        rows(database, "SELECT count(*) FROM claim c JOIN member m ON m.no = c.member_no JOIN funding f ON f.funder_no = m.no")[0][0]
        == fundings
    )
    assert rows(database, "SELECT name FROM entity WHERE name LIKE '%c/o%'") == []


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_all_grants(store, database):
    report = await harvested(store, DEMO)
    assert (report.counts.created, report.counts.quarantined) == (73_436, 0)
    joins_nothing_wrong(database)
    assert rows(database, "SELECT count(DISTINCT funder_no) FROM funding")[0] == (40,)
