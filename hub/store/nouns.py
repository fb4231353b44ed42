"""What a reading says of one kind of thing, as the columns of its table; to-one fields are settled later (hub/store/relations.py)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from hub.domain import dates
from hub.domain.ids import EntityKind
from hub.domain.opportunity import OpportunityDirection, OpportunityType
from hub.store.fields import NOWHEN
from hub.store.tables import MISSING_LAST

Said = Mapping[str, Any]
Columns = dict[str, Any]

DEFAULT_TEXTS: Mapping[EntityKind, tuple[str, ...]] = {
    EntityKind.OPPORTUNITY: ("eligibility",),
    EntityKind.VENUE: ("accessibility", "terms"),
    EntityKind.FUNDING: ("purpose",),
    EntityKind.STORY: ("text",),
    EntityKind.EVALUATION: ("method", "findings"),
}
"""The texts of a kind whose words in the default language are a column of its table."""

_OFFERED = frozenset({OpportunityType.FUNDING, OpportunityType.PREMISES, OpportunityType.KNOWLEDGE, OpportunityType.EQUIPMENT})


def columns_of(kind: EntityKind, said: Said) -> Columns:
    """The columns of a noun, but for its `no`, its texts and its to-one fields."""
    return _NOUNS[kind](said)


def _keys(name: str, value: int | None) -> Columns:
    """The pair of order keys of a value."""
    return {f"{name}_asc": MISSING_LAST if value is None else value, f"{name}_desc": MISSING_LAST if value is None else -value}


def _by_date(name: str, date: str | None) -> Columns:
    return _keys(name, None if date is None else dates.order_key(date))


def _by_instant(name: str, instant: str | None) -> Columns:
    return _keys(name, None if instant is None else dates.instant_key(instant))


def _list(words: list[str] | None) -> str:
    return json.dumps(sorted(words or ()), ensure_ascii=False)


def _initiative(said: Said) -> Columns:
    return {
        "status": said.get("status") or "UNKNOWN",
        "started_on": said.get("started_on"),
        **_by_date("started", said.get("started_on")),
        "ended_on": said.get("ended_on"),
        "lead_no": None,
        "adapted_from_no": None,
    }


def _organization(said: Said) -> Columns:
    return {
        "organization_type": said.get("organization_type") or "OTHER",
        "cvr": None,
        "website": said.get("website"),
        "part_of_no": None,
        "confirmed": False,
    }


def _opportunity(said: Said) -> Columns:
    of_type = said.get("opportunity_type") or "OTHER"
    usual = OpportunityDirection.OFFERED if of_type in _OFFERED else OpportunityDirection.WANTED
    amount = said.get("amount") or {}
    return {
        "direction": said.get("direction") or usual.value,
        "opportunity_type": of_type,
        "state": said.get("state") or "UNKNOWN",
        "opens_at": said.get("opens_at"),
        **_by_instant("opens", said.get("opens_at")),
        "closes_at": said.get("closes_at"),
        **_by_instant("closes", said.get("closes_at")),
        "from_date": said.get("from_date"),
        "until_date": said.get("until_date"),
        "remote": said.get("remote"),
        "hours_per_week": said.get("hours_per_week"),
        "places": said.get("places"),
        "skills": _list(said.get("skills")),
        "eligibility": None,
        "amount_minor": amount.get("minor"),
        "currency": amount.get("currency"),
        "apply_url": said.get("apply_url"),
        "by_no": None,
        "initiative_no": None,
    }


def _event(said: Said) -> Columns:
    when = said.get("when") or {"starts_at": NOWHEN}
    return {
        "starts_at": when["starts_at"],
        **_by_instant("starts", when["starts_at"]),
        "ends_at": when.get("ends_at"),
        "all_day": bool(when.get("all_day")),
        "timezone": when.get("timezone"),
        "event_status": said.get("event_status") or "UNKNOWN",
        "attendance": said.get("attendance") or "UNKNOWN",
        "series": said.get("series"),
        "free": said.get("free"),
        "ticket_url": said.get("ticket_url"),
        "organizer_no": None,
        "venue_no": None,
        "initiative_no": None,
    }


def _venue(said: Said) -> Columns:
    address, capacity = said.get("address") or {}, said.get("capacity")
    return {
        "venue_type": said.get("venue_type") or "OTHER",
        **{part: address.get(part) for part in ("street", "postcode", "locality", "country")},
        "capacity": capacity,
        **_keys("capacity", capacity),
        "facilities": _list(said.get("facilities")),
        "accessibility": None,
        "bookable": said.get("bookable"),
        "booking_url": said.get("booking_url"),
        "terms": None,
        "owner_no": None,
    }


def _funding(said: Said) -> Columns:
    amount, campaign, awarded = said.get("amount") or {}, said.get("campaign") or {}, said.get("awarded_on")
    goal, raised = campaign.get("goal") or {}, campaign.get("raised") or {}
    return {
        "funding_type": said.get("funding_type") or "OTHER",
        "purpose": None,
        "amount_minor": amount.get("minor"),
        "currency": amount.get("currency"),
        **_keys("amount", amount.get("minor")),
        "awarded_on": awarded,
        **_by_date("awarded", awarded),
        "from_date": said.get("from_date"),
        "until_date": said.get("until_date"),
        "programme": said.get("programme"),
        "regrant": bool(said.get("regrant")),
        "repayable": said.get("repayable"),
        "funder_no": None,
        "recipient_no": None,
        "initiative_no": None,
        "goal_minor": goal.get("minor"),
        "goal_currency": goal.get("currency"),
        "raised_minor": raised.get("minor"),
        "raised_currency": raised.get("currency"),
        "backer_count": campaign.get("backer_count"),
        "closes_at": campaign.get("closes_at"),
        "within_no": None,
    }


def _agreement(said: Said) -> Columns:
    valid_to = said.get("valid_to")
    return {
        "agreement_type": said.get("agreement_type") or "OTHER",
        "valid_from": said.get("valid_from"),
        **_by_date("valid_from", said.get("valid_from")),
        "valid_to": valid_to,
        "valid_to_last": MISSING_LAST if valid_to is None else dates.range_end(valid_to),
        "document_url": said.get("document_url"),
        "initiative_no": None,
        "venue_no": None,
    }


def _discussion(said: Said) -> Columns:
    return {
        "forum": said.get("forum") or urlsplit(said.get("url") or "").hostname or "",
        "discussion_state": said.get("discussion_state") or "UNKNOWN",
        "started_at": said.get("started_at"),
        "last_activity_at": said.get("last_activity_at"),
        **_by_instant("activity", said.get("last_activity_at")),
        "reply_count": said.get("reply_count"),
        **_keys("replies", said.get("reply_count")),
        "supporter_count": said.get("supporter_count"),
    }


def _story(said: Said) -> Columns:
    return {
        "story_type": said.get("story_type") or "OTHER",
        "published_on": said.get("published_on"),
        **_by_date("published", said.get("published_on")),
        "text": None,
        "publisher_no": None,
    }


def _evaluation(said: Said) -> Columns:
    cost = said.get("cost") or {}
    return {
        "outcome": said.get("outcome") or "UNKNOWN",
        "method": None,
        "findings": None,
        "published_on": said.get("published_on"),
        **_by_date("published", said.get("published_on")),
        "document_url": said.get("document_url"),
        "cost_minor": cost.get("minor"),
        "cost_currency": cost.get("currency"),
        "duration_months": said.get("duration_months"),
        "people_involved": said.get("people_involved"),
        "of_no": None,
        "evaluator_no": None,
    }


_NOUNS: Mapping[EntityKind, Callable[[Said], Columns]] = {
    EntityKind.INITIATIVE: _initiative,
    EntityKind.ORGANIZATION: _organization,
    EntityKind.OPPORTUNITY: _opportunity,
    EntityKind.EVENT: _event,
    EntityKind.VENUE: _venue,
    EntityKind.FUNDING: _funding,
    EntityKind.AGREEMENT: _agreement,
    EntityKind.DISCUSSION: _discussion,
    EntityKind.STORY: _story,
    EntityKind.EVALUATION: _evaluation,
}
