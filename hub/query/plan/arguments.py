"""Arguments and variables as plain JSON values: enums by name, scalars as their schema checks them, input objects with their defaults.

A question has been validated, and its variables checked by graphql-core, before anything here is called.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    Undefined,
    VariableDefinitionNode,
    type_from_ast,
)
from graphql.language import (
    ArgumentNode,
    EnumValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    ValueNode,
    VariableNode,
)
from graphql.type import GraphQLSchema

from hub.errors import BadArgument

Variables = Mapping[str, Any]


def from_json(value: Any, kind: GraphQLInputType) -> Any:
    """A value of a variable, as its type reads it."""
    if isinstance(kind, GraphQLNonNull):
        return from_json(value, kind.of_type)
    if value is None:
        return None
    if isinstance(kind, GraphQLList):
        return [from_json(item, kind.of_type) for item in value] if isinstance(value, list) else [from_json(value, kind.of_type)]
    if isinstance(kind, GraphQLInputObjectType):
        return _object(kind, lambda name, field: from_json(value[name], field.type) if name in value else Undefined)
    if isinstance(kind, GraphQLScalarType):
        return kind.parse_value(value)
    return value


def from_literal(node: ValueNode, kind: GraphQLInputType, variables: Variables) -> Any:
    """A value written in the document; Undefined for a variable that was not given.

    Raises: BadArgument for null where a place with a default lets a nullable variable in.
    """
    if isinstance(node, VariableNode):
        value = variables.get(node.name.value, Undefined)
        if value is None and isinstance(kind, GraphQLNonNull):
            raise BadArgument(f"The variable `${node.name.value}` is null, where {kind} is expected. Leave it out, or give it a value.")
        return value
    if isinstance(kind, GraphQLNonNull):
        return from_literal(node, kind.of_type, variables)
    if isinstance(node, NullValueNode):
        return None
    if isinstance(kind, GraphQLList):
        items = node.values if isinstance(node, ListValueNode) else (node,)
        found = [from_literal(item, kind.of_type, variables) for item in items]
        return [None if item is Undefined else item for item in found]
    if isinstance(kind, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
        given = {field.name.value: field.value for field in node.fields}
        return _object(kind, lambda name, field: from_literal(given[name], field.type, variables) if name in given else Undefined)
    if isinstance(node, EnumValueNode):
        return node.value
    assert isinstance(kind, GraphQLScalarType)
    return kind.parse_literal(node, dict(variables))  # a scalar of any shape may hold variables, too


def _object(kind: GraphQLInputObjectType, read: Callable[[str, GraphQLInputField], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in kind.fields.items():
        value = read(name, field)
        if value is Undefined:
            value = _default(field)
        if value is not Undefined:
            found[name] = value
    return found


def _default(declared: GraphQLArgument | GraphQLInputField) -> Any:
    if declared.default is not None:
        literal = declared.default.literal
        return from_literal(literal, declared.type, {}) if literal is not None else from_json(declared.default.value, declared.type)
    value, kind = declared.default_value, declared.type
    if isinstance(kind, GraphQLNonNull):
        kind = kind.of_type
    if value is Undefined or not isinstance(kind, GraphQLEnumType):
        return value
    return next(
        name for name, known in kind.values.items() if value in (known.value, name) or (isinstance(value, Enum) and value.value == name)
    )


class Arguments:
    """The arguments of one field: read once when they name no variable, else once for each request."""

    __slots__ = ("_constant", "_declared", "_given")

    def __init__(self, declared: Mapping[str, GraphQLArgument], given: Sequence[ArgumentNode] | None) -> None:
        self._declared = declared
        self._given = {node.name.value: node.value for node in given or ()}
        self._constant = None if any(_varies(value) for value in self._given.values()) else self._read({})

    @property
    def constant(self) -> bool:
        """Whether they are the same for every request."""
        return self._constant is not None

    def read(self, variables: Variables) -> Mapping[str, Any]:
        """The values by name; what was not given and has no default is absent."""
        return self._constant if self._constant is not None else self._read(variables)

    def _read(self, variables: Variables) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for name, declared in self._declared.items():
            value = from_literal(self._given[name], declared.type, variables) if name in self._given else Undefined
            if value is Undefined:
                value = _default(declared)
            if value is not Undefined:
                found[name] = value
        return found


def _varies(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return any(_varies(item) for item in node.values)
    if isinstance(node, ObjectValueNode):
        return any(_varies(field.value) for field in node.fields)
    return isinstance(node, VariableNode)


def read_variables(schema: GraphQLSchema, declared: Sequence[VariableDefinitionNode], given: Mapping[str, Any]) -> dict[str, Any]:
    """The variables of a request, with the defaults of the operation; one that was not given is absent."""
    found: dict[str, Any] = {}
    for node in declared:
        name, kind = node.variable.name.value, type_from_ast(schema, node.type)
        if name in given:
            found[name] = from_json(given[name], kind)  # type: ignore[arg-type]
        elif node.default_value is not None:
            found[name] = from_literal(node.default_value, kind, {})  # type: ignore[arg-type]
    return found
