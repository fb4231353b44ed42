"""What can be asked at the root: things by their ids, codes, identifiers and addresses, and lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import FieldNode
from sqlalchemy import bindparam, func, select

from hub.domain.ids import AREA, LINK, MATCH, RUN, SOURCE, THEME
from hub.errors import BadArgument, OverLimit, QueryError
from hub.query.noun import Listed, Many
from hub.query.nouns import NOUN_OF_KIND, NOUNS, ROOT_LISTS
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.level import Level, Objects, Walk
from hub.store.engine import in_list
from hub.store.tables import area, entity, identifier, link, match, member, run, source, theme

MOST_THINGS = 100
ROOT = [0]
NATURAL = {
    AREA: ("Area", area.c.code),
    THEME: ("Theme", theme.c.key),
    SOURCE: ("Source", source.c.key),
    RUN: ("HarvestRun", run.c.no),
    LINK: ("EntityLink", link.c.id),
    MATCH: ("Match", match.c.id),
}
"""The nouns whose ids are a prefix and a natural key, or are kept whole."""
WHOLE = (LINK, MATCH)


class Root:
    """One field of the root."""

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode) -> None:
        self.arguments, self.path, self.node = arguments, path, node

    def estimate(self, ask: Ask) -> int:
        """The rows of lists that it may read. Raises Refused."""
        raise NotImplementedError

    def run(self, ask: Ask) -> Walk:
        """Its value."""
        raise NotImplementedError


class Constant(Root):
    """A value that is known without reading."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def estimate(self, ask: Ask) -> int:  # noqa: ARG002
        return 0

    def run(self, ask: Ask) -> Walk:  # noqa: ARG002
        yield from ()
        return self.value


class RootList(Root):
    """A connection or a plain list over everything."""

    def __init__(self, level: Level) -> None:
        self.level = level

    def estimate(self, ask: Ask) -> int:
        return self.level.estimate(ask, 1)

    def run(self, ask: Ask) -> Walk:
        return (yield from self.level.run(ask, ROOT)).get(0, [])


class Lookup(Root):
    """Things by what somebody calls them; `levels` by the prefix of the id, "" for entities."""

    levels: Mapping[str, Level]
    many = False

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, levels: Mapping[str, Level], *, many: bool) -> None:
        super().__init__(arguments, path, node)
        self.levels, self.many = levels, many

    def wanted(self, given: Mapping[str, Any]) -> list[Any]:
        """What is asked for, one or many. Raises BadArgument."""
        found = next(iter(given.values()))
        return list(found) if self.many else [found]

    def read(self, ask: Ask) -> list[Any]:
        try:
            wanted = self.wanted(self.arguments.read(ask.variables))
            if len(wanted) > MOST_THINGS:
                raise OverLimit(
                    f"At most {MOST_THINGS} things may be asked for by id at once; {len(wanted)} were given. Ask in several questions."
                )
        except QueryError as error:
            raise Refused(error, self.path, self.node) from None
        return wanted

    def estimate(self, ask: Ask) -> int:
        count = len(self.read(ask))
        return max((level.estimate(ask, count) for level in self.levels.values()), default=0)

    def run(self, ask: Ask) -> Walk:
        wanted = self.read(ask)
        ids = yield from self.ids(ask, wanted)
        found = yield from self.by_ids(ask, [one for one in ids if one is not None])
        answer = [found.get(one) for one in ids]
        return answer if self.many else answer[0]

    def ids(self, ask: Ask, wanted: Sequence[Any]) -> Walk:  # noqa: ARG002
        """The id of each thing that is asked for; None where there is none."""
        yield from ()
        return wanted

    def by_ids(self, ask: Ask, ids: Sequence[str]) -> Walk:
        """Things by their ids."""
        keys: dict[str, dict[Any, str]] = {}
        for one in ids:
            prefix, key = split(one)
            if key is not None:
                keys.setdefault(prefix, {})[key] = one
        found: dict[str, Any] = {}
        for prefix, wanted in keys.items():
            if prefix in self.levels:
                things = yield from self.levels[prefix].run(ask, list(wanted))
                found.update((wanted[key], thing) for key, thing in things.items())
        return found


def split(one: str) -> tuple[str, Any]:
    """The prefix of an id and the key behind it; ("", id) for entities, key None for what cannot be."""
    prefix, _, key = one.partition("_")
    if prefix not in NATURAL:
        return "", one
    if prefix in WHOLE:
        return prefix, one
    if prefix == RUN:
        return prefix, int(key) if key.isascii() and key.isdigit() and len(key) < 19 and str(int(key)) == key else None
    return prefix, key


class AreaLookup(Lookup):
    """An area by code or by id."""

    def wanted(self, given: Mapping[str, Any]) -> list[Any]:
        code, one = given.get("code"), given.get("id")
        if (code is None) == (one is None):
            raise BadArgument("Give either `code` or `id` of the area.")
        return [one if code is None else f"{AREA}_{code}"]


_BY_IDENTIFIER = (
    select(identifier.c.scheme, identifier.c.value, func.min(entity.c.id), func.count(identifier.c.no.distinct()))
    .join(entity, entity.c.no == identifier.c.no)
    .where(in_list(identifier.c.scheme, bindparam("schemes")), in_list(identifier.c.value, bindparam("values")))
    .group_by(identifier.c.scheme, identifier.c.value)
)
_first = entity.alias("first")
_BY_URL = select(_first.c.url, _first.c.id).where(
    _first.c.no.in_(select(func.min(entity.c.no)).where(in_list(entity.c.url, bindparam("urls"))).group_by(entity.c.url))
)


class ByLookup(Lookup):
    """Entities by one of their names: id, identifier, address."""

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, levels: Mapping[str, Level], *, many: bool) -> None:
        super().__init__(arguments, path, node, levels, many=many)
        self._names = NamesLevel()

    def wanted(self, given: Mapping[str, Any]) -> list[Any]:
        """As given. Raises BadArgument where a variable left nobody named, which validation cannot see."""
        found = super().wanted(given)
        if any(all(name is None for name in by.values()) for by in found):
            raise BadArgument("Name each entity in exactly one way: by `id`, `identifier` or `url`; a variable here was null or not given.")
        return found

    def ids(self, ask: Ask, wanted: Sequence[Any]) -> Walk:
        pairs = sorted({(by["identifier"]["scheme"], by["identifier"]["value"]) for by in wanted if by.get("identifier") is not None})
        urls = sorted({by["url"] for by in wanted if by.get("url") is not None})
        known = yield from self._names.resolve(ask, pairs, urls)
        found = []
        for by in wanted:
            if by.get("id") is not None:
                found.append(by["id"] if split(by["id"])[0] == "" else None)
            else:
                found.append(known.get(by["url"] if by.get("url") is not None else (by["identifier"]["scheme"], by["identifier"]["value"])))
        return found


class NamesLevel(Level):
    """The canonical ids behind identifiers and addresses."""

    def resolve(self, ask: Ask, pairs: Sequence[tuple[str, str]], urls: list[str]) -> Walk:
        """Ids by (scheme, value) and by address; a pair that several entities have is absent."""
        known: dict[Any, str] = {}
        if pairs:
            values = {"schemes": sorted({scheme for scheme, _ in pairs}), "values": sorted({value for _, value in pairs})}
            rows = yield from self.query(ask, "identifiers", lambda: _BY_IDENTIFIER, values)
            known.update(((scheme, value), one) for scheme, value, one, count in rows if count == 1)
        if urls:
            known.update((yield from self.query(ask, "urls", lambda: _BY_URL, {"urls": urls})))
        return known


# --- From fields to roots ---------------------------------------------------------------------------------------------------------------


def compile_root(compiler: Compiler, same: list[FieldNode], path: Path, within: str = "Query") -> Root:
    """The root of one field of `type Query`, or of `Reading`, which has some of the same fields."""
    node = same[0]
    name = node.name.value
    query = compiler.object_type(within)
    if name == "__typename":
        return Constant(query.name)
    if name == "viewer":
        return Constant(viewer(compiler, same))
    arguments = compiler.arguments(query, node)
    relation = ROOT_LISTS.get(name)
    if isinstance(relation, Many):
        return RootList(compiler.pages(relation, query, same, path))
    if isinstance(relation, Listed):
        return RootList(compiler.lists(relation, arguments, same, path))
    if name in ("node", "nodes"):
        levels = {"": compiler.kinds(same, path), **{prefix: natural(compiler, prefix, same, path) for prefix in NATURAL}}
        return Lookup(arguments, path, node, levels, many=name == "nodes")
    if name in ("entity", "entities"):
        return ByLookup(arguments, path, node, {"": compiler.kinds(same, path)}, many=name == "entities")
    if name == "area":
        return AreaLookup(arguments, path, node, {AREA: natural(compiler, AREA, same, path)}, many=False)
    if name == "source":
        return Lookup(arguments, path, node, {SOURCE: natural(compiler, SOURCE, same, path)}, many=False)
    noun = next(noun for noun in NOUN_OF_KIND.values() if noun.type_name.lower() == name)
    return Lookup(arguments, path, node, {"": compiler.objects(noun, same, path, key=member.c.id, through=member)}, many=False)


def natural(compiler: Compiler, prefix: str, same: list[FieldNode], path: Path) -> Objects:
    type_name, key = NATURAL[prefix]
    return compiler.objects(NOUNS[type_name], same, path, key=key)


def viewer(compiler: Compiler, same: list[FieldNode]) -> dict[str, Any]:
    """Who is asking; so far, everybody is a reader."""
    kind = compiler.object_type("Viewer")
    known = {"role": "READER", "scopes": [], "speaksFor": [], "__typename": kind.name}
    return {name: known[nodes[0].name.value] for name, nodes in compiler.selection.below(kind, same).items()}
