"""Random questions over the schema: valid for the most part, each from a seed, so that a difference can be asked again.

A question may hold cursors as variables: asked once without them it answers first pages, from which the cursors for the next asking are
taken. So every document is asked twice at most, the second time with pages both ways and with a plan that is there already.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
    get_named_type,
    is_composite_type,
    is_interface_type,
    is_required_argument,
)

from tests.differential.values import Values, spoiled

LANGUAGES = (None, None, "da", "en", "de", "fr")
LOOKUPS = ("node", "nodes", "entity", "entities", "initiative", "organization", "funding")
WALKS = ("network", "paths", "common")
PAGE_INFO = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


@dataclass
class Question:
    """A document with its variables; `cursors` says which variable takes which cursor, by the key of its list in the answer."""

    seed: int
    text: str
    variables: dict[str, Any]
    language: str | None
    cursors: dict[str, tuple[str, str]] = field(default_factory=dict)
    faulty: bool = False


class Writer:
    """Writes one question."""

    def __init__(self, schema: GraphQLSchema, values: Values, seed: int) -> None:
        self.schema, self.seed, self.random = schema, seed, Random(seed)
        self.values = values.by(self.random)
        self.declared: list[str] = []
        self.variables: dict[str, Any] = {}
        self.fragments: dict[str, str] = {}
        self.cursors: dict[str, tuple[str, str]] = {}
        self.count = 0
        self.budget = self.random.choice((1, 3, 5, 12))
        self.past = False
        self.fault = self.random.random() < 0.08
        self.faulty = False

    def question(self) -> Question:
        assert self.schema.query_type
        body = self.selection(self.schema.query_type, 0)
        head = f"query Q{f'({chr(44).join(self.declared)})' if self.declared else ''}"
        text = " ".join([head, body, *self.fragments.values()])
        if self.random.random() < 0.02:
            text, self.faulty = spoiled(text, self.random), True
        return Question(self.seed, text, self.variables, self.random.choice(LANGUAGES), self.cursors, self.faulty)

    # --- Selections ---------------------------------------------------------------------------------------------------------------------

    def selection(self, kind: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str:
        flat = depth > 4 or self.budget < 0
        fields = {name: one for name, one in kind.fields.items() if not (flat and is_composite_type(get_named_type(one.type)))}
        fields = {name: one for name, one in fields.items() if not name.startswith("_")}  # a gateway's: see test_references.py
        if self.past:  # these know the present only, and say so even where there is nothing
            fields = {name: one for name, one in fields.items() if name not in ("origins", "provenance", "similar")}
        if not fields:
            return "{ __typename }"
        most = 3 if depth == 0 else 5
        names = self.random.sample(sorted(fields), min(len(fields), self.random.randint(1, most)))
        parts = [self.one(kind, name, fields[name], depth) for name in names]
        if self.random.random() < 0.2:
            parts.append("__typename" if self.random.random() < 0.7 else f"{self.key()}: __typename")
        if self.random.random() < 0.15:
            parts.append(self.random.choice(parts))
        parts += [part for part in (self.fragment(kind, depth) for _ in range(self.fragment_count(kind))) if part]
        self.random.shuffle(parts)
        return f"{{ {' '.join(parts)} }}"

    def fragment_count(self, kind: GraphQLObjectType | GraphQLInterfaceType) -> int:
        return self.random.choice((1, 2, 3)) if isinstance(kind, GraphQLInterfaceType) else self.random.random() < 0.15

    def fragment(self, kind: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str | None:
        """A fragment on the type itself, on one that it may be, or on an interface that it has."""
        others = [*kind.interfaces, kind]
        if isinstance(kind, GraphQLInterfaceType):
            others += [*self.schema.get_possible_types(kind)] * 2
        target = self.random.choice(others)
        if depth > 4 or self.budget < 0 or target is self.schema.query_type:
            return None
        reusable = [name for name in self.fragments if name.startswith(f"{'FP'[self.past]}{target.name}_")]
        if reusable and self.random.random() < 0.3:
            return f"...{self.random.choice(reusable)}{self.directive()}"
        body = self.selection(target, depth + 1)
        if self.random.random() < 0.5:
            return f"... on {target.name}{self.directive()} {body}"
        name = f"{'FP'[self.past]}{target.name}_{self.next()}"
        self.fragments[name] = f"fragment {name} on {target.name} {body}"
        return f"...{name}{self.directive()}"

    def one(self, kind: GraphQLObjectType | GraphQLInterfaceType, name: str, one: GraphQLField, depth: int) -> str:
        """A field with its arguments, under a name of its own where arguments could clash."""
        self.budget -= 1
        named = get_named_type(one.type)
        apart = one.args or (kind.name, name) in clashing(self.schema)
        key = self.key() if apart or self.random.random() < 0.1 else ""
        connection = named.name.endswith("Connection")
        aged = depth == 0 and not self.past and name in LOOKUPS and self.random.random() < 0.25
        if aged:
            self.values = self.values.with_versions()
        if name in WALKS:
            self.values = self.values.of_things(only=True)
        arguments = self.arguments(one.args, depth, key if connection else "")
        self.values = self.values.without_versions().of_things(only=False)
        body = ""
        if name == "asOf" or aged:
            self.past, self.values = True, self.values.without_words()
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
            body = self.page(named, depth) if connection else self.selection(named, depth + 1)
        if name == "asOf" or aged:
            self.past, self.values = False, self.values.with_words()
        return f"{key}{': ' if key else ''}{name}{arguments}{self.directive()} {body}".strip()

    def page(self, kind: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str:
        """What is asked of a list: always where the page stands, for the cursors."""
        node = get_named_type(kind.fields["nodes"].type)
        assert isinstance(node, GraphQLObjectType | GraphQLInterfaceType)
        parts = [PAGE_INFO] if self.random.random() < 0.8 else []
        if "totalCount" in kind.fields and self.random.random() < 0.4:
            parts.append("totalCount")
        if "facets" in kind.fields and self.random.random() < 0.25:
            facets = kind.fields["facets"]
            parts.append(
                f"{self.key()}: facets{self.arguments(facets.args, depth)} {{ dimension buckets {{ value {self.label()} count }} }}"
            )
        if "statistics" in kind.fields and not self.past and self.random.random() < 0.2:
            parts.append(self.statistics(kind.fields["statistics"], depth))
        if self.random.random() < 0.7 or not parts:
            parts.append(f"nodes {self.selection(node, depth + 1)}")
        if self.random.random() < 0.3:
            edge = get_named_type(kind.fields["edges"].type)
            assert isinstance(edge, GraphQLObjectType)
            further = [one for one in ("score", "snippet", "distanceKm") if one in edge.fields and self.random.random() < 0.5]
            parts.append(f"edges {{ cursor {chr(32).join(further)} node {self.selection(node, depth + 1)} }}")
        return f"{{ {' '.join(parts)} }}"

    def statistics(self, field: GraphQLField, depth: int) -> str:
        """Groups by no, one or two dimensions, seldom by too many."""
        dimension, measure = (get_named_type(field.args[name].type) for name in ("by", "measure"))
        assert isinstance(dimension, GraphQLEnumType)
        assert isinstance(measure, GraphQLEnumType)
        count = self.random.choice((0, 1, 1, 1, 2, 2)) if not self.fault else 4
        by = self.random.sample(sorted(dimension.values), min(count, len(dimension.values)))
        self.faulty = self.faulty or len(by) > 3
        given = [f"by: [{', '.join(by)}]"]
        if self.random.random() < 0.6:
            given.append(f"measure: {self.random.choice(sorted(measure.values))}")
        if self.random.random() < 0.5:
            given.append(f"first: {self.random.choice((0, 1, 3, 50))}")
        key = get_named_type(get_named_type(field.type).fields["keys"].type)  # type: ignore[union-attr]
        assert isinstance(key, GraphQLObjectType)
        keys = f"keys {self.selection(key, depth + 2)}" if self.random.random() < 0.7 else "keys { dimension value }"
        return f"{self.key()}: statistics({', '.join(given)}) {{ {keys} count value currency withoutValueCount }}"

    def label(self) -> str:
        return self.random.choice(("", "label", f'{self.key()}: label(lang: "en")'))

    # --- Arguments ----------------------------------------------------------------------------------------------------------------------

    def arguments(self, declared: dict[str, GraphQLArgument], depth: int, listed: str = "") -> str:
        given: dict[str, str] = {}
        names = set(declared)
        if names in ({"code", "id"}, {"time", "version"}) and not self.fault:
            names = {self.random.choice(("code", "code", "id") if "code" in names else ("time", "version"))}
            given = {name: self.value(name, declared[name], needed=True) for name in names}
        if "last" in names and self.random.random() < 0.75:
            names -= {"first"} if self.random.random() < 0.4 else {"last"}
        elif "last" in names:
            names -= {"last"}
        if "orderBy" in names and not self.past and self.random.random() < 0.08:
            given["filter"] = f"{{text: {self.values.literal('text', GraphQLNonNull(GraphQLString))}}}"
            given["orderBy"] = f"{{by: RELEVANCE, direction: {self.random.choice(('ASC', 'DESC'))}}}"
        for name, one in declared.items():
            if name not in names or name in ("after", "before") or name in given:
                continue
            if is_required_argument(one) or self.random.random() < self.chance(name, depth):
                given[name] = self.value(name, one)
        if "orderBy" in names and not {"filter", "orderBy"} & given.keys() and self.random.random() < 0.4:
            given |= self.nearest(declared["orderBy"])
        if listed and self.random.random() < 0.5:
            given |= self.cursor(listed, names, backwards="last" in given)
        if self.fault and names in ({"code", "id"}, {"time", "version"}):
            self.faulty, self.fault = True, False
        elif self.fault and self.random.random() < 0.2 and (wrong := self.values.wrong(declared)):
            given[wrong[0]], self.faulty, self.fault = wrong[1], True, False
        return f"({', '.join(f'{name}: {value}' for name, value in given.items())})" if given else ""

    def nearest(self, order: GraphQLArgument) -> dict[str, str]:
        """An order that needs a filter, with that filter, where a list has it."""
        kind = get_named_type(order.type)
        assert isinstance(kind, GraphQLInputObjectType)
        by = get_named_type(kind.fields["by"].type)
        assert isinstance(by, GraphQLEnumType)
        if "NEAREST" not in by.values:
            return {}
        near = f"{{latitude: {self.random.choice((55.4, 58))}, longitude: {self.random.choice((-2.5, -6))}, withinKm: 400}}"
        return {"filter": f"{{near: {near}}}", "orderBy": f"{{by: NEAREST, direction: {self.random.choice(('ASC', 'DESC'))}}}"}

    def chance(self, name: str, depth: int) -> float:
        if name in ("first", "last"):
            return 0.95 if depth else 0.7
        return 0.5 if name in ("filter", "orderBy", "code", "lang") else 0.3

    def cursor(self, listed: str, names: set[str], backwards: bool) -> dict[str, str]:
        """Room for a cursor of this list, given when it is asked again."""
        end = "before" if backwards and "before" in names and self.random.random() < 0.9 else "after"
        variable = f"v{self.next()}"
        self.declared.append(f"${variable}: String")
        self.cursors[variable] = listed, "startCursor" if end == "before" else "endCursor"
        return {end: f"${variable}"}

    def value(self, name: str, one: GraphQLArgument, *, needed: bool = False) -> str:
        """A literal, or a variable with or without a default, given or not."""
        if self.random.random() > 0.25 or needed:
            return self.values.literal(name, GraphQLNonNull(one.type) if needed else one.type, self.swap)  # type: ignore[arg-type]
        variable = f"v{self.next()}"
        default = f" = {self.values.literal(name, one.type)}" if self.random.random() < 0.3 else ""
        self.declared.append(f"${variable}: {one.type}{default}")
        if (is_required_argument(one) and not default) or self.random.random() < 0.8:
            self.variables[variable] = self.values.plain(name, one.type)
        return f"${variable}"

    def swap(self, value: Any, kind: GraphQLInputType) -> str | None:
        """A variable in the place of a part of an argument, now and then; one that may be null is sometimes null or not given."""
        if value is None or self.random.random() > 0.06:
            return None
        variable = f"v{self.next()}"
        defaulted = str(kind) == "OrderDirection!"  # its default allows for a variable that may be null, but null is refused
        self.declared.append(f"${variable}: {str(kind)[:-1] if defaulted else kind}")
        if (isinstance(kind, GraphQLNonNull) and not defaulted) or self.random.random() < 0.7:
            self.variables[variable] = value
        elif self.random.random() < 0.5:
            self.variables[variable], self.faulty = None, self.faulty or defaulted
        return f"${variable}"

    def directive(self) -> str:
        if self.random.random() > 0.06:
            return ""
        which, truth = self.random.choice(("skip", "include")), self.random.choice(("true", "false"))
        if self.random.random() < 0.6:
            variable = f"v{self.next()}"
            self.declared.append(f"${variable}: Boolean! = {truth}" if self.random.random() < 0.5 else f"${variable}: Boolean!")
            if "=" not in self.declared[-1] or self.random.random() < 0.5:
                self.variables[variable] = self.random.random() < 0.5
            return f" @{which}(if: ${variable})"
        return f" @{which}(if: {truth})"

    def next(self) -> int:
        self.count += 1
        return self.count

    def key(self) -> str:
        return f"k{self.next()}"


@lru_cache(maxsize=4)
def clashing(schema: GraphQLSchema) -> frozenset[tuple[str, str]]:
    """Type and field of what cannot stand beside one another under one name: types that one thing may be give the field another type.

    So it is with `attribution`, which may be null of a source only, and with `kind` of a link and of what it links.
    """
    found: set[tuple[str, str]] = set()
    for abstract in filter(is_interface_type, schema.type_map.values()):
        known = schema.get_implementations(abstract)
        kinds = [abstract, *known.interfaces, *known.objects]
        types: dict[str, set[str]] = {}
        for kind in kinds:
            for name, one in kind.fields.items():
                types.setdefault(name, set()).add(str(one.type))
        found.update((kind.name, name) for kind in kinds for name in kind.fields if len(types[name]) > 1)
    return frozenset(found)


def found_cursors(question: Question, data: Any) -> dict[str, str]:
    """The cursors that an answer offers for the next asking, by variable."""
    ends = {key: (variable, end) for variable, (key, end) in question.cursors.items()}
    found: dict[str, str] = {}
    waiting = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(one)
        elif isinstance(one, dict):
            for key, value in one.items():
                if key in ends and isinstance(value, dict) and (cursor := (value.get("pageInfo") or {}).get(ends[key][1])):
                    found.setdefault(ends[key][0], cursor)
                waiting.append(value)
    return found
