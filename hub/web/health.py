"""`/health` and `/ready`: whether this process lives, whether it can answer, and what an operator should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from hub.errors import StoreError
from hub.query.question import Question
from hub.store.sources import known_sources
from hub.telemetry import FAULTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from hub.store.sources import KnownSource

READ_SECONDS = 2.0


async def health(request: Request) -> JSONResponse:
    """Alive: 200, with `degraded` and why when something wants a look; 503 when the store does not answer."""
    try:
        sources = await request.app.state.store.read(known_sources(), READ_SECONDS)
    except StoreError:
        return JSONResponse({"status": "failing", "why": ["The store does not answer; the log says why."]}, 503)
    why = [*ailing(sources), *(f"The task {name} broke {times} times and was started again." for name, times in FAULTS.items())]
    return JSONResponse({"status": "degraded" if why else "ok", "why": why})


def ailing(sources: Mapping[str, KnownSource]) -> list[str]:
    """A sentence for each source whose harvests fail, by its key; what it served before is still answered."""
    return [
        f"Source {one.key}: {one.failures} harvests failed since {one.last_success_at or 'the beginning'}."
        for one in sources.values()
        if one.failures
    ]


async def ready(request: Request) -> JSONResponse:
    """Ready: the store answers a question; `version` is the number of the newest change."""
    answer = await request.app.state.door.answers.answer(Question("{ sources(first: 1) { nodes { id } } }"))
    reads = answer.version is not None
    return JSONResponse({"status": "ok" if reads else "store unavailable", "version": answer.version}, 200 if reads else 503)
