"""The table of API keys: hashes, never keys. A new database has it from 0001."""

from __future__ import annotations

from alembic import op

from hub.store.tables import api_key

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the table."""
    api_key.create(op.get_bind(), checkfirst=True)
