"""Settings that several connectors have, checked in one way."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"{value[:40]!r} is no time zone like Europe/Copenhagen") from None
    return value


Zone = Annotated[str, AfterValidator(_known_zone)]
"""The IANA name of a time zone."""
