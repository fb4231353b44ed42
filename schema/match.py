"""Pairs that may be the same: proposals of the machine, which merge nothing."""

from __future__ import annotations

import strawberry

from hub.domain.match import Judgement
from schema.connection import page_types
from schema.entity import Entity
from schema.field import planned, words
from schema.node import Node

MatchDecision = words(
    Judgement,
    "What a person says about a pair. It can be taken back.",
    name="MatchDecision",
    SAME="They are one thing. Possible only within one kind.",
    DIFFERENT="They are two; nothing will propose or join them again.",
    UNSURE="Nobody can tell for now.",
)


@strawberry.type(description="A pair that may be the same, with a score and the reasons. Nothing is merged before a person decides.")
class Match(Node):
    left: Entity = planned("One of the two, as it is now.")
    right: Entity = planned("The other, as it is now; the same as `left` once they were joined.")
    score: float = planned("How much speaks for it, from 0 to 1. Not a measured chance.")
    reasons: list[str] = planned("What speaks for and against it, strongest first, in the language of the request (Danish or English).")
    decision: Judgement | None = planned("What a person decided; null while it is open.")


@strawberry.input(description="What you say about two things: whether they are one.")
class MatchDecisionInput:
    left: strawberry.ID = strawberry.field(description="One of the two; what is said stays with just this id.")
    right: strawberry.ID = strawberry.field(description="The other, of the same kind.")
    decision: Judgement = strawberry.field(description="What you say.")
    reason: str | None = strawberry.field(default=strawberry.UNSET, description="Why; told beside the decision.")
    idempotency_key: str | None = strawberry.field(default=strawberry.UNSET, description="As in every input: done once, answered alike.")


MatchEdge, MatchConnection = page_types("Match", ("total_count", planned("How many there are in the whole list.", sdl="Int!")))
