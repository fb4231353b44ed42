"""A running hub with the illustrative collection, and the clients that are let loose on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import hub as package
from tests.clients.installed import npm_packages, python_packages
from tests.web.followed import WIDE
from tests.web.serving import Serving, serving

HERE = Path(__file__).parent
DEMO = Path(package.__file__).parent / "data" / "demo"
RUN_SECONDS = 90

Told = dict[str, Any]


@pytest.fixture(scope="session")
def cache(pytestconfig: pytest.Config) -> Path:
    return Path(pytestconfig.cache.mkdir("clients"))


@pytest.fixture(scope="session")
def hub(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """The collection in a store of its own, harvested by the command, served by the command."""
    database = Path(shutil.copy(template, tmp_path_factory.mktemp("clients") / "samgraf.db"))
    environment = {**os.environ, "SAMGRAF_DATABASE_URL": f"sqlite:///{database}", "SAMGRAF_SOURCES": str(DEMO)}
    subprocess.run([sys.executable, "-m", "hub.cli", "harvest", "samskabelse", "--quiet"], env=environment, check=True, timeout=RUN_SECONDS)
    with serving(database, log_level="INFO", **WIDE) as running:
        yield running


@pytest.fixture(scope="session")
def given(hub: Serving) -> Told:
    """What a script is told: where the hub is, and a place in its feed with changes behind it."""
    question = "{ changes(first: 1) { pageInfo { endCursor } } }"
    after = httpx.post(f"{hub.url}/graphql", json={"query": question}).json()["data"]["changes"]["pageInfo"]["endCursor"]
    return {"url": f"{hub.url}/graphql", "socket": f"ws://127.0.0.1:{hub.port}/graphql", "after": after}


@pytest.fixture(scope="session")
def npm(cache: Path) -> Path:
    return npm_packages(cache, HERE)


@pytest.fixture(scope="session")
def python(cache: Path) -> Path:
    return python_packages(cache, HERE / "requirements.txt")


@pytest.fixture(scope="session")
def node(npm: Path, given: Told) -> Callable[[str], Any]:
    """Runs a script of this folder beside its packages, for that is where Node looks for them."""
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, npm / script.name)

    def run(script: str) -> Any:
        done = subprocess.run(
            ["node", str(npm / script)], input=json.dumps(given), capture_output=True, text=True, timeout=RUN_SECONDS, check=False
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run
