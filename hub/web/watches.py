"""`/watches`: leave a watch, see one's own, resume and remove them. What they are and how they are told stands in hub/notify/."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from hub.web.request import read_json

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from hub.domain.viewer import Viewer
    from hub.notify.desk import Watches
    from hub.web.door import Door

LARGEST_WISH = 20_000
PRIVATE = {"Cache-Control": "no-store"}


async def watches(request: Request) -> Response:
    """`GET`: one's own watches; `POST`: a new one, with its secret, told this once."""
    async with _asked(request) as (desk, viewer):
        if request.method != "POST":
            return JSONResponse({"watches": await desk.mine(viewer)}, headers=PRIVATE)
        return JSONResponse(await desk.leave(viewer, read_json(await request.body())), 201, PRIVATE)


async def watch(request: Request) -> Response:
    """`DELETE`: takes a watch back."""
    async with _asked(request) as (desk, viewer):
        await desk.remove(viewer, request.path_params["id"])
        return Response(status_code=204)


async def resume(request: Request) -> Response:
    """`POST`: lets a paused watch go on."""
    async with _asked(request) as (desk, viewer):
        return JSONResponse(await desk.resume(viewer, request.path_params["id"]), headers=PRIVATE)


@asynccontextmanager
async def _asked(request: Request) -> AsyncIterator[tuple[Watches, Viewer]]:
    """The desk and who stands before it, within what they may ask. Raises AccessError, RateLimited."""
    door: Door = request.app.state.door
    async with door.visit(request) as (context, _):
        yield request.app.state.watches, context.viewer
