"""What people do here: their contributions, the answers that they were given, and the log of all of it."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, UniqueConstraint

from hub.store.tables import column as col

contribution = Table(
    "contribution", col.metadata, col.no(), col.text("id"), col.to("member_no", "member.no"), col.to("record_no", "record.no"),
    col.text("action"), col.text("by"), col.text("at"), col.text("state"), col.boolean("own"), col.text("fields"),
    col.integer("stood_at", default="0"), col.integer("fell_at", default="0"), col.integer("area_no", True),
    UniqueConstraint("id"), Index(None, "member_no"), Index(None, "state", "no"), Index(None, "record_no"),
    Index(None, "stood_at"), Index(None, "fell_at"),
)  # fmt: skip
"""One patch of one contributor about one thing; its words stand in the row of its record and nowhere else. `by` is a key or the keyed
hash of a subject; `own`: spoken for the organization that it is about; `fields` a JSON list of those that it names. `stood_at` is the
edition with which it began to stand, `fell_at` that with which it ceased to (0: it did not). `area_no` is the area that it names, by
which somebody who moderates there finds a new thing."""

receipt = Table(
    "receipt", col.metadata, col.text("by", primary_key=True), col.text("key", primary_key=True),
    Column("digest", LargeBinary, nullable=False), col.text("result"), col.text("at"),
    Index(None, "at"),
)  # fmt: skip
"""What a contributor was answered under an idempotency key; `digest` is that of the request, `result` (JSON) holds ids and codes only."""

audit = Table(
    "audit", col.metadata, col.no(), col.text("at"), col.text("by"), col.text("action"), col.text("subject"), col.text("detail"),
    Column("hash", LargeBinary, nullable=False),
)  # fmt: skip
"""Who did what to what, in order, append-only. `hash` is the SHA-256 of the hash before and this entry, so that a changed, missing or
inserted one shows. No words of anybody stand in it: `subject` is an id, `detail` (JSON) holds ids, names of fields and codes."""
