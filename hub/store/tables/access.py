"""What clients left with the hub so that they may ask."""

from __future__ import annotations

from sqlalchemy import Table

from hub.store.tables import column as col

trusted_document = Table(
    "trusted_document", col.metadata, col.text("id", primary_key=True), col.text("body"), col.text("registered_at"),
    col.text("registered_by"),
)  # fmt: skip
"""GraphQL documents that were registered. `id`: `sha256:` and 64 hexadecimal digits, or a name that its owner gave; `registered_by`: a key,
or `cli`.
"""
