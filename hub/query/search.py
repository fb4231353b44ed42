"""Search: which things are met by words, how well, and where in their texts. The words themselves are hub/store/words.py's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, cast, column, func, literal_column, select, table

from hub.domain.collation import sort_key
from hub.domain.ids import EntityKind
from hub.store.engine import gathered, in_list
from hub.store.tables import entity
from hub.store.tables import text as texts
from hub.store.words import asked_words, expression

NAMED, BEGINS, FITTING = 2_000_000, 1_000_000, 999_999
"""What a name adds that is the words, or begins with them, and the most that the words themselves give; in thousandths."""

_ROWID: ColumnElement[Any] = column("rowid", Integer)
_WORDS = table("search", column("rowid", Integer))
_FIT = cast(func.round(-1000 * func.bm25(literal_column("search"), 10.0, 1.0, 5.0)), Integer)
"""How well the words fit, in thousandths: a name weighs ten times as much as the rest, a piece of one five times."""


def search_words(text: str) -> tuple[str]:
    """What is typed, as a full-text expression: words only, never syntax. Raises OverLimit."""
    return (expression(asked_words(text)),)


def found(words: Any) -> Select[Any]:
    """The numbers of the things that the words meet."""
    return select(_ROWID).select_from(_WORDS).where(column("search").match(words))


def found_together(words: Any) -> Select[Any]:
    """The same numbers as one JSON array."""
    return select(gathered(_ROWID)).select_from(_WORDS).where(column("search").match(words))


def fitting() -> Select[Any]:
    """Number and fit of those of the bound things (`nos`) that the words meet."""
    return select(_ROWID, _FIT).select_from(_WORDS).where(column("search").match(bindparam("words")), _among_bound())


def _among_bound() -> Any:
    return in_list(literal_column("+rowid"), bindparam("nos"))  # asked of each hit: looked up by it, the words would be found as often


def named_so() -> Select[Any]:
    """Number of the things whose name begins with the words, and whether that is all of it. Binds what `name_bounds` tells."""
    begins = and_(entity.c.sort_name >= bindparam("from"), entity.c.sort_name < bindparam("until"))
    kinds = [str(kind) for kind in EntityKind]
    return select(entity.c.no, entity.c.sort_name == bindparam("from")).where(entity.c.kind.in_(kinds), begins)


def name_bounds(text: str) -> dict[str, str]:
    """The order keys of names that begin with a text."""
    key = sort_key(text)
    return {"from": key, "until": f"{key}~"}


TEXTS = select(texts.c.no, texts.c.field, texts.c.lang, texts.c.value).where(in_list(texts.c.no, bindparam("nos")))
