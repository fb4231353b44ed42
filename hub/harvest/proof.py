"""Whether an organization shows on its own website the token of who asks to speak for it.

    website → /.well-known/samgraf.txt (where the whole site is its own) → <meta name="samgraf-verification"> of the page → found or not

It goes through the guarded, polite fetcher, in the process of `samgraf confirm`, never in one that answers.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from hub.domain.dates import now
from hub.domain.document import Document
from hub.domain.proof import META_NAME, file_of
from hub.domain.source import Licence, LicenceState, Source
from hub.errors import SourceError, SourceUnreachable
from hub.harvest.fetch import Fetcher, FetchLimits
from hub.harvest.pace import Pace
from hub.settings import Settings
from hub.store import confirmations
from hub.store.store import Store
from hub.telemetry import log

LIMITS = FetchLimits(seconds=20.0, bytes=2_000_000, retries=1, patience_seconds=10.0)
MOST_LINES = 200

Open = Callable[[str], Fetcher]
"""A fetcher for one website."""


async def look_at_websites(store: Store, open_fetcher: Open) -> tuple[int, int]:
    """Looks at every website that waits for it; how many, and how many showed the token. Raises StoreError.

    One site after the other; one that nobody foresaw stops no other.
    """
    looked = proven = 0
    for no, token, website in await store.read(confirmations.to_check()):
        failure = "NO_WEBSITE"
        if website:
            try:
                async with open_fetcher(website) as web:
                    failure = await search(web, website, token)
            except Exception as error:  # noqa: BLE001 - its words are somebody else's and stay out of the log
                log("harvest").error("website-not-read", why=type(error).__name__)
                failure = SourceUnreachable.code
        looked += 1
        if failure:
            await store.write(lambda tx, no=no, code=failure: confirmations.failed(tx, no, code))  # type: ignore[misc]
        elif await store.write(lambda tx, no=no: confirmations.prove(tx, no, now())) is not None:  # type: ignore[misc]
            proven += 1
        else:
            await store.write(lambda tx, no=no: confirmations.failed(tx, no, "OVER"))  # type: ignore[misc]
    return looked, proven


async def search(web: Fetcher, website: str, token: str) -> str:
    """Nothing when the token is shown, else a code for why it was not seen: NOT_FOUND, LED_ELSEWHERE, or that of the error."""
    file = file_of(website)
    if file is not None and not await _try(web, file, lambda found: token in _lines(found)):
        return ""
    return await _try(web, website, lambda found: token in _metas(found))


async def _try(web: Fetcher, address: str, shows: Callable[[Document], bool]) -> str:
    try:
        document = await web.get(address, accept="text/html, text/plain;q=0.9, */*;q=0.1")
    except SourceError as error:
        return error.code
    if _host(document.url) != _host(address):
        return "LED_ELSEWHERE"
    return "" if shows(document) else "NOT_FOUND"


def _host(address: str) -> str:
    """The host and port of an address: `www.` before it and another scheme make no other site."""
    parts = urlsplit(address)
    port = parts.port if parts.port not in (None, 80, 443) else ""
    return f"{(parts.hostname or '').removeprefix('www.')}:{port}"


def _lines(document: Document) -> list[str]:
    return [line.strip() for line in document.text().splitlines()[:MOST_LINES]]


def _metas(document: Document) -> list[str]:
    """What the head of a page says; what stands in its body may be somebody else's words."""
    head = LexborHTMLParser(document.text()).head
    found = head.css(f'meta[name="{META_NAME}"]') if head is not None else []
    return [(one.attributes.get("content") or "").strip() for one in found[:MOST_LINES]]


def fetcher_of(settings: Settings) -> Open:
    """What opens the fetcher for a website; all of them share one pace, for two websites may be on one host."""
    pace = Pace(settings.pace_seconds)

    def opened(website: str) -> Fetcher:
        licence = Licence("unknown", LicenceState.UNKNOWN)
        source = Source(key="confirmation", name="Website of who asks to speak", connector="confirmation", licence=licence, url=website)
        return Fetcher(source, user_agent=settings.user_agent, limits=LIMITS, pace=pace)

    return opened
