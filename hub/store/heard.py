"""What forums told last about each topic, so that what comes twice or too late changes nothing; no words stand here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import bindparam, delete, func, select

from hub.store import tables as t
from hub.store.engine import in_list, upsert
from hub.store.writer import Transaction

_h, _m, _e = t.heard, t.member, t.entity
_ONE = select(_h.c.post_at, _h.c.event, _h.c.gone, _h.c.about, _h.c.at).where(
    _h.c.forum == bindparam("name"), _h.c.topic == bindparam("one")
)
_KEEP = upsert(_h, ("forum", "topic"))
_LET_GO = delete(_h).where(_h.c.gone, _h.c.at < bindparam("before"))
_BY_URL = (
    select(_e.c.url, func.min(_e.c.id), func.count()).where(in_list(_e.c.url, bindparam("urls"))).group_by(_e.c.url)
)  # fmt: skip
_BY_ID = select(_m.c.id).join(_e, _e.c.no == _m.c.canonical_no).where(in_list(_m.c.id, bindparam("ids")))


@dataclass(frozen=True, slots=True)
class Heard:
    """How far a forum's word about a topic goes, and when it was noted; see the table."""

    post_at: str | None = None
    event: int = 0
    gone: bool = False
    about: tuple[str, ...] = ()
    at: str = ""


async def last(tx: Transaction, forum: str, topic: str) -> Heard | None:
    """What was heard last of a topic."""
    rows = await tx.rows(_ONE, name=forum, one=topic)
    if not rows:
        return None
    post_at, event, gone, about, at = rows[0]
    return Heard(post_at, event, bool(gone), tuple(orjson.loads(about)), at)


async def keep(tx: Transaction, forum: str, topic: str, heard: Heard, *, at: str, before: str) -> None:
    """Notes what was heard; what is gone since `before` may be forgotten, for nothing comes so late."""
    await tx.many(_KEEP, [(forum, topic, heard.post_at, heard.event, heard.gone, orjson.dumps(heard.about).decode(), at)])
    await tx.run(_LET_GO, before=before)


async def things(tx: Transaction, urls: Sequence[str], base_url: str) -> list[str]:
    """The ids of the things that addresses lead to: permalinks of this hub, and addresses that exactly one thing has as its own.

    Costs: two statements. An address counts with and without a slash at its end; what stands behind `#` does not count.
    """
    permalink, found = f"{base_url}/e/", dict[str, None]()
    plain = list(dict.fromkeys(url.partition("#")[0] for url in urls))
    ids = [url.removeprefix(permalink).partition("?")[0].strip("/")[:60] for url in plain if url.startswith(permalink)]
    own = {spelled: url for url in plain for spelled in {url, url.rstrip("/"), f"{url.rstrip('/')}/"}}
    by_id = {one for (one,) in await tx.rows(_BY_ID, ids=ids)}
    by_url = {own[url]: one for url, one, count in await tx.rows(_BY_URL, urls=list(own)) if count == 1}
    for url in plain:
        one = url.removeprefix(permalink).partition("?")[0].strip("/") if url.startswith(permalink) else by_url.get(url)
        if one is not None and (one in by_id or not url.startswith(permalink)):
            found[one] = None
    return list(found)
