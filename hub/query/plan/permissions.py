"""Which rules a document comes under (hub/query/permissions.py): found once, when its plan is made, and held against each viewer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphql import FieldNode, GraphQLCompositeType, GraphQLNamedType, get_named_type, is_composite_type
from graphql.language import FragmentSpreadNode, InlineFragmentNode, OperationDefinitionNode, SelectionSetNode

from hub.domain.viewer import Viewer
from hub.errors import Forbidden
from hub.query.permissions import Rule, allows, rule_of
from hub.query.plan.ask import Refused
from hub.query.plan.select import Selection


@dataclass(frozen=True, slots=True)
class Asked:
    """A field that is not for everybody, and where it stands."""

    rule: Rule
    name: str
    path: tuple[str, ...]
    node: FieldNode

    def check(self, viewer: Viewer) -> None:
        """Nothing, when the viewer may ask for it. Raises Refused, in the same words whatever there is."""
        if not allows(self.rule, viewer):
            error = Forbidden(
                f"{self.name} is for {self.rule.value}. Ask with a key that was made for that, or leave it out of the question."
            )
            raise Refused(error, self.path, self.node)


def asked_of(selection: Selection, operation: OperationDefinitionNode) -> tuple[Asked, ...]:
    """The fields of an operation that are not for everybody. Costs: linear in the document; each fragment is walked once."""
    root = selection.schema.get_root_type(operation.operation)
    assert root is not None
    met: set[str] = set()

    def walk(kind: GraphQLCompositeType, within: SelectionSetNode, path: tuple[str, ...]) -> Iterator[Asked]:
        for one in within.selections:
            if one.directives and not selection.included(one.directives):
                continue
            if isinstance(one, FieldNode):
                yield from field(kind, one, (*path, one.alias.value if one.alias else one.name.value))
            elif isinstance(one, InlineFragmentNode):
                yield from walk(named(one.type_condition.name.value) if one.type_condition else kind, one.selection_set, path)
            elif isinstance(one, FragmentSpreadNode) and one.name.value not in met:
                met.add(one.name.value)
                fragment = selection.fragments[one.name.value]
                yield from walk(named(fragment.type_condition.name.value), fragment.selection_set, path)

    def field(kind: GraphQLCompositeType, node: FieldNode, path: tuple[str, ...]) -> Iterator[Asked]:
        name = node.name.value
        if name in ("__schema", "__type"):
            return
        rule = rule_of(kind, name)
        if rule is not Rule.PUBLIC:
            yield Asked(rule, f"{kind.name}.{name}", path, node)
        if node.selection_set is not None:
            yield from walk(composite(get_named_type(kind.fields[name].type)), node.selection_set, path)  # type: ignore[union-attr, arg-type]

    def named(name: str) -> GraphQLCompositeType:
        return composite(selection.schema.type_map[name])

    return tuple(walk(root, operation.selection_set, ()))


def composite(kind: GraphQLNamedType) -> GraphQLCompositeType:
    assert is_composite_type(kind)
    return kind
