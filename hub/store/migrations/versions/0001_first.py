"""All tables as they first were, and the two word indexes.

The word indexes hold words that hub.domain.collation.fold has folded already, so their tokenizers fold nothing. They are ordinary
FTS5 tables that keep their content: only so does a plain DELETE by rowid (with secure_delete, then `optimize`) leave nothing of a
withdrawn name.
"""

from __future__ import annotations

from alembic import op

from hub.store.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes everything."""
    metadata.create_all(op.get_bind())
    op.execute("CREATE VIRTUAL TABLE search USING fts5(name, body, tokenize = 'unicode61 remove_diacritics 0')")
    op.execute("CREATE VIRTUAL TABLE search_part USING fts5(name, tokenize = 'trigram')")
