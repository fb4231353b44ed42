"""Knowledge to share: a case, a guide, an article, a good example."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from hub.domain.claim import UNSAID, Claim, Texts, Unsaid
from hub.domain.ids import EntityKind


class StoryType(StrEnum):
    CASE = "CASE"
    GUIDE = "GUIDE"
    ARTICLE = "ARTICLE"
    REPORT = "REPORT"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryClaim(Claim):
    """References: `publisher` (organization), `about` (things of any kind). `text` only where its licence allows."""

    kind: ClassVar[EntityKind] = EntityKind.STORY

    story_type: StoryType | Unsaid = UNSAID
    published_on: str | Unsaid | None = UNSAID
    text: Texts | Unsaid | None = UNSAID
