"""What can be asked at the root: things by their ids, codes, identifiers and addresses, and lists."""

from __future__ import annotations

from collections.abc import Callable

from graphql import FieldNode

from hub.domain.ids import AREA, SOURCE
from hub.query.keys import ENTITY, KEYS, PREFIXES
from hub.query.noun import Listed, Many
from hub.query.nouns import NOUN_OF_KIND, NOUNS, ROOT_LISTS
from hub.query.permissions import TYPENAME, Rule, rule_of
from hub.query.plan.arguments import Arguments
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.graph import ROOTS, compile_walk
from hub.query.plan.level import Level
from hub.query.plan.lookup import NATURAL, AreaLookup, ByLookup, Guarded, Levels, Lookup
from hub.query.plan.representations import Representations
from hub.query.plan.root import Constant, Root, RootList
from hub.query.plan.viewer import ViewerRoot
from hub.store.tables import member


def compile_root(compiler: Compiler, same: list[FieldNode], path: Path, within: str = "Query") -> Root:
    """The root of one field of `type Query`, or of `Reading`, which has some of the same fields."""
    node = same[0]
    name = node.name.value
    query = compiler.object_type(within)
    if name == "__typename":
        return Constant(query.name)
    if name == "viewer":
        return ViewerRoot(compiler, same, path)
    arguments = compiler.arguments(query, node)
    relation = ROOT_LISTS.get(name)
    if isinstance(relation, Many):
        return RootList(compiler.pages(relation, query, same, path))
    if isinstance(relation, Listed):
        return RootList(compiler.lists(relation, arguments, same, path))
    if name in ROOTS:
        return compile_walk(compiler, arguments, same, path)
    if name == "_entities":
        return Representations(arguments, path, node, _keyed(compiler, arguments, same, path))
    made, levels = _lookup(compiler, same, path)
    found = made(arguments, path, node, levels, compiler)
    found.many = name in ("nodes", "entities")
    return found


def _lookup(compiler: Compiler, same: list[FieldNode], path: Path) -> tuple[type[Lookup], Callable[[], Levels]]:
    """What looks things up for a field, and what compiles its levels."""
    name = same[0].name.value
    if name in ("node", "nodes"):
        return Lookup, lambda: {"": compiler.kinds(same, path), **{prefix: natural(compiler, prefix, same, path) for prefix in NATURAL}}
    if name in ("entity", "entities"):
        return ByLookup, lambda: {"": compiler.kinds(same, path)}
    if name == "area":
        return AreaLookup, lambda: {AREA: natural(compiler, AREA, same, path)}
    if name == "source":
        return Lookup, lambda: {SOURCE: natural(compiler, SOURCE, same, path)}
    noun = next(noun for noun in NOUN_OF_KIND.values() if noun.type_name.lower() == name)
    return Lookup, lambda: {"": compiler.objects(noun, same, path, key=member.c.id, through=member)}


def _keyed(compiler: Compiler, arguments: Arguments, same: list[FieldNode], path: Path) -> dict[str, Lookup]:
    """What looks things up for each type that has a key."""

    def lookup(type_name: str) -> Lookup:
        def levels() -> Levels:
            if type_name == ENTITY:
                return {"": compiler.kinds(same, path)}
            if type_name in PREFIXES:
                return {PREFIXES[type_name]: natural(compiler, PREFIXES[type_name], same, path)}
            return {"": compiler.objects(NOUNS[type_name], same, path, key=member.c.id, through=member)}

        return Lookup(arguments, path, same[0], levels, compiler)

    return {type_name: lookup(type_name) for type_name in KEYS}


def natural(compiler: Compiler, prefix: str, same: list[FieldNode], path: Path) -> Level:
    type_name, key = NATURAL[prefix]
    level, rule = compiler.objects(NOUNS[type_name], same, path, key=key), rule_of(compiler.object_type(type_name), TYPENAME)
    return level if rule is Rule.PUBLIC else Guarded(level, rule)
