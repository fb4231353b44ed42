"""`/graphql`: one GraphQL request over HTTP, as the GraphQL-over-HTTP specification has it (https://graphql.github.io/graphql-over-http/).

POST takes a JSON object, GET the same names in the query; both answer `application/graphql-response+json` to whoever accepts it and
`application/json` to everybody else. A browser that asks for HTML gets GraphiQL.
"""

from __future__ import annotations

import hashlib
from functools import partial
from math import ceil
from typing import TYPE_CHECKING

import orjson
from starlette.responses import FileResponse, PlainTextResponse, Response

from hub.domain.viewer import ANYBODY
from hub.errors import NotAcceptable, NotAllowed, RateLimited, SamgrafError
from hub.query.answer import error_of
from hub.web.door import Door
from hub.web.pages import STATIC
from hub.web.request import (
    EVENT_STREAM,
    GRAPHQL_JSON,
    JSON,
    LONGEST_ACCEPT,
    VARIES,
    Asked,
    chosen_media_type,
    left,
    read_body,
    read_url,
    whole_body,
)
from hub.web.stream import event_stream

if TYPE_CHECKING:
    from starlette.requests import Request

    from hub.context import Context
    from hub.query.answer import Answer

METHODS = "GET, HEAD, POST"
RETRY_SECONDS = "5"
CHALLENGE = {"WWW-Authenticate": "Bearer"}
PAGE_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
STATUS = {
    "UNSUPPORTED_MEDIA_TYPE": 415,
    "NOT_ACCEPTABLE": 406,
    "UNKNOWN_DOCUMENT": 404,
    "NOT_FOUND": 404,
    "UNAUTHENTICATED": 401,
    "FORBIDDEN": 403,
    "METHOD_NOT_ALLOWED": 405,
    "WRONG_METHOD": 405,
    "BODY_TOO_LARGE": 413,
    "RATE_LIMITED": 429,
    "SUBSCRIPTION_OVER_HTTP": 400,
    "TOO_MANY_STREAMS": 429,
    "STORE_UNAVAILABLE": 503,
    "BUSY": 503,
    "UNKNOWN_SOURCE": 404,
    "UNREADABLE_DOCUMENT": 422,
    "BEING_READ": 409,
    "OTHER_DOCUMENT": 412,
}
"""The status of answers that are refused whatever their media type; of all others it follows the specification."""


async def graphql(request: Request) -> Response:
    """The endpoint: reads the request, has it answered, chooses status and media type."""
    accepts = request.headers.get("accept", "*/*")
    if request.method in ("GET", "HEAD") and "text/html" in accepts and not request.scope.get("query_string"):
        return graphiql_page()
    media_type = JSON if request.method == "HEAD" else chosen_media_type(accepts[:LONGEST_ACCEPT])
    try:
        if request.method not in ("GET", "HEAD", "POST"):
            raise NotAllowed("Use GET or POST.")
        if media_type is None:
            raise NotAcceptable(f"This endpoint answers {GRAPHQL_JSON}, {JSON} or {EVENT_STREAM}; accept one of them.")
        context = await request.app.state.door.admit(request)
        return await answered(request, await read(request, context), context, media_type)
    except SamgrafError as error:
        return refused(error, JSON if media_type in (None, EVENT_STREAM) else media_type)


async def read(request: Request, context: Context) -> Asked:
    """What is asked. Raises BadRequest, UnsupportedMedia, BodyTooLarge."""
    if request.method != "POST":
        return read_url(request)
    door: Door = request.app.state.door
    body = await whole_body(request, door.limits(context).body_bytes, "the most for you (limit `body_bytes`). Send less at once.")
    return read_body(request.headers.get("content-type", ""), body)


async def answered(request: Request, asked: Asked, context: Context, media_type: str) -> Response:
    """The answer, with its status and headers. Raises SamgrafError."""
    door: Door = request.app.state.door
    if media_type == EVENT_STREAM:
        return await event_stream(request, asked, door, context)
    via = "post" if request.method == "POST" else "get"
    answer = await door.answer(asked, context, via, partial(left, request.receive))
    headers = {"Vary": VARIES, "Cache-Control": "no-cache"} | way_out(answer.code, answer.retry_after)
    if context.language:
        headers["Content-Language"] = context.language
    if request.method != "POST" and answer.code is None:
        headers |= cached_as(answer, asked, context, door.documents.cache_seconds)
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
    if not headers["Cache-Control"].startswith("public"):
        headers |= door.meter.headers(context.client, door.limits(context))
    return Response(answer.body, status_of(answer, media_type), headers, media_type)


def cached_as(answer: Answer, asked: Asked, context: Context, seconds: int) -> dict[str, str]:
    """What caches may do with an answer by GET: only what a registered document tells anybody is kept without asking again."""
    tag = {"ETag": f'"{hashlib.blake2b(answer.body, digest_size=12).hexdigest()}"'}
    shared = asked.document_id is not None and not asked.apq and context.viewer == ANYBODY
    return tag | {"Cache-Control": f"public, max-age={seconds}"} if shared else tag


def status_of(answer: Answer, media_type: str) -> int:
    """The status code of an answer: what its error asks for, else that of the specification for this media type."""
    usual = 200 if answer.ok or media_type != GRAPHQL_JSON else 400
    return STATUS.get(answer.code or "", usual)


def way_out(code: str | None, retry_after: float | None = None) -> dict[str, str]:
    """The header that HTTP wants beside the status of this refusal."""
    status = STATUS.get(code or "", 0)
    retry = {"Retry-After": str(ceil(retry_after)) if retry_after is not None else RETRY_SECONDS}
    return {401: CHALLENGE, 409: retry, 405: {"Allow": "POST" if code == "WRONG_METHOD" else METHODS}, 429: retry, 503: retry}.get(
        status, {}
    )


def refused(error: SamgrafError, media_type: str) -> Response:
    """An answer that never reached GraphQL."""
    body = orjson.dumps({"errors": [error_of(str(error), error.code)]})
    waits = error.retry_after if isinstance(error, RateLimited) else None
    return Response(body, STATUS.get(error.code, 400), {"Vary": VARIES} | way_out(error.code, waits), media_type)


def graphiql_page() -> Response:
    """GraphiQL, or a plain word where it was not built."""
    page = STATIC / "graphiql.html"
    if not page.is_file():
        return PlainTextResponse("GraphiQL was not built into this installation; POST questions to this address.\n", 200)
    return FileResponse(page, headers={"Content-Security-Policy": PAGE_POLICY, "Vary": "Accept"}, media_type="text/html")
