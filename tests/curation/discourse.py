"""A Discourse forum that sends its webhooks: bodies with every field of its WebHookTopicViewSerializer and WebHookPostSerializer."""

from __future__ import annotations

import hmac
import itertools
import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import httpx

SECRET = "forum secret for tests"
PERSON = {
    "id": 7,
    "username": "kirsten_hansen",
    "name": "Kirsten Hansen",
    "avatar_template": "/user_avatar/forum/kirsten_hansen/{size}/1.png",
}
TEXT = "Jeg synes at alle i byen skal laese dette"


def topic(one: int = 48, **more: Any) -> dict[str, Any]:
    """The object `topic` of a topic event."""
    return {
        "tags": [], "tags_descriptions": {}, "id": one, "title": "Skal vi have et kogræsserlaug?", "fancy_title": "Skal vi have et laug?",
        "posts_count": 1, "created_at": "2026-11-01T10:00:00.123Z", "views": 0, "reply_count": 0, "like_count": 0,
        "last_posted_at": "2026-11-01T10:00:00.123Z", "visible": True, "closed": False, "archived": False, "archetype": "regular",
        "slug": "skal-vi-have-et-kograesserlaug", "category_id": 21, "word_count": 18, "deleted_at": None, "user_id": PERSON["id"],
        "featured_link": None, "pinned_globally": False, "pinned_at": None, "pinned_until": None, "unpinned": None, "pinned": False,
        "highest_post_number": 1, "deleted_by": None, "has_deleted": False, "bookmarked": False, "participant_count": 1,
        "thumbnails": None, "created_by": PERSON, "last_poster": PERSON, **more,
    }  # fmt: skip


def post(*links: str, one: int = 48, **more: Any) -> dict[str, Any]:
    """The object `post` of a post event; its text leads to `links`."""
    cooked = "".join(f'<p>{TEXT} <a href="{link}" rel="noopener nofollow ugc">læs</a></p>' for link in links) or f"<p>{TEXT}</p>"
    return {
        "id": 101, "name": PERSON["name"], "username": PERSON["username"], "avatar_template": PERSON["avatar_template"],
        "created_at": "2026-11-01T10:00:00.123Z", "cooked": cooked, "post_number": 1, "post_type": 1, "posts_count": 1,
        "updated_at": "2026-11-01T10:00:00.123Z", "reply_count": 0, "reply_to_post_number": None, "quote_count": 0,
        "incoming_link_count": 0, "reads": 0, "score": 0, "topic_id": one, "topic_slug": "skal-vi-have-et-kograesserlaug",
        "topic_title": "Skal vi have et kogræsserlaug?", "category_id": 21, "display_username": PERSON["name"],
        "primary_group_name": None, "flair_name": None, "version": 1, "user_title": None, "bookmarked": False, "raw": TEXT,
        "moderator": False, "admin": False, "staff": False, "user_id": PERSON["id"], "hidden": False, "trust_level": 1,
        "deleted_at": None, "user_deleted": False, "edit_reason": None, "wiki": False, "reviewable_id": None, "reviewable_score_count": 0,
        "reviewable_score_pending_count": 0, "topic_posts_count": 1, "topic_filtered_posts_count": 1, "topic_archetype": "regular",
        "category_slug": "natur", **more,
    }  # fmt: skip


@dataclass
class Discourse:
    """A forum under a name in SAMGRAF_FORUMS; each event has the next number unless another is said."""

    client: httpx.AsyncClient
    name: str = "klub"
    url: str = "https://forum.example"
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def send(self, event: str, said: dict[str, Any], *, number: int | None = None, **headers: str | bytes) -> httpx.Response:
        """Delivers an event as Discourse does: headers and signature over the raw body."""
        kind = event.partition("_")[0]
        body = json.dumps({kind: said}).encode()
        signature = hmac.new(SECRET.encode(), body, sha256).hexdigest()
        sent: dict[str, str | bytes] = {
            "Content-Type": "application/json", "User-Agent": "Discourse/3.5.0", "X-Discourse-Instance": self.url,
            "X-Discourse-Event-Id": str(number if number is not None else next(self.numbers)), "X-Discourse-Event-Type": kind,
            "X-Discourse-Event": event, "X-Discourse-Event-Signature": f"sha256={signature}",
        }  # fmt: skip
        return await self.client.post(f"/hooks/discourse/{self.name}", content=body, headers=sent | headers)
