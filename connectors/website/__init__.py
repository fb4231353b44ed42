"""Associations' and authorities' own websites: who they are, what they do, and who pays, as their pages say in markup.

Speaks: HTML with schema.org in JSON-LD or microdata, Open Graph for what is missing; sitemap.xml says which pages there are
Shape:  <script type="application/ld+json">{"@type": "NGO", "@id": …, "name": …} | {"@graph": [node, …]}</script>, several a page
Quirk:  one broken block must not take the others along; SEO plugins repeat the association on every page: it is read where it is at home
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from fnmatch import fnmatchcase
from urllib.parse import unquote, urljoin, urlsplit

from connectors.website import claims
from connectors.website.nodes import Node, page_of
from connectors.website.page import Page, read_page
from connectors.website.place import Place
from connectors.website.settings import WebsiteSettings
from connectors.website.sitemap import read_sitemap
from connectors.website.types import kind_of
from connectors.website.words import language_of
from hub.domain.claim import Claim
from hub.domain.document import Document
from hub.domain.ids import EntityKind
from hub.domain.source import CoverageKind, Source
from hub.errors import ConfigError, SourceError
from hub.sdk.connector import Connector, Cursor, Fetcher
from hub.sdk.html import safe_url
from hub.sdk.row import Row, Unreadable

_MOST_SITEMAPS = 200
_NO_PAGES = tuple(".jpg .jpeg .png .gif .webp .svg .pdf .doc .docx .xls .xlsx .zip .mp3 .mp4 .ics .xml .gz".split())  # noqa: SIM905
_MOST_FAILURES = 5
_HTML = ("text/html", "application/xhtml+xml")


class Website(Connector):
    """Reads the pages of one site that its sitemap or the source file names."""

    name = "website"
    version = 1
    settings_model = WebsiteSettings
    settings: WebsiteSettings

    def __init__(self, source: Source, settings: WebsiteSettings) -> None:
        super().__init__(source, settings)
        if not source.url or urlsplit(source.url).scheme not in ("http", "https"):
            raise ConfigError(f'source {source.key}: a website needs its address: url = "https://…/"')
        self._root = page_of(source.url)
        self._whole = False

    async def fetch(self, web: Fetcher, since: Cursor | None) -> AsyncIterator[Document]:  # noqa: ARG002 - a site is always read whole
        self._whole = True
        read: set[str] = set()
        failures: list[SourceError] = []
        for address in await self._pages(web):
            try:
                document = await web.get(address, accept="text/html, application/xhtml+xml;q=0.9")
            except SourceError as error:
                self._whole = False
                failures.append(error)
                if len(failures) >= _MOST_FAILURES * (1 + len(read)):  # a site that is down is not asked five hundred times
                    break
                continue
            if urlsplit(page_of(document.url)).netloc != urlsplit(self._root).netloc:
                self._whole = False
            elif document.url not in read and document.media_type in _HTML:
                read.add(document.url)
                yield document
        if failures and not read:
            raise failures[0]

    def parse(self, document: Document) -> Iterator[Row | Unreadable]:
        page = read_page(document)
        yield from page.broken
        path = unquote(urlsplit(page.url).path)
        place = Place(page.url, names=page.names, root=self._root, owner=self._owner(), is_list=_fits(path, self.settings.list_pages))
        found = dict(place.rows(page.nodes))
        own = place.own | self._add_known_ones(found, page, path)
        main = next((key for key in found if key in own and self._is_main(key, found[key], page)), None)
        for key, node in found.items():
            if key in own:
                yield Row(key, self._completed(node, page, main=key == main), url=page.url)
            else:  # what is merely mentioned is the same row from whichever page it comes
                yield Row(key, node)

    def _add_known_ones(self, found: dict[str, Node], page: Page, path: str) -> set[str]:
        """Adds the items that only the source file knows of; gives their keys."""
        added: dict[str, Node] = {}
        has_initiative = any(kind_of(node["@type"]) is EntityKind.INITIATIVE for node in found.values())
        if _fits(path, self.settings.initiative_pages) and not has_initiative:
            added[page.url] = {"@type": ["Project"], "url": page.url}
        if self.settings.organization and not self.settings.organization_id and self._root in page.names:
            added[str(self._owner())] = {"@type": ["Organization"], "name": self.settings.organization, "url": self._root}
        found.update(added | found)
        return set(added)

    def map(self, row: Row) -> Iterator[Claim]:
        types = row.data.get("@type", [])
        of_site = self.settings.language or self.source.language
        language = language_of(row.data.get("inLanguage"), language_of(row.take("html:lang"), of_site))
        kind = kind_of(types)
        if kind is EntityKind.ORGANIZATION:
            yield from claims.organization(row, language, self.settings)
        elif kind is EntityKind.INITIATIVE:
            yield from claims.initiative(row, language, self.settings, self._owner())
        elif kind is EntityKind.FUNDING:
            yield from claims.funding(row, language)
        else:
            row.skip(*row.data, why="events, places and articles wait for connectors' later versions; the record is kept for them")
        row.skip("og:title", "og:description", "og:image", why="only where the item itself says nothing")

    def coverage(self) -> CoverageKind:
        listed = self.settings.complete or not self.settings.start or self.settings.sitemap is not None
        return CoverageKind.EVERYTHING if self._whole and listed else CoverageKind.NOTHING

    async def _pages(self, web: Fetcher) -> list[str]:
        """Addresses of the pages to read: the front page first, then start pages, then the sitemap's, in an order that holds still."""
        start = [urljoin(self._root, address) for address in self.settings.start]
        sitemap = self.settings.sitemap or ("" if start else "sitemap.xml")
        listed = await self._listed(web, urljoin(self._root, sitemap)) if sitemap else []
        first = [] if start else [self._root]
        wanted = [url for url in dict.fromkeys(page_of(one) for one in [*first, *start, *listed]) if self._is_wanted(url)]
        self._whole = self._whole and len(wanted) <= self.settings.max_pages
        return wanted[: self.settings.max_pages]

    async def _listed(self, web: Fetcher, sitemap: str) -> list[str]:
        """The pages of a sitemap and of those that it names. A missing main sitemap is an error, a missing part makes the run partial."""
        main = read_sitemap(await web.get(sitemap))
        pages, waiting, seen = list(main.pages), list(main.sitemaps), {sitemap}
        while waiting and len(pages) <= self.settings.max_pages:
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            if len(seen) > _MOST_SITEMAPS:
                self._whole = False
                break
            try:
                part = read_sitemap(await web.get(address))
            except SourceError:
                self._whole = False
                continue
            pages += part.pages
            waiting += part.sitemaps
        self._whole = self._whole and not waiting
        return pages

    def _is_wanted(self, url: str) -> bool:
        parts = urlsplit(url)
        path = unquote(parts.path)
        return (
            parts.netloc == urlsplit(self._root).netloc
            and not path.lower().endswith(_NO_PAGES)
            and (not self.settings.include or _fits(path, self.settings.include))
            and not _fits(path, self.settings.exclude)
        )

    def _owner(self) -> str | None:
        """The key of the site's owner, when the source file says who that is."""
        if self.settings.organization_id:
            return urljoin(self._root, self.settings.organization_id)
        return f"{self._root}#Organization={self.settings.organization}" if self.settings.organization else None

    @staticmethod
    def _is_main(key: str, node: Node, page: Page) -> bool:
        address = safe_url(node.get("url"), page.url)
        stands_here = page_of(key) in page.names and (address is None or page_of(address) in page.names)
        return stands_here and kind_of(node["@type"]) is not None

    @staticmethod
    def _completed(node: Node, page: Page, *, main: bool) -> Node:
        """The item with what only the page around it says: its language, and for its main thing the Open Graph texts."""
        extra = {"html:lang": page.language if "inLanguage" not in node else None}
        if main:
            extra |= {"og:title": page.title if "name" not in node else None}
            extra |= {"og:description": page.description if "description" not in node else None}
            extra |= {"og:image": page.image if not ("image" in node or "logo" in node) else None}
        return node | {name: value for name, value in extra.items() if value}


def _fits(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)
