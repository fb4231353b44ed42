"""Pages as a person sees them: a real browser, a real server, no network."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from hub.web.pages import STATIC

BROWSER = shutil.which("chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip

pytestmark = [
    pytest.mark.skipif(BROWSER is None, reason="needs Chromium"),
    pytest.mark.skipif(not (STATIC / "graphiql.html").exists(), reason="needs the built pages (SAMGRAF_SKIP_UI was set)"),
]


@pytest.fixture
def address(database: Path, tmp_path: Path) -> Iterator[str]:
    """A hub as `samgraf serve` starts it, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "SAMGRAF_DATABASE_URL": f"sqlite:///{database}", "SAMGRAF_SOURCES": str(tmp_path)}
    process = subprocess.Popen([sys.executable, "-m", "hub.cli", "serve", "--no-harvest", "--port", str(port)], env=environment)
    try:
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                if httpx.get(f"http://127.0.0.1:{port}/ready", timeout=1).status_code == 200:
                    break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        assert process.wait(timeout=10) in (0, -15)


def test_graphiql_asks_a_question_without_leaving_the_house(address: str) -> None:
    from playwright.sync_api import expect, sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=BROWSER, args=FLAGS)
        page = browser.new_page()
        asked, complaints = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{address}/graphql", wait_until="networkidle")
        page.wait_for_selector(".graphiql-execute-button", timeout=20_000)
        page.click(".graphiql-execute-button")
        expect(page.locator(".result-window")).to_contain_text('"data"', timeout=20_000)
        title = page.title()
        browser.close()
    assert "Samgraf" in title
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert complaints == []
