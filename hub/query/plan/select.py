"""Which fields of a question belong to one object of a certain type, in the order of the answer (CollectFields of the specification)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import FieldNode, GraphQLObjectType, GraphQLSchema
from graphql.language import (
    BooleanValueNode,
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
)

from hub.query.plan.extent import fragments_of

Fields = dict[str, list[FieldNode]]


class Selection:
    """The fields of one operation; `variables` decide about @skip and @include."""

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]) -> None:
        self.schema = schema
        self.fragments = fragments_of(document)
        self._variables = variables

    def fields(self, kind: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> Fields:
        """The fields by response name; those of one name belong together."""
        found: Fields = {}
        met: set[str] = set()
        for one in sets:
            self._collect(kind, one, found, met)
        return found

    def below(self, kind: GraphQLObjectType, nodes: Iterable[FieldNode]) -> Fields:
        """The fields that are asked of the object behind these fields."""
        return self.fields(kind, (node.selection_set for node in nodes if node.selection_set))

    def _collect(self, kind: GraphQLObjectType, within: SelectionSetNode, found: Fields, met: set[str]) -> None:
        for one in within.selections:
            if one.directives and not self.included(one.directives):
                continue
            if isinstance(one, FieldNode):
                found.setdefault(one.alias.value if one.alias else one.name.value, []).append(one)
            elif isinstance(one, InlineFragmentNode):
                if one.type_condition is None or self._is(kind, one.type_condition.name.value):
                    self._collect(kind, one.selection_set, found, met)
            elif isinstance(one, FragmentSpreadNode) and one.name.value not in met:
                met.add(one.name.value)
                fragment = self.fragments[one.name.value]
                if self._is(kind, fragment.type_condition.name.value):
                    self._collect(kind, fragment.selection_set, found, met)

    def _is(self, kind: GraphQLObjectType, name: str) -> bool:
        condition = self.schema.type_map[name]
        return condition is kind or self.schema.is_sub_type(condition, kind)  # type: ignore[arg-type]

    def included(self, directives: Iterable[DirectiveNode]) -> bool:
        """Whether @skip and @include leave what they stand at in the answer."""
        for directive in directives:
            name = directive.name.value
            if name in ("skip", "include"):
                given = next(argument.value for argument in directive.arguments or () if argument.name.value == "if")
                value = given.value if isinstance(given, BooleanValueNode) else self._variables.get(_name(given), False)
                if bool(value) is (name == "skip"):
                    return False
        return True


def _name(node: Any) -> str:
    assert isinstance(node, VariableNode)
    return node.name.value


def deciding_variables(document: DocumentNode) -> frozenset[str]:
    """The variables that stand in @skip and @include: a plan holds for one set of their values."""
    found: set[str] = set()
    waiting: list[SelectionSetNode] = [
        one.selection_set for one in document.definitions if isinstance(one, OperationDefinitionNode | FragmentDefinitionNode)
    ]
    while waiting:
        for one in waiting.pop().selections:
            for directive in one.directives or ():
                found.update(
                    argument.value.name.value for argument in directive.arguments or () if isinstance(argument.value, VariableNode)
                )
            inner = getattr(one, "selection_set", None)
            if inner is not None:
                waiting.append(inner)
    return frozenset(found)
