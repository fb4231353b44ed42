"""Partial dates (ISO 8601, as precise as the source) and instants (RFC 3339, UTC, whole seconds, fixed width)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def partial(text: str) -> str:
    """The same text when it is a partial date that exists: 2019, 2019-07 or 2019-07-14. Raises ValueError otherwise."""
    found = _PARTIAL.fullmatch(text)
    if not found:
        raise ValueError(f"{text[:40]!r} is no partial date; write 2019, 2019-07 or 2019-07-14")
    year, month, day = (int(part) if part else 1 for part in found.groups())
    date(year, month, day)
    return text


def order_key(text: str) -> int:
    """A partial date as yyyymmdd, unknown parts as 00: 2019 comes before 2019-01."""
    return int(text.replace("-", "").ljust(8, "0"))


def range_end(text: str) -> int:
    """The last order key that lies within a partial date: 2019 ends at 20199999."""
    return int(text.replace("-", "").ljust(8, "9"))


def instant_key(text: str) -> int:
    """The order key of an instant in UTC.

    >>> instant_key("2026-11-23T13:07:00Z")
    20261123130700
    """
    return int("".join(filter(str.isdigit, text)))


def instant(moment: datetime) -> str:
    """An aware datetime as fixed-width UTC text: 2026-11-23T13:07:00Z."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def now() -> str:
    """The present instant."""
    return instant(datetime.now(UTC))
