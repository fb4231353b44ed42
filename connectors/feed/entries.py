"""Items of RSS, Atom and JSON Feed in one plain form: only what is listed here comes through, so no person does.

    {"id", "title", "summary", "text", "link", "published", "updated", "image", "categories", "language"}

`published` and `updated` are instants in UTC (`…Z`), or the feed's own words where these are no date.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from time import struct_time
from typing import Any, Final

import feedparser

from hub.domain.dates import instant
from hub.domain.document import Document
from hub.errors import SourceChanged
from hub.sdk.dates import instant as instant_of_text

Entry = dict[str, Any]

MOST_BYTES: Final = 5_000_000
DEEPEST: Final = 500
MOST_TAGS: Final = 400_000
_TAG: Final = re.compile(rb"<(/?)[A-Za-z_][^<>]{0,4000}?(/?)>|<!\[CDATA\[|<!--")
_LONGEST_LIST: Final = 50


def entries(document: Document, most: int) -> list[Entry]:
    """The first `most` items, in the order of the feed. Raises SourceChanged when it is no feed, or one that nobody should read."""
    if len(document.body) > MOST_BYTES:
        raise SourceChanged(f"{document.url[:200]}: {len(document.body):,} bytes; a feed may have {MOST_BYTES:,}. Ask for a shorter one.")
    if document.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return list(_of_json(document, most))
    _look_before(document)
    headers = {"content-type": document.media_type + (f"; charset={document.charset}" if document.charset else "")}
    read = feedparser.parse(io.BytesIO(document.body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if not read.get("version") and not read["entries"]:
        raise SourceChanged(f"{document.url[:200]}: no RSS, Atom or JSON Feed ({document.media_type}). Is it the address of a page?")
    language = dict.get(read["feed"], "language")
    return [_of_xml(one, language) for one in read["entries"][:most]]


def _look_before(document: Document) -> None:
    """Refuses a feed that is nested or cut up beyond what people write: reading it would take the library minutes."""
    body, at, depth, tags = document.body.replace(b"\x00", b""), 0, 0, 0
    while found := _TAG.search(body, at):
        at = found.end()
        if found[0] in (b"<![CDATA[", b"<!--"):
            end = body.find(b"]]>" if found[0][2:3] == b"[" else b"-->", at)
            at = len(body) if end < 0 else end
            continue
        tags += 1
        depth += -1 if found[1] else 0 if found[2] else 1
        if depth > DEEPEST or tags > MOST_TAGS:
            raise SourceChanged(
                f"{document.url[:200]}: more than {DEEPEST} elements deep or {MOST_TAGS:,} long; that is no feed that anybody reads"
            )


def _of_xml(one: Any, language: str | None) -> Entry:
    texts = [str(part.get("value") or "") for part in one.get("content") or () if isinstance(part, dict)]
    return _without_nothing(
        {
            "id": one.get("id"),
            "title": one.get("title"),
            "summary": one.get("summary"),
            "text": next(iter(texts), None),
            "link": one.get("link"),
            "published": _moment(one, "published", "created"),
            "updated": _moment(one, "updated"),
            "image": _image(one),
            "categories": [str(tag.get("label") or tag.get("term") or "") for tag in (one.get("tags") or [])[:_LONGEST_LIST]],
            "language": language,
        }
    )


def _moment(one: Any, *names: str) -> str | None:
    """The first of these dates; `dict.get` because feedparser answers for one date with another, under a warning."""
    for name in names:
        parsed, said = dict.get(one, f"{name}_parsed"), dict.get(one, name)
        if isinstance(parsed, struct_time):
            try:
                return instant(datetime(*parsed[:6], tzinfo=UTC))
            except ValueError:
                return str(said)[:80]
        if said:
            return str(said)[:80]
    return None


def _image(one: Any) -> str | None:
    """The address of the first picture that stands with the item itself."""
    media = [*(one.get("media_content") or ()), *(one.get("media_thumbnail") or ())]
    for part in media:
        said = f"{part.get('medium', '')} {part.get('type', '')}"
        if part.get("url") and ("image" in said or said == " "):
            return str(part["url"])
    for part in one.get("links") or ():
        if part.get("rel") == "enclosure" and str(part.get("type", "")).startswith("image/"):
            return str(part.get("href") or "")
    return None


def _of_json(document: Document, most: int) -> Iterator[Entry]:
    """JSON Feed 1.0 and 1.1. Raises SourceChanged for JSON of another kind."""
    try:
        read = json.loads(document.text())
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict) or "jsonfeed.org" not in str(read.get("version")) or not isinstance(read.get("items"), list):
        raise SourceChanged(f"{document.url[:200]}: JSON, but no JSON Feed (version and items). A mapping reads it: connector `tabular`.")
    for one in read["items"][:most]:
        if isinstance(one, dict):
            tags = one.get("tags") if isinstance(one.get("tags"), list) else []
            yield _without_nothing(
                {
                    "id": _word(one.get("id")),
                    "title": _word(one.get("title")),
                    "summary": _word(one.get("summary")),
                    "text": _word(one.get("content_html")) or _word(one.get("content_text")),
                    "link": _word(one.get("url")),
                    "published": _instant(one.get("date_published")),
                    "updated": _instant(one.get("date_modified")),
                    "image": _word(one.get("image")) or _word(one.get("banner_image")),
                    "categories": [str(tag) for tag in (tags or [])[:_LONGEST_LIST] if isinstance(tag, str)],
                    "language": _word(one.get("language")) or _word(read.get("language")),
                }
            )


def _word(value: Any) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _instant(value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    try:
        return instant_of_text(value, "UTC")
    except ValueError:
        return value[:80]


def _without_nothing(entry: Entry) -> Entry:
    return {name: value for name, value in entry.items() if value not in (None, "", [], [""])}
