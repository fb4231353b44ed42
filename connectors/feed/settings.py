"""What a source file may say about a feed."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from hub.domain.story import StoryType
from hub.sdk.checked import Zone
from hub.sdk.owner import OwnerSettings


class FeedSettings(BaseModel):
    """`[settings]` of a source with `connector = "feed"`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    organization: OwnerSettings | None = Field(None, description="who publishes the feed")
    story_type: StoryType = Field(StoryType.ARTICLE, description="what its items are")
    themes: dict[str, str] = Field({}, description="category of the feed → theme")
    area: str | None = Field(None, max_length=80, description="code of the area that all items are about")
    timezone: Zone = Field("Europe/Copenhagen", description="where a day begins and ends for the one who publishes")
    full_text: bool = Field(False, description="keep whole texts too, where the licence allows it")
    max_items: int = Field(1_000, ge=1, le=5_000, description="most items of one answer; what is older is left out")
