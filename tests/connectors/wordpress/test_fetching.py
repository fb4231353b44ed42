"""Finding the API of a WordPress site, reading its lists to the end, and what is said when it will not have us."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from connectors.wordpress import Wordpress
from hub.domain.coverage import Coverage
from hub.domain.document import Document
from hub.domain.source import CoverageKind
from hub.errors import ConfigError, SourceChanged, SourceError, SourceGone, SourceRefused, SourceUnreachable
from tests.connectors.reading import Reading, connector, reading
from tests.connectors.wordpress.site import WordPress, post, tribe
from tests.harvest import bad_site


class Run:
    """One run against a site: what came, what it covers, where the next one starts."""

    def __init__(self, site: WordPress, since: str | None = None, **settings: Any) -> None:
        self.documents: list[Document] = []
        self.failure: SourceError | None = None
        asyncio.run(self.go(site, since, settings))

    async def go(self, site: WordPress, since: str | None, settings: dict[str, Any]) -> None:
        site.asked.clear()
        async with bad_site.site() as it:
            it.answers = site  # type: ignore[assignment]
            settings = {name: value.format(it.url) if name == "api" else value for name, value in settings.items()}
            one = connector("wordpress", it.url + "/", **settings)
            assert isinstance(one, Wordpress)
            async with bad_site.fetcher(it.url) as web:
                try:
                    async for document in one.fetch(web, since):
                        self.documents.append(document)
                except SourceError as error:
                    self.failure = error
        self.connector, self.coverage, self.cursor = one, one.coverage(), one.cursor()

    def read(self) -> Reading:
        return reading(self.connector, *self.documents)


def test_a_site_is_read_page_by_page_to_its_end() -> None:
    site = WordPress(posts=[post(n) for n in range(250)])
    run = Run(site)
    assert (run.failure, run.coverage) == (None, CoverageKind.EVERYTHING)
    assert [one["page"] for one in site.asked] == ["1", "2", "3"]
    assert run.read().rows.keys() == {f"posts/{n}" for n in range(250)}


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 200])
@pytest.mark.parametrize("deaf", [False, True])
def test_any_number_of_posts_is_read_once_also_where_envelopes_are_not_known(count: int, deaf: bool) -> None:
    run = Run(WordPress(posts=[post(n) for n in range(count)], deaf_to_envelopes=deaf))
    assert len(run.read().rows) == count
    assert run.failure is None
    unsure = deaf and count in (100, 200)  # the page after the last is an error, and nobody can tell which one
    assert run.coverage is (CoverageKind.NOTHING if unsure else CoverageKind.EVERYTHING)


def test_no_author_is_asked_for_and_none_comes() -> None:
    site = WordPress(posts=[post(1)])
    run = Run(site)
    assert "author" not in site.asked[0]["_fields"]
    assert b"Testine" not in run.documents[0].body
    assert "content" not in site.asked[0]["_fields"]


@pytest.mark.parametrize(
    ("front", "first"),
    [
        ('<link rel="https://api.w.org/" href="/wp-json/">', "/wp-json/wp/v2/posts?_envelope=1"),
        ('<link rel="https://api.w.org/" href="/?rest_route=/">', "/?rest_route=/wp/v2/posts&_envelope=1"),
        ("<p>no link</p>", "/wp-json/wp/v2/posts?_envelope=1"),
        ('<link rel="https://api.w.org/" href="javascript:alert(1)">', "/wp-json/wp/v2/posts?_envelope=1"),
    ],
)
def test_the_api_is_found_by_the_front_page(front: str, first: str) -> None:
    run = Run(WordPress(posts=[post(1)], front=front))
    assert run.documents[0].url.partition("127.0.0.1")[2].partition("/")[2].startswith(first.lstrip("/"))
    assert len(run.read().rows) == 1


def test_an_api_that_the_source_file_names_is_not_looked_for() -> None:
    run = Run(WordPress(posts=[post(1)], front="no page at all"), api="{}/wp-json")
    assert len(run.read().rows) == 1


def test_posts_pages_and_events_are_read_in_one_run() -> None:
    site = WordPress(posts=[post(1)], pages=[post(2, type="page")], events=[tribe(n) for n in range(60)])
    run = Run(site, kinds=["posts", "pages", "events"])
    assert run.coverage is CoverageKind.EVERYTHING
    assert len(run.read().rows) == 62
    events = [one for one in site.asked if one["route"].startswith("tribe")]
    assert [(one["page"], one["per_page"], one["start_date"]) for one in events] == [("1", "50", "1970-01-01"), ("2", "50", "1970-01-01")]


def test_a_cap_leaves_the_newest_posts_and_says_so() -> None:
    run = Run(WordPress(posts=[post(n) for n in range(250)]), max_pages=2)
    assert run.coverage == Coverage(CoverageKind.NEWEST)
    assert len(run.read().rows) == 200


def test_caps_on_several_lists_leave_the_window_that_all_share() -> None:
    site = WordPress(posts=[post(n) for n in range(20)], events=[tribe(n) for n in range(20)])
    run = Run(site, kinds=["posts", "events"], page_size=10, max_pages=1)
    assert run.coverage == Coverage(CoverageKind.WINDOW, "2026-07-11T08:00:01Z", "2026-12-10T17:59:59Z")
    only = Run(site, kinds=["events"], page_size=10, max_pages=1)
    assert only.coverage == Coverage(CoverageKind.WINDOW, None, "2026-12-10T17:59:59Z")


def test_events_from_a_day_on_cover_what_comes_after_it() -> None:
    site = WordPress(events=[tribe(n) for n in range(20)])
    run = Run(site, kinds=["events"], events_since="2026-12-10")
    assert len(run.read().rows) == 11
    assert run.coverage == Coverage(CoverageKind.WINDOW, "2026-12-10T00:00:01Z", None)


def test_items_that_are_fewer_than_the_site_counts_cover_nothing() -> None:
    assert Run(WordPress(posts=[post(n) for n in range(20)], lost=1)).coverage is CoverageKind.NOTHING


def test_a_page_that_fails_halfway_leaves_what_came_before() -> None:
    run = Run(WordPress(posts=[post(n) for n in range(250)], failing={("wp/v2/posts", 2)}))
    assert isinstance(run.failure, SourceUnreachable)
    assert len(run.read().rows) == 100


def test_only_what_changed_is_asked_for_until_all_is_read_again() -> None:
    site = WordPress(posts=[post(n) for n in range(28)])
    first = Run(site, whole_every=3)
    assert (first.cursor, first.coverage) == ("2026-08-28T08:00:00Z|0", CoverageKind.EVERYTHING)
    site.posts.append(post(99, modified_gmt="2026-09-01T08:00:00"))
    second = Run(site, first.cursor, whole_every=3)
    assert (second.cursor, second.coverage) == ("2026-09-01T08:00:00Z|1", CoverageKind.NOTHING)
    assert site.asked[0]["modified_after"] == "2026-08-01T00:00:00Z"
    assert "posts/99" in second.read().rows
    third = Run(site, second.cursor, whole_every=3)
    assert (third.cursor, third.coverage) == ("2026-09-01T08:00:00Z|2", CoverageKind.NOTHING)
    fourth = Run(site, third.cursor, whole_every=3)
    assert (fourth.cursor, fourth.coverage) == ("2026-09-01T08:00:00Z|0", CoverageKind.EVERYTHING)
    assert "modified_after" not in site.asked[0]


@pytest.mark.parametrize("since", ["nonsense", "|", "2026-08-01T00:00:00Z|x", "9999-12-31T23:59:59Z|0"])
def test_a_place_to_start_from_that_is_none_reads_all_or_little_but_never_fails(since: str) -> None:
    assert Run(WordPress(posts=[post(1)]), since).failure is None


@pytest.mark.parametrize("wanted", ["faellesskab", "FÆLLESSKAB"])
def test_categories_narrow_and_are_named(wanted: str) -> None:
    categories = [{"id": 2, "name": "F&#230;llesskab", "slug": "faellesskab"}, {"id": 3, "name": "Referater", "slug": "referater"}]
    site = WordPress(posts=[post(1), post(2, categories=[3])], categories=categories)
    run = Run(site, categories=[wanted], themes={"Fællesskab": "social"})
    assert [(row.key, row.data["categories"]) for row in run.read().rows.values()] == [("posts/1", ["Fællesskab", "faellesskab"])]
    assert run.read().of("STORY")["posts/1"]["themes"] == ["social"]
    unknown = Run(site, categories=["Nyheder"])
    assert "no category 'Nyheder' (there are: faellesskab, referater)" in str(unknown.failure)


@pytest.mark.parametrize(
    ("site", "kinds", "error", "said"),
    [
        (WordPress(closed=True), ["posts"], SourceRefused, "rest_login_required; the site has closed its REST API to visitors"),
        (WordPress(closed=True), ["posts"], SourceRefused, "connector `feed`, mostly at …/feed/"),
        (WordPress(events=None), ["events"], SourceChanged, "rest_no_route; the site does not offer events"),
        (WordPress(events=None), ["events"], SourceChanged, "connector `ical`, mostly at …/events/?ical=1"),
        (WordPress(html=True), ["posts"], SourceChanged, "A firewall or a login stands before the REST API"),
        (WordPress(closed=True, deaf_to_envelopes=True), ["posts"], SourceRefused, "HTTP 401"),
        (WordPress(closed=True, deaf_to_envelopes=True), ["posts"], SourceRefused, "connector `feed`"),
        (WordPress(events=None, deaf_to_envelopes=True), ["events"], SourceGone, "Take `events` out of `kinds`"),
        (WordPress(posts=[{"id": 1}], failing={("wp/v2/posts", 1)}), ["posts"], SourceGone, "HTTP 410"),
    ],
)
def test_a_refusal_says_what_and_the_way_out(site: WordPress, kinds: list[str], error: type[SourceError], said: str) -> None:
    failure = Run(site, kinds=kinds).failure
    assert type(failure) is error
    assert said in str(failure)
    assert "Testine" not in str(failure), "the words of the site are not repeated"


def test_the_stand_in_has_the_limits_of_the_real_one() -> None:
    site = WordPress(posts=[post(n) for n in range(3)])
    assert site.answer("wp/v2/posts", {"per_page": "101"})[1]["code"] == "rest_invalid_param"
    assert site.answer("wp/v2/posts", {"page": "2"})[1]["code"] == "rest_post_invalid_page_number"
    assert WordPress(events=[]).answer("tribe/events/v1/events", {"page": "2"})[0] == 404


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"page_size": 101}, "settings.page_size: Input should be less than or equal to 100"),
        ({"kinds": ["events", "persons"]}, "settings.kinds.1: Input should be 'posts', 'pages' or 'events'"),
        ({"kinds": []}, "settings.kinds"),
        ({"api": "ftp://klub.example/"}, "neither an http(s) nor a file: address"),
        ({"author": 1}, "settings.author: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_name(settings: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        connector("wordpress", "https://klub.example/", **settings)
    assert said in str(refused.value)


def test_a_site_without_an_address_is_refused() -> None:
    with pytest.raises(ConfigError, match="a WordPress site needs its address"):
        connector("wordpress", "")
