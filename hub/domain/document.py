"""A document: bytes as served by an address at a time, sealed by their hash before anybody reads them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any


@dataclass(frozen=True)
class Document:
    """What `url` served at `fetched_at` (RFC 3339, UTC).

    `parts` are other documents without which this one cannot be read, such as dictionaries that decode its columns.
    `unchanged` says that the source answered "not modified": the body is the one that was kept before.
    """

    url: str
    body: bytes
    fetched_at: str
    media_type: str = "application/octet-stream"
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False
    parts: Mapping[str, Document] = field(default_factory=dict)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the body, hex."""
        return sha256(self.body).hexdigest()

    def text(self) -> str:
        """The body as text: byte order mark, then strict UTF-8, then the declared charset, then cp1252.

        A lone byte never stops a document: cp1252's five holes become U+FFFD.
        """
        for mark, marked in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
            if self.body.startswith(mark):
                return self.body.decode(marked, errors="replace")
        for encoding in ("utf-8", self.charset or "cp1252"):
            try:
                return self.body.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
        return self.body.decode("cp1252", errors="replace")

    def json(self) -> Any:
        """The body as JSON; ValueError when it is none."""
        return json.loads(self.text())
