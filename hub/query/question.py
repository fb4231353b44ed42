"""One request as it reaches the graph, whichever door it came through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from hub.domain.dates import now
from hub.domain.limits import Limits
from hub.domain.viewer import ANYBODY, Viewer

Spend = Callable[[int], Mapping[str, Any]]
"""Takes the cost of an answer from a budget and tells what is left of it. Raises RateLimited."""
Begin = Callable[[str], None]
"""Is told each mutation of a request before any of them is done. Raises RateLimited."""


@dataclass(frozen=True, slots=True)
class Question:
    """A document with what belongs to it. `now` is the instant by which ages are told; `only_reading`: it came by GET.

    `limits`: those of the viewer's role, unless somebody knows better (of a reader who showed a key). `spend` is handed the cost before
    anything is read.
    """

    document: str
    operation: str | None = None
    variables: Mapping[str, Any] | None = None
    viewer: Viewer = ANYBODY
    lang: str | None = None
    now: str = field(default_factory=now)
    limits: Limits | None = None
    spend: Spend | None = None
    begin: Begin | None = None
    only_reading: bool = False
