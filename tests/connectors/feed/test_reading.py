"""What a feed says, in our words. After an intended change: `UPDATE_EXPECTED=1 pytest` this file, and read the difference."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from hub.domain.coverage import Coverage
from hub.domain.source import CoverageKind
from hub.errors import ConfigError, SourceChanged
from tests.connectors.feed.given import NEWS, covered, read, rss
from tests.connectors.reading import connector

EXPECTED = Path(__file__).parent / "expected.json"
OWNER = {"name": "Klub & krop", "identifier": "DK-CVR-13585628", "organization_type": "ASSOCIATION"}


def test_a_feed_reads_as_expected() -> None:
    told = read(NEWS.read_bytes(), organization=OWNER, themes={"frivillige": "volunteering"}).told()
    if os.environ.get("UPDATE_EXPECTED"):
        EXPECTED.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert told == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_no_person_comes_out_of_a_feed() -> None:
    served = NEWS.read_text("utf-8")
    found = read(served, organization=OWNER, full_text=True, republishable=True)
    for theirs in ("Testine", "Prøvesen", "Prøve Testesen", "testine@example.org", "webmand", "11 22 33 44"):
        assert theirs in served
        assert theirs not in found.everything()
        assert not [one for one in found.unreadable if theirs.encode() in one.raw]
    assert "info@klub.example" in found.everything()


def test_every_field_is_read_or_left_out_on_purpose() -> None:
    assert read(NEWS.read_bytes()).left_over == set()


def test_a_day_is_that_of_the_one_who_publishes() -> None:
    found = read(NEWS.read_bytes())
    assert found.rows["https://klub.example/?p=18"].moment == "2026-11-23T23:25:07Z"
    assert found.claims["https://klub.example/?p=18"].published_on == "2026-11-24"  # type: ignore[attr-defined]


def test_a_date_that_is_none_is_told_and_left_out() -> None:
    found = read(NEWS.read_bytes())
    assert [(one.code, one.field) for one in found.problems] == [("BAD_DATE", "published")]
    assert found.rows["https://klub.example/uden-dato/"].moment is None


def test_an_atom_feed_says_the_same_as_an_rss_feed() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="da"><title>Klub</title>
    <author><name>Testine Prøvesen</name><email>testine@example.org</email></author>
    <entry><id>tag:klub.example,2026:1</id><title type="html">Kaffe &amp;amp; kage</title><link href="/kaffe"/>
    <published>2026-07-04T16:00:00+02:00</published><updated>2026-08-04T16:00:00+02:00</updated><category term="Sejlads"/>
    <summary>Kom.</summary></entry></feed>"""
    found = read(atom, "application/atom+xml", language="und")
    assert found.only() == {
        "name": {"da": "Kaffe & kage"},
        "summary": {"da": "Kom."},
        "url": "https://klub.example/kaffe",
        "story_type": "ARTICLE",
        "published_on": "2026-07-04",
    }
    assert "Testine" not in found.everything()


def test_a_json_feed_says_the_same_as_an_rss_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Klub",
        "authors": [{"name": "Testine Prøvesen"}],
        "items": [
            {"id": 7, "title": "Kaffe", "url": "https://klub.example/kaffe", "content_html": "<p>Kom.</p>", "tags": ["Sejlads"]}
            | {"date_published": "2026-07-04T16:00:00+02:00", "author": {"name": "Testine Prøvesen"}, "image": "/kaffe.jpg"},
            "no item",
        ],
    }
    found = read(json.dumps(feed), "application/feed+json", themes={"Sejlads": "sport"})
    assert found.only() == {
        "name": {"da": "Kaffe"},
        "summary": {"da": "Kom."},
        "url": "https://klub.example/kaffe",
        "image": {"url": "https://klub.example/kaffe.jpg", "alt": None, "credit": None},
        "themes": ["sport"],
        "story_type": "ARTICLE",
        "published_on": "2026-07-04",
    }
    assert "Testine" not in found.everything()


@pytest.mark.parametrize(("republishable", "told"), [(True, {"da": "Hele historien."}), (False, None)])
def test_a_whole_text_is_kept_only_where_its_licence_allows(republishable: bool, told: dict[str, str] | None) -> None:
    item = "<title>A</title><guid>a</guid><description>Kort.</description><content:encoded>Hele historien.</content:encoded>"
    body = rss(item).replace("<rss ", "<rss xmlns:content='http://purl.org/rss/1.0/modules/content/' ")
    assert read(body, full_text=True, republishable=republishable).only().get("text") == told


def test_a_guid_that_stands_twice_names_nothing() -> None:
    twice = [f"<title>{n}</title><guid isPermaLink='false'>event</guid><link>https://klub.example/{n}</link>" for n in (1, 2)]
    assert set(read(rss(*twice)).rows) == {"https://klub.example/1", "https://klub.example/2"}


def test_an_item_without_id_and_link_is_known_by_what_it_says() -> None:
    [key] = read(rss("<title>A</title><pubDate>Mon, 23 Nov 2026 08:25:07 +0000</pubDate>")).rows
    assert key.startswith("sha256:")
    assert read(rss("<title>A</title><pubDate>Mon, 23 Nov 2026 08:25:07 +0000</pubDate><category>new</category>")).rows.keys() == {key}


def dated(*days: int) -> str:
    return rss(*(f"<title>{day}</title><guid>{day}</guid><pubDate>{day:02} Nov 2026 08:00:00 +0000</pubDate>" for day in days))


def test_a_feed_in_order_covers_the_newest() -> None:
    assert covered(dated(24, 23, 23, 20)) == Coverage(CoverageKind.NEWEST)


def test_a_feed_out_of_order_says_nothing_about_what_it_leaves_out() -> None:
    assert covered(dated(24, 3, 23)) is CoverageKind.NOTHING


def test_only_as_many_items_are_read_as_the_source_file_says() -> None:
    assert list(read(dated(24, 23, 22), max_items=2).rows) == ["24", "23"]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"organisation": {"name": "x"}}, "settings.organisation: Extra inputs are not permitted"),
        ({"organization": {}}, "at least one of name, identifier and page"),
        ({"organization": {"identifier": "13585629"}}, "no identifier like"),
        ({"organization": {"identifier": "DK-CVR-13585629"}}, "no CVR number"),
        ({"organization": {"page": "klub"}}, "no http(s) address"),
        ({"organization": {"page": "https://klub.example/", "area": "dk"}}, "that has a name here"),
        ({"timezone": "Copenhagen"}, "no time zone like Europe/Copenhagen"),
        ({"timezone": "../etc"}, "no time zone"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_name(settings: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        connector("feed", "https://klub.example/feed/", **settings)
    assert said in str(refused.value)


def test_a_feed_without_an_address_is_refused() -> None:
    with pytest.raises(ConfigError, match="a feed needs its address"):
        connector("feed", "")


@pytest.mark.parametrize(
    ("body", "media_type", "said"),
    [
        ("<!doctype html><html><body>Velkommen</body></html>", "text/html", "Is it the address of a page"),
        ("", "text/xml", "no RSS, Atom or JSON Feed"),
        ('{"items": []}', "application/json", "connector `tabular`"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 50_000, "application/json", "connector `tabular`"),
    ],
)
def test_what_is_no_feed_is_told_with_the_way_out(body: str, media_type: str, said: str) -> None:
    with pytest.raises(SourceChanged) as refused:
        read(body, media_type)
    assert said in str(refused.value)


def test_an_empty_feed_has_no_items_and_is_no_fault() -> None:
    assert read(rss()).rows == {}
