"""`/webmention`: another site says that a page of its mentions something here (https://www.w3.org/TR/webmention/).

    POST source=PAGE&target=THING    201, and where its state can be asked; the page is read later, by a process of its own
    GET /webmention/ID               WAITING, TOLD (public, or for somebody to look at), REFUSED or GONE, with the code of a reason

201 and not 202: by the recommendation, that is the answer of a receiver that names an address for the state.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from starlette.responses import JSONResponse, Response

from hub.domain.dates import now
from hub.errors import BadArgument, BlockedAddress, NotFound, UnsupportedMedia
from hub.harvest.guard import checked
from hub.store import heard, mentions
from hub.web.request import whole_body

if TYPE_CHECKING:
    from starlette.requests import Request

    from hub.store.writer import Transaction
    from hub.web.door import Door

LARGEST_FORM = 10_000
LONGEST_ADDRESS = 2_000
COST = 5_000
"""What one page takes of a client's budget: with the limits as they are, anybody may send twenty a minute."""
FORM = "application/x-www-form-urlencoded"
SHOWN = {mentions.AGAIN: mentions.WAITING}


async def receive(request: Request) -> Response:
    """`POST /webmention`. Raises UnsupportedMedia, BodyTooLarge, BadArgument, RateLimited."""
    door: Door = request.app.state.door
    async with door.visit(request) as (_, turn):
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            raise UnsupportedMedia(f"Send `source` and `target` as a form ({FORM}).")
        source, target = _form(await whole_body(request, LARGEST_FORM))
        turn.spend(COST)
        host, settings = urlsplit(source).hostname or "", door.settings

        async def job(tx: Transaction) -> str:
            things = await heard.things(tx, [target], settings.base_url)
            if not things:
                raise BadArgument("`target` is no thing of this graph: send its `permalink`, or the address that the graph knows it by.")
            return await mentions.ask(tx, source, host, things[0], at=now(), most=settings.most_mentions)

        one = await request.app.state.store.write(job)
    where = f"{settings.base_url}/webmention/{one}"
    return JSONResponse({"status": where}, 201, {"Location": where})


async def status(request: Request) -> Response:
    """`GET /webmention/{id}`."""
    door: Door = request.app.state.door
    async with door.visit(request):
        found = await request.app.state.store.read(mentions.status(request.path_params["id"][:60]))
    if found is None:
        raise NotFound("No page was sent under this address, or it came to nothing and was forgotten.")
    state, reason, asked_at, read_at = found
    told = {"state": SHOWN.get(state, state), "reason": reason, "askedAt": asked_at, "readAt": read_at}
    return JSONResponse(told, headers={"Cache-Control": "no-store"})


def _form(body: bytes) -> tuple[str, str]:
    """Source and target as absolute addresses without what stands behind `#` in the source. Raises BadArgument."""
    try:
        pairs = parse_qsl(body.decode("utf-8"), max_num_fields=20)
    except ValueError:
        raise BadArgument("The form cannot be read (UTF-8, at most 20 fields).") from None
    said = {name: [value for known, value in pairs if known == name] for name in ("source", "target")}
    for name, values in said.items():
        if len(values) != 1 or not 0 < len(values[0]) <= LONGEST_ADDRESS:
            raise BadArgument(f"Send one `{name}`: an address of at most {LONGEST_ADDRESS:,} characters.")
    source, target = said["source"][0].partition("#")[0], said["target"][0]
    if source == target.partition("#")[0]:
        raise BadArgument("`source` and `target` are the same page.")
    try:
        return str(checked(source)), target
    except BlockedAddress as error:
        raise BadArgument(f"`source`: {error}.") from None
