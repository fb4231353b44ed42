"""Names for things that have none of their own, in every language that the hub speaks."""

from __future__ import annotations

from collections.abc import Mapping
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
