"""Times in a calendar: zones, summer time, whole days, and the repairs that real calendars need."""

from __future__ import annotations

import doctest

import pytest

from connectors.ical import place, zones
from tests.connectors.ical.given import REAL, calendar, event, read, starts, when

needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="shared/realdata is not beside the checkout")


@pytest.mark.parametrize("module", [place, zones])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "starts_at", "zone"),
    [
        ("DTSTART;TZID=Europe/Copenhagen:20261201T190000", "2026-12-01T18:00:00Z", "Europe/Copenhagen"),
        ("DTSTART;TZID=Europe/London:20261201T190000", "2026-12-01T19:00:00Z", "Europe/London"),
        ('DTSTART;TZID="W. Europe Standard Time":20261201T190000', "2026-12-01T18:00:00Z", "Europe/Copenhagen"),
        ("DTSTART;TZID=Romance Standard Time:20261201T190000", "2026-12-01T18:00:00Z", "Europe/Copenhagen"),
        ("DTSTART;TZID=GTB Standard Time:20261201T190000", "2026-12-01T17:00:00Z", "Europe/Bucharest"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Helsinki:20261201T190000", "2026-12-01T17:00:00Z", "Europe/Helsinki"),
        ("DTSTART:20261201T190000", "2026-12-01T18:00:00Z", "Europe/Copenhagen"),
        ("DTSTART:20261201T190000Z", "2026-12-01T19:00:00Z", "Europe/Copenhagen"),
        ("DTSTART:2026-12-01T19:00:00", "2026-12-01T18:00:00Z", "Europe/Copenhagen"),
        ("DTSTART:20261201T1900", "2026-12-01T18:00:00Z", "Europe/Copenhagen"),
        ("DTSTART;VALUE=DATE:20261201T190000", "2026-12-01T18:00:00Z", "Europe/Copenhagen"),
        ("DTSTART;VALUE=DATE-TIME;TZID=Europe/Copenhagen:20260701T190000", None, None),
    ],
)
def test_a_time_is_the_moment_that_was_meant(line: str, starts_at: str | None, zone: str | None) -> None:
    found = read(calendar(event(line)))
    if starts_at is None:
        assert found.rows == {}
        found, starts_at, zone = read(calendar(event(line)), "2026-07-01"), "2026-07-01T17:00:00Z", "Europe/Copenhagen"
    assert when(found) == {"starts_at": starts_at, "ends_at": None, "all_day": False, "timezone": zone}
    assert found.problems == []


def test_a_zone_that_nobody_knows_is_that_of_the_source_and_told() -> None:
    found = read(calendar(event("DTSTART;TZID=Min egen zone:20261201T190000")), timezone="Europe/Berlin")
    assert when(found)["starts_at"] == "2026-12-01T18:00:00Z"
    assert [one.code for one in found.problems] == ["UNKNOWN_ZONE"]
    assert "Europe/Berlin is taken" in found.problems[0].message


def test_a_floating_time_is_that_of_the_calendar_before_that_of_the_source() -> None:
    body = calendar(event("DTSTART:20261201T190000"), head="X-WR-TIMEZONE:Europe/Helsinki")
    assert when(read(body)) == {"starts_at": "2026-12-01T17:00:00Z", "ends_at": None, "all_day": False, "timezone": "Europe/Helsinki"}


def test_a_zone_that_a_file_defines_itself_is_not_believed() -> None:
    lie = ["BEGIN:VTIMEZONE", "TZID:Europe/Copenhagen", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0900"]
    head = "\r\n".join([*lie, "TZOFFSETTO:+0900", "END:STANDARD", "END:VTIMEZONE"])
    body = calendar(event("DTSTART;TZID=Europe/Copenhagen:20261201T190000"), head=head)
    assert when(read(body))["starts_at"] == "2026-12-01T18:00:00Z"
    assert when(read(calendar(event("DTSTART;TZID=Europe/Copenhagen:20261201T190000"))))["starts_at"] == "2026-12-01T18:00:00Z"


@pytest.mark.parametrize(
    ("start", "rule", "hours"),
    [
        ("DTSTART;TZID=Europe/Copenhagen:20261020T190000", "RRULE:FREQ=WEEKLY;COUNT=3", ["17", "18", "18"]),
        ("DTSTART;TZID=Europe/Copenhagen:20270316T190000", "RRULE:FREQ=WEEKLY;COUNT=3", ["18", "18", "17"]),
        ("DTSTART:20261020T190000", "RRULE:FREQ=WEEKLY;UNTIL=20261103", ["17", "18"]),
        ("DTSTART;TZID=Europe/Copenhagen:20261020T190000", "RRULE:FREQ=WEEKLY;UNTIL=20261103T180000Z", ["17", "18", "18"]),
    ],
)
def test_seven_in_the_evening_stays_seven_across_summer_time(start: str, rule: str, hours: list[str]) -> None:
    found = starts(read(calendar(event(start, rule)), days_back=60))
    assert [one[11:13] for one in found] == hours


def test_a_calendar_that_writes_utc_but_lives_somewhere_means_the_hour_there() -> None:
    weekly = event("DTSTART:20261020T170000Z", "RRULE:FREQ=WEEKLY;COUNT=3")
    found = starts(read(calendar(weekly, head="X-WR-TIMEZONE:Europe/Copenhagen"), days_back=60))
    assert [one[11:13] for one in found] == ["17", "18", "18"]
    assert [one[11:13] for one in starts(read(calendar(weekly), days_back=60))] == ["17", "17", "17"]


def test_the_hour_that_does_not_exist_and_the_one_that_is_there_twice_are_read() -> None:
    spring = read(calendar(event("DTSTART;TZID=Europe/Copenhagen:20270328T023000", "DTEND;TZID=Europe/Copenhagen:20270328T033000")))
    assert when(spring) == {
        "starts_at": "2027-03-28T01:30:00Z",
        "ends_at": "2027-03-28T01:30:00Z",
        "all_day": False,
        "timezone": "Europe/Copenhagen",
    }
    autumn = read(calendar(event("DTSTART;TZID=Europe/Copenhagen:20271031T023000")))
    assert when(autumn)["starts_at"] == "2027-10-31T00:30:00Z"


@pytest.mark.parametrize(
    ("lines", "ends_at"),
    [
        (("DTSTART;VALUE=DATE:20261212",), "2026-12-12T23:00:00Z"),
        (("DTSTART;VALUE=DATE:20261212", "DTEND;VALUE=DATE:20261212"), "2026-12-12T23:00:00Z"),
        (("DTSTART:20261212", "DTEND:20261215"), "2026-12-14T23:00:00Z"),
        (("DTSTART;VALUE=DATE:20261212", "DURATION:P2D"), "2026-12-13T23:00:00Z"),
        (("DTSTART;VALUE=DATE;TZID=Europe/Copenhagen:20261212",), "2026-12-12T23:00:00Z"),
    ],
)
def test_whole_days_begin_and_end_at_midnight_there(lines: tuple[str, ...], ends_at: str) -> None:
    told = {"starts_at": "2026-12-11T23:00:00Z", "ends_at": ends_at, "all_day": True, "timezone": "Europe/Copenhagen"}
    assert when(read(calendar(event(*lines)))) == told


def test_the_day_on_which_summer_time_begins_has_23_hours() -> None:
    told = when(read(calendar(event("DTSTART;VALUE=DATE:20270328"))))
    assert (told["starts_at"], told["ends_at"]) == ("2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z")


@pytest.mark.parametrize(
    ("lines", "ends_at"),
    [
        ((), None),
        (("DURATION:PT90M",), "2026-12-01T19:30:00Z"),
        (("DTEND:20261201T193000Z",), "2026-12-01T19:30:00Z"),
        (("DTEND:20261101T193000Z",), None),
        (("DTEND;VALUE=DATE:20261202",), None),
        (("DURATION:very long",), None),
        (("DURATION:P9999999999D",), None),
    ],
)
def test_an_end_that_is_missing_or_cannot_be_is_left_out(lines: tuple[str, ...], ends_at: str | None) -> None:
    assert when(read(calendar(event("DTSTART:20261201T180000Z", *lines))))["ends_at"] == ends_at


def test_rdates_exdates_and_moved_meetings_are_counted_in() -> None:
    series = event(
        "DTSTART;TZID=Europe/Copenhagen:20261201T190000",
        "RRULE:FREQ=WEEKLY;COUNT=3",
        "RDATE;TZID=Europe/Copenhagen:20261204T200000",
        "EXDATE;TZID=Europe/Copenhagen:20261208T190000",
    )
    moved = event("RECURRENCE-ID;TZID=Europe/Copenhagen:20261215T190000", "DTSTART;TZID=Europe/Copenhagen:20261216T190000")
    assert starts(read(calendar(series, moved))) == ["2026-12-01T18:00:00Z", "2026-12-04T19:00:00Z", "2026-12-16T18:00:00Z"]
    called_off = moved.replace("END:VEVENT", "STATUS:CANCELLED\r\nEND:VEVENT")
    found = read(calendar(series, called_off)).of("EVENT")
    assert [one.get("event_status") for one in found.values()] == [None, None, "CANCELLED"]


def test_from_now_on_means_from_now_on() -> None:
    weekly = event("DTSTART:20261201T180000Z", "DTEND:20261201T190000Z", "RRULE:FREQ=WEEKLY;COUNT=4")
    later = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261208T180000Z", "DTSTART:20261208T200000Z", "DTEND:20261208T210000Z")
    assert [one[8:13] for one in starts(read(calendar(weekly, later)))] == ["01T18", "08T20", "15T20", "22T20"]


@pytest.mark.parametrize("end_of_line", ["\n", "\r", "\r\n"])
def test_any_end_of_line_is_one(end_of_line: str) -> None:
    assert len(read(calendar(event("DTSTART:20261201T180000Z")).replace("\r\n", end_of_line)).rows) == 1


def test_a_line_that_is_broken_without_a_space_goes_on() -> None:
    body = calendar(event("DTSTART:20261201T180000Z", "DESCRIPTION:Tag med:", "- en le", "- en kop"))
    [told] = read(body).of("EVENT").values()
    assert told["description"] == {"da": "Tag med: - en le - en kop"}


def test_an_event_without_uid_and_stamp_is_known_by_when_it_is_and_what_it_is_called() -> None:
    body = calendar(event("DTSTART:20261201T180000Z", uid=None)).replace("DTSTAMP:20261101T000000Z\r\n", "")
    [key] = read(body).rows
    assert key.startswith("sha256:")
    assert list(read(body.replace("END:VEVENT", "LOCATION:Huset\r\nEND:VEVENT")).rows) == [key]


def test_one_broken_event_takes_no_other_along() -> None:
    broken = event("DTSTART:i morgen", uid="broken"), event(uid="without"), "BEGIN:VEVENT\r\nX\r\nBEGIN:VALARM\r\nEND:VEVENT"
    found = read(calendar(event("DTSTART:20261201T180000Z"), *broken, event("DTSTART:20261202T180000Z", uid="2")))
    assert list(found.rows) == ["1", "2"]
    assert [one.key for one in found.unreadable][:2] == ["broken", "without"]
    assert all("DTSTART" in one.reason for one in found.unreadable[:2])


@needs_real
def test_every_real_sample_that_is_a_calendar_is_read() -> None:
    files = {file.name: file.read_bytes() for file in sorted(REAL.glob("*.ics"))}
    calendars = {name: body for name, body in files.items() if b"BEGIN:VCALENDAR" in body}
    assert len(files) - len(calendars) == 3
    days = {name: body.partition(b"BEGIN:VEVENT")[2].partition(b"DTSTART")[2].partition(b":")[2][:8] for name, body in calendars.items()}
    found = {
        name: read(body, f"{day[:4]}-{day[4:6]}-{day[6:]}" if (day := days[name].decode()).isdigit() else "2020-01-01")
        for name, body in calendars.items()
    }
    assert sum(len(one.rows) for one in found.values()) > 2_000
    assert {name for name, one in found.items() if one.refused or one.left_over} == set()
    reasons = {one.reason for read in found.values() for one in read.unreadable}
    assert reasons == {"it has neither a title nor a description", "it does not say when it begins (DTSTART)"} | (
        {"more than 500 meetings in the window; the others are left out"} & reasons
    )


@needs_real
def test_the_calendar_whose_zones_no_library_reads_gives_all_its_events() -> None:
    assert len(read((REAL / "det_board_of_education.ics").read_bytes(), "2019-04-20", timezone="America/Detroit").rows) == 33
