"""Things at the root by what somebody calls them: ids, also those that tell a version; codes, identifiers and addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from graphql import FieldNode
from sqlalchemy import bindparam, func, select

from hub.domain.ids import AREA, DECISION, LINK, MATCH, RUN, SOURCE, THEME
from hub.domain.queue import PREFIXES as ITEMS
from hub.errors import BadArgument, OverLimit, QueryError
from hub.query.permissions import Rule, allows
from hub.query.plan.arguments import Arguments
from hub.query.plan.ask import Ask, Refused
from hub.query.plan.compile import Compiler, Path
from hub.query.plan.level import Level, Walk
from hub.query.plan.load import Load, most_of
from hub.query.plan.root import Root
from hub.query.plan.versions import AT, PRICE, Versions, number
from hub.store.engine import in_list
from hub.store.tables import area, decision, entity, identifier, link, match, queue_item, run, source, theme

MOST_THINGS = 100
MOST_VERSIONS = 10
NATURAL = {
    AREA: ("Area", area.c.code),
    THEME: ("Theme", theme.c.key),
    SOURCE: ("Source", source.c.key),
    RUN: ("HarvestRun", run.c.no),
    LINK: ("EntityLink", link.c.id),
    MATCH: ("Match", match.c.id),
    DECISION: ("Decision", decision.c.id),
    **{prefix.partition("_")[0]: ("QueueItem", queue_item.c.id) for prefix in ITEMS.values()},
}
"""The nouns whose ids are a prefix and a natural key, or are kept whole."""
KEYED = (AREA, THEME, SOURCE, RUN)

Levels: TypeAlias = Mapping[str, Level]
"""What reads things, by the prefix of their ids, "" for entities."""


class Lookup(Root):
    """Things by what somebody calls them.

    An id that tells a version (`org_…@123`) is answered as the thing was then: by levels that are compiled when one is met first.
    """

    many = False

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, levels: Callable[[], Levels], compiler: Compiler) -> None:
        super().__init__(arguments, path, node)
        self._levels, self._compiler, self._versions = levels(), compiler, Versions()
        self._levels_then = self._levels if compiler.past else None
        self._compile = levels
        self._constant: list[Any] | None = None

    def wanted(self, given: Mapping[str, Any]) -> list[Any]:
        """What is asked for, one or many. Raises BadArgument."""
        found = next(iter(given.values()))
        return list(found) if self.many else [found]

    def named(self, one: Any) -> str | None:
        """The id that is asked for, None for what has another name."""
        return str(one)

    def read(self, ask: Ask) -> list[Any]:
        if self._constant is not None:
            return self._constant
        try:
            wanted = self.wanted(self.arguments.read(ask.variables))
            if len(wanted) > MOST_THINGS:
                raise OverLimit(
                    f"At most {MOST_THINGS} things may be asked for by id at once; {len(wanted)} were given. Ask in several questions."
                )
            check_versions(version_of(self.named(one)) for one in wanted)
        except QueryError as error:
            raise Refused(error, self.path, self.node) from None
        if self.arguments.constant:
            self._constant = wanted
        return wanted

    def estimate(self, ask: Ask) -> Load:
        return self.estimate_of(ask, [self.named(one) for one in self.read(ask)])

    def estimate_of(self, ask: Ask, ids: Sequence[str | None]) -> Load:
        """What is read below things of these ids; None stands for what has another name. Raises Refused."""
        past = 0 if self._levels_then is self._levels else sum(version_of(one) is not None for one in ids)
        found = Load(0, len(ids)) + _most(self._levels, ask, len(ids) - past)
        return found + _most(self._then(), ask, past).times(PRICE) if past else found

    def reads_past(self, ask: Ask) -> bool:
        return any(version_of(self.named(one)) is not None for one in self.read(ask))

    def run(self, ask: Ask) -> Walk:
        ids = yield from self.ids(ask, self.read(ask))
        found = yield from self.found(ask, ids)
        answer = [found.get(one) for one in ids]
        return answer if self.many else answer[0]

    def found(self, ask: Ask, ids: Iterable[str | None]) -> Walk:
        """Things by the ids as they were asked for, with their versions. Raises Refused."""
        found: dict[str, Any] = {}
        for told, some in self._by_version(ids).items():
            if told is None:
                found |= yield from by_ids(ask, self._levels, some)
            else:
                things = yield from self._of_version(ask, told, some)
                found |= {f"{one}{AT}{told}": thing for one, thing in things.items()}
        return found

    def ids(self, ask: Ask, wanted: Sequence[Any]) -> Walk:  # noqa: ARG002
        """The id of each thing that is asked for; None where there is none."""
        yield from ()
        return wanted

    def _by_version(self, ids: Iterable[str | None]) -> dict[str | None, list[str]]:
        """The ids, without their versions, by these."""
        found: dict[str | None, list[str]] = {}
        for one in ids:
            if one is not None:
                told = version_of(one)
                found.setdefault(told, []).append(one if told is None else one.partition(AT)[0])
        return found

    def _of_version(self, ask: Ask, told: str, ids: Sequence[str]) -> Walk:
        """Things as they were. Raises Refused."""
        try:
            version = number(told, ask.newest)
            if ask.at and ask.at != f"{AT}{version}":
                raise BadArgument(f"An id of version {version} is asked for within the reading of {ask.at[1:]}. Ask for it outside `asOf`.")
        except QueryError as error:
            raise Refused(error, self.path, self.node) from None
        if ask.at:
            return (yield from by_ids(ask, self._levels, ids))
        at = yield from self._versions.moment(ask, version)
        return (yield from self._versions.run_at(ask, version, at, lambda: by_ids(ask, self._then(), ids)))

    def _then(self) -> Levels:
        """The levels that read the past."""
        if self._levels_then is None:
            self._levels_then = self._compiler.in_past(self._compile)
        return self._levels_then


def _most(levels: Levels, ask: Ask, count: int) -> Load:
    return most_of(level.estimate(ask, count) for level in levels.values())


def by_ids(ask: Ask, levels: Levels, ids: Sequence[str]) -> Walk:
    """Things by their ids."""
    keys: dict[str, dict[Any, str]] = {}
    for one in ids:
        prefix, key = split(one)
        if key is not None:
            keys.setdefault(prefix, {})[key] = one
    found: dict[str, Any] = {}
    for prefix, wanted in keys.items():
        if prefix in levels:
            things = yield from levels[prefix].run(ask, list(wanted))
            found.update((wanted[key], thing) for key, thing in things.items())
    return found


def version_of(one: str | None) -> str | None:
    """The version that an id of an entity tells; None for any other."""
    if one is None or AT not in one or split(one)[0]:
        return None
    return one.partition(AT)[2]


def check_versions(told: Iterable[str | None]) -> None:
    """Refuses ids of too many versions. Raises OverLimit."""
    count = len(set(told) - {None})
    if count > MOST_VERSIONS:
        most = f"Things of at most {MOST_VERSIONS} versions may be asked for at once"
        raise OverLimit(f"{most}; ids of {count} were given. Ask in several questions.")


def split(one: str) -> tuple[str, Any]:
    """The prefix of an id and the key behind it; ("", id) for entities, key None for what cannot be."""
    prefix, _, key = one.partition("_")
    if prefix not in NATURAL:
        return "", one
    if prefix not in KEYED:
        return prefix, one
    if prefix == RUN:
        return prefix, int(key) if key.isascii() and key.isdigit() and len(key) < 19 and str(int(key)) == key else None
    return prefix, key


class Guarded(Level):
    """Things that not everybody may see: to whom they are not for, there are none. Their own fields are refused before this is asked."""

    def __init__(self, level: Level, rule: Rule) -> None:
        super().__init__()
        self._level, self._rule = level, rule

    def run(self, ask: Ask, keys: list[Any]) -> Walk:
        if not allows(self._rule, ask.viewer):
            return {}
        return (yield from self._level.run(ask, keys))

    def estimate(self, ask: Ask, parents: int) -> Load:
        return self._level.estimate(ask, parents)


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

    def __init__(self, arguments: Arguments, path: Path, node: FieldNode, levels: Callable[[], Levels], compiler: Compiler) -> None:
        super().__init__(arguments, path, node, levels, compiler)
        self._names = NamesLevel()

    def named(self, one: Any) -> str | None:
        found: str | None = one.get("id")
        return found

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
