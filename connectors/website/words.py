"""What the values of a node say in our words. Nothing is guessed: what is not sure is left out, and noted where a person should know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from stdnum import lei
from stdnum.dk import cvr

from connectors.website.settings import WebsiteSettings
from hub.domain.claim import UNSAID, ContactPoint, Identifier, Image, Location, Money, Unsaid
from hub.sdk import dates, geo, numbers
from hub.sdk.html import html_text, safe_url
from hub.sdk.row import Row

_WIKIDATA: Final = re.compile(r"https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/(Q[1-9][0-9]{0,9})(?:[#?/].{0,200})?")
_TAG: Final = re.compile(r"[a-z]{2,3}")
_COUNTRIES: Final = dict.fromkeys(("dk", "dnk", "danmark", "denmark", "dänemark"), "DK") | dict.fromkeys(
    ("de", "deu", "deutschland", "germany", "tyskland"), "DE"
)
_CVR_NAMES: Final = frozenset({"CVR", "CVR-NR", "CVR-NUMMER", "CVRNR", "DK-CVR"})
_POSTCODES: Final = ((1000, 1499), (1500, 1799), (1800, 1899))
"""Danish postcodes of the capital's centre belong to an area together; every other one is an area by itself."""


def many(value: Any) -> list[Any]:
    """A value as a list; schema.org allows one or several everywhere."""
    return value if isinstance(value, list) else [] if value is None else [value]


def language_of(value: Any, settings: str) -> str:
    """The primary language tag of `da-DK`, `DA_dk` or {"alternateName": "da"}; what the source file says where there is none."""
    for one in many(value):
        text = one.get("alternateName") if isinstance(one, dict) else one
        tag = re.split("[-_]", str(text).strip().lower(), maxsplit=1)[0]
        if _TAG.fullmatch(tag):
            return tag
    return settings


def texts(value: Any, language: str, limit: int = 20_000) -> dict[str, str]:
    """Words by language; the first of several in one language wins."""
    said: dict[str, str] = {}
    for one in many(value):
        tagged = isinstance(one, dict) and "@value" in one
        words = one["@value"] if tagged else one
        if isinstance(words, str) and (clean := html_text(words, limit)):
            said.setdefault(language_of(one.get("@language"), language) if tagged else language, clean)
    return said


def partial_date(row: Row, *names: str) -> str | Unsaid:
    """The first of these fields that says a date, as precise as the page."""
    said: str | Unsaid = UNSAID
    for name in names:
        for value in many(row.take(name))[:1]:
            try:
                said = dates.iso(value) if said is UNSAID else said
            except ValueError as error:
                row.problem("BAD_DATE", f"{name}: {error}", name)
    return said


def money(row: Row, name: str) -> Money | Unsaid:
    """A MonetaryAmount, or a number beside a `currency`; ranges and texts are noted and left out."""
    values = many(row.take(name))
    beside = row.take("currency")
    if not values:
        return UNSAID
    one = values[0]
    number, currency = (one.get("value", one.get("amount")), one.get("currency", beside)) if isinstance(one, dict) else (one, beside)
    number = number.get("value") if isinstance(number, dict) else number
    try:
        if len(values) > 1 or not isinstance(currency, str) or isinstance(number, bool) or not isinstance(number, str | int | float):
            raise ValueError("one number with a currency is read; this says several, none, or a range")
        return numbers.money(numbers.english(str(number)), currency.strip().upper())
    except ValueError as error:
        row.problem("BAD_AMOUNT", f"{name}: {error}", name)
        return UNSAID


def image(row: Row, *names: str) -> Image | Unsaid:
    """The first address of a picture in these fields."""
    found: Image | Unsaid = UNSAID
    for name in names:
        for value in many(row.take(name)):
            of = value if isinstance(value, dict) else {"url": value}
            address = next((url for key in ("contentUrl", "url", "@id") if (url := safe_url(of.get(key), row.url))), None)
            if address and found is UNSAID:
                alt = of.get("caption") or of.get("description")
                found = Image(address, html_text(alt, 300) if isinstance(alt, str) else None)
    return found


def identifiers(row: Row) -> tuple[Identifier, ...] | Unsaid:
    """Wikidata, CVR and LEI, each only after its check; a number that fails is noted."""
    found: set[Identifier] = set()
    for url in many(row.take("sameAs")):
        if isinstance(url, str) and (match := _WIKIDATA.fullmatch(url.strip())):
            found.add(Identifier("WIKIDATA", match[1]))
    danish = _country(row.data.get("address"), None) == "DK"
    for name in ("vatID", "taxID"):
        for value in many(row.take(name)):
            if danish or str(value).strip().upper().startswith("DK"):
                found |= _checked(row, "DK-CVR", value, cvr.validate, name)
    for one in many(row.take("identifier")):
        scheme = str(one.get("propertyID", one.get("name"))).strip().upper().rstrip(".") if isinstance(one, dict) else ""
        if scheme in _CVR_NAMES:
            found |= _checked(row, "DK-CVR", one.get("value"), cvr.validate, "identifier")
    for value in many(row.take("leiCode")):
        found |= _checked(row, "XI-LEI", value, lei.validate, "leiCode")
    return tuple(sorted(found)) if found else UNSAID


def _checked(row: Row, scheme: str, value: object, check: Callable[[str], str], field: str) -> set[Identifier]:
    try:
        return {Identifier(scheme, str(check(str(value).strip().upper()[:40])))}
    except Exception:  # noqa: BLE001 - stdnum has its own tree, and ValueError for the rest
        row.problem("BAD_IDENTIFIER", f"{field}: no valid {scheme} number", field)  # not repeated here: it may be a person's
        return set()


def area_of_address(value: Any, settings: WebsiteSettings) -> str | None:
    """The area of a postal address: what the source file knows by name, else its postcode where the country is known."""
    for one in many(value):
        if not isinstance(one, dict):
            continue
        for name in ("addressLocality", "addressRegion"):
            if isinstance(one.get(name), str) and one[name].strip() in settings.areas:
                return settings.areas[one[name].strip()]
        code = str(one.get("postalCode", "")).strip().upper().removeprefix("DK").removeprefix("DE").strip(" -")
        country = _country(one, settings.country)
        if country == "DK" and re.fullmatch("[1-9][0-9]{3}", code):
            together = next((pair for pair in _POSTCODES if pair[0] <= int(code) <= pair[1]), None)
            return f"dk-postnr-{together[0]}-{together[1]}" if together else f"dk-postnr-{code}"
        if country == "DE" and re.fullmatch("[0-9]{5}", code):
            return f"de-plz-{code}"
    return None


def _country(address: Any, otherwise: str | None) -> str | None:
    for one in many(address):
        said = one.get("addressCountry") if isinstance(one, dict) else None
        said = said.get("name") if isinstance(said, dict) else said
        if isinstance(said, str) and said.strip():
            return _COUNTRIES.get(said.strip().lower())
    return otherwise


def served(value: Any, settings: WebsiteSettings) -> tuple[str, ...]:
    """The areas of `areaServed` that the source file knows, by name or by postcode."""
    found = set()
    for one in many(value):
        name = one.get("name") if isinstance(one, dict) else one
        code = settings.areas.get(name.strip()) if isinstance(name, str) else None
        code = code or (area_of_address(one.get("address"), settings) if isinstance(one, dict) else None)
        found |= {code} if code else set()
    return tuple(sorted(found))


def themes(value: Any, known: Mapping[str, str]) -> tuple[str, ...] | Unsaid:
    """Themes of the keywords that the source file translates."""
    words: Iterable[str] = (word.strip() for one in many(value) if isinstance(one, str) for word in one.split(","))
    found = {known[word] for word in words if word in known}
    return tuple(sorted(found)) if found else UNSAID


def location(row: Row) -> Location | Unsaid:
    """The coordinates of the thing itself or of the place where it is."""
    places = [{"geo": row.take("geo")}, *(one for one in many(row.take("location")) if isinstance(one, dict))]
    for place in places:
        for one in many(place.get("geo")):
            if not isinstance(one, dict) or "latitude" not in one or "longitude" not in one:
                continue
            try:
                point = geo.point(one["latitude"], one["longitude"], note=row.problem)
            except ValueError as error:
                row.problem("BAD_LOCATION", str(error), "geo")
                continue
            if point:
                return Location(*point)
    return UNSAID


def contact(row: Row) -> ContactPoint | Unsaid:
    """The role-based way to reach an organization that survived the cleaning: best with an address, else the page to write from."""
    points = [one for name in ("contactPoint", "contactPoints") for one in many(row.take(name)) if isinstance(one, dict)]
    points.sort(key=lambda one: "email" not in one)
    for one in points:
        role, phone = one.get("contactType"), one.get("telephone")
        said = ContactPoint(
            role=html_text(role, 60) if isinstance(role, str) else None,
            email=one.get("email"),
            phone=html_text(phone, 40) if isinstance(phone, str) else None,
            page=safe_url(one.get("url"), row.url),
        )
        if said != ContactPoint():
            return said
    return UNSAID
