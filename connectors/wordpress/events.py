"""An event of The Events Calendar, with its venue and, where that is surely no person, its organizer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from connectors.wordpress.settings import WordpressSettings
from hub.domain.claim import UNSAID, Address, Claim, Image, Location, Reference, Unsaid, When
from hub.domain.event import Attendance, EventClaim, EventStatus
from hub.domain.ids import EntityKind
from hub.domain.organization import OrganizationClaim
from hub.domain.venue import VenueClaim
from hub.errors import RecordError
from hub.sdk import converters, dates, geo, numbers
from hub.sdk.events import is_called_off, themes_of, whole_days
from hub.sdk.owner import Owner
from hub.sdk.row import Row

_COUNTRIES: Final = {
    **dict.fromkeys(("danmark", "denmark", "dänemark", "dk"), "DK"),
    **dict.fromkeys(("deutschland", "germany", "tyskland", "de"), "DE"),
}


def event(row: Row, settings: WordpressSettings, language: str, owner: Owner) -> Iterator[Claim]:
    """What an event says, its venue and its organizer. Raises RecordError when it does not say when it is."""
    title, description, summary = row.take("title"), row.take("description"), row.take("summary")
    venue: dict[str, Any] = row.take("venue", {})
    organizer: dict[str, Any] = row.take("organizer", {})
    picture = row.take("image")
    place = _venue(venue, row, settings, language) if venue else None
    yield EventClaim(
        source_id=row.key,
        name={language: title},
        summary={language: summary} if summary and summary != description else UNSAID,
        description={language: description} if description else UNSAID,
        url=row.take("link") or UNSAID,
        image=Image(picture) if picture else UNSAID,
        when=_when(row, settings),
        event_status=EventStatus.CANCELLED if is_called_off(title) else EventStatus.SCHEDULED,
        attendance=Attendance.IN_PERSON if place is not None else UNSAID,
        free=_free(row.take("cost")),
        area=place.area if place is not None and place.area is not UNSAID else settings.area or UNSAID,
        location=place.location if place is not None else UNSAID,
        themes=themes_of(row.take("categories", []), settings.themes),
        references=(
            *(_organizers(organizer) if organizer else owner.references("organizer")),
            *((Reference("venue", EntityKind.VENUE, source_id=place.source_id),) if place is not None else ()),
        ),
    )
    row.take("kind")
    if place is not None:
        yield place
    if organizer:
        yield OrganizationClaim(
            source_id=f"organizer/{organizer['id']}", name={language: organizer["name"]}, website=organizer.get("website") or UNSAID
        )
    else:
        yield from owner.claims


def _organizers(organizer: dict[str, Any]) -> tuple[Reference, ...]:
    return (Reference("organizer", EntityKind.ORGANIZATION, source_id=f"organizer/{organizer['id']}"),)


def _when(row: Row, settings: WordpressSettings) -> When:
    starts_at, ends_at, zone = row.take("starts_at"), row.take("ends_at"), row.take("zone")
    first, last = row.take("first_day"), row.take("last_day")
    try:
        own = ZoneInfo(zone).key if zone else settings.timezone
    except (KeyError, ValueError, OSError):  # "UTC+1" is what a site says whose owner chose no city
        own = settings.timezone
    try:
        if row.take("all_day") and first:
            day = date.fromisoformat(first)
            begins, ends = whole_days(day, (date.fromisoformat(last or first) - day).days + 1, own)
            return When(begins, ends, all_day=True, timezone=own)
        starts_at = dates.instant(starts_at)
        ends_at = dates.instant(ends_at) if ends_at else None
    except ValueError:
        raise RecordError("an event that does not say when it is", field="utc_start_date") from None
    return When(starts_at, ends_at if ends_at and ends_at >= starts_at else None, timezone=own)


def _venue(said: dict[str, Any], row: Row, settings: WordpressSettings, language: str) -> VenueClaim:
    country = _COUNTRIES.get(str(said.get("country", "")).casefold(), None if said.get("country") else settings.country)
    address: Address | Unsaid = UNSAID
    area: str | Unsaid = UNSAID
    if country and {"street", "postcode", "locality"} & said.keys():
        address = Address(said.get("street"), said.get("postcode"), said.get("locality"), country)
        try:
            area = converters.postcode(said.get("postcode", "0"), country.lower()) or UNSAID
        except ValueError as error:
            row.problem("BAD_POSTCODE", str(error), "venue")
    return VenueClaim(
        source_id=f"venue/{said['id']}" if "id" in said else f"venue/{said['name'].casefold()}",
        name={language: said["name"]},
        url=said.get("link") or UNSAID,
        address=address,
        area=area,
        location=_location(said, row),
    )


def _location(said: dict[str, Any], row: Row) -> Location | Unsaid:
    if "latitude" not in said or "longitude" not in said:
        return UNSAID
    try:
        found = geo.point(said["latitude"], said["longitude"], note=row.problem)
    except ValueError as error:
        row.problem("BAD_LOCATION", str(error), "venue")
        return UNSAID
    return Location(*found) if found else UNSAID


def _free(cost: str | None) -> bool | Unsaid:
    """Whether it costs nothing, where a price is said at all."""
    if not cost:
        return UNSAID
    if numbers.is_for_nothing(cost) or cost.strip(" kr.€0,-") == "":
        return True
    return False if any(mark in "123456789" for mark in cost) else UNSAID
