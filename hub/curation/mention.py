"""A page of another site that mentions things here (W3C Webmention): a story that tells of them, once the page was read.

A stranger's page waits for one other pair of eyes. One on the website of a confirmed organization is that organization's word, and
public at once. A page that is gone, or leads here no more, takes its story with it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from hub.curation.contribute import Room
from hub.curation.hear import take_back, tell
from hub.curation.may import SITE
from hub.curation.patch import MOST_ITEMS
from hub.curation.problems import Problems
from hub.domain.ids import EntityKind
from hub.domain.viewer import Viewer, ViewerRole
from hub.sdk.links import Page
from hub.store import heard, mentions
from hub.store.mentions import AGAIN, GONE, REFUSED, TOLD, WAITING, Mention
from hub.store.writer import Transaction

ACTION = "shareStory"
NO_LINK, SOURCE_GONE = "NO_LINK", "SOURCE_GONE"


async def site_of(tx: Transaction, address: str, led_to: str) -> tuple[Viewer, str | None]:
    """Who a page speaks for: its site, and the confirmed organization on whose website both addresses lie, if there is just one."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    known = await mentions.confirmed_at(tx, host)
    owners = [one for one, website in known if _within(address, website) and _within(led_to, website)]
    owner = owners[0] if len(owners) == 1 else None
    return Viewer(ViewerRole.CONTRIBUTOR, speaks_for=(owner,) if owner else (), name=f"{SITE}{host}"), owner


async def read(room: Room, address: str, page: Page, owner: str | None, base_url: str) -> dict[str, int]:
    """What becomes of a page that was read; how many of its mentions ended how. What stood stays when it cannot be told."""
    said = await mentions.of_page(room.tx, address)
    linked = await mentions.entities(room.tx, await heard.things(room.tx, page.links, base_url))
    told = [one for one in said if one.entity in linked][:MOST_ITEMS]
    if not told:
        return await gone(room, address, NO_LINK)
    given: dict[str, Any] = {"name": page.title or address.partition("://")[2][:200], "url": address, "about": [one.thing for one in told]}
    if page.language is not None:
        given["lang"] = page.language
    if owner is not None:
        given["publisher"] = owner
    await tell(room, EntityKind.STORY, mentions.hash_of(address), given, action=ACTION)
    rest = [one for one in said if one not in told]
    await mentions.settle(room.tx, told, TOLD, None, room.at)
    await _end(room, rest, NO_LINK)
    return {TOLD: len(told), GONE: len(rest)}


async def gone(room: Room, address: str, reason: str) -> dict[str, int]:
    """Takes back what a page told: it is no more, or leads here no more."""
    said = await mentions.of_page(room.tx, address)
    if any(one.state != WAITING for one in said):
        await take_back(room, EntityKind.STORY, mentions.hash_of(address))
    await _end(room, said, reason)
    return {GONE: len(said)}


async def unread(tx: Transaction, address: str, reason: str, at: str) -> dict[str, int]:
    """A page that could not be read this time: what it told before stays."""
    said = await mentions.of_page(tx, address)
    await mentions.settle(tx, [one for one in said if one.state == AGAIN], TOLD, reason, at)
    await mentions.settle(tx, [one for one in said if one.state == WAITING], REFUSED, reason, at)
    return {REFUSED: len(said)}


def why(problems: Problems) -> str:
    """The code of the first reason why something was not kept."""
    return problems.problems[0].code


async def _end(room: Room, said: list[Mention], reason: str) -> None:
    await mentions.settle(room.tx, [one for one in said if one.state != WAITING], GONE, reason, room.at)
    await mentions.settle(room.tx, [one for one in said if one.state == WAITING], REFUSED, reason, room.at)


def _within(address: str, website: str) -> bool:
    """Whether an address lies on a website: on its host, below its path. A website that is one page by its query holds no others."""
    there, site = urlsplit(address), urlsplit(website)
    path, below = unquote(there.path), f"{unquote(site.path).rstrip('/')}/"
    same = (there.hostname or "").removeprefix("www.") == (site.hostname or "").removeprefix("www.") and there.port == site.port
    plain = not site.query and not any(odd in path for odd in ("..", "%", "\\"))
    return same and plain and f"{path}/".startswith(below)
