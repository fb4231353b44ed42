"""Who comes in, and what they may use: the one place through which POST, GET, event streams and sockets all pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.context import Context, wished_language
from hub.domain.viewer import ANYBODY

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from hub.query.answers import Answers
    from hub.web.documents import Documents
    from hub.web.request import Asked


@dataclass(frozen=True, slots=True)
class Door:
    """What all ways of asking share."""

    answers: Answers
    documents: Documents

    async def admit(self, connection: HTTPConnection) -> Context:
        """The tools of one request or socket."""
        return Context(self.answers, ANYBODY, wished_language(connection.headers.get("accept-language")))

    async def document(self, asked: Asked, context: Context) -> str:
        """The document of a request. Raises what Documents.text raises."""
        return await self.documents.text(asked, context.viewer)
