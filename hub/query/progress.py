"""What can be read of how far a harvest is."""

from __future__ import annotations

from hub.query.noun import Noun, One, Scalar
from hub.store.tables import run

PROGRESS_NOUN = Noun(
    "HarvestProgress",
    None,
    run,
    columns={
        "step": Scalar((run.c.progress,), "how_far({0}, 'step', 'fetch')"),
        "done": Scalar((run.c.progress,), "how_far({0}, 'done', 0)"),
        "total": Scalar((run.c.progress,), "how_far({0}, 'total')"),
    },
    relations={"run": One("HarvestRun", on=run.c.no)},
    order=(run.c.no,),
)
"""A run, seen from its progress."""
