"""What all formats of a feed share: what is asked for, what an entry says, and how both are named for ever."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hub.domain.ids import AREA, THEME, EntityKind

TAG_YEAR = 2026
"""Since when the names below mean what they mean (RFC 4151); never changed, or every reader would see every entry anew."""
LONGEST_SUMMARY = 500
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a feed is about: an area with everything within it, a theme with everything below it, or everything (no `key`)."""

    what: str
    key: str | None = None

    @property
    def path(self) -> str:
        """Its place under `/feeds/`, without a format."""
        return self.what if self.key is None else f"{self.what}/{self.key}"

    @property
    def node(self) -> str | None:
        """The id of its area or theme in the graph."""
        return None if self.key is None else f"{AREA if self.what == 'areas' else THEME}_{self.key}"

    @property
    def filter(self) -> dict[str, list[str]]:
        """The same as a filter of lists."""
        return {} if self.key is None else {self.what: [self.key]}


class Wanted(NamedTuple):
    """One request for a feed. `lang` is that of the address, None where it says nothing; `spoken`: that of the answer."""

    scope: Scope
    format: str
    kind: EntityKind | None
    lang: str | None
    after: str | None
    spoken: str | None


class Addresses:
    """Addresses and names under the public address of this hub."""

    def __init__(self, base_url: str) -> None:
        self.base = base_url
        self.host = urlsplit(base_url).hostname or "localhost"

    def feed(self, wanted: Wanted, after: str | None = None) -> str:
        """Where one page of a feed lies."""
        asked = {name: value for name, value in (("kind", wanted.kind), ("lang", wanted.lang), ("after", after)) if value}
        path = f"{self.base}/feeds/{quote(wanted.scope.path)}.{wanted.format}"
        return f"{path}?{urlencode(asked)}" if asked else path

    def name_of(self, wanted: Wanted) -> str:
        """The name of a feed for ever."""
        return self.name("/".join(("feeds", wanted.scope.path, *([wanted.kind.lower()] if wanted.kind else ()))))

    def name(self, of: str) -> str:
        """The name of a feed or entry for ever: it does not change with the scheme, the port or the place of a page."""
        return f"tag:{self.host},{TAG_YEAR}:{of}"


class News(NamedTuple):
    """What a feed tells: `title` is the name of its area or theme; `entries` are things of the graph as JSON; `next`: its `after`."""

    title: str | None
    entries: list[dict[str, Any]]
    next: str | None


def clean(text: str) -> str:
    """A text without the characters that XML and iCalendar cannot carry."""
    return _NOT_XML.sub("", text)


def link(text: str | None) -> str | None:
    """An address that may be clicked; None for any other, such as the name of a file or a script."""
    return text if text and text.startswith(("https://", "http://")) else None


def moment_of(entry: dict[str, Any], field: str) -> Any:
    """When an event begins or ends, at its place: a datetime, of an all-day event a date (midnight there was told); None if not told."""
    if not entry.get(field):
        return None
    moment = datetime.fromisoformat(entry[field])
    with contextlib.suppress(ZoneInfoNotFoundError, ValueError, OverflowError):
        moment = moment.astimezone(ZoneInfo(entry["timezone"] or "UTC"))
    return moment.date() if entry["allDay"] else moment


def lines_of(entry: dict[str, Any]) -> str | None:
    """What a feed says below the title: of an event when and where it is, then its summary."""
    moment = moment_of(entry, "startsAt")
    when = None if moment is None else f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"
    where = entry["area"]["name"] if when and entry["area"] else None
    return clean("\n".join(part for part in (", ".join(one for one in (when, where) if one), summary_of(entry)) if part)) or None


def summary_of(entry: dict[str, Any]) -> str | None:
    """One or two sentences: its summary, or the beginning of its description."""
    text = entry.get("summary") or entry.get("description")
    if not text:
        return None
    text = " ".join(clean(text).split())
    return text if len(text) <= LONGEST_SUMMARY else text[:LONGEST_SUMMARY].rsplit(" ", 1)[0] + " …"


def sources_of(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Its sources, each once."""
    return list({one["source"]["name"]: one["source"] for one in entry["provenance"]["nodes"]}.values())


def page_of(entry: dict[str, Any]) -> str:
    """Where a person reads on: its page at its origin, else the hub's own."""
    return link(entry["url"]) or str(entry["permalink"])
