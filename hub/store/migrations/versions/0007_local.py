"""The tables of contributions, receipts and the log; decisions by kind, for there will be many. A new database has them from 0001."""

from __future__ import annotations

from alembic import op

from hub.store.tables import audit, contribution, decision, receipt

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the tables and the index."""
    for table in (contribution, receipt, audit):
        table.create(op.get_bind(), checkfirst=True)
    for index in decision.indexes:
        index.create(op.get_bind(), checkfirst=True)
