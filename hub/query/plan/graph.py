"""Walks through the graph as roots: `network`, `paths` and `common` are found in memory, then read and shaped by ordinary levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import FieldNode
from sqlalchemy import bindparam, select

from hub.domain.dates import order_key
from hub.domain.ids import EntityKind
from hub.domain.link import BETWEEN
from hub.errors import BadArgument, OverLimit, QueryError
from hub.query.graph.common import common
from hub.query.graph.lens import Lens
from hub.query.graph.links import Links
from hub.query.graph.network import MOST_COUNTED, network
from hub.query.graph.paths import paths
from hub.query.nouns import NOUNS
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import STEP, Load, all_of
from hub.query.plan.root import Root
from hub.store.engine import in_list
from hub.store.tables import entity, member

MOST_DEPTH, MOST_NODES, NODES = 3, 500, 100
MOST_STEPS, STEPS = 8, 6
MOST_PATHS, PATHS = 20, 5
MOST_AVOIDED = 100
FEWEST_SHARING, MOST_SHARING, SHARED = 2, 20, 20

Item = Mapping[str, Any]
"""What was found, by the fields of its type: numbers of entities in `nodes` and `entity`, of links in `links`, else plain values."""

Known = Mapping[str, tuple[int, bool]]
"""By id: the number of an entity, and whether it is of a kind that stands between others."""


class Parts:
    """What is asked of one type that holds entities and links: response names with their fields and the levels that read them."""

    def __init__(self, compiler: Compiler, type_name: str, same: list[FieldNode], path: Path) -> None:
        self._type_name = type_name
        self._fields: list[tuple[str, str, Level | None]] = []
        for name, nodes in compiler.selection.below(compiler.object_type(type_name), same).items():
            field = nodes[0].name.value
            level: Level | None = None
            if field in ("nodes", "entity"):
                level = compiler.kinds(nodes, (*path, name), by_no=True)
            elif field == "links":
                level = compiler.objects(NOUNS["EntityLink"], nodes, (*path, name))
            self._fields.append((name, field, level))

    def estimate(self, ask: Ask, nodes: int, links: int, steps: int) -> Load:
        """The load of so many steps, of so many entities and links, and of the lists below them."""
        sizes = ((level, links if field == "links" else nodes) for _, field, level in self._fields)
        read = all_of(Load(size) + level.estimate(ask, size) for level, size in sizes if level is not None)
        return Load(0, STEP * steps) + read

    def read(self, ask: Ask, items: Sequence[Item]) -> Walk:
        """The items as they stand in the answer. Costs: the statements of each level once, whatever the number of items."""
        found: dict[str, dict[Any, Any]] = {}
        for name, field, level in self._fields:
            if level is not None:
                keys = {no for item in items for no in ([item[field]] if field == "entity" else item[field])}
                found[name] = (yield from level.run(ask, sorted(keys))) if keys else {}
        return [{name: self._value(item, field, found.get(name)) for name, field, _ in self._fields} for item in items]

    def _value(self, item: Item, field: str, found: Mapping[Any, Any] | None) -> Any:
        if field == "__typename":
            return self._type_name
        if found is None:
            return item[field]
        return found[item[field]] if field == "entity" else [found[no] for no in item[field]]


class GraphRoot(Root):
    """A root that walks through the graph. It runs in a reader's thread, for it may have to wait for the memory."""

    threaded = True

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, parts: Parts) -> None:
        super().__init__(arguments, path, node)
        self._parts, self._names = parts, _Names()

    def run(self, ask: Ask) -> Walk:
        given = self._given(ask)
        ids = self._ids(given)
        known = yield from self._names.resolve(ask, [*ids, *given.get("avoid", ())])
        assert ask.links is not None
        links = yield from ask.links.at(ask.newest, ask.until)
        try:
            for one in ids:
                if one not in known:
                    raise BadArgument(f"Nothing in the graph has the id {one[:60]!r}. `entity` finds a thing by identifier or address.")
            found = self._walk(links, given, known)
        except QueryError as error:
            raise Refused(error, self.path, self.node) from None
        return self._told((yield from self._parts.read(ask, found)))

    def _given(self, ask: Ask) -> Mapping[str, Any]:
        """The arguments that are not null. Raises Refused."""
        try:
            given = {name: value for name, value in self.arguments.read(ask.variables).items() if value is not None}
            self._check(ask, given)
        except QueryError as error:
            raise Refused(error, self.path, self.node) from None
        return given

    def _check(self, ask: Ask, given: Mapping[str, Any]) -> None:
        """Refuses what the field does not take. Raises QueryError."""
        raise NotImplementedError

    def _ids(self, given: Mapping[str, Any]) -> list[str]:
        """The ids from which the walk starts."""
        raise NotImplementedError

    def _walk(self, links: Links, given: Mapping[str, Any], known: Known) -> list[Item]:
        """What is found. Raises QueryError."""
        raise NotImplementedError

    def _told(self, items: list[Any]) -> Any:
        return items


class NetworkRoot(GraphRoot):
    """`network`: everything around a thing."""

    def estimate(self, ask: Ask) -> Load:
        given = self._given(ask)
        limit = given.get("limit", NODES)
        return self._parts.estimate(ask, limit, limit, given.get("depth", 1))

    def _check(self, ask: Ask, given: Mapping[str, Any]) -> None:  # noqa: ARG002
        within("depth", given.get("depth", 1), 1, MOST_DEPTH)
        within("limit", given.get("limit", NODES), 1, MOST_NODES)

    def _ids(self, given: Mapping[str, Any]) -> list[str]:
        return [given["id"]]

    def _walk(self, links: Links, given: Mapping[str, Any], known: Known) -> list[Item]:
        start, between = known[given["id"]]
        seen = lens(links, {start: between}, given, most=MOST_COUNTED)
        drawn = network(seen, start, given.get("depth", 1), given.get("limit", NODES))
        return [
            {
                "nodes": drawn.nodes, "links": drawn.links, "truncated": drawn.total_nodes > len(drawn.nodes),
                "totalNodes": drawn.total_nodes, "totalLinks": drawn.total_links,
            }
        ]  # fmt: skip

    def _told(self, items: list[Any]) -> Any:
        return items[0]


class PathsRoot(GraphRoot):
    """`paths`: the shortest ways between two things."""

    def estimate(self, ask: Ask) -> Load:
        given = self._given(ask)
        most = 2 * given.get("maxLength", STEPS) * given.get("first", PATHS)
        return self._parts.estimate(ask, most, most, given.get("maxLength", STEPS))

    def _check(self, ask: Ask, given: Mapping[str, Any]) -> None:  # noqa: ARG002
        within("maxLength", given.get("maxLength", STEPS), 1, MOST_STEPS)
        within("first", given.get("first", PATHS), 0, MOST_PATHS)
        within("maxDegree", given.get("maxDegree", 1), 1, None)
        if len(given.get("avoid", ())) > MOST_AVOIDED:
            raise OverLimit(f"`avoid` takes at most {MOST_AVOIDED} ids; {len(given['avoid'])} were given. `maxDegree` keeps out every hub.")

    def _ids(self, given: Mapping[str, Any]) -> list[str]:
        return [given["from"], given["to"]]

    def _walk(self, links: Links, given: Mapping[str, Any], known: Known) -> list[Item]:
        start, end = known[given["from"]], known[given["to"]]
        avoided = [known[one][0] for one in given.get("avoid", ()) if one in known]
        first = given.get("first", PATHS)
        if not first:
            return []
        seen = lens(links, dict((start, end)), given, avoid=avoided, max_degree=given.get("maxDegree"))
        found = paths(seen, start[0], end[0], given.get("maxLength", STEPS), first)
        return [{"length": way.length, "nodes": way.nodes, "links": way.links} for way in found]


class CommonRoot(GraphRoot):
    """`common`: what several things are tied to."""

    def estimate(self, ask: Ask) -> Load:
        given = self._given(ask)
        first = given.get("first", SHARED)
        return self._parts.estimate(ask, first, 2 * first * len(given["ids"]), len(given["ids"]))

    def _check(self, ask: Ask, given: Mapping[str, Any]) -> None:
        within("first", given.get("first", SHARED), 0, ask.max_page)
        if len(given["ids"]) > MOST_SHARING:
            raise OverLimit(f"`ids` takes at most {MOST_SHARING} ids; {len(given['ids'])} were given.")

    def _ids(self, given: Mapping[str, Any]) -> list[str]:
        return list(given["ids"])

    def _walk(self, links: Links, given: Mapping[str, Any], known: Known) -> list[Item]:
        asked = dict(known[one] for one in given["ids"])
        if len(asked) < FEWEST_SHARING:
            told = f"{len(asked)} stands behind the ids that were given" if given["ids"] else "none was given"
            raise BadArgument(f"`ids` names at least {FEWEST_SHARING} different things, to see what they have in common; {told}.")
        found = common(lens(links, asked, given), list(asked), given.get("first", SHARED))
        return [{"entity": no, "links": proof} for no, proof in found]


ROOTS: Mapping[str, tuple[type[GraphRoot], str]] = {
    "network": (NetworkRoot, "Network"),
    "paths": (PathsRoot, "LinkPath"),
    "common": (CommonRoot, "Common"),
}
"""The fields of the root that walk through the graph, and the types of what they find."""


def compile_walk(compiler: Compiler, arguments: Arguments, same: list[FieldNode], path: Path) -> GraphRoot:
    """The root of one such field."""
    root, type_name = ROOTS[same[0].name.value]
    return root(arguments, path, same[0], Parts(compiler, type_name, same, path))


def lens(links: Links, asked: Mapping[int, bool], given: Mapping[str, Any], **more: Any) -> Lens:
    """The links as the arguments say that they are to be seen."""
    return Lens(links, asked, kinds=given.get("linkKinds"), since=order_key(given["since"]) if "since" in given else 0, **more)


def within(name: str, value: int, least: int, most: int | None) -> None:
    """Refuses a number out of its bounds. Raises BadArgument, OverLimit."""
    if value < least:
        raise BadArgument(f"`{name}` is at least {least}; {value} was given.")
    if most is not None and value > most:
        raise OverLimit(f"`{name}` is at most {most}; {value} was given.")


_NUMBERS = (
    select(member.c.id, entity.c.no, entity.c.kind)
    .select_from(member.join(entity, entity.c.no == member.c.canonical_no))
    .where(in_list(member.c.id, bindparam("ids")))
)


class _Names(Level):
    """The numbers behind ids."""

    def resolve(self, ask: Ask, ids: Sequence[str]) -> Walk:
        """What is known of the things with these ids; one that leads nowhere is absent."""
        rows = yield from self.query(ask, None, lambda: _NUMBERS, {"ids": sorted(set(ids))})
        return {one: (no, EntityKind(kind) in BETWEEN) for one, no, kind in rows}
