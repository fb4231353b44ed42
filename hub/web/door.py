"""Who comes in, and what they may use: the one place through which POST, GET, event streams and sockets all pass."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

from hub.auth.who import refuse_keys_in_address
from hub.context import Context, wished_language
from hub.domain.dates import now
from hub.domain.viewer import ANYBODY
from hub.errors import RateLimited
from hub.query.answer import failed
from hub.store import trusted
from hub.telemetry import log
from hub.web.client import client_of
from hub.web.cors import check_origin, listed

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from hub.auth.who import Who
    from hub.domain.limits import Limits
    from hub.query.answer import Answer
    from hub.query.answers import Answers
    from hub.settings import Settings
    from hub.web.documents import Documents
    from hub.web.meter import Meter
    from hub.web.metrics import Metrics
    from hub.web.request import Asked


@dataclass(frozen=True, slots=True)
class Door:
    """What all ways of asking share."""

    answers: Answers
    who: Who
    documents: Documents
    metrics: Metrics
    meter: Meter
    settings: Settings

    async def admit(self, connection: HTTPConnection) -> Context:
        """The tools of one request or socket. Raises Unauthenticated, Forbidden, BadRequest, StoreError."""
        refuse_keys_in_address(connection.query_params, connection.url.query)
        authorization = connection.headers.get("authorization")
        if authorization is not None:
            check_origin(connection, listed(self.settings.origins))
        viewer = await self.who.viewer(authorization)
        client = client_of(connection, self.settings.trusted_proxies) if viewer == ANYBODY else viewer.name
        return Context(self.answers, viewer, wished_language(connection.headers.get("accept-language")), client)

    def limits(self, context: Context) -> Limits:
        """What this viewer may ask for."""
        return self.settings.limits.of(context.viewer.role, keyed=context.viewer != ANYBODY)

    async def answer(self, asked: Asked, context: Context, via: str) -> Answer:
        """The answer to an operation that came by `get`, `post`, `sse` or `socket`; counted, and logged when it is none.

        Raises: what Documents.text raises.
        """
        began, limits, document, cached = perf_counter(), self.limits(context), "", False
        try:
            with self.meter.operation(context.client, limits) as turn:
                document = await self.documents.text(asked, context.viewer)
                cached = context.answers.knows(document)
                answer = await context.answers.answer(
                    document,
                    asked.operation,
                    asked.variables,
                    viewer=context.viewer,
                    lang=context.language,
                    now=now(),
                    only_reading=via == "get",
                    limits=limits,
                    spend=turn.charge if via == "get" else turn.spend,
                )
        except RateLimited as error:
            answer = failed(error)
        id_ = None if asked.apq else asked.document_id
        self.metrics.count(document=id_, via=via, code=answer.code, seconds=perf_counter() - began, cost=answer.cost, cached=cached)
        warden = context.answers.warden
        self.metrics.limits("refused", warden.refused, self.meter.refused)
        self.metrics.limits("warned", warden.warned, self.meter.warned)
        if answer.code is not None:
            log("web").info("refused", code=answer.code, via=via, by=context.viewer.name, document=trusted.hash_of(document)[:19])
        return answer
