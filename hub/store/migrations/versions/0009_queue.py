"""Reports, requests for withdrawals, and the views of all that waits. A new database has the tables from 0001, but not the views."""

from __future__ import annotations

from alembic import op
from sqlalchemy.dialects import sqlite

from hub.store.tables import report, run, withdrawal_request
from hub.store.tables.queue import VIEWS

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Makes the tables, the index by which held runs are found, and the views."""
    for table in (report, withdrawal_request):
        table.create(op.get_bind(), checkfirst=True)
    for index in run.indexes:
        index.create(op.get_bind(), checkfirst=True)
    for view, shows in VIEWS.items():
        op.execute(
            f"CREATE VIEW IF NOT EXISTS {view.name} AS {shows.compile(dialect=sqlite.dialect(), compile_kwargs={'literal_binds': True})}"
        )
