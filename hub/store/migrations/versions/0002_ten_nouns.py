"""The tables of seven more nouns, with their past; and which opportunity a funding was awarded within.

A new database has them from the start: 0001 makes all tables that there are. So this step makes what is missing, and nothing else.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub.store.tables import metadata

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes what is missing."""
    connection = op.get_bind()
    metadata.create_all(connection)
    there = {column["name"] for column in sa.inspect(connection).get_columns("funding")}
    if "within_no" in there:
        return
    op.execute("ALTER TABLE funding ADD COLUMN within_no INTEGER REFERENCES entity (no) DEFERRABLE INITIALLY DEFERRED")
    op.execute("ALTER TABLE funding_was ADD COLUMN within_no INTEGER")
    op.execute("CREATE INDEX ix_funding_within_no_awarded_desc_no ON funding (within_no, awarded_desc, no)")
