"""The printed schema keeps the contract of names and shapes, as far as it is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, print_ast
from graphql.language import ast

from schema.build import sdl

CONTRACT = Path(__file__).parents[3] / "shared" / "graph.graphql"

SPEAKING = """
    ConfirmationPayload ConfirmationPayload.failure ConfirmationPayload.file ConfirmationPayload.problems ConfirmationPayload.state
    ConfirmationPayload.token ConfirmationPayload.version ConfirmationState ConfirmationState.CHECKING ConfirmationState.CONFIRMED
    ConfirmationState.PENDING ConfirmationState.SENT ConfirmationWay ConfirmationWay.MAIL ConfirmationWay.WEBSITE
    Mutation.requestConfirmation Mutation.requestConfirmation(by) Mutation.requestConfirmation(id) Viewer.areas
"""
BEYOND: frozenset[str] = frozenset((*SPEAKING.split(), "ConfirmationPayload implements Payload"))
"""What the schema has and the contract does not know, as Type or Type.field or Type.field(argument)."""


def shapes(text: str) -> dict[str, str]:
    """Every definition by its place (`Funding.purpose(lang)`), with its type as text, or its sort (`type`, `value`, …)."""
    found: dict[str, str] = {}
    for definition in parse(text, no_location=True).definitions:
        if isinstance(definition, ast.DirectiveDefinitionNode | ast.SchemaDefinitionNode):
            continue
        name = definition.name.value
        if not isinstance(definition, ast.TypeExtensionNode):
            found[name] = type(definition).__name__
        for interface in getattr(definition, "interfaces", None) or ():
            found[f"{name} implements {interface.name.value}"] = "interface"
        for value in getattr(definition, "values", None) or ():
            found[f"{name}.{value.name.value}"] = "value"
        for directive in definition.directives or ():
            if directive.name.value == "oneOf":
                found[f"{name} @oneOf"] = "directive"
        for field in getattr(definition, "fields", None) or ():
            found[f"{name}.{field.name.value}"] = print_ast(field.type) + default(field)
            for argument in getattr(field, "arguments", None) or ():
                found[f"{name}.{field.name.value}({argument.name.value})"] = print_ast(argument.type) + default(argument)
    return found


def default(node: ast.Node) -> str:
    value = getattr(node, "default_value", None)
    return f" = {print_ast(value)}" if value else ""


@pytest.mark.skipif(not CONTRACT.exists(), reason="needs the shared folder: shared/graph.graphql is not beside the checkout")
def test_what_we_print_has_the_types_of_the_contract() -> None:
    ours, promised = shapes(sdl()), shapes(CONTRACT.read_text(encoding="utf-8"))
    assert {place: shape for place, shape in ours.items() if promised.get(place, shape) != shape} == {}


@pytest.mark.skipif(not CONTRACT.exists(), reason="needs the shared folder: shared/graph.graphql is not beside the checkout")
def test_what_we_print_beyond_the_contract_is_listed() -> None:
    ours, promised = shapes(sdl()), shapes(CONTRACT.read_text(encoding="utf-8"))
    assert set(ours) - set(promised) == BEYOND


@pytest.mark.skipif(not CONTRACT.exists(), reason="needs the shared folder: shared/graph.graphql is not beside the checkout")
def test_a_built_enum_lacks_only_values_that_are_not_built() -> None:
    ours, promised = shapes(sdl()), shapes(CONTRACT.read_text(encoding="utf-8"))
    whole = [name for name, sort in ours.items() if sort == "EnumTypeDefinitionNode" and not name.endswith(("Dimension", "OrderField"))]
    missing = [place for place, sort in promised.items() if sort == "value" and place.partition(".")[0] in whole and place not in ours]
    assert missing == []


def test_the_promise_is_a_valid_schema() -> None:
    assert isinstance(build_schema(sdl()), GraphQLSchema)
