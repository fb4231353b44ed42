"""Versions: which one is meant, how it is read, and the ids that name one (`org_…@123`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from hub.errors import BadArgument
from hub.query.plan.ask import Ask
from hub.query.plan.level import MOST_SHAPES, Level, Walk
from hub.store.past import ARMS, Arms, Past
from hub.store.tables import change

PRICE = 4
"""What a row of the past counts for, where rows of the present count one."""
AT = "@"
"""What stands between an id and the version that it is of."""

_AT = select(change.c.seq).where(change.c.at <= bindparam("time")).order_by(change.c.seq.desc()).limit(1)
_WHEN = select(change.c.at).where(change.c.seq <= bindparam("seq")).order_by(change.c.seq.desc()).limit(1)


class Versions(Level):
    """Which version is meant, and how it is read."""

    def __init__(self) -> None:
        super().__init__()
        self._arms: dict[tuple[int, int], Arms] = {}

    def find(self, ask: Ask, given: Mapping[str, Any]) -> Walk:
        """The version and its instant. Raises BadArgument."""
        time, version = given.get("time"), given.get("version")
        if (time is None) is (version is None):
            raise BadArgument("Give either `time` or `version`.")
        if version is None:
            rows = yield from self.query(ask, "time", lambda: _AT, {"time": time})
            return (rows[0][0] if rows else 0), time
        found = number(version, ask.newest)
        return found, (yield from self.moment(ask, found))

    def moment(self, ask: Ask, version: int) -> Walk:
        """When a version was the newest."""
        rows = yield from self.query(ask, "when", lambda: _WHEN, {"seq": version})
        return rows[0][0] if rows else "1970-01-01T00:00:00Z"

    def run_at(self, ask: Ask, version: int, at: str, walk: Callable[[], Walk]) -> Walk:
        """What a walk finds in a version, seen at an instant; the newest is read as the present."""
        arms = self._arms.get((version, ask.newest))
        if arms is None and version != ask.newest:
            rows = yield from self.query(ask, "arms", lambda: ARMS, {"version": version})
            if len(self._arms) >= MOST_SHAPES:
                self._arms.clear()
            arms = self._arms[version, ask.newest] = Arms(*rows[0])
        ask.past, ask.at = (Past(version, arms) if arms is not None else None), f"{AT}{version}"
        present = ask.index
        if ask.past is not None:
            ask.index = None
        ask.tell_time(at)
        found = yield from walk()
        ask.past, ask.at, ask.index = None, "", present
        ask.tell_time(ask.now)
        return found


def number(version: str, newest: int) -> int:
    """A version as a number. Raises BadArgument when there is no such one."""
    if not (version.isascii() and version.isdigit() and len(version) < 19 and int(version) <= newest):
        raise BadArgument(f"There is no version {version[:20]!r}: versions are whole numbers from 0 to {newest}, the newest.")
    return int(version)
