"""The tables of contributions, receipts and the log. A new database has them from 0001."""

from __future__ import annotations

from alembic import op

from hub.store.tables import audit, contribution, receipt

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the tables."""
    for table in (contribution, receipt, audit):
        table.create(op.get_bind(), checkfirst=True)
