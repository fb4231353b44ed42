"""What a held run would do if it were released: read from what it left pending, nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import orjson
from sqlalchemy import BindParameter, bindparam, or_, select

from hub.domain.drift import Difference
from hub.domain.source import RunOutcome
from hub.store import profiles, runs
from hub.store import tables as t
from hub.store.claims import HIDDEN, LIVE, PENDING
from hub.store.engine import in_list
from hub.store.runs import Run
from hub.store.writer import Transaction

SHOWN = 20
Problem = tuple[str, str, str | None, str | None]
"""Code, message, key of the item, field."""


@dataclass(frozen=True, slots=True)
class Step:
    """One item that would change. `fields` is empty for one that is new or goes."""

    key: str
    name: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True)
class Outlook:
    """What a run is and would do: counts of items, and the first SHOWN of each, by key."""

    run: Run
    reason: str | None
    ended_at: str | None
    create: int = 0
    change: int = 0
    hide: int = 0
    retire: int = 0
    shown: dict[str, list[Step]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)


_nos: BindParameter[Any] = bindparam("nos")
_r, _c = t.record, t.claim
_ITEMS = (
    select(_r.c.no, _r.c.key, _r.c.state, _r.c.current, _r.c.moment)
    .where(_r.c.source_no == bindparam("source"), or_(_r.c.state == PENDING, _r.c.current))
    .order_by(_r.c.key, _r.c.no)
)
_SAID = (
    select(t.claim_record.c.record_no, _c.c.member_no, t.member.c.source_id, _c.c.data)
    .select_from(t.claim_record.join(_c, _c.c.no == t.claim_record.c.claim_no).join(t.member, t.member.c.no == _c.c.member_no))
    .where(in_list(t.claim_record.c.record_no, _nos))
    .order_by(t.claim_record.c.record_no, _c.c.no)
)
_WHY = select(t.run.c.reason, t.run.c.ended_at).where(t.run.c.no == bindparam("run"))
_PROBLEMS = (
    select(t.problem.c.code, t.problem.c.message, t.problem.c.record, t.problem.c.field)
    .where(t.problem.c.run_no == bindparam("run"))
    .order_by(t.problem.c.no)
    .limit(SHOWN)
)
_RUNS = (
    select(t.run.c.no, t.source.c.key, t.run.c.outcome, t.run.c.started_at, t.run.c.fetched_count, t.run.c.reason)
    .join(t.source, t.source.c.no == t.run.c.source_no)
    .order_by(t.run.c.no.desc())
)
_HELD = _RUNS.where(t.run.c.outcome == RunOutcome.HELD.value)


async def newest_runs(tx: Transaction, *, held: bool, limit: int) -> list[tuple[Any, ...]]:
    """Runs, newest first: number, source, outcome, beginning, items, reason."""
    return await tx.rows((_HELD if held else _RUNS).limit(limit))


async def outlook(tx: Transaction, run_no: int) -> Outlook:
    """A run with its problems and, while it is held, what it would do. Raises StoreError when there is no such run."""
    run = await runs.by_no(tx, run_no)
    reason, ended_at = (await tx.rows(_WHY, run=run_no))[0]
    seen = Outlook(run, reason, ended_at)
    seen.problems = [(code, message, key, name) for code, message, key, name in await tx.rows(_PROBLEMS, run=run_no)]
    seen.differences = await profiles.differences(tx, run_no)
    if run.outcome is RunOutcome.HELD:
        await _look_ahead(tx, seen)
    return seen


async def _look_ahead(tx: Transaction, seen: Outlook) -> None:
    run, met = seen.run, await runs.seen(tx, seen.run)
    pending: dict[str, int] = {}
    current: dict[str, tuple[int, str]] = {}
    covered: set[int] = set()
    for no, key, state, now, moment in await tx.rows(_ITEMS, source=run.source_no):
        if state == PENDING and no in met:
            pending[key] = no
        elif now:
            current[key] = (no, state)
            covered |= {no} if run.covers(moment) else set()
    back = [key for key, (no, state) in current.items() if no in met and state not in (LIVE, PENDING) and key not in pending]
    new = [key for key in pending if key not in current] + back
    changed = [key for key in pending if key in current]
    gone: dict[str, list[str]] = {"hide": [], "retire": []}
    for key, (no, state) in current.items():
        if no in covered and no not in met and key not in pending and state in (LIVE, HIDDEN):
            gone["hide" if state == LIVE else "retire"].append(key)
    seen.create, seen.change, seen.hide, seen.retire = len(new), len(changed), len(gone["hide"]), len(gone["retire"])
    now_said = {key: no for key, (no, _) in current.items()}
    seen.shown["create"] = await _steps(tx, {key: pending.get(key, now_said.get(key, 0)) for key in sorted(new)[:SHOWN]}, {})
    seen.shown["change"] = await _steps(tx, {key: pending[key] for key in sorted(changed)[:SHOWN]}, now_said)
    for way, keys in gone.items():
        seen.shown[way] = await _steps(tx, {key: now_said[key] for key in sorted(keys)[:SHOWN]}, {})


async def _steps(tx: Transaction, wanted: dict[str, int], before: dict[str, int]) -> list[Step]:
    told = await _said(tx, list(wanted.values()))
    earlier = await _said(tx, [before[key] for key in wanted if key in before])
    steps = []
    for key, no in wanted.items():
        is_now, was = told.get(no, {}), earlier.get(before.get(key, 0), {})
        steps.append(Step(key, _name(is_now) or key, tuple(sorted(_changed(was, is_now))) if key in before else ()))
    return steps


Sayings = dict[int, dict[str, Any]]
"""What an item says about each member, by field or role."""


async def _said(tx: Transaction, records: list[int]) -> dict[int, Sayings]:
    found: dict[int, Sayings] = {}
    for record, member, _, data in await tx.rows(_SAID, nos=records):
        said = orjson.loads(data)
        values: dict[str, Any] = dict(said["values"])
        for role, *rest in said["references"]:
            values.setdefault(role, []).append(rest)
        found.setdefault(record, {})[member] = values
    return found


def _name(sayings: Sayings) -> str | None:
    """What to call an item: the name of what it speaks of last, for a grant names its ends first."""
    for values in reversed(sayings.values()):
        for name in ("name", "purpose"):
            if texts := values.get(name):
                return str(next(iter(texts.values())))
    return None


def _changed(was: Sayings, is_now: Sayings) -> set[str]:
    fields: set[str] = set()
    for member in {*was, *is_now}:
        before, after = was.get(member, {}), is_now.get(member, {})
        fields |= {name for name in {*before, *after} if before.get(name) != after.get(name)}
    return fields
