"""Documents that clients register once and then ask by their id."""

from __future__ import annotations

from alembic import op

from hub.store.tables import trusted_document

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the table; a new database has it from 0001."""
    trusted_document.create(op.get_bind(), checkfirst=True)
