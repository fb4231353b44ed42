"""From a row to claims: every claim of a table compiled once into a function, so that a million rows cost little each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fnmatch import translate
from itertools import product
from typing import Any, Final

from hub.domain.claim import UNSAID, Claim, Identifier, Reference
from hub.domain.ids import EntityKind
from hub.domain.link import ROLE, Role
from hub.domain.nouns import CLAIM_TYPES, NAMED_BY_US
from hub.errors import ConfigError
from hub.sdk import converters
from hub.sdk.mapping.model import ClaimOf, Condition, IdentifierOf, ReferenceTo, TableOf, Value
from hub.sdk.mapping.rows import joined
from hub.sdk.mapping.values import REMEMBERED, Make, Scope, compile_value, fields_of
from hub.sdk.paths import Path
from hub.sdk.row import Problem
from hub.sdk.tabular import Item
from hub.sdk.tabular.table import hint, tidy

Test = Callable[[Item], bool]
Ids = Callable[[Item], list[str]]
ClaimMaker = Callable[[Item, str, list[Problem]], Claim | None]
Targets = Callable[[Item, str, list[Problem]], Iterator[Reference]]

_BY_NAME: Final = {kind.value: kind for kind in CLAIM_TYPES}


class Claims:
    """All claims of one table. Raises: ConfigError for whatever the mapping gets wrong that can be seen without the file."""

    def __init__(self, table: TableOf, scope: Scope, place: str) -> None:
        self._scope = scope
        self._by_name: dict[str, tuple[EntityKind, Ids | None, Test]] = {}
        self._makers: list[ClaimMaker] = []
        places = [f"{place}, claim {spec.name_here or spec.kind}" for spec in table.claims]
        prepared = [scope.recorded(self._prepared, spec, where) for spec, where in zip(table.claims, places, strict=True)]
        for spec, ((claim_type, ids, test), reads), where in zip(table.claims, prepared, places, strict=True):
            make, also_reads = scope.recorded(self._maker, spec, claim_type, ids, test, where)
            again_and_again = bool(spec.id) and not spec.references
            self._makers.append(_remembering(make, [*reads, *also_reads]) if again_and_again else make)

    def of(self, item: Item, own_id: str, problems: list[Problem]) -> Iterator[Claim]:
        """What an item says; `own_id` is the id of its row, `problems` gathers what could not be read."""
        for make in self._makers:
            claim = make(item, own_id, problems)
            if claim is not None:
                yield claim

    def _prepared(self, spec: ClaimOf, place: str) -> tuple[type[Claim], Ids | None, Test]:
        claim_type = CLAIM_TYPES[_kind(spec.kind, place)]
        ids = self._ids(spec.id) if spec.id else None
        test = self._test(spec.when, place)
        if spec.name_here is not None:
            if spec.name_here in self._by_name:
                raise ConfigError(f"{place}: two claims are called {spec.name_here!r}")
            self._by_name[spec.name_here] = (claim_type.kind, ids, test)
        return claim_type, ids, test

    def _maker(self, spec: ClaimOf, claim_type: type[Claim], ids: Ids | None, test: Test, place: str) -> ClaimMaker:
        known = fields_of(claim_type)
        makes: list[tuple[str, Make, Any, Callable[[Item], str] | None]] = []
        for name, value in spec.fields.items():
            if name not in known:
                raise ConfigError(f"{place}: {spec.kind} has no field {name!r}{hint(name, known)} (there are: {', '.join(known)})")
            make = compile_value(self._scope, value, known[name], name, f"{place}, field {name}")
            makes.append((name, make, None if value.empty == "none" else UNSAID, self._words(value)))
        identifiers = [self._identifier(one, f"{place}, identifiers") for one in spec.identifiers]
        references = [self._reference(one, claim_type.kind, f"{place}, reference {one.role}") for one in spec.references]
        needs_name = "name" in spec.fields and claim_type.kind not in NAMED_BY_US

        def make_claim(item: Item, own_id: str, problems: list[Problem]) -> Claim | None:
            if not test(item):
                return None
            found = ids(item) if ids else [own_id]
            if not found:
                problems.append(Problem("NO_ID", f"{place}: all columns of its id say nothing"))
                return None
            values: dict[str, Any] = {}
            raw: dict[str, str] = {}
            for name, make, nothing, words in makes:
                value = make(item, problems)
                values[name] = nothing if value is None else value
                if words is not None and value is not None:
                    raw[name] = words(item)
            if needs_name and values["name"] in (UNSAID, None):
                problems.append(Problem("NO_NAME", f"{place}: a thing without a name is left out"))
                return None
            known_by = [one for identify in identifiers if (one := identify(item, problems)) is not None]
            return claim_type(
                source_id=found[0],
                identifiers=tuple(dict.fromkeys(known_by)) if known_by else UNSAID,
                references=tuple(target for targets in references for target in targets(item, own_id, problems)),
                raw=raw,
                **values,
            )

        return make_claim

    def _ids(self, columns: list[str]) -> Ids:
        """Raw values joined; a list in a column gives an id for each of its values; nothing but placeholders gives none.

        `=words` is no column but the words themselves: an id that is the same for every row.
        """
        gets = [_literal(column[1:]) if column.startswith("=") else self._scope.path(tidy(column), optional=True).get for column in columns]
        placeholders = self._scope.placeholders

        def ids(item: Item) -> list[str]:
            parts = [value if isinstance(value := get(item), list) else [value] for get in gets]
            words = [["" if one is None else one if type(one) is str else str(one) for one in part] for part in parts]
            return [
                joined(combined)
                for combined in product(*words)
                if any(len(word) >= 20 or word.strip().casefold() not in placeholders for word in combined)
            ]

        return ids

    def _test(self, conditions: list[Condition], place: str) -> Test:
        tests = [self._condition(condition, place) for condition in conditions]
        if not tests:
            return lambda _item: True
        return tests[0] if len(tests) == 1 else lambda item: all(test(item) for test in tests)

    def _condition(self, spec: Condition, place: str) -> Test:
        read = self._scope.read([spec.path], optional=spec.present is not None)
        try:
            convert = converters.chain(spec.convert)
        except ConfigError as error:
            raise ConfigError(f"{place}, when: {error}") from None
        allowed = {word.casefold() for word in spec.any_of}
        refused = {word.casefold() for word in spec.none_of}
        like = [re.compile(translate(pattern.casefold())) for pattern in spec.like]
        unlike = [re.compile(translate(pattern.casefold())) for pattern in spec.unlike]

        def holds(item: Item) -> bool:
            value = read(item)
            if value is None or spec.present is False:
                return (value is None) is (spec.present is False)
            try:
                word = str(convert(value) if convert else value).casefold()[:500]
            except ValueError:
                return False
            if (allowed and word not in allowed) or word in refused:
                return False
            return (not like or any(one.match(word) for one in like)) and not any(one.match(word) for one in unlike)

        return holds

    def _identifier(self, spec: IdentifierOf, place: str) -> Callable[[Item, list[Problem]], Identifier | None]:
        make = compile_value(self._scope, spec, None, "identifier", place)
        test, scheme = self._test(spec.when, place), spec.scheme

        def identify(item: Item, problems: list[Problem]) -> Identifier | None:
            value = make(item, problems) if test(item) else None
            if value is None or isinstance(value, Identifier):
                return value
            if scheme is None or isinstance(value, dict | list):
                problems.append(Problem("UNREADABLE_VALUE", f"{place}: not an identifier; give it a converter or a scheme"))
                return None
            return Identifier(scheme, str(value))

        return identify

    def _reference(self, spec: ReferenceTo, kind: EntityKind, place: str) -> Targets:
        roles = {role.name: role for (of, _), role in ROLE.items() if of == kind}
        role = roles.get(spec.role)
        if role is None:
            raise ConfigError(
                f"{place}: {kind} has no role {spec.role!r}{hint(spec.role, roles)} (there are: {', '.join(roles) or 'none'})"
            )
        said = {"since": spec.since, "until": spec.until}
        bounds = {name: compile_value(self._scope, value, str, name, place) for name, value in said.items() if value}
        target = self._target(spec, role, place)
        ways = self._ways(spec, role, place)
        test = self._test(spec.when, place)

        def targets(item: Item, own_id: str, problems: list[Problem]) -> Iterator[Reference]:
            if test(item):
                dates = {name: value for name, make in bounds.items() if (value := make(item, problems)) is not None}
                for way in ways(item, own_id, problems):
                    yield Reference(spec.role, target, **way, **dates)

        return targets

    def _target(self, spec: ReferenceTo, role: Role, place: str) -> EntityKind | None:
        """The kind of what a reference leads to; None where an address or identifier may lead to a thing of any kind."""
        said = _kind(spec.kind, place) if spec.kind else None
        if role.target is not None:
            if said not in (None, role.target):
                raise ConfigError(f"{place}: a {role.name} is of kind {role.target}, not {said}; leave `kind` out")
            return role.target
        if spec.claim in self._by_name:
            return self._by_name[spec.claim][0]
        if spec.id and said is None:
            raise ConfigError(f"{place}: {role.name} may be of any kind; say of which by `kind` (there are: {', '.join(_BY_NAME)})")
        return said

    def _ways(self, spec: ReferenceTo, role: Role, place: str) -> Callable[[Item, str, list[Problem]], Iterator[dict[str, Any]]]:
        if spec.claim:
            if spec.claim not in self._by_name:
                there = ", ".join(self._by_name) or "none"
                raise ConfigError(f"{place}: no claim has `as = {spec.claim!r}`{hint(spec.claim, self._by_name)} (there are: {there})")
            kind, ids, test = self._by_name[spec.claim]
            if role.target not in (None, kind):
                raise ConfigError(f"{place}: claim {spec.claim!r} is of kind {kind}, but a {role.name} is of kind {role.target}")
            return lambda item, own_id, _: ({"source_id": one} for one in (ids(item) if ids else [own_id]) if test(item))
        if spec.id:
            several = self._ids(spec.id)
            return lambda item, _own_id, _problems: ({"source_id": one} for one in several(item))
        if spec.identifier:
            identify = self._identifier(spec.identifier, place)
            return lambda item, _, problems: ({"identifier": one} for one in [identify(item, problems)] if one is not None)
        address = compile_value(self._scope, Value(path=[spec.url or ""], optional=True), str, "url", place)
        return lambda item, _, problems: ({"url": one} for one in [address(item, problems)] if one is not None)

    def _words(self, value: Value) -> Callable[[Item], str] | None:
        """The source's own words for a field, where ours are others."""
        if value.constant is not None or not (value.convert or value.map or value.like):
            return None
        gets = [self._scope.path(path, optional=True).get for path in value.path]
        return lambda item: next((str(word)[:500] for get in gets if (word := get(item)) is not None), "")


def _remembering(make: ClaimMaker, reads: list[Path]) -> ClaimMaker:
    """The same claim (the very same object) for items that say the same: one authority stands in thousands of rows.

    A claim that is not under the row's own id depends on the fields that it reads and on nothing else.
    """
    gets = [path.get for path in dict.fromkeys(reads)]
    known: dict[tuple[Any, ...], tuple[Claim | None, list[Problem]]] = {}

    def make_or_remember(item: Item, own_id: str, problems: list[Problem]) -> Claim | None:
        key = tuple([get(item) for get in gets])
        for value in key:
            if value is not None and type(value) is not str:  # lists cannot be remembered, and 1 is not TRUE
                return make(item, own_id, problems)
        found = known.get(key)
        if found is None:
            if len(known) >= REMEMBERED:
                known.clear()
            noted: list[Problem] = []
            found = known[key] = (make(item, own_id, noted), noted)
        problems.extend(found[1])
        return found[0]

    return make_or_remember


def _kind(name: str, place: str) -> EntityKind:
    """A kind by its name. Raises ConfigError."""
    kind = _BY_NAME.get(name.upper())
    if kind is None:
        raise ConfigError(f"{place}: no kind is called {name!r}{hint(name, _BY_NAME)} (there are: {', '.join(_BY_NAME)})")
    return kind


def _literal(words: str) -> Callable[[Item], str]:
    return lambda _item: words
