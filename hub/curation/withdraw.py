"""A withdrawal, from the question what it would take to the report of what is gone."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select

from hub.domain.dates import instant, now
from hub.domain.withdrawal import WithdrawalReason, WithdrawalScope
from hub.store import erasure, reapply, reports, tombstones, withdrawal
from hub.store import tables as t
from hub.store.engine import in_list
from hub.store.erasure import Report
from hub.store.hiding import hide
from hub.store.store import Store
from hub.store.withdrawal import Target
from hub.store.writer import Transaction

What = Callable[[Transaction], Coroutine[Any, Any, Target]]
"""What is to be withdrawn: found anew in the transaction that hides it."""

_NAMES = select(t.entity.c.name).where(t.entity.c.no.in_(select(t.member.c.canonical_no).where(in_list(t.member.c.no, bindparam("nos")))))


def thing(one_id: str) -> What:
    """Everything that is said of a thing, by whatever source; `one_id` is any of its ids."""
    return partial(withdrawal.of_entity, one_id=one_id)


def field_of(one_id: str, name: str) -> What:
    """One field of a thing, by its name in the graph."""
    return partial(withdrawal.of_field, one_id=one_id, name=name)


def item(source: str, key: str) -> What:
    """One item of one source."""
    return partial(withdrawal.of_record, source=source, key=key)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a withdrawal would take. `rows`: emptied because they speak of it; `items`: of which nothing stays."""

    scope: WithdrawalScope
    names: list[str]
    claims: int
    rows: int
    items: int
    mentioned_by: int
    alike: list[str]


async def preview(store: Store, what: What) -> Preview:
    """What a withdrawal would take; nothing is changed. Raises StoreError when there is no such thing."""

    async def job(tx: Transaction) -> Preview:
        target = await what(tx)
        names = sorted(name for (name,) in await tx.rows(_NAMES, nos=target.members))
        rows, items = len(target.records), len(target.gone)
        return Preview(target.scope, names, len(target.claims), rows, items, len(target.others), target.alike)

    return await store.write(job)


async def hide_now(tx: Transaction, database: Path, what: What, *, reason: WithdrawalReason, by: str, secret: str) -> int:
    """Hides and remembers, within one transaction; the number of the job that `finish` has still to erase.

    Raises: ConfigError without a usable secret, StoreError when there is no such thing; then nothing was done.
    """
    key = tombstones.key_of(secret)
    await tombstones.load(tx, secret)
    target, at = await what(tx), now()
    stones = tombstones.stones(key, target.marks, target.field, reason, at)
    tombstones.append(database, stones)
    return await hide(tx, target, stones, reason=reason, by=by, at=at)


async def withdraw(store: Store, what: What, *, reason: WithdrawalReason, by: str, secret: str) -> list[Report]:
    """Hides, remembers and erases; the report, and those of earlier jobs that were not finished. Raises what `hide_now` raises."""
    await store.write(lambda tx: hide_now(tx, store.path, what, reason=reason, by=by, secret=secret))
    return await finish(store, secret)


async def something_to_finish(store: Store, report_days: int) -> bool:
    """Whether something is hidden that has to be erased, or a report was decided so long ago that its words have to go."""
    return bool(await erasure.unfinished(store)) or await store.read(reports.any_old(oldest(report_days)))


async def forget_words(store: Store, report_days: int) -> int:
    """Lets go of the words of reports that were decided long ago; how many."""
    return await store.write(lambda tx: reports.forget(tx, oldest(report_days)))


def oldest(days: int) -> str:
    """The instant before which a decided report loses its words."""
    return instant(datetime.now(UTC) - timedelta(days=days))


async def finish(store: Store, secret: str) -> list[Report]:
    """Erases what is hidden: what was asked for by a mutation, and withdrawals that were interrupted.

    What waits unseen (in a held run, say) and is known by a tombstone is found and hidden first. Raises: ConfigError without a usable
    secret, where there is something hidden.
    """
    if not await erasure.unfinished(store):
        return []
    key = tombstones.key_of(secret)
    held = await store.write(lambda tx: tombstones.load(tx, secret))
    jobs = await erasure.hidden(store)
    if held is not None and jobs and (found := await reapply.look(store, held)):
        reason, by = jobs[-1]
        tombstones.append(store.path, await reapply.hide_again(store, held, found, reason=reason, by=by))
    return await erasure.finish(store, key)
