"""Tells all watches, in one process at a time, each in order: what was not taken is sent again, byte for byte, before anything newer.

    tick → the watches that are behind the feed → read a batch → sign, send → taken: the place moves on · not taken: wait, again · 410: gone

The place is written after the receiver has taken a message, so a hub that is killed in between sends it again, under the same id. A
receiver that is slow or dead waits in a line of its own, where it holds up nobody who is well.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final

from hub.domain.dates import instant, now
from hub.domain.viewer import ViewerRole
from hub.errors import CursorExpired, QueryError, StoreError, StoreUnavailable
from hub.harvest.guard import Resolver, resolve
from hub.harvest.pace import backoff
from hub.notify import message, sign
from hub.notify.message import Message
from hub.notify.post import NotSent, Poster, Reply, why_not
from hub.query.plan.ask import Refused
from hub.query.plan.document import Faulty
from hub.query.stream import Page, Streams
from hub.store import lease
from hub.store import watches as books
from hub.store.watches import LEASE, KeptWatch, Pending, Place, WatchState
from hub.telemetry import log

if TYPE_CHECKING:
    from hub.query.answers import Answers
    from hub.settings import Settings
    from hub.store.store import Store

WELL, AILING, ALL = 48, 16, 200
"""So many receivers are told at once that answer quickly, and that do not; and so many of all."""
SLOW_SECONDS = 2.0
"""Who takes longer leaves the line of the quick ones, also in the middle of it."""
READERS = 2
READ_SECONDS = 0.005
"""So many watches are read for at once, and each again after so much time for every watch there is: a thousand take a third of a core."""
LONGEST_PAUSE_SECONDS = 21_600.0
WRITE_SECONDS = 60.0
"""A place up to which there was nothing to tell is kept in memory, and written so often."""
ASK_SECONDS = 10.0
"""How often a process that does not tell asks whether it should."""
AT_ONCE = 20
"""Messages that one watch is sent in a row; then it takes its turn like all others."""
MOST_KNOWN = 10_000
ENDED: Final = "its key was revoked or has ended"


class Unaskable(Exception):
    """The question of a watch is none that this version of the graph answers."""


@dataclass(slots=True)
class _Seen:
    """What is known of a watch beyond its books: that from place `base` on there is nothing to tell up to `place`."""

    base: Place
    place: Place
    written: float
    not_before: float = 0.0
    ailing: bool = False


class Teller:
    """Tells the watches of one store. `loopback` and `resolver` are for tests."""

    def __init__(self, store: Store, answers: Answers, settings: Settings, *, loopback: bool = False, resolver: Resolver = resolve) -> None:
        self._store, self._settings, self._streams = store, settings, Streams(answers)
        self._limits = settings.limits.of(ViewerRole.CONTRIBUTOR)
        self._key = settings.webhook_key.get_secret_value()
        self._loopback, self._resolver = loopback, resolver
        self._well, self._ailing, self._all, self._reading = (asyncio.Semaphore(most) for most in (WELL, AILING, ALL, READERS))
        self._pace = 0.0
        self._seen: dict[int, _Seen] = {}
        self._at_work: dict[int, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Tells as long as no other process does, until it is cancelled; nothing without a key for webhooks."""
        while self._key:
            mine = lease.holder()
            if await self._store.write(lambda tx, mine=mine: lease.take(tx, LEASE, mine)) is None:  # type: ignore[misc]
                async with lease.kept(self._store, LEASE, mine):
                    await self._tell_all(mine)
            await asyncio.sleep(ASK_SECONDS)

    async def _tell_all(self, mine: str) -> None:
        """Until the lease is another's, which it can become when this process stood still for minutes."""
        given = {"resolver": self._resolver, "loopback": self._loopback}
        async with Poster(self._settings.user_agent, self._settings.webhook_seconds, ALL, **given) as poster:  # type: ignore[arg-type]
            try:
                while True:
                    if not await self._tick(poster, mine):
                        return
                    await asyncio.sleep(self._settings.watch_seconds)
            finally:
                working = list(self._at_work.values())
                for task in working:
                    task.cancel()
                await asyncio.gather(*working, return_exceptions=True)

    async def _tick(self, poster: Poster, mine: str) -> bool:
        """Sets to work on every watch that is behind; whether the lease is still ours."""
        try:
            seen = await self._store.read(books.due(now()))
        except StoreUnavailable as error:
            log("notify").warning("cannot-look", why=str(error), so="watches wait")
            return True
        if len(self._seen) > MOST_KNOWN:
            self._seen.clear()
        self._pace = len(seen.due) * READ_SECONDS
        for no, place, waits, failed in seen.due:
            known = self._known(no, place)
            known.ailing |= failed
            if (waits or known.place[1] < seen.newest) and no not in self._at_work and known.not_before <= time.monotonic():
                task = self._at_work[no] = asyncio.create_task(self._work(poster, no, known), name=f"watch-{no}")
                task.add_done_callback(lambda _, no=no: self._at_work.pop(no))  # type: ignore[misc]
        return seen.holder == mine

    def _known(self, no: int, base: Place) -> _Seen:
        known = self._seen.get(no)
        if known is None:
            known = self._seen[no] = _Seen(base, base, time.monotonic())
        elif known.base != base:
            known.base, known.place, known.written = base, base, time.monotonic()
        return known

    # --- One watch ------------------------------------------------------------------------------------------------------------------

    async def _work(self, poster: Poster, no: int, seen: _Seen) -> None:
        """Sends what there is to tell, message by message. What breaks here harms this watch alone, and is tried again."""
        try:
            for _ in range(AT_ONCE):
                async with self._all, self._turn(seen):
                    one = await self._store.read(books.by_no(no, now()))
                    if one is None or not await self._tell(poster, one, self._known(no, one.place)):
                        return
        except (StoreError, QueryError) as error:
            log("notify").warning("watch-waits", watch=no, why=str(error))
        except Exception as error:  # noqa: BLE001 - the others are told all the same
            log("notify").exception("watch-broke", watch=no, error=str(error))
            seen.not_before = time.monotonic() + WRITE_SECONDS

    @asynccontextmanager
    async def _turn(self, seen: _Seen) -> AsyncIterator[None]:
        """A turn in one of the two lines; the one of the quick is given back when it has taken too long."""
        line, held = self._ailing if seen.ailing else self._well, True
        await line.acquire()

        def give_back() -> None:
            nonlocal held
            if held:
                held = False
                line.release()

        timer = asyncio.get_running_loop().call_later(SLOW_SECONDS, give_back) if line is self._well else None
        try:
            yield
        finally:
            if timer is not None:
                timer.cancel()
            give_back()

    async def _tell(self, poster: Poster, one: KeptWatch, seen: _Seen) -> bool:
        """Sends one message; whether it was taken, so that there may be more."""
        if one.state not in (WatchState.VERIFYING, WatchState.ACTIVE):
            return False
        if not one.stands:
            await self._store.write(lambda tx: books.stop(tx, one, ENDED))
            return False
        word = token_urlsafe(24)
        try:
            told = await self._next(one, seen, word)
        except Unaskable as error:
            await self._not_taken(one, seen, None, str(error), pause=True)
            return False
        if told is None:
            return False
        try:
            reply = await self._send(poster, one, seen, told)
        except NotSent as error:
            why, wait = str(error), None
        else:
            if reply.status == 410:
                await self._store.write(lambda tx: books.remove(tx, one, by="receiver", at=now()))
                return False
            why, wait = self._against(one, reply, word), reply.wait
        if why:
            await self._not_taken(one, seen, told, why, wait)
            return False
        # Nothing is written when it was removed meanwhile, or told by another process.
        return await self._store.write(lambda tx: books.told(tx, one, told.place, now()))

    def _against(self, one: KeptWatch, reply: Reply, word: str) -> str:
        """Why an answer does not take a message; nothing when it does."""
        if not reply.taken:
            return why_not(reply)
        if one.state is WatchState.VERIFYING and not message.answers(word, reply.body):
            return f"HTTP {reply.status}, but the answer was not the word of the challenge"
        return ""

    async def _send(self, poster: Poster, one: KeptWatch, seen: _Seen, told: Message) -> Reply:
        began = time.monotonic()
        try:
            signed = sign.headers(sign.secret_of(self._key, one.id), told.id, int(time.time()), told.body)
            return await poster.send(one.url, told.body, signed)
        finally:
            seen.ailing = time.monotonic() - began > SLOW_SECONDS

    async def _not_taken(
        self, one: KeptWatch, seen: _Seen, told: Message | None, why: str, wait: float | None = None, *, pause: bool = False
    ) -> None:
        """Has the message sent again later, as it is; after many times the watch is paused. A challenge has a new word each time."""
        settings = self._settings
        seconds = max(min(backoff(min(one.failures, 30), settings.webhook_pause_seconds), LONGEST_PAUSE_SECONDS), wait or 0.0)
        seen.ailing, seen.not_before = True, time.monotonic() + min(seconds, 1.0)  # longer pauses stand in the books: a person may end them
        pause = pause or one.failures + 1 >= settings.webhook_attempts
        keeps = told is not None and one.state is WatchState.ACTIVE
        pending = Pending(told.id, told.body.decode(), told.place) if told is not None and keeps else None
        later = instant(datetime.now(UTC) + timedelta(seconds=seconds))
        await self._store.write(lambda tx: books.failed(tx, one, pending, why, later=later, pause=pause))
        log("notify").info("not-taken", watch=one.id, why=why, times=one.failures + 1, paused=pause)

    # --- What to say ----------------------------------------------------------------------------------------------------------------

    async def _next(self, one: KeptWatch, seen: _Seen, word: str) -> Message | None:
        """What this watch is told next; None when there is nothing. Raises Unaskable, StoreError, QueryError."""
        if one.state is WatchState.VERIFYING:
            return message.challenge(one.id, word, now(), one.place)
        if one.pending is not None:
            return Message(one.pending.id, one.pending.body.encode(), one.pending.place)
        try:
            page = await self._read(one, seen.place)
        except Refused as error:
            if not isinstance(error.error, CursorExpired):
                raise Unaskable(f"its question is not answered any more: {error}") from None
            page = await self._read(one, None)
            return message.lost(one.id, now(), page.place)
        except Faulty as error:
            raise Unaskable(f"its question is not answered any more: {error.errors[0].message}") from None
        if page.bodies:
            return message.batch(one.id, page.bodies, page.place)
        seen.place, seen.not_before = page.place, time.monotonic() + self._pace
        if time.monotonic() - seen.written > WRITE_SECONDS:
            await self._store.write(lambda tx: books.passed(tx, one, page.place))
        return None

    async def _read(self, one: KeptWatch, place: Place | None) -> Page:
        async with self._reading:
            return await self._streams.after(place, message.question(one.kinds, one.filter), self._limits)
