"""Clean words and safe addresses out of other people's HTML."""

from __future__ import annotations

import time

import pytest

from hub.sdk.html import html_text, safe_url, shorten


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Kom og vær med.</p><p>Alle kan deltage.</p>", "Kom og vær med. Alle kan deltage."),
        ("<ul><li>Sejlads<li>Roning</ul>", "Sejlads Roning"),
        ("Sejl<b>ads</b>", "Sejlads"),
        ("Byens<br>Hus", "Byens Hus"),
        ("Frivillige 3 < 4 & stadig flere", "Frivillige 3 < 4 & stadig flere"),
        ("Kunst &amp; Kultur &#8211; Engelaug", "Kunst & Kultur – Engelaug"),
        ("<script>alert(1)</script>Engelaug<style>p{}</style>", "Engelaug"),
        ("<img src=x onerror=alert(1)>Engelaug", "Engelaug"),
        ("<!-- nav -->Engelaug", "Engelaug"),
        ("Half \ud83d a pair\x00, a bell\x07", "Half a pair , a bell"),
        ("", ""),
    ],
)
def test_words_are_kept_and_markup_is_not(html: str, words: str) -> None:
    assert html_text(html) == words


@pytest.mark.parametrize(
    "nasty", ["<div>" * 200_000, "<b>" * 300_000, "<a " * 300_000, "<x-y a='<'>" * 90_000, "<" * 900_000, "&a" * 400_000]
)
def test_text_made_to_be_slow_is_not(nasty: str) -> None:
    began = time.perf_counter()
    html_text(nasty)
    assert time.perf_counter() - began < 3


def test_a_megabyte_without_a_space_is_cut() -> None:
    assert len(html_text("å" * 1_000_000, limit=500)) == 500
    assert shorten("Engelaug", 8) == "Engelaug"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "mailto:info@engelaug.example",
        "https://anna:kode@engelaug.example/",
        "https://engelaug.example\\@evil.example/",
        "https://engelaug.example/a b",
        "https://[::1",
        "https://engelaug.example:99999/",
        "https://",
        "",
        None,
        7,
        "https://engelaug.example/" + "a" * 3_000,
    ],
)
def test_an_address_that_nobody_should_follow_is_none(url: object) -> None:
    assert safe_url(url) is None


def test_a_relative_address_is_resolved() -> None:
    assert safe_url("../om#os", "https://engelaug.example/da/start") == "https://engelaug.example/om#os"
