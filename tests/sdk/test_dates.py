"""Dates and instants as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.sdk import dates

DANISH = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"]
GERMAN = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
days = st.dates(min_value=date(1000, 1, 1), max_value=date(2199, 12, 31))


@given(days)
def test_every_day_is_read_back_in_every_dress(day: date) -> None:
    d, m, y = day.day, day.month, f"{day.year:04}"
    dresses = [
        f"{d}. {DANISH[m - 1]} {y}",
        f"{d}.{m}.{y}",
        f"{d:02}-{m:02}-{y}",
        f"{d}/{m} {y}",
        f"{d}. {GERMAN[m - 1][:3]} {y}",
        f"den {d}. {DANISH[m - 1][:3]}. {y} kl. 16.00",
    ]
    assert {dates.partial(text) for text in dresses} == {day.isoformat()}
    assert dates.partial(f"{m}/{d}/{y}", "mdy") == dates.iso(day.isoformat()) == day.isoformat()


@given(days)
def test_a_month_and_a_year_stay_as_vague_as_they_are(day: date) -> None:
    assert dates.partial(f"{DANISH[day.month - 1]} {day.year:04}") == f"{day.year:04}-{day.month:02}"
    assert dates.partial(f"{day.year:04}") == dates.partial(day.year) == f"{day.year:04}"


@given(st.text(max_size=90))
def test_a_text_is_a_date_or_a_reason(text: str) -> None:
    for read in (dates.partial, dates.iso, dates.instant):
        with suppress(ValueError):
            assert read(text)


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: moment.year >= 1000))
def test_an_instant_survives(moment: datetime) -> None:
    assert dates.instant(moment.isoformat()) == moment.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/Date(1470992400000)/", "2016-08-12"),
        ("/Date(1470952800000)/", "2016-08-12"),  # midnight in Denmark is the evening before in UTC
        ("2016-08-12T22:00:00.000Z", "2016-08-12"),
        ("lørdag d. 18. juni 2016", "2016-06-18"),
        ("March 3rd, 2019", "2019-03-03"),
        ("01.01.2012", "2012-01-01"),
        (2016.0, "2016"),
    ],
)
def test_dates_that_real_files_hold(written: object, meant: str) -> None:
    assert dates.partial(written) == meant


@pytest.mark.parametrize("written", ["18. jun 2016 - 12. okt 2016", "28 september - 28 september 2023"])
def test_two_dates_are_not_one(written: str) -> None:
    with pytest.raises(ValueError, match="more than one date"):
        dates.partial(written)


@pytest.mark.parametrize("written", ["30.02.2016", "31/4 2020", "12-12-16", "i morgen", "", "0", "99999", True, "1" * 100])
def test_what_is_no_day_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        dates.partial(written)


def test_a_source_may_mean_only_the_year_by_the_first_of_january() -> None:
    assert dates.partial("1/1/2016", "mdy", january_first="year") == dates.iso("2016-01-01", january_first="year") == "2016"
    assert dates.iso("2016-01-02", january_first="year") == "2016-01-02"


def test_a_time_without_a_zone_needs_one() -> None:
    assert dates.instant("2026-07-04 16:00", zone="Europe/Copenhagen") == "2026-07-04T14:00:00Z"
    for zone, reason in ((None, "time zone"), ("Europe/Gotham", "no time zone")):
        with pytest.raises(ValueError, match=reason):
            dates.instant("2026-07-04 16:00", zone)
