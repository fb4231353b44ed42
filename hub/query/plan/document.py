"""A document of questions: parsed and validated once, with the plans of its operations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    NoFragmentCyclesRule,
    OperationType,
    get_variable_values,
    parse,
    validate,
)
from graphql.language import DocumentNode, OperationDefinitionNode

from hub.domain.limits import GATEWAY, Limits
from hub.errors import QueryError, SubscriptionOverHttp, WrongMethod
from hub.query.limits import Warden, over, over_compared, over_length, over_tokens
from hub.query.plan.arguments import read_variables
from hub.query.plan.cache import Cache
from hub.query.plan.extent import Extent, count_tokens, measure
from hub.query.plan.plan import Plan
from hub.query.plan.select import deciding_variables

MOST_ERRORS = 5
MOST_PLANS = 16


class Faulty(Exception):
    """A request that cannot be run at all: its code, and what graphql-core says about it."""

    def __init__(self, code: str, errors: list[GraphQLError]) -> None:
        super().__init__(code)
        self.code, self.errors = code, errors


class Document:
    """A valid document, and its extent, which every role's limits are held against."""

    def __init__(self, schema: GraphQLSchema, node: DocumentNode, extent: Extent) -> None:
        self.node = node
        self.extent = extent
        self._schema = schema
        self._operations = operations(node)
        self._deciding = deciding_variables(node)
        self._plans: Cache[Any, Plan] = Cache(MOST_PLANS)

    def operation(self, name: str | None, kind: OperationType = OperationType.QUERY) -> OperationDefinitionNode:
        """The operation that is meant: a subscription where `kind` is that, else what is answered by one answer. Raises Faulty."""
        found = named(self._operations, name)
        if len(found) != 1:
            told = f"there is no operation {name[:60]!r}" if name is not None else f"there are {len(self._operations)}"
            raise Faulty("VALIDATION", [GraphQLError(f"Say with `operationName` which operation of the document to run: {told}.")])
        if (found[0].operation is OperationType.SUBSCRIPTION) is not (kind is OperationType.SUBSCRIPTION):
            raise refused(found[0], kind)
        return found[0]

    def subscribes(self, name: str | None) -> bool:
        """Whether the operation that is meant is a subscription."""
        return [one.operation for one in named(self._operations, name)] == [OperationType.SUBSCRIPTION]

    def variables(self, operation: OperationDefinitionNode, given: Mapping[str, Any] | None) -> dict[str, Any]:
        """The variables of a request as plain JSON values. Raises Faulty."""
        declared = operation.variable_definitions
        if not declared:
            return {}
        checked = get_variable_values(self._schema, declared, dict(given or {}), MOST_ERRORS, hide_suggestions=True)
        if isinstance(checked, list):
            raise Faulty("VALIDATION", checked)
        return read_variables(self._schema, declared, given or {})

    def plan(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> Plan:
        """The plan of an operation, for these values of the variables in @skip and @include."""
        key = (operation.name.value if operation.name else None, *(variables.get(name) for name in self._deciding))
        return self._plans.get(key) or self._plans.put(key, Plan(self._schema, self.node, operation, variables))


def refused(operation: OperationDefinitionNode, kind: OperationType) -> Faulty:
    """Why an operation is not answered in the place of another kind."""
    if operation.operation is OperationType.SUBSCRIPTION and kind is OperationType.QUERY:
        told = (
            "A subscription is answered as a stream, not by one answer: ask this address with `Accept: text/event-stream`, or over a "
            "WebSocket that speaks graphql-transport-ws."
        )
        return Faulty(SubscriptionOverHttp.code, [GraphQLError(told, nodes=operation)])
    return Faulty("VALIDATION", [GraphQLError(f"Operations of type {operation.operation.value} are not served here.", nodes=operation)])


def operations(node: DocumentNode) -> list[OperationDefinitionNode]:
    return [one for one in node.definitions if isinstance(one, OperationDefinitionNode)]


def named(among: list[OperationDefinitionNode], name: str | None) -> list[OperationDefinitionNode]:
    """The operations of this name; all of them when none is said."""
    return [one for one in among if name is None or (one.name is not None and one.name.value == name)]


def check_method(text: str, name: str | None) -> None:
    """Whether a document of a bearable length only asks: a mutation does not come by GET, valid or not. Raises WrongMethod."""
    with suppress(GraphQLSyntaxError):
        found = named(operations(parse(text)), name)
        if any(one.operation is OperationType.MUTATION for one in found):
            raise by_post()


def by_post() -> WrongMethod:
    return WrongMethod("A mutation is sent by POST: what comes by GET may be repeated by anybody on the way.")


def faults_of(read: Callable[[], Document]) -> list[str]:
    """What stands against a document that is read so, in the words of its faults; nothing when it can be asked."""
    try:
        read()
    except Faulty as error:
        return [one.message for one in error.errors]
    except QueryError as error:
        return [str(error)]
    return []


def tell_one_of(schema: GraphQLSchema) -> None:
    """Has graphql-core check @oneOf inputs: Strawberry keeps that to a rule of its own, and marks only its own definitions."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType) and getattr(kind.extensions.get("strawberry-definition"), "is_one_of", False):
            kind.is_one_of = True


def read_document(
    schema: GraphQLSchema, text: str, limits: Limits = GATEWAY, warden: Warden | None = None, *, suggest: bool = False
) -> Document:
    """Parses, measures and validates. `suggest`: names that may have been meant are told. Raises Faulty and OverLimit.

    Length and tokens are refused before the parser allocates anything, all else before the validation, which may take longer than linear.
    """
    warden = warden or Warden("enforce")
    warden.judge(text, over_length(limits, text))
    tokens = count_tokens(text)
    warden.judge(text, over_tokens(limits, tokens))
    try:
        node = parse(text)
    except GraphQLSyntaxError as error:
        raise Faulty("SYNTAX", [error]) from None
    extent = measure(node, tokens)
    warden.judge(text, over(limits, extent))
    if not extent.circular:
        warden.judge(text, over_compared(node))
    rules = [NoFragmentCyclesRule] if extent.circular else None
    if faults := validate(schema, node, rules, max_errors=MOST_ERRORS, hide_suggestions=not suggest):
        raise Faulty("VALIDATION", faults)
    return Document(schema, node, extent)
