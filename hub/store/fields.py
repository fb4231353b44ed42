"""Which field of the graph a column or a table belongs to: what a change says, and what a withdrawn field leaves empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from hub.domain.claim import TEXT_FIELDS
from hub.domain.link import ROLES
from hub.store.tables import MISSING_LAST

ROLE_OF_COLUMN: Final[Mapping[str, str]] = {f"{role.name}_no": role.name for role in ROLES if role.one}

FIELD_OF_COLUMN: Final[Mapping[str, str]] = {
    "latitude_e7": "location", "longitude_e7": "location", "location_precision": "location", "area_no": "area", "sort_name": "name",
    "image_url": "image", "image_alt": "image", "image_credit": "image", "contact_role": "contact", "contact_email": "contact",
    "contact_phone": "contact", "contact_page": "contact", "claim_no": "origins", "amount_minor": "amount", "currency": "amount",
    "amount_asc": "amount", "amount_desc": "amount", "awarded_asc": "awarded_on", "awarded_desc": "awarded_on", "started_asc": "started_on",
    "started_desc": "started_on", "goal_minor": "campaign", "goal_currency": "campaign", "raised_minor": "campaign",
    "raised_currency": "campaign", "backer_count": "campaign", "opens_asc": "opens_at", "opens_desc": "opens_at", "closes_asc": "closes_at",
    "closes_desc": "closes_at", "starts_at": "when", "starts_asc": "when", "starts_desc": "when", "ends_at": "when", "all_day": "when",
    "timezone": "when", "street": "address", "postcode": "address", "locality": "address", "country": "address",
    "capacity_asc": "capacity", "capacity_desc": "capacity", "valid_from_asc": "valid_from", "valid_from_desc": "valid_from",
    "valid_to_last": "valid_to", "activity_asc": "last_activity_at", "activity_desc": "last_activity_at", "replies_asc": "reply_count",
    "replies_desc": "reply_count", "published_asc": "published_on", "published_desc": "published_on", "cost_minor": "cost",
    "cost_currency": "cost",
}  # fmt: skip
"""The fields of columns that are not called like them, or that are parts of one."""

FIELD_OF_CHILD: Final[Mapping[str, str]] = {
    "entity_theme": "themes", "entity_area": "area", "entity_source": "sources", "identifier": "identifiers",
}  # fmt: skip

SEARCHED_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "opportunity": ("skills",), "event": ("series",), "venue": ("street", "locality", "facilities"), "funding": ("programme",),
    "discussion": ("forum",),
}  # fmt: skip
"""The columns of nouns whose words can be searched for, besides all texts."""

NOWHEN: Final = "1970-01-01T00:00:00Z"
"""What a moment that cannot be missing says when nobody may say it: that of an event whose time was withdrawn."""

_EMPTY: Final[Mapping[str, object]] = {
    "starts_at": NOWHEN, "starts_asc": 19700101000000, "starts_desc": -19700101000000, "all_day": False, "valid_to_last": MISSING_LAST,
    "skills": "[]", "facilities": "[]", "attendance": "UNKNOWN", "event_status": "UNKNOWN", "state": "UNKNOWN",
    "discussion_state": "UNKNOWN", "outcome": "UNKNOWN", "status": "UNKNOWN", "direction": "WANTED", "regrant": False, "confirmed": False,
}  # fmt: skip


def field_of(table: str, column: str) -> str:
    """The field that a column of a table belongs to, in snake_case."""
    if (table, column) == ("funding", "closes_at"):
        return "campaign"
    return ROLE_OF_COLUMN.get(column) or FIELD_OF_COLUMN.get(column, column)


def emptied(column: str, *, nullable: bool) -> object:
    """What a column holds when its field says nothing."""
    if nullable:
        return None
    if column in _EMPTY:
        return _EMPTY[column]
    if column.endswith(("_asc", "_desc")):
        return MISSING_LAST
    return "OTHER" if column.endswith("_type") else ""


def searched() -> frozenset[str]:
    """The fields whose change changes the words by which a thing is found."""
    columns = {field_of(table, column) for table, columns in SEARCHED_COLUMNS.items() for column in columns}
    return frozenset({*TEXT_FIELDS, "identifiers", *columns})
