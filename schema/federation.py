"""The same graph as a part of a larger one: a subgraph of Apollo Federation 2, which a gateway joins with the subgraphs of others.

Clients read the promise without any of this (`schema.graphql`); a gateway reads `subgraph()`, by `_service { sdl }`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import cast

from graphql import GraphQLObjectType, GraphQLSchema, extend_schema, parse, print_ast
from graphql.language import ConstDirectiveNode, DefinitionNode, InterfaceTypeDefinitionNode, ObjectTypeDefinitionNode

from hub.query.keys import ENTITY, KEYS
from hub.query.permissions import declare
from schema.build import schema, sdl
from schema.permissions import FOR_GATEWAYS, RULES

SHAREABLE = ("PageInfo", "Money", "Location")
"""Values that another subgraph may define alike, and answer itself."""
INACCESSIBLE = ("Query.node", "Query.nodes")
"""Two subgraphs cannot both be asked for anything by its id: a gateway would have to guess whose it is."""

LINK = """extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable", "@inaccessible"])"""
"""2.3 is the oldest version in which an interface may have a key: nobody is asked for a newer gateway than that."""

ROOTS = f'''
"""What another graph says of a thing: `__typename`, and the fields of one of its keys."""
scalar _Any

"""Whatever has a key."""
union _Entity = {" | ".join(name for name in KEYS if name != ENTITY)}

"""This graph as a subgraph."""
type _Service {{
  """Its schema with the directives of federation."""
  sdl: String!
}}

extend type Query {{
  """This graph as a subgraph, for gateways."""
  _service: _Service!

  """Things of this graph to which other graphs refer, for gateways: null for each that there is none of, and for each that is not a
  reference, with an error that names its place."""
  _entities(representations: [_Any!]!): [_Entity]!
}}
'''


@cache
def served() -> GraphQLSchema:
    """The schema that is served: the promise, and the two roots that gateways ask."""
    graph = extend_schema(schema._schema, parse(ROOTS))  # noqa: SLF001 - strawberry has no public name for the graphql-core schema beneath
    declare(graph, RULES | FOR_GATEWAYS)
    cast(GraphQLObjectType, graph.query_type).fields["_service"].resolve = lambda *_: {"sdl": subgraph()}
    return graph


@cache
def subgraph() -> str:
    """The schema as text, as a gateway composes it with others: the promise with the directives of federation."""
    document = parse(sdl(), no_location=True)
    return f"{LINK}\n\n{print_ast(replace(document, definitions=tuple(map(_marked, document.definitions))))}\n"


def _marked(definition: DefinitionNode) -> DefinitionNode:
    """A type with its directives and those of its fields."""
    if not isinstance(definition, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
        return definition
    name = definition.name.value
    own = [f'@key(fields: "{key}")' for key in KEYS.get(name, ())] + ["@shareable"] * (name in SHAREABLE)
    hidden = [field.partition(".")[2] for field in INACCESSIBLE if field.partition(".")[0] == name]
    fields = definition.fields or ()
    if hidden:
        fields = tuple(replace(one, directives=_directives("@inaccessible")) if one.name.value in hidden else one for one in fields)
    return replace(definition, directives=_directives(*own), fields=fields)


def _directives(*written: str) -> tuple[ConstDirectiveNode, ...]:
    holder = cast(ObjectTypeDefinitionNode, parse(f"type T {' '.join(written)}", no_location=True).definitions[0])
    return tuple(holder.directives or ())
