"""Packaged files as a source: `file:` addresses, and a website's pages from a folder. Never over the network, never out of the folder."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from hub.domain.dates import now
from hub.domain.document import Document
from hub.errors import BlockedAddress, SourceUnreachable, TooLarge

_MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".gz": "application/gzip",
    ".htm": "text/html",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}


class Folder:
    """The folder of a source file. `url` and `mirror` say which website's pages lie in which folder below it."""

    def __init__(self, path: Path, *, most_bytes: int, url: str | None = None, mirror: str | None = None) -> None:
        self._path = path
        self._most_bytes = most_bytes
        self._url = url
        self._mirror = mirror

    async def read(self, url: str) -> Document:
        """The document at a `file:` address, or at an address of the mirrored website.

        Raises: BlockedAddress for a path out of the folder, SourceUnreachable for a missing file, TooLarge.
        """
        where = self._mirrored(url) if self._mirror is not None and not url.startswith("file:") else _local(url)
        path = self._inside(where, url)
        try:
            size = path.stat().st_size
            if size > self._most_bytes:
                raise TooLarge(f"{url}: {size:,} bytes; a file of this source may have {self._most_bytes:,}")
            body = await asyncio.to_thread(path.read_bytes)
        except OSError as error:
            raise SourceUnreachable(f"{url}: the file cannot be read ({error.strerror})") from None
        return Document(url=url, body=body, fetched_at=now(), media_type=_MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream"))

    def _mirrored(self, url: str) -> str:
        base, asked = urlsplit(self._url or ""), urlsplit(url)
        root = base.path or "/"
        if (asked.scheme, asked.netloc) != (base.scheme, base.netloc) or not (asked.path or "/").startswith(root):
            raise BlockedAddress(f"{url[:200]}: the pages of this source are read from files, and {self._url} is all there is")
        if asked.query:
            raise BlockedAddress(f"{url[:200]}: a page that is read from a file takes no query")
        path = (asked.path or "/").removeprefix(root).lstrip("/")
        return f"{self._mirror}/{path}index.html" if not path or path.endswith("/") else f"{self._mirror}/{path}"

    def _inside(self, where: str, url: str) -> Path:
        """The real path of a file that lies in the folder, also after every symbolic link is followed."""
        parts = unquote(where).split("/")
        if not any(parts) or parts[0] == "" or ".." in parts or any("\x00" in part or "\\" in part or ":" in part for part in parts):
            raise BlockedAddress(f"{url[:200]!r}: a file address is a path below the folder of the source file, without '..'")
        try:
            folder = self._path.resolve(strict=True)
            path = (folder / "/".join(parts)).resolve(strict=True)
        except (OSError, RuntimeError):
            raise SourceUnreachable(f"{url[:200]}: there is no such file in the folder of the source") from None
        if not path.is_relative_to(folder):
            raise BlockedAddress(f"{url[:200]}: leads out of the folder of the source file")
        if not path.is_file():
            raise SourceUnreachable(f"{url[:200]}: is not a file")
        return path


def _local(url: str) -> str:
    where = url.removeprefix("file:")
    if "?" in where or "#" in where:
        raise BlockedAddress(f"{url[:200]}: a file address has neither query nor fragment")
    return where


def same_as_before(document: Document, kept: Document | None) -> Document:
    """The document, marked as unchanged when the kept one has the same bytes: a file has no better validator."""
    return replace(document, unchanged=True) if kept is not None and kept.hash == document.hash else document
