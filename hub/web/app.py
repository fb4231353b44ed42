"""The application: a list of doors, and what they share."""

from __future__ import annotations

import asyncio
from dataclasses import fields
from time import monotonic
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from hub.curation.desk import Desk
from hub.errors import SamgrafError
from hub.notify.desk import Watches
from hub.query.stream import Streams
from hub.web.confirm import confirm
from hub.web.corrections import corrections
from hub.web.cors import Cors, listed
from hub.web.documents import LARGEST_DOCUMENTS, Documents, register
from hub.web.door import Door, OpenStreams
from hub.web.feeds.doors import Feeds, feed
from hub.web.graphql import graphiql_page, graphql, refused
from hub.web.headers import SafeHeaders
from hub.web.health import health, ready
from hub.web.hooks import discourse
from hub.web.keepers import deliver, run
from hub.web.mention import receive, status
from hub.web.meter import Meter
from hub.web.metrics import Metrics, metrics
from hub.web.pages import STATIC
from hub.web.reports import follow_report
from hub.web.request import JSON
from hub.web.socket import socket
from hub.web.tracing import Traced, provider
from hub.web.watches import LARGEST_WISH, resume, watch, watches

if TYPE_CHECKING:
    from starlette.requests import Request

    from hub.auth.who import Who
    from hub.domain.limits import Limits, RoleLimits
    from hub.query.answers import Answers
    from hub.settings import Settings
    from hub.store.store import Store


METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""The endpoint answers every method itself, so that a wrong one is told which are right."""


def application(answers: Answers, who: Who, store: Store, settings: Settings, sdl: str) -> Starlette:
    """The web application over ready tools; whoever opened them closes them."""
    routes: list[BaseRoute] = [
        Route("/graphql", graphql, methods=METHODS, max_body_size=largest_body(settings.limits)),
        WebSocketRoute("/graphql", socket),
        Route("/documents", register, methods=["POST"], max_body_size=LARGEST_DOCUMENTS),
        Route("/confirm/{secret}", confirm, methods=["GET", "POST"]),
        Route("/feeds/{path:path}", feed),
        Route("/watches", watches, methods=["GET", "POST"], max_body_size=LARGEST_WISH),
        Route("/watches/{id}", watch, methods=["DELETE"]),
        Route("/watches/{id}/resume", resume, methods=["POST"]),
        Route("/graphiql", lambda _: graphiql_page()),
        Route("/schema.graphql", lambda _: PlainTextResponse(sdl, media_type="text/plain; charset=utf-8")),
        Route("/hooks/discourse/{forum}", discourse, methods=["POST"]),
        Route("/sources/{key}/document", deliver, methods=["PUT"]),
        Route("/sources/{key}/runs/{run}", run),
        Route("/sources/{key}/corrections.{kind}", corrections),
        Route("/webmention", receive, methods=["POST"]),
        Route("/webmention/{id}", status),
        Route("/reports/{secret}", follow_report),
        Route("/health", health),
        Route("/ready", ready),
        Route("/metrics", metrics),
        Route("/", lambda _: RedirectResponse("/graphiql", 307)),
    ]
    if (STATIC / "assets").is_dir():
        routes.append(Mount("/assets", StaticFiles(directory=STATIC / "assets")))
    app = Starlette(
        routes=routes,
        middleware=[
            *([Middleware(Traced, provider())] if settings.traces else []),
            Middleware(SafeHeaders),
            Middleware(Cors, listed(settings.origins)),
        ],
        exception_handlers={500: failed, SamgrafError: refused_anywhere, ClientDisconnect: gone},
    )
    app.state.store = store
    app.state.desk = Desk(store, settings)
    app.state.feeds, app.state.watches = Feeds(), Watches(store, answers, settings)
    meter = Meter(monotonic, warns=settings.limits_mode == "warn")
    app.state.door = Door(
        answers, who, Documents(answers, store, settings), Metrics(), meter, settings, Streams(answers), OpenStreams(asyncio.Event())
    )
    return app


def largest_body(limits: RoleLimits) -> int:
    """What is read of a body at most, before anybody knows whose it is."""
    roles: list[Limits] = [getattr(limits, role.name) for role in fields(limits)]
    return max(role.body_bytes for role in roles)


async def refused_anywhere(_: Request, error: Exception) -> Response:
    """A refusal that a door did not word itself."""
    assert isinstance(error, SamgrafError)
    return refused(error, JSON)


async def gone(_: Request, __: Exception) -> Response:
    """For whoever left before the body was whole; nobody reads it, and it is no fault of the hub."""
    return Response(status_code=400)


async def failed(_: Request, __: Exception) -> Response:
    """What nobody foresaw: no internals leave."""
    return JSONResponse({"errors": [{"message": "Internal error.", "extensions": {"code": "INTERNAL"}}]}, 500)
