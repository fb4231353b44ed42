"""What a source file may say about a WordPress site."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hub.domain.story import StoryType
from hub.sdk.checked import Zone
from hub.sdk.owner import OwnerSettings

Kind = Literal["posts", "pages", "events"]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class WordpressSettings(BaseModel):
    """`[settings]` of a source with `connector = "wordpress"`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: tuple[Kind, ...] = Field(("posts",), min_length=1, description="what is read: posts, pages, events (The Events Calendar)")
    api: str | None = Field(None, max_length=500, description="address of the REST API, when the front page does not name it")
    organization: OwnerSettings | None = Field(None, description="who publishes; also organizes what names nobody else")
    categories: tuple[Name, ...] = Field((), max_length=50, description="only posts in these categories (name or slug)")
    themes: dict[str, str] = Field({}, description="category of the site → theme")
    story_type: StoryType = Field(StoryType.ARTICLE, description="what posts are")
    area: str | None = Field(None, max_length=80, description="code of the area that all items are about")
    country: Literal["DK", "DE"] = Field("DK", description="country of venues that do not say theirs")
    timezone: Zone = Field("Europe/Copenhagen", description="where a day begins and ends for the one who publishes")
    events_since: date | None = Field(None, description="only events from this day on")
    full_text: bool = Field(False, description="keep whole texts too, where the licence allows it")
    page_size: int = Field(100, ge=1, le=100, description="items of one request; events at most 50")
    max_pages: int = Field(20, ge=1, le=200, description="most requests for each kind")
    whole_every: int = Field(1, ge=1, le=100, description="for large sites: every how many runs all posts are read, not only changes")
