"""Bytes to text: which encoding a file is in when nobody says, or when what they say is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hub.domain.document import Document
from hub.errors import ConfigError

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a document. `broken`: bytes that are not of its encoding stand in it as lone surrogates, so a row with one can be refused."""

    text: str
    encoding: str
    broken: bool = False

    def raw(self, text: str) -> bytes:
        """The bytes that a piece of the text was."""
        return text.encode(self.encoding, errors="surrogateescape" if self.broken else "replace")


def decode(document: Document, encoding: str | None = None) -> Decoded:
    """The text of a document: the encoding of its mapping, else byte order mark, UTF-8, the declared charset, cp1252.

    A file that is UTF-8 but for a few bytes stays UTF-8: one broken row must not garble all others.
    """
    body = document.body
    for mark, marked in _MARKS:
        if body.startswith(mark):
            return Decoded(body.decode(marked, errors="replace").removeprefix("\ufeff"), marked)
    if encoding:
        return _named(body, encoding)
    if b"\x00" in body[:200] and body[1:2] == b"\x00":
        return Decoded(body.decode("utf-16-le", errors="replace"), "utf-16-le")
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", errors="surrogateescape")
    broken = sum(1 for char in text if "\udc80" <= char <= "\udcff")
    if broken * 10 < sum(1 for char in text if char > "\x7f"):
        return Decoded(text, "utf-8", broken=True)
    for name in (document.charset, "cp1252"):
        try:
            if name and name.casefold().replace("_", "-") not in ("utf-8", "utf8"):
                return Decoded(body.decode(name), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return Decoded(body.decode("cp1252", errors="replace"), "cp1252")


def _named(body: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(body.decode(encoding), encoding)
    except UnicodeDecodeError:
        return Decoded(body.decode(encoding, errors="surrogateescape"), encoding, broken=True)
    except LookupError:
        raise ConfigError(f"encoding {encoding!r} is unknown; write utf-8, cp1252, latin-1 …") from None
