"""What robots.txt says is obeyed, also when it says it badly."""

from __future__ import annotations

import asyncio
import time

import pytest

from hub.domain.document import Document
from hub.errors import SourceRefused, SourceUnreachable
from hub.harvest.robots import Rules
from tests.harvest.bad_site import bad_robots_get as get
from tests.harvest.bad_site import endless, fetcher, page, redirect, site


def test_a_closed_address_is_not_asked_for() -> None:
    outcome, asked = get(page(b"User-agent: *\nDisallow: /intern/"), "/intern/x")
    assert isinstance(outcome, SourceRefused)
    assert asked == ["/robots.txt"]


def test_rules_made_for_us_win_over_those_for_all() -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: samgraf\nAllow: /\nCrawl-delay: 0"
    outcome, _ = get(page(rules))
    assert isinstance(outcome, Document)


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_a_host_without_rules_is_open(status: str) -> None:
    outcome, asked = get(page(b"", status=status))
    assert isinstance(outcome, Document)
    assert asked == ["/robots.txt", "/"]


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy"])
def test_a_host_whose_rules_cannot_be_read_is_left_alone(status: str) -> None:
    outcome, asked = get(page(b"", status=status))
    assert isinstance(outcome, SourceUnreachable)
    assert "/" not in asked


def test_a_web_page_in_place_of_rules_closes_nothing() -> None:
    outcome, _ = get(page(b"<!DOCTYPE html><html><body>Disallow: nothing</body></html>" * 100))
    assert isinstance(outcome, Document)


def test_only_the_beginning_of_huge_rules_is_read() -> None:
    began = time.monotonic()
    outcome, _ = get(page(b"User-agent: *\nDisallow: /intern/\n" + b"Disallow: /a/*/b*c$\n" * 300_000), "/intern/")
    assert isinstance(outcome, SourceRefused)
    assert time.monotonic() - began < 5


def test_endless_rules_end() -> None:
    outcome, _ = get(endless)
    assert isinstance(outcome, Document)


def test_rules_are_read_once_a_run_and_host_and_on_every_hop() -> None:
    async def walk() -> None:
        async with site() as it, site() as other, fetcher(it.url) as web:
            it.answers = {"/": page(b"ok"), "/away": redirect(f"{other.url}/closed")}
            other.answers = {"/robots.txt": page(b"User-agent: *\nDisallow: /closed"), "/closed": page(b"secret")}
            await web.get("/")
            await web.get("/")
            with pytest.raises(SourceRefused):
                await web.get("/away")
            assert it.paths() == ["/robots.txt", "/", "/", "/away"]
            assert other.paths() == ["/robots.txt"]

    asyncio.run(walk())


def test_a_crawl_delay_is_kept() -> None:
    async def walk() -> float:
        async with site() as it, fetcher(it.url) as web:
            it.answers = {"/robots.txt": page(b"User-agent: *\nCrawl-delay: 0.3"), "/": page(b"ok")}
            await web.get("/")
            began = time.monotonic()
            await web.get("/")
            return time.monotonic() - began

    assert 0.25 <= asyncio.run(walk()) < 2


def test_a_request_rate_is_a_delay_and_nonsense_is_none() -> None:
    assert Rules("User-agent: *\nRequest-rate: 1/5", "Samgraf/0.1").delay() == 5
    assert Rules("User-agent: *\nCrawl-delay: many", "Samgraf/0.1").delay() == 0
