"""What people call a time zone, as its IANA name: Windows names, vendors' prefixes, and names that nobody knows."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON


@lru_cache(maxsize=2_000)
def zone_named(tzid: str, here: str = "UTC") -> str | None:
    """The IANA name; None when nobody knows it, as with the zones that Outlook lets people make themselves.

    A Windows name means many cities; it is the zone of the source (`here`) where the clocks of both go alike.

    >>> zone_named("Romance Standard Time"), zone_named("/freeassociation.sourceforge.net/Europe/Berlin"), zone_named("Min egen zone")
    ('Europe/Paris', 'Europe/Berlin', None)
    >>> zone_named("Romance Standard Time", "Europe/Copenhagen")
    'Europe/Copenhagen'
    """
    name = tzid.strip().strip('"').strip("/ ")[:200]
    if name in WINDOWS_TO_OLSON:
        return here if _alike(WINDOWS_TO_OLSON[name], here) else WINDOWS_TO_OLSON[name]
    parts = name.split("/")
    return next((one for start in range(len(parts)) if _is_known(one := "/".join(parts[start:]))), None)


def _alike(one: str, other: str) -> bool:
    days = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 4, 7, 11))
    return all(day.astimezone(ZoneInfo(one)).utcoffset() == day.astimezone(ZoneInfo(other)).utcoffset() for day in days)


def _is_known(name: str) -> bool:
    try:
        return ZoneInfo(name).key == name
    except (KeyError, ValueError, OSError):
        return False
