"""Clients that people use ask a running hub: two pages forward and one back, and a subscription that goes on from a place in the feed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]


def check_pages(told: dict[str, Any]) -> None:
    """Ten different things on two pages, and the way back leads to the first."""
    first, second, back = (told[name] for name in ("first", "second", "back"))
    ids = [edge["node"]["id"] for page in (first, second) for edge in page["edges"]]
    assert len(set(ids)) == 10
    assert first["totalCount"] == second["totalCount"] > 10
    assert (first["pageInfo"]["hasPreviousPage"], first["pageInfo"]["hasNextPage"]) == (False, True)
    assert [edge["node"]["id"] for edge in back["edges"]] == ids[:5]


def check_changes(told: dict[str, Any]) -> None:
    """Three changes of initiatives, each at a place of its own."""
    changes = told["changes"]
    assert len({one["cursor"] for one in changes}) == 3
    assert all(one["entity"]["id"] == one["entityId"] and one["entityId"].startswith("ini_") for one in changes)


@pytest.mark.parametrize("script", ["apollo.mjs", "urql.mjs"])
def test_a_javascript_client_pages_and_subscribes(node: Callable[[str], Any], script: str) -> None:
    told = node(script)
    check_pages(told)
    check_changes(told)


def test_gql_pages_and_subscribes(python: Path, given: dict[str, Any]) -> None:
    command = [str(python), str(HERE / "python_gql.py")]
    done = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    check_pages(told)
    check_changes(told)
