"""What can be read of one harvest of one source, and of what went wrong in it."""

from __future__ import annotations

from sqlalchemy import select

from hub.domain.ids import RUN
from hub.query.noun import Many, Noun, One, Scalar, Way
from hub.query.permissions import looked_after
from hub.store.tables import problem, run

_source_of = run.alias("source_of")
_THEIRS = Way(
    problem.c.run_no,
    problem.c.no,
    where=looked_after(select(_source_of.c.source_no).where(_source_of.c.no == problem.c.run_no).scalar_subquery()),
)
"""What went wrong may quote what was never published, so it is for those who look after the source."""

RUN_NOUN = Noun(
    "HarvestRun",
    None,
    run,
    columns={
        "id": Scalar((run.c.no,), f"'{RUN}_' + str({{0}})"),
        "startedAt": run.c.started_at,
        "endedAt": run.c.ended_at,
        "outcome": run.c.outcome,
        "coverage": run.c.coverage,
        "fetchedCount": run.c.fetched_count,
        "createdCount": run.c.created_count,
        "updatedCount": run.c.updated_count,
        "unchangedCount": run.c.unchanged_count,
        "retiredCount": run.c.retired_count,
        "quarantinedCount": run.c.quarantined_count,
    },
    relations={
        "source": One("Source", on=run.c.source_no),
        "problems": Many("HarvestProblem", {"": _THEIRS}, filtered=False, backward=False),
    },
    order=(run.c.no,),
    newest=True,
)

PROBLEM_NOUN = Noun(
    "HarvestProblem",
    None,
    problem,
    columns={"code": problem.c.code, "message": problem.c.message, "record": problem.c.record, "field": problem.c.field},
    order=(problem.c.no,),
)
