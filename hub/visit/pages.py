"""Pages that were said to mention something here: each is read by the guarded fetcher, and what it says is told, or why it was not.

    page that waits → fetched → its links → hub/curation/mention.py

In the process of `samgraf mentions`, never in one that answers.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hub.curation import mention
from hub.curation.desk import Desk
from hub.curation.problems import Problems
from hub.domain.dates import instant, now
from hub.domain.source import Licence, LicenceState, Source
from hub.errors import SourceError, SourceGone, StoreError
from hub.harvest.fetch import Fetcher, FetchLimits
from hub.harvest.guard import Resolver, resolve
from hub.harvest.pace import Pace
from hub.sdk.links import Page, read_page
from hub.store import mentions
from hub.telemetry import log

if TYPE_CHECKING:
    from hub.domain.document import Document
    from hub.settings import Settings
    from hub.store.store import Store

MOST_AT_ONCE, MOST_OF_A_ROUND = 8, 200
FORGET_DAYS = 30
LIMITS = FetchLimits(seconds=20, bytes=1_000_000, redirects=5, retries=1, patience_seconds=20)
ACCEPT = "text/html, application/xhtml+xml;q=0.9"


async def read_mentions(
    store: Store, settings: Settings, *, limits: FetchLimits = LIMITS, resolver: Resolver = resolve, loopback: bool = False
) -> Counter[str]:
    """Reads every page that waits, several at once, each within its own limits; how many mentions ended how. `loopback` is for tests."""
    before = instant(datetime.now(UTC) - timedelta(days=FORGET_DAYS))
    pages = await store.write(lambda tx: mentions.pages(tx, MOST_OF_A_ROUND))
    counts, places, pace = Counter[str](), asyncio.Semaphore(MOST_AT_ONCE), Pace(settings.pace_seconds)
    desk = Desk(store, settings)

    async def one(address: str) -> None:
        async with places:
            site = Source(
                key="mention", name=urlsplit(address).netloc, connector="mention", licence=Licence("", LicenceState.UNKNOWN), url=address
            )
            fetcher = Fetcher(site, user_agent=settings.user_agent, limits=limits, pace=pace, resolver=resolver, loopback=loopback)
            async with fetcher:
                try:
                    counts.update(await _read(store, settings, desk, fetcher, address))
                except StoreError:
                    raise
                except Exception as error:  # noqa: BLE001 - a page that nobody foresaw stops no other, and its words stay out of the log
                    log("visit").error("page-not-read", why=type(error).__name__)
                    counts.update(await store.write(lambda tx: mention.unread(tx, address, "INTERNAL", now())))

    await asyncio.gather(*map(one, pages))
    await store.write(lambda tx: mentions.forget(tx, before))
    if pages:
        log("visit").info("pages-read", pages=len(pages), **{state.lower(): number for state, number in counts.items()})
    return counts


async def _read(store: Store, settings: Settings, desk: Desk, fetcher: Fetcher, address: str) -> dict[str, int]:
    try:
        document = await fetcher.get(address, accept=ACCEPT)
        page = await asyncio.to_thread(_page, document)
    except SourceGone:
        viewer, _ = await store.write(lambda tx: mention.site_of(tx, address, address))
        return await desk.hear(viewer, partial(mention.gone, address=address, reason=mention.SOURCE_GONE))
    except SourceError as error:
        code = error.code
        return await store.write(lambda tx: mention.unread(tx, address, code, now()))
    viewer, owner = await store.write(lambda tx: mention.site_of(tx, address, document.url))
    try:
        return await desk.hear(viewer, lambda room: mention.read(room, address, page, owner, settings.base_url))
    except Problems as problems:
        code = mention.why(problems)
        return await store.write(lambda tx: mention.unread(tx, address, code, now()))


def _page(document: Document) -> Page:
    """The page of a document; whatever is no HTML leads nowhere."""
    if document.media_type not in ("text/html", "application/xhtml+xml"):
        return Page("", None, ())
    return read_page(document.text(), document.url)
