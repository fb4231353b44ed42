"""`/graphql`: one GraphQL request over HTTP, as the GraphQL-over-HTTP specification has it (https://graphql.github.io/graphql-over-http/).

POST takes a JSON object, GET the same names in the query; both answer `application/graphql-response+json` to whoever accepts it and
`application/json` to everybody else. A browser that asks for HTML gets GraphiQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse, PlainTextResponse, Response

from hub.context import Context, wished_language
from hub.domain.dates import now
from hub.domain.viewer import ANYBODY
from hub.errors import BadArgument, QueryError
from hub.web.pages import STATIC

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

LARGEST_BODY = 100_000
LONGEST_URL = 8_000
GRAPHQL_JSON = "application/graphql-response+json"
PAGE_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; worker-src 'self' blob:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as its body or query string says it."""

    document: str
    operation: str | None
    variables: dict[str, Any] | None


async def graphql(request: Request) -> Response:
    """The endpoint: reads the request, has it answered, chooses status and media type."""
    accepts = request.headers.get("accept", "*/*")
    if request.method not in ("GET", "HEAD", "POST"):
        return PlainTextResponse("Use GET or POST.\n", 405, {"Allow": "GET, HEAD, POST"})
    if request.method != "POST" and "text/html" in accepts and "query" not in request.query_params:
        return graphiql_page()
    media_type = chosen_media_type(accepts)
    if media_type is None:
        return refused(406, "NOT_ACCEPTABLE", f"This endpoint answers {GRAPHQL_JSON} or application/json; accept one of them.")
    try:
        asked = read_body(request.headers.get("content-type", ""), await request.body()) if request.method == "POST" else read_url(request)
    except QueryError as error:
        return refused(415 if isinstance(error, UnsupportedMedia) else 400, error.code, str(error), media_type)
    except ClientDisconnect:
        return Response(status_code=400)
    context = Context(request.app.state.answers, ANYBODY, wished_language(request.headers.get("accept-language")))
    answer = await context.answers.answer(
        asked.document, asked.operation, asked.variables, viewer=context.viewer, lang=context.language, now=now()
    )
    status = 200 if answer.ok or media_type != GRAPHQL_JSON else 400
    return Response(answer.body, status, {"Vary": "Accept, Accept-Language", "Cache-Control": "no-cache"}, media_type)


class UnsupportedMedia(BadArgument):
    code = "UNSUPPORTED_MEDIA_TYPE"


class BadRequest(BadArgument):
    code = "BAD_REQUEST"


def chosen_media_type(accepts: str) -> str | None:
    """The media type of the answer, or None when the client takes neither."""
    offered = {part.split(";")[0].strip().lower() for part in accepts.split(",")}
    if GRAPHQL_JSON in offered:
        return GRAPHQL_JSON
    return "application/json" if offered & {"application/json", "application/*", "*/*", ""} else None


def read_body(content_type: str, body: bytes) -> Asked:
    """The request of a POST body. Raises UnsupportedMedia or BadRequest."""
    media, _, parameters = content_type.partition(";")
    if media.strip().lower() != "application/json":
        raise UnsupportedMedia('Send a JSON object with "content-type: application/json".')
    if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        raise UnsupportedMedia("Send UTF-8.")
    try:
        found = orjson.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("The body is not JSON (RFC 8259, UTF-8).") from None
    if not isinstance(found, dict):
        raise BadRequest('The body must be one JSON object such as {"query": "{ viewer { role } }"}; lists of requests are not served.')
    return as_asked(found)


def read_url(request: Request) -> Asked:
    """The request of a GET query string. Raises BadRequest."""
    if len(request.url.query) > LONGEST_URL:
        raise BadRequest(f"The address is longer than {LONGEST_URL} characters; send a POST.")
    found: dict[str, Any] = dict(request.query_params)
    for name in ("variables", "extensions"):
        if name in found:
            try:
                found[name] = orjson.loads(found[name] or "null")
            except (ValueError, RecursionError):
                raise BadRequest(f"`{name}` is not JSON.") from None
    return as_asked(found)


def as_asked(found: Mapping[str, Any]) -> Asked:
    """Checks the types that the specification gives the parameters. Raises BadRequest."""
    for name, kind, word in (
        ("query", str, "a string"),
        ("operationName", str, "a string"),
        ("variables", dict, "an object"),
        ("extensions", dict, "an object"),
    ):
        if found.get(name) is not None and not isinstance(found[name], kind):
            raise BadRequest(f"`{name}` must be {word}.")
    if not found.get("query"):
        raise BadRequest("`query` is missing: send the GraphQL document as a string.")
    return Asked(found["query"], found.get("operationName") or None, found.get("variables"))


def refused(status: int, code: str, message: str, media_type: str = "application/json") -> Response:
    """An answer that never reached GraphQL."""
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
    return Response(body, status, {"Vary": "Accept, Accept-Language"}, media_type)


def graphiql_page() -> Response:
    """GraphiQL, or a plain word where it was not built."""
    page = STATIC / "graphiql.html"
    if not page.is_file():
        return PlainTextResponse("GraphiQL was not built into this installation; POST questions to this address.\n", 200)
    return FileResponse(page, headers={"Content-Security-Policy": PAGE_POLICY, "Vary": "Accept"}, media_type="text/html")
