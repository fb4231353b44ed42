"""Requests to speak for an organization, until they are proven or over: what was asked for, the links that were sent, what a look found.

A secret is known here by its SHA-256 alone. What a proof leads to is a decision (hub/store/speaking.py), in the transaction of the proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, insert, or_, select, update

from hub.domain.ids import EntityKind
from hub.store import audit, decisions
from hub.store import tables as t
from hub.store.engine import Plan, prepared
from hub.store.keys import names_of
from hub.store.speaking import PROVEN, Way, standing, taken_back
from hub.store.tables.access import key_stands
from hub.store.writer import Transaction

DAY = timedelta(days=1)
BY_MAIL = "mail"
"""Who says no by a link: whoever reads that mail."""


class ConfirmationState(StrEnum):
    """How far a request has come. DECLINED: the organization said no. REFUSED: there were too many; kept so that it is noted once a day."""

    PENDING = "PENDING"
    CHECKING = "CHECKING"
    CONFIRMED = "CONFIRMED"
    DECLINED = "DECLINED"
    REFUSED = "REFUSED"


PENDING, CHECKING, CONFIRMED, DECLINED, REFUSED = ConfirmationState

_c, _m, _e, _k = t.confirmation, t.member, t.entity, t.api_key
_THEIRS = _c.c.by.in_(names_of(bindparam("who")))
_LAST = select(func.coalesce(func.max(_c.c.no), 0) + 1)
_ADD, _ADD_LINK = insert(_c), insert(t.confirmation_link)
_ONE = update(_c).where(_c.c.no == bindparam("which"))
_LOOK = _ONE.values(state=CHECKING.value, asked_at=bindparam("moment"), checks=_c.c.checks + 1, failure=None)
_FAILED = _ONE.where(_c.c.state == CHECKING.value).values(state=PENDING.value, failure=bindparam("code"))
_UNDELIVERED = _ONE.values(failure="NOT_DELIVERED")
_PROVEN = _ONE.values(state=CONFIRMED.value, failure=None, ended_at=bindparam("moment"))
_NO = _ONE.values(state=DECLINED.value, ended_at=bindparam("moment"))
_OF = _c.join(_m, _m.c.no == _c.c.member_no)
_NEWEST = (
    select(_c.c.no, _c.c.expires_at, _c.c.state, _c.c.token, _c.c.checks, _c.c.asked_at, _c.c.failure)
    .select_from(_OF)
    .where(_m.c.canonical_no == bindparam("thing"), _THEIRS, _c.c.way == bindparam("by_way"), _c.c.state != REFUSED.value)
    .order_by(_c.c.no.desc())
    .limit(1)
)
_OPEN = _c.c.state.in_((PENDING.value, CHECKING.value))
_WANTED = (
    select(
        _c.c.no, _c.c.member_no, _m.c.canonical_no, _c.c.way, _c.c.by, _c.c.expires_at, _c.c.state, _k.c.note, _e.c.name, _e.c.contact_email
    )
    .select_from(
        _OF.join(_e, and_(_e.c.no == _m.c.canonical_no, _e.c.kind == EntityKind.ORGANIZATION.value)).outerjoin(
            _k, _k.c.prefix == func.substr(_c.c.by, len("key:") + 1)
        )
    )
    .where(or_(_c.c.by.not_like("key:%"), key_stands))  # a key has to stand, not to have been revoked meanwhile
)
_BY_NO = _WANTED.where(_c.c.no == bindparam("which"))
_BY_LINK = _WANTED.where(
    _c.c.no.in_(select(t.confirmation_link.c.confirmation_no).where(t.confirmation_link.c.digest == bindparam("digest")))
)
_TO_CHECK = (
    select(_c.c.no, _c.c.token, t.organization.c.website)
    .select_from(_OF.outerjoin(t.organization, t.organization.c.no == _m.c.canonical_no))
    .where(_c.c.state == CHECKING.value)
    .order_by(_c.c.no)
    .limit(100)
)


def _asked(*which: ColumnElement[bool]) -> Select[Any]:
    return select(func.count()).select_from(_OF).where(_c.c.state != REFUSED.value, _c.c.at > bindparam("since"), *which)


_MAIL = _c.c.way == Way.MAIL.value
_BY_THEM = _asked(_THEIRS)
_ABOUT_IT = _asked(_MAIL, _m.c.canonical_no == bindparam("thing"))
_BY_ALL = _asked(_MAIL)
_DECLINED = select(_c.c.no).select_from(_OF).where(_m.c.canonical_no == bindparam("thing"), _THEIRS, _c.c.state == DECLINED.value).limit(1)
_REFUSALS = select(func.count()).select_from(_c).where(
    _c.c.state == REFUSED.value, _THEIRS, _c.c.at > bindparam("since")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Request:
    """The newest request of a contributor for one organization by one way."""

    no: int
    expires_at: str
    state: ConfirmationState
    token: str | None
    checks: int
    asked_at: str | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request with what a letter or a page says of it; `member_no`, `thing`: the organization; `note`: that of the key that asks."""

    no: int
    member_no: int
    thing: int
    way: Way
    by: str
    expires_at: str
    state: ConfirmationState
    note: str | None
    name: str
    address: str | None

    def open(self, at: str) -> bool:
        """Whether it can still be proven."""
        return self.state in (PENDING, CHECKING) and at < self.expires_at


# --- Asking ------------------------------------------------------------------------------------------------------------------------


async def add(
    tx: Transaction, member_no: int, way: Way, *, by: str, at: str, until: str, state: ConfirmationState, token: str | None
) -> int:
    """Writes a new request; its number."""
    no = int(await tx.value(_LAST))
    await tx.many(_ADD, [(no, member_no, way.value, by, at, until, state.value, token, 0, None, None, None)])
    return no


async def newest(tx: Transaction, who: str, thing: int, way: Way) -> Request | None:
    """The last request of a contributor for an organization by one way."""
    rows = await tx.rows(_NEWEST, who=who, thing=thing, by_way=way.value)
    if not rows:
        return None
    no, expires_at, state, *rest = rows[0]
    return Request(no, expires_at, ConfirmationState(state), *rest)


async def asked_since(tx: Transaction, who: str, thing: int, since: str) -> tuple[int, int, int]:
    """How many requests there were since then by a contributor, and how many mails about an organization and in all."""
    by_them, about_it = await tx.value(_BY_THEM, who=who, since=since), await tx.value(_ABOUT_IT, thing=thing, since=since)
    return int(by_them), int(about_it), int(await tx.value(_BY_ALL, since=since))


async def refused_since(tx: Transaction, who: str, since: str) -> bool:
    """Whether a contributor was refused a mail since then."""
    return bool(await tx.value(_REFUSALS, who=who, since=since))


async def declined(tx: Transaction, who: str, thing: int) -> bool:
    """Whether an organization said no to a contributor."""
    return bool(await tx.rows(_DECLINED, who=who, thing=thing))


async def ask_for_look(tx: Transaction, no: int, at: str) -> None:
    """Has the website looked at, by the next process that does so."""
    await tx.run(_LOOK, which=no, moment=at)


# --- Proving -----------------------------------------------------------------------------------------------------------------------


async def add_link(tx: Transaction, no: int, digest: bytes) -> None:
    """Keeps the hash of a secret that is about to be sent."""
    await tx.many(_ADD_LINK, [(digest, no)])


async def by_no(tx: Transaction, no: int, at: str) -> Wanted | None:
    """A request of somebody who may still ask, about an organization that is there."""
    rows = await tx.rows(_BY_NO, which=no, moment=at)
    return _wanted(rows[0]) if rows else None


def by_link(digest: bytes, at: str) -> Plan[Wanted | None]:
    """The request that a link belongs to."""
    rows = yield prepared(_BY_LINK).sql, prepared(_BY_LINK).bind({"digest": digest, "moment": at})
    return _wanted(rows[0]) if rows else None


def _wanted(row: tuple[Any, ...]) -> Wanted:
    no, member_no, thing, way, by, expires_at, state, *rest = row
    return Wanted(no, member_no, thing, Way(way), by, expires_at, ConfirmationState(state), *rest)


def to_check() -> Plan[list[tuple[int, str, str | None]]]:
    """Requests whose website is to be looked at: number, token, website."""
    rows = yield prepared(_TO_CHECK).sql, prepared(_TO_CHECK).bind({})
    return [(int(no), str(token), website) for no, token, website in rows]


async def failed(tx: Transaction, no: int, code: str) -> None:
    """Writes what a look at a website found instead of the token."""
    await tx.run(_FAILED, which=no, code=code)


async def undelivered(tx: Transaction, no: int) -> None:
    """Writes that the mail of a request was given up."""
    await tx.run(_UNDELIVERED, which=no)


async def decline(tx: Transaction, no: int, at: str) -> None:
    """Writes that the organization said no, by the link of its mail; nothing when the request is over."""
    wanted = await by_no(tx, no, at)
    if wanted is not None and wanted.open(at):
        await tx.run(_NO, which=no, moment=at)
        await audit.append(tx, "CONFIRMATION_DECLINED", f"confirmation_{no}", by=BY_MAIL, at=at, asked_by=wanted.by)


async def prove(tx: Transaction, no: int, at: str) -> str | None:
    """Writes the decision that a proof leads to; its id. None when the request is over, or it was refused meanwhile.

    Refused: a moderator took it back, or the organization said no to another request of the same contributor.
    """
    wanted = await by_no(tx, no, at)
    if wanted is None or not wanted.open(at) or await taken_back(tx, wanted.by, wanted.thing, wanted.way):
        return None
    if await declined(tx, wanted.by, wanted.thing):
        return None
    await tx.run(_PROVEN, which=no, moment=at)
    if (stands := await standing(tx, wanted.by, wanted.thing, PROVEN)) is not None:
        return stands
    way = wanted.way.value
    return await decisions.write(tx, decisions.CONFIRMED, wanted.member_no, value=way, by=wanted.by, at=at, reason=way)
