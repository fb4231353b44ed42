"""The meter: how often each client asks, how much, and how many things at once; whoever is over a limit is told when to come again.

Requests in ten seconds and in a minute, and cost in a minute, are buckets: full at first, they fill again evenly. What is left is told in
`extensions.cost`, and of requests in the headers RateLimit and RateLimit-Policy of draft-ietf-httpapi-ratelimit-headers-10. Clients are
kept in the memory of one process (N workers let through up to N times as much), and the least recent is forgotten beyond a number.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any

from hub.domain.dates import instant
from hub.domain.limits import Limits
from hub.errors import RateLimited
from hub.telemetry import log

MOST_CLIENTS = 10_000
MINUTE, HOUR = 60.0, 3_600.0
REPORTS = "reports_hour"
WINDOWS = (("requests_10s", 10.0), ("requests_minute", MINUTE))


class Bucket:
    """What is left of one budget."""

    __slots__ = ("at", "left")

    def __init__(self, most: int, now: float) -> None:
        self.left, self.at = float(most), now

    def fill(self, most: int, period: float, now: float) -> None:
        """Adds what has come back since it was looked at last."""
        self.left = min(most, self.left + (now - self.at) * most / period)
        self.at = now


class Client:
    """The budgets of one client."""

    __slots__ = ("buckets", "cost", "in_flight", "reports", "warned_at")

    def __init__(self, limits: Limits, now: float) -> None:
        self.buckets = [Bucket(getattr(limits, name), now) for name, _ in WINDOWS]
        self.cost = Bucket(limits.cost_minute, now)
        self.reports: Bucket | None = None
        self.in_flight = 0
        self.warned_at = -MINUTE


class Turn:
    """One operation of a client, as long as it lasts."""

    __slots__ = ("_client", "_limits", "_meter", "_name")

    def __init__(self, meter: Meter, name: str, client: Client, limits: Limits) -> None:
        self._meter, self._name, self._client, self._limits = meter, name, client, limits

    def spend(self, cost: int) -> Mapping[str, Any]:
        """Takes the cost of an answer; what is left, and when all will be there again. Raises RateLimited."""
        now, most, bucket = self._meter.clock(), self._limits.cost_minute, self._client.cost
        bucket.fill(most, MINUTE, now)
        if bucket.left < min(cost, most):
            told = f"This answer costs {cost:,}; {int(bucket.left):,} are left of {most:,} a minute"
            self._meter.refuse("cost_minute", self._name, self._client, told, (min(cost, most) - bucket.left) * MINUTE / most)
        bucket.left = max(0.0, bucket.left - cost)
        full = datetime.now(UTC) + timedelta(seconds=(most - bucket.left) * MINUTE / most)
        return {"remaining": int(bucket.left), "resetAt": instant(full)}

    def charge(self, cost: int) -> Mapping[str, Any]:
        """Takes the cost and tells nothing of it, for answers that caches may keep. Raises RateLimited."""
        self.spend(cost)
        return {}


class Meter:
    """Counts for each client. For one event loop. `refused` and `warned` count by limit, since the process began."""

    def __init__(self, clock: Callable[[], float], *, warns: bool = False, most: int = MOST_CLIENTS) -> None:
        self.clock, self._warns, self._most = clock, warns, most
        self._clients: OrderedDict[str, Client] = OrderedDict()
        self.refused: Counter[str] = Counter()
        self.warned: Counter[str] = Counter()

    @contextmanager
    def operation(self, name: str, limits: Limits) -> Iterator[Turn]:
        """Lets a client do one thing. Raises RateLimited."""
        client = self._client(name, limits)
        self._request(name, client, limits)
        if client.in_flight >= limits.in_flight:
            told = f"{client.in_flight} operations of yours are being answered; {limits.in_flight} at the same time is the most"
            self.refuse("in_flight", name, client, told, 1.0)
        client.in_flight += 1
        try:
            yield Turn(self, name, client, limits)
        finally:
            client.in_flight -= 1

    def report(self, name: str, limits: Limits, most: int) -> None:
        """Takes one report from a budget of its own, of so many an hour. Raises RateLimited in every mode: people have to read them."""
        client, now = self._client(name, limits), self.clock()
        bucket = client.reports = client.reports or Bucket(most, now)
        bucket.fill(most, HOUR, now)
        if bucket.left < 1:
            self.refused[REPORTS] += 1
            seconds = (1 - bucket.left) * HOUR / most
            told = f"You have reported {most} problems within an hour, the most (limit `{REPORTS}`). Report more in {ceil(seconds)} s."
            raise RateLimited(told, seconds)
        bucket.left -= 1

    def headers(self, name: str, limits: Limits) -> dict[str, str]:
        """What is left of a client's requests, and in how many seconds all will be there again."""
        client = self._clients.get(name)
        if client is None:
            return {}
        policies, left = [], []
        for bucket, (limit, period) in zip(client.buckets, WINDOWS, strict=True):
            most = getattr(limits, limit)
            policies.append(f'"{limit}";q={most};w={period:.0f}')
            left.append(f'"{limit}";r={int(bucket.left)};t={ceil((most - bucket.left) * period / most)}')
        return {"RateLimit-Policy": ", ".join(policies), "RateLimit": ", ".join(left)}

    def refuse(self, limit: str, name: str, client: Client, told: str, seconds: float) -> None:
        """Raises RateLimited; in the mode `warn`, logs it once a minute for each client."""
        if not self._warns:
            self.refused[limit] += 1
            raise RateLimited(f"{told} (limit `{limit}`). Ask again in {ceil(seconds)} s, or with a key.", seconds)
        self.warned[limit] += 1
        if self.clock() - client.warned_at >= MINUTE:
            client.warned_at = self.clock()
            log("web").warning("over-limit", limit=limit, client=name.partition(":")[0])

    def _request(self, name: str, client: Client, limits: Limits) -> None:
        now = self.clock()
        for bucket, (limit, period) in zip(client.buckets, WINDOWS, strict=True):
            most = getattr(limits, limit)
            bucket.fill(most, period, now)
            if bucket.left < 1:
                told = f"You have asked more than {most:,} times in {period:.0f} seconds"
                self.refuse(limit, name, client, told, (1 - bucket.left) * period / most)
        for bucket in client.buckets:
            bucket.left = max(0.0, bucket.left - 1)

    def _client(self, name: str, limits: Limits) -> Client:
        found = self._clients.get(name)
        if found is None:
            found = self._clients[name] = Client(limits, self.clock())
            while len(self._clients) > self._most:
                self._forget()
        self._clients.move_to_end(name)
        return found

    def _forget(self) -> None:
        """Forgets the least recent client that is not being answered, or the least recent of all."""
        idle = next((name for name, client in self._clients.items() if not client.in_flight), next(iter(self._clients)))
        del self._clients[idle]

    def __len__(self) -> int:
        return len(self._clients)
