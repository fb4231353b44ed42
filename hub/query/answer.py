"""One answer as it goes out, and what it says when there is none: a stable code, and nothing about the inside of the hub."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import GraphQLError

from hub.errors import OverLimit, QueryError, StoreError, TooDeep
from hub.query.plan.ask import Fault, Refused
from hub.query.plan.document import Faulty
from hub.telemetry import log


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


def failed(error: Exception) -> Answer:
    """The answer that tells why there is none: a stable code, and nothing about the inside of the hub."""
    if isinstance(error, Faulty):
        body = orjson.dumps({"errors": [_request_error(one, error.code) for one in error.errors]})
        return Answer(body, ok=False, code=error.code)
    if isinstance(error, Refused):
        return _nothing(str(error), error.error.code, where_of(error))
    if isinstance(error, RecursionError):
        error = TooDeep("The question is nested too deeply to be read. Ask for the inner things by their ids, in a second question.")
    if isinstance(error, OverLimit) and error.code != OverLimit.code:  # those are told before anything is read
        body = orjson.dumps({"errors": [error_of(str(error), error.code)]})
        return Answer(body, ok=False, code=error.code, retry_after=getattr(error, "retry_after", None))
    if isinstance(error, QueryError):
        return _nothing(str(error), error.code)
    number = secrets.token_hex(8)
    if isinstance(error, StoreError):
        log("query").error("store-does-not-answer", error=str(error), id=number)
        return _nothing("The store does not answer just now. Ask again in a moment.", "STORE_UNAVAILABLE", id=number)
    log("query").exception("answer-failed", error=error, id=number)
    return _nothing("The hub could not answer. It has been noted under this id; try again later.", "INTERNAL", id=number)


def where_of(fault: Refused | Fault) -> dict[str, Any]:
    """The place of an error in the document and in the answer."""
    location = fault.node.loc.start_token if fault.node.loc else None
    at = {"locations": [{"line": location.line, "column": location.column}]} if location is not None else {}
    return at | {"path": list(fault.path)}


def error_of(message: str, code: str, where: Mapping[str, Any] | None = None, **extensions: str) -> dict[str, Any]:
    """An error as clients read it."""
    return {"message": message, **(where or {}), "extensions": {"code": code, **extensions}}


def _nothing(message: str, code: str, where: Mapping[str, Any] | None = None, **extensions: str) -> Answer:
    return Answer(orjson.dumps({"errors": [error_of(message, code, where, **extensions)], "data": None}), ok=True, code=code)


def _request_error(error: GraphQLError, code: str) -> dict[str, Any]:
    told: dict[str, Any] = {"message": error.message}
    if error.locations:
        told["locations"] = [{"line": at.line, "column": at.column} for at in error.locations]
    return told | {"extensions": {"code": code}}
