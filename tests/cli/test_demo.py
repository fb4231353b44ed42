"""`samgraf demo`: real data in, one graph out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from hub.cli import demo
from tests.cli.conftest import Run


def test_the_demo_harvests_sums_up_and_the_second_time_finds_nothing_new(samgraf: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "FIRST_ROWS", 300)  # the way is the same for 12,000
    first = samgraf("demo", "--once", "--data", "shown.db")
    assert first.code == 0
    for word in (
        "fundings",
        "initiatives",
        "opportunities",
        "stories",
        "organizations",
        "links",
        "claims",
        "problems",
        "seconds",
        "berlin-grants",
    ):
        assert word in first.out
    connection = sqlite3.connect(home / "shown.db")
    found = dict(connection.execute("SELECT kind, count(*) FROM entity GROUP BY kind"))
    changes = connection.execute("SELECT max(seq) FROM change").fetchone()
    assert found["FUNDING"] > 800
    assert found["INITIATIVE"] >= 40
    assert found["STORY"] >= 7, "the feed and the blog of the association"
    assert found["EVENT"] >= 70, "its calendar, its blog, and a culture night"
    assert "storys" not in first.out

    second = samgraf("demo", "--once", "--data", "shown.db")
    assert second.out.count("unchanged") == 8
    assert connection.execute("SELECT max(seq) FROM change").fetchone() == changes
    connection.close()
