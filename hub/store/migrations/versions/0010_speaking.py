"""Areas of keys and contributions, requests to speak for an organization, and the outbox. A new database has them from 0001."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, inspect

from hub.store.tables import api_key, confirmation, confirmation_link, contribution, decision, outbox

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Makes the tables, the columns and the index."""
    connection = op.get_bind()
    for table in (confirmation, confirmation_link, outbox):
        table.create(connection, checkfirst=True)
    for table, column in ((api_key, api_key.c.areas), (contribution, contribution.c.area_no)):
        if column.name not in {one["name"] for one in inspect(connection).get_columns(table.name)}:
            op.add_column(table.name, Column(column.name, column.type, nullable=column.nullable, server_default=column.server_default))
    for index in decision.indexes:
        index.create(connection, checkfirst=True)
