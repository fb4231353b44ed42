"""The guard against sources that begin to mean something else: a field that went empty, one that nobody reads, a unit that jumped.

Counting goes along with reading, a batch at a time. Only items that were read anew are counted then; for those that have not changed the
profile of the run before stands in, or, when much has changed, what is kept of them is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hub.domain.drift import FEWEST, MOSTLY, Difference, Profile, differences
from hub.domain.source import RunOutcome
from hub.harvest.intake import Intake
from hub.store import profiles
from hub.store.runs import Run
from hub.store.writer import Transaction

FEW_ITEMS, MUCH = 2_000, 0.1
"""Up to so many items, or when a larger share has changed, what is kept is counted rather than estimated."""


async def compare(tx: Transaction, run: Run, intake: Intake) -> Sequence[Difference]:
    """Completes the profile of a run that has read everything, and holds it against that of the last complete run.

    A changed mapping is a person's own deed: it begins anew, with nothing to compare.
    """
    before = await profiles.before(tx, run)
    after = await _whole(tx, run, intake, before)
    found = differences(before, after) if before is not None else []
    await profiles.keep(tx, run, after, whole=True, found=found)
    return found


async def _whole(tx: Transaction, run: Run, intake: Intake, before: Profile | None) -> Profile:
    fresh, met = intake.profile, len(intake.met)
    changed = run.counts.created + run.counts.updated
    if fresh.items >= met:
        return fresh
    if before is not None and before.items and met > FEW_ITEMS and changed < MUCH * met:
        return fresh.plus(before, (met - changed) / before.items)
    whole = Profile(met, fresh.read, fresh.left + Counter(dict.fromkeys(before.left if before is not None else (), 1)))
    whole.add(await profiles.counted(tx, intake.met))
    waiting = changed - fresh.items
    if waiting >= FEWEST and waiting >= MOSTLY * changed:
        await _as_overtaken(tx, run, whole)
    return whole


async def _as_overtaken(tx: Transaction, run: Run, whole: Profile) -> None:
    """Takes over what nobody reads from the held run whose place this one took: its items wait still, and are not read anew."""
    overtaken = await profiles.before(tx, run, RunOutcome.DISCARDED)
    if overtaken is not None:
        whole.left += overtaken.left
        whole.read += overtaken.read
