"""A post or a page as a story."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from connectors.wordpress.settings import WordpressSettings
from hub.domain.claim import UNSAID, Claim, Unsaid
from hub.domain.story import StoryClaim, StoryType
from hub.sdk import dates
from hub.sdk.events import themes_of
from hub.sdk.owner import Owner
from hub.sdk.row import Row


def story(row: Row, settings: WordpressSettings, language: str, owner: Owner) -> Iterator[Claim]:
    """What a post says, and who publishes it."""
    title, summary, text, published = row.take("title"), row.take("summary"), row.take("text"), row.take("published")
    day: str | Unsaid = UNSAID
    if published:
        try:
            day = dates.day_in(published, ZoneInfo(settings.timezone))
        except ValueError:
            row.problem("BAD_DATE", f"{published[:40]!r} is no date", "date_gmt")
    yield StoryClaim(
        source_id=row.key,
        name={language: title},
        summary={language: summary} if summary and summary != title else UNSAID,
        text={language: text} if text else UNSAID,
        story_type=StoryType.OTHER if row.take("kind") == "pages" else settings.story_type,
        url=row.take("link") or UNSAID,
        published_on=day,
        themes=themes_of(row.take("categories", []), settings.themes),
        area=settings.area or UNSAID,
        references=owner.references("publisher"),
    )
    yield from owner.claims
