"""What we know of each kind: one table for each noun, which shares its `no` with `entity`.

A text that wins per language stands in `text`; here are its words in the default language. Lists of words are JSON: `skills`, `facilities`.
"""

from __future__ import annotations

from sqlalchemy import Column, Index, Table

from hub.store.tables import column as col


def _no() -> Column[int]:
    return col.to("no", "entity.no", primary_key=True)


def _one(name: str) -> Column[int]:
    """A to-one field: the number of the entity at the other end."""
    return col.to(name, "entity.no", True)


def _by_order(name: str) -> tuple[Index, Index]:
    """What a list is walked by, both ways."""
    return Index(None, f"{name}_asc", "no"), Index(None, f"{name}_desc", "no")


initiative = Table(
    "initiative", col.metadata, _no(), col.text("status"), col.text("started_on", True), *col.order_keys("started"),
    col.text("ended_on", True), _one("lead_no"), _one("adapted_from_no"),
    *_by_order("started"), Index(None, "lead_no"), Index(None, "adapted_from_no"),
)  # fmt: skip

organization = Table(
    "organization", col.metadata, _no(), col.text("organization_type"), col.text("cvr", True), col.text("website", True),
    _one("part_of_no"), col.boolean("confirmed", default="0"),
    Index(None, "cvr"), Index(None, "part_of_no"),
)  # fmt: skip

opportunity = Table(
    "opportunity", col.metadata, _no(), col.text("direction"), col.text("opportunity_type"), col.text("state"), col.text("opens_at", True),
    *col.order_keys("opens"), col.text("closes_at", True), *col.order_keys("closes"), col.text("from_date", True),
    col.text("until_date", True), col.boolean("remote", True), col.decimal("hours_per_week", True), col.integer("places", True),
    col.text("skills"), col.text("eligibility", True), col.integer("amount_minor", True), col.text("currency", True),
    col.text("apply_url", True), _one("by_no"), _one("initiative_no"),
    *_by_order("opens"), *_by_order("closes"), Index(None, "by_no"), Index(None, "initiative_no"),
)  # fmt: skip
"""`state` is what the source said; how it reads today follows from the two moments (hub/query/opportunity.py)."""

event = Table(
    "event", col.metadata, _no(), col.text("starts_at"), *col.order_keys("starts"), col.text("ends_at", True), col.boolean("all_day"),
    col.text("timezone", True), col.text("event_status"), col.text("attendance"), col.text("series", True), col.boolean("free", True),
    col.text("ticket_url", True), _one("organizer_no"), _one("venue_no"), _one("initiative_no"),
    *_by_order("starts"), Index(None, "organizer_no", "starts_asc", "no"), Index(None, "venue_no", "starts_asc", "no"),
    Index(None, "initiative_no", "starts_asc", "no"),
)  # fmt: skip

venue = Table(
    "venue", col.metadata, _no(), col.text("venue_type"), col.text("street", True), col.text("postcode", True), col.text("locality", True),
    col.text("country", True), col.integer("capacity", True), *col.order_keys("capacity"), col.text("facilities"),
    col.text("accessibility", True), col.boolean("bookable", True), col.text("booking_url", True), col.text("terms", True),
    _one("owner_no"),
    *_by_order("capacity"), Index(None, "owner_no"),
)  # fmt: skip

funding = Table(
    "funding", col.metadata, _no(), col.text("funding_type"), col.text("purpose", True), col.integer("amount_minor", True),
    col.text("currency", True), *col.order_keys("amount"), col.text("awarded_on", True), *col.order_keys("awarded"),
    col.text("from_date", True), col.text("until_date", True), col.text("programme", True), col.boolean("regrant"),
    col.boolean("repayable", True), _one("funder_no"), _one("recipient_no"), _one("initiative_no"), col.integer("goal_minor", True),
    col.text("goal_currency", True), col.integer("raised_minor", True), col.text("raised_currency", True),
    col.integer("backer_count", True), col.text("closes_at", True), _one("within_no"),
    *_by_order("awarded"), *_by_order("amount"), Index(None, "funder_no", "awarded_desc", "no"),
    Index(None, "recipient_no", "awarded_desc", "no"), Index(None, "initiative_no", "awarded_desc", "no"),
    Index(None, "within_no", "awarded_desc", "no"),
)  # fmt: skip

agreement = Table(
    "agreement", col.metadata, _no(), col.text("agreement_type"), col.text("valid_from", True), *col.order_keys("valid_from"),
    col.text("valid_to", True), col.integer("valid_to_last"), col.text("document_url", True), _one("initiative_no"), _one("venue_no"),
    *_by_order("valid_from"), Index(None, "initiative_no", "valid_from_desc", "no"), Index(None, "venue_no"),
)  # fmt: skip
"""`valid_to_last` is the last day that lies within `valid_to`, as yyyymmdd; an agreement without end has MISSING_LAST there."""

discussion = Table(
    "discussion", col.metadata, _no(), col.text("forum"), col.text("discussion_state"), col.text("started_at", True),
    col.text("last_activity_at", True), *col.order_keys("activity"), col.integer("reply_count", True), *col.order_keys("replies"),
    col.integer("supporter_count", True),
    *_by_order("activity"), *_by_order("replies"), Index(None, "forum"),
)  # fmt: skip

story = Table(
    "story", col.metadata, _no(), col.text("story_type"), col.text("published_on", True), *col.order_keys("published"),
    col.text("text", True), _one("publisher_no"),
    *_by_order("published"), Index(None, "publisher_no"),
)  # fmt: skip

evaluation = Table(
    "evaluation", col.metadata, _no(), col.text("outcome"), col.text("method", True), col.text("findings", True),
    col.text("published_on", True), *col.order_keys("published"), col.text("document_url", True), col.integer("cost_minor", True),
    col.text("cost_currency", True), col.integer("duration_months", True), col.integer("people_involved", True), _one("of_no"),
    _one("evaluator_no"),
    *_by_order("published"), Index(None, "of_no", "published_desc", "no"), Index(None, "evaluator_no"),
)  # fmt: skip
