"""What happens here, in numbers for Prometheus: `/metrics` (https://prometheus.io/docs/instrumenting/exposition_formats/).

With several workers, each writes its numbers into a folder of their own that the process which looks after them made, and whoever is asked
adds them up. Labels hold codes and ids of registered documents: never a question, a key, an address of a person or a text.
"""

from __future__ import annotations

import collections
import ipaddress
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest, multiprocess
from starlette.responses import Response

from hub.domain.viewer import ViewerRole
from hub.errors import Forbidden, StoreError
from hub.store.sources import known_sources
from hub.telemetry import FAULTS, METRICS_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from hub.store.sources import KnownSource
    from hub.store.store import Store
    from hub.web.door import Door

MOST_DOCUMENTS = 200
OTHER = "other"
READ_SECONDS = 2.0
Counted = collections.Counter[Any]
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_COSTS = (10, 50, 100, 500, 1_000, 2_000, 5_000, 10_000, 50_000)


Labelled = TypeVar("Labelled", Counter, Histogram)


class Metrics:
    """The measures of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._operations = Counter("samgraf_operations", "Operations answered.", ["document", "via", "code"], registry=self._registry)
        self._seconds = Histogram(
            "samgraf_operation_seconds", "How long an answer took.", ["via"], buckets=_SECONDS, registry=self._registry
        )
        self._cost = Histogram("samgraf_operation_cost", "Rows times fields of an operation.", buckets=_COSTS, registry=self._registry)
        self._cache = Counter("samgraf_document_cache", "Whether a document had been read before.", ["found"], registry=self._registry)
        self._limits = Counter("samgraf_limits_passed", "Limits that were passed.", ["limit", "mode"], registry=self._registry)
        self.streams = Gauge(
            "samgraf_streams", "Subscriptions that are open.", ["via"], multiprocess_mode="livesum", registry=self._registry
        )
        self._seen: Counted = collections.Counter()
        self._documents: set[str] = set()
        self._series: dict[tuple[Counter | Histogram, tuple[str, ...]], Counter | Histogram] = {}

    def count(self, *, document: str | None, via: str, code: str | None, seconds: float, cost: int | None, cached: bool) -> None:
        """One answer. `document`: the id of a registered one; `code`: of its first error; `cost`: None when it was not reckoned."""
        label = self._label(document)
        self._of(self._operations, label, via, code or "ok").inc()
        self._of(self._seconds, via).observe(seconds)
        self._of(self._cache, "yes" if cached else "no").inc()
        if cost is not None:
            self._cost.observe(cost)

    def limits(self, mode: str, *passed: Counted) -> None:
        """Takes over how often each limit was passed since the process began; `mode`: `refused` or `warned`."""
        for counts in passed:
            for limit, times in counts.items():
                self._limits.labels(limit, mode).inc(times - self._seen[id(counts), limit])
                self._seen[id(counts), limit] = times

    def _of(self, metric: Labelled, *labels: str) -> Labelled:
        """One series of a measure, looked up once."""
        found = self._series.get((metric, labels))
        if found is None:
            found = self._series[metric, labels] = metric.labels(*labels)
        return found  # type: ignore[return-value]

    def _label(self, document: str | None) -> str:
        if document is None or (document not in self._documents and len(self._documents) >= MOST_DOCUMENTS):
            return OTHER
        self._documents.add(document)
        return document

    def text(self, sources: Mapping[str, KnownSource]) -> bytes:
        """Everything, as Prometheus reads it."""
        registry = self._registry
        if METRICS_FOLDER in os.environ:
            registry = CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry) + generate_latest(present(sources))


def present(sources: Mapping[str, KnownSource]) -> CollectorRegistry:
    """How each source and this process are at this moment."""
    registry = CollectorRegistry()
    faults = Gauge("samgraf_background_faults", "How often a task in the background broke.", ["task"], registry=registry)
    for task, times in FAULTS.items():
        faults.labels(task).set(times)
    lag = Gauge("samgraf_source_lag_seconds", "Time since the last complete harvest.", ["source"], registry=registry)
    failures = Gauge("samgraf_source_failures", "Harvests that failed since then.", ["source"], registry=registry)
    items = Gauge("samgraf_source_items", "Items of the last complete harvest.", ["source"], registry=registry)
    for one in sources.values():
        if one.last_success_at:
            lag.labels(one.key).set((datetime.now(UTC) - datetime.fromisoformat(one.last_success_at)).total_seconds())
        failures.labels(one.key).set(one.failures)
        items.labels(one.key).set(one.item_count)
    return registry


async def metrics(request: Request) -> Response:
    """`/metrics`: for whoever sits on this machine, and for administrators."""
    door: Door = request.app.state.door
    if not is_neighbour(request) and (await door.admit(request)).viewer.role is not ViewerRole.ADMIN:
        raise Forbidden("/metrics answers on this machine, and elsewhere to a key of an administrator.")
    store: Store = request.app.state.store
    try:
        sources = await store.read(known_sources(), READ_SECONDS)
    except StoreError:
        sources = {}
    return Response(door.metrics.text(sources), media_type=CONTENT_TYPE_LATEST)


def is_neighbour(request: Request) -> bool:
    """Whether a request comes from this machine, and not through a proxy that sits on it."""
    if request.client is None or {"x-forwarded-for", "forwarded"} & set(request.headers.keys()):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False
