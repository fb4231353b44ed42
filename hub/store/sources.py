"""The sources as the store knows them: what their files say, how they are, when they are due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, func, select, update

from hub.domain.source import Source, SourceState
from hub.store import tables as t
from hub.store.engine import Plan, prepared
from hub.store.writer import Transaction

_s = t.source
_BY_KEY = select(_s.c.no).where(_s.c.key == bindparam("key"))
_ALL = select(
    _s.c.no, _s.c.key, _s.c.state, _s.c.item_count, _s.c.entity_count, _s.c.failures, _s.c.last_success_at, _s.c.last_attempt_at,
    _s.c.next_run_at, _s.c.harvest_requested_at, _s.c.digest, _s.c.cursor,
).order_by(_s.c.key)  # fmt: skip
_REQUEST = update(_s).where(_s.c.key == bindparam("source")).values(harvest_requested_at=bindparam("moment"))
_COUNT = update(_s).values(
    entity_count=select(func.count()).select_from(t.entity_source).where(t.entity_source.c.source_no == _s.c.no).scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source's bookkeeping; instants are UTC text, `digest` that of its last complete run."""

    no: int
    key: str
    state: SourceState
    item_count: int
    entity_count: int
    failures: int
    last_success_at: str | None
    last_attempt_at: str | None
    next_run_at: str | None
    harvest_requested_at: str | None
    digest: str
    cursor: str | None


async def keep_source(tx: Transaction, source: Source) -> int:
    """Writes what the file of a source says; its number. Its bookkeeping stays."""
    said: dict[str, Any] = {
        "name": source.name,
        "connector": source.connector,
        "publisher": source.publisher,
        "url": source.url,
        "licence_name": source.licence.name,
        "licence_spdx": source.licence.spdx,
        "licence_url": source.licence.url,
        "licence_state": source.licence.state.value,
        "republishable": source.licence.republishable,
        "attribution": source.attribution,
        "illustrative": source.illustrative,
        "policy": source.policy.value,
        "trust": source.trust,
        "language": source.language,
        "every_seconds": source.every_seconds,
    }
    no = await tx.value(_BY_KEY, key=source.key)
    if no is None:
        no = await tx.value(select(func.coalesce(func.max(_s.c.no), 0) + 1))
        await tx.run(_s.insert().values(no=no, key=source.key, state=SourceState.ACTIVE.value, digest="", **said))
    else:
        await tx.run(update(_s).where(_s.c.no == no).values(**said))
    return int(no)


async def update_source(tx: Transaction, source_no: int, **columns: Any) -> None:
    """Changes a source's bookkeeping."""
    await tx.run(update(_s).where(_s.c.no == source_no).values(**columns))


async def count_entities(tx: Transaction) -> None:
    """Counts the entities of every source anew."""
    await tx.run(_COUNT)


async def request_harvest(tx: Transaction, key: str, at: str) -> bool:
    """Asks for a harvest as soon as a worker looks; whether there is such a source."""
    return await tx.run(_REQUEST, source=key, moment=at) > 0


def known_sources() -> Plan[dict[str, KnownSource]]:
    """Every source that was ever harvested, by key."""
    compiled = prepared(_ALL)
    rows = yield compiled.sql, compiled.bind({})
    return {row[1]: KnownSource(row[0], row[1], SourceState(row[2]), *row[3:]) for row in rows}
