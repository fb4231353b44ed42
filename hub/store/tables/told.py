"""Who is told of changes: the watches that people left."""

from __future__ import annotations

from sqlalchemy import Index, Table, UniqueConstraint

from hub.store.tables import column as col

watch = Table(
    "watch", col.metadata, col.no(), col.text("id"), col.text("key"), col.text("url"), col.text("kinds", True), col.text("filter", True),
    col.text("state"), col.text("created_at"), col.integer("floor"), col.integer("seq"), col.integer("failures", default="0"),
    col.text("next_at"), col.text("pending", True), col.text("told_at", True), col.text("why", True),
    UniqueConstraint("id"), Index(None, "key"),
)  # fmt: skip
"""Where to tell of which changes. `key`: the prefix of the API key that left it; `kinds` and `filter` are JSON, as the query `changes`
takes them; state VERIFYING, ACTIVE, PAUSED, STOPPED. `floor` and `seq` are its place in the feed: everything up to there was told. A
message that was not taken waits in `pending` (JSON: its id, its body, the place behind it); `failures` of it, `why` the last one failed,
and when the next attempt is due. It holds no secret: secrets are made from a setting (hub/notify/sign.py)."""
