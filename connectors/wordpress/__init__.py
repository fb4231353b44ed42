"""Posts, pages and events of a WordPress site.

Speaks: wp/v2 and tribe/events/v1 (JSON), no key · 100 posts or 50 events a page at most, one request a second
Shape:  {"body": [{"id", "link", "date_gmt", "title": {"rendered"}, …}], "status": 200, "headers": {"X-WP-Total", "X-WP-TotalPages"}}
Quirk:  a page beyond the last is an error; the API can be switched off or stand behind a firewall; titles carry HTML entities;
        `venue` is an empty list where there is none; an organizer may be a person
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from connectors.wordpress.api import Answer, answer, categories_url, kind_of, names_of, page_url, root_of, way_out
from connectors.wordpress.events import event
from connectors.wordpress.items import moment, row_of
from connectors.wordpress.settings import Kind, WordpressSettings
from connectors.wordpress.stories import story
from hub.domain.claim import Claim
from hub.domain.coverage import Coverage, first
from hub.domain.dates import instant
from hub.domain.document import Document
from hub.domain.source import CoverageKind, Source
from hub.errors import ConfigError, SourceChanged, SourceError
from hub.sdk.connector import Connector, Cursor, Fetcher
from hub.sdk.owner import Owner
from hub.sdk.row import Row, Unreadable

_ACCEPT = "application/json"


@dataclass(slots=True)
class _Read:
    """How far a kind was read: the ids that were met, the moments of the first and last item, and whether that is all there is."""

    ids: set[int] = field(default_factory=set)
    last: str | None = None
    total: int | None = None
    cut: bool = False
    sure: bool = True


class Wordpress(Connector):
    """Reads the lists of one WordPress site."""

    name = "wordpress"
    version = 1
    settings_model = WordpressSettings
    settings: WordpressSettings

    def __init__(self, source: Source, settings: WordpressSettings) -> None:
        super().__init__(source, settings)
        if not source.url and not settings.api:
            raise ConfigError(f'source {source.key}: a WordPress site needs its address: url = "https://…/"')
        if settings.api and not settings.api.startswith("file:") and urlsplit(settings.api).scheme not in ("http", "https"):
            raise ConfigError(f"source {source.key}: settings.api {settings.api[:80]!r} is neither an http(s) nor a file: address")
        self._owner = Owner(settings.organization, source.language)
        self._keeps_text = settings.full_text and source.licence.republishable
        self._read: dict[Kind, _Read] = {}
        self._whole, self._runs = True, 0
        self._newest: str | None = None

    async def fetch(self, web: Fetcher, since: Cursor | None) -> AsyncIterator[Document]:
        """The pages of each list. Only what changed is asked for, but at every `whole_every`th run."""
        changed, runs = _cursor_of(since)
        self._whole = changed is None or runs + 1 >= self.settings.whole_every
        self._newest, self._runs = changed, 0 if self._whole else runs + 1
        self._read = {}
        root = await self._root(web)
        parts, wanted = await self._categories(web, root)
        for kind in dict.fromkeys(self.settings.kinds):
            async for document in self._pages(web, root, kind, wanted, _month_of(None if self._whole else changed)):
                yield replace(document, parts=parts) if parts and kind == "posts" else document

    def parse(self, document: Document) -> Iterator[Row | Unreadable]:
        """The items of one page. Raises SourceChanged or SourceRefused when it is an error."""
        kind = kind_of(document)
        names = names_of(document.parts["categories"]) if "categories" in document.parts else {}
        for item in answer(document, kind).items:
            row = row_of(kind, item, document.url, names, full_text=self._keeps_text)
            if row is not None:
                yield row

    def map(self, row: Row) -> Iterator[Claim]:
        say = event if row.data.get("kind") == "events" else story
        yield from say(row, self.settings, self.source.language, self._owner)

    def coverage(self) -> Coverage | CoverageKind:
        """Everything, or what all kinds were read of: posts from the newest back, events from the earliest on."""
        if not self._whole or not self._read or not all(one.sure for one in self._read.values()):
            return CoverageKind.NOTHING
        cut = [kind for kind, one in self._read.items() if one.cut]
        if not cut and not ("events" in self._read and self.settings.events_since):
            return CoverageKind.EVERYTHING
        if len(self._read) == 1 and "events" not in self._read:
            return Coverage(CoverageKind.NEWEST)
        bounds = [first(self._read[kind].last or "9999") for kind in cut if kind != "events"]
        if self.settings.events_since and "events" in self._read:
            bounds.append(first(self.settings.events_since.isoformat()))
        until = self._read["events"].last if "events" in cut else None
        return Coverage(CoverageKind.WINDOW, _next_second(max(bounds)) if bounds else None, until and _second_before(until))

    def cursor(self) -> Cursor | None:
        return f"{self._newest}|{self._runs}" if self._newest else None

    async def _root(self, web: Fetcher) -> str:
        if self.settings.api:
            return self.settings.api
        try:
            return root_of(await web.get(self.source.url or "", accept="text/html"))
        except SourceError as error:
            raise _with_way_out(error, "posts") from error

    async def _categories(self, web: Fetcher, root: str) -> tuple[dict[str, Document], list[int]]:
        """The site's categories as a part of each page, and the numbers of those that are wanted; asked for only when they are needed."""
        if "posts" not in self.settings.kinds or not (self.settings.themes or self.settings.categories):
            return {}, []
        document = await self._get(web, categories_url(root), "posts")
        names = names_of(document)
        wanted = list[int]()
        for name in self.settings.categories:
            found = [number for number, pair in names.items() if name.casefold() in (pair[0].casefold(), pair[1].casefold())]
            if not found:
                there = ", ".join(slug for _, slug in names.values())[:300]
                raise SourceChanged(f"source {self.source.key}: the site has no category {name!r} (there are: {there})")
            wanted += found
        return {"categories": document}, sorted(set(wanted))

    async def _pages(self, web: Fetcher, root: str, kind: Kind, wanted: list[int], since: str | None) -> AsyncIterator[Document]:
        read = self._read[kind] = _Read()
        page, counted = 1, False
        while True:
            changed = since if kind != "events" else None
            asked = page_url(root, kind, page, self.settings, categories=wanted, since=changed)
            try:
                document = await self._get(web, asked, kind)
            except SourceError:
                if page > 1 and not counted:  # a site that knows no envelopes says so that there is no such page; or it failed
                    read.sure = False
                    return
                raise
            found = answer(document, kind)
            if found.past:  # there were as many pages a moment ago
                read.sure = False
                return
            counted = found.pages is not None
            self._note(read, kind, found)
            yield document
            size = min(self.settings.page_size, 50) if kind == "events" else self.settings.page_size
            if (page >= found.pages) if found.pages is not None else (len(found.items) < size):
                read.sure = read.sure and (found.total is None or found.total == len(read.ids))
                return
            if page >= self.settings.max_pages:
                read.cut = True
                return
            page += 1

    def _note(self, read: _Read, kind: Kind, found: Answer) -> None:
        when = "utc_start_date" if kind == "events" else "date_gmt"
        for item in found.items:
            number, at, changed = item.get("id"), moment(item.get(when)), moment(item.get("modified_gmt"))
            if isinstance(number, int):
                read.ids.add(number)
            read.last = at or read.last
            if kind != "events" and changed and changed.endswith("Z"):
                self._newest = max(self._newest or "", changed)

    async def _get(self, web: Fetcher, url: str, what: str) -> Document:
        try:
            return await web.get(url, accept=_ACCEPT)
        except SourceError as error:
            raise _with_way_out(error, what) from error


def _with_way_out(error: SourceError, what: str) -> SourceError:
    """The same failure, with what can be done about it."""
    return type(error)(f"{error}. {way_out(what)}")


def _cursor_of(since: Cursor | None) -> tuple[str | None, int]:
    """The newest change that was read, and how many runs asked only for changes since all was read."""
    changed, _, runs = (since or "").partition("|")
    try:
        return _shifted(changed), int(runs)
    except ValueError:
        return None, 0


def _month_of(changed: str | None) -> str | None:
    """The month of the day before: versions of WordPress read zones differently, and the newest document of each address is kept."""
    return f"{_shifted(changed, days=-1)[:7]}-01T00:00:00Z" if changed else None


def _next_second(moment: str) -> str:
    return _shifted(moment, seconds=1)


def _second_before(moment: str) -> str:
    return _shifted(moment, seconds=-1)


def _shifted(moment: str, **by: int) -> str:
    try:
        return instant(datetime.fromisoformat(moment) + timedelta(**by))
    except OverflowError:
        return moment
