"""The naive interpreter: the same graph by graphql-core over plain dictionaries, to hold the compiled plan against.

It shares nothing with hub/query but the cursors, and nothing with schema/ but the promise as text and the scalars' checks.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLSyntaxError,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from hub.errors import BadRepresentation, SamgrafError
from schema.scalars import SCALARS
from tests.interpreter import deeds, edges, graph, history, nouns, pairs, references, roots, search, similar, statistics, time
from tests.interpreter.memory import Memory
from tests.interpreter.resolvers import Request, resolve

__all__ = [
    "Interpreter",
    "deeds",
    "edges",
    "graph",
    "history",
    "nouns",
    "pairs",
    "references",
    "roots",
    "search",
    "similar",
    "statistics",
    "time",
]


def plain_schema(sdl: str) -> GraphQLSchema:
    """The schema from its text, with the scalars' checks."""
    schema = build_schema(sdl)
    for scalar in SCALARS.values():
        known = schema.type_map[scalar.name]
        assert isinstance(known, GraphQLScalarType)
        assert scalar.parse_value
        known.parse_value = known.coerce_input_value = scalar.parse_value  # type: ignore[method-assign,assignment]
    return schema


class Interpreter:
    """Answers questions slowly and plainly."""

    def __init__(self, sdl: str, database: Path, *, base_url: str, max_page: int, now: str) -> None:
        self.schema = plain_schema(sdl)
        self.memory = Memory(database, now)
        self._request = {"memory": self.memory, "base_url": base_url, "max_page": max_page, "now": now}
        self._last: tuple[str, DocumentNode | dict[str, Any]] = "", {}

    def document(self, question: str, *, trusted: bool) -> DocumentNode | dict[str, Any]:
        """The document, or why there is none; the last one is remembered, for it is often asked twice."""
        if self._last[0] != question:
            self._last = question, parse(question) if trusted else self._checked(question)
        return self._last[1]

    def _checked(self, question: str) -> DocumentNode | dict[str, Any]:
        try:
            document = parse(question)
        except GraphQLSyntaxError as error:
            return failed("SYNTAX", error)
        faults = validate(self.schema, document)
        return failed("VALIDATION", *faults) if faults else document

    def answer(
        self, question: str, variables: dict[str, Any] | None = None, language: str | None = None, *, trusted: bool = False
    ) -> dict[str, Any]:
        """`{"data": …}`, or `{"data": null, "errors": [{"extensions": {"code"}}]}`: an answer is whole or fails whole, but for `_entities`.

        `trusted`: the question is known to be valid, which saves most of the time that it takes.
        """
        document = self.document(question, trusted=trusted)
        if isinstance(document, dict):
            return document
        request = Request(language=language, **self._request)  # type: ignore[arg-type]
        result = execute_sync(self.schema, document, None, request, variables or {}, field_resolver=resolve)
        if not result.errors:
            return {"data": result.data}
        if all(isinstance(error.original_error, BadRepresentation) for error in result.errors):
            told = [{"path": error.path, "extensions": {"code": BadRepresentation.code}} for error in result.errors]
            return {"data": result.data, "errors": told}
        for error in result.errors:
            if error.original_error and not isinstance(error.original_error, SamgrafError | GraphQLError):
                raise error.original_error
        own = [error.original_error.code for error in result.errors if isinstance(error.original_error, SamgrafError)]
        refused_at_a_field = "BAD_ARGUMENT" if result.errors[0].path else "VALIDATION"  # a variable that its place does not take, or at all
        return failed(own[0] if own else refused_at_a_field, *result.errors)


def failed(code: str, *errors: GraphQLError) -> dict[str, Any]:
    return {"data": None, "errors": [{"message": error.message, "extensions": {"code": code}} for error in errors]}
