"""Answers that are given again: to the same question of an equal viewer, as long as nothing at all was written to the database.

SQLite counts, for a connection, what others commit (`PRAGMA data_version`), in whatever process; so nobody reads anything old, not even
right after a write of their own, and what was withdrawn leaves this memory with the next question. Only what an answer says of the present
moment (ages, what is still to come) may lag by `stale_seconds`. What an answer costs is spent every time.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from hub.domain.limits import Limits
from hub.query.memory import Walk
from hub.query.question import Question
from hub.settings import Settings
from hub.store.engine import Reader

LARGEST = 256_000
"""An answer of more bytes is not kept, nor one to a question of more."""
LOOK_SECONDS = 5.0
MEGABYTE = 1_000_000


class Place(NamedTuple):
    """Where an answer would stand: who asked what, and the state of the database before it was read."""

    key: tuple[Any, ...]
    mark: int


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given: the JSON of its data, of which version, what it cost, and until when (`time.monotonic`) it is kept."""

    data: bytes
    version: str
    cost: int
    until: float


class Kept:
    """The answers that a process keeps; the least used go first. For the thread of the event loop."""

    def __init__(self, reader: Reader, settings: Settings) -> None:
        self._reader, self._seconds, self._room = reader, settings.stale_seconds, settings.kept_megabytes * MEGABYTE
        self._given: OrderedDict[tuple[Any, ...], Given] = OrderedDict()
        self._size, self._mark = 0, -1

    def place(self, question: Question, limits: Limits) -> Place | None:
        """Where the answer to a question would stand; None when it would not be kept. Forgets everything once anybody has written.

        Costs: one look at the database, 15 microseconds.

        Raises: StoreError.
        """
        if not (self._seconds and self._room) or len(question.document) > LARGEST:
            return None
        variables = orjson.dumps(question.variables, option=orjson.OPT_SORT_KEYS) if question.variables else b""
        if len(variables) > LARGEST:
            return None
        key = (question.document, question.operation, variables, question.viewer, question.lang, limits)
        mark = self._reader.run_here(_state(), LOOK_SECONDS)
        if mark != self._mark:
            self._given.clear()
            self._size, self._mark = 0, mark
        return Place(key, mark)

    def get(self, place: Place) -> Given | None:
        """The answer that was given there, if it is still true."""
        given = self._given.get(place.key)
        if given is None:
            return None
        if given.until < time.monotonic():
            self._drop(place.key)
            return None
        self._given.move_to_end(place.key)
        return given

    def keep(self, place: Place, data: bytes, version: str, cost: int) -> None:
        """Keeps an answer, unless somebody has written since it was asked for; drops the least used beyond the room that there is."""
        if len(data) > LARGEST or place.mark != self._mark:
            return
        if place.key in self._given:
            self._drop(place.key)
        self._given[place.key] = Given(data, version, cost, time.monotonic() + self._seconds)
        self._size += _size(place.key, data)
        while self._size > self._room:
            self._drop(next(iter(self._given)))

    def _drop(self, key: tuple[Any, ...]) -> None:
        self._size -= _size(key, self._given.pop(key).data)


def _size(key: tuple[Any, ...], data: bytes) -> int:
    return len(key[0]) + len(key[2]) + len(data)


def _state() -> Walk[int]:
    """What tells, on one connection, whether anybody has written since."""
    ((state,),) = yield "PRAGMA data_version", ()
    return int(state)
