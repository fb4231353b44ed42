"""A row: one item in the source's own words, personal fields already dropped; and how a connector accounts for each of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about one item that a person should know; the item itself goes on."""

    code: str
    message: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An item (or a part of a document) that cannot be read at all: it is quarantined with its reason and its raw bytes."""

    key: str
    reason: str
    raw: bytes
    code: str = "RECORD"


@dataclass(slots=True)
class Row:
    """One item as parsed: JSON-able `data`, kept for ever as the record.

    `key` is the item's own id within the source, raw. `url` is its page, when it has one. `moment` (a partial date or an instant) is what
    the source cuts its answers by, where they are a window or the newest n: when an event takes place, when a post was written.
    `take` and `skip` account for every field; `left_over()` is news from the source.
    """

    key: str
    data: Mapping[str, Any]
    url: str | None = None
    problems: list[Problem] = field(default_factory=list)
    moment: str | None = None
    _seen: set[str] = field(default_factory=set)

    def take(self, name: str, default: Any = None) -> Any:
        """The value of a field, or `default` when the item does not have it."""
        self._seen.add(name)
        return self.data.get(name, default)

    def skip(self, *names: str, why: str) -> None:
        """Leaves fields out on purpose; `why` is for the reader of the connector."""
        assert why
        self._seen.update(names)

    def problem(self, code: str, message: str, field: str | None = None) -> None:
        """Notes what a person should know about this item; nothing stops."""
        self.problems.append(Problem(code, message, field))

    def left_over(self) -> list[str]:
        """Fields that nobody took or skipped."""
        return [name for name in self.data if name not in self._seen]
