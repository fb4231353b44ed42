"""One harvest of one source, and what went wrong in it."""

from __future__ import annotations

import strawberry

from hub.domain.source import CoverageKind, RunOutcome
from schema.connection import Page, page, page_types
from schema.field import AFTER, FIRST, planned, words
from schema.node import Node
from schema.scalars import DateTime
from schema.source import Source

words(
    RunOutcome,
    "How a harvest ended.",
    RUNNING="It is still going on.",
    PUBLISHED="What it found is public.",
    HELD="What it found waits for a person, because it was suspiciously different from before.",
    DISCARDED="A person threw away what it found.",
    PARTIAL="It broke off; what it had by then is public.",
    FAILED="It broke off before anything could be used.",
)
words(
    CoverageKind,
    "What an answer of a source covered: absence retires only inside it.",
    name="Coverage",
    EVERYTHING="All items of the source.",
    WINDOW="All items within a window of time.",
    NEWEST="The newest items only.",
    NOTHING="Nothing that absence could be read from.",
)


@strawberry.type(description="One item or moment of a harvest that went wrong.")
class HarvestProblem:
    code: str = planned("What kind of problem, for machines.")
    message: str = planned("What happened, and the way out.")
    record: str | None = planned("The item, by the source's own id.")
    field: str | None = planned("The field of the source that stood in the way.")


@strawberry.type(description="One harvest of one source.")
class HarvestRun(Node):
    source: Source = planned("The source that was read.")
    started_at: DateTime = planned("When it began.")
    ended_at: DateTime | None = planned("When it ended; null while it goes on.")
    outcome: RunOutcome = planned("How it ended.")
    coverage: CoverageKind = planned("What the source's answer covered.")
    fetched_count: int = planned("Items that were read.")
    created_count: int = planned("Items that were new.")
    updated_count: int = planned("Items that said something else than before.")
    unchanged_count: int = planned("Items that said the same as before.")
    retired_count: int = planned("Items that are gone from the source: two complete runs have missed them.")
    quarantined_count: int = planned("Items that could not be read, and were put aside.")
    problems: Page[HarvestProblem] = page(
        "HarvestProblem", "What went wrong, in order; for moderators, and for contributors who look after the source.", FIRST, AFTER
    )


HarvestRunEdge, HarvestRunConnection = page_types("HarvestRun")
HarvestProblemEdge, HarvestProblemConnection = page_types("HarvestProblem")
