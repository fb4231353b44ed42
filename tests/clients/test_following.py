"""graphql-ws and graphql-sse, as they come from npm, follow a hub into which another process writes."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.followed import Followed
from tests.web.serving import Serving

HERE = Path(__file__).parent
AFTER = "subscription($after: String) { changes(after: $after) { cursor entityId entity { name } } }"
NEWEST = "query($after: String) { changes(after: $after, first: 50) { pageInfo { hasNextPage endCursor } } }"

pytestmark = [pytest.mark.clients, pytest.mark.timeout(300), pytest.mark.parametrize("way", ["ws", "sse"])]

Follow = Callable[..., list[Any]]


@pytest.fixture
def followed(hub: Serving) -> Followed:
    return Followed(hub.said.with_suffix(".db"), hub.url, hub.process)


@pytest.fixture
def follow(npm: Path, hub: Serving) -> Follow:
    """Has a client (`ws`, `sse`) take so many results of an operation, 0 for all; `meanwhile` is done while it listens."""
    script = shutil.copy(HERE / "follow.mjs", npm / "follow.mjs")

    def run(way: str, document: str, variables: dict[str, Any], count: int = 0, meanwhile: Callable[[], None] | None = None) -> Any:
        command = ["node", str(script), way, f"{hub.url}/graphql", document, json.dumps(variables), str(count)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            if meanwhile is not None:
                meanwhile()
            told, complained = process.communicate(timeout=60)
        assert process.returncode == 0, complained
        return [json.loads(line) for line in told.splitlines()]

    return run


def newest(hub: Followed) -> str:
    """The cursor of the last change."""
    page: dict[str, Any] = {"endCursor": None, "hasNextPage": True}
    while page["hasNextPage"]:
        body = {"query": NEWEST, "variables": {"after": page["endCursor"]}}
        page = httpx.post(f"{hub.url}/graphql", json=body, trust_env=False).json()["data"]["changes"]["pageInfo"]
    return str(page["endCursor"])


def test_a_query_is_answered(follow: Follow, way: str) -> None:
    [answer] = follow(way, "query($code: String!) { area(code: $code) { name } }", {"code": "dk"})
    assert answer["data"] == {"area": {"name": "Danmark"}}


def test_a_change_of_another_process_is_seen_and_after_goes_on_without_a_gap(followed: Followed, follow: Follow, way: str) -> None:
    heard = follow(way, AFTER, {"after": newest(followed)}, 3, lambda: followed.happen(3))
    followed.happen(150)
    heard += follow(way, AFTER, {"after": heard[-1]["data"]["changes"]["cursor"]}, 152, lambda: followed.happen(2))
    cursors = [one["data"]["changes"]["cursor"] for one in heard]
    assert len(cursors) == len(set(cursors)) == 155
    assert cursors[-1] == newest(followed)
    assert all(one["data"]["changes"]["entity"]["name"] for one in heard)


def test_what_is_wrong_is_told(follow: Follow, way: str) -> None:
    if way == "sse":
        [answer] = follow(way, "subscription { changes { nothing } }", {})
        assert answer["errors"][0]["extensions"]["code"] == "VALIDATION"
    else:
        with pytest.raises(AssertionError, match="VALIDATION"):
            follow(way, "subscription { changes { nothing } }", {})
