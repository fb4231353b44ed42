"""Where watches are left, seen, resumed and removed, by whoever has a key."""

from __future__ import annotations

from secrets import token_hex
from typing import TYPE_CHECKING, Any

import orjson

from hub.domain.dates import now
from hub.domain.ids import WATCH
from hub.domain.viewer import Viewer, ViewerRole
from hub.errors import BadArgument, BadRequest, Forbidden, NotFound
from hub.notify import message, sign
from hub.notify.post import receiver
from hub.query.plan.ask import Refused
from hub.query.plan.document import Faulty
from hub.query.plan.feed import cursor_of, place_of
from hub.query.stream import Streams
from hub.store import watches as books
from hub.store.watches import KeptWatch, WatchState, Wish

if TYPE_CHECKING:
    from hub.query.answers import Answers
    from hub.settings import Settings
    from hub.store.store import Store
    from hub.store.writer import Transaction

MEMBERS = {"url": str, "kinds": list, "filter": dict, "after": str}
LONGEST_QUESTION = 4_000
"""Characters of kinds and filter together, as JSON."""
TOO_DEEP = "`filter` is nested too deeply to be read."
_MAY = frozenset({ViewerRole.CONTRIBUTOR, ViewerRole.MODERATOR, ViewerRole.ADMIN})


class Watches:
    """The watches of one hub, for those who leave them. `loopback` is for tests."""

    def __init__(self, store: Store, answers: Answers, settings: Settings, *, loopback: bool = False) -> None:
        self._store, self._settings, self.loopback = store, settings, loopback
        self._streams = Streams(answers)

    async def leave(self, viewer: Viewer, told: Any) -> dict[str, Any]:
        """A new watch with its secret, which is told this once. Raises Forbidden, BadRequest, BadArgument, StoreError."""
        key, settings = self._key(viewer), self._settings
        wish = await self._wish(told)
        id_ = f"{WATCH}_{token_hex(10)}"
        bounds = {"most": settings.max_watches, "most_of_key": settings.key_watches}
        made = await self._store.write(lambda tx: books.keep(tx, id_, key, wish, at=now(), **bounds))
        secret = sign.shown(sign.secret_of(settings.webhook_key.get_secret_value(), id_))
        return as_data(made) | {"secret": secret}

    async def mine(self, viewer: Viewer) -> list[dict[str, Any]]:
        """The watches of a viewer's key; of an administrator all. Raises Forbidden, StoreError."""
        key = self._key(viewer)
        found = await self._store.read(books.watches(now(), None if viewer.role is ViewerRole.ADMIN else key))
        return [as_data(one) for one in found]

    async def resume(self, viewer: Viewer, id_: str) -> dict[str, Any]:
        """Lets a paused watch go on where it stands. Raises Forbidden, NotFound, BadArgument, StoreError."""
        self._key(viewer)

        async def job(tx: Transaction) -> KeptWatch | None:
            one = await self._one(tx, viewer, id_)
            if one.state is not WatchState.PAUSED:
                raise BadArgument(f"This watch is {one.state}; only a paused one is resumed.")
            await books.resume(tx, one, now())
            return await books.by_id(tx, id_, now())

        resumed = await self._store.write(job)
        assert resumed is not None
        return as_data(resumed)

    async def remove(self, viewer: Viewer, id_: str) -> None:
        """Takes a watch back. Raises Forbidden, NotFound, StoreError."""
        self._key(viewer)

        async def job(tx: Transaction) -> None:
            await books.remove(tx, await self._one(tx, viewer, id_), by=viewer.name, at=now())

        await self._store.write(job)

    async def _one(self, tx: Transaction, viewer: Viewer, id_: str) -> KeptWatch:
        """A watch that is this viewer's to change; of others it is not told whether they are there. Raises NotFound."""
        one = await books.by_id(tx, id_[:100], now())
        if one is None or (viewer.role is not ViewerRole.ADMIN and viewer.name != f"key:{one.key}"):
            raise NotFound(f"You have no watch {id_[:100]!r}. `GET /watches` tells yours.")
        return one

    def _key(self, viewer: Viewer) -> str:
        """The prefix of the key that a viewer shows. Raises Forbidden."""
        if not self._settings.webhook_key.get_secret_value():
            raise Forbidden(
                "This hub tells no watches: its operator has to set SAMGRAF_WEBHOOK_KEY. `changes` can be followed all the same."
            )
        if viewer.role not in _MAY or not viewer.name.startswith("key:"):
            raise Forbidden("A watch takes an API key of a contributor, for it ends with its key: `samgraf key create --role contributor`.")
        return viewer.name.removeprefix("key:")

    async def _wish(self, told: Any) -> Wish:
        """What is asked for, checked as a subscription with it would be. Raises BadRequest and BadArgument."""
        if not isinstance(told, dict) or told.keys() - MEMBERS.keys() or not isinstance(told.get("url"), str):
            raise BadRequest(
                'Send one JSON object such as {"url": "https://…", "kinds": ["EVENT"], "filter": {"areas": ["dk"]}, "after": "…"}.'
            )
        for name, kind in MEMBERS.items():
            if told.get(name) is not None and not isinstance(told[name], kind):
                raise BadRequest(f"`{name}` must be a {({str: 'string', list: 'list', dict: 'object'})[kind]}.")
        url = receiver(told["url"], loopback=self.loopback)
        asked = {"kinds": told.get("kinds") or None, "filter": told.get("filter") or None}
        try:
            length = len(orjson.dumps(asked))
        except orjson.JSONEncodeError:
            raise BadArgument(TOO_DEEP) from None
        if length > LONGEST_QUESTION:
            raise BadArgument(f"`kinds` and `filter` have at most {LONGEST_QUESTION:,} characters together. Leave several watches.")
        place = place_of(told["after"]) if told.get("after") else None
        try:
            await self._streams.after(
                None, message.question(asked["kinds"], asked["filter"]), self._settings.limits.of(ViewerRole.CONTRIBUTOR)
            )
        except Faulty as error:
            raise BadArgument(error.errors[0].message) from None
        except Refused as error:
            raise BadArgument(str(error)) from None
        except RecursionError:
            raise BadArgument(TOO_DEEP) from None
        return Wish(url, asked["kinds"], asked["filter"], place)


def as_data(one: KeptWatch) -> dict[str, Any]:
    """A watch as its owner reads it."""
    return {
        "id": one.id,
        "url": one.url,
        "kinds": one.kinds,
        "filter": one.filter,
        "state": one.state.value,
        "cursor": cursor_of(one.place),
        "createdAt": one.created_at,
        "toldAt": one.told_at,
        "failures": one.failures,
        "nextAt": one.next_at if one.failures else None,
        "why": one.why,
    }
