"""What sites tell by themselves: how far a forum's word about each topic goes, and pages that say they mention something here.

No words of anybody stand in either table: what is told stands in contributions, where a withdrawal finds it.
"""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint

from hub.store.tables import column as col

heard = Table(
    "heard", col.metadata, col.text("forum", primary_key=True), col.text("topic", primary_key=True), col.text("post_at", True),
    col.integer("event", default="0"), col.boolean("gone", default="0"), col.text("about"), col.text("at"),
    Index(None, "gone", "at"),
)  # fmt: skip
"""How far a forum's word about a topic goes: `post_at` is when its first post was last changed (as the forum says), `event` the number of
the forum's own event about it, `about` (JSON) the ids that its first post was about. `gone`: it is no more, whatever comes late."""

mention = Table(
    "mention", col.metadata, col.no(), col.text("id"), col.text("page_hash"), col.to("target_no", "member.no"), col.text("page", True),
    col.text("host", True), col.text("state"), col.text("reason", True), col.text("asked_at"), col.text("read_at", True),
    UniqueConstraint("id"), UniqueConstraint("page_hash", "target_no"), Index(None, "state", "no"), Index(None, "host"),
)  # fmt: skip
"""A page that is said to mention a thing. `page` and `host` are its address while it waits to be read, NULL afterwards: then only the
SHA-256 of the address stays, by which it is known when it is sent again. `state`: WAITING, TOLD, REFUSED, GONE; `reason` is a code."""
