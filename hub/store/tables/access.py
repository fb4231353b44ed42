"""Who may ask for more than what is public, and what clients left with the hub so that they may ask."""

from __future__ import annotations

from sqlalchemy import Column, Index, LargeBinary, Table, Text, UniqueConstraint, and_, bindparam, or_

from hub.store.tables import column as col

api_key = Table(
    "api_key", col.metadata, col.no(), col.text("prefix"), Column("digest", LargeBinary, nullable=False), col.text("role"),
    col.text("scopes"), col.text("sources"), col.text("speaks_for"), col.text("note", True),
    col.text("created_at"), col.text("expires_at", True), col.text("revoked_at", True), col.text("last_used_at", True),
    Column("areas", Text, nullable=False, server_default="[]"),
    col.text("stem", True),
    UniqueConstraint("prefix"), Index(None, "stem"),
)  # fmt: skip
"""A key by its prefix, which is no secret; `digest` is the SHA-256 of the whole key, and the key itself is kept nowhere. `scopes`,
`sources` (their keys), `speaks_for` (ids of organizations) and `areas` (codes) are JSON lists of text. `stem` is the prefix of the first
key of its holder, where this one took the place of another. Revoked, never deleted."""
key_stands = and_(api_key.c.revoked_at.is_(None), or_(api_key.c.expires_at.is_(None), api_key.c.expires_at > bindparam("moment")))
"""Whether a key opens anything at this `moment`."""

trusted_document = Table(
    "trusted_document", col.metadata, col.text("id", primary_key=True), col.text("body"), col.text("registered_at"),
    col.text("registered_by"),
)  # fmt: skip
"""GraphQL documents that were registered. `id`: `sha256:` and 64 hexadecimal digits, or a name that its owner gave; `registered_by`: a key,
or `cli`.
"""
