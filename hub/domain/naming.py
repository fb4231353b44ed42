"""Names for things that have none of their own, in every language that the hub speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

_WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "da": {"LOAN": "Lån", "MICROLOAN": "Mikrolån", "CROWDFUNDING": "Indsamling", "PRIZE": "Pris", "": "Tilskud"},
        "en": {"LOAN": "Loan", "MICROLOAN": "Microloan", "CROWDFUNDING": "Crowdfunding", "PRIZE": "Prize", "": "Grant"},
        "de": {"LOAN": "Darlehen", "MICROLOAN": "Kleinkredit", "CROWDFUNDING": "Schwarmfinanzierung", "PRIZE": "Preis", "": "Zuwendung"},
    }
)
_FROM_TO: Mapping[str, tuple[str, str]] = MappingProxyType({"da": ("fra", "til"), "en": ("from", "to"), "de": ("von", "an")})


def funding_names(funding_type: str, funder: str | None, recipient: str | None, date: str | None) -> dict[str, Any]:
    """The composed names of a funding without name and purpose, by language.

    >>> funding_names("GRANT", "Velux Fonden", "Kolauget", "2016-05")["da"]
    'Tilskud fra Velux Fonden til Kolauget, 2016'
    """
    names = {}
    for lang, words in _WORDS.items():
        source, target = _FROM_TO[lang]
        parts = [words.get(funding_type, words[""])]
        parts += [f"{source} {funder}"] if funder else []
        parts += [f"{target} {recipient}"] if recipient else []
        names[lang] = " ".join(parts) + (f", {date[:4]}" if date else "")
    return names


_BETWEEN: Mapping[str, tuple[str, str, str, str, str]] = MappingProxyType(
    {
        "da": ("Aftale", "mellem", "med", "og", "andre"),
        "en": ("Agreement", "between", "with", "and", "others"),
        "de": ("Vereinbarung", "zwischen", "mit", "und", "weiteren"),
    }
)
_MOST_PARTIES = 3


def agreement_names(parties: Sequence[str], date: str | None) -> dict[str, Any]:
    """The composed names of an agreement without a name, by language; of many parties the first are told.

    >>> agreement_names(["Odense Kommune", "Natteravnene"], "2021-03")["da"]
    'Aftale mellem Odense Kommune og Natteravnene, 2021'
    >>> agreement_names(["A", "B", "C", "D", "E"], None)["en"]
    'Agreement between A, B and 3 others'
    """
    names = {}
    for lang, (what, between, one, and_, others) in _BETWEEN.items():
        told = list(parties)
        if len(told) > _MOST_PARTIES:
            told = [*told[: _MOST_PARTIES - 1], f"{len(told) - _MOST_PARTIES + 1} {others}"]
        words = [what]
        if told:
            words.append(between if len(told) > 1 else one)
            words.append(" ".join(filter(None, (", ".join(told[:-1]), and_ if len(told) > 1 else "", told[-1]))))
        names[lang] = " ".join(words) + (f", {date[:4]}" if date else "")
    return names
