"""Who comes in, and what they may use: the one place through which POST, GET, event streams and sockets all pass."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

from hub.auth.who import refuse_keys_in_address
from hub.context import Context, wished_language
from hub.domain.viewer import ANYBODY
from hub.errors import AccessError, RateLimited, SamgrafError, TooManyStreams
from hub.query.answer import failed
from hub.query.question import Question
from hub.store import trusted
from hub.telemetry import log
from hub.web.client import client_of
from hub.web.cors import check_origin, listed

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterator

    from starlette.requests import HTTPConnection

    from hub.auth.who import Who
    from hub.domain.limits import Limits
    from hub.query.answer import Answer
    from hub.query.answers import Answers
    from hub.query.leaving import Leaves
    from hub.query.question import Spend
    from hub.query.stream import Streams
    from hub.settings import Settings
    from hub.web.documents import Documents
    from hub.web.meter import Meter, Turn
    from hub.web.metrics import Metrics
    from hub.web.request import Asked


REPORT = "reportProblem"
"""The mutation that anybody may ask for, and that has a budget of its own."""


class OpenStreams:
    """The sockets and event streams of this process: how many each client has, and by what they learn that the hub stops."""

    def __init__(self, closing: asyncio.Event) -> None:
        self.closing = closing
        self._open: Counter[tuple[str, str]] = Counter()

    @contextlib.contextmanager
    def one(self, what: str, client: str, most: int) -> Iterator[None]:
        """While open, one more of `what` ("sockets") belongs to this client. Raises TooManyStreams."""
        key = (what, client)
        if self._open[key] >= most:
            raise TooManyStreams(f"You have {most} {what} open already, the most for one client. Close one first.")
        self._open[key] += 1
        try:
            yield
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]

    def count(self, what: str) -> int:
        """How many are open, of all clients."""
        return sum(number for (kind, _), number in self._open.items() if kind == what)


@dataclass(frozen=True, slots=True)
class Door:
    """What all ways of asking share."""

    answers: Answers
    who: Who
    documents: Documents
    metrics: Metrics
    meter: Meter
    settings: Settings
    streams: Streams
    open: OpenStreams

    async def admit(self, connection: HTTPConnection, shown: str | None = None) -> Context:
        """The tools of one request or socket; `shown` is the Authorization that a socket's first message tells instead of a header.

        Raises: Unauthenticated, Forbidden, BadRequest, StoreError.
        """
        if connection.scope.get("query_string"):
            refuse_keys_in_address(connection.query_params, connection.url.query)
        authorization = connection.headers.get("authorization") if shown is None else shown
        if authorization is not None:
            check_origin(connection, listed(self.settings.origins))
        viewer = await self.who.viewer(authorization)
        client = client_of(connection, self.settings.trusted_proxies) if viewer == ANYBODY else viewer.name
        return Context(self.answers, viewer, wished_language(connection.headers.get("accept-language")), client)

    @contextlib.asynccontextmanager
    async def visit(self, connection: HTTPConnection) -> AsyncIterator[tuple[Context, Turn]]:
        """Whoever comes in, and the turn of its client, for a request that is one operation. Raises what `admit` does, and RateLimited."""
        context = await self.admit(connection)
        with self.meter.operation(context.client, self.limits(context)) as turn:
            yield context, turn

    def limits(self, context: Context) -> Limits:
        """What this viewer may ask for."""
        return self.settings.limits.of(context.viewer.role, keyed=context.viewer != ANYBODY)

    async def answer(self, asked: Asked, context: Context, via: str, leaves: Leaves | None = None) -> Answer:
        """The answer to an operation that came by `get`, `post`, `sse` or `socket`; counted, and logged when it is none.

        `leaves` ends when whoever asked is gone.

        Raises: what Documents.text raises.
        """
        began, limits, document, cached = perf_counter(), self.limits(context), "", False
        try:
            with self.meter.operation(context.client, limits) as turn:
                document = await self.documents.text(asked, context.viewer)
                cached = context.answers.knows(document)
                spend = turn.charge if via == "get" else turn.spend
                question = self._question(document, asked, context, limits, spend, only_reading=via == "get")
                answer = await context.answers.answer(question, leaves)
        except RateLimited as error:
            answer = failed(error)
        id_ = None if asked.apq else asked.document_id
        self.metrics.count(document=id_, via=via, code=answer.code, seconds=perf_counter() - began, cost=answer.cost, cached=cached)
        warden = context.answers.warden
        self.metrics.limits("refused", warden.refused, self.meter.refused)
        self.metrics.limits("warned", warden.warned, self.meter.warned)
        _note(answer, document, context, via)
        return answer

    def _question(
        self, document: str, asked: Asked, context: Context, limits: Limits, spend: Spend, *, only_reading: bool = False
    ) -> Question:
        return Question(
            document, asked.operation, asked.variables, context.viewer, context.language,
            limits=limits, spend=spend, begin=partial(self._begin, context, limits), only_reading=only_reading,
        )  # fmt: skip

    def _begin(self, context: Context, limits: Limits, mutation: str) -> None:
        """Takes a report from the budget of its client. Raises RateLimited."""
        if mutation == REPORT:
            self.meter.report(context.client, limits, self.settings.reports_hour)

    async def subscribes(self, asked: Asked, context: Context) -> bool:
        """Whether an operation subscribes. Raises RateLimited, and what Documents.text raises."""
        document, limits = await self.documents.text(asked, context.viewer), self.limits(context)
        if "subscription" not in document:
            return False
        with self.meter.operation(context.client, limits):
            return await self.answers.subscribes(document, asked.operation, limits)

    async def follow(self, asked: Asked, context: Context, via: str) -> AsyncGenerator[Answer, None]:
        """The events of a subscription that came by `sse` or `socket`; counted while it is open, and logged when it is refused.

        It takes the cost of one event from the budget of its client when it begins. Raises what Documents.text raises.
        """
        document, limits = await self.documents.text(asked, context.viewer), self.limits(context)
        try:
            with self.meter.operation(context.client, limits) as turn:
                spend = turn.spend  # it is in flight while it begins; afterwards it waits
        except RateLimited as error:
            yield failed(error)
            return
        events = self.streams.follow(self._question(document, asked, context, limits, spend))
        with self.metrics.streams.labels(via).track_inprogress():
            async with contextlib.aclosing(events):
                async for answer in events:
                    _note(answer, document, context, via)
                    yield answer

    async def still_welcome(self, context: Context, shown: str | None) -> bool:
        """Whether whoever was let in by this Authorization may stay: its key or token stands, and opens what it did.

        A store that does not answer just now sends nobody away.
        """
        try:
            return await self.who.viewer(shown) == context.viewer
        except AccessError:
            return False
        except SamgrafError:
            return True

    async def until_unwelcome(self, context: Context, shown: str | None) -> None:
        """Ends when whoever holds a stream may have it no longer. Costs: a look-up every few seconds for a key, nothing for anybody."""
        while True:
            if not await self.still_welcome(context, shown):
                return
            await asyncio.sleep(self.settings.recheck_seconds)


def _note(answer: Answer, document: str, context: Context, via: str) -> None:
    """A line in the log for an answer that is a refusal, without what was asked."""
    if answer.code is not None:
        log("web").info("refused", code=answer.code, via=via, by=context.viewer.name, document=trusted.hash_of(document)[:19])
