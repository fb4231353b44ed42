"""The REST API of a WordPress site: where it is, what is asked, what it answers, and what each refusal means.

GET …/wp-json/wp/v2/posts?_envelope=1&_fields=…&orderby=date&per_page=100&page=2
{"body": [post, …], "status": 200, "headers": {"X-WP-Total": 316, "X-WP-TotalPages": 4}}
{"body": {"code": "rest_no_route", "message": …, "data": {"status": 404}}, "status": 404, "headers": {}}
tribe/events/v1: {"body": {"events": [event, …], "total": 77, "total_pages": 2}, "status": 200, …}, earliest first, at most 50 a page
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlencode, urljoin

from selectolax.lexbor import LexborHTMLParser

from connectors.wordpress.settings import Kind, WordpressSettings
from hub.domain.document import Document
from hub.errors import SourceChanged, SourceRefused
from hub.sdk.html import html_text, safe_url

ROUTES: Final[dict[Kind, str]] = {"posts": "wp/v2/posts", "pages": "wp/v2/pages", "events": "tribe/events/v1/events"}
FIRST_DAY: Final = "1970-01-01"
"""The Events Calendar gives what is still to come unless it is asked for earlier days."""

_CATEGORIES: Final = "wp/v2/categories"
_FIELDS: Final = ("id", "type", "status", "date_gmt", "modified_gmt", "link", "title", "excerpt", "categories")
_PAST_THE_LAST: Final = frozenset({"rest_post_invalid_page_number", "event-archive-page-not-found"})
_CODE: Final = re.compile(r"[a-z0-9_-]{1,60}")
_MOST_EVENTS: Final = 50


@dataclass(slots=True)
class Answer:
    """One page of a list: its items, and how many pages and items there are in all, where the site says so.

    `past`: there is no such page any more.
    """

    items: list[dict[str, Any]] = field(default_factory=list)
    pages: int | None = None
    total: int | None = None
    past: bool = False


def root_of(page: Document) -> str:
    """Where the API of a site is, by its front page: the link that it carries, else the usual address below it."""
    link = LexborHTMLParser(page.text()).css_first('link[rel="https://api.w.org/"]')
    named = safe_url(link.attributes.get("href"), page.url) if link else None
    return named or urljoin(page.url, "wp-json/")


def page_url(root: str, kind: Kind, page: int, settings: WordpressSettings, *, categories: list[int], since: str | None) -> str:
    """The address of a page of a list."""
    params: dict[str, str | int] = {"_envelope": 1}
    if kind == "events":
        params |= {"per_page": min(settings.page_size, _MOST_EVENTS), "page": page}
        params |= {"start_date": settings.events_since.isoformat() if settings.events_since else FIRST_DAY}
    else:
        fields = (*_FIELDS, "content") if settings.full_text else _FIELDS
        params |= {"_fields": ",".join(fields), "orderby": "date", "order": "desc", "per_page": settings.page_size, "page": page}
        params |= {"categories": ",".join(map(str, categories))} if categories and kind == "posts" else {}
        params |= {"modified_after": since} if since else {}
    return _url(root, ROUTES[kind], params, page)


def categories_url(root: str) -> str:
    """The address of the site's categories, the hundred that are used most."""
    params: dict[str, str | int] = {"_envelope": 1, "_fields": "id,name,slug", "orderby": "count", "order": "desc", "per_page": 100}
    return _url(root, _CATEGORIES, params, 1)


def _url(root: str, route: str, params: dict[str, str | int], page: int) -> str:
    if root.startswith("file:"):
        return f"{root.rstrip('/')}/{route}{f'-{page}' if page > 1 else ''}.json"
    address = f"{root.rstrip('/')}/{route}"
    return f"{address}{'&' if '?' in address else '?'}{urlencode(params, safe=',:')}"


def kind_of(document: Document) -> Kind:
    """What a document lists, by its address. Raises SourceChanged when it is none of the lists that are read."""
    address = unquote(document.url)
    found = next((kind for kind, route in ROUTES.items() if re.search(rf"{route}(?:[?&./-]|$)", address)), None)
    if found is None:
        raise SourceChanged(f"{document.url[:200]}: no list of posts, pages or events")
    return found


def answer(document: Document, what: str) -> Answer:
    """What the site answered when it was asked for `what`. Raises SourceRefused or SourceChanged with the way out."""
    try:
        said = document.json()
    except (ValueError, RecursionError):
        raise SourceChanged(
            f"{document.url[:200]}: no JSON ({document.media_type}). A firewall or a login stands before the REST API. {_way_out(what)}"
        ) from None
    body: Any = said
    status: Any = 200
    headers: dict[str, Any] = {}
    if isinstance(said, dict) and "body" in said and "status" in said:
        body, status = said["body"], said["status"]
        sent = said.get("headers")
        headers = {str(name).lower(): value for name, value in sent.items()} if isinstance(sent, dict) else {}
    if isinstance(body, dict) and isinstance(body.get("code"), str):
        return _refusal(document, body, status, what)
    pages, total = headers.get("x-wp-totalpages"), headers.get("x-wp-total")
    if what == "events" and isinstance(body, dict):
        pages, total, body = body.get("total_pages"), body.get("total"), body.get("events")
    if not isinstance(body, list):
        raise SourceChanged(f"{document.url[:200]}: a list of {what} was expected. {_way_out(what)}")
    return Answer([one for one in body if isinstance(one, dict)], _number(pages), _number(total))


def _refusal(document: Document, body: dict[str, Any], status: Any, what: str) -> Answer:
    """An error of the API; its own words are not repeated, for nobody knows what stands in them."""
    code = body["code"] if _CODE.fullmatch(body["code"]) else "an error"
    data = body.get("data")
    status = data.get("status", status) if isinstance(data, dict) else status
    if code in _PAST_THE_LAST:
        return Answer(past=True)
    told = f"{document.url[:200]}: {code}"
    if status in (401, 403):
        raise SourceRefused(f"{told}; the site has closed its REST API to visitors. {_way_out(what)}")
    if code == "rest_no_route" or status == 404:
        raise SourceChanged(f"{told}; the site does not offer {what}. {_way_out(what)}")
    raise SourceChanged(f"{told} (status {status if isinstance(status, int) else 'unknown'}) when asked for {what}. {_way_out(what)}")


def _way_out(what: str) -> str:
    if what == "events":
        return "Take `events` out of `kinds`, or read the calendar itself: connector `ical`, mostly at …/events/?ical=1"
    return "Read its news instead: connector `feed`, mostly at …/feed/. Or name the API: settings.api"


def way_out(what: str) -> str:
    """What to do when the site does not answer at all."""
    return _way_out(what)


def names_of(document: Document) -> dict[int, tuple[str, str]]:
    """Name and slug of each category by its number."""
    found = answer(document, "categories").items
    return {
        one["id"]: (html_text(str(one.get("name", "")), 100), str(one.get("slug", ""))) for one in found if isinstance(one.get("id"), int)
    }


def _number(value: Any) -> int | None:
    text = str(value).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
