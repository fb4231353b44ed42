"""A WordPress site on this machine: the routes that are read, with the limits that the real one has, and misbehaviour on demand.

After the source and the recorded answers of WordPress 6.1.9 and The Events Calendar 6: per_page over 100 is `rest_invalid_param`, a page
beyond the last `rest_post_invalid_page_number` (400) or `event-archive-page-not-found` (404), an envelope carries status and headers.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.harvest.bad_site import page

Json = Any


@dataclass
class WordPress:
    """Items by route; `closed`, `deaf_to_envelopes`, `html`, `lost`, `failing` are ways to misbehave."""

    posts: list[Json] = field(default_factory=list)
    pages: list[Json] = field(default_factory=list)
    categories: list[Json] = field(default_factory=list)
    events: list[Json] | None = None
    front: str = '<html><head><link rel="https://api.w.org/" href="/wp-json/"></head></html>'
    closed: bool = False
    deaf_to_envelopes: bool = False
    html: bool = False
    lost: int = 0
    failing: set[tuple[str, int]] = field(default_factory=set)
    asked: list[dict[str, str]] = field(default_factory=list)

    def get(self, path: str, default: Any = None) -> Any:
        """What is answered at a path; the mapping that tests/harvest/bad_site.py asks."""
        parts = urlsplit(path)
        params = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/" and "rest_route" not in params:
            return page(self.front.encode(), "Content-Type: text/html; charset=UTF-8")
        route = params.get("rest_route", parts.path.removeprefix("/wp-json")).strip("/")
        if parts.path != "/" and not parts.path.startswith("/wp-json"):
            return default
        self.asked.append({"route": route} | params)
        if self.html:
            return page(b"<html>Log ind</html>", "Content-Type: text/html")
        if (route, int(params.get("page", 1))) in self.failing:
            return page(b"", status="410 Gone")
        status, body, headers = self.answer(route, params)
        if "_envelope" in params and not self.deaf_to_envelopes:
            status, body, headers = 200, {"body": body, "status": status, "headers": headers}, {}
        lines = [f"{name}: {value}" for name, value in headers.items()]
        return page(json.dumps(body).encode(), "Content-Type: application/json; charset=UTF-8", *lines, status=f"{status} X")

    def answer(self, route: str, params: dict[str, str]) -> tuple[int, Json, dict[str, int]]:
        if self.closed:
            return refusal("rest_login_required", 401)
        size, number = int(params.get("per_page", 10)), int(params.get("page", 1))
        if route == "tribe/events/v1/events" and self.events is not None:
            return self.calendar(params.get("start_date", "2026-11-26"), min(size, 50), number)
        lists = {"wp/v2/posts": self.posts, "wp/v2/pages": self.pages, "wp/v2/categories": self.categories}
        if route not in lists:
            return refusal("rest_no_route", 404)
        if not 1 <= size <= 100:
            return refusal("rest_invalid_param", 400)
        found = [one for one in lists[route] if one.get("modified_gmt", "9") > params.get("modified_after", "")]
        if wanted := params.get("categories"):
            found = [one for one in found if set(map(str, one["categories"])) & set(wanted.split(","))]
        found = sorted(found, key=lambda one: one.get("date_gmt", ""), reverse=True)
        pages = -(-len(found) // size)
        if number > max(pages, 1):
            return refusal("rest_post_invalid_page_number", 400)
        fields = params.get("_fields", "").split(",")
        shown = [{name: one[name] for name in one if name in fields} for one in found[(number - 1) * size : number * size]]
        return 200, shown, {"X-WP-Total": len(found) + self.lost, "X-WP-TotalPages": pages}

    def calendar(self, start: str, size: int, number: int) -> tuple[int, Json, dict[str, int]]:
        found = sorted((one for one in self.events or [] if one["start_date"] >= start), key=lambda one: one["start_date"])
        shown = found[(number - 1) * size : number * size]
        if not shown and number > 1:
            return refusal("event-archive-page-not-found", 404)
        pages = -(-len(found) // size)
        return 200, {"events": shown, "total": len(found), "total_pages": pages}, {"X-TEC-Total": len(found)}


def refusal(code: str, status: int) -> tuple[int, Json, dict[str, int]]:
    return status, {"code": code, "message": "Testine Prøvesen siger nej", "data": {"status": status}}, {}


def post(number: int, **more: Json) -> Json:
    """A post as WordPress tells it, with its author."""
    said = {
        "id": number,
        "date": f"2026-07-{number % 28 + 1:02}T10:00:00",
        "date_gmt": f"2026-07-{number % 28 + 1:02}T08:{number // 28 % 60:02}:00",
        "modified_gmt": f"2026-08-{number % 28 + 1:02}T08:00:00",
        "status": "publish",
        "type": "post",
        "link": f"https://klub.example/{number}/",
        "title": {"rendered": f"Nyhed &#8211; {number}"},
        "excerpt": {"rendered": f"<p>Kort om {number}.</p>\n", "protected": False},
        "content": {"rendered": f"<p>Langt om {number}.</p>", "protected": False},
        "author": 1,
        "categories": [2],
        "_embedded": {"author": [{"name": "Testine Prøvesen"}]},
    }
    return said | more


def tribe(number: int, **more: Json) -> Json:
    """An event as The Events Calendar tells it."""
    day = f"2026-12-{number % 28 + 1:02}"
    said = {
        "id": number,
        "global_id": f"klub.example?id={number}",
        "author": "1",
        "status": "publish",
        "url": f"https://klub.example/event/{number}/",
        "title": f"Fest &amp; farver {number}",
        "description": "<p>Kom som du er. Skriv til testine@example.org.</p>",
        "excerpt": "",
        "image": False,
        "all_day": False,
        "start_date": f"{day} 19:00:00",
        "end_date": f"{day} 21:00:00",
        "utc_start_date": f"{day} 18:00:00",
        "utc_end_date": f"{day} 20:00:00",
        "timezone": "Europe/Copenhagen",
        "cost": "Gratis",
        "categories": [{"id": 5, "name": "Sang", "slug": "sang"}],
        "venue": [],
        "organizer": [],
        "hide_from_listings": False,
    }
    return said | more
