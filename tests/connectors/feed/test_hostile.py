"""Feeds that were made to hurt, and real ones that merely do."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.errors import SourceChanged
from tests.connectors.feed.given import read, rss

REAL = Path(__file__).parents[4] / "shared" / "realdata" / "feeds-feedparser"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="shared/realdata is not beside the checkout")
WITH_TITLES = {
    "illformed__chardet__eucjp.xml": "ゲーム三昧な正月",
    "illformed__chardet__koi8r.xml": "Как пережить новогоднюю ночь",
    "illformed__chardet__gb2312.xml": "不归移民漫画系列：专业工作",
    "encoding__demoronize-2.xml": "don’t",
    "wellformed__namespace__rss1.0withModules.xml": "Test Item - RSS 1.0",
    "wellformed__atom10__qna.xml": "Q&A session",
}


@needs_real
def test_every_real_sample_is_read_without_a_fault() -> None:
    files = sorted(REAL.glob("*.xml"))
    assert len(files) >= 60
    found = {file.name: read(file.read_bytes(), "application/xml") for file in files}
    assert sum(len(one.rows) for one in found.values()) == 24, "the others have neither title nor text"
    assert all(one.left_over == set() and one.refused == {} for one in found.values())


@needs_real
@pytest.mark.parametrize("name", WITH_TITLES)
def test_a_wrong_or_missing_encoding_is_put_right(name: str) -> None:
    [claim] = read((REAL / name).read_bytes(), "application/xml").claims.values()
    assert claim.name == {"da": WITH_TITLES[name]}


@needs_real
def test_a_script_of_a_real_sample_is_no_word() -> None:
    [row] = read((REAL / "wellformed__sanitize__item_content_encoded_crazy.xml").read_bytes(), "application/xml").rows.values()
    assert "alert" not in str(row.data)
    assert "<" not in str(row.data)


def test_a_script_in_a_title_is_no_word() -> None:
    title = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b onclick='x'&gt;Kaffe&lt;/b&gt; &lt;img src=x onerror=alert(2)&gt;"
    assert read(rss(f"<title>{title}</title><guid>a</guid><link>data:text/html,x</link>")).only() == {
        "name": {"da": "Kaffe"},
        "story_type": "ARTICLE",
    }


@pytest.mark.slow
def test_a_bomb_of_entities_stays_small() -> None:
    entities = "".join('<!ENTITY l{} "{}">'.format(n, f"&l{n - 1};" * 10 if n else "lol") for n in range(10))
    found = read(f"<?xml version='1.0'?><!DOCTYPE x [{entities}]>{rss('<title>&l9;</title><guid>a</guid>')}")
    assert len(found.everything()) < 2_000


def test_no_file_of_this_machine_and_no_other_address_is_read() -> None:
    outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY g SYSTEM "http://127.0.0.1:9/x">]>'
    assert "root:" not in read(outside + rss("<title>&f;&g;x</title><guid>a</guid>")).everything()


@pytest.mark.parametrize("mark", ["", "<![CDATA[<b>]]>", "<!-- <a> -->"])
def test_a_feed_that_is_nested_without_end_is_refused(mark: str) -> None:
    with pytest.raises(SourceChanged, match="elements deep"):
        read(rss(mark + "<a>" * 100_000))
    with pytest.raises(SourceChanged, match="elements deep"):
        read(rss("<a>" * 1_000).encode("utf-16"))


def test_a_feed_of_too_many_bytes_or_tags_is_refused() -> None:
    with pytest.raises(SourceChanged, match="a feed may have 5,000,000"):
        read(rss("x" * 5_000_001))
    with pytest.raises(SourceChanged, match="400,000 long"):
        read(rss("<b/>" * 400_001))


@pytest.mark.slow
@pytest.mark.parametrize("body", [b"<" * 1_000_000, b"<rss>" + b"<!--" * 300_000, b"<rss>" + b"<![CDATA[" * 200_000, b"\x00" * 1_000_000])
def test_a_million_marks_are_over_in_seconds(body: bytes) -> None:
    try:
        assert read(body).rows == {}
    except SourceChanged as refused:
        assert "no RSS, Atom or JSON Feed" in str(refused)  # noqa: PT017 - either answer is right, a hanging reader is not


def test_an_id_longer_than_anybody_stores_becomes_a_digest() -> None:
    [key] = read(rss(f"<title>A</title><guid>{'x' * 10_000}</guid>")).rows
    assert len(key) == len("sha256:") + 64


def test_a_feed_cut_in_the_middle_gives_what_is_whole() -> None:
    whole = rss("<title>A</title><guid>a</guid>", "<title>B</title><guid>b</guid>")
    assert "a" in read(whole[: whole.index("B")]).rows
