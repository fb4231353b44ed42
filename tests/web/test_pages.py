"""Pages as a person sees them: a real browser, a real server, no network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.web.pages import STATIC
from tests.web.serving import serving

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
def address(database: Path) -> Iterator[str]:
    """A hub as `samgraf serve` starts it."""
    with serving(database) as hub:
        yield hub.url


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
