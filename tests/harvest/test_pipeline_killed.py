"""A harvest that is killed: the file is sound, readers saw old or new, and the next run ends as if nothing had happened."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from hub.domain.source import RunOutcome
from tests.harvest.look import graph, rows, sound
from tests.harvest.tiny import CVR, grant, initiative, organization
from tests.harvest.victim import harvest_pages

ROOT = Path(__file__).parents[2]
LIVE = "SELECT key, row FROM record WHERE state = 'live' ORDER BY key"


def pages(count: int, *, later: bool) -> list[list[dict[str, Any]]]:
    """Two states of one source: later a third has other words, some are gone, some are new."""
    people = [organization(f"o{n}", f"Forening {n}" + (" af 2020" if later and n % 3 == 0 else "")) for n in range(count)]
    people[0]["cvr"] = CVR
    guilds = [initiative(f"i{n}", f"Laug {n}", lead=f"o{n + later}", partner_cvr=CVR, themes=["grazing"]) for n in range(count)]
    money = [grant(f"g{n}", f"Fond {n % 5}", f"Lauget {n % 7}", amount=n + later * (n % 2)) for n in range(count)]
    start = 3 if later else 0
    return [people[start:], guilds[start:], money[start:] + ([grant("new", "Fond 1", "Lauget 1")] if later else [])]


def written(folder: Path, name: str, content: list[list[dict[str, Any]]]) -> Path:
    path = folder / name
    path.write_text(json.dumps(content), "utf-8")
    return path


def kill_at(database: Path, wanted: Path, seconds: float) -> bool:
    """Harvests in a process of its own and kills it after a while; whether it was still running then."""
    command = [sys.executable, "-m", "tests.harvest.victim", str(database), str(wanted)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": "."}
    ) as victim:
        assert victim.stdout is not None
        assert victim.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        alive = victim.poll() is None
        victim.send_signal(signal.SIGKILL)
    return alive


def whole(seen: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> bool:
    """Whether each entity is as it was or as it will be, never in between."""
    states = (before["entities"], after["entities"])
    return all(any(state.get(one) == entity for state in states) for one, entity in seen["entities"].items())


def kills(template: Path, folder: Path, *, count: int, times: int, seed: int) -> int:
    """Kills a harvest several times, each time on a fresh copy, and holds every one against an undisturbed one."""
    chance = random.Random(seed)
    old, new = written(folder, "old.json", pages(count, later=False)), written(folder, "new.json", pages(count, later=True))
    base = Path(shutil.copy(template, folder / "base.db"))
    harvest_pages(base, old)
    calm = Path(shutil.copy(base, folder / "calm.db"))
    began = time.monotonic()
    assert harvest_pages(calm, new).outcome is RunOutcome.PUBLISHED
    length, before, after = time.monotonic() - began, graph(base), graph(calm)
    in_the_middle = 0
    for attempt in range(times):
        hurt = Path(shutil.copy(base, folder / f"hurt{attempt}.db"))
        in_the_middle += kill_at(hurt, new, chance.uniform(0.05, length * 1.3))
        assert sound(hurt)
        assert whole(graph(hurt), before, after)
        harvest_pages(hurt, new)
        assert graph(hurt) == after
        assert rows(hurt, LIVE) == rows(calm, LIVE)
        assert rows(hurt, "SELECT count(*) FROM run_seen")[0] == (0,)
        assert sound(hurt)
    return in_the_middle


def test_s01_a_harvest_killed_at_some_moment_ends_as_an_undisturbed_one(template, tmp_path):
    kills(template, tmp_path, count=100, times=1, seed=int(time.time()))


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_s01_a_harvest_killed_at_twenty_random_moments_ends_as_an_undisturbed_one(template, tmp_path):
    assert kills(template, tmp_path, count=1500, times=20, seed=int(time.time())) >= 10
