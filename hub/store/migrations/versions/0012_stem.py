"""Which keys took the place of which. A new database has it from 0001."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, inspect

from hub.store.tables import api_key

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Makes the column and its index."""
    connection = op.get_bind()
    if "stem" not in {one["name"] for one in inspect(connection).get_columns(api_key.name)}:
        op.add_column(api_key.name, Column("stem", api_key.c.stem.type))
    for index in api_key.indexes:
        index.create(connection, checkfirst=True)
