"""News of associations and authorities: each item of a feed is a story.

Speaks: RSS 0.9 to 2.0, RDF, Atom, JSON Feed · one request, conditional, no paging
Shape:  <rss><channel><item><title/><link/><guid/><pubDate/><category/><description/></item> … newest first, mostly 10 to 20
Quirk:  an item that is not there any more has only left the window; declared encodings are wrong as often as right; a date does not move
        when a page is edited; `language` is what the theme came with
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from hashlib import sha256
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from connectors.feed.entries import Entry, entries
from connectors.feed.settings import FeedSettings
from hub.domain.claim import UNSAID, Claim, Image, Unsaid
from hub.domain.coverage import Coverage, first
from hub.domain.document import Document
from hub.domain.source import CoverageKind, Source
from hub.domain.story import StoryClaim
from hub.errors import ConfigError, RecordError
from hub.sdk import dates
from hub.sdk.connector import Connector, Cursor, Fetcher
from hub.sdk.events import themes_of
from hub.sdk.html import html_text, safe_url, shorten
from hub.sdk.owner import Owner
from hub.sdk.private import without_contacts
from hub.sdk.row import Row, Unreadable

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
_LONGEST_NAME, _LONGEST_SUMMARY, _LONGEST_TEXT, _LONGEST_ID = 300, 1_000, 20_000, 500
_INSTANT = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_TAG = re.compile("[a-z]{2,3}")


class Feed(Connector):
    """Reads the items of one feed."""

    name = "feed"
    version = 1
    settings_model = FeedSettings
    settings: FeedSettings

    def __init__(self, source: Source, settings: FeedSettings) -> None:
        super().__init__(source, settings)
        if not source.url:
            raise ConfigError(f'source {source.key}: a feed needs its address: url = "https://…/feed/"')
        self._owner = Owner(settings.organization, source.language)
        self._zone = ZoneInfo(settings.timezone)
        self._keeps_text = settings.full_text and source.licence.republishable
        self._in_order = False

    async def fetch(self, web: Fetcher, since: Cursor | None) -> AsyncIterator[Document]:  # noqa: ARG002 - a feed has no "since"
        document = await web.get(self.source.url or "", accept=_ACCEPT)
        moments = [moment for one in entries(document, self.settings.max_items) if (moment := _moment_of(one))]
        self._in_order = all(first(newer) >= first(older) for newer, older in pairwise(moments))
        yield document

    def parse(self, document: Document) -> Iterator[Row | Unreadable]:
        """The items, newest first. Raises SourceChanged when the document is no feed."""
        found = entries(document, self.settings.max_items)
        often = Counter(one.get("id") for one in found)
        for one in found:
            data = self._cleaned(one, document.url)
            key = str(one.get("id") or "")
            key = key if key and often[key] == 1 else str(one.get("link") or key)
            if not data.get("title") and not data.get("summary"):
                yield Unreadable(_short(key) or _named_by(data), "an item without a title and a text says nothing", b"")
                continue
            yield Row(_short(key) or _named_by(data), data, url=data.get("link"), moment=_moment_of(one))

    def map(self, row: Row) -> Iterator[Claim]:
        language = self._language(row.take("language"))
        title, summary = row.take("title"), row.take("summary")
        text, categories = row.take("text"), row.take("categories", [])
        name = title or shorten(summary or "", 80)
        if not name:
            raise RecordError("an item without a title and a text says nothing", field="title")
        picture = row.take("image")
        yield StoryClaim(
            source_id=row.key,
            name={language: name},
            summary={language: summary} if summary and summary != name else UNSAID,
            text={language: text} if text else UNSAID,
            story_type=self.settings.story_type,
            url=row.take("link") or UNSAID,
            published_on=self._published(row),
            image=Image(picture) if picture else UNSAID,
            themes=themes_of(categories, self.settings.themes),
            area=self.settings.area or UNSAID,
            references=self._owner.references("publisher"),
        )
        yield from self._owner.claims

    def coverage(self) -> Coverage | CoverageKind:
        return Coverage(CoverageKind.NEWEST) if self._in_order else CoverageKind.NOTHING

    def _cleaned(self, one: Entry, base: str) -> dict[str, Any]:
        """The item as it is kept: plain words without contacts, safe addresses."""
        said = {
            "title": _words(one.get("title"), _LONGEST_NAME),
            "summary": _words(one.get("summary") or one.get("text"), _LONGEST_SUMMARY),
            "text": _words(one.get("text"), _LONGEST_TEXT) if self._keeps_text else None,
            "link": safe_url(one.get("link"), base),
            "image": safe_url(one.get("image"), base),
            "categories": [words for word in one.get("categories", ()) if (words := _words(word, 100))],
        }
        kept = {name: one[name][:80] for name in ("published", "updated", "language") if name in one}
        return kept | {name: value for name, value in said.items() if value}

    def _language(self, said: str | None) -> str:
        """That of the source file; a feed's own word where the file has none."""
        if self.source.language != "und":
            return self.source.language
        tag = re.split("[-_]", (said or "").strip().lower(), maxsplit=1)[0]
        return tag if _TAG.fullmatch(tag) else "und"

    def _published(self, row: Row) -> str | Unsaid:
        """The day on which it was published, where the one who publishes lives."""
        published, updated = row.take("published"), row.take("updated")
        said = published or updated
        if said is None:
            return UNSAID
        try:
            if _INSTANT.fullmatch(said):
                return dates.day_in(said, self._zone)
            return dates.partial(said)
        except ValueError as error:
            row.problem("BAD_DATE", str(error), "published" if published else "updated")
            return UNSAID


def _words(value: Any, limit: int) -> str | None:
    return without_contacts(html_text(value, limit)) if isinstance(value, str) else None


def _moment_of(one: Entry) -> str | None:
    """When the item was published, as an instant; None where the feed's words are no date."""
    said = one.get("published") or one.get("updated")
    return said if isinstance(said, str) and _INSTANT.fullmatch(said) else None


def _short(key: str) -> str:
    """An id as it is, or a digest of one that nobody should have to store."""
    return key if len(key) <= _LONGEST_ID else f"sha256:{sha256(key.encode()).hexdigest()}"


def _named_by(data: dict[str, Any]) -> str:
    """A key for an item that has neither id nor link: what it is called, and when it was published."""
    words = f"{data.get('title') or data.get('summary') or ''}\n{data.get('published', '')}"
    return f"sha256:{sha256(words.encode()).hexdigest()[:32]}"
