"""One word index in place of two: words with their stems by language, and pieces of names. It is filled anew.

It is an ordinary FTS5 table that keeps its content: only so does a plain DELETE by rowid (with secure_delete, then `optimize`) leave
nothing of a withdrawn name. What comes into it is folded already (hub/store/words.py), so its tokenizer folds nothing.
"""

from __future__ import annotations

from alembic import op

from hub.store.search import CREATE, fill

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the index and fills it."""
    op.execute("DROP TABLE IF EXISTS search")
    op.execute("DROP TABLE IF EXISTS search_part")
    op.execute(CREATE)
    fill(op.get_bind())
