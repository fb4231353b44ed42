"""Which pages of other sites may ask (https://fetch.spec.whatwg.org/#http-cors-protocol).

Any page may read what everybody may read, also one in a sandboxed frame (`Origin: null`): there are no cookies here, so it learns nothing
that it could not fetch itself. A key is taken only from pages of listed sites and of this hub, for a key is a power to write.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response

from hub.errors import Forbidden

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

EXPOSED = "Content-Language, ETag, Retry-After, RateLimit, RateLimit-Policy"
PREFLIGHT_SECONDS = "7200"
METHODS = "GET, POST"


@cache
def listed(origins: str) -> frozenset[str]:
    """The origins of the setting: `https://forum.example.org https://app.example.org:8443`."""
    return frozenset(origins.replace(",", " ").lower().split())


def check_origin(connection: HTTPConnection, origins: frozenset[str]) -> None:
    """Whether a key may come from the page that this request comes from. Raises Forbidden."""
    origin = connection.headers.get("origin", "").lower()
    if not origin or origin in origins or urlsplit(origin).netloc == connection.headers.get("host", "").lower():
        return
    raise Forbidden("A key is not taken from a page of this site. Its operator has to be listed in SAMGRAF_ORIGINS; without a key, ask on.")


class Cors:
    """Answers preflights, and lets pages of other sites read the answers."""

    def __init__(self, app: ASGIApp, origins: frozenset[str]) -> None:
        self.app, self._origins = app, origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or all(name != b"origin" for name, _ in scope["headers"]):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers["origin"]
        if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
            await self._preflight(headers, origin)(scope, receive, send)
        else:
            await self.app(scope, receive, self._readable(send, origin))

    def _preflight(self, headers: Headers, origin: str) -> Response:
        wanted = [name.strip().lower() for name in headers.get("access-control-request-headers", "")[:1000].split(",")]
        allowed = [name for name in wanted if name and (name != "authorization" or origin.lower() in self._origins)]
        told = self._for(origin) | {"Access-Control-Allow-Methods": METHODS, "Access-Control-Max-Age": PREFLIGHT_SECONDS}
        told["Vary"] = "Origin, Access-Control-Request-Headers"
        if allowed:
            told["Access-Control-Allow-Headers"] = ", ".join(allowed)
        return Response(status_code=204, headers=told)

    def _for(self, origin: str) -> dict[str, str]:
        """A listed site is told by its name, everybody else `*`; never with credentials."""
        return {"Access-Control-Allow-Origin": origin if origin.lower() in self._origins else "*"}

    def _readable(self, send: Send, origin: str) -> Send:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(self._for(origin) | {"Access-Control-Expose-Headers": EXPOSED})
                headers.add_vary_header("Origin")
            await send(message)

        return with_headers
