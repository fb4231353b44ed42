"""Who may ask for what: every type and every field of the root has a rule, told where the schema is made (schema/permissions.py).

A rule has two halves. Who may ask at all is known from the document: it is checked before anything is read, and a refusal says the same
whether there is anything or not. Which rows somebody sees is a condition in the statement (`Way.where` in a noun), whose values are bound
for each request (`viewer_binds`): so statements are shared by all viewers, and nothing is taken out after it was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from graphql import GraphQLInterfaceType, GraphQLNamedType, GraphQLObjectType, GraphQLSchema, GraphQLUnionType
from sqlalchemy import ColumnElement, Integer, bindparam, literal_column, or_, select

from hub.domain.viewer import Viewer, ViewerRole
from hub.store.engine import in_list
from hub.store.queue import ALL_SOURCES, THEIR_SOURCES, binds_of
from hub.store.tables import source

_RULE = "samgraf-rule"
TYPENAME = "__typename"
_ROOTS = ("Query", "Mutation", "Subscription")


class Rule(StrEnum):
    """Who may ask for something."""

    PUBLIC = "anybody"
    KEEPERS = "moderators, and contributors for the sources that they look after"
    CONTRIBUTORS = "contributors and moderators"
    MODERATORS = "moderators of everything"


def allows(rule: Rule, viewer: Viewer) -> bool:
    """Whether a viewer may ask at all for what has this rule."""
    if rule is Rule.PUBLIC or viewer.looks_after_all:
        return True
    if rule is Rule.CONTRIBUTORS:
        return viewer.moderates or viewer.role is ViewerRole.CONTRIBUTOR
    return rule is Rule.KEEPERS and (viewer.moderates or bool(viewer.looks_after))


def looked_after(source_no: ColumnElement[Any]) -> ColumnElement[bool]:
    """The condition that the viewer looks after the source of this number."""
    theirs = select(source.c.no).where(in_list(source.c.key, bindparam(THEIR_SOURCES)))
    return or_(bindparam(ALL_SOURCES, type_=Integer) == literal_column("1"), source_no.in_(theirs))


def viewer_binds(viewer: Viewer) -> dict[str, Any]:
    """The values that such conditions have for a viewer."""
    return binds_of(viewer)


# --- The rules of a schema ----------------------------------------------------------------------------------------------------------


def declare(schema: GraphQLSchema, rules: Mapping[str, Rule]) -> None:
    """Writes its rule beside every type and field: that of `Type.field`, else of `Type`; a field of the root needs one of its own.

    A page of things (`XConnection`, `XEdge`) has the rule of the things. Raises: LookupError, naming what has no rule and each rule
    that is for nothing.
    """
    left = set(rules)
    missing = []
    for name, kind in schema.type_map.items():
        if name.startswith("__") or not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType):
            continue
        node = name.removesuffix("Connection").removesuffix("Edge")
        of_type = rules.get(name, rules.get(node))
        if of_type is None and name not in _ROOTS:
            missing.append(name)
            continue
        kind.extensions[_RULE] = of_type or Rule.PUBLIC
        left -= {name, node}
        for field, made in getattr(kind, "fields", {}).items():
            rule = rules.get(f"{name}.{field}", None if name in _ROOTS else of_type)
            if rule is None:
                missing.append(f"{name}.{field}")
            else:
                made.extensions[_RULE] = rule
            left.discard(f"{name}.{field}")
    if missing or left:
        raise LookupError(f"schema/permissions.py lacks a rule for {sorted(missing)} and has one for nothing: {sorted(left)}")


def rule_of(kind: GraphQLNamedType, field: str) -> Rule:
    """The rule of a field of a type; `__typename` has that of the type. What no rule was declared for is nobody's to ask: KEEPERS."""
    if field == TYPENAME:
        return Rule(kind.extensions.get(_RULE, Rule.KEEPERS))
    return Rule(kind.fields[field].extensions.get(_RULE, Rule.KEEPERS))  # type: ignore[attr-defined]
