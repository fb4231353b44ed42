"""Where knowledge comes from, and what may be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.source import LicenceState, SourcePolicy, SourceState
from schema.connection import Page, page, page_types
from schema.field import AFTER, FIRST, planned, words
from schema.node import Node
from schema.scalars import DateTime, Url

if TYPE_CHECKING:
    from schema.run import HarvestRun

words(
    LicenceState,
    "How well a licence is known.",
    KNOWN="Named by the source in a field made for it.",
    STATED="Told by the source in prose.",
    UNKNOWN="Not told: what comes from here is not republishable by default.",
)
words(
    SourcePolicy,
    "What may become public of what a source says.",
    AUTOMATIC="Everything, at once.",
    REVIEW="Only what a person has looked at.",
    DISCOVERY="Nothing: the source only serves to find what is missing.",
)
words(
    SourceState,
    "How a source is doing.",
    ACTIVE="Harvested as planned.",
    QUIET="It answers, but has had nothing new for a long time.",
    DEFECTIVE="Its last runs failed.",
    HELD="Its last run waits for a person, because its answer was suspiciously different.",
    HIJACKED="Its address now belongs to somebody else; nothing is taken from it.",
    CLOSED="It is no longer harvested; what it said before stays.",
)


@strawberry.type(description="The terms under which something may be used.")
class Licence:
    spdx: str | None = planned("SPDX identifier, such as `CC-BY-4.0`, where the licence has one.")
    name: str = planned("The licence by its name.")
    url: Url | None = planned("The text of the licence.")
    state: LicenceState = planned("How well it is known.")
    republishable: bool = planned("Whether what is under it may be passed on; if not, it stays out of exports.")


@strawberry.type(description="Somebody's site, file or service from which the graph is harvested.")
class Source(Node):
    name: str = planned("What its publisher calls it.")
    connector: str = planned("The protocol or platform by which it is read, such as `tabular` or `ical`.")
    publisher: str | None = planned("Who publishes it.")
    url: Url | None = planned("The page on which a person can read about it.")
    licence: Licence = planned("The terms of everything that comes from it.")
    attribution: str | None = planned("How it wants to be named, in its own words.")
    illustrative: bool = planned("Invented for show; said wherever it appears.")
    policy: SourcePolicy = planned("What may become public of it.")
    state: SourceState = planned("How it is doing.")
    entity_count: int = planned("How many entities it speaks of.")
    last_success_at: DateTime | None = planned("When it was last read completely.")
    last_attempt_at: DateTime | None = planned("When it was last tried.")
    lag_seconds: int | None = planned("Seconds since it was last read completely; null when it never was.")
    next_run_at: DateTime | None = planned("When it will be read again.")
    runs: Page[HarvestRun] = page("HarvestRun", "Its harvests, newest first.", FIRST, AFTER)


SourceEdge, SourceConnection = page_types("Source")
