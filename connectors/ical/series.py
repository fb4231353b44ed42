"""From event blocks to meetings: what repeats is counted out within a window, and what would never end is refused before it begins.

The counting is that of recurring-ical-events. A rule is tried first with a purse: every day that it looks at costs, and a file has so
much to spend, whatever the machine. `FREQ=SECONDLY` made 86,400 items and 6.5 seconds for one day (measured), a rule that never holds
looks at every day until the year 9999.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from itertools import islice
from typing import Any, Final

import recurring_ical_events
from dateutil.rrule import rrule, rrulestr
from icalendar import Calendar, Event
from icalendar.prop import vBroken

from connectors.ical.text import Block

Moment = date | datetime

_FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_BYS: Final = ("BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "BYYEARDAY", "BYWEEKNO", "BYHOUR", "BYMINUTE")
_PARTS: Final = frozenset(("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *_BYS))
_UNTIL: Final = re.compile(r"(?:^|;)UNTIL=(\d{8})", re.IGNORECASE)
_MOST_RULES: Final = 4
_LONGEST_LIST: Final = 60
_LONGEST_MEETING: Final = timedelta(days=366)
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
DAYS_OF_A_RULE, DAYS_OF_A_FILE = 100_000, 2_000_000


@dataclass(frozen=True, slots=True)
class Window:
    """From the beginning of a day until the beginning of another, in UTC."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """One occurrence. `recurrence` is the start that the series gives it, also when it was moved; None for an event that stands alone."""

    event: Event
    start: Moment
    end: Moment | None
    recurrence: Moment | None


class Purse:
    """How many days the rules of a file may still look at."""

    def __init__(self, days: int = DAYS_OF_A_FILE) -> None:
        self.left = days

    def spend(self, days: int) -> None:
        """Raises ValueError when it is empty."""
        self.left -= days
        if self.left < 0:
            raise ValueError("the rules of this calendar look at more days than anybody should count; the others are left out")


class _Watched(list[int]):
    """The months of one rule, counting how often they are asked for: that is the first thing that dateutil asks on every day."""

    asked = 0

    def __bool__(self) -> bool:
        self.asked += 1
        if self.asked > DAYS_OF_A_RULE:
            raise ValueError("its rule never holds, or only so rarely that nobody should wait for it")
        return len(self) > 0


def one(block: Block) -> Meeting:
    """The only meeting of an event that does not repeat. Raises ValueError with a reason when it has no time."""
    event = _event(block)
    return Meeting(event, *_times(event), recurrence=None)


def several(blocks: list[Block], zone: str | None, window: Window, most: int, purse: Purse) -> tuple[list[Meeting], bool]:
    """The meetings of a series within the window, at most `most`, and whether these are all. Raises ValueError with a reason."""
    if all(_is_over(block, window) for block in blocks):
        return [], True
    events = [_event(block) for block in blocks]
    until, whole = window.until, True
    for event in events:
        start, end = _times(event)
        if end is not None and _aware(end) - _aware(start) > _LONGEST_MEETING:
            raise ValueError("one meeting of this series lasts longer than a year")
        for rule in _rules(event):
            cut = _tried(rule, start, window, most, purse)
            until, whole = (min(until, cut), False) if cut else (until, whole)
    calendar = Calendar()
    if zone:
        calendar.add("X-WR-TIMEZONE", zone)  # "every Monday at 18 UTC" means 18 in winter and 18 in summer, there
    for event in events:
        calendar.add_component(event)
    found = list(_found(calendar, window.since, until))
    return found[:most], whole and len(found) <= most


def _found(calendar: Calendar, since: datetime, until: datetime) -> Iterator[Meeting]:
    """The meetings in order. What was changed "from now on" has one RECURRENCE-ID for many: the first keeps it, the others go by start."""
    known = set[Moment]()
    meetings = recurring_ical_events.of(calendar).between(since, until)
    for event in sorted(meetings, key=lambda event: _aware(event["DTSTART"].dt)):
        start, end = _times(event)
        said = event.get("RECURRENCE-ID")
        recurrence = said.dt if said is not None and said.dt not in known else start
        known.add(recurrence)
        yield Meeting(event, start, end, recurrence)


def _is_over(block: Block, window: Window) -> bool:
    """Whether a series said to end (UNTIL) well before the window, and nothing else: most old ones did."""
    until = _UNTIL.search(block.get("RRULE"))
    if until is None or block.get("RDATE") or block.get("RECURRENCE-ID"):
        return False
    return until[1] < (window.since - _LONGEST_MEETING - timedelta(days=2)).strftime("%Y%m%d")


def _event(block: Block) -> Event:
    try:
        event = Event.from_ical(block.text())
    except ValueError as error:
        raise ValueError(f"it cannot be read ({str(error)[:120]})") from None
    if not isinstance(event, Event):
        raise ValueError("it is no event")
    for name in [name for name, value in event.items() if isinstance(value, vBroken)]:
        if name in ("RRULE", "RDATE", "RECURRENCE-ID"):
            raise ValueError(f"its {name} cannot be read")
        del event[name]
    return event


def _times(event: Event) -> tuple[Moment, Moment | None]:
    """Start and end; an end that cannot be is left out. Raises ValueError when there is no start in this age."""
    said = event.get("DTSTART")
    start = getattr(said, "dt", None)
    if not isinstance(start, date):
        raise ValueError("it does not say when it begins (DTSTART)")
    if not _FIRST_YEAR <= start.year <= _LAST_YEAR:
        raise ValueError(f"it begins in the year {start.year}")
    end = getattr(event.get("DTEND"), "dt", None)
    duration = getattr(event.get("DURATION"), "dt", None)
    if end is None and isinstance(duration, timedelta):
        try:
            end = start + duration
        except OverflowError:
            end = None
    if isinstance(end, datetime) != isinstance(start, datetime) or (end is not None and _aware(end) < _aware(start)):
        end = None
    return start, end


def _rules(event: Event) -> list[str]:
    """The rules of an event, each looked at. Raises ValueError for one that is none, or that repeats within a day."""
    said = event.get("RRULE", [])
    rules = said if isinstance(said, list) else [said]
    if len(rules) > _MOST_RULES:
        raise ValueError(f"it has {len(rules)} rules; {_MOST_RULES} are read")
    for rule in rules:
        frequency = str(next(iter(rule.get("FREQ", [])), ""))
        if frequency not in _FREQUENCIES:
            raise ValueError(f"its rule repeats {frequency[:20] or 'nobody knows how often'}; {', '.join(_FREQUENCIES)} are read")
        if unknown := set(map(str.upper, rule)) - _PARTS:
            raise ValueError(f"its rule has parts that are not read: {', '.join(sorted(unknown))[:80]}")
        if any(len(part) > _LONGEST_LIST for part in rule.values()) or len(rule.get("BYHOUR", [])) * len(rule.get("BYMINUTE", [0])) > 24:
            raise ValueError("its rule is longer than anybody writes one")
        if not all(1 <= month <= 12 for month in rule.get("BYMONTH", [])):
            raise ValueError("its rule has a month that does not exist")
        if not all(isinstance(step, int) and 1 <= step <= 1_000 for step in rule.get("INTERVAL", [1])):
            raise ValueError("its rule has a step (INTERVAL) below 1 or above 1,000")
    return [rule.to_ical().decode() for rule in rules]


def _tried(text: str, start: Moment, window: Window, most: int, purse: Purse) -> datetime | None:
    """Where the window has to end so that it holds no more than `most` meetings; None when it may stay. Raises ValueError."""
    purse.spend(0)
    first = start if isinstance(start, datetime) else datetime(start.year, start.month, start.day)  # noqa: DTZ001 - a day has no zone
    rule: Any = rrulestr(_without_until(text), dtstart=first.replace(tzinfo=None))
    if not isinstance(rule, rrule):
        raise ValueError("its rule cannot be read")
    watched = rule._bymonth = _Watched(rule._bymonth or ())  # noqa: SLF001 - a test holds that it is asked for on every day
    since, until = (_naive(edge, first.tzinfo) for edge in (window.since, window.until + timedelta(days=2)))
    try:
        inside = (meeting for meeting in _until(rule, until) if meeting >= since)
        last = list(islice(inside, most + 1))
    finally:
        purse.spend(watched.asked)
    return last[-1].replace(tzinfo=UTC) if len(last) > most else None


def _until(rule: rrule, until: datetime) -> Iterator[datetime]:
    for meeting in rule:
        if meeting > until:
            return
        yield meeting


def _without_until(text: str) -> str:
    """The rule as if it went on: only its beginning is tried, and UNTIL quarrels with times that have no zone."""
    return ";".join(part for part in text.split(";") if not part.upper().startswith("UNTIL="))


def _naive(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment.astimezone(zone or UTC).replace(tzinfo=None)


def _aware(moment: Moment) -> datetime:
    if not isinstance(moment, datetime):
        return datetime(moment.year, moment.month, moment.day, tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
