"""Posts and events as rows: only what is listed here comes through, in plain words, so no person does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from connectors.wordpress.settings import Kind
from hub.sdk import dates
from hub.sdk.html import html_text, safe_url
from hub.sdk.private import is_role_mail, may_be_a_home, without_contacts
from hub.sdk.row import Row, Unreadable

_LONGEST_NAME, _LONGEST_SUMMARY, _LONGEST_TEXT = 300, 1_000, 20_000
_SOCIAL: Final = re.compile(
    r"https?://(?:[\w-]+\.)*(?:facebook|fb|instagram|linkedin|twitter|x|tiktok|youtube|mastodon|linktr)\.(?:com|me|ee|social)(?:/|$)",
    re.IGNORECASE,
)
_BODIES: Final = re.compile(
    r"forening|klub|laug|lav\b|kommune|hus(?:et)?\b|bibliotek|museum|museet|kirke|sogn|menighed|råd(?:et)?\b|center|centret|skole|fond|"
    r"selskab|orkester|kor(?:et)?\b|teater|teatret|gruppe|netværk|festival|værksted|spejder|union|kreds|afdeling|bestyrelse|udvalg|"
    r"frivillig|samvirke|verein|e\. ?v\.|gesellschaft|stiftung|gemeinde|initiative|zentrum|schule|theater|chor|club|society|association|"
    r"council|trust|group|network|library|church|school|choir|team|aps\b|a/s\b|gmbh",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(r"[^\W\d_a-z][\w'.-]*(?: [^\W\d_a-z][\w'.-]*){1,4}")

Item = Mapping[str, Any]


def row_of(kind: Kind, item: Item, base: str, names: Mapping[int, tuple[str, str]], *, full_text: bool) -> Row | Unreadable | None:
    """An item as it is kept; None for what is no longer, or not meant to be, public."""
    number = item.get("id")
    if isinstance(number, bool) or not isinstance(number, int):
        return Unreadable(f"{kind}/?", "an item without an id", b"")
    if item.get("status", "publish") != "publish" or item.get("hide_from_listings") is True:
        return None
    said = _event(item, base) if kind == "events" else _post(item, base, names, full_text=full_text)
    if not said.get("title"):
        return Unreadable(f"{kind}/{number}", "an item without a title says nothing", b"")
    data = {"kind": kind} | {name: value for name, value in said.items() if value not in (None, "", [], {})}
    return Row(f"{kind}/{number}", data, url=data.get("link"), moment=data.get("starts_at") or data.get("published"))


def _post(item: Item, base: str, names: Mapping[int, tuple[str, str]], *, full_text: bool) -> dict[str, Any]:
    ids = item.get("categories")
    known = [names[one] for one in ids if one in names] if isinstance(ids, list) else []
    return {
        "title": words(_rendered(item.get("title")), _LONGEST_NAME),
        "summary": words(_rendered(item.get("excerpt")), _LONGEST_SUMMARY),
        "text": words(_rendered(item.get("content")), _LONGEST_TEXT) if full_text else None,
        "link": safe_url(item.get("link"), base),
        "published": moment(item.get("date_gmt")),
        "categories": sorted({words(word, 100) for pair in known for word in pair} - {""}),
    }


def _event(item: Item, base: str) -> dict[str, Any]:
    picture = item.get("image")
    categories = item.get("categories")
    named = [one for one in categories if isinstance(one, dict)] if isinstance(categories, list) else []
    return {
        "title": words(item.get("title"), _LONGEST_NAME),
        "summary": words(item.get("excerpt"), _LONGEST_SUMMARY),
        "description": words(item.get("description"), 5_000),
        "link": safe_url(item.get("url"), base),
        "image": safe_url(picture.get("url"), base) if isinstance(picture, dict) else None,
        "starts_at": moment(item.get("utc_start_date")),
        "ends_at": moment(item.get("utc_end_date")),
        "first_day": _day(item.get("start_date")),
        "last_day": _day(item.get("end_date")),
        "all_day": item.get("all_day") is True or None,
        "zone": item["timezone"][:60] if isinstance(item.get("timezone"), str) else None,
        "cost": words(item.get("cost"), 80),
        "categories": sorted({words(one.get(name), 100) for one in named for name in ("name", "slug")} - {""}),
        "venue": _venue(item.get("venue"), base),
        "organizer": _organizer(item.get("organizer"), base),
    }


def _venue(said: Any, base: str) -> dict[str, Any] | None:
    """A venue with a name; an empty list stands where there is none. One that is only a street, or somebody's, is left out."""
    name = words(said.get("venue"), _LONGEST_NAME) if isinstance(said, dict) else ""
    if not name or may_be_a_home(name) or name.casefold() == words(said.get("address"), 200).casefold():
        return None
    found = {
        "id": said.get("id") if isinstance(said.get("id"), int) else None,
        "name": name,
        "street": words(said.get("address"), 200),
        "postcode": words(said.get("zip"), 20),
        "locality": words(said.get("city"), 100),
        "country": words(said.get("country"), 60),
        "latitude": said.get("geo_lat"),
        "longitude": said.get("geo_lng"),
        "link": safe_url(said.get("url"), base),
    }
    return {key: value for key, value in found.items() if isinstance(value, str | int | float) and value != ""}


def _organizer(said: Any, base: str) -> dict[str, Any] | None:
    """The first organizer that is surely no person; a website or an address made for a role, and a name that is not like somebody's."""
    for one in said if isinstance(said, list) else [said]:
        name = words(one.get("organizer"), _LONGEST_NAME) if isinstance(one, dict) else ""
        if not name or not isinstance(one.get("id"), int):
            continue
        website = safe_url(one.get("website"), base)
        website = None if website is None or _SOCIAL.match(website) else website
        speaks_for_many = website is not None or is_role_mail(one.get("email"))
        if speaks_for_many and (_BODIES.search(name) or not _PERSON.fullmatch(name)) and not may_be_a_home(name):
            return {"id": one["id"], "name": name} | ({"website": website} if website else {})
    return None


def words(value: Any, limit: int) -> str:
    """Plain words without addresses and telephone numbers of persons; empty for what is no text."""
    return without_contacts(html_text(value, limit)) if isinstance(value, str) else ""


def _rendered(value: Any) -> Any:
    """`{"rendered": "…", "protected": false}`; what stands behind a password is nothing."""
    if isinstance(value, dict):
        return None if value.get("protected") is True else value.get("rendered")
    return value


def moment(value: Any) -> str | None:
    """WordPress's UTC times, `2026-11-23T08:25:07` or with a space, as instants; its own words when they are none."""
    if not isinstance(value, str) or not value or value.startswith("0000"):
        return None
    try:
        return dates.instant(value, "UTC")
    except ValueError:
        return value[:40]


def _day(value: Any) -> str | None:
    return value[:10] if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value[:10]) else None
