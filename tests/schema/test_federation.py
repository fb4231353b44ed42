"""The graph as a subgraph: the promise with the directives of federation, and the two roots that gateways ask."""

from __future__ import annotations

import re

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType, build_schema, print_schema, print_type, validate_schema

from hub.query.keys import KEYS
from hub.query.plan.document import tell_one_of
from schema.build import sdl
from schema.federation import served, subgraph


def head(type_name: str) -> str:
    found = re.search(rf"^(?:type|interface) {type_name}\b.*$", subgraph(), re.MULTILINE)
    assert found
    return found[0]


def test_a_thing_of_every_kind_and_their_interface_have_their_id_as_key() -> None:
    graph = build_schema(sdl())
    entity = graph.type_map["Entity"]
    assert isinstance(entity, GraphQLInterfaceType)
    kinds = {kind.name for kind in graph.get_possible_types(entity)}
    assert len(kinds) == 10
    assert all('@key(fields: "id")' in head(name) for name in {*kinds, "Entity", "Area", "Theme", "Source"})
    assert {*kinds, "Entity", "Area", "Theme", "Source"} == set(KEYS)


def test_every_key_is_a_field_of_its_type_and_of_a_plain_type() -> None:
    graph = build_schema(sdl())
    for name, keys in KEYS.items():
        kind = graph.type_map[name]
        assert isinstance(kind, GraphQLObjectType | GraphQLInterfaceType)
        assert {str(kind.fields[key].type).rstrip("!") for key in keys} <= {"ID", "String"}


def test_an_organization_has_its_number_as_a_key_and_an_area_its_code() -> None:
    assert '@key(fields: "cvr")' in head("Organization")
    assert '@key(fields: "code")' in head("Area")


@pytest.mark.parametrize("type_name", ["PageInfo", "Money", "Location"])
def test_a_value_that_others_define_alike_is_shareable(type_name: str) -> None:
    assert "@shareable" in head(type_name)


def test_what_asks_for_anything_by_its_id_is_hidden_from_clients_of_a_gateway() -> None:
    hidden = re.findall(r"^(.*) @inaccessible$", subgraph(), re.MULTILINE)
    assert [one.strip() for one in hidden] == ["): Node", "): [Node]!"]


def test_without_its_directives_the_subgraph_is_the_promise() -> None:
    bare = re.sub(r' @key\(fields: "\w+"\)| @shareable| @inaccessible', "", subgraph())
    bare = bare[bare.index("directive @oneOf") :]
    assert print_schema(build_schema(bare)) == print_schema(build_schema(sdl()))


def test_the_promise_itself_holds_nothing_of_federation() -> None:
    assert not re.search(r"@key|@shareable|@inaccessible|@link|_entities|_service|_Any", sdl())


def test_what_is_served_is_the_promise_and_two_roots_more() -> None:
    promised, graph = build_schema(sdl()), served()
    tell_one_of(graph)
    assert validate_schema(graph) == []
    assert graph.type_map.keys() - promised.type_map.keys() == {"_Any", "_Entity", "_Service"}
    assert promised.query_type
    assert graph.query_type
    assert graph.query_type.fields.keys() - promised.query_type.fields.keys() == {"_entities", "_service"}
    others = promised.type_map.keys() - {"Query"}
    assert {name: print_type(graph.type_map[name]) for name in others} == {name: print_type(promised.type_map[name]) for name in others}
    assert all(graph.type_map[name].description for name in ("_Any", "_Entity", "_Service"))
    assert all(graph.query_type.fields[name].description for name in ("_entities", "_service"))
