"""The fetcher against sites on this machine that misbehave."""

from __future__ import annotations

import asyncio
import time
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from hub.domain.document import Document
from hub.errors import BlockedAddress, SourceError, SourceRefused, SourceUnreachable, TooLarge
from hub.harvest.pace import Pace, retry_after
from tests.harvest.bad_site import QUICK, bomb, by_turns, endless, fetcher, page, redirect, silent, site, slow_body, zipped

RESET = b""


def get(answers: dict[str, Any], path: str = "/", **settings: Any) -> tuple[Document | SourceError, list[str]]:
    """What one get gives on a site with these answers, a document or its refusal, and what the site was asked for."""

    async def walk() -> tuple[Document | SourceError, list[str]]:
        async with site() as it, fetcher(it.url, **settings) as web:
            it.answers = answers
            try:
                return await web.get(path), it.paths()
            except SourceError as error:
                return error, it.paths()

    return asyncio.run(walk())


def test_a_page_comes_as_served_with_its_headers() -> None:
    answer = page("På engen".encode("cp1252"), 'ETag: "a"', "Last-Modified: yesterday", "Content-Type: text/HTML; Charset=windows-1252")
    document, asked = get({"/om": answer}, "/om")
    assert isinstance(document, Document)
    assert (document.media_type, document.charset, document.etag, document.last_modified) == (
        "text/html",
        "windows-1252",
        '"a"',
        "yesterday",
    )
    assert document.text() == "På engen"
    assert asked == ["/robots.txt", "/om"]


@pytest.mark.parametrize("answer", [zipped(b"hello"), page(b"hello", "Content-Encoding: identity")])
def test_gzip_and_identity_are_read(answer: bytes) -> None:
    document, _ = get({"/": answer})
    assert isinstance(document, Document)
    assert document.body == b"hello"


@pytest.mark.parametrize("window", [15, -15])
def test_deflate_is_read_with_and_without_its_wrapper(window: int) -> None:
    import zlib

    machine = zlib.compressobj(wbits=window)
    document, _ = get({"/": page(machine.compress(b"hello") + machine.flush(), "Content-Encoding: deflate")})
    assert isinstance(document, Document)
    assert document.body == b"hello"


def test_a_gzip_bomb_stops_at_the_cap_and_takes_little_memory() -> None:
    packed = page(bomb(200), "Content-Encoding: gzip")
    tracemalloc.start()
    refusal, asked = get({"/": packed}, limits=replace(QUICK, bytes=5_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(refusal, TooLarge)
    assert peak < 30_000_000
    assert asked.count("/") == 1, "too large is no reason to ask again"


@pytest.mark.parametrize(
    ("encoding", "story"), [("gzip, gzip", "packed 2 times"), ("br", "'br'"), ("zstd", "'zstd'"), ("gzip, br", "2 times")]
)
def test_two_encodings_and_those_that_were_not_offered_are_refused(encoding: str, story: str) -> None:
    refusal, _ = get({"/": page(b"xxxx", f"Content-Encoding: {encoding}")})
    assert isinstance(refusal, SourceUnreachable)
    assert story in str(refusal)


def test_an_endless_body_stops_at_the_cap() -> None:
    refusal, _ = get({"/": endless})
    assert isinstance(refusal, TooLarge)


def test_a_body_that_announces_too_much_is_not_even_read() -> None:
    refusal, _ = get({"/": b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"})
    assert isinstance(refusal, TooLarge)


@pytest.mark.parametrize("slow", [slow_body, silent])
def test_the_deadline_is_for_the_whole_document_not_for_each_read(slow: Any) -> None:
    began = time.monotonic()
    refusal, _ = get({"/": slow}, limits=replace(QUICK, seconds=0.4))
    assert isinstance(refusal, SourceUnreachable)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "broken",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        page(zipped(b"hello" * 100).split(b"\r\n\r\n", 1)[1][:-12], "Content-Encoding: gzip"),
        page(b"this is not gzip", "Content-Encoding: gzip"),
        b"\x16\x03\x01garbage, not HTTP\r\n\r\n",
        RESET,
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 1000) for n in range(2000)) + b"\r\n",
    ],
    ids=["short body", "gzip cut short", "no gzip", "no HTTP", "reset", "2 MB of headers"],
)
def test_a_broken_answer_is_asked_for_again_three_times_and_then_given_up(broken: bytes) -> None:
    refusal, asked = get({"/": broken})
    assert isinstance(refusal, SourceUnreachable)
    assert asked.count("/") == 4
    assert "4 times" in str(refusal)


def test_a_site_that_recovers_is_read() -> None:
    document, asked = get({"/": by_turns(page(b"", status="503 Busy"), RESET, page(b"ok"))})
    assert isinstance(document, Document)
    assert asked.count("/") == 3


def test_a_redirect_is_followed_and_its_chain_recorded() -> None:
    async def walk() -> None:
        async with site() as it, fetcher(it.url) as web:
            it.answers = {"/a": redirect("/b#part", "301 Moved"), "/b": redirect("c", "308 Moved"), "/c": page(b"ok")}
            document = await web.get("/a")
            assert document.url == f"{it.url}/c"
            assert web.redirects == {f"{it.url}/a": (f"{it.url}/a", f"{it.url}/b", f"{it.url}/c")}

    asyncio.run(walk())


def test_a_redirect_loop_ends_after_five_and_tells_the_way() -> None:
    refusal, asked = get({"/": redirect("/")})
    assert isinstance(refusal, SourceUnreachable)
    assert "more than 5 redirects" in str(refusal)
    assert str(refusal).count("→") == 5
    assert asked.count("/") == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:10.0.0.1]/",
        "file:///etc/passwd",
        "file:secret.csv",
        "ftp://site.example/",
        "http://site.example:22/",
        "https://anna:kode@site.example/",
    ],
)
def test_a_redirect_inside_is_blocked(target: str) -> None:
    refusal, _ = get({"/": redirect(target)})
    assert isinstance(refusal, BlockedAddress)
    assert refusal.code == "BLOCKED_ADDRESS"


@pytest.mark.parametrize("nonsense", ["http://[::1", "http://\xff\xfe/", "https://" + "a" * 300 + ".example/", "http:"])
def test_a_redirect_to_nonsense_fails_in_one_line(nonsense: str) -> None:
    refusal, _ = get({"/": redirect(nonsense)})
    assert isinstance(refusal, SourceError)
    assert "\n" not in str(refusal)


def test_credentials_go_to_the_own_origin_only() -> None:
    async def walk() -> None:
        async with site() as other, site() as own, fetcher(own.url, credentials={"X-Api-Key": "secret"}) as web:
            own.answers = {"/": redirect(f"{other.url}/")}
            other.answers = {"/": page(b"ok")}
            await web.get("/")
            assert [asked.headers.get("x-api-key") for asked in own.log if asked.path == "/"] == ["secret"]
            assert all("x-api-key" not in asked.headers for asked in other.log)
            assert all("referer" not in asked.headers for asked in other.log)

    asyncio.run(walk())


def test_cookies_live_for_one_run_and_one_host() -> None:
    async def walk() -> None:
        async with site() as it:
            it.answers = {"/": page(b"ok", "Set-Cookie: track=1; Path=/")}
            async with fetcher(it.url) as web:
                await web.get("/")
                await web.get("/")
            async with fetcher(it.url) as web:
                await web.get("/")
            assert [asked.headers.get("cookie") for asked in it.log if asked.path == "/"] == [None, "track=1", None]

    asyncio.run(walk())


def test_a_short_pause_is_waited_for() -> None:
    document, asked = get({"/": by_turns(page(b"", "Retry-After: 1", status="429 Slow down"), page(b"ok"))})
    assert isinstance(document, Document)
    assert asked.count("/") == 2


def _http_date(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


@pytest.mark.parametrize(
    "pause", ["30", _http_date(600), "31536000", _http_date(31_536_000)], ids=["seconds", "date", "a year", "a date in a year"]
)
def test_a_long_pause_ends_the_visit_and_says_when_to_come_back(pause: str) -> None:
    async def walk() -> None:
        async with site() as it, fetcher(it.url) as web:
            it.answers = {"/": page(b"", f"Retry-After: {pause}", status="429 Slow down"), "/b": page(b"ok")}
            for path in ("/", "/b"):
                with pytest.raises(SourceUnreachable, match="next try after 20"):
                    await web.get(path)
            assert it.paths() == ["/robots.txt", "/"], "a host that wants a pause is left alone for the rest of the run"

    asyncio.run(walk())


def test_a_pause_is_an_hour_at_most_and_rubbish_is_none() -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert retry_after("Mon, 23 Nov 2026 12:02:00 GMT", noon) == 120
    assert retry_after("Tue, 23 Nov 2027 12:02:00 GMT", noon) == 3600
    assert retry_after("Sun, 22 Nov 2026 12:00:00 GMT", noon) == 0
    assert retry_after("9" * 400) == 3600
    assert [retry_after(rubbish) for rubbish in ("", "soon", "-5", "1.5", "NaN", "Mon, 99 Foo 2026", None)] == [None] * 7


class Kept:
    def __init__(self, document: Document) -> None:
        self.document = document

    async def lookup(self, url: str) -> tuple[str | None, str | None, Document] | None:
        return (self.document.etag, self.document.last_modified, self.document) if url == self.document.url else None


def test_what_was_not_modified_is_the_kept_document_with_a_new_time() -> None:
    async def walk() -> None:
        async with site() as it:
            kept = Document(url=f"{it.url}/", body=b"kept", fetched_at="2026-01-01T00:00:00Z", etag='"a"', last_modified="then")
            it.answers = {"/": page(b"", status="304 Not Modified"), "/new": page(b"", status="304 Not Modified")}
            async with fetcher(it.url, validators=Kept(kept)) as web:
                document = await web.get("/")
                assert (document.body, document.unchanged, document.etag) == (b"kept", True, '"a"')
                assert document.fetched_at > kept.fetched_at
                asked = it.log[-1].headers
                assert (asked["if-none-match"], asked["if-modified-since"]) == ('"a"', "then")
                with pytest.raises(SourceUnreachable, match="304"):
                    await web.get("/new")

    asyncio.run(walk())


@pytest.mark.parametrize(("status", "error"), [("403 No", SourceRefused), ("455 Bot", SourceRefused), ("404 Gone", SourceUnreachable)])
def test_a_refusal_is_final(status: str, error: type[SourceError]) -> None:
    refusal, asked = get({"/": page(b"", status=status)})
    assert isinstance(refusal, error)
    assert asked.count("/") == 1


def test_requests_to_one_host_keep_their_pace() -> None:
    async def walk() -> float:
        async with site() as it, fetcher(it.url, pace=Pace(0.1)) as web:
            it.answers = {"/": page(b"ok")}
            began = time.monotonic()
            await asyncio.gather(web.get("/"), web.get("/"))
            return time.monotonic() - began

    assert 0.2 <= asyncio.run(walk()) < 2
