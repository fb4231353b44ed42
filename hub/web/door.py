"""Who comes in, and what they may use: the one place through which POST, GET, event streams and sockets all pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.context import Context, wished_language
from hub.domain.viewer import ANYBODY
from hub.errors import UnknownDocument

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from hub.query.answers import Answers
    from hub.web.request import Asked


@dataclass(frozen=True, slots=True)
class Door:
    """What all ways of asking share."""

    answers: Answers

    async def admit(self, connection: HTTPConnection) -> Context:
        """The tools of one request or socket."""
        return Context(self.answers, ANYBODY, wished_language(connection.headers.get("accept-language")))

    async def document(self, asked: Asked, context: Context) -> str:  # noqa: ARG002 - who may register documents
        """The document of a request. Raises UnknownDocument."""
        if asked.document is None:
            raise UnknownDocument(f"No document is registered as {(asked.document_id or '')[:80]!r}.")
        return asked.document
