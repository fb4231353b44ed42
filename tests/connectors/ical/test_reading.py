"""What a calendar says, in our words. After an intended change: `UPDATE_EXPECTED=1 pytest` this file, and read the difference."""

from __future__ import annotations

import asyncio
import json
import os

import pytest

from hub.domain.coverage import Coverage
from hub.domain.document import Document
from hub.domain.source import CoverageKind
from hub.errors import ConfigError, SourceChanged
from tests.connectors.ical.given import HERE, calendar, covered, document, event, ical, read, starts
from tests.connectors.reading import connector, reading

KALENDER = HERE / "kalender.ics"
EXPECTED = HERE / "expected.json"
OWNER = {"name": "Klub & krop", "organization_type": "ASSOCIATION"}
AT = "DTSTART:20261201T180000Z"


def test_a_calendar_reads_as_expected() -> None:
    told = read(KALENDER.read_bytes(), organization=OWNER, themes={"sang": "arts-music"}).told()
    if os.environ.get("UPDATE_EXPECTED"):
        EXPECTED.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert told == json.loads(EXPECTED.read_text(encoding="utf-8"))


def test_no_person_comes_out_of_a_calendar() -> None:
    served = KALENDER.read_text("utf-8").replace("\n ", "")
    found = read(served, organization=OWNER)
    for theirs in ("Testine", "Prøve Testesen", "testine@example.org", "proeve@example.org", "11 22 33 44", "pwd=hemmeligt", "Bygaden 12"):
        assert theirs in served
        assert theirs not in found.everything()
        assert not [one for one in found.unreadable if theirs.encode() in one.raw]
    assert "info@klub.example" in found.everything()


def test_every_field_is_read_or_left_out_on_purpose() -> None:
    assert read(KALENDER.read_bytes()).left_over == set()


def test_the_same_bytes_of_the_same_day_give_the_same_rows_and_another_day_moves_the_window() -> None:
    weekly = calendar(event("DTSTART:20260101T180000Z", "RRULE:FREQ=WEEKLY"))
    first, again, later = read(weekly), read(weekly), read(weekly, "2026-12-26")
    assert first.told() == again.told()
    assert set(later.rows) - set(first.rows)
    both = set(first.rows) & set(later.rows)
    assert len(both) == 58
    assert all(first.rows[key].data == later.rows[key].data for key in both)


def test_a_whole_calendar_covers_its_window() -> None:
    assert covered(KALENDER.read_bytes()) == Coverage(CoverageKind.WINDOW, "2026-10-27", "2027-12-31")
    assert covered(calendar(), days_back=0, days_ahead=1) == Coverage(CoverageKind.WINDOW, "2026-11-26", "2026-11-27")


@pytest.mark.parametrize(
    "body",
    [
        calendar(event(AT)).partition("END:VCALENDAR")[0],
        calendar(event(AT)).partition("END:VEVENT")[0],
        calendar(event(AT, "RRULE:FREQ=SECONDLY")),
        calendar(event(AT, "RRULE:FREQ=DAILY")),
    ],
    ids=["cut at its end", "cut in an event", "a series that is not read", "more meetings than are read"],
)
def test_a_calendar_of_which_something_was_not_read_says_nothing_about_what_is_missing(body: str) -> None:
    assert covered(body, max_occurrences=10) is CoverageKind.NOTHING


def test_a_broken_event_that_stands_alone_takes_nothing_from_what_was_covered() -> None:
    found = covered(calendar(event("DTSTART:i morgen"), event(AT, uid="2")))
    assert isinstance(found, Coverage)


def test_only_what_touches_the_window_is_read() -> None:
    days = ("20261026T225900Z", "20261027T000000Z", "20271231T235959Z", "20280101T000000Z")
    found = read(calendar(*(event(f"DTSTART:{day}", uid=day) for day in days)))
    assert list(found.rows) == ["20261027T000000Z", "20271231T235959Z"]
    long = event("DTSTART;VALUE=DATE:20260901", "DTEND;VALUE=DATE:20261101", uid="long")
    assert list(read(calendar(long)).rows) == ["long"], "an exhibition that began before is still on"


def test_a_meeting_keeps_its_id_when_it_is_moved() -> None:
    alone = [read(calendar(event(f"DTSTART:{day}"))) for day in ("20261201T180000Z", "20261208T180000Z")]
    assert [list(one.rows) for one in alone] == [["1"], ["1"]]
    weekly = event("DTSTART:20261201T180000Z", "RRULE:FREQ=WEEKLY;COUNT=2")
    moved = event("RECURRENCE-ID:20261208T180000Z", "DTSTART:20261210T180000Z")
    ids = {"1/20261201T180000Z", "1/20261208T180000Z"}
    assert read(calendar(weekly)).rows.keys() == ids
    assert read(calendar(weekly, moved)).rows.keys() == ids
    assert starts(read(calendar(weekly, moved))) == ["2026-12-01T18:00:00Z", "2026-12-10T18:00:00Z"]


def test_what_belongs_together_has_one_series_and_what_stands_alone_has_none() -> None:
    found = read(calendar(event(AT, "RRULE:FREQ=WEEKLY;COUNT=3"), event(AT, uid="2"))).of("EVENT")
    assert [one.get("series") for one in found.values()] == ["1", "1", "1", None]


def test_two_events_under_one_uid_are_two_and_one_that_is_said_twice_is_one() -> None:
    found = read(calendar(event(AT), event(AT), event("DTSTART:20261202T180000Z")))
    assert set(found.rows) == {"1/20261201T180000Z", "1/20261202T180000Z"}


@pytest.mark.parametrize(
    ("status", "title", "told"),
    [
        ("CANCELLED", "Møde", "CANCELLED"),
        ("CONFIRMED", "Møde", "SCHEDULED"),
        ("TENTATIVE", "Møde", "UNKNOWN"),
        ("CONFIRMED", "Aflyst - møde", "CANCELLED"),
        ("CONFIRMED", "Aflysthed som tema", "SCHEDULED"),
    ],
)
def test_a_meeting_that_was_called_off_says_so(status: str, title: str, told: str) -> None:
    assert read(calendar(event(AT, f"STATUS:{status}", title=title))).of("EVENT")["1"]["event_status"] == told


@pytest.mark.parametrize(
    ("location", "venue", "attendance"),
    [
        ("Kulturhuset", {"name": {"da": "Kulturhuset"}}, "IN_PERSON"),
        ("Engen ved vigen\\, den nordlige ende", {"name": {"da": "Engen ved vigen, den nordlige ende"}}, "IN_PERSON"),
        ("Online", None, "ONLINE"),
        ("Microsoft Teams", None, "ONLINE"),
        ("https://meet.example/abc", None, "ONLINE"),
        ("Bygaden 12\\, 8420 Knebel", None, None),
        ("3011 W. Grand Blvd.", None, None),
        ("Hos Jens Prøvesen", None, None),
        ("oplyses senere", None, None),
        ("-", None, None),
    ],
)
def test_a_location_is_a_venue_only_when_it_is_a_place_that_is_nobodys_home(
    location: str, venue: dict[str, object] | None, attendance: str | None
) -> None:
    found = read(calendar(event(AT, f"LOCATION:{location}", "GEO:56.2;10.5")))
    assert list(found.of("VENUE").values()) == ([venue | {"location": _point()}] if venue else [])
    assert found.of("EVENT")["1"].get("attendance") == attendance
    assert ("location" in found.of("EVENT")["1"]) == (venue is not None)
    assert "Jens" not in found.everything()


def _point() -> dict[str, object]:
    return {"latitude": 56.2, "longitude": 10.5, "precision": "POINT"}


def test_the_same_place_in_other_letters_is_one_venue() -> None:
    found = read(calendar(event(AT, "LOCATION:Kulturhuset"), event(AT, "LOCATION:KULTURHUSET", uid="2")))
    assert len(found.of("VENUE")) == 1


def test_a_postcode_says_the_area_and_the_source_file_where_there_is_none() -> None:
    places = (event(AT, "LOCATION:Huset\\, 8420 Knebel"), event(AT, uid="2"))
    assert [one.get("area") for one in read(calendar(*places), area="dk-kommune-0706").of("EVENT").values()] == [
        "dk-postnr-8420",
        "dk-kommune-0706",
    ]
    german = read(calendar(event(AT, "LOCATION:Haus\\, Markt 1\\, 24939 Flensburg")), country="DE").of("VENUE")
    assert [(one["area"], one["address"]["country"]) for one in german.values()] == [("de-plz-24939", "DE")]


@pytest.mark.parametrize("title", ["Udlejet", "Booket: Hansen", "Busy", "Privat fest"])
def test_a_booking_is_no_event(title: str) -> None:
    assert read(calendar(event(AT, title=title))).rows == {}
    assert len(read(calendar(event(AT, title=title)), exclude=[]).rows) == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"days_ahead": 5_000}, "settings.days_ahead: Input should be less than or equal to 1100"),
        ({"timezone": "Mars/Olympus"}, "no time zone like Europe/Copenhagen"),
        ({"days_forward": 3}, "settings.days_forward"),
        ({"organization": {"website": "https://klub.example/"}}, "at least one of name, identifier and page"),
    ],
)
def test_a_wrong_setting_is_refused_with_its_name(settings: dict[str, object], said: str) -> None:
    with pytest.raises(ConfigError) as refused:
        ical(**settings)
    assert said in str(refused.value)


def test_an_address_for_calendar_programs_is_asked_over_https() -> None:
    asked = list[str]()

    class Web:
        async def get(self, url: str, *, accept: str | None = None) -> Document:
            asked.append(url)
            return document(calendar())

    async def fetch() -> None:
        assert [one async for one in connector("ical", "webcal://klub.example/kalender.ics").fetch(Web(), None)]

    asyncio.run(fetch())
    assert asked == ["https://klub.example/kalender.ics"]


def test_a_calendar_without_an_address_is_refused() -> None:
    with pytest.raises(ConfigError, match="a calendar needs its address"):
        connector("ical", "")


@pytest.mark.parametrize("body", ["<!doctype html><html>", "", "{}", "BEGIN:VTIMEZONE\nEND:VTIMEZONE"])
def test_what_is_no_calendar_is_told(body: str) -> None:
    with pytest.raises(SourceChanged, match="BEGIN:VCALENDAR is missing"):
        read(body)


def test_what_parse_and_fetch_read_is_the_same_and_read_once() -> None:
    one = ical()
    first = one._calendar(document(KALENDER.read_bytes()))
    assert one._calendar(document(KALENDER.read_bytes())) is first
    assert one._calendar(document(KALENDER.read_bytes(), "2026-11-27")) is not first
    assert reading(one, document(KALENDER.read_bytes())).rows
