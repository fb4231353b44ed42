"""What a source file may say about a feed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from hub.domain.story import StoryType
from hub.sdk.owner import OwnerSettings


class FeedSettings(BaseModel):
    """`[settings]` of a source with `connector = "feed"`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organization: OwnerSettings | None = Field(None, description="who publishes the feed")
    story_type: StoryType = Field(StoryType.ARTICLE, description="what its items are")
    themes: dict[str, str] = Field({}, description="category of the feed → theme")
    area: str | None = Field(None, max_length=80, description="code of the area that all items are about")
    timezone: str = Field("Europe/Copenhagen", description="where a day begins and ends for the one who publishes")
    full_text: bool = Field(False, description="keep whole texts too, where the licence allows it")
    max_items: int = Field(1_000, ge=1, le=5_000, description="most items of one answer; what is older is left out")

    @field_validator("timezone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError(f"{value[:40]!r} is no time zone like Europe/Copenhagen") from None
        return value
