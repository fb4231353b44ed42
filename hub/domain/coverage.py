"""What an answer covered: absence means something only inside of it. A feed of 20 items says nothing about the twenty-first.

A moment is a partial date or an instant in UTC: when an event takes place, when a post was written, whatever the source's answer is cut by.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from hub.domain.dates import instant, partial
from hub.domain.source import CoverageKind

_FIRST, _LAST = "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A kind with its bounds, as moments; None is open.

    WINDOW: from `since` until `until`, both within; without any bound nobody knows what was covered, so nothing was.
    NEWEST: what is newer than `since`, the moment of the last of the first `count` items (of all, without `count`). The source gives the
    newest first; the pipeline fills `since` in.
    """

    kind: CoverageKind
    since: str | None = None
    until: str | None = None
    count: int | None = None

    def holds(self, at: str | None) -> bool:
        """Whether an item of that moment would have been in the answer. An uncertain one (2026-07, in a window from 2026-07-10) would not.

        >>> july = Coverage(CoverageKind.WINDOW, "2026-07-10", "2026-07")
        >>> july.holds("2026-07-10T08:00:00Z"), july.holds("2026-07"), july.holds("2026-08-01"), july.holds(None)
        (True, False, False, False)
        """
        if self.kind is CoverageKind.EVERYTHING:
            return True
        if at is None or self.kind is CoverageKind.NOTHING:
            return False
        if self.kind is CoverageKind.NEWEST:
            return self.since is not None and first(at) > last(self.since)
        if self.since is None and self.until is None:
            return False
        return (self.since is None or first(at) >= first(self.since)) and (self.until is None or last(at) <= last(self.until))


def coverage(said: Coverage | CoverageKind) -> Coverage:
    """What a connector said, in full. Raises ValueError for a bound that is no moment."""
    if isinstance(said, CoverageKind):
        return Coverage(said)
    return Coverage(said.kind, said.since and moment(said.since), said.until and moment(said.until), said.count)


def moment(text: str) -> str:
    """A partial date as it is, an instant in UTC. Raises ValueError for anything else.

    >>> moment("2026-07"), moment("2026-07-14T10:00:00+02:00")
    ('2026-07', '2026-07-14T08:00:00Z')
    """
    if len(text) <= len("2026-07-14"):
        return partial(text)
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(f"{text[:40]!r} is no instant: it lacks its zone")
    return instant(at)


def first(at: str) -> str:
    """The first instant that lies within a moment."""
    return at + _FIRST[len(at) :]


def last(at: str) -> str:
    """The last instant that lies within a moment; a month is taken to have 31 days, which orders all the same."""
    return at + _LAST[len(at) :]
