"""What calendars, blogs and feeds have in common when they speak of meetings and of what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hub.domain.claim import UNSAID, Unsaid
from hub.domain.dates import instant

_CALLED_OFF: Final = re.compile(r"(?:aflyst|cancelled|canceled|abgesagt|entfällt)\b", re.IGNORECASE)


def is_called_off(title: str) -> bool:
    """Whether a title begins by saying so, as people write it where their calendar has no field for it.

    >>> is_called_off("AFLYST: Julemarked"), is_called_off("Aflysthed som tema")
    (True, False)
    """
    return _CALLED_OFF.match(title) is not None


def whole_days(first: date, days: int, zone: str) -> tuple[str, str]:
    """The midnights, in UTC, between which whole days lie somewhere; at least one day.

    >>> whole_days(date(2027, 3, 28), 1, "Europe/Copenhagen")
    ('2027-03-27T23:00:00Z', '2027-03-28T22:00:00Z')
    """
    there = ZoneInfo(zone)
    begins, ends = (datetime.combine(first + timedelta(days=more), time(), there) for more in (0, max(days, 1)))
    return instant(begins), instant(ends)


def themes_of(words: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...] | Unsaid:
    """The themes of the source's own words that the source file translates, however they are cased."""
    translated = {word.casefold(): theme for word, theme in known.items()}
    found = {translated[word.casefold()] for word in words if word.casefold() in translated}
    return tuple(sorted(found)) if found else UNSAID
