"""A feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/); what its readers do not know stands under `_samgraf`."""

from __future__ import annotations

from typing import Any

import orjson

from hub.web.feeds.words import Addresses, News, Wanted, clean, lines_of, link, page_of, sources_of

MEDIA_TYPE = "application/feed+json"


def write(news: News, wanted: Wanted, at: Addresses, _: str) -> bytes:
    """The document."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{news.title} · {at.host}" if news.title else at.host,
        "home_page_url": f"{at.base}/",
        "feed_url": at.feed(wanted),
        "next_url": at.feed(wanted, news.next) if news.next else None,
        "language": wanted.spoken,
        "authors": [{"name": at.host, "url": at.base}],
        "items": [_item(entry, at) for entry in news.entries],
    }
    return orjson.dumps({name: value for name, value in told.items() if value is not None})


def _item(entry: dict[str, Any], at: Addresses) -> dict[str, Any]:
    summary, sources = lines_of(entry), sources_of(entry)
    told = {
        "id": at.name(entry["id"]),
        "url": page_of(entry),
        "title": clean(entry["name"]),
        "content_text": summary or clean(entry["name"]),
        "summary": summary,
        "date_published": entry["firstSeenAt"],
        "date_modified": entry["updatedAt"],
        "authors": [{"name": clean(one["name"])} | ({"url": url} if (url := link(one["url"])) else {}) for one in sources] or None,
        "tags": [clean(theme["label"]) for theme in entry["themes"]] or None,
        "_samgraf": {
            "id": entry["id"],
            "kind": entry["kind"],
            "area": (entry["area"] or {}).get("name"),
            "rights": entry["attribution"],
            "licences": sorted({one["licence"]["name"] for one in sources}),
        },
    }
    return {name: value for name, value in told.items() if value is not None}
