"""A mapping: what a source file says about the columns of its tables, checked, compiled and applied. README.md explains the format."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from pydantic import ValidationError

from hub.domain.claim import Claim
from hub.domain.document import Document
from hub.errors import ConfigError
from hub.sdk.mapping import rows as rows_of
from hub.sdk.mapping.claims import Claims
from hub.sdk.mapping.model import Strict, TableOf
from hub.sdk.mapping.values import Scope
from hub.sdk.row import Row, Unreadable
from hub.sdk.tabular.formats import format_of_name, is_flat
from hub.sdk.tabular.table import hint

__all__ = ["Mapping", "Strict", "TableOf", "faults"]


class Mapping:
    """One table's mapping, compiled once. Raises: ConfigError for whatever is wrong and can be seen without the file."""

    def __init__(self, spec: TableOf, language: str, url: str, place: str) -> None:
        self.spec = spec
        place += f", table {spec.name}" if spec.name else ""
        kind = spec.format or format_of_name(urlsplit(url).path)
        scope = Scope.of(spec, language, None if kind is None else is_flat(kind))
        for name in spec.id:
            scope.path(name, optional=len(spec.id) > 1)
        for name, dictionary in spec.dictionaries.items():
            scope.path(dictionary.column or name)
        self._claims = Claims(spec, scope, place)
        self._needed = scope.needed
        self._used = frozenset(path.names[0] for path in scope.used.values() if path.names) | frozenset(spec.columns)
        _check_privacy(spec, scope, place)

    def rows(self, document: Document, limit: int | None = None) -> Iterator[Row | Unreadable]:
        """The rows of this table in a document. Raises: SourceChanged when it has not the shape that the mapping expects."""
        return rows_of.rows(self.spec, document, self._needed, limit)

    def claims(self, row: Row) -> Iterator[Claim]:
        """What a row says; what cannot be read is noted as a problem of the row."""
        yield from self._claims.of(row.data, rows_of.own_id(self.spec, row.key), row.problems)  # type: ignore[arg-type]
        row.skip(*self._used, why="taken by the mapping, or listed in it")


def faults(error: ValidationError) -> str:
    """What is wrong with settings, one clause for each fault, with the place of each."""
    return "; ".join(
        f"settings.{'.'.join(str(part) for part in fault['loc'])}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()
    )


def _check_privacy(spec: TableOf, scope: Scope, place: str) -> None:
    """Raises ConfigError when the mapping uses what is to be dropped before a row is kept."""
    dropped = {name: column.privacy for name, column in spec.columns.items() if column.privacy != "public"}
    made = {spec.melt.name, spec.melt.value} if spec.melt else set()
    for text, path in scope.used.items():
        head = path.names[0] if path.names else text
        for name, privacy in dropped.items():
            if name in (text, head) or text.startswith(f"{name}."):
                raise ConfigError(f"{place}: column {name!r} is {privacy} and cannot be used: it is dropped before a row is kept")
        if spec.unlisted != "public" and head not in spec.columns and head not in made:
            raise ConfigError(
                f"{place}: column {head!r} is used but not listed{hint(head, spec.columns)}; with `unlisted = {spec.unlisted!r}` "
                f"say what it is: columns.{head} = 'public'"
            )
