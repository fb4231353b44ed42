"""Answers: from a GraphQL request to the bytes of its answer.

request → document (cached) → variables → plan (cached) → walk in one snapshot → bytes. graphql-core parses, validates and answers
introspection; everything else is the plan's. An answer is whole or fails whole, but for single items of `_entities`; its version stands in
`extensions.version`.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

import orjson
from graphql import FieldNode, GraphQLError, GraphQLSchema, execute_sync
from graphql.language import DocumentNode, FragmentDefinitionNode, OperationDefinitionNode, SelectionSetNode

from hub.domain.limits import Limits
from hub.domain.viewer import ANYBODY, Viewer
from hub.errors import Busy, OverLimit, QueryError, SamgrafError, StoreError, TooDeep
from hub.query.graph.load import GraphLinks
from hub.query.index.index import GraphIndex
from hub.query.limits import Warden, over, over_cost, over_length, over_page, over_rows
from hub.query.memory import IndexAhead, Memory
from hub.query.nouns import NOUNS
from hub.query.plan.ask import Ask, Fault, Refused
from hub.query.plan.cache import Cache
from hub.query.plan.document import Document, Faulty, check_method, read_document, tell_one_of
from hub.query.plan.plan import Answered, Plan
from hub.settings import Settings
from hub.store.engine import Reader
from hub.telemetry import log

DOCUMENTS = 512
LONG_DOCUMENT = 3_000
WARMING_SECONDS = 300.0
MOST_WALKS = 3
"""How often a plan is walked, each time in a newer snapshot, when a memory was ahead of the one before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The JSON of an answer.

    `ok`: the request could be run, if only to be refused; `version`: of the data, None when none was read; `code`: of its first error;
    `retry_after`: seconds after which the same request has a chance, for one that came too soon; `cost`: what it asked for, if known.
    """

    body: bytes
    ok: bool
    version: str | None = None
    code: str | None = None
    retry_after: float | None = None
    cost: int | None = None


Spend = Callable[[int], Mapping[str, Any]]
"""Takes the cost of an answer from a budget and tells what is left of it. Raises RateLimited."""


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


class Answers:
    """Answers requests over one schema and one store."""

    def __init__(self, schema: GraphQLSchema, reader: Reader, settings: Settings) -> None:
        self._schema, self._reader, self._settings = schema, reader, settings
        tell_one_of(schema)
        self._indexes = Memory(GraphIndex(NOUNS.values()))
        self.links = Memory(GraphLinks())
        self._documents: Cache[str, Document] = Cache(DOCUMENTS)
        self.warden = Warden(settings.limits_mode)
        self._widest = replace(settings.limits.gateway, cost=sys.maxsize, page=settings.max_page)

    async def warm(self) -> None:
        """Reads what is kept in memory: the index of lists, then the links for walks through the graph.

        Until the index is there, and whenever it cannot be had at once, the database answers lists alone; a walk waits for the links.
        """
        for memory in (self._indexes, self.links):
            began = perf_counter()
            try:
                with contextlib.suppress(IndexAhead):  # somebody asked meanwhile
                    await self._reader.run(memory.warm(), WARMING_SECONDS)
            except SamgrafError as error:
                log("query").warning("memory-not-read", what=memory.name, why=str(error), so="who needs it first reads it")
            else:
                log("query").info("memory-read", what=memory.name, seconds=round(perf_counter() - began, 2))

    def warm_here(self) -> None:
        """The same, at once; for tests and measurements."""
        self._reader.run_here(self._indexes.warm(), WARMING_SECONDS)
        self._reader.run_here(self.links.warm(), WARMING_SECONDS)

    async def answer(
        self,
        document: str,
        operation: str | None = None,
        variables: Mapping[str, Any] | None = None,
        *,
        viewer: Viewer,
        lang: str | None,
        now: str,
        only_reading: bool = False,
        limits: Limits | None = None,
        spend: Spend | None = None,
    ) -> Answer:
        """The answer to a request; never raises. `now` is the present instant, by which ages are told; `only_reading`: it came by GET.

        `limits`: those of the viewer's role, unless somebody knows better (of a reader who showed a key). `spend` is handed the cost before
        anything is read.
        """
        limits = limits or self._settings.limits.of(viewer.role)
        try:
            long = len(document) > LONG_DOCUMENT and self._documents.get(document) is None
            read = await asyncio.to_thread(self._read, document, limits) if long else None
            ready = self._prepare(document, operation, variables, viewer, limits=limits, only_reading=only_reading, read=read)
            told = self._account(ready, lang, now, limits, spend)
            return self._finish(ready, await self._walk(ready, lang, now, limits) if ready.plan.reads else None, told)
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
            ready = self._prepare(document, operation, variables, viewer, limits=most)
            told = self._account(ready, lang, now, most)
            return self._finish(ready, self._walk_here(ready, lang, now, most) if ready.plan.reads else None, told if limits else None)
        except Exception as error:  # noqa: BLE001 - as above
            return failed(error)

    async def _walk(self, ready: Prepared, lang: str | None, now: str, limits: Limits) -> Answered:
        """A plan is walked in a reader's thread, or here while it is quick. Raises what the plan and the reader raise."""
        if not ready.plan.slow and not ready.plan.reads_past(self._ask(ready, lang, now, limits)):
            return self._walk_here(ready, lang, now, limits)
        for _ in range(MOST_WALKS):
            with contextlib.suppress(IndexAhead):
                ask = self._ask(ready, lang, now, limits)
                answered: Answered = await self._reader.run(ready.plan.run(ask), self._seconds(limits), self._settings.patience_seconds)
                return answered
        raise overtaken()

    def _walk_here(self, ready: Prepared, lang: str | None, now: str, limits: Limits) -> Answered:
        for _ in range(MOST_WALKS):
            with contextlib.suppress(IndexAhead):
                ask = self._ask(ready, lang, now, limits)
                answered: Answered = self._reader.run_here(ready.plan.run(ask), self._seconds(limits))
                return answered
        raise overtaken()

    def knows(self, document: str) -> bool:
        """Whether a document was read before."""
        return self._documents.get(document) is not None

    def faults(self, document: str) -> list[str]:
        """What stands against a document, in the words of its faults; nothing when it can be asked."""
        try:
            self._read(document, self._widest)
        except Faulty as error:
            return [one.message for one in error.errors]
        except QueryError as error:
            return [str(error)]
        return []

    def _read(self, text: str, limits: Limits) -> Document:
        return read_document(self._schema, text, limits, self.warden, suggest=self._settings.suggestions)

    def _prepare(
        self,
        text: str,
        operation: str | None,
        given: Mapping[str, Any] | None,
        viewer: Viewer = ANYBODY,
        *,
        limits: Limits | None = None,
        only_reading: bool = False,
        read: Document | None = None,
    ) -> Prepared:
        """What is run; `read`: the document, if it was read just now. Raises Faulty and OverLimit."""
        limits = limits or self._widest
        try:
            document = self._documents.put(text, read) if read is not None else self._document(text, limits)
        except Faulty:
            if only_reading:
                check_method(text, operation)
            raise
        node = document.operation(operation)
        variables = document.variables(node, given)
        plan = document.plan(node, variables)
        plan.admit(viewer)
        return Prepared(text, document, node, plan, variables, given or {}, viewer)

    def _document(self, text: str, limits: Limits) -> Document:
        """A document that is within these limits, read now or before."""
        self.warden.judge(text, over_length(limits, text))
        known = self._documents.get(text)
        if known is None:
            return self._documents.put(text, self._read(text, limits))
        self.warden.judge(text, over(limits, known.extent))
        return known

    def _account(self, ready: Prepared, lang: str | None, now: str, limits: Limits, spend: Spend | None = None) -> Mapping[str, Any]:
        """What `extensions.cost` says. Raises OverLimit and RateLimited before anything is read."""
        ask = self._ask(ready, lang, now, limits)
        expected = ready.plan.expect(ask)
        self.warden.judge(ready.text, over_page(limits, ask.largest))
        self.warden.judge(ready.text, over_cost(limits, expected.cost))
        self.warden.judge(ready.text, over_rows(ask.max_rows, expected.rows))
        told = {"requested": expected.cost, "limit": limits.cost}
        return told if spend is None else told | dict(spend(expected.cost))

    def _ask(self, ready: Prepared, lang: str | None, now: str, limits: Limits | None = None) -> Ask:
        settings, limits = self._settings, limits or self._widest
        page = settings.max_page if self.warden.warns else min(limits.page, settings.max_page)
        ask = Ask(ready.variables, lang, now, settings.base_url, page, settings.max_rows)
        ask.viewer, ask.max_representations = ready.viewer, limits.representations
        ask.indexes, ask.links, ask.until = self._indexes, self.links, time.monotonic() + self._seconds(limits)
        return ask

    def _seconds(self, limits: Limits) -> float:
        return min(limits.seconds, self._settings.query_seconds)

    def _finish(self, ready: Prepared, answered: Answered | None, told: Mapping[str, Any] | None) -> Answer:
        data = answered.data if answered else {}
        if ready.plan.introspection:
            data = data | self._introspect(ready)
            data = {name: data[name] for name in ready.plan.names}
        extensions: dict[str, Any] = {}
        if answered is not None:
            ready.plan.note(answered)
            extensions["version"] = answered.version
        if told is not None:
            extensions["cost"] = told
        whole: dict[str, Any] = {"data": data}
        faults = [_error(str(one.error), one.error.code, _where(one)) for one in answered.faults] if answered else []
        if faults:
            whole = {"errors": faults, **whole}
        if extensions:
            whole["extensions"] = extensions
        code = faults[0]["extensions"]["code"] if faults else None
        version, cost = answered.version if answered else None, told["requested"] if told else None
        return Answer(orjson.dumps(whole), ok=True, version=version, code=code, cost=cost)

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


def overtaken() -> Busy:
    return Busy(f"The graph changed {MOST_WALKS} times while this was being answered. Ask again.")


def failed(error: Exception) -> Answer:
    """The answer that tells why there is none: a stable code, and nothing about the inside of the hub."""
    if isinstance(error, Faulty):
        body = orjson.dumps({"errors": [_request_error(one, error.code) for one in error.errors]})
        return Answer(body, ok=False, code=error.code)
    if isinstance(error, Refused):
        return _nothing(str(error), error.error.code, _where(error))
    if isinstance(error, RecursionError):
        error = TooDeep("The question is nested too deeply to be read. Ask for the inner things by their ids, in a second question.")
    if isinstance(error, OverLimit) and error.code != OverLimit.code:  # those are told before anything is read
        body = orjson.dumps({"errors": [{"message": str(error), "extensions": {"code": error.code}}]})
        return Answer(body, ok=False, code=error.code, retry_after=getattr(error, "retry_after", None))
    if isinstance(error, QueryError):
        return _nothing(str(error), error.code)
    number = secrets.token_hex(8)
    if isinstance(error, StoreError):
        log("query").error("store-does-not-answer", error=str(error), id=number)
        return _nothing("The store does not answer just now. Ask again in a moment.", "STORE_UNAVAILABLE", id=number)
    log("query").exception("answer-failed", error=error, id=number)
    return _nothing("The hub could not answer. It has been noted under this id; try again later.", "INTERNAL", id=number)


def _where(fault: Refused | Fault) -> dict[str, Any]:
    """The place of an error in the document and in the answer."""
    location = fault.node.loc.start_token if fault.node.loc else None
    at = {"locations": [{"line": location.line, "column": location.column}]} if location is not None else {}
    return at | {"path": list(fault.path)}


def _error(message: str, code: str, where: Mapping[str, Any] | None = None, **extensions: str) -> dict[str, Any]:
    return {"message": message, **(where or {}), "extensions": {"code": code, **extensions}}


def _nothing(message: str, code: str, where: Mapping[str, Any] | None = None, **extensions: str) -> Answer:
    return Answer(orjson.dumps({"errors": [_error(message, code, where, **extensions)], "data": None}), ok=True, code=code)


def _request_error(error: GraphQLError, code: str) -> dict[str, Any]:
    told: dict[str, Any] = {"message": error.message}
    if error.locations:
        told["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    return told | {"extensions": {"code": code}}
