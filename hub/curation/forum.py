"""A forum's own webhook (Discourse): which thread is about what, without its words or the names of those who talk.

    topic_created, topic_edited, topic_…_status_updated    title, state, counts and times of a thread that is known here
    post_created, post_edited, post_recovered (the first)   what the thread is about: its links to things of this graph
    post_created (a reply)                                  how many there are, and when the last one came; every few minutes
    topic_destroyed, post_destroyed (the first)             the thread is no more

Events come twice, late and in any order. A post says when it was changed (`updated_at`); a topic does not, so the number that the forum
gives to each event counts. A thread that leads to nothing here leaves no trace.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hub.curation.contribute import Done, Room
from hub.curation.hear import take_back, tell
from hub.curation.patch import MOST_ITEMS
from hub.domain.dates import instant
from hub.domain.discussion import DiscussionState
from hub.domain.ids import EntityKind
from hub.domain.viewer import Viewer, ViewerRole
from hub.errors import BadRequest
from hub.sdk.html import plain, shorten
from hub.sdk.links import LONGEST_TITLE, links_of
from hub.settings import Forum
from hub.store import heard
from hub.store.heard import Heard

ACTION = "reportDiscussion"
REPLY, REPLY_SECONDS = "reply", 300
"""Replies to one thread are counted anew at most so often."""
UNLISTED = "9999"
"""When the first post of a thread that is unlisted was changed last: no post is newer, so none tells of it until it is listed again."""
REGULAR = 1
"""Discourse's number of an ordinary post; 2 and 3 are notes of moderators and of the forum, 4 whispers among its staff."""
FORGET_DAYS = 30
"""After so many days nothing of a thread that is gone is expected any more."""
_STATUS = re.compile(r"topic_\w+_status_updated")
_TOPIC_EVENTS = frozenset({"topic_created", "topic_edited", "topic_destroyed", "topic_recovered"})
_POST_EVENTS = frozenset({"post_created", "post_edited", "post_destroyed", "post_recovered"})
_SLUG = re.compile(r"[\w%~.-]{1,300}")
_MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Event:
    """One event: `number` counts those of the forum; `post_at` is when the first post was changed, None for an event of the topic itself.

    `given` is what it says of the discussion, `links` where the first post leads.
    """

    name: str
    number: int
    topic: str
    given: Mapping[str, Any]
    post_at: str | None = None
    links: tuple[str, ...] = ()
    hidden: bool = False


def viewer_of(name: str, forum: Forum) -> Viewer:
    """Who a forum is here: one whose word is public at once when its operator trusts it, else a contributor like any stranger."""
    return Viewer(ViewerRole.MODERATOR if forum.trusted else ViewerRole.CONTRIBUTOR, name=f"forum:{name}")


def read_event(name: str, number: str, body: Any, forum: Forum) -> Event | None:
    """An event as Discourse sends it; None for those that say nothing to a graph. Raises BadRequest."""
    if not (name in _TOPIC_EVENTS or name in _POST_EVENTS or _STATUS.fullmatch(name)):
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 16):
        raise BadRequest("The header X-Discourse-Event-Id is missing: a number, which Discourse gives to each of its events.")
    kind = "post" if name in _POST_EVENTS else "topic"
    told = body.get(kind) if isinstance(body, dict) else None
    if not isinstance(told, dict):
        raise BadRequest(f"An event {name} has an object `{kind}` in its body.")
    return _post(name, int(number), told, forum) if kind == "post" else _topic(name, int(number), told, forum)


def _post(name: str, number: int, post: Mapping[str, Any], forum: Forum) -> Event | None:
    if post.get("topic_archetype", "regular") != "regular":
        return None
    topic = _id(post.get("topic_id"))
    if post.get("post_number") != 1:
        return _reply(number, topic, post) if name == "post_created" else None
    changed = _instant(post.get("updated_at"), exact=True)
    if changed is None:
        raise BadRequest("`post.updated_at` is missing: an instant.")
    cooked = post.get("cooked")
    hidden = bool(post.get("hidden") or post.get("deleted_at") or post.get("user_deleted") or name == "post_destroyed")
    links = links_of(cooked, forum.url) if isinstance(cooked, str) and not hidden else ()
    given = {
        "name": _title(post.get("topic_title")),
        "url": _address(forum, post.get("topic_slug"), topic),
        "startedAt": _instant(post.get("created_at")),
        "replyCount": _count(post.get("topic_posts_count"), less=1),
    }
    return Event(name, number, topic, _said(given), changed, links, hidden)


def _reply(number: int, topic: str, post: Mapping[str, Any]) -> Event | None:
    if post.get("post_type") != REGULAR or post.get("hidden") or post.get("deleted_at"):
        return None
    given = {"replyCount": _count(post.get("topic_posts_count"), less=1), "lastActivityAt": _instant(post.get("created_at"))}
    return Event(REPLY, number, topic, _said(given))


def _topic(name: str, number: int, topic: Mapping[str, Any], forum: Forum) -> Event | None:
    if topic.get("archetype", "regular") != "regular":
        return None
    one, closed = _id(topic.get("id")), bool(topic.get("closed") or topic.get("archived"))
    given = {
        "name": _title(topic.get("title")),
        "url": _address(forum, topic.get("slug"), one),
        "discussionState": (DiscussionState.CLOSED if closed else DiscussionState.OPEN).value,
        "startedAt": _instant(topic.get("created_at")),
        "lastActivityAt": _instant(topic.get("last_posted_at")),
        "replyCount": _count(topic.get("posts_count"), less=1),
    }
    gone = name == "topic_destroyed" or topic.get("deleted_at") is not None
    return Event("topic_destroyed" if gone else name, number, one, _said(given), hidden=topic.get("visible") is False)


# --- What becomes of it ------------------------------------------------------------------------------------------------------------


async def hear(room: Room, name: str, forum: Forum, event: Event, base_url: str) -> Done | None:
    """Keeps what an event says; None when that changes nothing. Raises Problems."""
    before = await heard.last(room.tx, name, event.topic)
    deed = _first_post if event.post_at is not None else _answered if event.name == REPLY else _thread
    done, now = await deed(room, forum, event, before, base_url)
    if now is not None and now != before:
        oldest = instant(datetime.now(UTC) - timedelta(days=FORGET_DAYS))
        await heard.keep(room.tx, name, event.topic, now, at=room.at, before=oldest)
    return done


async def _first_post(room: Room, forum: Forum, event: Event, before: Heard | None, base_url: str) -> tuple[Done | None, Heard | None]:
    was = before or Heard()
    back = event.name == "post_recovered" and event.number > was.event
    late = was.post_at is not None and (event.post_at or "") <= was.post_at
    if (was.gone or late) and not (back and was.gone):
        return None, None
    about = tuple(await heard.things(room.tx, event.links, base_url))[:MOST_ITEMS]
    now = replace(was, post_at=event.post_at, gone=False, about=about, event=max(was.event, event.number if back else 0))
    if not about:
        return (await take_back(room, EntityKind.DISCUSSION, event.topic), now) if was.about else (None, None)
    given = {**event.given, "forum": forum.name or forum.url}
    if about != was.about:
        given["about"] = list(about)
    if not was.about:
        given["discussionState"] = DiscussionState.OPEN.value
    return await tell(room, EntityKind.DISCUSSION, event.topic, given, action=ACTION), now


async def _answered(room: Room, _: Forum, event: Event, before: Heard | None, __: str) -> tuple[Done | None, Heard | None]:
    quiet = instant(datetime.fromisoformat(room.at) - timedelta(seconds=REPLY_SECONDS))
    if before is None or before.gone or not before.about or before.at > quiet or event.number <= before.event:
        return None, None
    return await tell(room, EntityKind.DISCUSSION, event.topic, event.given, action=ACTION), replace(before, at=room.at)


async def _thread(room: Room, _: Forum, event: Event, before: Heard | None, __: str) -> tuple[Done | None, Heard | None]:
    was = before or Heard()
    if event.number <= was.event:
        return None, None
    if event.name == "topic_destroyed":
        done = await take_back(room, EntityKind.DISCUSSION, event.topic) if was.about else None
        return done, replace(was, event=event.number, gone=True, about=())
    if event.hidden or (was.gone and event.name == "topic_recovered"):
        done = await take_back(room, EntityKind.DISCUSSION, event.topic) if was.about else None
        return done, replace(was, event=event.number, gone=False, about=(), post_at=UNLISTED if event.hidden else None)
    if was.post_at == UNLISTED:
        return None, replace(was, event=event.number, post_at=None)
    if was.gone or not was.about:
        return None, None
    return await tell(room, EntityKind.DISCUSSION, event.topic, event.given, action=ACTION), replace(was, event=event.number)


# --- Their values in our words -----------------------------------------------------------------------------------------------------


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def _id(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**63:
        raise BadRequest("The topic has no id: a whole number.")
    return str(value)


def _title(value: Any) -> str | None:
    return (shorten(plain(value), LONGEST_TITLE) or None) if isinstance(value, str) else None


def _address(forum: Forum, slug: Any, topic: str) -> str:
    named = f"{slug}/" if isinstance(slug, str) and _SLUG.fullmatch(slug) else ""
    return f"{forum.url}/t/{named}{topic}"


def _count(value: Any, *, less: int) -> int | None:
    return min(max(value - less, 0), _MOST) if isinstance(value, int) and not isinstance(value, bool) else None


def _instant(value: Any, *, exact: bool = False) -> str | None:
    """An instant in UTC; `exact`: with its microseconds, so that two changes within one second have an order."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if exact else instant(moment)
