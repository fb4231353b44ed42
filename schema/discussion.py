"""Threads, proposals and debates on forums. The words stay there; the graph knows that people talk, where, and about what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.discussion import DiscussionState
from schema.connection import Page, entity_page, entity_types, page
from schema.entity import Entity
from schema.field import AFTER, FIRST, planned, words
from schema.scalars import DateTime

if TYPE_CHECKING:
    from schema.opportunity import Opportunity

words(
    DiscussionState,
    "How a discussion stands.",
    OPEN="People may still take part.",
    CLOSED="It is over.",
    ACCEPTED="What was proposed in it was taken up.",
    REJECTED="What was proposed in it was turned down.",
    UNKNOWN="Nobody says.",
)


@strawberry.type(
    description="A thread, proposal or debate on a forum. The words stay there; the graph knows that people talk, where, and about what."
)
class Discussion(Entity):
    forum: str = planned("The name of the place where people talk; where nobody says, the host of its address.")
    discussion_state: DiscussionState = planned("How it stands.")
    started_at: DateTime | None = planned("When it began.")
    last_activity_at: DateTime | None = planned("When somebody last wrote.")
    reply_count: int | None = planned("How many replies there are; the first post is none.")
    supporter_count: int | None = planned("How many people support what is proposed.")
    about: Page[Entity] = page("Entity", "What people talk about, things of any kind, by name.", FIRST, AFTER)
    opportunities: Page[Opportunity] = entity_page("Opportunity", "The opportunities that it is about.")


(
    DiscussionEdge, DiscussionConnection, DiscussionFilter, DiscussionOrderField, DiscussionOrder,
    DiscussionDimension, DiscussionMeasure,
) = entity_types(
    "Discussion",
    states="In one of these states.",
    about="About this thing.",
    lastActivityAt="Last written in within this time; what says no time never matches.",
    forum="On the forum of exactly this name.",
    ACTIVITY="By when somebody last wrote; without a time last.",
    REPLIES="By how many replies there are; without a number last.",
    STATE="By state; the value is the name of the state.",
    MONTH="By the month (UTC) in which somebody last wrote, such as `2026-11`.",
)  # fmt: skip
