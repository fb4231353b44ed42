"""Pages that are said to mention something here: who waits to be read, and how it ended. An address stands only while its page waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from hub.domain.contribution import ContributionState
from hub.domain.ids import EntityKind
from hub.errors import RateLimited
from hub.store import tables as t
from hub.store.contributions import LOCAL
from hub.store.engine import Plan, in_list, prepared
from hub.store.writer import Transaction

WAITING, AGAIN, TOLD, REFUSED, GONE = "WAITING", "AGAIN", "TOLD", "REFUSED", "GONE"
"""AGAIN: told before, and to be read anew."""
MOST_OF_A_HOST = 50
RETRY_SECONDS = 600.0

DIGITS = 64
"""Letters of a hash, with which the id ends that a site has for the story of a page."""

_m, _member, _e, _o, _n = t.mention, t.member, t.entity, t.organization, t.contribution
_TO_READ = _m.c.state.in_((WAITING, AGAIN))
_ONE = select(_m.c.no, _m.c.id, _m.c.state).where(_m.c.page_hash == bindparam("hash"), _m.c.target_no == bindparam("target"))
_TARGET = select(_member.c.no).where(_member.c.id == bindparam("one"))
_WAIT = select(func.count()).select_from(_m).where(_TO_READ)
_WAIT_OF_HOST = select(func.count()).select_from(_m).where(_TO_READ, _m.c.host == bindparam("site"))
_LAST = select(func.coalesce(func.max(_m.c.no), 0))
_ADD = insert(_m)
_AGAIN = (
    update(_m)
    .where(_m.c.no == bindparam("which"))
    .values(page=bindparam("url"), host=bindparam("site"), state=bindparam("to"), asked_at=bindparam("moment"), reason=None)
)
_PAGES = select(_m.c.page).where(_TO_READ).group_by(_m.c.page).order_by(func.min(_m.c.no)).limit(bindparam("most"))
_OF_PAGE = (
    select(_m.c.no, _m.c.state, _member.c.id, _member.c.canonical_no)
    .join(_member, _member.c.no == _m.c.target_no)
    .where(_m.c.page_hash == bindparam("hash"), _m.c.state.in_((WAITING, AGAIN, TOLD)))
    .order_by(_m.c.no)
)
_SETTLE = (
    update(_m)
    .where(in_list(_m.c.no, bindparam("nos")))
    .values(state=bindparam("to"), reason=bindparam("why"), read_at=bindparam("moment"), page=None, host=None)
)
_told_by = _member.join(_n, _n.c.member_no == _member.c.no)
_STORIES = (
    select(func.substr(_member.c.source_id, -DIGITS))
    .select_from(_told_by)
    .where(
        _member.c.source_no == select(t.source.c.no).where(t.source.c.key == LOCAL).scalar_subquery(),
        _member.c.kind == EntityKind.STORY.value,
        _member.c.source_id >= "site:",
        _member.c.source_id < "site;",  # all that begin so
        _n.c.state.in_((ContributionState.WAITING.value, ContributionState.PUBLIC.value)),
    )
)
_OLD = delete(_m).where(
    or_(_m.c.state.in_((REFUSED, GONE)), and_(_m.c.state == TOLD, _m.c.page_hash.not_in(_STORIES))), _m.c.read_at < bindparam("before")
)
_STATUS = select(_m.c.state, _m.c.reason, _m.c.asked_at, _m.c.read_at).where(_m.c.id == bindparam("one"))
_CANONICAL = select(_member.c.canonical_no).where(in_list(_member.c.id, bindparam("ids")))
_CONFIRMED = select(_e.c.id, _o.c.website).join(_e, _e.c.no == _o.c.no).where(_o.c.confirmed, _o.c.website.contains(bindparam("site")))


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing that a page is said to mention: the id that it was asked by, and the number of its entity now."""

    no: int
    state: str
    thing: str
    entity: int


def hash_of(page: str) -> str:
    """By what a page is known when its address is not kept any more."""
    return sha256(page.encode()).hexdigest()


async def ask(tx: Transaction, page: str, host: str, thing: str, *, at: str, most: int) -> str:
    """Lets a page wait to be read; the id by which its sender follows it. Raises RateLimited when too many wait."""
    digest, target = hash_of(page), await tx.value(_TARGET, one=thing)
    rows = await tx.rows(_ONE, hash=digest, target=target)
    if rows and rows[0][2] in (WAITING, AGAIN):
        return str(rows[0][1])
    if await tx.value(_WAIT) >= most or await tx.value(_WAIT_OF_HOST, site=host) >= MOST_OF_A_HOST:
        raise RateLimited("Too many pages wait to be read, of all sites or of yours. Send it again in ten minutes.", RETRY_SECONDS)
    if rows:
        no, one, state = rows[0]
        await tx.run(_AGAIN, which=no, url=page, site=host, to=AGAIN if state == TOLD else WAITING, moment=at)
        return str(one)
    one = token_urlsafe(12)
    await tx.many(_ADD, [(int(await tx.value(_LAST)) + 1, one, digest, target, page, host, WAITING, None, at, None)])
    return one


async def pages(tx: Transaction, most: int) -> list[str]:
    """The pages that wait longest."""
    return [page for (page,) in await tx.rows(_PAGES, most=most)]


def any_page() -> Plan[bool]:
    """Whether a page waits."""
    compiled = prepared(_PAGES)
    rows = yield compiled.sql, compiled.bind({"most": 1})
    return bool(rows)


async def of_page(tx: Transaction, page: str) -> list[Mention]:
    """Everything that a page is said to mention, whether it waits or was told."""
    return [Mention(*row) for row in await tx.rows(_OF_PAGE, hash=hash_of(page))]


async def settle(tx: Transaction, mentions: Sequence[Mention], state: str, reason: str | None, at: str) -> None:
    """Writes how it ended; the address of the page goes."""
    await tx.run(_SETTLE, nos=[one.no for one in mentions], to=state, why=reason, moment=at)


async def forget(tx: Transaction, before: str) -> None:
    """Lets go of what came to nothing and was read before an instant; of what was told, where its story was turned down or fell."""
    await tx.run(_OLD, before=before)


async def entities(tx: Transaction, ids: Sequence[str]) -> set[int]:
    """The numbers of the entities that ids lead to."""
    return {no for (no,) in await tx.rows(_CANONICAL, ids=list(ids))}


async def confirmed_at(tx: Transaction, host: str) -> list[tuple[str, str]]:
    """Confirmed organizations whose website names a host: id and website."""
    return [(one, website) for one, website in await tx.rows(_CONFIRMED, site=host)]


def status(one: str) -> Plan[tuple[str, str | None, str, str | None] | None]:
    """State, reason, when it was sent and when it was read."""
    compiled = prepared(_STATUS)
    rows = yield compiled.sql, compiled.bind({"one": one})
    return rows[0] if rows else None
