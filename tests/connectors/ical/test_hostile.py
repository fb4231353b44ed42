"""Calendars that were made to hurt: series without end, files without measure, scripts in titles."""

from __future__ import annotations

from time import process_time

import pytest
from dateutil.rrule import rrulestr

from connectors.ical import items
from connectors.ical.series import Purse, _Watched
from tests.connectors.ical.given import calendar, covered, event, read

AT = "DTSTART:20261201T180000Z"
LONG_AGO = "DTSTART:19000101T180000Z"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=SECONDLY", "its rule repeats SECONDLY"),
        ("FREQ=MINUTELY;INTERVAL=5", "its rule repeats MINUTELY"),
        ("FREQ=HOURLY", "its rule repeats HOURLY"),
        ("FREQ=DAILY;BYSECOND=1,2,3", "parts that are not read: BYSECOND"),
        ("FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=1,2,3,4,5", "longer than anybody writes one"),
        ("FREQ=DAILY;INTERVAL=0", "a step (INTERVAL) below 1"),
        ("FREQ=DAILY;BYMONTH=13", "a month that does not exist"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "never holds"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "never holds"),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=WE", "never holds"),
        ("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6", "never holds"),
        ("FREQ=WHENEVER", "its RRULE cannot be read"),
        ("nonsense", "its rule repeats nobody knows how often"),
    ],
)
def test_a_rule_without_end_or_sense_is_refused_with_its_reason(rule: str, said: str) -> None:
    before = process_time()
    found = read(calendar(event(AT, f"RRULE:{rule}"), event(AT, uid="2")))
    assert process_time() - before < 3
    assert [one.key for one in found.unreadable] == ["1"]
    assert said in found.unreadable[0].reason
    assert list(found.rows) == ["2"]


def test_a_rule_that_began_long_ago_and_is_over_costs_little() -> None:
    many = [event(LONG_AGO, "RRULE:FREQ=DAILY;UNTIL=19010101T000000Z", uid=str(n)) for n in range(2_000)]
    before = process_time()
    assert read(calendar(*many)).rows == {}
    assert process_time() - before < 5
    counted = [event(LONG_AGO, "RRULE:FREQ=DAILY;COUNT=3", uid=str(n)) for n in range(200)]
    assert read(calendar(*counted)).rows == {}


@pytest.mark.slow
def test_all_rules_of_a_file_together_may_look_at_so_many_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(items, "Purse", lambda: Purse(200_000))  # 2,000,000 take ten seconds
    never = [event(AT, "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", uid=str(n)) for n in range(1_000)]
    before = process_time()
    found = read(calendar(*never, event(AT, uid="last")))
    assert process_time() - before < 10
    assert list(found.rows) == ["last"]
    assert len(found.unreadable) == 1_000
    assert "more days than anybody should count" in found.unreadable[-1].reason


def test_dateutil_asks_for_the_months_of_a_rule_on_every_day() -> None:
    for text in ("FREQ=DAILY;COUNT=400", "FREQ=YEARLY;COUNT=2", "FREQ=MONTHLY;COUNT=13", "FREQ=WEEKLY;COUNT=58"):
        rule = rrulestr(text, dtstart=rrulestr("FREQ=DAILY;COUNT=1")[0])
        rule._bymonth = _Watched(rule._bymonth or ())
        assert list(rule)
        assert rule._bymonth.asked >= 365, text


def test_a_series_gives_its_first_meetings_and_says_that_there_are_more() -> None:
    found = read(calendar(event("DTSTART:20200101T180000Z", "RRULE:FREQ=DAILY")), max_occurrences=50)
    assert len(found.rows) == 50
    assert min(found.rows) == "1/20261027T180000Z"
    assert [one.key for one in found.unreadable] == ["1#more"]


@pytest.mark.slow
def test_a_hundred_thousand_meetings_are_cut_and_told() -> None:
    many = ",".join(f"20261201T{n // 3600 % 24:02}{n // 60 % 60:02}{n % 60:02}Z" for n in range(50_000))
    before = process_time()
    found = read(calendar(event(AT, f"RDATE:{many}", f"RDATE:{many}")))
    assert process_time() - before < 20
    assert len(found.rows) == 500
    assert "1#more" in {one.key for one in found.unreadable}


@pytest.mark.slow
def test_a_file_of_thirty_thousand_events_is_cut_and_told() -> None:
    body = calendar(*(event(f"DTSTART:20261201T{n % 24:02}0000Z", uid=str(n)) for n in range(30_000)))
    before = process_time()
    found = read(body, max_events=500)
    assert process_time() - before < 20
    assert (len(found.rows), [one.key for one in found.unreadable]) == (500, ["#more"])


@pytest.mark.slow
def test_an_old_calendar_costs_little_for_most_of_it_lies_outside() -> None:
    body = calendar(*(event(f"DTSTART:2016{n % 12 + 1:02}01T180000Z", uid=str(n)) for n in range(20_000)))
    before = process_time()
    assert read(body).rows == {}
    assert process_time() - before < 10


@pytest.mark.parametrize("lines", [("RRULE:FREQ=DAILY;COUNT=3", "DTEND:99991231T000000Z"), ("DURATION:P4000W", "RRULE:FREQ=WEEKLY")])
def test_one_meeting_does_not_last_for_ever(lines: tuple[str, ...]) -> None:
    [one] = read(calendar(event(AT, *lines))).unreadable
    assert "longer than a year" in one.reason


def test_a_script_in_a_title_a_place_or_an_address_is_no_word() -> None:
    found = read(
        calendar(
            event(
                AT,
                "DESCRIPTION:<img src=x onerror=alert(1)>Kom <b>alle</b>",
                "LOCATION:<script>alert(2)</script>Huset",
                "URL:javascript:alert(3)",
                "IMAGE:data:image/png;base64,AAAA",
                title="<script>alert(4)</script>Fest &amp; farver",
            )
        )
    )
    told = found.of("EVENT")["1"]
    assert (told["name"], told["description"]) == ({"da": "Fest & farver"}, {"da": "Kom alle"})
    assert not {"url", "image"} & told.keys()
    assert "alert" not in found.everything()
    assert [one["name"] for one in found.of("VENUE").values()] == [{"da": "Huset"}]


@pytest.mark.parametrize(
    "body",
    [
        "BEGIN:VCALENDAR\r\n" + "BEGIN:VEVENT\r\n" * 60_000,
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + "BEGIN:X\r\n" * 60_000,
        calendar(event(AT, "DESCRIPTION:" + "\r\n ".join("x" * 200_000))),
        calendar(event(AT, "X" + ';A="' * 300_000)),
        calendar(event(AT, "DTSTART" + ";TZID=" * 20_000 + ":20261201T180000")),
        calendar(event(AT, "CATEGORIES:" + "a," * 20_000)),
        calendar(event("DTSTART;TZID=../../etc/passwd:20261201T180000")),
        calendar(event("DTSTART:99991231T235959Z")),
        calendar(event("DTSTART:00010101T000000Z", "RRULE:FREQ=DAILY")),
        "\x00" * 500_000,
    ],
    ids=["events in events", "nested", "folded", "quotes", "zones", "categories", "a path", "the last year", "the first year", "nothing"],
)
def test_a_file_without_measure_is_over_in_seconds(body: str) -> None:
    before = process_time()
    try:
        assert len(read(body).rows) <= 1
    except Exception as refused:  # noqa: BLE001 - either answer is right, a hanging reader is not
        assert "BEGIN:VCALENDAR is missing" in str(refused)  # noqa: PT017
    assert process_time() - before < 5
    if "BEGIN:VCALENDAR" in body:
        covered(body)
