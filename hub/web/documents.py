"""Which document a request means: the one that it brings, a registered one by its id, or one of Apollo's handshake by its hash.

`SAMGRAF_DOCUMENTS` says what is served: `any` document, any and the handshake (`apq`), or `registered` ones only.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

import orjson
from starlette.responses import JSONResponse, Response

from hub.domain.dates import now
from hub.domain.viewer import Viewer, ViewerRole
from hub.errors import BadArgument, BadRequest, Forbidden, HashNotFound, HashNotSupported, UnknownDocument
from hub.store import trusted

if TYPE_CHECKING:
    from starlette.requests import Request

    from hub.query.answers import Answers
    from hub.settings import Settings
    from hub.store.store import Store
    from hub.web.door import Door
    from hub.web.request import Asked

REMEMBERED_SECONDS = 15.0
MOST_CHARACTERS = 5_000_000
"""What the two memories may hold, each."""
SCOPE = "documents"
LARGEST_DOCUMENTS = 1_000_000
MOST_AT_ONCE = 1_000
PATIENCE_SECONDS = 5.0


class Memory:
    """Texts by id, the least used of them forgotten beyond a number of characters. For one event loop."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most, self._held = most, 0
        self._texts: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def get(self, name: str, youngest: float) -> str | None:
        """The text, if it was put here at `youngest` or later."""
        text, at = self._texts.get(name, (None, 0.0))
        if text is None or at < youngest:
            return None
        self._texts.move_to_end(name)
        return text

    def put(self, name: str, text: str, at: float) -> None:
        self._held += len(text) - len(self._texts.pop(name, ("", 0.0))[0])
        self._texts[name] = text, at
        while self._held > self._most:
            self._held -= len(self._texts.popitem(last=False)[1][0])


class Documents:
    """Finds the document of each request, and registers new ones."""

    def __init__(self, answers: Answers, store: Store, settings: Settings) -> None:
        self._answers, self._store, self._mode = answers, store, settings.documents
        self.cache_seconds = settings.cache_seconds
        self._registered, self._hashed = Memory(), Memory()

    async def text(self, asked: Asked, viewer: Viewer) -> str:
        """The document that is meant. Raises UnknownDocument, HashNotFound, HashNotSupported, BadRequest, Forbidden, StoreError."""
        if asked.apq:
            return await self._by_hash(asked)
        if asked.document_id is not None:
            return await self._by_id(asked.document_id)
        assert asked.document is not None
        if self._mode == "registered" and viewer.role is not ViewerRole.ADMIN:
            await self._allowed(asked.document)
        return asked.document

    async def _by_id(self, name: str) -> str:
        moment = time.monotonic()
        found = self._registered.get(name, moment - REMEMBERED_SECONDS) or await self._store.read(trusted.body_of(name), PATIENCE_SECONDS)
        if found is None:
            raise UnknownDocument(f"No document is registered as {name[:80]!r}. Register it with `samgraf documents register`.")
        self._registered.put(name, found, moment)
        return found

    async def _allowed(self, document: str) -> None:
        try:
            await self._by_id(trusted.hash_of(document))
        except UnknownDocument:
            raise Forbidden(
                "This hub answers registered documents only: send the `documentId` of one, or have this one registered."
            ) from None

    async def _by_hash(self, asked: Asked) -> str:
        """Apollo's handshake: the hash alone first, then once with its document."""
        assert asked.document_id is not None
        if self._mode != "apq":
            raise HashNotSupported("PersistedQueryNotSupported")
        if asked.document is None:
            found = self._hashed.get(asked.document_id, 0.0)
            if found is None:
                raise HashNotFound("PersistedQueryNotFound")
            return found
        if trusted.hash_of(asked.document) != asked.document_id:
            raise BadRequest("`sha256Hash` is not the SHA-256 of the document that came with it.")
        self._hashed.put(asked.document_id, asked.document, time.monotonic())
        return asked.document

    async def register(self, documents: dict[str, str], viewer: Viewer) -> int:
        """Keeps documents that the schema can answer; how many are new. Raises Forbidden and BadArgument."""
        if SCOPE not in viewer.scopes and viewer.role is not ViewerRole.ADMIN:
            raise Forbidden(f"Registering documents takes a key with the scope `{SCOPE}`: `samgraf key create --scope {SCOPE}`.")
        checked = await asyncio.to_thread(trusted.checked, documents, self._answers.faults)
        return await self._store.write(lambda tx: trusted.register(tx, checked, by=viewer.name, at=now()))


async def register(request: Request) -> Response:
    """`POST /documents`: a JSON object of documents by id, as graphql-codegen and relay-compiler write it."""
    door: Door = request.app.state.door
    context = await door.admit(request)
    try:
        found = orjson.loads(await request.body())
    except ValueError:
        raise BadArgument("The body is not JSON.") from None
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()) or not 0 < len(found) <= MOST_AT_ONCE:
        raise BadArgument(f"Send one JSON object of at most {MOST_AT_ONCE} GraphQL documents by their id.")
    new = await door.documents.register(found, context.viewer)
    return JSONResponse({"registered": new, "known": len(found) - new})
