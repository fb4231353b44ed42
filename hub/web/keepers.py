"""`/sources/{key}/…`: what whoever looks after a source gives to the hub, and how it was read.

    PUT /sources/KEY/document     the next document of a source whose file says `delivered = true`: 202, and where to follow its run
    GET /sources/KEY/runs/RUN     how far that is

The document is kept as it came and read by a harvest, which is a process of its own; nothing of it is read here.
"""

from __future__ import annotations

import asyncio
import re
import tempfile
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response

from hub.domain.dates import now
from hub.domain.document import Document
from hub.domain.viewer import ANYBODY, Viewer
from hub.errors import BodyTooLarge, Busy, ConfigError, Forbidden, NoSuchSource, NotFound, Unauthenticated, UnsupportedMedia
from hub.harvest.given import media_type_of
from hub.harvest.sources import FILE, Configured, is_key, load_source
from hub.store import archive, deliveries

if TYPE_CHECKING:
    from starlette.requests import Request

    from hub.settings import Settings
    from hub.web.door import Door

IN_MEMORY = 1_000_000
AT_ONCE = 4
RETRY = {"Retry-After": "60"}
_CHARSET = re.compile(r'charset="?([\w.:-]{1,40})"?', re.IGNORECASE)
_RUN = re.compile(r"(?:run_)?([0-9]{1,12})")
_receiving = asyncio.Semaphore(AT_ONCE)


async def deliver(request: Request) -> Response:
    """`PUT /sources/{key}/document`."""
    door: Door = request.app.state.door
    context = await door.admit(request)
    key = kept_by(context.viewer, request.path_params["key"])
    with door.meter.operation(context.client, door.limits(context)):
        configured = await asyncio.to_thread(_delivered_source, door.settings, key)
        if _receiving.locked():
            raise Busy("Several documents are on their way to this hub. Send yours again in a moment.")
        async with _receiving:
            document, packed = await _received(request, configured, door.settings.fetch_bytes)
        expected = request.headers.get("if-match", "").strip().removeprefix("W/").strip('"') or None
        done = await request.app.state.store.write(
            lambda tx: deliveries.keep(
                tx, configured.source, configured.connector.digest, document, packed,
                expected=expected if expected != "*" else None, by=context.viewer.name, at=document.fetched_at,
            )
        )  # fmt: skip
    where = f"{door.settings.base_url}/sources/{key}/runs/run_{done.run}"
    told = {"source": key, "run": f"run_{done.run}", "document": document.hash, "new": done.new, "status": where}
    return JSONResponse(told, 202 if done.new else 200, {"Location": where, "ETag": f'"{document.hash}"'})


async def run(request: Request) -> Response:
    """`GET /sources/{key}/runs/{run}`."""
    door: Door = request.app.state.door
    context = await door.admit(request)
    key = kept_by(context.viewer, request.path_params["key"])
    with door.meter.operation(context.client, door.limits(context)):
        number = _RUN.fullmatch(request.path_params["run"])
        told = await request.app.state.store.read(deliveries.progress(key, int(number[1]))) if number else None
    if told is None:
        raise NotFound(f"There is no run {request.path_params['run'][:40]!r} of {key}.")
    waits = RETRY | {"Cache-Control": "no-store"} if told["outcome"] == "RUNNING" else {"Cache-Control": "no-store"}
    return JSONResponse(told, headers=waits)


def kept_by(viewer: Viewer, key: str) -> str:
    """The key of a source that this viewer looks after; whether there is one is told to nobody else. Raises Unauthenticated, Forbidden."""
    if viewer == ANYBODY:
        raise Unauthenticated("This takes a key that looks after the source: send it as `Authorization: Bearer …`.")
    if not (viewer.looks_after_all or key in viewer.looks_after):
        raise Forbidden("Your key does not look after this source. Its operator makes one with `samgraf key create --source`.")
    return key


def _delivered_source(settings: Settings, key: str) -> Configured:
    file = settings.sources / key / FILE
    if not is_key(key) or not file.is_file():
        raise NoSuchSource(f"There is no source {key[:63]!r} here. Its operator writes a {FILE} for it first.")
    try:
        configured = load_source(file)
    except ConfigError as error:
        told = f"The file of source {key} is wrong, so nothing can be read by it. Its operator learns more from `samgraf doctor`."
        raise NoSuchSource(told) from error
    if not configured.source.delivered:
        told = f"Source {key} is fetched from its own address and takes no document; `delivered = true` in its file changes that."
        raise NoSuchSource(told)
    return configured


async def _received(request: Request, configured: Configured, most: int) -> tuple[Document, bytes]:
    """The document and its packed bytes; a large one lies on disk until it is whole.

    Raises: BodyTooLarge, UnsupportedMedia, NotReadable.
    """
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding != "identity":
        raise UnsupportedMedia(f"Send the document as it is, not as {encoding[:40]!r}.")
    too_large = BodyTooLarge(f"The document has more than {most:,} bytes, the most that this hub reads (SAMGRAF_FETCH_BYTES).")
    announced = request.headers.get("content-length", "")
    if announced.isascii() and announced.isdigit() and int(announced[:18]) > most:
        raise too_large
    size = 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise too_large
            spool.write(part)
        spool.seek(0)
        body = await asyncio.to_thread(spool.read)
    declared = request.headers.get("content-type", "")
    media_type = await asyncio.to_thread(media_type_of, declared, body, configured.connector.delivered_as)
    charset = _CHARSET.search(declared)
    document = Document(configured.source.address or "", body, now(), media_type, charset[1].lower() if charset else None)
    return document, await asyncio.to_thread(archive.pack, body)
