"""Profiles of runs (hub/domain/drift.py): that of a source's last complete run, and what differed from it in each run after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import astuple

import orjson
from sqlalchemy import BindParameter, bindparam, delete, func, select

from hub.domain.drift import Difference, Profile, Traits, from_json, traits
from hub.domain.ids import EntityKind
from hub.domain.source import RunOutcome
from hub.store import tables as t
from hub.store.engine import in_list, upsert
from hub.store.runs import Run
from hub.store.writer import Transaction

PAGE = 2_000
_p, _r = t.run_profile, t.run
_KEEP = upsert(_p, ("run_no",))
_OF_RUN = select(_p.c.profile).where(_p.c.run_no == bindparam("run"))
_DIFFERENCES = select(_p.c.differences).where(_p.c.run_no == bindparam("run"))
_BEFORE = (
    select(_p.c.profile)
    .join(_r, _r.c.no == _p.c.run_no)
    .where(
        _p.c.whole,
        _r.c.source_no == bindparam("source"),
        _r.c.no < bindparam("run"),
        _r.c.digest == bindparam("digest"),
        _r.c.coverage == bindparam("coverage"),
        _r.c.outcome == bindparam("outcome"),
    )
    .order_by(_r.c.no.desc())
    .limit(1)
)
_OLD = delete(_p).where(
    _p.c.run_no.in_(select(_r.c.no).where(_r.c.source_no == bindparam("source"), _r.c.no < bindparam("run"))),
    select(_p.c.whole).where(_p.c.run_no == bindparam("run")).scalar_subquery(),
)
_FORGET = delete(_p).where(_p.c.run_no == bindparam("run"))
_nos: BindParameter[list[int]] = bindparam("nos")
_SAID = (
    select(t.member.c.kind, t.claim.c.data, func.count())
    .select_from(
        t.claim_record.join(t.claim, t.claim.c.no == t.claim_record.c.claim_no).join(t.member, t.member.c.no == t.claim.c.member_no)
    )
    .where(in_list(t.claim_record.c.record_no, _nos))
    .group_by(t.claim.c.no, t.member.c.kind, t.claim.c.data)
)


async def keep(tx: Transaction, run: Run, profile: Profile, *, whole: bool = False, found: Iterable[Difference] = ()) -> None:
    """Writes the profile of a run; it is compared with later ones once it is `whole`."""
    told = orjson.dumps([astuple(one) for one in found]).decode()
    kept = orjson.dumps(profile.to_json()).decode()
    await tx.many(_KEEP, [(run.no, whole, kept, told)])


async def of_run(tx: Transaction, run: Run) -> Profile:
    """What a run has counted before it was killed."""
    kept = await tx.value(_OF_RUN, run=run.no)
    return from_json(orjson.loads(kept)) if kept else Profile()


async def before(tx: Transaction, run: Run, outcome: RunOutcome = RunOutcome.PUBLISHED) -> Profile | None:
    """The profile of the newest earlier run of that outcome that read the same way and covered the same."""
    kept = await tx.value(_BEFORE, source=run.source_no, run=run.no, digest=run.digest, coverage=run.coverage.value, outcome=outcome.value)
    return from_json(orjson.loads(kept)) if kept else None


async def counted(tx: Transaction, records: Iterable[int]) -> Counter[Traits]:
    """What records say that are kept already. Costs: about 10 microseconds a claim."""
    found: Counter[Traits] = Counter()
    nos = sorted(records)
    for start in range(0, len(nos), PAGE):
        for kind, data, times in await tx.rows(_SAID, nos=nos[start : start + PAGE]):
            said = orjson.loads(data)
            found[traits(EntityKind(kind), said["values"], (role for role, *_ in said["references"]))] += times
    return found


async def let_go(tx: Transaction, run: Run) -> None:
    """Forgets the profiles of earlier runs, once a run is public and has one of its own."""
    await tx.run(_OLD, source=run.source_no, run=run.no)


async def forget(tx: Transaction, run: Run) -> None:
    """Forgets the profile of a run that was thrown away."""
    await tx.run(_FORGET, run=run.no)


async def differences(tx: Transaction, run_no: int) -> list[Difference]:
    """How a run differs from the complete one before it, the grave first; empty when there is nothing to compare."""
    told = await tx.value(_DIFFERENCES, run=run_no)
    return [Difference(*one) for one in orjson.loads(told)] if told else []
