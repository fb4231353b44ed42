"""Who asks to speak for an organization, by which proof, and the mail that goes out because of it."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table

from hub.store.tables import column as col

confirmation = Table(
    "confirmation", col.metadata, col.no(), col.to("member_no", "member.no"), col.text("way"), col.text("by"), col.text("at"),
    col.text("expires_at"), col.text("state"), col.text("token", True), col.integer("checks", default="0"), col.text("asked_at", True),
    col.text("failure", True), col.text("ended_at", True),
    Index(None, "by", "at"), Index(None, "member_no", "at"), Index(None, "at"), Index(None, "state"),
)  # fmt: skip
"""A contributor (`by`: a key or the keyed hash of a subject) who asks to speak for an organization. `way`: MAIL, WEBSITE; `state`:
PENDING, CHECKING (a website is to be looked at), CONFIRMED, DECLINED (it said no), REFUSED (there were too many). `token` is what is to be
published, no secret; `failure` a code, never words of a site. What follows from it is a decision."""

confirmation_link = Table(
    "confirmation_link", col.metadata, Column("digest", LargeBinary, primary_key=True), col.to("confirmation_no", "confirmation.no"),
    Index(None, "confirmation_no"), sqlite_with_rowid=False,
)  # fmt: skip
"""The SHA-256 of each secret link that was sent for a confirmation: one for each time that a mail was tried."""

outbox = Table(
    "outbox", col.metadata, col.no(), col.text("letter"), col.to("confirmation_no", "confirmation.no", True), col.text("message_id"),
    col.text("at"), col.text("state"), col.integer("attempts", default="0"), col.text("next_at"), col.text("failure", True),
    col.text("ended_at", True),
    Index(None, "state", "next_at"), Index(None, "letter", "at"),
)  # fmt: skip
"""Mail that is to go out, written in the transaction of what causes it. Neither words nor addresses stand here: a letter is written when it
is sent. `state`: WAITING, SENDING (by a process, until `next_at`), SENT, GIVEN_UP; `failure` is a code."""
