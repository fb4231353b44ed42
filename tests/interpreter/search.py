"""Search as the contract tells it: each word asked of every text of every thing, and how well words fit by the formula in full."""

from __future__ import annotations

from math import log
from typing import Any, NamedTuple

from graphql import GraphQLResolveInfo

from hub.domain.collation import sort_key
from hub.query import cursor
from hub.query.snippet import finder, snippet
from hub.store.fields import SEARCHED_COLUMNS
from hub.store.words import asked_words, indexed, stems_of
from tests.interpreter import filters, lists
from tests.interpreter.memory import NOUN_OF_KIND, NOUNS, Memory, Row
from tests.interpreter.resolvers import Request, answers


class Texts(NamedTuple):
    """The words of a thing: of its names, of everything else, and the pieces of its names."""

    name: list[str]
    body: list[str]
    part: list[str]


def texts_of(memory: Memory) -> dict[int, Texts]:
    """Those of all things, by number."""
    if not memory.texts:
        for no, thing in memory.things.items():
            texts = memory.where("text", "no", no)
            names = [(one["lang"], one["value"]) for one in texts if one["field"] == "NAME"]
            rest = [(one["lang"], one["value"]) for one in texts if one["field"] != "NAME"]
            others = {one["value"] for one in memory.where("identifier", "no", no)}
            others |= {thing[column] for column in SEARCHED_COLUMNS.get(NOUN_OF_KIND[thing["kind"]], ()) if thing[column] is not None}
            memory.texts[no] = Texts(*(column.split() for column in indexed(names, rest, others)))
    return memory.texts


Phrase = tuple[str, str]
"""How a word may be met, `whole`, `begins` or `within`, and by what."""


def phrases(typed: str) -> list[list[Phrase]]:
    """The ways in which each word may be met."""
    words = asked_words(typed)
    found = []
    for place, word in enumerate(words):
        ways: list[Phrase] = [("whole", one) for one in stems_of(word)]
        if len(word) < 3 or place == len(words) - 1:
            ways.append(("begins", word))
        if len(word) >= 3:
            ways.append(("within", word))
        found.append(ways)
    return found


def times(texts: Texts, phrase: Phrase) -> tuple[int, int, int]:
    """How often a phrase is met in names, in the rest, and within names."""
    way, word = phrase
    if way == "within":
        pieces = [word[at : at + 3] for at in range(len(word) - 2)]
        last = len(texts.part) - len(pieces)
        return 0, 0, sum(texts.part[at : at + len(pieces)] == pieces for at in range(last + 1))
    name, body = (sum(one == word if way == "whole" else one.startswith(word) for one in column) for column in texts[:2])
    return name, body, 0


def meets(memory: Memory, typed: str) -> set[int]:
    """The numbers of the things that the words meet."""
    asked = phrases(typed)
    every = texts_of(memory).items()
    return {no for no, texts in every if asked and all(any(any(times(texts, one)) for one in ways) for ways in asked)}


def scores(memory: Memory, typed: str) -> dict[int, int]:
    """How well the words fit each thing that they meet, in thousandths: Okapi BM25 with weights 10, 1 and 5, and what its name adds."""
    every, met, asked, key = texts_of(memory), meets(memory, typed), [one for ways in phrases(typed) for one in ways], sort_key(typed)
    sizes = {no: sum(map(len, texts)) for no, texts in every.items()}
    average = sum(sizes.values()) / len(sizes)
    fits = dict.fromkeys(met, 0.0)
    for phrase in asked:
        counts = {no: times(texts, phrase) for no, texts in every.items()}
        there = sum(any(count) for count in counts.values())
        rarity = log((len(every) - there + 0.5) / (there + 0.5))
        for no in met:
            often = sum(count * weight for count, weight in zip(counts[no], (10, 1, 5), strict=True))
            fits[no] += max(rarity, 1e-6) * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * sizes[no] / average))
    named = {no: memory.things[no]["sort_name"] for no in met}
    added = {no: (2_000_000 if name == key else 1_000_000) if key and name.startswith(key) else 0 for no, name in named.items()}
    return {no: min(int(fit * 1000 + 0.5), 999_999) + added[no] for no, fit in fits.items()}


@answers("Query.search")
def _search(ask: Request, _row: Row, arguments: Row, info: GraphQLResolveInfo) -> Any:
    given, kinds = arguments.get("filter"), arguments.get("kinds")
    found = scores(ask.memory, arguments["text"])
    rows = [thing | {"score_key": -found[no]} for no, thing in ask.memory.things.items() if no in found]
    rows = [row for row in rows if kinds is None or row["kind"] in kinds]
    keep = filters.condition(ask.memory, "Search", given)
    mark = cursor.fingerprint("Query.search", arguments["text"], [kinds, given])
    made = lists.page("Query.search", "Search", [row for row in rows if keep(row)], arguments, ask.max_page, mark)
    edges = [edge | {"typed": arguments["text"]} for edge in made["edges"]]
    return made | {"edges": edges, "rows": rows, "of": "Search", "filter": given}


@answers("SearchEdge.score")
def _score(_ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    return -row["node"]["score_key"] / 1000


@answers(*(f"{noun.capitalize()}Edge.snippet" for noun in (*NOUNS, "search")))
def _snippet(ask: Request, row: Row, _arguments: Row, _info: GraphQLResolveInfo) -> Any:
    if row.get("typed") is None:
        return None
    texts = ask.memory.where("text", "no", row["node"]["no"])
    return snippet(finder(row["typed"]), [(one["field"], one["lang"], one["value"]) for one in texts], ask.language)
