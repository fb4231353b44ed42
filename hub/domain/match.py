"""Proposals: two things that may be one, how likely that is, and why, in words that a person can weigh. A proposal never merges anything.

Reasons are a code with parameters; `say` puts them into Danish or English.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b

from hub.domain.ids import EntityKind

MATCHED_KINDS = (EntityKind.ORGANIZATION, EntityKind.INITIATIVE, EntityKind.VENUE)
"""The kinds for which proposals are made; only within one kind can things be the same."""


class Judgement(StrEnum):
    """What a person says about a pair; each is a decision that can be taken back."""

    SAME = "SAME"
    DIFFERENT = "DIFFERENT"
    UNSURE = "UNSURE"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one entity and helps to recognize it; `no` is its number.

    `places` {key: label} are the areas that it is in or serves, its own first, then wider ones: how much a shared one tells follows from
    how many things share it. `point` is latitude and longitude in degrees where they are no coarser than a street. `strong` and `weak` are
    identifiers as (scheme, value); `ties` are things that it belongs to, such as the lead of an initiative or the owner of a venue.
    `address` is street and house number, of a venue, with `address_key` by which spellings of it are one.
    """

    no: int
    kind: EntityKind
    names: tuple[str, ...]
    places: Mapping[str, str] = field(default_factory=dict)
    point: tuple[float, float] | None = None
    websites: tuple[str, ...] = ()
    strong: frozenset[tuple[str, str]] = frozenset()
    weak: frozenset[tuple[str, str]] = frozenset()
    type: str | None = None
    ties: Mapping[str, str] = field(default_factory=dict)
    address: str | None = None
    address_key: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against; `words` fill the sentence of its code."""

    code: str
    speaks_for: bool
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two entities of one kind that may be the same; `left` < `right`; `per_mille` is the score from 0 to 1000."""

    kind: EntityKind
    left: int
    right: int
    per_mille: int
    reasons: tuple[Reason, ...]


SENTENCES: Mapping[str, Mapping[str, str]] = {
    "SAME_NAME": {"da": "Samme navn: {0}", "en": "The same name: {0}"},
    "SAME_BUT_FOR_SPELLING": {"da": "Næsten samme navn: {0} / {1}", "en": "Nearly the same name: {0} / {1}"},
    "SHARED_WORDS": {"da": "Fælles ord i navnet: {0}", "en": "Words that both names have: {0}"},
    "SHORT_FORM": {"da": "{0} kan være en forkortelse af {1}", "en": "{0} may be short for {1}"},
    "ONE_HAS_MORE_WORDS": {"da": "Kun det ene navn har: {0}", "en": "Only one name has: {0}"},
    "OTHER_WORDS": {"da": "Navnene siger forskelligt: {0} / {1}", "en": "The names say different things: {0} / {1}"},
    "KNOWN_WORDS": {"da": "Ligner, men er to forskellige ord: {0} / {1}", "en": "Alike, but two different words: {0} / {1}"},
    "OTHER_PART": {"da": "Kun det ene navn siger hvilken del: {0}", "en": "Only one name says which part: {0}"},
    "SUPPORTERS": {"da": "Kun det ene er en støtteforening: {0}", "en": "Only one is an association of supporters: {0}"},
    "RIVAL": {"da": "En anden med et andet nummer passer også", "en": "Another one with another number fits as well"},
    "OTHER_NUMBERS": {"da": "Forskellige tal i navnene: {0} / {1}", "en": "Different numbers in the names: {0} / {1}"},
    "OTHER_FORM": {"da": "Forskellig retsform: {0} / {1}", "en": "Different legal forms: {0} / {1}"},
    "SAME_PLACE": {"da": "Samme sted: {0}", "en": "The same place: {0}"},
    "NEAR": {"da": "{0} km fra hinanden", "en": "{0} km apart"},
    "FAR": {"da": "Intet sted til fælles", "en": "No place in common"},
    "SAME_ADDRESS": {"da": "Samme adresse: {0}", "en": "The same address: {0}"},
    "OTHER_ADDRESS": {"da": "Forskellige adresser: {0} / {1}", "en": "Different addresses: {0} / {1}"},
    "SAME_WEBSITE": {"da": "Samme hjemmeside: {0}", "en": "The same website: {0}"},
    "OTHER_WEBSITE": {"da": "Forskellige hjemmesider: {0} / {1}", "en": "Different websites: {0} / {1}"},
    "SAME_IDENTIFIER": {"da": "Samme {0}: {1}", "en": "The same {0}: {1}"},
    "OTHER_TYPE": {"da": "Forskellig slags: {0} / {1}", "en": "Different types: {0} / {1}"},
    "SAME_TIE": {"da": "Hører begge til {0}", "en": "Both belong to {0}"},
}  # fmt: skip


def say(reason: Reason, language: str = "en") -> str:
    """A reason as a sentence in `da` or `en`.

    >>> say(Reason("SAME_PLACE", True, ("Flensburg",)), "da")
    'Samme sted: Flensburg'
    """
    return SENTENCES[reason.code][language].format(*reason.words)


def match_id(left: str, right: str) -> str:
    """The id of the proposal of two entity ids; the same for every run that finds it, in whatever order."""
    digest = blake2b("\x00".join(sorted((left, right))).encode(), digest_size=15).digest()
    return f"match_{b32encode(digest)[:20].decode().lower()}"
