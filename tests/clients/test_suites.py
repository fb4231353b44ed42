"""Suites of others over a running hub: the audits of GraphQL over HTTP, and schemathesis with a fixed seed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.serving import Serving

AUDITS = 61
EXAMPLES = 30
SEED = 20261126
LEAST = 400
FORESEEN = {
    "BAD_ARGUMENT", "BAD_CURSOR", "CURSOR_EXPIRED", "FORBIDDEN", "OVER_LIMIT", "RATE_LIMITED", "TOO_COSTLY", "TOO_DEEP", "VALIDATION",
}  # fmt: skip
"""Codes that a wrong question of an honest client may end in; RATE_LIMITED is that of many reports (`reportProblem`)."""

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300)]


def test_every_audit_of_graphql_over_http_is_passed_without_a_warning(node: Callable[[str], Any]) -> None:
    told = node("audit.mjs")
    assert [one for one in told if one["status"] != "ok"] == []
    assert len(told) == AUDITS


def test_random_questions_of_schemathesis_are_answered_or_refused_by_a_code_that_is_foreseen(
    hub: Serving, python: Path, tmp_path: Path
) -> None:
    (tmp_path / "schema.graphql").write_text(httpx.get(f"{hub.url}/schema.graphql").text, encoding="utf-8")
    command = [
        str(python.parent / "st"), "run", "schema.graphql", "--url", f"{hub.url}/graphql", "--max-examples", str(EXAMPLES), "--seed",
        str(SEED), "--request-timeout", "10", "--phases", "fuzzing", "--checks", "not_a_server_error", "--suppress-health-check", "all",
        "--no-color",
    ]  # fmt: skip
    before = len(refusals(hub))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=240, check=False)
    asked = re.search(r"(\d+) generated", done.stdout)
    assert asked is not None, done.stdout[-4000:] + done.stderr
    assert int(asked[1]) > LEAST
    assert set(refusals(hub)[before:]) <= FORESEEN
    assert "answer-failed" not in hub.said.read_text(encoding="utf-8")


def refusals(hub: Serving) -> list[str]:
    """The codes with which the hub refused, from its log."""
    lines = (json.loads(line) for line in hub.said.read_text(encoding="utf-8").splitlines() if line.startswith("{"))
    return [line["code"] for line in lines if line.get("event") == "refused"]
