"""From a calendar to rows: one for each meeting within the window, in plain words, without persons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fnmatch import fnmatchcase
from typing import Any, Final
from zoneinfo import ZoneInfo

from icalendar import Event

from connectors.ical import place
from connectors.ical.series import Meeting, Moment, Purse, Window, one, several
from connectors.ical.settings import IcalSettings
from connectors.ical.text import Block, CalendarText, read
from hub.domain.dates import instant
from hub.domain.document import Document
from hub.sdk.events import is_called_off, whole_days
from hub.sdk.html import html_text, safe_url, shorten
from hub.sdk.private import without_contacts
from hub.sdk.row import Row, Unreadable

_DIGITS: Final = re.compile(r"\d{8}")
_STATUS: Final = {"CANCELLED": "CANCELLED", "CONFIRMED": "SCHEDULED", "TENTATIVE": "UNKNOWN"}
_SECRET: Final = ("PRIVATE", "CONFIDENTIAL")
_LONGEST_NAME, _LONGEST_TEXT = 300, 5_000


@dataclass(slots=True)
class Calendar:
    """The items of a file; `whole` when every meeting within the window is among them."""

    items: list[Row | Unreadable] = field(default_factory=list)
    whole: bool = True


def window_of(fetched_at: str, settings: IcalSettings) -> tuple[date, date]:
    """First and last day that are read, counted from the day of the fetch and from nothing else."""
    day = datetime.fromisoformat(fetched_at).astimezone(UTC).date()
    return day - timedelta(days=settings.days_back), day + timedelta(days=settings.days_ahead)


def read_calendar(document: Document, settings: IcalSettings) -> Calendar:
    """Everything within the window. Raises SourceChanged when the document is no calendar."""
    first, last = window_of(document.fetched_at, settings)
    window = Window(datetime.combine(first, time(), UTC), datetime.combine(last + timedelta(days=1), time(), UTC))
    text = read(document, settings.timezone)
    calendar, keys = Calendar(whole=text.whole), set[str]()
    for item in _items(text, settings, window, document.url, calendar):
        if len(calendar.items) >= settings.max_events:
            calendar.items.append(Unreadable("#more", f"more than {settings.max_events:,} events; the others are left out", b""))
            calendar.whole = False
            break
        if item.key not in keys:  # a feed may say each event twice
            keys.add(item.key)
            calendar.items.append(item)
    return calendar


def _items(text: CalendarText, settings: IcalSettings, window: Window, base: str, calendar: Calendar) -> Iterator[Row | Unreadable]:
    groups: dict[str, list[Block]] = {}
    for block in text.events:
        groups.setdefault(block.uid(), []).append(block)
    purse, zone = Purse(), text.zone or settings.timezone
    for uid, blocks in groups.items():
        repeats = any(block.repeats() for block in blocks)
        try:
            if not any(block.get("SUMMARY") or block.get("DESCRIPTION") for block in blocks):
                raise ValueError("it has neither a title nor a description")
            if repeats:
                meetings, all_of_them = several(blocks, text.zone, window, settings.max_occurrences, purse)
                if not all_of_them:
                    calendar.whole = False
                    yield Unreadable(
                        f"{uid}#more", f"more than {settings.max_occurrences} meetings in the window; the others are left out", b""
                    )
            else:
                meetings = [one(block) for block in blocks if _may_be_within(block, window)]
        except Exception as error:  # noqa: BLE001 - two libraries on somebody's calendar; their words stay out of the log
            reason = str(error)[:200] if type(error) is ValueError else f"it cannot be counted out ({type(error).__name__})"
            calendar.whole = calendar.whole and not repeats  # its meetings are known by other keys, and are not gone
            yield Unreadable(uid, reason, b"")
            continue
        mended = [fault for block in blocks for fault in block.mended]
        for meeting in meetings:
            row = _row(uid, meeting, settings, zone, base, alone=not repeats and len(blocks) == 1)
            if row is not None and _is_within(row, window):
                for code, message in dict.fromkeys(mended):
                    row.problem(code, message)
                mended = []
                yield row


def _may_be_within(block: Block, window: Window) -> bool:
    """Whether an event that stands alone can lie in the window, by the digits of its times: most of an old calendar need no library."""
    start, end = block.get("DTSTART"), block.get("DTEND")
    if not (_DIGITS.match(start) and (not end or _DIGITS.match(end))) or (not end and block.get("DURATION")):
        return True
    first, last = (window.since - timedelta(days=2)).strftime("%Y%m%d"), (window.until + timedelta(days=2)).strftime("%Y%m%d")
    return start[:8] <= last and max(start[:8], end[:8]) >= first


def _is_within(row: Row, window: Window) -> bool:
    starts: str = row.data["starts_at"]
    ends: str = row.data.get("ends_at") or starts
    return starts < instant(window.until) and ends >= instant(window.since)


def _row(uid: str, meeting: Meeting, settings: IcalSettings, zone: str, base: str, *, alone: bool) -> Row | None:
    """A meeting in plain words; None for what is not for the public or no event at all."""
    event = meeting.event
    description = _words(event, "DESCRIPTION", _LONGEST_TEXT)
    title = _words(event, "SUMMARY", _LONGEST_NAME) or shorten(description, 80)
    if not title or str(event.get("CLASS", "")).upper() in _SECRET:
        return None
    if any(fnmatchcase(title.casefold(), pattern.casefold()) for pattern in settings.exclude):
        return None
    where = _raw(event, "LOCATION")
    found = place.place(where)
    starts_at, ends_at, own_zone = _when(meeting, zone)
    said: dict[str, Any] = {
        "title": title,
        "description": description if description != title else None,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "all_day": not isinstance(meeting.start, datetime) or None,
        "zone": own_zone,
        "status": "CANCELLED" if is_called_off(title) else _STATUS.get(_raw(event, "STATUS").upper()),
        "attendance": "ONLINE" if place.is_online(where) else "IN_PERSON" if found else None,
        "place": found.data() if found else None,
        "geo": _point(event) if found else None,
        "url": safe_url(_raw(event, "URL"), base),
        "image": safe_url(_raw(event, "IMAGE"), base),
        "categories": _categories(event),
        "series": None if alone else uid,
    }
    key = uid if alone else f"{uid}/{_stamp(meeting.recurrence or meeting.start)}"
    return Row(key, {name: value for name, value in said.items() if value not in (None, "", [])}, url=said["url"], moment=starts_at)


def _when(meeting: Meeting, zone: str) -> tuple[str, str | None, str]:
    """Start and end in UTC and the zone in which the day is meant; an event of whole days ends at the midnight after its last."""
    start, end = meeting.start, meeting.end
    if not isinstance(start, datetime):
        first, last = whole_days(start, (end - start).days if end is not None else 1, zone)
        return first, last, zone
    key = getattr(start.tzinfo, "key", None)
    own = key if key and key != "UTC" else zone
    return _instant(start, own), _instant(end, own) if isinstance(end, datetime) else None, own


def _instant(moment: datetime, zone: str) -> str:
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone)))


def _stamp(moment: Moment) -> str:
    """A start as part of an id: 20260704, or 20260704T160000Z."""
    if not isinstance(moment, datetime):
        return f"{moment:%Y%m%d}"
    return f"{moment.astimezone(UTC) if moment.tzinfo else moment:%Y%m%dT%H%M%SZ}"


def _raw(event: Event, name: str) -> str:
    said = event.get(name, "")
    return str(said[0] if isinstance(said, list) and said else said or "").strip()[:_LONGEST_TEXT]


def _words(event: Event, name: str, limit: int) -> str:
    return without_contacts(html_text(_raw(event, name), limit))


def _point(event: Event) -> list[float] | None:
    said = event.get("GEO")
    return [float(said.latitude), float(said.longitude)] if hasattr(said, "latitude") else None


def _categories(event: Event) -> list[str]:
    said = event.get("CATEGORIES", [])
    many = said if isinstance(said, list) else [said]
    found = [html_text(str(word), 100) for one in many for word in getattr(one, "cats", [])]
    return [word for word in dict.fromkeys(found) if word][:50]
