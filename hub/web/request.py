"""A GraphQL request as it comes over HTTP: from a body or an address to what is asked, or to one clear reason why not.

Parameters and media types are those of GraphQL over HTTP (https://graphql.github.io/graphql-over-http/draft/); `documentId` is that of its
appendix on persisted documents, `extensions.persistedQuery` that of Apollo's automatic persisted queries.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from hub.errors import BadRequest, BodyTooLarge, UnsupportedMedia

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import Receive

LONGEST_URL = 8_000
LONGEST_NAME = 200
LONGEST_ACCEPT = 1_000
JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"
EVENT_STREAM = "text/event-stream"
VARIES = "Accept, Accept-Language, Authorization"
"""Of which headers an answer depends: what `Vary` tells caches."""

_PARAMETERS = {
    "query": (str, "a string"),
    "documentId": (str, "a string"),
    "operationName": (str, "a string"),
    "variables": (dict, "an object"),
    "extensions": (dict, "an object"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as its body or query string says it: `document` or `document_id`, or both when a hash comes with its document."""

    document: str | None
    document_id: str | None
    operation: str | None
    variables: dict[str, Any] | None
    apq: bool = False
    """Whether the id is a hash of Apollo's handshake."""


# --- Reading ------------------------------------------------------------------------------------------------------------------------


def read_body(content_type: str, body: bytes) -> Asked:
    """The request of a POST body. Raises UnsupportedMedia or BadRequest."""
    media, _, parameters = content_type.partition(";")
    if media.strip().lower() != JSON:
        raise UnsupportedMedia('Send a JSON object with "content-type: application/json".')
    if "charset" in parameters.lower() and "utf-8" not in parameters.lower():
        raise UnsupportedMedia("Send UTF-8.")
    return as_asked(read_json(body))


def read_json(body: bytes) -> Any:
    """A body as JSON. Raises BadRequest."""
    try:
        return orjson.loads(body)
    except (ValueError, RecursionError):
        raise BadRequest("The body is not JSON (RFC 8259, UTF-8).") from None


def read_url(request: Request) -> Asked:
    """The request of a GET query string, in which whoever admitted it found no key. Raises BadRequest."""
    if len(request.url.query) > LONGEST_URL:
        raise BadRequest(f"The address is longer than {LONGEST_URL} characters; send a POST.")
    found: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name in found:
            raise BadRequest(f"`{name}` stands twice in the address.")
        if name not in _PARAMETERS:
            raise BadRequest(f"The address has a parameter that is not served; those that are: {', '.join(_PARAMETERS)}.")
        found[name] = value
    for name in ("variables", "extensions"):
        if name in found:
            try:
                found[name] = orjson.loads(found[name] or "null")
            except (ValueError, RecursionError):
                raise BadRequest(f"`{name}` is not JSON.") from None
    return as_asked(found)


def as_asked(found: Any) -> Asked:
    """Checks the types that the specification gives the parameters. Raises BadRequest."""
    if not isinstance(found, dict):
        raise BadRequest('Send one JSON object such as {"query": "{ viewer { role } }"}; lists of requests are not served.')
    for name, (kind, word) in _PARAMETERS.items():
        if found.get(name) is not None and not isinstance(found[name], kind):
            raise BadRequest(f"`{name}` must be {word}.")
    operation, document, id_ = (found.get(name) or None for name in ("operationName", "query", "documentId"))
    for label, value in (("operationName", operation), ("documentId", id_)):
        if value and len(value) > LONGEST_NAME:
            raise BadRequest(f"`{label}` is longer than {LONGEST_NAME} characters.")
    hashed = persisted_hash(found.get("extensions") or {})
    if id_ and (document or hashed):
        raise BadRequest("Send `documentId` alone: it stands for the document.")
    if not (document or id_ or hashed):
        raise BadRequest("`query` is missing: send the GraphQL document as a string, or the `documentId` of a registered one.")
    return Asked(document, id_ or hashed, operation, found.get("variables"), hashed is not None)


def persisted_hash(extensions: Mapping[str, Any]) -> str | None:
    """The hash of Apollo's handshake, as a document id. Raises BadRequest."""
    found = extensions.get("persistedQuery")
    if found is None:
        return None
    hashed = found.get("sha256Hash") if isinstance(found, dict) else None
    if not isinstance(hashed, str) or len(hashed) != 64 or found.get("version") != 1:
        raise BadRequest('`extensions.persistedQuery` must be {"version": 1, "sha256Hash": 64 hexadecimal digits}.')
    return f"sha256:{hashed.lower()}"


async def whole_body(request: Request, most: int, why: str = "the most that is read here.") -> bytes:
    """The body of a request; `why` ends the sentence that refuses a longer one. Raises BodyTooLarge at the first byte too many."""
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise BodyTooLarge(f"The body has more than {most:,} bytes, {why}")
    return bytes(body)


async def left(receive: Receive) -> None:
    """Ends when the client of a request that was read has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


# --- What may be answered -----------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def chosen_media_type(accepts: str) -> str | None:
    """The media type of the answer, or None when the client takes none of ours; the more wanted one, then the newer one."""
    offered: dict[str, float] = {}
    for part in accepts.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        offered[name] = next((_weight(one[2:]) for one in parameters if one.startswith("q=")), 1.0)
    whole = offered.get("*/*", offered.get("", 0.0))
    weights = {
        GRAPHQL_JSON: offered.get(GRAPHQL_JSON, 0.0),
        JSON: offered.get(JSON, offered.get("application/*", whole)),
        EVENT_STREAM: offered.get(EVENT_STREAM, 0.0),
    }
    best = max(weights, key=lambda name: weights[name])
    return best if weights[best] > 0 else None


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
