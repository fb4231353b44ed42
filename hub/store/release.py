"""Held runs, and what a person says of them: released, discarded, and either taken back as long as that can be done whole.

Each is one transaction. A run that was released is made public by whoever alone may harvest (hub/store/publication.py), for it takes long.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, func, select, update

from hub.domain.dates import now
from hub.domain.source import RunOutcome, SourcePolicy, SourceState
from hub.errors import StoreError
from hub.store import decisions, profiles, runs, sources
from hub.store import tables as t
from hub.store.claims import PENDING, RETIRED
from hub.store.engine import in_list
from hub.store.publish import drop_pending
from hub.store.runs import Phase, Run
from hub.store.writer import Transaction

RELEASE, DISCARD = "RELEASE", "DISCARD"
WHY_HELD = "; held because: "
"""Divides, in the reason of a run that was discarded, who did so from why it had been held."""

_nos: BindParameter[Any] = bindparam("nos")
_r, _c, _carrier = t.record, t.claim, t.claim_record
_PENDING = select(_r.c.no).where(_r.c.source_no == bindparam("source"), _r.c.state == PENDING)
_NEWER = select(func.max(t.run.c.no)).where(t.run.c.source_no == bindparam("source"))
_DROPPED = select(_r.c.no).where(in_list(_r.c.no, _nos), _r.c.state == RETIRED, _r.c.current.is_(False))
_WAIT_AGAIN = update(_r).where(in_list(_r.c.no, _nos)).values(state=PENDING)
_CARRIED = select(_carrier.c.claim_no).where(in_list(_carrier.c.record_no, _nos))
_CLAIMS_WAIT_AGAIN = update(_c).where(_c.c.no.in_(_CARRIED), _c.c.state == RETIRED).values(state=PENDING)


async def let_go(tx: Transaction, run_no: int, by: str, reason: str | None = None) -> str:
    """Says that a held run is to be public; the id of the decision.

    Raises: StoreError when it is not held (any more), or never to be published.
    """
    run = await _held(tx, run_no)
    if await tx.value(select(t.source.c.policy).where(t.source.c.no == run.source_no)) == SourcePolicy.DISCOVERY.value:
        raise StoreError(f"Run {run_no} is of a source for discovery, which is never published. Change its policy and harvest it again.")
    made = await decisions.write(tx, RELEASE, value=f"run_{run_no}", by=by, at=now(), reason=reason)
    run.outcome, run.phase = RunOutcome.RUNNING, Phase.RELEASED
    await runs.save(tx, run, *await runs.end_of(tx, run_no))
    return made


async def released(tx: Transaction) -> list[Run]:
    """The runs that were released and that nobody has begun to publish."""
    return [run for run in await runs.open_runs(tx) if run.phase == Phase.RELEASED]


async def begin_to_publish(tx: Transaction) -> list[Run]:
    """The same; from here on nobody holds them again."""
    found = await released(tx)
    for run in found:
        run.phase = Phase.PUBLISH
        await runs.save(tx, run)
    return found


async def hold_again(tx: Transaction, run_no: int) -> None:
    """Takes a release back. Raises StoreError when it is public, or about to be."""
    run = await runs.by_no(tx, run_no)
    if run.outcome is not RunOutcome.RUNNING or run.phase != Phase.RELEASED:
        raise StoreError(
            f"Run {run_no} is public, or about to be, and has taken the place of what was there before. What its source says next takes "
            "its place in turn; of single things, edit or `unlink` what is wrong."
        )
    run.outcome, run.phase = RunOutcome.HELD, Phase.READ
    await runs.save(tx, run, *await runs.end_of(tx, run_no))


async def throw_away(tx: Transaction, run_no: int, by: str, reason: str | None = None) -> str:
    """Retires what a held run brought; the id of the decision. What it has seen is kept until the next run of its source."""
    run = await _held(tx, run_no)
    made = await decisions.write(tx, DISCARD, value=f"run_{run_no}", by=by, at=now(), reason=reason)
    await drop_unmet(tx, run, set())
    await profiles.forget(tx, run)
    _, why = await runs.end_of(tx, run_no)
    run.outcome = RunOutcome.DISCARDED
    await runs.save(tx, run, now(), f"discarded by {by}{WHY_HELD}{why}")
    await sources.update_source(tx, run.source_no, state=SourceState.ACTIVE.value)
    return made


async def pick_up(tx: Transaction, run_no: int) -> None:
    """Takes a discarding back: everything that the run brought waits again. Raises StoreError once its source was harvested anew."""
    run = await runs.by_no(tx, run_no)
    met = await runs.seen(tx, run)
    if run.outcome is not RunOutcome.DISCARDED or not met or await tx.value(_NEWER, source=run.source_no) != run_no:
        raise StoreError(f"Source {run.source} was harvested since; what it says now stands in its newest run, not in run {run_no}.")
    dropped = [no for (no,) in await tx.rows(_DROPPED, nos=sorted(met))]
    await tx.run(_WAIT_AGAIN, nos=dropped)
    await tx.run(_CLAIMS_WAIT_AGAIN, nos=dropped)
    ended_at, why = await runs.end_of(tx, run_no)
    run.outcome = RunOutcome.HELD
    await runs.save(tx, run, ended_at, (why or "").partition(WHY_HELD)[2] or None)
    await sources.update_source(tx, run.source_no, state=SourceState.HELD.value)


async def drop_unmet(tx: Transaction, run: Run, met: set[int]) -> None:
    """Retires what earlier runs left pending and this one has not met."""
    pending = [no for (no,) in await tx.rows(_PENDING, source=run.source_no) if no not in met]
    if pending:
        await drop_pending(tx, pending)


async def _held(tx: Transaction, run_no: int) -> Run:
    run = await runs.by_no(tx, run_no)
    if run.outcome is not RunOutcome.HELD:
        raise StoreError(f"Run {run_no} is not held: it is {run.outcome.value.lower()}. `samgraf sources` shows which runs are.")
    return run
