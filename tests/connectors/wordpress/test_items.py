"""Posts and events in our words. After an intended change: `UPDATE_EXPECTED=1 pytest` this file, and read the difference."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from hub.domain.document import Document
from hub.errors import SourceChanged
from tests.connectors.reading import Reading, connector, reading
from tests.connectors.wordpress.site import post, tribe

API = "https://klub.example/wp-json/"
HERE = Path(__file__).parent
RECORDED = Path(__file__).parents[4] / "shared" / "upstream" / "wordpress" / "recorded"
OWNER = {"name": "Klub & krop", "organization_type": "ASSOCIATION"}


def document(body: Any, route: str) -> Document:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Document(url=f"{API}{route}?_envelope=1&page=1", body=raw, fetched_at="2026-11-26T12:00:00Z", media_type="application/json")


def posts(*items: Any, route: str = "wp/v2/posts", **settings: Any) -> Reading:
    return reading(connector("wordpress", "https://klub.example/", **settings), document(list(items), route))


def events(*items: Any, **settings: Any) -> Reading:
    body = {"body": {"events": list(items), "total": len(items), "total_pages": 1}, "status": 200, "headers": {}}
    return reading(connector("wordpress", "https://klub.example/", kinds=["events"], **settings), document(body, "tribe/events/v1/events"))


HOUSE = {"id": 12, "venue": "Forsamlingshuset", "address": "Bygaden 4", "city": "Knebel", "zip": "8420", "country": "Denmark"}
HOUSE |= {"geo_lat": 56.21, "geo_lng": 10.5, "phone": "+45 11 22 33 44", "url": "https://klub.example/venue/huset/"}


def test_posts_and_events_read_as_expected() -> None:
    organizer = {
        "id": 5,
        "organizer": "Sangforeningen",
        "website": "https://sang.example/",
        "email": "testine@example.org",
        "phone": "11223344",
    }
    told = [
        posts(post(1), post(2, title={"rendered": "Kaffe &amp; kage"}), organization=OWNER, area="dk-kommune-0706").told(),
        posts(post(3, type="page"), route="wp/v2/pages").told(),
        events(tribe(1, venue=HOUSE, organizer=[organizer]), tribe(2), organization=OWNER, themes={"sang": "arts-music"}).told(),
    ]
    expected = HERE / "expected.json"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert told == json.loads(expected.read_text(encoding="utf-8"))


def test_no_person_comes_out_of_a_post_or_an_event() -> None:
    persons = [
        {"id": 1, "organizer": "Testine Prøvesen", "website": "https://testine.example/", "email": "testine@example.org"},
        {"id": 2, "organizer": "Testine", "email": "testine@example.org", "phone": "+45 11 22 33 44"},
    ]
    venue = HOUSE | {"venue": "Hos Testine", "phone": "+45 11 22 33 44"}
    found = [
        posts(post(1, excerpt={"rendered": "<p>Ring +45 11 22 33 44, skriv til testine@example.org.</p>"}), full_text=True),
        events(tribe(1, venue=venue, organizer=persons), tribe(2, organizer=persons[1])),
    ]
    for one in found:
        for hers in ("Testine", "Prøvesen", "testine@", "11 22 33 44"):
            assert hers not in one.everything()


@pytest.mark.parametrize(
    ("organizer", "named"),
    [
        ({"organizer": "Sangforeningen", "website": "https://sang.example/"}, True),
        ({"organizer": "Engelauget på Mols", "email": "kontakt@engelaug.example"}, True),
        ({"organizer": "Kulturhuset Mols", "email": "info@huset.example"}, True),
        ({"organizer": "Sangforeningen"}, False),
        ({"organizer": "Sangforeningen", "website": "https://www.facebook.com/sang"}, False),
        ({"organizer": "Sangforeningen", "email": "jens@sang.example"}, False),
        ({"organizer": "Jens Hansen", "website": "https://jenshansen.example/"}, False),
        ({"organizer": "Anne-Marie Ø. Prøvesen", "email": "info@prove.example"}, False),
    ],
)
def test_an_organizer_is_named_only_when_it_is_surely_no_person(organizer: dict[str, str], named: bool) -> None:
    found = events(tribe(1, organizer=[{"id": 9} | organizer]), organization=OWNER)
    assert ("organizer/9" in found.claims) == named
    [reference] = [one.source_id for one in found.claims["events/1"].references if one.role == "organizer"]
    assert reference == ("organizer/9" if named else "organization")
    assert (organizer["organizer"] in found.everything()) == named


def test_every_field_is_read_or_left_out_on_purpose() -> None:
    assert events(tribe(1, venue=HOUSE, organizer=[])).left_over == set()
    assert posts(post(1), full_text=True, republishable=True).left_over == set()


def test_entities_in_a_title_are_letters() -> None:
    titles = {"rendered": "Kom &#8211; og giv en h&aring;nd &amp; <em>kaffe</em><script>alert(1)</script>"}
    assert posts(post(1, title=titles)).only()["name"] == {"da": "Kom – og giv en hånd & kaffe"}


@pytest.mark.parametrize(("republishable", "text"), [(True, {"da": "Langt om 1."}), (False, None)])
def test_a_whole_text_is_kept_only_where_its_licence_allows(republishable: bool, text: dict[str, str] | None) -> None:
    assert posts(post(1), full_text=True, republishable=republishable).only().get("text") == text


def test_what_stands_behind_a_password_is_not_told() -> None:
    secret = {"rendered": "<p>Hemmeligt</p>", "protected": True}
    assert "Hemmeligt" not in posts(post(1, excerpt=secret, content=secret), full_text=True, republishable=True).everything()


def test_what_is_not_public_is_no_item() -> None:
    assert posts(post(1, status="private"), post(2, status="draft")).rows == {}
    assert events(tribe(1, hide_from_listings=True), tribe(2, status="trash")).rows == {}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ("2026-12-02T18:00:00Z", "2026-12-02T20:00:00Z", False, "Europe/Copenhagen")),
        ({"utc_end_date": ""}, ("2026-12-02T18:00:00Z", None, False, "Europe/Copenhagen")),
        ({"utc_end_date": "2026-12-01 20:00:00"}, ("2026-12-02T18:00:00Z", None, False, "Europe/Copenhagen")),
        ({"timezone": "UTC+1"}, ("2026-12-02T18:00:00Z", "2026-12-02T20:00:00Z", False, "Europe/Copenhagen")),
        (
            {"all_day": True, "start_date": "2026-12-02 00:00:00", "end_date": "2026-12-03 23:59:59"},
            ("2026-12-01T23:00:00Z", "2026-12-03T23:00:00Z", True, "Europe/Copenhagen"),
        ),
    ],
)
def test_an_event_is_when_it_is(said: dict[str, Any], told: tuple[Any, ...]) -> None:
    when = events(tribe(1, **said)).of("EVENT")["events/1"]["when"]
    assert (when["starts_at"], when["ends_at"], when["all_day"], when["timezone"]) == told


def test_an_event_without_a_time_is_refused_alone() -> None:
    found = events(tribe(1, utc_start_date="i morgen"), tribe(2))
    assert found.refused == {"events/1": "an event that does not say when it is"}
    assert "events/2" in found.claims


@pytest.mark.parametrize(
    ("cost", "free"), [("Gratis", True), ("0", True), ("0 kr.", True), ("50 kr.", False), ("10 – 50 kr.", False), ("", None), ("?", None)]
)
def test_a_price_says_whether_it_is_free(cost: str, free: bool | None) -> None:
    assert events(tribe(1, cost=cost)).of("EVENT")["events/1"].get("free") == free


def test_an_event_that_was_called_off_says_so() -> None:
    assert events(tribe(1, title="AFLYST: Fest")).of("EVENT")["events/1"]["event_status"] == "CANCELLED"


@pytest.mark.parametrize(
    ("venue", "told"),
    [
        ([], None),
        ({}, None),
        (HOUSE | {"venue": "Bygaden 4"}, None),
        (HOUSE | {"venue": "hos Jens"}, None),
        (HOUSE | {"country": "Sweden"}, {"name": {"da": "Forsamlingshuset"}}),
        (HOUSE, {"area": "dk-postnr-8420"}),
        (HOUSE | {"zip": "24939", "country": "Deutschland"}, {"area": "de-plz-24939"}),
        (HOUSE | {"geo_lat": "1000", "geo_lng": "x"}, {"name": {"da": "Forsamlingshuset"}}),
    ],
)
def test_a_venue_is_a_place_that_is_nobodys_home(venue: Any, told: dict[str, Any] | None) -> None:
    found = list(events(tribe(1, venue=venue)).of("VENUE").values())
    assert len(found) == (0 if told is None else 1)
    if told is not None:
        assert told.items() <= found[0].items()


@pytest.mark.parametrize("item", [{}, {"id": "1"}, {"id": True}, {"id": 7}, {"id": 7, "title": {"rendered": "<b></b>"}}])
def test_an_item_without_id_or_title_is_quarantined_alone(item: dict[str, Any]) -> None:
    found = posts(item, post(1))
    assert (len(found.unreadable), list(found.rows)) == (1, ["posts/1"])


@pytest.mark.parametrize(
    "item",
    [
        {name: value for name in tribe(1) if name not in ("id", "title")}
        for value in (None, 7, "x", [], {}, [[[]]], {"url": {"url": []}}, "\ud800", "9" * 100_000)
    ],
)
def test_fields_of_any_shape_stop_nothing(item: dict[str, Any]) -> None:
    found = events({"id": 1, "title": "Fest"} | item, tribe(2))
    assert "events/2" in found.claims
    assert found.refused.keys() <= {"events/1"}


@pytest.mark.parametrize("body", [b"", b"<html>", b"7", b"{}", b"null", b'{"body": 7, "status": 200}', b"[" * 100_000])
def test_an_answer_of_another_kind_is_told(body: bytes) -> None:
    with pytest.raises(SourceChanged):
        reading(connector("wordpress", "https://klub.example/"), document(body, "wp/v2/posts"))


def test_a_document_that_is_no_list_of_ours_is_told() -> None:
    with pytest.raises(SourceChanged, match="no list of posts, pages or events"):
        reading(connector("wordpress", "https://klub.example/"), document([], "wp/v2/users"))


@pytest.mark.skipif(not RECORDED.is_dir(), reason="shared/upstream is not beside the checkout")
@pytest.mark.parametrize(("file", "route", "many"), [("posts.json", "wp/v2/posts", 5), ("pages.json", "wp/v2/pages", 1)])
def test_recorded_answers_of_a_real_wordpress_are_read(file: str, route: str, many: int) -> None:
    found = reading(connector("wordpress", "https://klub.example/"), document((RECORDED / file).read_bytes(), route))
    assert len(found.of("STORY")) >= many
    assert (found.left_over, found.refused, found.unreadable) == (set(), {}, [])
    assert '"author"' not in found.everything()


@pytest.mark.skipif(not RECORDED.is_dir(), reason="shared/upstream is not beside the checkout")
@pytest.mark.parametrize(("file", "said"), [("per_page_101_error.json", "rest_invalid_param"), ("page_beyond_error.json", None)])
def test_recorded_errors_of_a_real_wordpress_are_understood(file: str, said: str | None) -> None:
    site, error = connector("wordpress", "https://klub.example/"), document((RECORDED / file).read_bytes(), "wp/v2/posts")
    if said is None:
        assert reading(site, error).rows == {}
        return
    with pytest.raises(SourceChanged, match=said):
        reading(site, error)
