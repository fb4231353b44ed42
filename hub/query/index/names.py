"""An axis of texts that lists are sorted by: all of them in one row of bytes, without an object for each."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyroaring import BitMap

from hub.query.index.axes import Pairs

LEAST_CHANGED, CHANGED_SHARE = 1_000, 8
"""So many texts that changed, or one in so many of all, are kept apart before all are written anew."""


class Names:
    """One text a thing, as UTF-8: its bytes sort as the database sorts it."""

    def __init__(self) -> None:
        self._texts, self._ends = bytearray(), array("Q")
        self._changed: Mapping[int, bytes] = {}
        """Texts that are newer than those in the row."""

    def of(self, no: int) -> bytes:
        """The text of a thing; empty where there is none."""
        found = self._changed.get(no)
        if found is None:
            ends = self._ends
            found = bytes(self._texts[ends[no - 1] if no else 0 : ends[no]]) if no < len(ends) else b""
        return found

    def keys(self, hits: BitMap) -> Iterable[bytes]:
        """The text of each hit."""
        return map(self.of, hits.to_array())

    @staticmethod
    def mark(text: Any) -> Any:
        """A text of the database, such as one in a cursor, as it compares with those kept here."""
        return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text

    def fill(self, nos: Sequence[int], column: Sequence[Any]) -> None:
        end = len(self._texts)
        self._texts += "".join(column).encode()
        for no, text in zip(nos, column, strict=True):
            short = no - len(self._ends)
            if short:
                self._ends.extend(array("Q", [end]) * short)
            end += len(text) if text.isascii() else len(text.encode())
            self._ends.append(end)

    def seal(self) -> None:
        """Everything is filled in."""

    def changed(self, gone: BitMap, pairs: Pairs) -> Names:
        if not pairs and not any(map(self.of, gone)):
            return self
        made = Names()
        made._texts, made._ends = self._texts, self._ends
        texts = {no: text.encode() for no, text in pairs}
        made._changed = {**self._changed, **{no: b"" for no in gone if no not in texts}, **texts}
        return made._anew() if len(made._changed) > max(LEAST_CHANGED, len(self._ends) // CHANGED_SHARE) else made

    def _anew(self) -> Names:
        """The same with nothing apart."""
        made = Names()
        size = max(len(self._ends), max(self._changed, default=-1) + 1)
        for no in range(size):
            made._texts += self.of(no)
            made._ends.append(len(made._texts))
        return made
