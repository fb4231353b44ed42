"""Dates as people write them, kept as precise as they are: "2019", "2019-07" or "2019-07-04"; and instants in UTC.

Every function raises ValueError with a reason that a person understands. Two dates in one text are refused, a year of two digits too.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hub.domain.dates import instant as utc_text

_LONGEST: Final = 80
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ISO_TIME: Final = re.compile(r"[T ]\d{1,2}:\d{2}[0-9:.,]{0,16}(?: ?(?:Z|[+-]\d{2}:?\d{2}))?")
_EPOCH: Final = re.compile(r"/Date\((-?\d{1,15})([+-]\d{4})?\)/")
_CLOCK: Final = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m\b)?")
_TOKEN: Final = re.compile(r"[0-9]+|[^\W\d_]+")
_FIRST_YEAR, _LAST_YEAR = 1000, 2200

_MONTHS: Final[dict[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "januar january jan jänner", "februar february feb", "marts märz maerz march mar mär mrz", "april apr", "maj mai may",
            "juni june jun", "juli july jul", "august aug", "september sept sep", "oktober october okt oct", "november nov",
            "dezember december dec dez",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_SILENT: Final = (
    "d den der dem am the of og th st nd rd mandag tirsdag onsdag torsdag fredag lørdag søndag man tir ons tor fre lør søn "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag mo di mi do fr sa so "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
)

_SILENT_WORDS: Final = frozenset(_SILENT.split())


def partial(value: object, order: Literal["dmy", "mdy"] = "dmy", zone: str = "Europe/Copenhagen", january_first: str = "day") -> str:
    """The partial ISO date that a text, a year or a `/Date(ms)/` says; months may be Danish, German or English words.

    `order` reads 3/4/2019; ISO dates are understood in either order. `january_first="year"` is for sources that write 1 January when they
    know only the year (69,429 US grants do). `zone` is where a `/Date(ms)/` without an offset was written.

    >>> partial("18. jun 2016"), partial("31.12.2010"), partial("12/31/2010", "mdy"), partial("juli 2019"), partial(2019)
    ('2016-06-18', '2010-12-31', '2010-12-31', '2019-07', '2019')
    """
    text = _text(value)
    found = _iso(text) or _epoch(text, zone) or _words(text, order)
    return found[:4] if january_first == "year" and found.endswith("-01-01") else found


def iso(value: object, january_first: str = "day") -> str:
    """A date in ISO 8601, to the year, month or day; a time of day behind it is left out.

    >>> iso("2019-07"), iso("2010-03-01T00:00:00+00:00")
    ('2019-07', '2010-03-01')
    """
    text = _text(value)
    if not (found := _iso(text)):
        raise ValueError(f"{text!r} is not a date like 2019, 2019-07 or 2019-07-04")
    return found[:4] if january_first == "year" and found.endswith("-01-01") else found


def instant(value: object, zone: str | None = None) -> str:
    """A moment as `2026-07-04T14:00:00Z`; `zone` (IANA name) is needed for times that are written without an offset.

    >>> instant("2026-07-04T16:00:00+02:00"), instant("2026-07-04 16:00", zone="Europe/Copenhagen")
    ('2026-07-04T14:00:00Z', '2026-07-04T14:00:00Z')
    """
    text = _text(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not a moment like 2026-07-04T16:00:00+02:00") from None
    if moment.tzinfo is None:
        if zone is None:
            raise ValueError(f"{text!r} does not say its time zone")
        moment = moment.replace(tzinfo=_zone(zone))
    try:
        return utc_text(moment)
    except OverflowError:
        raise ValueError(f"{text!r} lies outside of the calendar") from None


def day_in(moment: str, zone: ZoneInfo) -> str:
    """The day on which a moment in UTC falls somewhere.

    >>> day_in("2026-07-04T22:30:00Z", ZoneInfo("Europe/Copenhagen"))
    '2026-07-05'
    """
    try:
        return datetime.fromisoformat(moment).astimezone(zone).date().isoformat()
    except OverflowError:
        raise ValueError(f"{moment!r} lies outside of the calendar") from None


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(f"{type(value).__name__} is no date")
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
    if len(text) > _LONGEST:
        raise ValueError("too long for a date")
    return " ".join(text.split())


def _iso(text: str) -> str | None:
    match = _ISO.match(text)
    if match is None or not (match.end() == len(text) or _ISO_TIME.fullmatch(text, match.end())):
        return None
    year, month, day = match.groups()
    return _date(int(year), month and int(month), day and int(day), text)


def _epoch(text: str, zone: str) -> str | None:
    match = _EPOCH.fullmatch(text)
    if match is None:
        return None
    milliseconds, offset = match.groups()
    there = timezone(timedelta(hours=int(offset[:3]), minutes=int(offset[0] + offset[3:]))) if offset else _zone(zone)
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(milliseconds))).astimezone(there).date().isoformat()
    except (OverflowError, ValueError):
        raise ValueError(f"{text!r} lies outside of the calendar") from None


def _words(text: str, order: str) -> str:
    tokens = [token for token in _TOKEN.findall(_CLOCK.sub(" ", text.casefold().partition("kl")[0])) if token not in _SILENT_WORDS]
    numbers = [_MONTHS.get(token) if not token.isdecimal() else int(token) for token in tokens]
    if not tokens or None in numbers or len(tokens) > 3:
        if sum(1 for token in tokens if token.isdecimal() and len(token) == 4) > 1 or len(tokens) > 3:
            raise ValueError(f"{text!r} is more than one date")
        raise ValueError(f"{text!r} is not a date")
    if len(tokens[-1]) != 4:
        raise ValueError(f"{text!r} does not end in a year of four digits")
    year, *rest = reversed([number or 0 for number in numbers])
    if len(rest) == 2:
        month_first = not tokens[0].isdecimal() or (order == "mdy" and tokens[1].isdecimal())
        month, day = (rest[1], rest[0]) if month_first else (rest[0], rest[1])
        return _date(year, month, day, text)
    return _date(year, rest[0] if rest else None, None, text)


def _date(year: int, month: int | str | None, day: int | str | None, text: str) -> str:
    try:
        if not _FIRST_YEAR <= year <= _LAST_YEAR:
            raise ValueError
        whole = date(year, int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        raise ValueError(f"{text!r} is a day that does not exist") from None
    if month is None or month == "":
        return whole[:4]
    return whole if day is not None and day != "" else whole[:7]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is no time zone (like Europe/Copenhagen)") from None
