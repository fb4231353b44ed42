"""`GET /sources/{key}/corrections.csv` and `.json`: what others say differently about one's own records (hub/query/corrections.py).

Streamed, a stretch of the source at a time, so that no reader is held while a slow client takes its lines. The CSV opens in a spreadsheet:
UTF-8 with its mark, and a cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import orjson
from starlette.responses import Response, StreamingResponse

from hub.domain.spelling import camel
from hub.errors import NoSuchSource, NotFound
from hub.query.corrections import Correction, source_no, stretch
from hub.web.keepers import kept_by

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable

    from starlette.requests import Request

    from hub.store.store import Store
    from hub.web.door import Door

SECONDS = 30.0
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
COLUMNS = tuple(map(camel, Correction._fields))


async def corrections(request: Request) -> Response:
    """All corrections of a source, for whoever looks after it. Raises Unauthenticated, Forbidden, NoSuchSource, NotFound."""
    door: Door = request.app.state.door
    store: Store = request.app.state.store
    context = await door.admit(request)
    key, kind = kept_by(context.viewer, request.path_params["key"]), request.path_params["kind"]
    if kind not in ("csv", "json"):
        raise NotFound("Corrections are told as `corrections.csv` and as `corrections.json`.")
    with door.meter.operation(context.client, door.limits(context)):
        own = await store.read(source_no(key), SECONDS)
        if own is None:
            raise NoSuchSource(f"Nothing was ever read of a source {key[:63]!r}.")
        first, after = await store.read(stretch(key, own, 0), SECONDS)
    told = _all(store, key, own, first, after)
    headers = {"Content-Disposition": f'attachment; filename="corrections.{kind}"', "Cache-Control": "no-store"}
    if kind == "json":
        return StreamingResponse(_json(told), headers=headers, media_type="application/json")
    return StreamingResponse(_csv(told), headers=headers, media_type="text/csv; charset=utf-8")


async def _all(store: Store, key: str, own: int, found: list[Correction], after: int | None) -> AsyncIterator[list[Correction]]:
    while True:
        yield found
        if after is None:
            return
        found, after = await store.read(stretch(key, own, after), SECONDS)


async def _csv(told: AsyncIterator[list[Correction]]) -> AsyncIterator[bytes]:
    yield "\ufeff".encode() + lines([COLUMNS])
    async for found in told:
        yield lines(map(cell, one) for one in found)


async def _json(told: AsyncIterator[list[Correction]]) -> AsyncIterator[bytes]:
    mark = b"["
    async for found in told:
        for one in found:
            yield mark + orjson.dumps(dict(zip(COLUMNS, one, strict=True)))
            mark = b",\n"
    yield b"[]" if mark == b"[" else b"]"


def lines(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as CSV (RFC 4180)."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows(rows)
    return written.getvalue().encode()


def cell(value: str | None) -> str:
    """A value as a spreadsheet may open it.

    >>> cell("=HYPERLINK(1)"), cell("Engelauget"), cell(None)
    ("'=HYPERLINK(1)", 'Engelauget', '')
    """
    text = value or ""
    return f"'{text}" if text.startswith(FORMULA) else text
