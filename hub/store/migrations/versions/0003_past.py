"""Indexes by which the past is found as the present is: those of each present table, on its intervals too.

An index is made only where it is missing, since a new database has them all from 0001.
"""

from __future__ import annotations

from alembic import op

from hub.store.tables import WAS, change, entity

revision = "0003"
down_revision = "0002"

_WITH_LESS = (
    "ix_entity_kind_sort_name_no", "ix_entity_was_to_seq", "ix_text_was_to_seq", "ix_entity_theme_was_to_seq", "ix_entity_area_was_to_seq",
    "ix_entity_source_was_to_seq", "ix_identifier_was_to_seq", "ix_link_was_to_seq",
)  # fmt: skip
"""Those that others took the place of."""


def upgrade() -> None:
    """Makes the indexes, and drops those that nothing uses any more."""
    for name in _WITH_LESS:
        op.execute(f"DROP INDEX IF EXISTS {name}")
    for table in (entity, change, *WAS.values()):
        for index in table.indexes:
            index.create(op.get_bind(), checkfirst=True)
