"""`/feeds/all.atom`, `/feeds/areas/{code}.atom`, `/feeds/themes/{key}.atom`, each also as `.json` and `.ics`.

They take `?kind=`, `?lang=` and `?after=`. The number of the newest change tells whether anything is new: who comes back with the ETag or
the time of before is told 304 for one look at the store. What many ask for is written once.
"""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from starlette.responses import Response

from hub.domain.dates import instant
from hub.domain.ids import EntityKind
from hub.domain.viewer import ANYBODY
from hub.errors import BadArgument, BadRequest, NotFound
from hub.query.memory import newest_change
from hub.query.plan.cache import Cache
from hub.web.feeds import atom, calendar, jsonfeed
from hub.web.feeds.news import Reader, Untold
from hub.web.feeds.words import Addresses, News, Scope, Wanted
from hub.web.graphql import STATUS, way_out

if TYPE_CHECKING:
    from starlette.requests import Request

    from hub.context import Context
    from hub.web.door import Door

LONGEST_NAME = 100
LONGEST_CURSOR = 200
KEPT = 64
KEPT_BYTES = 200_000
"""So many documents are kept once written, none longer than this."""
LOOK_SECONDS = 2.0
PAST_DAYS = 31
"""Calendars forget what they are not told any more, so the last month stays."""
_LANG = re.compile(r"[a-z]{2,3}")
_EPOCH = "1970-01-01T00:00:00Z"


class Format(Protocol):
    """A way to write a feed."""

    MEDIA_TYPE: str

    def write(self, news: News, wanted: Wanted, at: Addresses, updated: str, /) -> bytes:
        """The document."""
        ...


FORMATS: dict[str, Format] = {"atom": atom, "json": jsonfeed, "ics": calendar}


class Feeds:
    """The feeds of one process: what was written since the last change, by its ETag. What was withdrawn is not kept here either."""

    def __init__(self) -> None:
        self._version, self._kept = -1, Cache[str, bytes](KEPT)

    def at(self, version: int) -> Cache[str, bytes]:
        """What was written at this version."""
        if version != self._version:
            self._version, self._kept = version, Cache(KEPT)
        return self._kept


async def feed(request: Request) -> Response:
    """One page of a feed. Raises NotFound, BadRequest, BadCursor, RateLimited, StoreError."""
    door: Door = request.app.state.door
    context = await door.admit(request)
    wanted, began = read(request, context), perf_counter()
    with door.meter.operation(context.client, door.limits(context)) as turn:
        try:
            version, changed = door.answers.reader.run_here(newest_change(), LOOK_SECONDS)
            headers = told(wanted, version, changed, door, context)
            if unchanged(request, headers):
                response = Response(status_code=304, headers=headers)
            else:
                kept: Cache[str, bytes] = request.app.state.feeds.at(version)
                body = kept.get(headers["ETag"])
                if body is None:
                    reader = Reader(door, context, turn, wanted.spoken)
                    body = await written(reader, wanted, Addresses(door.settings.base_url), changed or _EPOCH)
                    if len(body) <= KEPT_BYTES:
                        kept.put(headers["ETag"], body)
                response = Response(body, 200, headers, f"{FORMATS[wanted.format].MEDIA_TYPE}; charset=utf-8")
            code = None
        except Untold as error:
            code = error.answer.code or ""
            response = Response(error.answer.body, STATUS.get(code, 503), way_out(code, error.answer.retry_after), "application/json")
    door.metrics.count(document=None, via="feed", code=code, seconds=perf_counter() - began, cost=None, cached=False)
    return response


async def written(reader: Reader, wanted: Wanted, at: Addresses, changed: str) -> bytes:
    """The document. Raises NotFound, BadCursor, Untold."""
    day = datetime.now(UTC).replace(hour=0, minute=0, second=0)
    if wanted.format == "ics":
        news = await reader.events(wanted, instant(day - timedelta(days=PAST_DAYS)))
    else:
        news = await reader.news(wanted, instant(day))
    return await asyncio.to_thread(FORMATS[wanted.format].write, news, wanted, at, changed)


# --- What is asked -------------------------------------------------------------------------------------------------------------------


def read(request: Request, context: Context) -> Wanted:
    """What a request means. Raises NotFound and BadRequest."""
    what, _, name = request.path_params["path"].partition("/")
    key, _, format_ = (name or what).rpartition(".")
    whole = not name and key == "all"
    if format_ not in FORMATS or not (whole or (what in ("areas", "themes") and 0 < len(key) <= LONGEST_NAME and "/" not in key)):
        formats = ", ".join(f".{one}" for one in FORMATS)
        raise NotFound(f"There is no such feed. Feeds are /feeds/all, /feeds/areas/CODE and /feeds/themes/KEY, each as {formats}.")
    given = dict(request.query_params)
    if len(given) != len(request.query_params.multi_items()) or given.keys() - {"kind", "lang", "after"}:
        raise BadRequest("A feed takes `kind`, `lang` and `after`, each once, and nothing else.")
    kind = given.get("kind") or None
    if kind is not None and (kind not in EntityKind.__members__ or format_ == "ics"):
        raise BadArgument(f"`kind` is one of {', '.join(EntityKind)}; a calendar tells of events alone.")
    lang = given.get("lang") or None
    if lang is not None and not _LANG.fullmatch(lang):
        raise BadArgument("`lang` is a language such as da, en or de.")
    after = given.get("after") or None
    if after is not None and (len(after) > LONGEST_CURSOR or format_ == "ics"):
        raise BadArgument("`after` is the one of the `next` link of a feed; a calendar has one page.")
    return Wanted(
        Scope("all") if whole else Scope(what, key), format_, EntityKind(kind) if kind else None, lang, after, lang or context.language
    )


# --- Whether anything is new ----------------------------------------------------------------------------------------------------------


def told(wanted: Wanted, version: int, changed: str | None, door: Door, context: Context) -> dict[str, str]:
    """The headers of this page at this version; a day that begins makes events of yesterday old."""
    day = datetime.now(UTC).date()
    mark = f"{door.settings.base_url}\x00{wanted}\x00{version}\x00{day}"
    seconds = door.documents.cache_seconds
    found = {
        "ETag": f'"{blake2b(mark.encode(), digest_size=12).hexdigest()}"',
        "Cache-Control": f"public, max-age={seconds}" if context.viewer == ANYBODY else "private, no-cache",
        "Vary": "Accept-Language, Authorization",
    }
    if wanted.spoken:
        found["Content-Language"] = wanted.spoken
    moment = datetime.fromisoformat(changed or _EPOCH)
    if datetime.now(UTC) - moment > timedelta(seconds=1):  # within its second there may be another change
        found["Last-Modified"] = format_datetime(max(moment, datetime(day.year, day.month, day.day, tzinfo=UTC)), usegmt=True)
    return found


def unchanged(request: Request, headers: dict[str, str]) -> bool:
    """Whether whoever asks has this page already (RFC 9110, section 13.2.2)."""
    known = request.headers.get("if-none-match")
    if known is not None:
        return headers["ETag"] in {one.strip().removeprefix("W/") for one in known[:2_000].split(",")} or known.strip() == "*"
    since = request.headers.get("if-modified-since")
    if since is None or "Last-Modified" not in headers:
        return False
    try:
        return parsedate_to_datetime(headers["Last-Modified"]) <= parsedate_to_datetime(since)
    except (ValueError, TypeError):
        return False
