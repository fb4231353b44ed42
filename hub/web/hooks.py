"""`POST /hooks/discourse/{name}`: the webhook that a Discourse forum sends by itself when somebody writes.

Its body is proved by `X-Discourse-Event-Signature` (HMAC-SHA256 with the secret of SAMGRAF_FORUMS); what becomes of it stands in
hub/curation/forum.py. 204 says that it changed nothing, 200 what became of the discussion.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from hub.curation.forum import hear, read_event, viewer_of
from hub.curation.problems import Problems
from hub.domain.viewer import ViewerRole
from hub.errors import BadRequest, Forbidden, RateLimited
from hub.telemetry import log
from hub.web.client import client_of
from hub.web.request import read_json, whole_body

if TYPE_CHECKING:
    from starlette.requests import Request

    from hub.settings import Forum
    from hub.web.door import Door

LARGEST_EVENT = 1_000_000
_NOBODYS_SECRET = secrets.token_bytes(32)
REFUSAL = "This event is not signed with the secret that this hub shares with a forum of that name."


async def discourse(request: Request) -> Response:
    """One event of a forum. Raises Forbidden, BadRequest, BodyTooLarge, RateLimited."""
    door: Door = request.app.state.door
    settings, name = door.settings, request.path_params["forum"]
    body = await whole_body(request, LARGEST_EVENT)
    forum = settings.forums.get(name)
    if not signed(body, request.headers.get("x-discourse-event-signature", ""), forum) or forum is None:
        with door.meter.operation(client_of(request, settings.trusted_proxies), settings.limits.of(ViewerRole.READER, keyed=False)):
            raise Forbidden(REFUSAL)
    viewer = viewer_of(name, forum)
    with door.meter.operation(viewer.name, settings.limits.of(ViewerRole.MODERATOR, keyed=True)):
        said = request.headers.get("x-discourse-instance", forum.url).rstrip("/")
        if said != forum.url:
            raise BadRequest(f"The forum calls itself {said[:200]!r}; SAMGRAF_FORUMS says {forum.url!r}. One of them has to be mended.")
        event_name = request.headers.get("x-discourse-event", "")
        event = read_event(event_name, request.headers.get("x-discourse-event-id", ""), read_json(body), forum)
        if event is None:
            return Response(status_code=204)
        try:
            done = await request.app.state.desk.hear(viewer, lambda room: hear(room, name, forum, event, settings.base_url))
        except Problems as problems:
            return _not_kept(problems)
    log("web").info("heard", forum=name, hook=event.name, state=done.state if done is not None else "as before")
    return Response(status_code=204) if done is None else JSONResponse({"discussion": done.entity, "state": done.state})


def signed(body: bytes, signature: str, forum: Forum | None) -> bool:
    """Whether a body was signed with the forum's secret; takes as long for a forum that there is not."""
    secret = forum.secret.get_secret_value().encode() if forum is not None else _NOBODYS_SECRET
    return hmac.compare_digest(f"sha256={hmac.new(secret, body, sha256).hexdigest()}".encode(), signature.encode("utf-8", "replace"))


def _not_kept(problems: Problems) -> Response:
    """What was withdrawn stays so, and the forum need not try again; a full queue is worth another try."""
    if any(one.code == "QUEUE_FULL" for one in problems.problems):
        raise RateLimited(problems.problems[0].message, 600.0)
    if any(one.code == "WITHDRAWN" for one in problems.problems):
        return Response(status_code=204)
    return JSONResponse({"problems": problems.told()}, 422)
