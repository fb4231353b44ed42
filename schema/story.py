"""Knowledge to share: a case, a guide, an article, a good example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import strawberry

from hub.domain.story import StoryType
from schema.connection import Page, entity_page, entity_types, page
from schema.entity import Entity
from schema.field import AFTER, FIRST, LANG, planned, words
from schema.organization import Organization
from schema.scalars import PartialDate

if TYPE_CHECKING:
    from schema.opportunity import Opportunity

words(
    StoryType,
    "What kind of telling.",
    CASE="How somebody did it.",
    GUIDE="How to do it.",
    ARTICLE="News, an essay, a portrait of a place.",
    REPORT="A longer account with figures.",
    OTHER="Another kind, or nobody says.",
)


@strawberry.type(description="Knowledge to share: a case, a guide, an article, a good example.")
class Story(Entity):
    story_type: StoryType = planned("What kind of telling.")
    published_on: PartialDate | None = planned("When it was published.")
    text: str | None = planned("The full text, where its licence allows.", LANG)
    publisher: Organization | None = planned("Who published it.")
    about: Page[Entity] = page("Entity", "What it tells of, things of any kind, by name.", FIRST, AFTER)
    opportunities: Page[Opportunity] = entity_page("Opportunity", "The opportunities that it tells of.")


(
    StoryEdge, StoryConnection, StoryFilter, StoryOrderField, StoryOrder,
    StoryDimension, StoryMeasure,
) = entity_types(
    "Story",
    types="Of one of these types.",
    about="Tells of this thing.",
    publisher="Published by this organization.",
    publishedOn="Published within this time; what has no date never matches.",
    PUBLISHED="By the day of publication; without a date last.",
    TYPE="By type of story; the value is the name of the type.",
    YEAR="By the year of publication.",
)  # fmt: skip
