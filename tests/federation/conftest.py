"""The tools of others that these tests ask: they come from npm, once, and stay in pytest's cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients.installed import npm_packages

HERE = Path(__file__).parent
SCRIPTS = ("composers.mjs", "gateway.mjs", "changes.mjs")
RUN_SECONDS = 120

patient = pytest.mark.timeout(300)
"""Whoever comes first waits for npm."""

Ask = Callable[[str, dict[str, Any]], Any]


@pytest.fixture(scope="session")
def ask(pytestconfig: pytest.Config) -> Iterator[Ask]:
    """Runs a script beside this file over one JSON value and answers what it says."""
    tools = npm_packages(Path(pytestconfig.cache.mkdir("federation")), HERE)
    mine = {name: tools / f"{os.getpid()}-{name}" for name in SCRIPTS}
    for name, copy in mine.items():  # beside their packages, for that is where Node looks for these
        shutil.copy(HERE / name, copy)

    def run(script: str, given: dict[str, Any]) -> Any:
        command = ["node", str(mine[script])]
        done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, timeout=RUN_SECONDS, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    yield run
    for copy in mine.values():
        copy.unlink()
