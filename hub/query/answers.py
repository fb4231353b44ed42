"""Answers: from a GraphQL request to the bytes of its answer.

request → kept answer, or document (cached) → variables → plan (cached) → walk in one snapshot → bytes. graphql-core parses, validates
and answers introspection; everything else is the plan's. An answer is whole or fails whole, but for single items of `_entities`; its
version stands in `extensions.version`.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from time import perf_counter
from typing import Any

import orjson
from graphql import FieldNode, GraphQLError, GraphQLSchema, OperationType, execute_sync
from graphql.language import DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode

from hub.domain.limits import Limits
from hub.domain.viewer import ANYBODY, Viewer
from hub.errors import Busy, QueryError, SamgrafError
from hub.query.answer import Answer, error_of, failed, where_of
from hub.query.graph.load import GraphLinks
from hub.query.index.index import GraphIndex
from hub.query.kept import Kept, Place
from hub.query.leaving import Leaves, unless_left
from hub.query.limits import Warden, over, over_cost, over_length, over_page, over_rows
from hub.query.memory import IndexAhead, IndexBehind, Memory
from hub.query.nouns import NOUNS
from hub.query.plan.ask import Ask
from hub.query.plan.cache import Cache
from hub.query.plan.document import Document, Faulty, by_post, check_method, faults_of, read_document, tell_one_of
from hub.query.plan.plan import Answered, Plan
from hub.query.plan.written import Writes, Written, no_writes
from hub.query.question import Begin, Question, Spend
from hub.settings import Settings
from hub.store.engine import Reader
from hub.telemetry import log

DOCUMENTS = 512
LONG_DOCUMENT = 3_000
WARMING_SECONDS = 300.0
MOST_WALKS = 3
"""How often a plan is walked, each time in a newer snapshot, when a memory was ahead of the one before."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request that is ready to be walked."""

    text: str
    document: Document
    operation: OperationDefinitionNode
    plan: Plan
    variables: Mapping[str, Any]
    given: Mapping[str, Any]
    viewer: Viewer
    written: Written = field(default_factory=dict)


class Answers:
    """Answers requests over one schema and one store."""

    def __init__(self, schema: GraphQLSchema, reader: Reader, settings: Settings, writes: Writes | None = None) -> None:
        """`writes`: whoever does what mutations ask for; without it they are refused."""
        self._schema, self.reader, self.settings, self._writes = schema, reader, settings, writes
        tell_one_of(schema)
        self._indexes = Memory(index_of_all())
        self.links = Memory(GraphLinks())
        self._documents: Cache[str, Document] = Cache(DOCUMENTS)
        self._kept = Kept(reader, settings)
        self.warden = Warden(settings.limits_mode)
        self._widest = replace(settings.limits.gateway, cost=sys.maxsize, page=settings.max_page)

    async def keep_warm(self) -> None:
        """Reads what is kept in memory (the index of lists, then the links for walks through the graph), and renews it from then on.

        Until the index is there the database answers lists alone; a walk waits for the links. Who asks before a change was taken up here
        takes it up first. Ends when it is cancelled.
        """
        for memory in (self._indexes, self.links):
            began = perf_counter()
            if await self._warm(memory):
                log("query").info("memory-read", what=memory.name, seconds=round(perf_counter() - began, 2))
        while True:
            await asyncio.sleep(self.settings.watch_seconds)
            for memory in (self._indexes, self.links):
                await self._warm(memory)

    async def _warm(self, memory: Memory[Any]) -> bool:
        """Brings a memory up to the newest version, in a reader's thread; False, and a line in the log, when that failed."""
        try:
            with contextlib.suppress(IndexAhead):  # somebody asked meanwhile
                await self.reader.run(memory.warm(), WARMING_SECONDS)
        except SamgrafError as error:
            log("query").warning("memory-not-read", what=memory.name, why=str(error), so="who needs it first reads it")
            return False
        return True

    def warm_here(self) -> None:
        """The same, at once; for tests and measurements."""
        self.reader.run_here(self._indexes.warm(), WARMING_SECONDS)
        self.reader.run_here(self.links.warm(), WARMING_SECONDS)

    async def answer(self, question: Question, leaves: Leaves | None = None) -> Answer:
        """The answer to a request; never raises. `leaves` ends when whoever asked is gone, and then a walk in a thread ends, too."""
        limits = question.limits or self.settings.limits.of(question.viewer.role)
        try:
            place = self._kept.place(question, limits)
            if place is not None and (given := self._kept.get(place)) is not None:
                told = spent(given.cost, limits, question.spend)
                return _whole(orjson.Fragment(given.data), given.version, told)
            read = await self._read_ahead(question.document, limits)
            ready = self.prepare(question, limits, read=read)
            ask = self.ask(ready, question.lang, question.now, limits)
            told = self._account(ready, ask, limits, question.spend)
            if ready.plan.writes:
                ready, place = await self._write(ready, question.begin), None
                ask = self.ask(ready, question.lang, question.now, limits)
            return self._finish(ready, await self._walk(ready, ask, limits, leaves) if ready.plan.reads else None, told, place)
        except Exception as error:  # noqa: BLE001 - whatever happens, the client gets an answer
            return failed(error)

    def answer_here(
        self,
        document: str,
        operation: str | None = None,
        variables: Any = None,
        *,
        viewer: Viewer = ANYBODY,
        lang: str | None = None,
        now: str,
        limits: Limits | None = None,
    ) -> Answer:
        """The same, walked at once by the caller; for tests and measurements. Without `limits` no cost is told, nor bounded."""
        most = limits or self._widest
        try:
            ready = self.prepare(Question(document, operation, variables, viewer), most)
            ask = self.ask(ready, lang, now, most)
            told = self._account(ready, ask, most)
            if ready.plan.writes:
                raise no_writes()
            return self._finish(ready, self._walk_here(ready, ask, most) if ready.plan.reads else None, told if limits else None)
        except Exception as error:  # noqa: BLE001 - as above
            return failed(error)

    async def subscribes(self, document: str, operation: str | None, limits: Limits) -> bool:
        """Whether a request subscribes; not when it is wrong, which `answer` tells."""
        try:
            read = await self._read_ahead(document, limits)
            found = self._document(document, limits) if read is None else self._documents.put(document, read)
            return found.subscribes(operation)
        except (Faulty, QueryError, RecursionError):
            return False

    async def subscription(self, question: Question, limits: Limits) -> Prepared:
        """A subscription, ready to be walked again and again; what is spent is the cost of one event.

        Raises: Faulty, QueryError, AccessError.
        """
        read = await self._read_ahead(question.document, limits)
        ready = self.prepare(question, limits, read=read, kind=OperationType.SUBSCRIPTION)
        if not ready.plan.reads:
            raise Faulty("VALIDATION", [GraphQLError("With these variables nothing is left to follow.", nodes=ready.operation)])
        self._account(ready, self.ask(ready, question.lang, question.now, limits), limits, question.spend)
        return ready

    async def _read_ahead(self, document: str, limits: Limits) -> Document | None:
        """A long document that was not read before, read in a thread: it takes a while."""
        long = len(document) > LONG_DOCUMENT and self._documents.get(document) is None
        return await asyncio.to_thread(self._read, document, limits) if long else None

    async def _write(self, ready: Prepared, begin: Begin | None) -> Prepared:
        """Does what the roots of a mutation ask for, one after the other. Raises StoreError and QueryError."""
        if self._writes is None:
            raise no_writes()
        for root in ready.plan.writes.values():
            if begin is not None:
                begin(root.name)
        written: dict[str, Mapping[str, Any]] = {}
        for name, root in ready.plan.writes.items():
            written[name] = await self._writes.perform(root.name, root.arguments.read(ready.variables), ready.viewer)
        return replace(ready, written=written)

    async def _walk(self, ready: Prepared, ask: Ask, limits: Limits, leaves: Leaves | None) -> Answered:
        """A plan is walked in a reader's thread, or here while it is quick. Raises what the plan and the reader raise."""
        if not ready.plan.slow and not ready.plan.reads_past(ask):
            with contextlib.suppress(IndexBehind):
                return self._walk_here(ready, ask, limits, waits=False)
            ask = self.ask(ready, ask.lang, ask.now, limits)
        for _ in range(MOST_WALKS):
            with contextlib.suppress(IndexAhead):
                walk = self.reader.run(ready.plan.run(ask), self.seconds(limits), self.settings.patience_seconds)
                return await unless_left(leaves, walk)
            ask = self.ask(ready, ask.lang, ask.now, limits)
        raise overtaken()

    def _walk_here(self, ready: Prepared, ask: Ask, limits: Limits, *, waits: bool = True) -> Answered:
        for _ in range(MOST_WALKS):
            ask.here = not waits
            with contextlib.suppress(IndexAhead):
                answered: Answered = self.reader.run_here(ready.plan.run(ask), self.seconds(limits))
                return answered
            ask = self.ask(ready, ask.lang, ask.now, limits)
        raise overtaken()

    def knows(self, document: str) -> bool:
        """Whether a document was read before."""
        return self._documents.get(document) is not None

    def faults(self, document: str) -> list[str]:
        """What stands against a document, in the words of its faults; nothing when it can be asked."""
        return faults_of(lambda: self._read(document, self._widest))

    def _read(self, text: str, limits: Limits) -> Document:
        return read_document(self._schema, text, limits, self.warden, suggest=self.settings.suggestions)

    def prepare(
        self, question: Question, limits: Limits | None = None, *, read: Document | None = None, kind: OperationType = OperationType.QUERY
    ) -> Prepared:
        """What is run; `read`: the document, if it was read just now. Raises Faulty and OverLimit."""
        text, operation, given, limits = question.document, question.operation, question.variables, limits or self._widest
        try:
            document = self._documents.put(text, read) if read is not None else self._document(text, limits)
        except Faulty:
            if question.only_reading:
                check_method(text, operation)
            raise
        node = document.operation(operation, kind)
        if question.only_reading and node.operation is OperationType.MUTATION:
            raise by_post()
        variables = document.variables(node, given)
        plan = document.plan(node, variables)
        plan.admit(question.viewer)
        return Prepared(text, document, node, plan, variables, given or {}, question.viewer)

    def _document(self, text: str, limits: Limits) -> Document:
        """A document that is within these limits, read now or before."""
        self.warden.judge(text, over_length(limits, text))
        known = self._documents.get(text)
        if known is None:
            return self._documents.put(text, self._read(text, limits))
        self.warden.judge(text, over(limits, known.extent))
        return known

    def _account(self, ready: Prepared, ask: Ask, limits: Limits, spend: Spend | None = None) -> Mapping[str, Any]:
        """What `extensions.cost` says. Raises OverLimit and RateLimited before anything is read."""
        expected = ready.plan.expect(ask)
        self.warden.judge(ready.text, over_page(limits, ask.largest))
        self.warden.judge(ready.text, over_cost(limits, expected.cost))
        self.warden.judge(ready.text, over_rows(ask.max_rows, expected.rows))
        return spent(expected.cost, limits, spend)

    def ask(self, ready: Prepared, lang: str | None, now: str, limits: Limits | None = None) -> Ask:
        """What one run of a plan may use."""
        settings, limits = self.settings, limits or self._widest
        page = settings.max_page if self.warden.warns else min(limits.page, settings.max_page)
        ask = Ask(ready.variables, lang, now, settings.base_url, page, settings.max_rows)
        ask.viewer, ask.max_representations, ask.written = ready.viewer, limits.representations, ready.written
        ask.indexes, ask.links, ask.until = self._indexes, self.links, time.monotonic() + self.seconds(limits)
        return ask

    def seconds(self, limits: Limits) -> float:
        """How long one run may take."""
        return min(limits.seconds, self.settings.query_seconds)

    def _finish(self, ready: Prepared, answered: Answered | None, told: Mapping[str, Any] | None, place: Place | None = None) -> Answer:
        """The answer as it goes out; one without faults is kept at its `place`."""
        data: Any = answered.data if answered else {}
        if ready.plan.introspection:
            data = data | self._introspect(ready)
            data = {name: data[name] for name in ready.plan.names}
        if answered is None:
            return _whole(data, None, told)
        ready.plan.note(answered)
        if answered.faults:
            faults = [error_of(str(one.error), one.error.code, where_of(one)) for one in answered.faults]
            return _whole(data, answered.version, told, faults)
        if place is not None and told is not None:
            body = orjson.dumps(data)
            self._kept.keep(place, body, answered.version, told["requested"])
            data = orjson.Fragment(body)
        return _whole(data, answered.version, told)

    def _introspect(self, ready: Prepared) -> dict[str, Any]:
        """What graphql-core says about the schema itself; remembered where no variable can change it."""
        if ready.plan.introspected is not None:
            return ready.plan.introspected
        nodes: list[FieldNode] = [node for same in ready.plan.introspection.values() for node in same]
        operation = OperationDefinitionNode(
            operation=ready.operation.operation,
            variable_definitions=ready.operation.variable_definitions,
            directives=(),
            selection_set=SelectionSetNode(selections=tuple(nodes)),
        )
        fragments = [one for one in ready.document.node.definitions if isinstance(one, FragmentDefinitionNode)]
        result = execute_sync(self._schema, DocumentNode(definitions=(operation, *fragments)), variable_values=dict(ready.given))
        if result.errors or result.data is None:
            raise Faulty("VALIDATION", list(result.errors or ()))
        if not ready.operation.variable_definitions:
            ready.plan.introspected = result.data
        return result.data


def spent(cost: int, limits: Limits, spend: Spend | None) -> Mapping[str, Any]:
    """What `extensions.cost` says. Raises RateLimited."""
    told = {"requested": cost, "limit": limits.cost}
    return told if spend is None else told | dict(spend(cost))


def _whole(data: Any, version: str | None, told: Mapping[str, Any] | None, faults: Sequence[Mapping[str, Any]] = ()) -> Answer:
    """An answer with its data (as Python, or as JSON in a Fragment), what stands against it, and what is told beside it."""
    extensions = ({} if version is None else {"version": version}) | ({} if told is None else {"cost": told})
    whole = ({"errors": faults} if faults else {}) | {"data": data} | ({"extensions": extensions} if extensions else {})
    code = faults[0]["extensions"]["code"] if faults else None
    return Answer(orjson.dumps(whole), ok=True, version=version, code=code, cost=told["requested"] if told else None)


@cache
def index_of_all() -> GraphIndex:
    """How the index of all nouns is read; its statements are compiled once for a process."""
    return GraphIndex(NOUNS.values())


def overtaken() -> Busy:
    return Busy(f"The graph changed {MOST_WALKS} times while this was being answered. Ask again.")
