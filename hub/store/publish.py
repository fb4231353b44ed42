"""From pending to live: which records and claims are visible, and which things are touched when that changes.

A claim lives as long as one of its carriers does. A record that a complete run misses once is hidden, twice retired; a new version
supersedes (retires) the one before; a record that comes back lives again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, exists, select, update

from hub.store import tables as t
from hub.store.claims import HIDDEN, LIVE, PENDING, RETIRED, WITHDRAWN
from hub.store.engine import in_list
from hub.store.writer import Transaction

_record, _claim, _carrier = t.record, t.claim, t.claim_record
_nos: BindParameter[Any] = bindparam("nos")
_VERSIONS = select(_record.c.no, _record.c.current).where(
    _record.c.source_no == bindparam("source"), in_list(_record.c.key, bindparam("keys"))
)
_KEYS = select(_record.c.no, _record.c.key).where(in_list(_record.c.no, _nos), _record.c.state.notin_((LIVE, WITHDRAWN)))
_RECORD_STATE = update(_record).where(in_list(_record.c.no, _nos)).values(state=bindparam("to"), current=bindparam("now"))
_MISSED = select(_record.c.no, _record.c.state).where(in_list(_record.c.no, _nos), _record.c.state.in_((LIVE, HIDDEN)))
_CARRIED = select(_carrier.c.claim_no).where(in_list(_carrier.c.record_no, _nos)).distinct().scalar_subquery()
_TO_LIVE = select(_claim.c.no, _claim.c.member_no, _claim.c.state, _claim.c.data).where(
    _claim.c.no.in_(_CARRIED), _claim.c.state.notin_((LIVE, WITHDRAWN))
)


def _carried_in(state: str) -> Any:
    return exists().where(and_(_carrier.c.claim_no == _claim.c.no, _record.c.no == _carrier.c.record_no, _record.c.state == state))


_ORPHANS = select(_claim.c.no, _claim.c.member_no, _claim.c.state, _carried_in(HIDDEN)).where(
    _claim.c.no.in_(_CARRIED), _claim.c.state.in_((LIVE, HIDDEN, PENDING)), ~_carried_in(LIVE), ~_carried_in(PENDING)
)
_CLAIM_STATE = update(_claim).where(in_list(_claim.c.no, _nos)).values(state=bindparam("to"))
_REBORN = update(_claim).where(in_list(_claim.c.no, _nos)).values(state=LIVE, since_run=bindparam("run"), since_fields=None)
_SPOKEN_BEFORE = select(_claim.c.member_no, _claim.c.data, _claim.c.since_run, _claim.c.since_fields).where(
    in_list(_claim.c.member_no, _nos), _claim.c.state.in_((LIVE, HIDDEN)), _claim.c.since_run < bindparam("run")
)
_STEADY = update(_claim).where(_claim.c.no == bindparam("claim")).values(since_fields=bindparam("fields"))


async def appear(tx: Transaction, source_no: int, run_no: int, records: Iterable[int]) -> set[int]:
    """Makes records live, retires the versions that they supersede; the members about which something else is said now."""
    keys: dict[int, str] = dict(await tx.rows(_KEYS, nos=list(records)))
    if not keys:
        return set()
    versions = await tx.rows(_VERSIONS, source=source_no, keys=list(keys.values()))
    replaced = [no for no, current in versions if current and no not in keys]
    await tx.run(_RECORD_STATE, nos=replaced, to=RETIRED, now=False)
    await tx.run(_RECORD_STATE, nos=list(keys), to=LIVE, now=True)
    touched = await _bring_to_life(tx, run_no, list(keys))
    return touched | await _let_go(tx, replaced)


async def miss(tx: Transaction, records: Iterable[int]) -> set[int]:
    """Hides records that are missed for the first time, retires those missed for the second; the members that are touched."""
    states = await tx.rows(_MISSED, nos=list(records))
    hidden = [no for no, state in states if state == LIVE]
    retired = [no for no, state in states if state == HIDDEN]
    await tx.run(_RECORD_STATE, nos=hidden, to=HIDDEN, now=True)
    await tx.run(_RECORD_STATE, nos=retired, to=RETIRED, now=True)
    return await _let_go(tx, hidden + retired)


async def drop_pending(tx: Transaction, records: Iterable[int]) -> None:
    """Retires records that were never published, with the claims that only they carry."""
    nos = list(records)
    await tx.run(_RECORD_STATE, nos=nos, to=RETIRED, now=False)
    await _let_go(tx, nos)


async def _bring_to_life(tx: Transaction, run_no: int, records: list[int]) -> set[int]:
    born = await tx.rows(_TO_LIVE, nos=records)
    members = {member for _, member, _, _ in born}
    earlier: dict[int, list[tuple[dict[str, Any], int, dict[str, int]]]] = {}
    for member, data, since, fields in await tx.rows(_SPOKEN_BEFORE, nos=list(members), run=run_no):
        earlier.setdefault(member, []).append((_sayings(data), since, json.loads(fields) if fields else {}))
    back = [no for no, _, state, _ in born if state == HIDDEN]
    await tx.run(_CLAIM_STATE, nos=back, to=LIVE)
    await tx.run(_REBORN, nos=[no for no, _, state, _ in born if state != HIDDEN], run=run_no)
    steady = []
    for no, member, state, data in born:
        if state != HIDDEN and member in earlier and (fields := _steady_fields(_sayings(data), earlier[member])):
            steady.append((json.dumps(fields, sort_keys=True), no))
    await tx.many(_STEADY, steady)
    return members


async def _let_go(tx: Transaction, records: list[int]) -> set[int]:
    """Hides or retires the claims that no live record carries any more."""
    if not records:
        return set()
    orphans = await tx.rows(_ORPHANS, nos=records)
    await tx.run(_CLAIM_STATE, nos=[no for no, _, _, hidden in orphans if hidden], to=HIDDEN)
    await tx.run(_CLAIM_STATE, nos=[no for no, _, _, hidden in orphans if not hidden], to=RETIRED)
    return {member for _, member, state, _ in orphans if state == LIVE}


def _sayings(data: str) -> dict[str, Any]:
    """Everything that a claim says by field or role."""
    said = json.loads(data)
    sayings: dict[str, Any] = dict(said["values"])
    for role, *rest in said["references"]:
        sayings.setdefault(role, []).append(rest)
    return sayings


def _steady_fields(said: dict[str, Any], before: list[tuple[dict[str, Any], int, dict[str, int]]]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for values, since, since_fields in before:
        for name, value in said.items():
            if name in values and values[name] == value:
                run = since_fields.get(name, since)
                fields[name] = min(run, fields.get(name, run))
    return fields
