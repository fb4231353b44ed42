"""A calendar on its way through the connector."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from connectors.ical import Ical
from hub.domain.coverage import Coverage
from hub.domain.document import Document
from hub.domain.source import CoverageKind
from tests.connectors.reading import Reading, connector, reading

ADDRESS = "https://klub.example/kalender.ics"
HERE = Path(__file__).parent
REAL = Path(__file__).parents[4] / "shared" / "realdata" / "ical-samples"


def document(body: str | bytes, day: str = "2026-11-26") -> Document:
    raw = body if isinstance(body, bytes) else body.encode()
    return Document(url=ADDRESS, body=raw, fetched_at=f"{day}T12:00:00Z", media_type="text/calendar")


def ical(**settings: Any) -> Ical:
    found = connector("ical", ADDRESS, **settings)
    assert isinstance(found, Ical)
    return found


def read(body: str | bytes, day: str = "2026-11-26", **settings: Any) -> Reading:
    return reading(ical(**settings), document(body, day))


def event(*lines: str, uid: str | None = "1", title: str | None = "Møde") -> str:
    head = ([f"UID:{uid}"] if uid else []) + ([f"SUMMARY:{title}"] if title else [])
    return "\r\n".join(["BEGIN:VEVENT", *head, "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"])


def calendar(*events: str, head: str = "") -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *([head] if head else []), *events, "END:VCALENDAR", ""])


def starts(found: Reading) -> list[str]:
    """The starts of all events, in order."""
    return sorted(one["when"]["starts_at"] for one in found.of("EVENT").values())


def when(found: Reading) -> dict[str, Any]:
    """When the only event is."""
    [one] = found.of("EVENT").values()
    told: dict[str, Any] = one["when"]
    return told


def covered(body: str | bytes, day: str = "2026-11-26", **settings: Any) -> Coverage | CoverageKind:
    """What the connector says that this answer covers, after it fetched it."""
    one = ical(**settings)

    class Web:
        async def get(self, url: str, *, accept: str | None = None) -> Document:
            return document(body, day)

    async def fetch() -> None:
        assert [document.hash async for document in one.fetch(Web(), None)]

    asyncio.run(fetch())
    return one.coverage()
