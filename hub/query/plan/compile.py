"""From a validated question to a plan: the selection of each object becomes columns, levels below, and the source of its shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, TypeVar, cast

from graphql import FieldNode, GraphQLObjectType
from sqlalchemy import ColumnElement, Table

from hub.errors import BadArgument, QueryError
from hub.query.anything import SEARCH_NOUN
from hub.query.entity import ENTITY_NOUN
from hub.query.noun import (
    Credits,
    Feed,
    History,
    Links,
    Listed,
    Many,
    Noun,
    One,
    OneOfAnyKind,
    Origins,
    Part,
    Phrase,
    Proposed,
    Relation,
    Scalar,
    Scalars,
    Search,
    Similar,
    Value,
)
from hub.query.nouns import NOUN_OF_KIND, NOUNS
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused, language
from hub.query.plan.credits import CreditsLevel
from hub.query.plan.feed import FeedPages
from hub.query.plan.held import HeldPages, is_held
from hub.query.plan.history import HistoryPages
from hub.query.plan.language import in_language, label_in
from hub.query.plan.level import Kinds, Level, Lists, Objects, ScalarLists
from hub.query.plan.links import LinkPages
from hub.query.plan.origins import OriginsLevel
from hub.query.plan.page import Facets, Pages, Where
from hub.query.plan.paged import PagedLists
from hub.query.plan.proposed import ProposedLevel
from hub.query.plan.relevance import Snippets
from hub.query.plan.search import SearchPages
from hub.query.plan.select import Selection
from hub.query.plan.shape import Row, object_of
from hub.query.plan.similar import compile_similar
from hub.query.plan.statistics import compile_statistics
from hub.store.tables import entity

T = TypeVar("T")
Path = tuple[str, ...]
LANG = "lang"
PAGES: Mapping[type[Many], type[Pages]] = {Feed: FeedPages, History: HistoryPages, Links: LinkPages, Search: SearchPages}


class Compiler:
    """Compiles one operation. `languages` are the binds of all `lang` arguments that it has met.

    `past`: within a reading of the past. `indexed`: it cannot do without the index in memory; `held`: it is quicker with it.
    """

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self.languages: dict[str, Callable[[Ask], str | None]] = {}
        self.past = False
        self.indexed = self.held = False
        self._lock = Lock()

    def in_past(self, compile_: Callable[[], T]) -> T:
        """What is compiled for a reading of the past: its ids tell the version, and what knows the present only is refused.

        Levels are compiled for the past when they are needed first, and then in whatever thread that is. Raises Refused.
        """
        with self._lock:
            self.past = True
            try:
                return compile_()
            finally:
                self.past = False

    # --- Objects ------------------------------------------------------------------------------------------------------------------------

    def thing(self, row: Row, noun: Noun, nodes: list[FieldNode], path: Path) -> str:
        """The source of an object of a noun, made from this row."""
        if noun in (ENTITY_NOUN, SEARCH_NOUN):
            found, at = row.below(self.kinds(nodes, path, by_no=True), entity.c.no)
            return f"{found}[{at}]"
        kind = self.object_type(noun.type_name)
        parts = []
        for name, same in self.selection.below(kind, nodes).items():
            field = same[0].name.value
            code = repr(kind.name) if field == "__typename" else self._field(row, noun, kind, same, (*path, name))
            parts.append((name, code))
        row.fields += len(parts)
        return object_of(parts)

    def object_type(self, name: str) -> GraphQLObjectType:
        return cast(GraphQLObjectType, self.selection.schema.type_map[name])

    def arguments(self, kind: GraphQLObjectType, node: FieldNode) -> Arguments:
        return Arguments(kind.fields[node.name.value].args, node.arguments)

    def _field(self, row: Row, noun: Noun, kind: GraphQLObjectType, same: list[FieldNode], path: Path) -> str:
        node = same[0]
        name = node.name.value
        if name == "id" and noun.kind:
            own = "r[0]" if row.asked else row.read(entity.c.id)
            return f"{own} + at" if self.past else own
        if name == "kind" and noun.kind:
            return repr(str(noun.kind))
        if name in noun.columns:
            return self._value(row, noun.columns[name], kind, same, path)
        relation = noun.relations[name]
        if self.past and (isinstance(relation, Origins) or name == "provenance"):
            told = f"`{name}` tells of the present only: ask it outside `asOf`, by an id without a version."
            told += " What was said before, `history` tells."
            raise Refused(BadArgument(told), path, node)
        level, key = self._relation(relation, noun, kind, same, path), self._key(relation, noun)
        found, at = row.below(level, key)
        if isinstance(relation, Many | Credits):
            return f"{found}[{at}]"
        return f"{found}.get({at})" if isinstance(relation, One | OneOfAnyKind) else f"{found}.get({at}, EMPTY)"

    def _key(self, relation: Relation, noun: Noun) -> ColumnElement[Any]:
        if isinstance(relation, One | OneOfAnyKind):
            return relation.on
        return entity.c.no if noun.kind else noun.table.c.no

    # --- Values of the row --------------------------------------------------------------------------------------------------------------

    def _value(self, row: Row, value: Value, kind: GraphQLObjectType, same: list[FieldNode], path: Path) -> str:
        node = same[0]
        if isinstance(value, ColumnElement):
            if node.arguments:
                self.language_bind(self.arguments(kind, node), node, path)
            return row.read(value)
        if isinstance(value, Scalar):
            return f"({value.code.format(*(row.read(column) for column in value.columns))})"
        if isinstance(value, Part):
            return self._part(row, value, same, path)
        bind = self.language_bind(self.arguments(kind, node), node, path)
        if isinstance(value, Phrase):
            return f"({value.code.format(*map(row.read, value.columns), lang=f'ask.binds[{bind!r}]')})"
        return row.read(in_language(value, bind), (value.default, bind))

    def _part(self, row: Row, part: Part, same: list[FieldNode], path: Path) -> str:
        kind = self.object_type(part.type_name)
        parts = []
        for name, nodes in self.selection.below(kind, same).items():
            field = nodes[0].name.value
            code = repr(kind.name) if field == "__typename" else self._value(row, part.fields[field], kind, nodes, (*path, name))
            parts.append((name, code))
        row.fields += len(parts)
        if not part.present:
            return object_of(parts)
        there = " or ".join(f"{row.read(column)} is not None" for column in part.present)
        return f"({object_of(parts)} if {there} else None)"

    def language_bind(self, arguments: Arguments, node: FieldNode, path: Path) -> str:
        """The name of the bind that holds the language of a field."""
        given = next((argument.value for argument in node.arguments or () if argument.name.value == LANG), None)
        if given is None:
            return LANG
        bind = f"lang{len(self.languages)}"

        def read(ask: Ask) -> str | None:
            try:
                return language(arguments.read(ask.variables).get(LANG))
            except QueryError as error:
                raise Refused(error, path, node) from None

        self.languages[bind] = read
        return bind

    # --- Relations ----------------------------------------------------------------------------------------------------------------------

    def _relation(self, relation: Relation, noun: Noun, kind: GraphQLObjectType, same: list[FieldNode], path: Path) -> Level:
        arguments = self.arguments(kind, same[0])
        if isinstance(relation, One):
            return self.objects(NOUNS[relation.target], same, path)
        if isinstance(relation, OneOfAnyKind):
            return self.kinds(same, path, by_no=True)
        if isinstance(relation, Many):
            return self.pages(relation, kind, same, path)
        if isinstance(relation, Listed):
            return self.lists(relation, arguments, same, path)
        if isinstance(relation, Scalars):
            return ScalarLists(relation)
        if isinstance(relation, Credits):
            return CreditsLevel()
        if isinstance(relation, Similar):
            return compile_similar(self, arguments, same, path, self.objects(noun, same, path))
        if isinstance(relation, Proposed):
            return ProposedLevel(self, same, path)
        assert isinstance(relation, Origins)
        return OriginsLevel(self, noun, arguments, same, path)

    def objects(
        self, noun: Noun, same: list[FieldNode], path: Path, *, key: ColumnElement[Any] | None = None, through: Table | None = None
    ) -> Objects:
        """Things by key: their own number unless `key` says otherwise."""
        row = Row(asked=through is not None)
        return Objects(noun, row, self.thing(row, noun, same, path), key, through)

    def kinds(self, same: list[FieldNode], path: Path, *, by_no: bool = False) -> Kinds:
        """Entities of any kind, by the ids that were asked for or by number."""
        base = Row(base=frozenset({entity}))
        base.read(entity.c.kind)
        base.read(entity.c.no)
        made = []
        for noun in NOUN_OF_KIND.values():
            row = Row(base=base.base, columns=base.columns, places=dict(base.places), asked=not by_no)
            made.append((noun, row, self.thing(row, noun, same, path)))
            base.places.update({key: at for key, at in row.places.items() if not at.startswith("@")})
        return Kinds(base, made, by_no=by_no)

    def lists(self, relation: Listed, arguments: Arguments, same: list[FieldNode], path: Path) -> Lists:
        """A plain list."""
        noun, row = NOUNS[relation.target], Row()
        code = self.thing(row, noun, same, path)
        if relation.paged is not None:
            return PagedLists(noun, relation, arguments, row, code, where=Where("", path, same[0]), past=self.past)
        return Lists(noun, relation, arguments, row, code, past=self.past)

    def pages(self, many: Many, parent: GraphQLObjectType, same: list[FieldNode], path: Path) -> Pages:
        """A connection."""
        node, noun, row = same[0], NOUNS[many.target], Row()
        where = Where(f"{parent.name}.{node.name.value}", path, node)
        made = PAGES.get(type(many), Pages)
        if made is Pages and is_held(noun, many):
            made = HeldPages
        self.held |= issubclass(made, HeldPages)
        level = made(noun, many, self.arguments(parent, node), where, row)
        level.past = self.past
        self.indexed |= made is SearchPages
        kind = self.object_type(f"{noun.type_name}Connection")
        parts = []
        for name, nodes in self.selection.below(kind, same).items():
            parts.append((name, self._connection_field(level, kind, nodes, (*path, name))))
        level.finish(object_of(parts))
        return level

    def _connection_field(self, level: Pages, kind: GraphQLObjectType, same: list[FieldNode], path: Path) -> str:
        field = same[0].name.value
        if field == "nodes":
            level.wants_rows = True
            return f"[{self.thing(level.row, level.noun, same, path)} for r in rows]"
        if field == "edges":
            level.wants_rows = True
            return f"[{self._edge(level, same, path)} for r in rows]"
        if field == "pageInfo":
            level.wants_around = True
            return self._page_info(level, same)
        if field == "totalCount":
            level.wants_total = True
            return "total"
        if field == "facets":
            level.counted.append(self._facets(kind, same, path))
            return f"facets[{len(level.counted) - 1}]"
        if field == "statistics":
            level.counted.append(compile_statistics(self, level.noun, self.arguments(kind, same[0]), same, path))
            self.indexed = True
            return f"facets[{len(level.counted) - 1}]"
        return repr(kind.name)

    def _edge(self, level: Pages, same: list[FieldNode], path: Path) -> str:
        kind = self.object_type(f"{level.noun.type_name}Edge")
        parts = []
        for name, nodes in self.selection.below(kind, same).items():
            field = nodes[0].name.value
            if field == "node":
                code = self.thing(level.row, level.noun, nodes, (*path, name))
            elif field == "snippet":
                found, at = level.row.below(Snippets(level), entity.c.no)
                code = f"{found}.get({at})"
            elif field == "score":
                code = "-r[B] / 1000"
            else:
                code = "cur(r)" if field == "cursor" else repr(kind.name)
                if field == "distanceKm":
                    code = f"km({level.row.read(entity.c.latitude_e7)}, {level.row.read(entity.c.longitude_e7)}, near)"
            parts.append((name, code))
        level.row.fields += len(parts)
        return object_of(parts)

    def _page_info(self, level: Pages, same: list[FieldNode]) -> str:
        kind = self.object_type("PageInfo")
        sources = {
            "hasNextPage": "more",
            "hasPreviousPage": "less",
            "startCursor": "(cur(rows[0]) if rows else None)",
            "endCursor": "(cur(rows[-1]) if rows else None)",
            "__typename": repr(kind.name),
        }
        asked = {name: nodes[0].name.value for name, nodes in self.selection.below(kind, same).items()}
        if {"startCursor", "endCursor"} & set(asked.values()):
            level.wants_rows = True
        return object_of([(name, sources[field]) for name, field in asked.items()])

    # --- Facets -------------------------------------------------------------------------------------------------------------------------

    def _facets(self, kind: GraphQLObjectType, same: list[FieldNode], path: Path) -> Facets:
        facet, bucket = self.object_type("Facet"), self.object_type("FacetBucket")
        labels: list[str] = []
        outer = []
        for name, nodes in self.selection.below(facet, same).items():
            if nodes[0].name.value == "buckets":
                inner = []
                for inner_name, inner_nodes in self.selection.below(bucket, nodes).items():
                    node = inner_nodes[0]
                    code = {"value": "b[0]", "count": "b[1]"}.get(node.name.value, repr(bucket.name))
                    if node.name.value == "label":
                        labels.append(self.language_bind(self.arguments(bucket, node), node, (*path, name, inner_name)))
                        code = f"b[{len(labels) + 1}]"
                    inner.append((inner_name, code))
                outer.append((name, f"[{object_of(inner)} for b in buckets.get(k, EMPTY)]"))
            else:
                outer.append((name, "dimension" if nodes[0].name.value == "dimension" else repr(facet.name)))
        body = f"return {{k: [{object_of(outer)} for dimension, buckets in counted] for k in keys}}"
        where = Where("", path, same[0])
        return Facets(self.arguments(kind, same[0]), tuple(labels), label_in, Row().shaper("counted, keys", body), where)
