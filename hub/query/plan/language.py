"""Texts in the language that is bound, else in their default."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, select

from hub.query.noun import Labels, Words
from hub.store.tables import text


def label_in(value: Words | Labels | ColumnElement[Any] | None, bind: str) -> ColumnElement[Any] | None:
    """The label of a dimension in a language."""
    return in_language(value, bind) if isinstance(value, Words | Labels) else value


def in_language(value: Words | Labels, bind: str) -> ColumnElement[Any]:
    """A text in the bound language, else as it stands in its default."""
    if isinstance(value, Labels):
        return func.coalesce(case(dict(value.by_language), value=bindparam(bind)), value.default)
    words = select(text.c.value).where(text.c.no == value.no, text.c.field == value.field, text.c.lang == bindparam(bind))
    return func.coalesce(words.scalar_subquery(), value.default)
