"""That an organization may speak for itself here, and who speaks for it.

    confirm    said by who may say so: a moderator, a key for the area that it lies in, a token that vouches for its CVR number
    request    by anybody else who contributes: a mail with a secret link to a role address that the organization published, or a token
               that it shows on its website. Opening the link (hub/web/confirm.py) or a look at the site (hub/harvest/proof.py) proves it

How often mail may be asked for is bounded, or the hub could be made to write to everybody.
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import bindparam, select

from hub.curation.contribute import Done, Room
from hub.curation.may import lies_within, moderates
from hub.curation.problems import Problem, refuse
from hub.curation.things import Thing, thing_of
from hub.domain.dates import instant
from hub.domain.ids import EntityKind
from hub.domain.proof import file_of
from hub.domain.viewer import ViewerRole
from hub.sdk.private import is_role_mail
from hub.store import audit, confirmations, decisions, outbox
from hub.store import tables as t
from hub.store.confirmations import CHECKING, CONFIRMED, DAY, PENDING, REFUSED, Request
from hub.store.keys import names_of
from hub.store.speaking import Way, spoken_for_now, standing, taken_back

SENT = "SENT"
PAUSE = timedelta(minutes=1)
"""Least time between two looks at one website."""
_ASK_MODERATOR = "Ask a moderator."
_o, _n = t.organization, t.contribution
_CVR = select(_o.c.cvr).where(_o.c.no == bindparam("thing"))
_SITE = select(_o.c.website).where(_o.c.no == bindparam("thing"))
_ADDRESS = select(t.entity.c.contact_email).where(t.entity.c.no == bindparam("thing"))
_ORIGINS = select(t.entity.c.claim_no, t.entity.c.origins).where(t.entity.c.no == bindparam("thing"))
_SAID_BY = select(t.source.c.key).join(t.claim, t.claim.c.source_no == t.source.c.no).where(t.claim.c.no == bindparam("claim"))
_TOLD = (
    select(_n.c.fields)
    .join(t.member, t.member.c.no == _n.c.member_no)
    .where(t.member.c.canonical_no == bindparam("thing"), _n.c.by.in_(names_of(bindparam("who"))), _n.c.state == "PUBLIC")
)
FAILURES = {
    "NOT_FOUND": "The token stands neither in the file nor on the page.",
    "NO_WEBSITE": "The organization has no website in the graph any more.",
    "LED_ELSEWHERE": "The address leads to another site.",
    "SOURCE_UNREACHABLE": "The site did not answer with a page.",
    "SOURCE_REFUSED": "The site does not want to be read by the hub (robots.txt, 401 or 403).",
    "BLOCKED_ADDRESS": "The address does not lead to a site on the open internet.",
    "TOO_LARGE": "The page is too large.",
    "NOT_DELIVERED": "The last mail could not be delivered.",
    "OVER": "The token was found, but the request was over by then.",
}
"""What came of the last attempt, in words: what a look at a website found, or that no mail arrived."""


@dataclass(frozen=True, slots=True)
class Requested(Done):
    """What became of a request: `token` is to be shown in `file` or on the page; `failure` is what came of the last attempt."""

    token: str | None = None
    file: str | None = None
    failure: str | None = None
    problems: Sequence[Any] = ()


async def confirm(room: Room, one: str) -> Done:
    """Says that an organization may speak for itself here. Raises Problems: NOT_ALLOWED, with the way to prove it."""
    tx, viewer = room.tx, room.viewer
    thing = await thing_of(tx, one, EntityKind.ORGANIZATION, "id")
    way: Way | None = None
    if not await moderates(tx, viewer, [thing.no]):
        if viewer.role is ViewerRole.CONTRIBUTOR and await lies_within(tx, viewer, [thing.no]):
            way = Way.AREA
        elif viewer.cvr is not None and viewer.cvr == await tx.value(_CVR, thing=thing.no):
            way = Way.CVR
        else:
            raise refuse(
                "NOT_ALLOWED",
                "This is for moderators, keys for the area that it lies in, and tokens that vouch for its CVR number. Prove it with "
                "`requestConfirmation`: by a mail to its role address, or on its website.",
                "id",
            )
        if await taken_back(tx, viewer.name, thing.no, way):
            raise refuse("NOT_ALLOWED", f"It was confirmed this way before, and taken back. {_ASK_MODERATOR}", "id")
    made = await standing(tx, viewer.name, thing.no)
    if made is None:
        said = way and way.value
        made = await decisions.write(tx, decisions.CONFIRMED, thing.member_no, value=said, by=viewer.name, at=room.at, reason=said)
    return Done(decision=made)


async def request(room: Room, one: str, by: str) -> Requested:
    """Asks to speak for an organization. Asked again, it sends another mail, or has the website looked at.

    Raises: Problems: NOT_ALLOWED, NOT_AVAILABLE.
    """
    thing, way = await thing_of(room.tx, one, EntityKind.ORGANIZATION, "id"), Way(by)
    if thing.no in await spoken_for_now(room.tx, room.viewer):
        return Requested(state=CONFIRMED)
    if room.viewer.name.startswith("sub:") and not room.settings.token_name_key.get_secret_value():
        told = (
            "This hub would not know your token again tomorrow, for SAMGRAF_TOKEN_NAME_KEY is not set. Ask with a key, or ask its operator."
        )
        raise refuse("NOT_AVAILABLE", told, "id")
    if await confirmations.declined(room.tx, room.viewer.name, thing.no):
        raise refuse("NOT_ALLOWED", f"It was asked, and said no. {_ASK_MODERATOR}", "id")
    if await taken_back(room.tx, room.viewer.name, thing.no, way):
        raise refuse("NOT_ALLOWED", f"You spoke for it before, and that was taken back. {_ASK_MODERATOR}", "id")
    return await (_by_mail if way is Way.MAIL else _by_website)(room, thing)


async def _by_mail(room: Room, thing: Thing) -> Requested:
    tx, who = room.tx, room.viewer.name
    if not is_role_mail(await tx.value(_ADDRESS, thing=thing.no)):
        told = "The graph knows no address of a role (such as kontakt@) that it published itself. Prove it on its website. "
        raise refuse("NOT_AVAILABLE", told + _ASK_MODERATOR, "by")
    await _check_whose(room, thing, "contact")
    if over := await _too_many(room, thing, Way.MAIL):
        return over
    before = await confirmations.newest(tx, who, thing.no, Way.MAIL)
    no = await confirmations.add(tx, thing.member_no, Way.MAIL, by=who, at=room.at, until=_until(room), state=PENDING, token=None)
    await outbox.put(tx, outbox.CONFIRMATION, room.at, no)
    await audit.append(tx, "CONFIRMATION_ASKED", thing.id, by=who, at=room.at, way=Way.MAIL.value)
    return Requested(state=SENT, failure=FAILURES.get(before.failure or "") if before is not None else None)


async def _too_many(room: Room, thing: Thing, way: Way) -> Requested | None:
    """A refusal, where a bound is reached; noted in the log once a day for each contributor."""
    tx, who, settings = room.tx, room.viewer.name, room.settings
    since = instant(datetime.now(UTC) - DAY)
    most = (settings.confirmations_per_contributor, settings.confirmations_per_organization, settings.confirmations_per_day)
    what = ("requests of yours", "mails that ask this organization", "mails that ask organizations in all")
    asked = await confirmations.asked_since(tx, who, thing.no, since)
    over = next((place for place in range(3 if way is Way.MAIL else 1) if asked[place] >= most[place]), None)
    if over is None:
        return None
    if not await confirmations.refused_since(tx, who, since):
        await confirmations.add(tx, thing.member_no, way, by=who, at=room.at, until=room.at, state=REFUSED, token=None)
        await audit.append(tx, "CONFIRMATION_REFUSED", thing.id, by=who, at=room.at, asked=asked, most=most)
    told = f"{most[over]} {what[over]} within 24 hours are the most. Go on tomorrow, or ask a moderator."
    return Requested(problems=[Problem(("by",), "RATE_LIMITED", told)])


async def _by_website(room: Room, thing: Thing) -> Requested:
    tx, who = room.tx, room.viewer.name
    site = await tx.value(_SITE, thing=thing.no)
    if not site:
        raise refuse("NOT_AVAILABLE", f"The graph knows no website of it. {_ASK_MODERATOR}", "by")
    if any("website" in orjson.loads(fields) for (fields,) in await tx.rows(_TOLD, thing=thing.no, who=who)):
        raise refuse("NOT_ALLOWED", f"You told of its website yourself, so it proves nothing. {_ASK_MODERATOR}", "by")
    await _check_whose(room, thing, "website")
    known = await confirmations.newest(tx, who, thing.no, Way.WEBSITE)
    if known is None or known.expires_at <= room.at or known.state is CONFIRMED:
        if over := await _too_many(room, thing, Way.WEBSITE):
            return over
        token = (known and known.token) or f"samgraf-{b32encode(secrets.token_bytes(20)).decode().lower()}"
        await confirmations.add(tx, thing.member_no, Way.WEBSITE, by=who, at=room.at, until=_until(room), state=PENDING, token=token)
        await audit.append(tx, "CONFIRMATION_ASKED", thing.id, by=who, at=room.at, way=Way.WEBSITE.value)
        return Requested(state=PENDING, token=token, file=file_of(site))
    state, problems = await _look(room, known), list[Problem]()
    if state is None:
        most = room.settings.confirmation_looks
        problems = [Problem(("by",), "RATE_LIMITED", f"Its website was looked at {most} times. Go on after {known.expires_at}.")]
    failure = FAILURES.get(known.failure or "", known.failure)
    return Requested(state=state or PENDING, token=known.token, file=file_of(site), failure=failure, problems=problems)


async def _check_whose(room: Room, thing: Thing, field: str) -> None:
    """Nothing, unless a source that the viewer keeps is who says a field: it would prove itself. Raises Problems: NOT_ALLOWED."""
    chief, origins = (await room.tx.rows(_ORIGINS, thing=thing.no))[0]
    key = await room.tx.value(_SAID_BY, claim=orjson.loads(origins or "{}").get(field, chief))
    if key in room.viewer.looks_after:
        raise refuse("NOT_ALLOWED", f"Your own source {key} says its {field}, so it proves nothing. {_ASK_MODERATOR}", "by")


async def _look(room: Room, known: Request) -> str | None:
    """Has the website looked at, unless that was just done; the state of the request, None where it was looked at too often."""
    if known.state is CHECKING:
        return CHECKING
    if known.asked_at is not None and known.asked_at > instant(datetime.now(UTC) - PAUSE):
        return PENDING
    if known.checks >= room.settings.confirmation_looks:
        return None
    await confirmations.ask_for_look(room.tx, known.no, room.at)
    return CHECKING


def _until(room: Room) -> str:
    return instant(datetime.now(UTC) + timedelta(hours=room.settings.confirmation_hours))
