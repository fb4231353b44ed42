"""The table of watches. A new database has it from 0001."""

from __future__ import annotations

from alembic import op

from hub.store.tables import watch

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Makes the table and its index."""
    watch.create(op.get_bind(), checkfirst=True)
