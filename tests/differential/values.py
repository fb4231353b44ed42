"""Arguments for random questions: values that meet something in the data set, values that meet nothing, and wrong ones."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
)

TEXTS = (
    "aarhus",
    "OR",
    '"ræsse*',
    "patruljer",
    "natteravn",
    "on",
    "enge by",
    "laug",
    "ær",
    "kø eng",
    "guild 3",
    "!!!",
    "ord",
    "",
    "x",
    "gilde",
    "Ko",
)
SEARCHES = ("n", "Næ", "12", "", "a", "!?", "aa", "å", "x%", "_", "vand")
DATES = ("2019", "2019-07", "2019-07-14", "2021", "1999", "2022-12-31", "2030")
INSTANTS = (
    "2026-05-02T00:00:01Z", "2026-05-02T00:00:00Z", "2026-06-01T08:00:00Z", "2026-04-10T12:00:00Z",
    "2026-04-20T14:00:00+02:00", "2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z",
)  # fmt: skip
AMOUNTS = ("0", "12500.00", "-75", "50", "1", "10000000000000")
DEGREES = {
    "latitude": (55.4, 57, 60.1234567), "longitude": (-1.5, -7, 0), "withinKm": (1, 50, 300, 1_999.5),
    "west": (-20, -9.5, 5), "east": (0, -3.25, 10), "south": (54, 55.5), "north": (57, 64),
}  # fmt: skip
CURRENCIES = ("DKK", "DKK", "EUR", "JPY", "SEK", "USD")
VERSIONS = ("0", "1", "150", "700", "1200", "2100", "3300", "3700", "4000", "4700", "4800", "4900", "5000")
LANGS = ("da", "en", "de", "da-DK", "EN-gb", "fr", "und", "")
URLS = (*(f"https://alpha.example/{i}" for i in range(1, 20, 2)), "https://nowhere.example/")
FORUMS = ("Torvet", "torvet", "✿ Forum", "Byrådets høring", "x")
SCALARS = {"PartialDate": DATES, "DateTime": INSTANTS, "Decimal": AMOUNTS, "Url": URLS}
WORDS = {"forum": FORUMS, "version": VERSIONS, "text": TEXTS, "search": SEARCHES, "lang": LANGS, "currency": CURRENCIES}
CLAIMED = ("name", "summary", "url", "themes", "identifiers", "location", "contact", "image", "serves", "area", "description")
NUMBERS: Mapping[str, tuple[int, ...]] = {
    "depth": (1, 1, 2, 3), "limit": (1, 3, 8, 20, 500), "maxLength": (1, 2, 3, 6, 8), "maxDegree": (2, 4, 9, 30),
    "minCapacity": (0, 1, 40, 41, 500),
}  # fmt: skip
"""Numbers that are not the size of a page."""
WALKED = ("LEADS", "PARTNER_OF", "PART_OF", "MEMBER_OF", "GIVES", "RECEIVES", "GOES_TO", "PARTY_TO", "ORGANIZES", "TELLS_OF", "MENTIONS")
WRONG: Mapping[str, tuple[str, ...]] = {
    "first": ("-1", "101", "100000", '"1"', "1.5"),
    "last": ("-3", "1000"),
    "after": ('"nonsense"', '""', '"WyJ4IiwxXQ"', '"é"'),
    "before": ('"WzEsMiwz"', '"===="'),
    "lang": (f'"{"x" * 36}"', "5"),
    "fields": ('["nosuchfield"]', '["organization_type"]', "[NOSUCH]"),
    "field": ('"nosuchfield"', '"organization_type"', "null", "NAME"),
    "filter": (
        "{nosuch: 1}",
        '{updatedSince: "yesterday"}',
        "{or: [" + '{text: "a"}, ' * 21 + "]}",
        '{amount: {currency: "XX", min: "1"}}',
        '{amount: {currency: "JPY", min: "0.5"}}',
        '{startedOn: {from: "2019-13"}}',
        "{lead: []}",
        "{near: {latitude: 91, longitude: 0, withinKm: 1}}",
        "{near: {latitude: 55, longitude: 9, withinKm: 0}}",
        "{bbox: {west: 1, east: 2, south: 60, north: 50}}",
    ),
    "orderBy": ("{by: NOSUCH}", "{by: NEAREST}", "{direction: ASC}", '{by: "NAME"}'),
    "dimensions": ("[NOSUCH]",),
    "ids": ("[" + ", ".join(f'"org_{i}"' for i in range(101)) + "]", "[null]"),
    "by": ("{}", '{id: "x", url: "https://x.example/"}', "{id: null}", '{url: "ftp://x"}'),
    "code": ("7",),
    "depth": ("0", "4"),
    "limit": ("0", "501"),
    "maxLength": ("0", "9"),
    "maxDegree": ("0",),
    "avoid": ("[" + ", ".join(f'"org_{i}"' for i in range(101)) + "]",),
    "since": ('"2019-13"', "2019"),
    "from": ("null", '"org_nobody"'),
    "version": ('"5001"', '"-1"', '"x"', "7"),
}  # fmt: skip


@dataclass(frozen=True)
class Values:
    """What the arguments of questions are chosen from."""

    ids: tuple[str, ...]
    nodes: tuple[str, ...]
    codes: tuple[str, ...]
    themes: tuple[str, ...]
    sources: tuple[str, ...]
    identifiers: tuple[tuple[str, str], ...]
    random: Random = field(default_factory=Random)
    past: bool = False
    things: bool = False
    aged: bool = False
    """Whether ids may tell a version."""

    def by(self, random: Random) -> Values:
        return replace(self, random=random)

    def without_words(self) -> Values:
        """The same for the past, whose words cannot be searched."""
        return replace(self, past=True)

    def with_words(self) -> Values:
        return replace(self, past=False)

    def with_versions(self) -> Values:
        """The same with ids that tell a version, mostly."""
        return replace(self, aged=True)

    def without_versions(self) -> Values:
        return replace(self, aged=False)

    def of_things(self, *, only: bool) -> Values:
        """The same for fields that take ids of entities `only`."""
        return replace(self, things=only)

    def literal(self, name: str, kind: GraphQLInputType, swap: Swap = lambda _value, _kind: None) -> str:
        """A value as it is written in a document."""
        return written(self.plain(name, kind), kind, swap)

    def plain(self, name: str, kind: GraphQLInputType, depth: int = 0) -> Any:
        """A value as it is given for a variable."""
        if isinstance(kind, GraphQLNonNull):
            return self._some(name, kind.of_type, depth)
        return None if self.random.random() < 0.04 else self._some(name, kind, depth)

    def wrong(self, declared: Mapping[str, GraphQLArgument]) -> tuple[str, str] | None:
        """An argument with a value that must be refused."""
        names = sorted(set(declared) & set(WRONG))
        if not names:
            return None
        name = self.random.choice(names)
        return name, self.random.choice(WRONG[name])

    def _some(self, name: str, kind: GraphQLInputType, depth: int) -> Any:
        random = self.random
        if isinstance(kind, GraphQLList):
            if random.random() < 0.1:
                return self.plain(name, GraphQLNonNull(get_named_type(kind)), depth + 1)  # type: ignore[type-var]
            most = 4 if name in ("ids", "nodes", "by", "dimensions", "roles", "linkKinds") else 2
            return [
                self.plain(name, GraphQLNonNull(get_named_type(kind)), depth + 1)
                for _ in range(random.randint(0 if depth < 2 else 1, most))
            ]  # type: ignore[type-var]
        if isinstance(kind, GraphQLEnumType):
            if name == "linkKinds":
                return random.choice(WALKED)
            free = [value for value in kind.values if value not in ("NEAREST", "RELEVANCE")]  # these need a filter that goes with them
            return random.choice(free)
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, depth)
        return self._scalar(name, kind.name)  # type: ignore[union-attr]

    def _object(self, kind: GraphQLInputObjectType, depth: int) -> dict[str, Any]:
        names = list(kind.fields)
        if kind.is_one_of:
            chosen = [self.random.choice(names)]
            return {
                one: self._some(
                    f"by_{one}",
                    kind.fields[one].type.of_type if isinstance(kind.fields[one].type, GraphQLNonNull) else kind.fields[one].type,
                    depth,
                )
                for one in chosen
            }
        required = [
            one
            for one in names
            if isinstance(kind.fields[one].type, GraphQLNonNull) and kind.fields[one].default_value is not None and one != "direction"
        ]
        nested = ({"and", "or", "not"} if depth > 1 else set()) | ({"text"} if self.past else set())
        free = [one for one in names if one not in nested and one not in required]
        chosen = required + self.random.sample(free, min(len(free), self.random.choice((0, 1, 1, 1, 2, 3))))
        return {one: self.plain(one, kind.fields[one].type, depth + 1) for one in chosen}

    def _scalar(self, name: str, kind: str) -> Any:
        random = self.random
        if kind == "Int":
            return random.choice(NUMBERS.get(name, (0, 1, 2, 3, 3, 5, 7)))
        if kind == "Float":
            return random.choice(DEGREES.get(name, (0.5, 1)))
        if kind == "Boolean":
            return random.random() < 0.5
        if kind in SCALARS:
            return random.choice(SCALARS[kind])
        if kind == "ID" and random.random() < 0.02:
            return 7
        if kind == "ID":
            one = random.choice(
                self.sources if name == "sources" else self.nodes if random.random() < (0 if self.things else 0.3) else self.ids
            )
            return f"{one}@{random.choice(VERSIONS)}" if self.aged and random.random() < 0.8 else one
        if name in ("areas", "code"):
            return random.choice(self.codes)
        if name == "themes":
            return random.choice(self.themes)
        if name in ("scheme", "value"):
            return random.choice(self.identifiers)[name == "value"]
        return random.choice(CLAIMED if name in ("field", "fields") else WORDS.get(name, TEXTS))


Swap = Callable[[Any, GraphQLInputType], "str | None"]


def written(value: Any, kind: GraphQLInputType, swap: Swap = lambda _value, _kind: None) -> str:
    """A JSON value as a literal of its type; `swap` may put a variable in the place of any part of it."""
    bare = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if value is None:
        return "null"
    if isinstance(bare, GraphQLList):
        if not isinstance(value, list):
            return written(value, bare.of_type, swap)
        return f"[{', '.join(swap(item, bare.of_type) or written(item, bare.of_type, swap) for item in value)}]"
    if isinstance(bare, GraphQLEnumType):
        return str(value)
    if isinstance(bare, GraphQLInputObjectType):
        kinds = {name: GraphQLNonNull(bare.fields[name].type) if bare.is_one_of else bare.fields[name].type for name in value}  # type: ignore[arg-type,type-var]
        return f"{{{', '.join(f'{name}: {swap(one, kinds[name]) or written(one, kinds[name], swap)}' for name, one in value.items())}}}"
    return json.dumps(value, ensure_ascii=False)


def spoiled(text: str, random: Random) -> str:
    """A document with something wrong in it."""
    return random.choice(
        (text[: len(text) * 2 // 3], text.replace("nodes", "nodez"), text + " fragment Unused on Entity { id }", text.replace("}", "", 1))
    )
