"""The socket: what a connector is. It sees this package and, through the Fetcher it is handed, its site; nothing else.

`fetch` does the only I/O. `parse` and `map` are pure: same bytes, same records, whatever the day and the machine.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator
from typing import Any, ClassVar, Protocol

from pydantic import BaseModel

from hub.domain.claim import Claim
from hub.domain.coverage import Coverage
from hub.domain.document import Document
from hub.domain.source import CoverageKind, Source
from hub.sdk.row import Row, Unreadable

Cursor = str
"""Where the last complete run of a source ended, in the connector's own words."""


class Fetcher(Protocol):
    """The one guarded, polite way to a site. `file:` addresses lead into the folder of the source file and nowhere else."""

    async def get(self, url: str, *, accept: str | None = None) -> Document:
        """The document at an absolute URL (relative ones resolve against the source's `url`); asks conditionally when it was seen before.

        Raises: SourceUnreachable, SourceRefused, BlockedAddress, TooLarge.
        """
        ...


class Connector(ABC):
    """Speaks one protocol or platform. A new connector is one new file in connectors/, found by hub/sdk/discover.py."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    """Raised when the same bytes would now give other records or claims; every item is then read again."""

    delivered_as: ClassVar[frozenset[str]] = frozenset()
    """What its one document may be when somebody gives it to the hub (hub/harvest/given.py); empty: it reads more than one."""

    settings_model: ClassVar[type[BaseModel]]

    def __init__(self, source: Source, settings: Any) -> None:
        self.source = source
        self.settings = settings

    @property
    def digest(self) -> str:
        """Changes whenever the same bytes could be read in another way: the source's digest and the connector's version."""
        return f"{self.source.digest}.{self.version}"

    @abstractmethod
    def fetch(self, web: Fetcher, since: Cursor | None) -> AsyncIterator[Document]:
        """Every document of one run, in an order that a resumed run repeats."""

    @abstractmethod
    def parse(self, document: Document) -> Iterator[Row | Unreadable]:
        """The items of one document; an item that cannot be read is Unreadable and does not stop the others.

        Raises: SourceChanged when the document as a whole is not what is expected.
        """

    @abstractmethod
    def map(self, row: Row) -> Iterator[Claim]:
        """What one item says, in our words. Raises RecordError when nothing can be said; notes smaller faults with row.problem()."""

    def coverage(self) -> Coverage | CoverageKind:
        """What the documents of this run cover; asked after the last one. Absence retires only inside of it.

        A window or the newest n: a Coverage with its bounds, and a `moment` on every row, by which the hub knows what lies inside.
        """
        return CoverageKind.EVERYTHING

    def cursor(self) -> Cursor | None:
        """Where the next run may start; asked after the last document."""
        return None
