"""The events of an area or theme as iCalendar (RFC 5545, RFC 7986), for calendars that people subscribe to."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from icalendar import Calendar, Event

from hub.web.feeds.words import Addresses, News, Wanted, clean, moment_of, page_of, summary_of

MEDIA_TYPE = "text/calendar"
AGAIN = "PT1H"
_STATUS = {"CANCELLED": "CANCELLED", "UNKNOWN": "TENTATIVE"}


def write(news: News, wanted: Wanted, at: Addresses, _: str) -> bytes:
    """The document; costs 0.6 ms an event, so it belongs into a thread."""
    made, title = Calendar(), clean(f"{news.title} · {at.host}" if news.title else at.host)
    for name, value in (("version", "2.0"), ("prodid", "-//Samgraf//EN"), ("method", "PUBLISH"), ("x-wr-calname", title), ("name", title)):
        made.add(name, value)
    made.add("source", at.feed(wanted), {"value": "URI"})
    made.add("x-published-ttl", AGAIN)
    for entry in news.entries:
        made.add_component(_event(entry, at))
    return bytes(made.to_ical())


def _event(entry: dict[str, Any], at: Addresses) -> Event:
    made, changed = Event(), datetime.fromisoformat(entry["updatedAt"])
    begins, ends = moment_of(entry, "startsAt"), moment_of(entry, "endsAt")
    about = (summary_of(entry), (entry["organizer"] or {}).get("name"), page_of(entry), entry["attribution"])
    told: dict[str, Any] = {
        "uid": f"{entry['id']}@{at.host}",
        "dtstamp": changed,
        "last-modified": changed,
        "created": datetime.fromisoformat(entry["firstSeenAt"]),
        "dtstart": _in_utc(begins),
        "dtend": _in_utc(ends) if ends and ends > begins else None,
        "summary": clean(entry["name"]),
        "description": clean("\n\n".join(part for part in about if part)),
        "location": clean(_where(entry)) or None,
        "url": page_of(entry),
        "status": _STATUS.get(entry["eventStatus"], "CONFIRMED"),
        "categories": [clean(theme["label"]) for theme in entry["themes"]] or None,
        "geo": (entry["location"]["latitude"], entry["location"]["longitude"]) if entry["location"] else None,
    }
    for name, value in told.items():
        if value is not None:
            made.add(name, value)
    return made


def _in_utc(moment: datetime | date) -> datetime | date:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _where(entry: dict[str, Any]) -> str:
    venue = entry["venue"] or {}
    address = venue.get("address") or {}
    town = " ".join(part for part in (address.get("postcode"), address.get("locality")) if part)
    named = (venue.get("name"), address.get("street"), town or (entry["area"] or {}).get("name"))
    return ", ".join(part for part in named if part)
