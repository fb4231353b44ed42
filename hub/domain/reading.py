"""Which value wins: the reading of a thing is a pure function of its live claims and the decisions about it.

Order of winning: a person's decision; the organization's own word, once it is confirmed; the source's trust; steadiness (who has said it
longest: freshness would flip values at every harvest); then the source's key and the value itself, so the order of claims never matters.
A structured value (money, place, contact) wins whole; texts win per language; themes, places served and identifiers are united. An explicit
None is a value: "known to be none". A field that nobody speaks of is absent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter
from typing import Any

from hub.domain.claim import TEXT_FIELDS, UNITED_FIELDS

DEFAULT_LANGUAGE = "da"
_RANKS = tuple[bool, int, int, str, str, int]
_ENCODER = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


class WinningRule(StrEnum):
    """Why a value stands: it is the only one, a person decided, the organization itself says so, trust, or steadiness."""

    ONLY_ONE = "ONLY_ONE"
    DECIDED = "DECIDED"
    CONFIRMED = "CONFIRMED"
    TRUST = "TRUST"
    STEADIEST = "STEADIEST"


@dataclass(frozen=True, slots=True)
class LiveClaim:
    """A claim as the reading sees it. `values` are JSON values (hub/domain/wire.py).

    `since` is the run since which its source has said it, `since_fields` an earlier one for single fields. `own_word`: spoken by the
    confirmed organization that it is about.
    """

    no: int
    source: str
    trust: int
    values: Mapping[str, Any]
    since: int = 0
    since_fields: Mapping[str, int] = field(default_factory=dict)
    own_word: bool = False
    language: str = "und"

    def steady_since(self, name: str) -> int:
        """The run since which the source has said this field's value."""
        return self.since_fields.get(name, self.since) if self.since_fields else self.since


@dataclass(frozen=True, slots=True)
class Origin:
    """Which claim a value comes from (None: a person's own words), by which rule, and who else spoke of the field, best first."""

    claim: int | None
    rule: WinningRule
    others: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known: values by field, and where each comes from.

    `origins` has a key for each field; a text in another language than its first stands as `name.de`. `chief` is the claim that won most
    fields, the lowest number on a tie.
    """

    values: Mapping[str, Any]
    origins: Mapping[str, Origin]
    chief: int


def read(claims: Sequence[LiveClaim], decisions: Mapping[str, Any] | None = None) -> Reading:
    """The reading of all live claims about one thing; `decisions` are values that a person set, by field.

    >>> a = LiveClaim(1, "aarhus", 50, {"name": {"da": "Kolaug"}}, since=3)
    >>> b = LiveClaim(2, "wiki", 50, {"name": {"da": "Ko-laug", "de": "Kuhgilde"}}, since=1)
    >>> read([a, b]).values
    {'name': {'da': 'Ko-laug', 'de': 'Kuhgilde'}}
    """
    decided = decisions or {}
    if len(claims) == 1 and not decided:
        return _single(claims[0])
    values: dict[str, Any] = {}
    origins: dict[str, Origin] = {}
    for name in sorted({*decided, *(name for claim in claims for name in claim.values)}):
        speakers = [claim for claim in claims if name in claim.values]
        if name in decided:
            values[name], origins[name] = decided[name], _decided(name, decided[name], speakers)
        elif name in TEXT_FIELDS:
            values[name] = _texts(name, speakers, origins)
        elif name in UNITED_FIELDS:
            values[name], origins[name] = _united(name, speakers)
        else:
            winner, origins[name] = win(name, ((claim, claim.values[name]) for claim in speakers))
            values[name] = winner.values[name]
    return Reading(values, origins, _chief(claims, origins.values()))


def rank(claim: LiveClaim, name: str, value: Any) -> _RANKS:
    """The sort key of what a claim says about a field: the smallest wins."""
    return (*_standing(claim, name), canonical(value), claim.no)


def _standing(claim: LiveClaim, name: str) -> tuple[bool, int, int, str]:
    """The sort key as far as it does not depend on what is said."""
    return (not claim.own_word, -claim.trust, claim.steady_since(name), claim.source)


def win(name: str, said: Iterable[tuple[LiveClaim, Any]]) -> tuple[LiveClaim, Origin]:
    """The claim whose value of a field wins, and by which rule; `said` is not empty."""
    texts: dict[str, str] = {}  # most of many claims say the same

    def text(value: Any) -> str:
        if isinstance(value, str):
            return value
        known = repr(value)
        return texts[known] if known in texts else texts.setdefault(known, canonical(value))

    keyed: list[tuple[_RANKS, LiveClaim]] = [((*_standing(claim, name), text(value), claim.no), claim) for claim, value in said]
    ranked = sorted(keyed, key=itemgetter(0))
    best, winner = ranked[0]
    rival = next((key for key, _ in ranked if key[4] != best[4]), None)
    if rival is None:
        rule = WinningRule.ONLY_ONE
    elif rival[0] != best[0]:
        rule = WinningRule.CONFIRMED
    elif rival[1] != best[1]:
        rule = WinningRule.TRUST
    else:
        rule = WinningRule.STEADIEST
    return winner, Origin(winner.no, rule, tuple(claim.no for _, claim in ranked[1:]))


def canonical(value: Any) -> str:
    """A JSON value as text, the same whatever the order of its keys."""
    return value if isinstance(value, str) else _ENCODER.encode(value)


def first_language(texts: Mapping[str, str], own: str) -> str:
    """The language in which a text is shown when nobody asks for one: Danish, its source's own, English, the first by alphabet.

    >>> first_language({"de": "Kuhgilde", "en": "Cattle guild"}, "de")
    'de'
    """
    return next((lang for lang in (DEFAULT_LANGUAGE, own, "en") if lang in texts), None) or min(texts)


def own_languages(claims: Sequence[LiveClaim]) -> dict[str, str]:
    """By text field, the language of the source whose word about it counts most."""
    spoken = {name: [claim for claim in claims if name in claim.values] for name in TEXT_FIELDS}
    return {name: _own_language(speakers, name) for name, speakers in spoken.items() if speakers}


def _single(claim: LiveClaim) -> Reading:
    only = Origin(claim.no, WinningRule.ONLY_ONE)
    origins: dict[str, Origin] = {}
    for name, value in claim.values.items():
        origins[name] = only
        if name in TEXT_FIELDS and value and len(value) > 1:
            first = first_language(value, claim.language)
            origins.update((f"{name}.{lang}", only) for lang in value if lang != first)
    return Reading(claim.values, origins, claim.no)


def _chief(claims: Sequence[LiveClaim], origins: Iterable[Origin]) -> int:
    won = dict.fromkeys((claim.no for claim in claims), 0)
    for origin in origins:
        if origin.claim is not None:
            won[origin.claim] += 1
    return min(won, key=lambda no: (-won[no], no))


def _decided(name: str, value: Any, speakers: Sequence[LiveClaim]) -> Origin:
    wanted = canonical(value)
    ranked = sorted(speakers, key=lambda claim: rank(claim, name, claim.values[name]))
    agreeing = next((claim.no for claim in ranked if canonical(claim.values[name]) == wanted), None)
    return Origin(agreeing, WinningRule.DECIDED, tuple(claim.no for claim in ranked if claim.no != agreeing))


def _texts(name: str, speakers: Sequence[LiveClaim], origins: dict[str, Origin]) -> dict[str, str] | None:
    """Each language by itself; a claim that knows of no text at all speaks for every language."""
    texts: dict[str, str] = {}
    won: dict[str, tuple[LiveClaim, Origin]] = {}
    for lang in sorted({lang for claim in speakers for lang in claim.values[name] or ()}):
        said = ((claim, (claim.values[name] or {}).get(lang)) for claim in speakers if not claim.values[name] or lang in claim.values[name])
        won[lang] = win(name, said)
        words = (won[lang][0].values[name] or {}).get(lang)
        if words is not None:
            texts[lang] = words
    if not texts:
        origins[name] = win(name, ((claim, claim.values[name]) for claim in speakers))[1]
        return None
    first = first_language(texts, won[min(texts)][0].language if len(texts) == 1 else _own_language(speakers, name))
    origins.update((name if lang == first else f"{name}.{lang}", won[lang][1]) for lang in texts)
    return texts


def _own_language(speakers: Sequence[LiveClaim], name: str) -> str:
    first = min(_standing(claim, name) for claim in speakers)
    alike = [claim for claim in speakers if _standing(claim, name) == first]
    return alike[0].language if len(alike) == 1 else min(alike, key=lambda claim: rank(claim, name, claim.values[name])).language


def _united(name: str, speakers: Sequence[LiveClaim]) -> tuple[list[Any], Origin]:
    said = {item if isinstance(item, str) else (repr(item),): item for claim in speakers for item in claim.values[name] or ()}
    items = {canonical(item): item for item in said.values()}
    _, origin = win(name, ((claim, claim.values[name]) for claim in speakers))
    return [items[key] for key in sorted(items)], origin
