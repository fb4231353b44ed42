"""Calendars of associations, houses and towns: each meeting is an event, and its place a venue.

Speaks: iCalendar (RFC 5545), one file, conditional, no paging
Shape:  BEGIN:VCALENDAR { BEGIN:VEVENT UID DTSTART [DTEND | DURATION] [RRULE …] SUMMARY LOCATION … END:VEVENT } END:VCALENDAR
Quirk:  a series is one block and has to be counted out; zones are named as Windows names them, or defined so badly that a library refuses
        the whole file; a calendar is a booking system as often as not; ORGANIZER and ATTENDEE are people
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from connectors.ical import place
from connectors.ical.items import Calendar, read_calendar, window_of
from connectors.ical.settings import IcalSettings
from hub.domain.claim import UNSAID, Claim, Image, Reference, When
from hub.domain.coverage import Coverage
from hub.domain.document import Document
from hub.domain.event import Attendance, EventClaim, EventStatus
from hub.domain.ids import EntityKind
from hub.domain.source import CoverageKind, Source
from hub.errors import ConfigError
from hub.sdk.connector import Connector, Cursor, Fetcher
from hub.sdk.events import themes_of
from hub.sdk.owner import Owner
from hub.sdk.row import Row, Unreadable


class Ical(Connector):
    """Reads the events of one calendar within a window around the day on which it was fetched."""

    name = "ical"
    version = 1
    settings_model = IcalSettings
    settings: IcalSettings

    def __init__(self, source: Source, settings: IcalSettings) -> None:
        super().__init__(source, settings)
        if not source.url:
            raise ConfigError(f'source {source.key}: a calendar needs its address: url = "https://…/calendar.ics"')
        self._owner = Owner(settings.organization, source.language)
        self._read: tuple[tuple[str, str], Calendar] | None = None
        self._covered: Coverage | CoverageKind = CoverageKind.NOTHING

    async def fetch(self, web: Fetcher, since: Cursor | None) -> AsyncIterator[Document]:  # noqa: ARG002 - a calendar has no "since"
        address = (self.source.url or "").replace("webcal://", "https://", 1)  # what "subscribe" gives: the same, for a calendar program
        document = await web.get(address, accept="text/calendar, */*;q=0.5")
        self._covered = CoverageKind.NOTHING
        if self._calendar(document).whole:
            first, last = window_of(document.fetched_at, self.settings)
            self._covered = Coverage(CoverageKind.WINDOW, first.isoformat(), last.isoformat())
        yield document

    def parse(self, document: Document) -> Iterator[Row | Unreadable]:
        """Every meeting within the window. Raises SourceChanged when the document is no calendar."""
        yield from self._calendar(document).items

    def map(self, row: Row) -> Iterator[Claim]:
        language = self.source.language
        where: dict[str, str] | None = row.take("place")
        point = row.take("geo")
        found = row.take("title")
        picture = row.take("image")
        yield EventClaim(
            source_id=row.key,
            name={language: found},
            description={language: said} if (said := row.take("description")) else UNSAID,
            url=row.take("url") or UNSAID,
            image=Image(picture) if picture else UNSAID,
            when=When(row.take("starts_at"), row.take("ends_at"), row.take("all_day", False), row.take("zone")),
            event_status=EventStatus(row.take("status")) if "status" in row.data else UNSAID,
            attendance=Attendance(row.take("attendance")) if "attendance" in row.data else UNSAID,
            series=row.take("series") or UNSAID,
            area=place.area_of(where, self.settings.country, self.settings.area),
            location=place.location(row, point),
            themes=themes_of(row.take("categories", []), self.settings.themes),
            references=(
                *self._owner.references("organizer"),
                *((Reference("venue", EntityKind.VENUE, source_id=place.venue_id(where)),) if where else ()),
            ),
        )
        if where:
            yield place.venue(where, row, point, language, self.settings.country)
        yield from self._owner.claims

    def coverage(self) -> Coverage | CoverageKind:
        return self._covered

    def _calendar(self, document: Document) -> Calendar:
        """What the document holds; read once for fetch and parse, for a series may be long."""
        key = (document.hash, document.fetched_at)
        if self._read is None or self._read[0] != key:
            self._read = (key, read_calendar(document, self.settings))
        return self._read[1]
