"""Suites of others over a running hub: the audits of GraphQL over HTTP, and schemathesis with a fixed seed."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.serving import Serving

AUDITS = 61
EXAMPLES = 4
SEED = 20261126
FORESEEN = "not_a_server_error"

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]


def test_every_audit_of_graphql_over_http_is_passed_without_a_warning(node: Callable[[str], Any]) -> None:
    told = node("audit.mjs")
    assert [one for one in told if one["status"] != "ok"] == []
    assert len(told) == AUDITS


def test_random_questions_of_schemathesis_find_no_unforeseen_error(hub: Serving, python: Path, tmp_path: Path) -> None:
    (tmp_path / "schema.graphql").write_text(httpx.get(f"{hub.url}/schema.graphql").text, encoding="utf-8")
    command = [
        str(python.parent / "st"), "run", "schema.graphql", "--url", f"{hub.url}/graphql", "--max-examples", str(EXAMPLES), "--seed",
        str(SEED), "--request-timeout", "10", "--phases", "fuzzing", "--checks", FORESEEN, "--suppress-health-check", "all", "--no-color",
    ]  # fmt: skip
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False)
    codes = [line for line in done.stdout.splitlines() if "INTERNAL" in line or "Server error" in line]
    assert codes == [], done.stdout[-4000:]
    assert "INTERNAL" not in hub.said.read_text(encoding="utf-8")
    assert "answer-failed" not in hub.said.read_text(encoding="utf-8")
