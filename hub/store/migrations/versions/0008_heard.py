"""What forums and other sites tell by themselves, and the page that tells of a link. A new database has them from 0001."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from hub.store.tables import heard, mention

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Makes the tables and the column."""
    for table in (heard, mention):
        table.create(op.get_bind(), checkfirst=True)
    if not any(column["name"] == "url" for column in sa.inspect(op.get_bind()).get_columns("reference")):
        op.add_column("reference", sa.Column("url", sa.Text))
