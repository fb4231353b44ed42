"""The desk: where every mutation arrives, and is done in one transaction with its log and its receipt, or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, TypeVar

import orjson
from sqlalchemy import bindparam, delete, insert, select

from hub.curation import confirm, contribute, decide, items, requests
from hub.curation.contribute import LONGEST_KEY, Done, Room
from hub.curation.problems import Problems, refuse
from hub.curation.report import REPORTED, report
from hub.curation.requests import ASKED
from hub.domain.dates import instant, now
from hub.domain.ids import EntityKind
from hub.domain.queue import WithdrawalState
from hub.domain.source import Licence, LicenceState, Source, SourcePolicy
from hub.domain.viewer import Viewer
from hub.settings import Settings
from hub.store import tables as t
from hub.store.contributions import LOCAL
from hub.store.store import Store
from hub.store.writer import Transaction

T = TypeVar("T")
Given = Mapping[str, Any]
Deed = Callable[[Room, Given], Awaitable[Done]]

NEW: Mapping[EntityKind, str] = {
    EntityKind.INITIATIVE: "registerInitiative", EntityKind.ORGANIZATION: "registerOrganization", EntityKind.OPPORTUNITY: "postOpportunity",
    EntityKind.EVENT: "announceEvent", EntityKind.VENUE: "offerVenue", EntityKind.FUNDING: "recordFunding",
    EntityKind.AGREEMENT: "recordAgreement", EntityKind.DISCUSSION: "reportDiscussion", EntityKind.STORY: "shareStory",
    EntityKind.EVALUATION: "evaluate",
}  # fmt: skip
"""How a new thing of a kind is told of."""


def more(kind: EntityKind) -> str:
    """The mutation that says more of a thing of a kind."""
    return f"update{kind.capitalize()}"


def _deeds() -> dict[str, Deed]:
    made: dict[str, Deed] = {
        "takeUp": lambda room, given: contribute.take_up(room, given["initiative"], given["input"]),
        "retire": lambda room, given: contribute.retire(room, given["id"], given.get("reason")),
        "link": lambda room, given: contribute.link(room, given["input"]),
        "unlink": lambda room, given: decide.unlink(room, given["link"], given["reason"]),
        "decide": lambda room, given: decide.decide(room, given["input"]),
        "undo": lambda room, given: decide.undo(room, given["decision"]),
        "decideMatch": lambda room, given: items.decide_match(room, given["input"]),
        REPORTED: lambda room, given: report(room, given["input"]),
        ASKED: lambda room, given: requests.withdraw(room, given["input"]),
        "requestHarvest": lambda room, given: requests.request_harvest(room, given["source"]),
        "confirmOrganization": lambda room, given: confirm.confirm(room, given["id"]),
        "requestConfirmation": lambda room, given: confirm.request(room, given["id"], given["by"]),
    }
    for kind, new in NEW.items():
        made[new] = lambda room, given, kind=kind, new=new: contribute.register(room, kind, given["input"], action=new)  # type: ignore[misc]
        made[more(kind)] = lambda room, given, kind=kind: contribute.update(room, kind, given["id"], given["input"], action=more(kind))  # type: ignore[misc]
    return made


DEEDS: Mapping[str, Deed] = _deeds()
"""What can be done, by the name of its mutation."""

_r = t.receipt
_RECEIPT = select(_r.c.digest, _r.c.result).where(_r.c.by == bindparam("who"), _r.c.key == bindparam("under"))
_GIVE = insert(_r)
_OLD = delete(_r).where(_r.c.at < bindparam("before"))


class Desk:
    """Does what mutations ask for, over one store."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._source = local_source(settings)

    async def perform(self, name: str, given: Given, viewer: Viewer) -> Mapping[str, Any]:
        """The fields of the payload of a mutation: entities and decisions by their ids. Raises StoreError."""
        try:
            done = await self._store.write(lambda tx: self._job(tx, name, given, viewer))
        except Problems as error:
            return {"problems": error.told(), "state": WithdrawalState.REQUESTED.value if name == ASKED else None}
        return {"problems": [], **asdict(done), "followUrl": done.follow}

    async def hear(self, viewer: Viewer, deed: Callable[[Room], Awaitable[T]]) -> T:
        """Does what a site tells by itself, in one transaction. Raises Problems, StoreError."""
        return await self._store.write(lambda tx: deed(self._room(tx, viewer, now())))

    def _room(self, tx: Transaction, viewer: Viewer, at: str) -> Room:
        return Room(tx, viewer, at, self._source, self._settings, self._store.path)

    async def _job(self, tx: Transaction, name: str, given: Given, viewer: Viewer) -> Done:
        at, told = now(), given.get("input") or {}
        key = told.get("idempotencyKey")
        digest = sha256(orjson.dumps([name, dict(given)], option=orjson.OPT_SORT_KEYS)).digest()
        if key is not None:
            if not 0 < len(key) <= LONGEST_KEY:
                raise refuse("INVALID", f"A key has 1 to {LONGEST_KEY} letters.", "input", "idempotencyKey")
            if (before := await _before(tx, viewer, key, digest)) is not None:
                return before
        done = await DEEDS[name](self._room(tx, viewer, at), given)
        if key is not None:
            await tx.run(_OLD, before=instant(datetime.now(UTC) - timedelta(days=self._settings.receipt_days)))
            await tx.many(_GIVE, [(viewer.name, key, digest, orjson.dumps(asdict(done)).decode(), at)])
        return done


async def _before(tx: Transaction, viewer: Viewer, key: str, digest: bytes) -> Done | None:
    """What was answered to the same request under this key. Raises Problems where it was another request."""
    rows = await tx.rows(_RECEIPT, who=viewer.name, under=key)
    if not rows:
        return None
    if rows[0][0] != digest:
        raise refuse("IDEMPOTENCY_KEY_REUSED", "You sent something else under this key before; take a new one.", "input", "idempotencyKey")
    return Done(**orjson.loads(rows[0][1]))


def local_source(settings: Settings) -> Source:
    """The source of what people tell the hub itself."""
    known = settings.local_licence != "unknown"
    licence = Licence(
        settings.local_licence,
        LicenceState.KNOWN if known else LicenceState.UNKNOWN,
        spdx=settings.local_licence if known else None,
        republishable=known,
    )
    return Source(
        key=LOCAL,
        name=settings.local_name,
        connector=LOCAL,
        licence=licence,
        url=settings.base_url,
        policy=SourcePolicy.REVIEW,
        trust=settings.local_trust,
        language=settings.local_language,
    )
