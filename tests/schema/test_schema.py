"""The schema as clients read it: complete, described, and committed as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_schema,
    graphql_sync,
    validate_schema,
)

import schema
from schema.build import schema as built
from schema.build import sdl

COMMITTED = Path(schema.__file__).parent / "schema.graphql"


@pytest.fixture(scope="module")
def graph() -> GraphQLSchema:
    return build_schema(sdl())


def parts(graph: GraphQLSchema) -> dict[str, Any]:
    """Everything that can carry a description, by its place."""
    found: dict[str, Any] = {}
    for name, kind in graph.type_map.items():
        if name.startswith("__") or name in ("ID", "String", "Int", "Float", "Boolean"):
            continue
        found[name] = kind
        if isinstance(kind, GraphQLEnumType):
            found |= {f"{name}.{value}": definition for value, definition in kind.values.items()}
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for field, definition in kind.fields.items():
                found[f"{name}.{field}"] = definition
                found |= {f"{name}.{field}({given})": argument for given, argument in getattr(definition, "args", {}).items()}
    return found


def test_the_committed_promise_is_what_is_printed() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == sdl(), "run: python -m schema.build > schema/schema.graphql"


def test_everything_carries_a_description(graph: GraphQLSchema) -> None:
    assert [place for place, part in parts(graph).items() if not part.description] == []


def test_every_description_is_a_sentence(graph: GraphQLSchema) -> None:
    assert [place for place, part in parts(graph).items() if not part.description.strip().endswith(".")] == []


def test_graphql_finds_no_fault_with_it(graph: GraphQLSchema) -> None:
    assert validate_schema(graph) == []


def test_one_way_to_name_an_entity_is_enforced(graph: GraphQLSchema) -> None:
    by = graph.type_map["EntityBy"]
    assert isinstance(by, GraphQLInputObjectType)
    assert by.is_one_of


def test_every_noun_with_an_id_is_a_node(graph: GraphQLSchema) -> None:
    without = {
        name
        for name, kind in graph.type_map.items()
        if isinstance(kind, GraphQLObjectType) and "id" in kind.fields and "Node" not in {i.name for i in kind.interfaces}
    }
    assert without == {"Provenance"}, "a record has an id, but is read through what it speaks of"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("2026-11-23T13:07:00Z", "2026-11-23T13:07:00Z"),
        ("2026-11-23T14:07:00+01:00", "2026-11-23T13:07:00Z"),
        ("2026-11-23T13:07:00.999Z", "2026-11-23T13:07:00Z"),
    ],
)
def test_an_instant_is_read_in_any_offset_and_kept_in_utc(given: str, kept: str) -> None:
    from schema.scalars import parse_instant

    assert parse_instant(given) == kept


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("DateTime", '"2026-11-23"'), ("DateTime", '"2026-13-01T00:00:00Z"'), ("DateTime", '"2026-11-23T13:07:00"'),
        ("DateTime", "20261123"),
        ("PartialDate", '"2019-13"'), ("PartialDate", '"19"'), ("PartialDate", "2019"), ("PartialDate", '"2019-02-30"'),
        ("PartialDate", '"٢٠١٩"'),
        ("Url", '"ftp://example.org/"'), ("Url", '"/relative"'), ("Url", '"https://"'), ("Url", '"https://a b/"'), ("Url", '"https://[/"'),
        ("Decimal", '"1,5"'), ("Decimal", '"NaN"'), ("Decimal", '"1e9"'), ("Decimal", "1.5"), ("Decimal", '"٣"'),
    ],
)  # fmt: skip
def test_a_scalar_of_the_wrong_shape_is_refused_with_an_example(scalar: str, value: str) -> None:
    questions = {
        "DateTime": "{ initiatives(filter: {updatedSince: %s}) { totalCount } }",
        "PartialDate": "{ initiatives(filter: {startedOn: {from: %s}}) { totalCount } }",
        "Url": "{ entity(by: {url: %s}) { id } }",
        "Decimal": '{ fundings(filter: {amount: {min: %s, currency: "DKK"}}) { totalCount } }',
    }
    answer = graphql_sync(built._schema, questions[scalar] % value)
    assert answer.errors
    assert scalar in answer.errors[0].message
    assert '"' in answer.errors[0].message
