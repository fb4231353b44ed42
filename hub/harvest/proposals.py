"""After a harvest: proposals anew for whatever it changed, so that the queue of `samgraf matches` is never older than the data.

In the process that harvests, never in the one that answers. Bounded: in time by a share of what the harvest took, and by how many
things there are, since even for one changed thing all others are read and counted.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Collection
from itertools import islice

from hub.domain.dates import now
from hub.domain.ids import EntityKind
from hub.domain.match import Facts, Proposal
from hub.errors import StoreError
from hub.harvest.match.population import Population
from hub.harvest.match.propose import MOST_EACH, THRESHOLD, best_of_each
from hub.store import matches
from hub.store.recognition import CHANGED, changed_since, facts, last_change
from hub.store.store import Store
from hub.store.writer import Transaction
from hub.telemetry import log

MOST_THINGS = 30_000
"""Some four seconds to make ready; a larger hub looks for pairs at a time of its own, with `samgraf matches find`."""

SHARE, LEAST_SECONDS = 0.1, 3.0
"""At most so much of the time that the harvest took, but always so many seconds."""

AT_ONCE = 200
"""Things whose proposals are replaced in one transaction."""

Pair = tuple[int, int]


async def refresh(store: Store, since: int, harvest_seconds: float) -> None:
    """Looks for pairs among all that changed after line `since` of the feed, and puts them into the queue; tells what it did in one line.

    What goes wrong in the matching is told in the log and stops no harvest. Raises: StoreError.
    """
    touched, size = await store.read(changed_since(since))
    if not touched:
        return
    if size > MOST_THINGS:
        log("matches").warning("proposals-left", things=size, most=MOST_THINGS, what_to_do="run `samgraf matches find`")
        return
    began = time.monotonic()
    try:
        told = await _replace(store, touched, began + max(LEAST_SECONDS, SHARE * harvest_seconds))
    except StoreError:
        raise
    except Exception as error:  # noqa: BLE001 - the harvest is published; a fault in comparing names must not undo its report
        log("matches").error("proposals-failed", error=type(error).__name__, what_to_do="run `samgraf matches find`")
        return
    log("matches").info("proposals-refreshed", changed=len(touched), seconds=round(time.monotonic() - began, 1), **told)


async def _replace(store: Store, touched: set[int], until: float) -> dict[str, int]:
    """Replaces the proposals of the touched, some at a time, until the time is over; how many it compared, proposed, and left for later."""
    read_at = await store.read(last_change())
    everything = await store.read(facts())
    decided = (await store.read(matches.decided_pairs())).keys()
    populations = await asyncio.to_thread(_populations, everything, touched)
    waiting, proposed = iter(sorted(touched)), 0
    while some := set(islice(waiting, AT_ONCE)):
        found = await asyncio.to_thread(_of_all, populations, some, decided)
        proposed += await store.write(lambda tx, found=found, some=some: _write(tx, found, some, read_at))  # type: ignore[misc]
        if time.monotonic() >= until:
            break
    return {"compared": sum(one.compared for one in populations), "proposed": proposed, "left": sum(1 for _ in waiting)}


async def _write(tx: Transaction, found: list[Proposal], some: set[int], read_at: int) -> int:
    """Replaces the proposals of some, without those about anything that changed meanwhile: its name may have been withdrawn."""
    gone = {no for (no,) in await tx.rows(CHANGED, since=read_at)}
    return await matches.replace(tx, [one for one in found if not {one.left, one.right} & gone], now(), some)


def _populations(everything: list[Facts], touched: Collection[int]) -> list[Population]:
    """The kinds of which something was touched."""
    by_kind: defaultdict[EntityKind, list[Facts]] = defaultdict(list)
    for one in everything:
        by_kind[one.kind].append(one)
    return [Population(group) for group in by_kind.values() if any(one.no in touched for one in group)]


def _of_all(populations: list[Population], some: Collection[int], decided: Collection[Pair]) -> list[Proposal]:
    return [one for population in populations for one in best_of_each(population.of(some, THRESHOLD, decided), MOST_EACH)]
