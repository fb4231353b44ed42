"""A document that was given: kept as the next one of its source, under a run that a harvest then goes on with.

The run is begun here and is in the state of one that was killed after its last request, so whoever harvests next finds its document
already there, and everything holds that holds for a fetched one: the guards, held runs, quarantine, drift.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import bindparam, select

from hub.domain.document import Document
from hub.domain.source import RunOutcome, Source
from hub.errors import BeingRead, OtherDocument
from hub.store import archive, audit, runs, sources
from hub.store import tables as t
from hub.store.engine import Plan, prepared
from hub.store.writer import Transaction

SHOWN = 100
_f, _r, _s, _p = t.fetch, t.run, t.source, t.problem
_NEWEST = (
    select(_f.c.hash, _f.c.run_no, _r.c.outcome)
    .select_from(_f.join(_r, _r.c.no == _f.c.run_no))
    .where(_f.c.source_no == bindparam("source"), _f.c.url == bindparam("url"))
    .order_by(_f.c.no.desc())
    .limit(1)
)
_READ_NOW = select(_r.c.no).where(_r.c.source_no == bindparam("source"), _r.c.outcome == RunOutcome.RUNNING.value).limit(1)
_STANDS = frozenset({RunOutcome.RUNNING.value, RunOutcome.PUBLISHED.value, RunOutcome.HELD.value})
"""How the run of a document ended that need not be given again."""
_COUNTS = ("fetched", "created", "updated", "unchanged", "retired", "quarantined", "problem")
_RUN = (
    select(_r.c.no, _r.c.outcome, _r.c.started_at, _r.c.ended_at, _r.c.reason, _r.c.progress, *(_r.c[f"{name}_count"] for name in _COUNTS))
    .join(_s, _s.c.no == _r.c.source_no)
    .where(_r.c.no == bindparam("run"), _s.c.key == bindparam("source"))
)
_PROBLEMS = select(_p.c.code, _p.c.message, _p.c.record, _p.c.field).where(_p.c.run_no == bindparam("run")).order_by(_p.c.no).limit(SHOWN)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of a document: the run that reads it, and whether it is new."""

    run: int
    new: bool


async def keep(
    tx: Transaction, source: Source, digest: str, document: Document, packed: bytes, *, expected: str | None, by: str, at: str
) -> Delivered:
    """Keeps a document and asks for a harvest. The same bytes again change nothing, unless their run failed or was thrown away.

    `digest` is that of the source's connector, `expected` the hash of the document that is to be replaced.
    Raises: BeingRead, OtherDocument.
    """
    no = await sources.keep_source(tx, source)
    rows = await tx.rows(_NEWEST, source=no, url=document.url)
    before, before_run, outcome = rows[0] if rows else (None, None, None)
    if expected is not None and expected != before:
        raise OtherDocument("The document of this source was replaced meanwhile. Look at it before yours takes its place.")
    if before == document.hash and outcome in _STANDS:
        return Delivered(int(before_run), new=False)
    running = await tx.value(_READ_NOW, source=no)
    if running is not None:
        raise BeingRead(f"run_{running} of this source is not done yet. Send the document again when it is; nothing of this one was kept.")
    run = await runs.begin(tx, no, digest, at)
    await archive.seal(tx, no, run.no, document, packed)
    await sources.request_harvest(tx, source.key, at)
    await audit.append(tx, "DELIVERED", f"source_{source.key}", by=by, at=at, document=document.hash, run=f"run_{run.no}")
    return Delivered(run.no, new=True)


def progress(source: str, run: int) -> Plan[dict[str, Any] | None]:
    """How far a run of a source is, or how it ended, with its first problems; None when there is no such run."""
    compiled = prepared(_RUN)
    rows = yield compiled.sql, compiled.bind({"run": run, "source": source})
    if not rows:
        return None
    no, outcome, started_at, ended_at, reason, where, *counts = rows[0]
    told = orjson.loads(where) if where else {}
    compiled = prepared(_PROBLEMS)
    problems = yield compiled.sql, compiled.bind({"run": run})
    return {
        "run": f"run_{no}", "source": source, "outcome": outcome, "startedAt": started_at, "endedAt": ended_at, "reason": reason,
        "step": told.get("step"), "done": told.get("done"), "total": told.get("total"),
        **{f"{name}Count": number for name, number in zip(_COUNTS, counts, strict=True)},
        "problems": [dict(zip(("code", "message", "record", "field"), row, strict=True)) for row in problems],
    }  # fmt: skip
