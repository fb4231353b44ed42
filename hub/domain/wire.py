"""Claims as plain JSON values, the form in which they are kept, compared and read together.

texts {"da": "…"} · money {"minor": 12500, "currency": "DKK"} · location {"latitude": 55.4, "longitude": 10.4, "precision": "POINT"} ·
image {"url", "alt", "credit"} · contact {"role", "email", "phone", "page"} · campaign {"goal": money, "raised": money, "backer_count",
"closes_at"} · when {"starts_at", "ends_at", "all_day", "timezone"} · address {"street", "postcode", "locality", "country"} ·
identifiers [["DK-CVR", "12345678"]] and themes, serves, skills, facilities: sorted lists without repetition · everything else a JSON
scalar.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Any

from hub.domain.claim import UNSAID, Address, Campaign, Claim, ContactPoint, Image, Location, Money, Reference, When, value_fields
from hub.domain.dates import partial
from hub.domain.ids import EntityKind, mint
from hub.domain.link import ROLE

Json = Any

DATE_FIELDS = frozenset({"started_on", "ended_on", "awarded_on", "from_date", "until_date", "valid_from", "valid_to", "published_on"})
INSTANT_FIELDS = frozenset({"opens_at", "closes_at", "started_at", "last_activity_at"})
URL_FIELDS = frozenset({"url", "website", "apply_url", "ticket_url", "booking_url", "document_url"})
LARGEST_NUMBER = 2**31 - 1
_INSTANT = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z")


def values(claim: Claim, *, whole: bool = True) -> dict[str, Json]:
    """What a claim says, by field, as JSON values; `whole`: it must say what its kind needs.

    Raises ValueError for a date, address or number that is none.
    """
    said: dict[str, Json] = {}
    for field in value_fields(type(claim)):
        value = getattr(claim, field)
        if value is UNSAID:
            continue
        kind = type(value)
        if kind in _PLAIN or value is None:
            said[field] = value if value is None else _checked(field, value)
        elif isinstance(value, Enum):
            said[field] = value.value
        elif isinstance(value, Mapping):
            said[field] = _texts(field, value)
        else:
            said[field] = _structured(field, value)
    if whole and (missing := [field for field in claim.needs if said.get(field) is None]):
        raise ValueError(f"a claim of kind {claim.kind} must say {' and '.join(missing)}")
    return said


Referred = tuple[str, str, str | None, str | None, tuple[EntityKind, str] | None]
"""Role, key, since, until; and kind and source id of the target where it is named by that."""


def references(claim: Claim, source: str) -> list[Referred]:
    """The references of a claim, sorted; a key is `id:org_…`, `identifier:SCHEME:VALUE` or `url:…`.

    Raises: ValueError for a role that the claim's kind does not have, or a reference that names no target.
    """
    if not claim.references:
        return []
    return sorted((_reference(claim, r, source) for r in claim.references), key=lambda r: (r[0], r[1], r[2] or "", r[3] or ""))


def _reference(claim: Claim, reference: Reference, source: str) -> Referred:
    role = ROLE.get((claim.kind, reference.role))
    if role is None or role.target not in (None, reference.kind):
        raise ValueError(
            f"a claim of kind {claim.kind} has no role {reference.role!r} that leads to {reference.kind or 'things of any kind'}"
        )
    target = None
    if reference.source_id is not None:
        if reference.kind is None:
            raise ValueError(f"reference {reference.role!r} by source id must say of which kind its target is")
        key, target = f"id:{_minted(reference.kind, source, reference.source_id)}", (reference.kind, reference.source_id)
    elif reference.identifier is not None:
        key = f"identifier:{reference.identifier.scheme}:{reference.identifier.value}"
    elif reference.url is not None:
        key = f"url:{reference.url}"
    else:
        raise ValueError(f"reference {reference.role!r} names no target")
    return reference.role, key, reference.since, reference.until, target


_minted = lru_cache(maxsize=20_000)(mint)


def _checked(field: str, value: Json) -> Json:
    if type(value) in (int, float):
        return _number(field, value)
    if field in DATE_FIELDS:
        return partial(value)
    if field in INSTANT_FIELDS:
        return _instant(field, value)
    if field in URL_FIELDS and not value.startswith(("https://", "http://")):
        raise ValueError(f"{field} {value[:60]!r} is no absolute http(s) address")
    return value


def _number(field: str, value: float) -> float:
    """Counts and hours; the graph's integers have 32 bits."""
    if not 0 <= value <= LARGEST_NUMBER:  # nor is it between these when it is no number at all
        raise ValueError(f"{field} {str(value)[:40]} is no number from 0 to {LARGEST_NUMBER}")
    return value


def _instant(field: str, value: str) -> str:
    if not _INSTANT.fullmatch(value):
        raise ValueError(f"{field} {value[:40]!r} is no instant in UTC; write 2026-11-23T13:07:00Z")
    datetime.fromisoformat(value)
    return value


def _texts(field: str, texts: Mapping[str, str]) -> dict[str, str] | None:
    kept = {lang: words for lang, words in texts.items() if words.strip()}
    if not kept and field == "name":
        raise ValueError("the name is empty")
    return kept or None


def _structured(field: str, value: Any) -> Json:
    form = _FORMS.get(type(value))
    if form is None:
        raise ValueError(f"{field}: a {type(value).__name__} cannot be kept")
    return form(value)


def _many(items: tuple[Any, ...]) -> Json:
    if items and not isinstance(items[0], str):
        return [list(pair) for pair in sorted({(i.scheme, i.value) for i in items})]
    return sorted(set(items))


def _money(money: Money | None) -> Json:
    return None if money is None else {"minor": money.minor, "currency": money.currency}


def _location(place: Location) -> Json:
    if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
        raise ValueError(f"{place.latitude}, {place.longitude} is no place on the globe (latitude, longitude)")
    return {"latitude": round(place.latitude, 7), "longitude": round(place.longitude, 7), "precision": place.precision.value}


def _image(image: Image) -> Json:
    return {"url": _checked("url", image.url), "alt": image.alt, "credit": image.credit}


def _contact(contact: ContactPoint) -> Json:
    return {"role": contact.role, "email": contact.email, "phone": contact.phone, "page": contact.page}


def _campaign(campaign: Campaign) -> Json:
    return {
        "goal": _money(campaign.goal),
        "raised": _money(campaign.raised),
        "backer_count": campaign.backer_count,
        "closes_at": campaign.closes_at,
    }


def _when(when: When) -> Json:
    ends_at = None if when.ends_at is None else _instant("ends_at", when.ends_at)
    starts_at = _instant("starts_at", when.starts_at)
    if ends_at is not None and ends_at < starts_at:
        raise ValueError(f"it ends at {ends_at}, before it starts at {starts_at}")
    return {"starts_at": starts_at, "ends_at": ends_at, "all_day": when.all_day, "timezone": when.timezone}


def _address(address: Address) -> Json:
    if not re.fullmatch(r"[A-Z]{2}", address.country):
        raise ValueError(f"{address.country[:20]!r} is no country code (ISO 3166-1: DK, DE)")
    return {"street": address.street, "postcode": address.postcode, "locality": address.locality, "country": address.country}


_PLAIN = frozenset({str, bool, int, float})
_FORMS: dict[type, Callable[[Any], Json]] = {
    tuple: _many,
    list: _many,
    Money: _money,
    Location: _location,
    Image: _image,
    ContactPoint: _contact,
    Campaign: _campaign,
    When: _when,
    Address: _address,
}
