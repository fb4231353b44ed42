"""Tables and trees with a mapping: what a municipality publishes as a file becomes claims, without a line of code.

Speaks: CSV, TSV, XLSX, XLS, ODS, JSON, JSON Lines, GeoJSON, XML · one request for each file and each of its dictionaries, no paging
Shape:  whatever the mapping says in the `[[settings.tables]]` of the source file; README.md beside this file shows how
Quirk:  codes of a dictionary change their meaning between releases (Berlin), so ids are made from decoded values; the rows of a file
        have no dates of their own, so everything is read at every run and unchanged rows are seen by their hash
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, model_validator

from hub.domain.claim import Claim
from hub.domain.document import Document
from hub.domain.source import CoverageKind, Source
from hub.errors import ConfigError, SourceChanged
from hub.sdk import mapping
from hub.sdk.connector import Connector, Cursor, Fetcher
from hub.sdk.row import Row, Unreadable


class TabularSettings(mapping.Strict):
    """One table or several; `limit` reads only so many rows of each, which then says nothing about those that it left out."""

    tables: list[mapping.TableOf] = Field(min_length=1)
    limit: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _names_several_tables(self) -> TabularSettings:
        names = [table.name for table in self.tables]
        if len(names) > 1 and (None in names or len(set(names)) < len(names)):
            raise ValueError("several tables need a `name` each, no two alike: the keys of their rows begin with it")
        return self


class Tabular(Connector):
    name = "tabular"
    delivered_as = frozenset({"sheet", "json", "xml", "text"})
    settings_model: ClassVar[type[TabularSettings]] = TabularSettings
    settings: TabularSettings

    def __init__(self, source: Source, settings: TabularSettings | Mapping[str, Any]) -> None:
        if not isinstance(settings, TabularSettings):
            try:
                settings = TabularSettings.model_validate(dict(settings))
            except ValidationError as error:
                raise ConfigError(f"source {source.key}: {mapping.faults(error)}") from None
        super().__init__(source, settings)
        self._tables = [mapping.Mapping(table, source.language, self._url(table), f"source {source.key}") for table in settings.tables]
        self._served: dict[str, str] = {}

    async def fetch(self, web: Fetcher, since: Cursor | None) -> AsyncIterator[Document]:  # noqa: ARG002  a file has no "since"
        """Each file once, with the dictionaries of its tables as parts."""
        for url in dict.fromkeys(self._url(table.spec) for table in self._tables):
            parts: dict[str, Document] = {}
            fetched: dict[str, Document] = {}
            for table in self._tables:
                if self._url(table.spec) != url:
                    continue
                for name, dictionary in table.spec.dictionaries.items():
                    if dictionary.url not in fetched:
                        fetched[dictionary.url] = await web.get(dictionary.url)
                    parts[name] = fetched[dictionary.url]
            document = await web.get(url)
            self._served[document.url] = url
            yield replace(document, parts=parts) if parts else document

    def parse(self, document: Document) -> Iterator[Row | Unreadable]:
        """The rows of every table that this document holds."""
        for table in self._tables_of(document):
            yield from table.rows(document, self.settings.limit)

    def map(self, row: Row) -> Iterator[Claim]:
        """What a row says; the table is known by the key of the row, so a kept row is read again without its document."""
        table = self._tables[0]
        if len(self._tables) > 1:
            name = row.key.partition("/")[0]
            table = next(one for one in self._tables if one.spec.name == name)
        return table.claims(row)

    def coverage(self) -> CoverageKind:
        return CoverageKind.EVERYTHING if self.settings.limit is None else CoverageKind.NOTHING

    def _url(self, table: mapping.TableOf) -> str:
        url = table.url or self.source.address
        if not url:
            raise ConfigError(f"source {self.source.key}: a table without `url` needs a source with one")
        return url

    def _tables_of(self, document: Document) -> list[mapping.Mapping]:
        """The tables whose address a document was served from: by the address asked for, or else by the name of the file."""
        urls = {self._url(table.spec) for table in self._tables}
        if len(urls) == 1:
            return self._tables
        asked = self._served.get(document.url, document.url)
        found = [table for table in self._tables if self._url(table.spec) == asked]
        found = found or [table for table in self._tables if _file_name(self._url(table.spec)) == _file_name(document.url)]
        if not found:
            raise SourceChanged(
                f"{document.url[:200]} belongs to no table of source {self.source.key} (there are: {', '.join(sorted(urls))[:400]})"
            )
        return found


def _file_name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2]
