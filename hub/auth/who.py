"""Who is asking: from what a request carries to a Viewer; nothing it is told is written to a log."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hub.auth import keys
from hub.auth.believed import LONGEST, NotBelieved
from hub.domain.dates import instant, now
from hub.domain.secret import digest_of
from hub.domain.viewer import ANYBODY, Viewer
from hub.errors import BadRequest, ConfigError, SamgrafError, StoreError, StoreUnavailable, TookTooLong, Unauthenticated
from hub.settings import Settings
from hub.store import keys as books
from hub.store.keys import KnownKey
from hub.store.store import Store
from hub.telemetry import log

if TYPE_CHECKING:
    from hub.auth.tokens import Tokens

KEY_NAMES = frozenset(
    ("key", "apikey", "accesskey", "token", "accesstoken", "idtoken", "jwt", "bearer", "auth", "authorization", "xapikey")
)
"""Names that a key might have in an address, in small letters without `-` and `_`."""
REFUSAL = (
    "This key or token opens nothing. It may be mistyped, have ended, or have been revoked. Send `Authorization: Bearer …` with one that "
    "stands, or no Authorization at all to read what is public."
)
NOTE_SECONDS = 60
MOST_REMEMBERED = 10_000
LOOK_UP_SECONDS = 2.0


@dataclass(slots=True)
class _Remembered:
    """What is known of a key or token until `until` (monotonic): a key in the books (None: there is none), or a token's viewer."""

    until: float
    key: KnownKey | None = None
    viewer: Viewer | None = None
    ends: float = 0.0


class Who:
    """Tells who is asking. Opened with the hub and closed before its store."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._seconds = store, settings.key_cache_seconds
        self._tokens = tokens_of(settings)
        self._known: dict[str | bytes, _Remembered] = {}
        self._noted: dict[str, float] = {}
        self._notes: set[asyncio.Task[None]] = set()

    async def viewer(self, authorization: str | None) -> Viewer:
        """Whoever sends this Authorization header; anybody without one.

        The same answer for a key or token that is unknown, ended, revoked or malformed. An answer is remembered for
        `key_cache_seconds`, so whoever asks again every few seconds learns of a revoked key in time.
        Raises: Unauthenticated, StoreUnavailable.
        """
        if authorization is None:
            return ANYBODY
        scheme, _, credentials = authorization.strip().partition(" ")
        credentials = credentials.strip()
        if scheme.lower() != "bearer" or not 0 < len(credentials) <= LONGEST or not credentials.isascii():
            raise refused("no bearer token of a size that is read")
        if credentials.startswith("sg_"):
            return self._by_key(credentials)
        return await self._by_token(credentials)

    # --- Keys ---

    def _by_key(self, text: str) -> Viewer:
        prefix = keys.parse(text)
        known = self._look_up(prefix) if prefix is not None else None
        is_it = keys.same(text, known.digest if known is not None else b"")
        if known is None or not is_it or not known.stands(now()):
            raise refused("a key that is not known, or stands no more")
        self._note_use(known.prefix)
        rights = known.rights
        return Viewer(rights.role, rights.scopes, rights.speaks_for, rights.sources, f"key:{known.prefix}", rights.areas)

    def _look_up(self, prefix: str) -> KnownKey | None:
        """One look-up by index every few seconds; what is not there is remembered, too."""
        remembered = self._known.get(prefix)
        if remembered is None or remembered.until < time.monotonic():
            try:
                found = self._store.reader.run_here(books.by_prefix(prefix), LOOK_UP_SECONDS)
            except (StoreError, TookTooLong) as error:
                log("auth").error("keys-not-read", why=str(error))
                raise StoreUnavailable("The store does not answer just now. Ask again in a moment.") from None
            remembered = self._remember(prefix, _Remembered(time.monotonic() + self._seconds, key=found))
        return remembered.key

    def _remember(self, name: str | bytes, what: _Remembered) -> _Remembered:
        self._known.pop(name, None)
        while len(self._known) >= MOST_REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[name] = what
        return what

    def _note_use(self, prefix: str) -> None:
        """Has it written that the key was used, at most once a minute and behind the answer's back; a failure harms nobody."""
        if time.monotonic() - self._noted.get(prefix, float("-inf")) < NOTE_SECONDS:
            return
        self._noted[prefix] = time.monotonic()
        task = asyncio.get_running_loop().create_task(self._write_use(prefix))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    async def _write_use(self, prefix: str) -> None:
        moment = datetime.now(UTC)
        before = instant(moment - timedelta(seconds=NOTE_SECONDS))
        try:
            await self._store.write(lambda tx: books.note_use(tx, prefix, at=instant(moment), before=before))
        except SamgrafError as error:
            log("auth").info("key-use-not-noted", key=prefix, why=error.code)

    # --- Tokens ---

    async def _by_token(self, token: str) -> Viewer:
        """A signature is checked once in a few seconds, the end of the token every time."""
        if self._tokens is None:
            raise refused("a token, and no issuer is configured")
        mark = digest_of(token)
        remembered = self._known.get(mark)
        if remembered is None or remembered.until < time.monotonic():
            try:
                believed = await self._tokens.read(token)
            except NotBelieved as error:
                raise refused(str(error)) from None
            remembered = self._remember(mark, _Remembered(time.monotonic() + self._seconds, viewer=believed.viewer, ends=believed.until))
        if remembered.viewer is None or remembered.ends <= time.time():
            raise refused("a token that has ended")
        return remembered.viewer

    async def close(self) -> None:
        """Waits until every use is noted."""
        await asyncio.gather(*self._notes)


def tokens_of(settings: Settings) -> Tokens | None:
    """What reads tokens, or None when no issuer is configured. Raises ConfigError when only half of it is."""
    if not settings.token_issuer:
        return None
    if not settings.token_audience or not settings.token_keys:
        raise ConfigError("SAMGRAF_TOKEN_ISSUER is set: tell SAMGRAF_TOKEN_AUDIENCE and SAMGRAF_TOKEN_KEYS as well, or no token is safe.")
    from hub.auth.issuer import IssuerKeys  # noqa: PLC0415 - see hub/auth/believed.py
    from hub.auth.tokens import Tokens  # noqa: PLC0415

    return Tokens(settings, IssuerKeys(settings.token_keys, settings.token_keys_seconds))


def refuse_keys_in_address(names: Iterable[str], query: str) -> None:
    """Nothing, for an address without a key; `names` of its parameters, `query` as it was sent.

    Raises: BadRequest, which repeats nothing of it.
    """
    named = any(name.lower().replace("-", "").replace("_", "") in KEY_NAMES for name in names)
    if named or keys.SHAPE.search(query):
        raise BadRequest(
            "A key in an address ends up in logs, histories and links. Nothing was answered; revoke that key (`samgraf key revoke`) and "
            "send the next one as `Authorization: Bearer …`."
        )


def refused(reason: str) -> Unauthenticated:
    """One and the same refusal, whatever the reason; that stands in the log."""
    log("auth").info("not-believed", why=reason)
    return Unauthenticated(REFUSAL)
