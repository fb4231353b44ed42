"""Limits: how much one client may ask for, by role. The numbers are starting points; every one is a setting.

Depth, tokens and pages start from what Decidim and the Apollo Router have. The cost of an answer to anybody is 5,000: a page of 50 with
lists of 20 below, four fields each, and a walk through the graph with its links, both of which pages for people ask.
Each is alone enough to stop one kind of flood: long documents, deep ones, wide ones, costly ones, and many of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

from hub.domain.viewer import ViewerRole


def limit(told: str) -> int:
    """A field of Limits and what it bounds, as the table in README.md tells it."""
    return field(metadata={"told": told})  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one role: whole numbers from 1 on. Raises ValueError for any other."""

    body_bytes: int = limit("bytes of the body of a request")
    characters: int = limit("characters of a document")
    tokens: int = limit("tokens and comments of a document")
    depth: int = limit("fields within one another")
    introspection_depth: int = limit("fields within one another below `__schema` and `__type`")
    aliases: int = limit("aliases of an operation, its fragments unfolded")
    root_fields: int = limit("fields of the root of an operation")
    directives: int = limit("directives of an operation, its fragments unfolded")
    fields: int = limit("fields of a document, its fragments unfolded")
    cost: int = limit("cost of an answer: rows times fields")
    page: int = limit("largest `first` or `last` of a list")
    seconds: int = limit("seconds that an answer may take")
    in_flight: int = limit("operations at the same time")
    requests_10s: int = limit("requests in 10 seconds")
    requests_minute: int = limit("requests a minute")
    cost_minute: int = limit("cost a minute")
    subscriptions: int = limit("subscriptions of a socket")
    sockets: int = limit("sockets at the same time")
    representations: int = limit("things in one `_entities`")

    def __post_init__(self) -> None:
        for one in fields(self):
            if getattr(self, one.name) < 1:
                raise ValueError(f"{one.name} must be at least 1")


ANONYMOUS = Limits(
    body_bytes=100_000, characters=20_000, tokens=2_000, depth=12, introspection_depth=16, aliases=15, root_fields=10, directives=8,
    fields=1_000, cost=5_000, page=50, seconds=5, in_flight=4, requests_10s=50, requests_minute=200, cost_minute=100_000,
    subscriptions=10, sockets=2, representations=100,
)  # fmt: skip
KEY = Limits(
    body_bytes=100_000, characters=40_000, tokens=4_000, depth=15, introspection_depth=16, aliases=30, root_fields=20, directives=8,
    fields=3_000, cost=10_000, page=100, seconds=10, in_flight=8, requests_10s=75, requests_minute=300, cost_minute=400_000,
    subscriptions=50, sockets=5, representations=100,
)  # fmt: skip
MODERATOR = Limits(
    body_bytes=1_000_000, characters=150_000, tokens=15_000, depth=20, introspection_depth=16, aliases=60, root_fields=60, directives=60,
    fields=10_000, cost=50_000, page=500, seconds=30, in_flight=32, requests_10s=200, requests_minute=1_000, cost_minute=1_000_000,
    subscriptions=100, sockets=10, representations=1_000,
)  # fmt: skip
GATEWAY = Limits(
    body_bytes=1_000_000, characters=150_000, tokens=15_000, depth=20, introspection_depth=16, aliases=60, root_fields=60, directives=60,
    fields=10_000, cost=50_000, page=500, seconds=30, in_flight=32, requests_10s=2_000, requests_minute=10_000, cost_minute=10_000_000,
    subscriptions=100, sockets=10, representations=1_000,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RoleLimits:
    """The limits of everybody. `key`: who shows a key and is no moderator; `moderator`: an administrator, too."""

    anonymous: Limits = ANONYMOUS
    key: Limits = KEY
    moderator: Limits = MODERATOR
    gateway: Limits = GATEWAY

    def of(self, role: ViewerRole, *, keyed: bool = False) -> Limits:
        """The limits of a viewer; `keyed`: a reader who showed a key."""
        if role is ViewerRole.GATEWAY:
            return self.gateway
        if role in (ViewerRole.MODERATOR, ViewerRole.ADMIN):
            return self.moderator
        return self.key if keyed or role is ViewerRole.CONTRIBUTOR else self.anonymous
